"""New keys for a healthy desk: asked for, approved, taken in; nothing stops meanwhile and nothing is written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import enrolment, exchange, records, rotation
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.upkeep import check
from ascn_desk.sync.request import read_request
from tests.operations.test_restores import note, prints, renew, texts
from tests.support.trio import Trio, dump, new_desk, open_machine, rows_of, take

pytestmark = pytest.mark.usefixtures("english")


def own_numbers(desk: Desk) -> list[tuple[str, int]]:
    """(channel, number) of the sealed segments under the keys that the desk has now."""
    return [
        (channel, number)
        for channel, number in rows_of(
            desk,
            "SELECT c.name, s.number FROM segment s JOIN log l ON l.key = s.log JOIN channel c ON c.key = l.channel"
            " JOIN desk d ON d.key = l.desk WHERE d.name = ? AND s.number IS NOT NULL ORDER BY c.name, s.number",
            desk.desk,
        )
    ]


def test_a_request_for_new_keys_is_signed_by_both_and_says_how_far_the_logs_went(trio: Trio) -> None:
    note(trio.vn, "one")
    request = trio.post / "new.ascn-request"
    name = rotation.rotate(trio.vn, request)
    trust = trio.hq.trust()
    assert trust is not None
    read = read_request(request.read_bytes(), trust.registry)
    assert (read.desk, read.previous) == (name, trio.vn.desk)
    assert [number for number, _ in read.ends.values()] == [1] and list(read.ends) == ["office/emb-vn"]
    assert rotation.is_waiting(trio.vn)
    # Asked again, it asks for the same keys, further on.
    note(trio.vn, "two")
    assert rotation.rotate(trio.vn, request) == name
    assert read_request(request.read_bytes(), trust.registry).ends["office/emb-vn"][0] == 2


def test_a_desk_goes_on_under_new_keys_with_a_new_log_from_number_one(trio: Trio) -> None:
    note(trio.vn, "one")
    trio.exchange()
    old = trio.vn.desk
    renew(trio, trio.vn)
    assert trio.vn.desk != old and not rotation.is_waiting(trio.vn)
    note(trio.vn, "two")
    trio.exchange()
    assert own_numbers(trio.vn) == [("office/emb-vn", 1)]
    assert texts(trio.hq) == ["one", "two"] and prints(trio.hq) == prints(trio.vn)
    trio.vn.close()
    trio.vn = open_machine(trio.vn.profile)
    assert trio.vn.desk != old and check(trio.vn) == ()


def test_what_is_written_while_the_answer_is_on_its_way_counts_or_is_written_again(trio: Trio) -> None:
    first = note(trio.vn, "sealed before")
    trio.exchange()
    request, starter = trio.post / "new.ascn-request", trio.post / "starter.ascn"
    rotation.rotate(trio.vn, request)
    note(trio.vn, "sent in time")
    trio.carry(trio.vn, trio.hq)
    enrolment.approve(trio.hq, request, starter)
    note(trio.vn, "sent too late")
    records.set_fields(trio.vn, "city_note", first, {"text": "changed too late"})
    late = trio.send(trio.vn, trio.hq)
    note(trio.vn, "never sealed")
    assert take(trio.vn, [starter]).is_complete
    expected = ["changed too late", "never sealed", "sent in time", "sent too late"]
    assert texts(trio.vn) == expected
    # A file under the old keys is refused; the same comes under the new ones.
    assert take(trio.hq, late).files[0].code == "revoked-sender"
    trio.exchange()
    trio.exchange()
    assert texts(trio.hq) == expected and prints(trio.hq) == prints(trio.vn)
    counting = "SELECT count(*) FROM entry e JOIN segment s ON s.key = e.key / 65536 WHERE s.counts = 1"
    written = rows_of(trio.hq, counting)
    trio.exchange()
    assert written == rows_of(trio.hq, counting)
    assert check(trio.vn) == () == check(trio.hq)


def test_what_was_on_its_way_to_the_old_keys_is_still_read(trio: Trio) -> None:
    company = records.add_record(trio.hq, "company", {"name_ja": "練習"}, channel="country/vn").id
    on_its_way = trio.send(trio.hq, trio.vn)
    renew(trio, trio.vn)
    assert take(trio.vn, on_its_way).is_complete
    assert records.show_record(trio.vn, "company", company).values["name_ja"] == "練習"


def test_a_window_that_was_open_meanwhile_writes_under_the_new_keys(trio: Trio) -> None:
    beside = open_machine(trio.vn.profile)
    renew(trio, trio.vn)
    assert beside.desk != trio.vn.desk
    note(beside, "typed in the other program")
    assert beside.desk == trio.vn.desk
    trio.carry(beside, trio.hq)
    assert texts(trio.hq) == ["typed in the other program"]
    beside.close()


def test_new_keys_can_be_had_again_and_again(trio: Trio) -> None:
    names = {trio.vn.desk}
    for turn in range(3):
        note(trio.vn, f"note {turn}")
        renew(trio, trio.vn)
        names.add(trio.vn.desk)
    assert len(names) == 4
    trio.exchange()
    assert texts(trio.hq) == texts(trio.vn) == ["note 0", "note 1", "note 2"]


def test_a_rehearsal_of_the_answer_changes_nothing(trio: Trio) -> None:
    request, starter = trio.post / "new.ascn-request", trio.post / "starter.ascn"
    rotation.rotate(trio.vn, request)
    enrolment.approve(trio.hq, request, starter)
    old, before = trio.vn.desk, dump(trio.vn)
    exchange.rehearse(trio.vn, [starter])
    note_id = note(trio.vn, "still under the old keys")
    assert trio.vn.desk == old and rotation.is_waiting(trio.vn)
    assert before["trust"] == dump(trio.vn)["trust"]
    take(trio.vn, [starter])
    assert trio.vn.desk != old and records.show_record(trio.vn, "city_note", note_id)


def test_a_desk_that_nobody_knows_yet_has_no_keys_to_renew(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "dn", "cg-da-nang")
    with pytest.raises(CorrectableError, match="not-accepted-yet"):
        rotation.rotate(desk, tmp_path / "new.ascn-request")
    desk.close()


def test_the_answer_for_another_desk_brings_nobody_to_new_keys(trio: Trio) -> None:
    request, starter = trio.post / "new.ascn-request", trio.post / "starter.ascn"
    rotation.rotate(trio.vn, request)
    enrolment.approve(trio.hq, request, starter)
    old = trio.hcm.desk
    rotation.rotate(trio.hcm, trio.post / "other.ascn-request")
    report = take(trio.hcm, [starter])
    assert report.files[0].code == "not-for-this-desk" and trio.hcm.desk == old
