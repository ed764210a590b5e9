"""Backup, restore, the check of everything, computing anew and the journal, on real desks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.errors import CorrectableError, MachineError
from ascn_desk.base.words import error_text, set_language
from ascn_desk.operations import attachments, enrolment, upkeep
from ascn_desk.operations.backups import last_backup
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exchange import export, import_files
from ascn_desk.operations.profiles import open_desk
from ascn_desk.operations.public_profile import profile_state
from ascn_desk.operations.writing import changed, placed, write
from tests.support.made_desk import NOON, PASSPHRASE, make_desk, put

CASE = {"company": "nippon-koei", "category": "trouble", "city": "vn-hanoi", "summary": "練習：相談"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture
def headquarters(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "hq")
    yield desk
    desk.close()


@pytest.fixture
def embassy(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "embassy", "emb-vn")
    yield desk
    desk.close()


def cases(desk: Desk) -> int:
    with desk.store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM shown_case WHERE _hidden = 0").scalar_one())


def reopened(profile: Path) -> Desk:
    return open_desk(profile, PASSPHRASE, clock=FixedClock(NOON))


def damage(desk: Desk, *statements: str) -> None:
    """Change the database behind the program's back."""
    with desk.store.writing() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_restored_desk_holds_what_the_backup_held(embassy: Desk, tmp_path: Path) -> None:
    put(embassy, "case", CASE)
    made = upkeep.backup(embassy)
    put(embassy, "case", CASE)
    target = tmp_path / "again"
    upkeep.restore(target, made, PASSPHRASE)
    for path in (made, target / "desk.db", target / "keys" / "desk.key"):
        assert path.stat().st_mode & 0o077 == 0
    desk = reopened(target)
    assert (cases(desk), desk.desk, desk.office) == (1, embassy.desk, "emb-vn")
    desk.close()
    assert profile_state(target).officer == "佐伯 航"


def test_a_restore_keeps_what_the_profile_held_before(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "embassy", "emb-vn")
    made = upkeep.backup(desk, tmp_path / "early.db")
    put(desk, "case", CASE)
    desk.close()
    upkeep.restore(tmp_path / "embassy", made, PASSPHRASE)
    restored = reopened(tmp_path / "embassy")
    assert cases(restored) == 0
    restored.close()
    kept = tmp_path / "embassy" / "backups" / "replaced-1"
    assert {"desk.db", "desk.key", "profile.json"} <= {path.name for path in kept.iterdir()}


def attached(desk: Desk, folder: Path, content: bytes) -> str:
    """A case of the desk with a file; the id of the attachment."""
    paper = folder / "minutes.txt"
    paper.write_bytes(content)
    return attachments.attach(desk, "case", put(desk, "case", CASE), paper).saved.id


@pytest.mark.parametrize("name", [None, "stick/copy.db"])
def test_a_restored_desk_holds_the_attachments_that_were_never_sent(
    embassy: Desk, tmp_path: Path, name: str | None
) -> None:
    held = attached(embassy, tmp_path, b"agreed on Tuesday")
    (tmp_path / "stick").mkdir()
    made = upkeep.backup(embassy, tmp_path / name if name else None)
    upkeep.restore(tmp_path / "again", made, PASSPHRASE)
    desk = reopened(tmp_path / "again")
    assert attachments.attachment(desk, held).data == b"agreed on Tuesday"
    desk.close()


def test_a_backup_written_again_keeps_only_the_attachments_of_today(embassy: Desk, tmp_path: Path) -> None:
    first = attached(embassy, tmp_path, b"first")
    made = upkeep.backup(embassy, tmp_path / "copy.db")
    gone = attachments.attachment(embassy, first).sha256
    embassy.files.keep_only(())
    attached(embassy, tmp_path, b"second")
    upkeep.backup(embassy, made)
    names = {path.name for path in (tmp_path / "copy.files").iterdir()}
    assert names == embassy.files.held() and gone not in names
    assert not any(b"second" in path.read_bytes() for path in (tmp_path / "copy.files").iterdir())


def test_attachments_of_another_desk_are_put_away_with_it_and_no_longer_count_as_held(
    embassy: Desk, tmp_path: Path
) -> None:
    held = attached(embassy, tmp_path, b"in both")
    made = upkeep.backup(embassy, tmp_path / "copy.db")
    other = make_desk(tmp_path / "other", "emb-th")
    attached(other, tmp_path, b"in both")
    attached(other, tmp_path, b"only there")
    other.close()
    upkeep.restore(tmp_path / "other", made, PASSPHRASE)
    desk = reopened(tmp_path / "other")
    assert attachments.attachment(desk, held).data == b"in both"
    assert len(desk.files.held()) == 1
    desk.close()
    assert len(list((tmp_path / "other" / "backups" / "replaced-1" / "files").iterdir())) == 2


def test_the_newest_backup_tells_when_it_was_made(embassy: Desk) -> None:
    assert last_backup(embassy) is None
    upkeep.backup(embassy)
    assert last_backup(embassy) == datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def test_a_wrong_passphrase_a_missing_key_file_and_damage_are_refused_and_change_nothing(
    embassy: Desk, tmp_path: Path
) -> None:
    made = upkeep.backup(embassy, tmp_path / "copy.db")
    target = tmp_path / "again"
    with pytest.raises(CorrectableError, match="wrong-passphrase"):
        upkeep.restore(target, made, "another one")
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "bad.db").write_bytes(content)
    (tmp_path / "bad.desk.key").write_bytes((tmp_path / "copy.desk.key").read_bytes())
    with pytest.raises(MachineError, match="damaged-database"):
        upkeep.restore(target, tmp_path / "bad.db", PASSPHRASE)
    (tmp_path / "copy.desk.key").unlink()
    with pytest.raises(CorrectableError, match="not-a-backup") as told:
        upkeep.restore(target, made, PASSPHRASE)
    assert "copy.desk.key" in error_text(told.value, "ja")
    assert not target.exists()


