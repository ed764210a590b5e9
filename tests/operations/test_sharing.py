"""A case shared wider: a new record takes over, with the notes that were picked and nothing of the rest."""

from __future__ import annotations

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import cases, lists, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.sharing import share_case
from tests.support.trio import COUNTRY, Trio, dump

OFFICE = "office/emb-vn"
SECRET = "練習：秘密の話"


def case(desk: Desk) -> str:
    return records.add_record(
        desk, "case", {"company": "nippon-koei", "category": "trouble", "summary": "練習"}, channel=OFFICE
    ).id


def test_those_who_read_the_wider_channel_see_the_case_with_the_notes_that_were_picked(trio: Trio) -> None:
    old = case(trio.vn)
    told = cases.log_case(trio.vn, old, "練習：市の回答").id
    cases.log_case(trio.vn, old, SECRET)
    done = share_case(trio.vn, old, COUNTRY, [told])
    trio.exchange()
    seen = records.show_record(trio.hcm, "case", done.saved.id)
    assert (seen.channel, seen.values["summary"]) == (COUNTRY, "練習")
    notes = lists.list_records(trio.hcm, "log_entry", where={"case": done.saved.id}).rows
    assert [row.values["text"] for row in notes] == ["練習：市の回答"]
    assert SECRET not in str(dump(trio.hcm))
    # Headquarters reads both and counts one case, which goes by either id.
    assert lists.count_records(trio.hq, "case") == 1
    assert records.show_record(trio.hq, "case", old, OFFICE).merged_into == done.saved.id


def test_an_edit_in_the_wider_channel_comes_back_to_the_office_that_shared_it(trio: Trio) -> None:
    done = share_case(trio.vn, case(trio.vn), COUNTRY)
    trio.exchange()
    records.set_fields(trio.hcm, "case", done.saved.id, {"priority": "high"})
    trio.exchange()
    assert records.show_record(trio.vn, "case", done.saved.id).values["priority"] == "high"


def test_what_is_not_wider_or_not_of_the_case_is_told_and_changes_nothing(trio: Trio) -> None:
    old, other = case(trio.vn), case(trio.vn)
    note = cases.log_case(trio.vn, other, "練習").id
    before = dump(trio.vn)
    with pytest.raises(CorrectableError, match="not-wider"):
        share_case(trio.vn, old, OFFICE)
    with pytest.raises(CorrectableError, match="not-of-this-case"):
        share_case(trio.vn, old, COUNTRY, [note])
    with pytest.raises(CorrectableError, match="channel-not-writable"):
        share_case(trio.vn, old, "country/th")
    with pytest.raises(CorrectableError, match="unknown-record"):
        share_case(trio.vn, "nothing", COUNTRY)
    assert dump(trio.vn) == before
