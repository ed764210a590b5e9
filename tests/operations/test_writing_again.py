"""What only a branch that goes holds is written again: the open registers alone, once, by whoever does it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import conflicts, enrolment, records, rotation, trust_closing, upkeep
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.journal import journal
from ascn_desk.operations.upkeep import check
from ascn_desk.operations.writing_again import WrittenAgain, left_over, write_again
from ascn_desk.store.entries import Line
from tests.operations.test_restores import note, texts
from tests.support.trio import PASSPHRASE, Trio, open_machine, take

pytestmark = pytest.mark.usefixtures("english")
DESK = "a" * 26


def line(n: int, over: int = 0, *, id: str = "one", **values: Any) -> Line:
    return Line(n=n, id=id, kind="city_note", over={DESK: over} if over else {}, set=values)



def keep_first(trio: Trio) -> None:
    """Headquarters rules that the branch of the first machine stays."""
    (fork,) = trust_closing.list_forks(trio.hq)
    mine = {end for _, end in own_tips(trio.vn)}
    kept = next(each for each in fork.branches if each.identity in mine)
    trust_closing.rule_fork(trio.hq, fork.desk, fork.channel, kept.identity)


def test_only_what_nothing_in_the_branch_replaced_is_left() -> None:
    branch = [
        line(3, text="first", source="a letter"),
        line(4, 3, text="second"),
        line(5, id="two", text="another record"),
        line(6, 3, text="unseen of the second"),
    ]
    left = [(each.n, values) for each, values in left_over(DESK, branch)]
    assert left == [
        (3, {"source": "a letter"}),
        (4, {"text": "second"}),
        (5, {"text": "another record"}),
        (6, {"text": "unseen of the second"}),
    ]


@pytest.fixture
def copy(trio: Trio) -> Iterator[Desk]:
    """A copy of the embassy's profile on another machine, both having sealed the same number."""
    note(trio.vn, "shared")
    trio.exchange()
    trio.vn.close()
    profile = trio.folder / "vn-copy"
    shutil.copytree(trio.vn.profile, profile, ignore=shutil.ignore_patterns("state"))
    trio.vn, desk = open_machine(trio.vn.profile), open_machine(profile)
    note(trio.vn, "at the first")
    note(desk, "at the second, replaced")
    yield desk
    desk.close()


def test_headquarters_writes_a_ruled_branch_again_once(trio: Trio, copy: Desk) -> None:
    changed = next(row for row in records_of(copy) if row[1] == "at the second, replaced")[0]
    records.set_fields(copy, "city_note", changed, {"text": "at the second"})
    trio.carry(trio.vn, trio.hq)
    take(trio.hq, trio.send(copy, trio.hq))
    assert texts(trio.hq) == ["shared"]
    with pytest.raises(CorrectableError, match="log-not-ended"):
        write_again(trio.hq, copy.desk)
    (fork,) = trust_closing.list_forks(trio.hq)
    kept = next(each for each in fork.branches if each.entries == 1)
    trust_closing.rule_fork(trio.hq, fork.desk, fork.channel, kept.identity)
    assert texts(trio.hq) == ["at the first", "shared"]
    done = write_again(trio.hq, copy.desk[:8])
    # The kind is one that headquarters writes too; the replaced text is not written, the rest of its entry is.
    assert done == WrittenAgain(2, 0)
    assert texts(trio.hq) == ["at the first", "at the second", "shared"]
    assert write_again(trio.hq, copy.desk) == WrittenAgain(0, 0)
    assert conflicts.conflicts(trio.hq) == () and check(trio.hq) == ()
    again = [each for each in journal(trio.hq) if each["set"].get("text") == "at the second"]
    assert [(each["desk"], each["by"]) for each in again] == [(trio.hq.desk, "tanaka")]


def test_what_somebody_wrote_again_the_desk_does_not_write_twice(trio: Trio, copy: Desk) -> None:
    trio.carry(trio.vn, trio.hq)
    take(trio.hq, trio.send(copy, trio.hq))
    keep_first(trio)
    assert write_again(trio.hq, copy.desk).written == 1
    take(copy, trio.send(trio.hq, "emb-vn"))
    renew(trio, copy)
    assert texts(copy) == ["at the first", "at the second, replaced", "shared"]
    written = [each for each in journal(copy) if each["set"].get("text") == "at the second, replaced"]
    assert [each["desk"] for each in written] == [trio.hq.desk]


def test_a_record_that_was_deleted_in_the_branch_stays_deleted(trio: Trio, copy: Desk) -> None:
    gone = note(copy, "made and taken away")
    records.set_fields(copy, "city_note", gone, {"deleted": True})
    trio.carry(trio.vn, trio.hq)
    take(copy, trio.send(trio.hq, "emb-vn"))
    renew(trio, copy)
    assert texts(copy) == ["at the first", "at the second, replaced", "shared"]
    assert conflicts.conflicts(copy) == ()


