"""A backup put back, a profile copied: the desk notices, writes no number twice, and loses nothing under new keys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, MachineError
from ascn_desk.operations import conflicts, enrolment, exchange, purging, records, rotation, upkeep
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.profiles import open_desk
from ascn_desk.operations.upkeep import check
from tests.support.short_disk import statements_of
from tests.support.trio import PASSPHRASE, Trio, clock, dump, open_machine, rows_of, take

pytestmark = pytest.mark.usefixtures("english")


def note(desk: Desk, text: str, **values: object) -> str:
    return records.add_record(desk, "city_note", {"city": "vn-hanoi", "text": text, **values}).id


def texts(desk: Desk) -> list[str]:
    return sorted(row[0] for row in rows_of(desk, "SELECT text FROM shown_city_note WHERE _hidden = 0"))


def prints(desk: Desk, channel: str = "office/emb-vn") -> tuple[str, str | None]:
    (found,) = fingerprints(desk, channel, with_state=True)
    return found.sha256, found.state


def is_read_only(desk: Desk) -> bool:
    before = dump(desk)
    try:
        note(desk, "may I?")
    except CorrectableError as error:
        assert error.code == "desk-behind"
        assert dump(desk) == before
        assert "desk-behind" in {each.code for each in check(desk)}
        return True
    assert check(desk) == ()
    return False


def put_back(trio: Trio, backup: Path, *, other_machine: bool = False) -> None:
    """Restore the embassy; on another machine nothing is known beside the profile."""
    trio.vn.close()
    upkeep.restore(trio.vn.profile, backup, PASSPHRASE)
    if other_machine:
        shutil.rmtree(trio.vn.profile / "state", ignore_errors=True)
    trio.vn = open_machine(trio.vn.profile)


def renew(trio: Trio, desk: Desk) -> None:
    """New keys for a desk of the embassy, approved and taken in."""
    request = trio.post / "new.ascn-request"
    rotation.rotate(desk, request)
    starter = trio.post / f"starter-{desk.profile.name}.ascn"
    enrolment.approve(trio.hq, request, starter)
    assert take(desk, [starter]).is_complete


@pytest.fixture
def backup(trio: Trio) -> Iterator[Path]:
    """A backup of the embassy with one note sent and one not sealed yet; meanwhile both and a third went out."""
    note(trio.vn, "first")
    trio.exchange()
    note(trio.vn, "second")
    made = upkeep.backup(trio.vn, trio.folder / "stick.db")
    note(trio.vn, "third")
    trio.carry(trio.vn, trio.hq)
    yield made


def test_a_restored_desk_knows_at_once_by_what_lies_beside_its_profile(trio: Trio, backup: Path) -> None:
    put_back(trio, backup)
    assert is_read_only(trio.vn)
    assert texts(trio.vn) == ["first", "second"]
    # It stays so, also where the note beside it is lost.
    trio.vn.close()
    shutil.rmtree(trio.vn.profile / "state")
    trio.vn = open_machine(trio.vn.profile)
    assert is_read_only(trio.vn)


def test_a_restored_desk_sends_what_was_sealed_and_seals_nothing(trio: Trio, backup: Path) -> None:
    put_back(trio, backup)
    report = trio.carry(trio.vn, trio.hq)
    assert report.is_complete and report.balance["received"] == 0
    assert exchange.exchange_view(trio.vn).unsent == 1
    # What the backup lacked came back, and what it had unsealed is there once.
    trio.carry(trio.hq, trio.vn)
    assert texts(trio.vn) == ["first", "second", "third"]
    assert exchange.exchange_view(trio.vn).unsent == 0
    assert is_read_only(trio.vn)
    assert prints(trio.vn) == prints(trio.hq)


def test_on_another_machine_the_receipt_of_headquarters_tells(trio: Trio, backup: Path) -> None:
    put_back(trio, backup, other_machine=True)
    assert not is_read_only(trio.vn)
    trio.carry(trio.hq, trio.vn)
    assert is_read_only(trio.vn)


def test_a_rehearsal_leaves_the_desk_as_it_was(trio: Trio, backup: Path) -> None:
    put_back(trio, backup, other_machine=True)
    before = dump(trio.vn)
    exchange.rehearse(trio.vn, trio.send(trio.hq, trio.vn))
    assert dump(trio.vn) == before
    assert not is_read_only(trio.vn)


def test_under_new_keys_all_that_was_typed_is_shown_once(trio: Trio, backup: Path) -> None:
    put_back(trio, backup, other_machine=True)
    note(trio.vn, "typed after the restore")
    trio.carry(trio.hq, trio.vn)
    old = trio.vn.desk
    renew(trio, trio.vn)
    assert trio.vn.desk != old and check(trio.vn) == ()
    expected = ["first", "second", "third", "typed after the restore"]
    assert texts(trio.vn) == expected
    note(trio.vn, "typed under new keys")
    trio.exchange()
    assert prints(trio.vn) == prints(trio.hq)
    assert texts(trio.hq) == [*expected, "typed under new keys"]
    assert conflicts.conflicts(trio.hq) == () == conflicts.conflicts(trio.vn)


def test_of_two_copies_each_notices_the_other_and_neither_loses_a_word(trio: Trio) -> None:
    note(trio.vn, "before the copy")
    trio.exchange()
    shared = records.add_record(trio.vn, "city_note", {"city": "vn-hue", "text": "to be changed"}).id
    trio.exchange()
    trio.vn.close()
    copied = trio.folder / "vn-copy"
    shutil.copytree(trio.vn.profile, copied, ignore=shutil.ignore_patterns("state"))
    trio.vn, copy = open_machine(trio.vn.profile), open_machine(copied)
    note(trio.vn, "at the first machine")
    note(copy, "at the second machine")
    records.set_fields(copy, "city_note", shared, {"text": "changed at the second machine"})
    trio.carry(trio.vn, trio.hq)
    # The copy sealed the same number; headquarters' answer tells it.
    trio.send(copy, trio.hcm)
    take(copy, trio.send(trio.hq, "emb-vn"))
    assert is_read_only(copy)
    renew(trio, copy)
    assert texts(copy) == [
        "at the first machine", "at the second machine", "before the copy", "changed at the second machine",
    ]  # fmt: skip
    take(trio.hq, trio.send(copy, trio.hq))
    assert texts(trio.hq) == texts(copy)
    # The first machine is told by the copy's segment, and gets keys of its own.
    copy.close()
    note(trio.vn, "meanwhile at the first")
    renew(trio, trio.vn)
    assert texts(trio.vn) == sorted([*texts(trio.hq), "meanwhile at the first"])
    trio.carry(trio.vn, trio.hq)
    assert prints(trio.vn) == prints(trio.hq) and check(trio.hq) == () == check(trio.vn)


def test_a_copy_on_the_same_machine_is_noticed_when_either_is_opened(trio: Trio, tmp_path: Path) -> None:
    machine = tmp_path / "machine"
    trio.vn.close()
    copied = trio.folder / "vn-copy"
    shutil.copytree(trio.vn.profile, copied)
    first = open_desk(trio.folder / "vn", PASSPHRASE, clock=clock(), state=machine)
    second = open_desk(copied, PASSPHRASE, clock=clock(), state=machine)
    note(first, "one")
    note(second, "two")
    trio.send(first, trio.hq)
    sent = trio.send(second, trio.hq)
    assert is_read_only(second) and not is_read_only(first)
    assert take(trio.hq, sent).balance["received"] == 0
    for each in (first, second):
        each.close()
    trio.vn = open_machine(trio.folder / "vn")


def test_a_desk_switched_off_while_it_seals_is_never_taken_for_a_copy(trio_folder: Path, tmp_path: Path) -> None:
    trio = Trio.open(trio_folder)
    note(trio.vn, "to be sent")
    trio.close()
    pristine = shutil.copytree(trio_folder, tmp_path / "pristine")

    def act(desk: Desk) -> None:
        exchange.export(desk, ["hq"], tmp_path)

    total = statements_of(lambda: open_machine(trio_folder / "vn"), act)
    for point in range(1, total + 1):
        shutil.rmtree(trio_folder)
        shutil.copytree(pristine, trio_folder)
        assert statements_of(lambda: open_machine(trio_folder / "vn"), act, kill_at=point) == 0
        desk = open_machine(trio_folder / "vn")
        assert not is_read_only(desk)
        act(desk)
        desk.close()


def test_nothing_leaves_a_desk_whose_numbers_cannot_be_kept_beside_it(trio: Trio, tmp_path: Path) -> None:
    note(trio.vn, "to be sent")
    blocked = trio.vn.profile / "state"
    if blocked.exists():
        shutil.rmtree(blocked)
    blocked.write_text("a file where a folder has to be")
    with pytest.raises(MachineError, match="cannot-write"):
        trio.send(trio.vn, trio.hq)
    assert list(trio.post.iterdir()) == []
    blocked.unlink()
    assert trio.carry(trio.vn, trio.hq).is_complete


def test_a_damaged_note_beside_the_profile_stops_nobody(trio: Trio) -> None:
    note(trio.vn, "one")
    trio.exchange()
    (kept,) = (trio.vn.profile / "state" / "sealed").iterdir()
    kept.write_bytes(b"{not json")
    trio.vn.close()
    trio.vn = open_machine(trio.vn.profile)
    assert not is_read_only(trio.vn)
    trio.exchange()
    assert "office/emb-vn" in kept.read_text()


def test_a_purge_takes_the_original_of_what_was_written_again_too(trio: Trio, backup: Path) -> None:
    put_back(trio, backup, other_machine=True)
    spilled = note(trio.vn, "to be purged everywhere")
    note(trio.vn, "to be kept")
    trio.carry(trio.hq, trio.vn)
    renew(trio, trio.vn)
    trio.carry(trio.vn, trio.hq)
    assert lines_with(trio.vn, "to be purged everywhere") == lines_with(trio.vn, "to be kept") > 1
    asked = purging.request(trio.hq, "city_note", spilled, channel="office/emb-vn", why="asked by the person")
    records.add_record(trio.hq, "officer", {"office": "hq", "user_id": "suzuki", "name": "Suzuki"})
    purging.confirm(trio.hq, asked.id, officer="suzuki")
    before = lines_with(trio.vn, "to be kept")
    trio.carry(trio.hq, trio.vn)
    assert (lines_with(trio.vn, "to be purged everywhere"), lines_with(trio.vn, "to be kept")) == (0, before)
    assert ("to be kept",) in rows_of(trio.vn, "SELECT text FROM shown_city_note")
    assert check(trio.vn) == ()


def lines_with(desk: Desk, text: str) -> int:
    """How many lines of the journal say something."""
    return sum(text in bytes(line).decode() for (line,) in rows_of(desk, "SELECT line FROM entry"))