def test_a_backup_where_nothing_can_be_written_is_told(embassy: Desk, tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot-write"):
        upkeep.backup(embassy, tmp_path / "absent" / "copy.db")


def test_a_sound_desk_has_no_findings_and_is_not_changed_by_the_check(headquarters: Desk, tmp_path: Path) -> None:
    put(headquarters, "case", CASE)
    export(headquarters, ["anyone"], tmp_path)
    with headquarters.store.reading() as connection:
        before = upkeep.shown_digest(connection, headquarters.store.tables)
    assert upkeep.check(headquarters) == ()
    with headquarters.store.reading() as connection:
        assert upkeep.shown_digest(connection, headquarters.store.tables) == before


def test_a_desk_before_its_acceptance_has_no_findings(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    assert upkeep.check(embassy) == ()


def test_a_shown_value_that_the_journal_does_not_give_is_found_and_mended_by_computing_anew(embassy: Desk) -> None:
    put(embassy, "case", CASE)
    damage(embassy, "UPDATE shown_case SET summary = 'forged'")
    (finding,) = upkeep.check(embassy)
    assert (finding.code, finding.repair) == ("shown-differs", "rebuild")
    assert "rebuild" in finding.message
    records, entries = upkeep.rebuild(embassy)
    assert entries == 1 and records > 700
    assert upkeep.check(embassy) == ()


def test_a_changed_segment_and_a_changed_journal_are_found(headquarters: Desk, tmp_path: Path) -> None:
    put(headquarters, "case", CASE)
    export(headquarters, ["anyone"], tmp_path)
    damage(
        headquarters,
        "DROP TRIGGER entry_is_never_changed",
        "UPDATE entry SET line = CAST(replace(CAST(line AS TEXT), '練習', '改竄') AS BLOB)"
        " WHERE CAST(line AS TEXT) LIKE '%練習：相談%'",
    )
    assert {finding.code for finding in upkeep.check(headquarters)} == {"journal-differs", "shown-differs"}
    damage(headquarters, "UPDATE sealed SET body = x'00' WHERE segment = (SELECT min(segment) FROM sealed)")
    assert "damaged-segment" in {finding.code for finding in upkeep.check(headquarters)}


def test_a_missing_key_file_is_found_while_the_desk_is_open(embassy: Desk) -> None:
    (embassy.profile / "keys" / "desk.key").unlink()
    assert [(each.code, each.repair) for each in upkeep.check(embassy)] == [("key-file-missing", "restore")]


def test_the_journal_tells_each_entry_with_its_desk_channel_and_writer(headquarters: Desk) -> None:
    last = max(int(each["n"]) for each in upkeep.journal(headquarters))
    case = put(headquarters, "case", CASE)
    (entry,) = upkeep.journal(headquarters, after=last)
    assert (entry["id"], entry["desk"], entry["channel"]) == (case, headquarters.desk, "office/hq")
    assert (entry["writer"], entry["set"]["summary"]) == ("headquarters", "練習：相談")
    assert "state" not in entry
    assert json.loads(json.dumps(entry)) == entry


def test_the_six_words_of_a_channel_change_with_what_is_sealed(headquarters: Desk, tmp_path: Path) -> None:
    before = upkeep.fingerprint(headquarters, "office/hq")[0]
    put(headquarters, "case", CASE)
    export(headquarters, ["anyone"], tmp_path)
    after = upkeep.fingerprint(headquarters, "office/hq", state=True)[0]
    assert len(after.words) == 6 and after.sha256 != before.sha256
    assert after.state is not None and before.state is None


def change(desk: Desk, kind: str, record: str, values: dict[str, object]) -> None:
    """Change a record as a person would who sees what is shown now."""
    with desk.writing() as ledger:
        write(desk, ledger, [changed(desk, ledger, placed(ledger, kind, record), values)])


def test_after_an_exchange_both_desks_are_sound_though_entries_came_out_of_their_order(
    headquarters: Desk, embassy: Desk, tmp_path: Path
) -> None:
    enrolment.make_request(embassy, tmp_path / "embassy.ascn-request")
    approval = enrolment.approve(headquarters, tmp_path / "embassy.ascn-request", tmp_path / "starter.ascn")
    enrolment.accept(embassy, tmp_path / "starter.ascn", approval.words)
    project = put(headquarters, "project", {"city": "vn-hanoi", "title_en": "Practice"}, channel="country/vn")
    import_files(embassy, [export(headquarters, ["emb-vn"], tmp_path)[0].path])
    change(headquarters, "project", project, {"summary": "seen by nobody yet"})
    # Counted above the entry that comes later from headquarters.
    for step in ("first", "second", "third"):
        change(embassy, "project", project, {"next_step": step})
    import_files(embassy, [export(headquarters, ["emb-vn"], tmp_path)[0].path])
    import_files(headquarters, [export(embassy, ["hq"], tmp_path)[0].path])
    assert upkeep.check(embassy) == () == upkeep.check(headquarters)
    for channel in ("reference", "country/vn"):
        held = [upkeep.fingerprint(desk, channel, state=True)[0] for desk in (headquarters, embassy)]
        assert (held[0].words, held[0].state) == (held[1].words, held[1].state)
