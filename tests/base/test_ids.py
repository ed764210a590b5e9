"""Ids are UUIDs of version 7, each greater than the one before."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.ids import is_id, new_id

INSTANT = datetime(2026, 12, 5, 9, 30, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7_in_canonical_letters() -> None:
    text = new_id(FixedClock(INSTANT))
    read = uuid.UUID(text)
    assert (read.version, read.variant, str(read)) == (7, uuid.RFC_4122, text)
    assert is_id(text)


def test_an_id_starts_with_the_instant_of_the_clock() -> None:
    assert uuid.UUID(new_id(FixedClock(INSTANT))).int >> 80 == int(INSTANT.timestamp()) * 1000


def test_ids_of_one_instant_ascend_and_never_repeat() -> None:
    clock = FixedClock(INSTANT)
    ids = [new_id(clock) for _ in range(2000)]
    assert all(one < other for one, other in pairwise(ids))
    assert all(map(is_id, ids))


def test_an_id_of_a_later_instant_is_greater() -> None:
    clock = FixedClock(INSTANT)
    earlier = new_id(clock)
    clock.advance(seconds=1)
    assert earlier < new_id(clock)


def test_a_clock_put_back_still_gives_fresh_ids() -> None:
    later, earlier = FixedClock(INSTANT), FixedClock(INSTANT.replace(year=2025))
    ids = [new_id(clock) for clock in (later, earlier, later, earlier)]
    assert len(set(ids)) == 4


def test_an_instant_before_1970_is_refused() -> None:
    with pytest.raises(ValueError, match="1970"):
        new_id(FixedClock(datetime(1969, 12, 31, tzinfo=UTC)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vn-da-nang",
        "019AEDD0-0000-7000-8000-000000000000",
        "019aedd0-0000-4000-8000-000000000000",
        "019aedd0-0000-7000-c000-000000000000",
        "019aedd0-0000-7000-8000-000000000000\n",
        "019aedd0000070008000000000000000",
        "{019aedd0-0000-7000-8000-000000000000}",
        "０19aedd0-0000-7000-8000-000000000000",
    ],
)
def test_other_spellings_are_no_ids(text: str) -> None:
    assert not is_id(text)