def test_what_headquarters_wrote_unseen_of_a_deletion_is_not_hidden_when_that_is_written_again(
    trio: Trio, copy: Desk
) -> None:
    shared = next(row for row in records_of(copy) if row[1] == "shared")[0]
    records.set_fields(copy, "city_note", shared, {"seen_on": "2026-11-20"})
    records.set_fields(copy, "city_note", shared, {"deleted": True})
    records.set_fields(trio.hq, "city_note", shared, {"text": "said meanwhile"})
    trio.carry(trio.vn, trio.hq)
    take(trio.hq, trio.send(copy, trio.hq))
    keep_first(trio)
    assert write_again(trio.hq, copy.desk).written == 3
    assert "said meanwhile" in texts(trio.hq)
    assert {each.register for each in conflicts.conflicts(trio.hq)} == {"deleted"}


def records_of(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT r.id, s.text FROM shown_city_note s JOIN record r ON r.key = s._record"
        )
        return [(str(id), str(text)) for id, text in rows]


def own_tips(desk: Desk) -> list[tuple[str, str]]:
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT number, identity FROM segment WHERE number IS NOT NULL")
        return [(str(number), str(identity)) for number, identity in rows]


def renew(trio: Trio, desk: Desk) -> None:
    request, starter = trio.post / f"{desk.desk}.ascn-request", trio.post / f"starter-{desk.desk}.ascn"
    rotation.rotate(desk, request)
    enrolment.approve(trio.hq, request, starter)
    assert take(desk, [starter]).is_complete


ACTS = st.lists(
    st.sampled_from(["write", "change", "send", "answer", "seal", "back up", "restore", "restore elsewhere", "renew"]),
    min_size=4,
    max_size=14,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=ACTS)
def test_whatever_is_put_back_nothing_that_was_typed_or_sent_is_lost(
    trio_template: Path, tmp_path: Path, acts: list[str]
) -> None:
    folder = tmp_path / "trio"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(trio_template, folder)
    trio = Trio.open(folder)
    try:
        _play(trio, acts)
    finally:
        trio.close()


def _play(trio: Trio, acts: list[str]) -> None:
    """``here``: the texts that this database holds; ``arrived``: those that headquarters holds. The rest is gone."""
    backup: Path | None = None
    in_backup: set[str] = set()
    here: set[str] = set()
    arrived: set[str] = set()
    trio.exchange()
    for number, act in enumerate(acts):
        text = f"text {number}"
        try:
            if act == "write":
                note(trio.vn, text)
                here.add(text)
            elif act == "change":
                found = sorted(records_of(trio.vn))
                if found:
                    records.set_fields(trio.vn, "city_note", found[0][0], {"text": text})
                    here.add(text)
        except CorrectableError as error:
            assert error.code == "desk-behind"
        if act == "send":
            if take(trio.hq, trio.send(trio.vn, trio.hq)).is_complete:
                arrived |= {each["set"]["text"] for each in journal(trio.hq) if each["kind"] == "city_note"}
        elif act == "answer":
            take(trio.vn, trio.send(trio.hq, "emb-vn"))
        elif act == "seal":
            trio.send(trio.vn, trio.hcm)
        elif act == "back up":
            backup = upkeep.backup(trio.vn, trio.folder / f"backup-{number}.db")
            in_backup = set(here)
        elif act.startswith("restore") and backup is not None:
            trio.vn.close()
            upkeep.restore(trio.vn.profile, backup, PASSPHRASE)
            if act.endswith("elsewhere"):
                shutil.rmtree(trio.vn.profile / "state", ignore_errors=True)
            trio.vn = open_machine(trio.vn.profile)
            here = set(in_backup)
        elif act == "renew":
            # A backup of before is of no use any more: what it holds was under the old keys.
            _renewed(trio)
            backup = None
    _settled(trio, here | arrived)


def _renewed(trio: Trio) -> None:
    """New keys; a fork is ruled first."""
    try:
        renew(trio, trio.vn)
    except CorrectableError as error:
        assert error.code == "log-forked"
        for fork in trust_closing.list_forks(trio.hq):
            if not fork.is_ruled:
                trust_closing.rule_fork(trio.hq, fork.desk, fork.channel, max(each.identity for each in fork.branches))
        renew(trio, trio.vn)


def _settled(trio: Trio, typed: set[str]) -> None:
    """After new keys and an exchange: each text is shown, or named in the account of its record; and counts once."""
    take(trio.vn, trio.send(trio.hq, "emb-vn"))
    take(trio.hq, trio.send(trio.vn, trio.hq))
    _renewed(trio)
    for _ in range(2):
        trio.exchange()
    assert {each.channel: each.sha256 for each in fingerprints(trio.hq)}.items() >= {
        (each.channel, each.sha256) for each in fingerprints(trio.vn)
    }
    for desk in (trio.vn, trio.hq):
        counted = said(desk)
        assert len(counted) == len(set(counted)), "written twice"
        assert typed <= set(said(desk, every=True))
        assert check(desk) == ()
    # Whatever does not count was replaced in its own branch before it was written again.
    assert set(texts(trio.vn)) <= set(said(trio.vn))


def said(desk: Desk, *, every: bool = False) -> list[str]:
    """The texts of notes that count, or all that are held."""
    found = (each["set"].get("text") for each in journal(desk, all=every) if each["kind"] == "city_note")
    return [text for text in found if text is not None]
