"""Channels: patterns, rights and where a new record goes."""

from __future__ import annotations

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.channels import (
    covers,
    default_channel,
    may_read,
    may_write,
    paths_of,
    reads_of,
    width_key,
)
from ascn_desk.domain.kind import Writer
from ascn_desk.domain.kinds import KINDS

MISSION, HEADQUARTERS = Writer.MISSION, Writer.HEADQUARTERS


def test_a_pattern_covers_itself_and_a_star_all_of_its_sort() -> None:
    assert covers(["country/*"], "country/vn")
    assert covers(["country/vn"], "country/vn")
    assert not covers(["country/vn"], "country/vnx")
    assert not covers(["country/*"], "office/emb-vn")
    assert not covers(["reference"], "country/vn")
    assert not covers([], "reference")


def test_a_mission_writes_its_countries_and_its_own_office_and_reads_the_reference_beside() -> None:
    assert paths_of(MISSION, "emb-vn", ["vn"]) == ("country/vn", "office/emb-vn")
    assert reads_of(MISSION, "emb-vn", ["vn"]) == ("reference", "country/vn", "office/emb-vn")


def test_headquarters_writes_and_reads_everything() -> None:
    assert paths_of(HEADQUARTERS, "hq", []) == reads_of(HEADQUARTERS, "hq", [])
    assert all(
        may_read(reads_of(HEADQUARTERS, "hq", []), each) for each in ("reference", "country/vn", "office/x")
    )


@pytest.mark.parametrize(
    ("kind", "mission", "headquarters"),
    [
        ("case", "office/emb-vn", "office/hq"),
        ("project", "country/vn", "reference"),
        ("company", "country/vn", "reference"),
        ("tag", "country/vn", "reference"),
        ("meeting", "country/vn", "reference"),
        ("action_item", "country/vn", "reference"),
    ],
)
def test_a_new_record_goes_where_its_kind_says(kind: str, mission: str, headquarters: str) -> None:
    assert default_channel(KINDS[kind], MISSION, "emb-vn", ["vn", "la"]) == mission
    assert default_channel(KINDS[kind], HEADQUARTERS, "hq", []) == headquarters


def test_a_mission_makes_no_city() -> None:
    assert default_channel(KINDS["city"], HEADQUARTERS, "hq", []) == "reference"
    with pytest.raises(CorrectableError, match="not-writable"):
        default_channel(KINDS["city"], MISSION, "emb-vn", ["vn"])


def test_where_nothing_tells_the_channel_it_is_asked_for() -> None:
    with pytest.raises(CorrectableError, match="channel-needed"):
        default_channel(KINDS["purge"], HEADQUARTERS, "hq", [])
    with pytest.raises(CorrectableError, match="channel-needed"):
        default_channel(KINDS["project"], MISSION, "mission-asean", [])


def test_writing_needs_both_the_kind_and_the_channel() -> None:
    paths = paths_of(MISSION, "emb-vn", ["vn"])
    assert may_write(KINDS["case"], MISSION, paths, "office/emb-vn")
    assert not may_write(KINDS["case"], MISSION, paths, "office/emb-th")
    assert not may_write(KINDS["city"], MISSION, paths, "country/vn")


def test_the_widest_channel_sorts_first() -> None:
    channels = ["office/emb-vn", "country/vn", "country/la", "reference"]
    assert sorted(channels, key=width_key) == ["reference", "country/la", "country/vn", "office/emb-vn"]


def test_a_wide_pattern_covers_all_channels_of_its_sort_and_itself() -> None:
    assert covers(["reference"], "reference")
    assert covers(["country/*"], "country/vn")
    assert covers(["country/*"], "country/*")
    assert covers(["office/hq", "country/vn"], "country/vn")
    assert not covers(["country/vn"], "country/*")
    assert not covers(["country/*"], "office/hq")
    assert not covers(["reference"], "office/hq")
    assert not covers([], "reference")
