"""Redaction in the store beside the oracle: purges, redacted copies and full ones, in any order and cut."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from ascn_desk.domain.kind import Writer
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.audit import shown_digest
from ascn_desk.store.desk_store import DeskStore
from ascn_desk.store.facts import Fact, fact_of
from ascn_desk.store.holdings import LogEnd, NewSegment, branch_ends
from ascn_desk.store.judging import Rules
from ascn_desk.store.ledger import Ledger, Limits, ReadSegment
from ascn_desk.store.names import Names
from ascn_desk.store.redaction import Copy, redacted_counting, redacted_entries
from ascn_desk.store.states import register_states
from ascn_desk.sync.entry_line import Redacted, decode_lines
from ascn_desk.sync.fingerprint import RegisterState, state_digest
from ascn_desk.sync.purges import bare_of, purges_of
from ascn_desk.sync.segment import pack_lines
from tests.oracle.cases import C, entry, line_of, purge_of, redacted
from tests.oracle.facts import judge, register_of
from tests.oracle.plain_counting import Facts, Segment, digest_of
from tests.oracle.plain_merge import Merged

A, B, H, G, OWN = "a" * 26, "b" * 26, "h" * 26, "g" * 26, "o" * 26
WRITERS = {A: Writer.MISSION, B: Writer.MISSION, H: Writer.HEADQUARTERS, G: Writer.HEADQUARTERS, OWN: Writer.MISSION}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "summary": st.sampled_from(["x", "y", None, 3]),
    "sensitive": st.sampled_from([True, False, None]),
    "tags:rail": st.booleans(),
    "status": st.sampled_from(["new", "waiting"]),
    "deleted": st.booleans(),
    "merged_into": st.sampled_from(["x", "y", None]),
}

BALANCED = ("redacted", "not_authorised", "invalid", "unknown_kind", "in_conflict", "replaced", "shown")


class Desk:
    """A store that takes segments as an import does, without signatures, and what it holds for the oracle."""

    def __init__(self, path: Path, *, in_portions: bool = False) -> None:
        self.in_portions = in_portions
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
        self.store = DeskStore(path, bytes(32), is_encrypted=False)
        self.store.bring_up(lambda connection: None)
        self.held: dict[str, Segment] = {}
        self.own: list[bytes] = []
        self.ends: dict[tuple[str, str], LogEnd] = {}
        self.balance: dict[str, int] = {}

    def ledger(self, connection: Any) -> Ledger:
        ledger = Ledger(connection, self.store.tables, Rules(WRITERS), lambda ledger, held: [read_back(ledger, held)])
        if self.in_portions:
            ledger.at_once_bytes = 0
        return ledger

    def write(self, lines: Sequence[bytes]) -> None:
        self.own += lines
        with self.store.writing() as connection:
            self.ledger(connection).write(C, OWN, lines)

    def take(self, segments: Sequence[Segment]) -> None:
        with self.store.writing() as connection:
            ledger = self.ledger(connection)
            read, copies = [], []
            seen = set(self.held)
            for one in segments:
                said, lines = one.payload, list(one.lines)
                entries = decode_lines(lines)
                if one.identity in seen:
                    copies.append(Copy(one.identity, lines))
                    continue
                seen.add(one.identity)
                log = ledger.names.log(C, said["desk"])
                sealed = (b"", pack_lines(lines))
                new = NewSegment(log, said["number"], one.identity, said["previous"], len(lines), 1, said["first"],
                                 said["last"], "2026-11-24T09:30:00Z", lambda sealed=sealed: sealed)  # fmt: skip
                bare = bare_of(entries)
                facts = None if bare else [fact_of(0, log, line) for line in lines]
                read.append(ReadSegment(new, facts, purges=purges_of(entries), bare=bare))
            kept = ledger.keep(read, bundle="bundle")
            applied, _ = ledger.settle(set(ledger.names.logs), self.limits(), kept, copies)
            self.balance = dict.fromkeys(BALANCED, 0)
            self.balance["redacted"] = sum(redacted_entries(connection, key) for key in kept)
            for (key, standing), number in applied.standings.items():
                if key in kept:
                    self.balance[standing] += number
        for one in segments:
            before = self.held.get(one.identity, one)
            pairs = zip(before.lines, one.lines, strict=True)
            joined = tuple(came if is_bare(was) else was for was, came in pairs)
            self.held[one.identity] = one._replace(lines=joined)
        self._let_go()

    def end(self, desk: str, number: int, identity: str | None) -> None:
        """A newer registry ends a log; everything held is judged again."""
        self.ends[C, desk] = LogEnd(number, identity)
        with self.store.writing() as connection:
            ledger = self.ledger(connection)
            ledger.settle(set(ledger.names.logs), self.limits())
        self._let_go()

    def rebuild(self) -> None:
        with self.store.writing() as connection:
            self.ledger(connection).rebuild()

    def limits(self) -> Limits:
        return Limits(self.ends, frozenset(), 2**32)

    def oracle(self) -> Merged:
        return Merged(self.held.values(), facts(self.ends), [(C, OWN, line) for line in self.own])

    def _let_go(self) -> None:
        """What a purge took is held no more, whatever becomes of the purge."""
        purges = self.oracle().counting.purges
        for identity, one in self.held.items():
            for place, line in enumerate(one.lines):
                if not is_bare(line) and (C, one.payload["desk"], digest_of(line)) in purges:
                    self.held[identity] = self.held[identity]._replace(lines=redacted(one, place).lines)
                    one = self.held[identity]

    def digest(self) -> str:
        with self.store.reading() as connection:
            return state_digest(RegisterState(*each) for each in register_states(connection, Names(connection), C))

    def everything(self) -> str:
        with self.store.reading() as connection:
            return shown_digest(connection, self.store.tables)

    def asked(self, statement: str) -> list[tuple[Any, ...]]:
        with self.store.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]

    def check(self) -> None:
        """All that is shown is what the page says, and the sealed bytes are those that the oracle holds."""
        oracle = self.oracle()
        assert self.digest() == oracle.digest(C)
        conflicts = self.asked("SELECT r.kind, r.id, c.register FROM conflict c JOIN record r ON r.key = c.record")
        assert {(C, *row) for row in conflicts} == oracle.conflicts
        with self.store.reading() as connection:
            names = Names(connection)
            ledger = self.ledger(connection)
            for segments in ledger.holdings.everything().values():
                for each in segments:
                    lines = [fact.line for fact in read_back(ledger, each)]
                    assert lines == list(self.held[each.identity].lines)
                    assert each.counts == (each.identity not in oracle.counting.why)
            counting = [one for one in self.held.values() if one.identity not in oracle.counting.why]
            assert sorted(redacted_counting(connection, names, C)) == sorted(
                (one.payload["desk"], json.loads(line)["n"]) for one in counting for line in one.lines if is_bare(line)
            )
            lacking = {
                one.identity
                for one in self.held.values()
                for line in one.lines
                if is_bare(line) and (C, one.payload["desk"], digest_of(line)) not in oracle.counting.purges
            }
            for segments in ledger.holdings.everything().values():
                assert lacking.isdisjoint(identity for _, identity in branch_ends(segments))

    def close(self) -> None:
        self.store.close()


def is_bare(line: bytes) -> bool:
    return line.startswith(b'{"n":')


def read_back(ledger: Ledger, held: Any) -> list[Fact]:
    lines = ledger.redaction._lines(held.key)
    entries = decode_lines(lines)
    return [
        Fact(0, held.log, one.n, "", "", "", "", {}, {}, None, line)
        if isinstance(one, Redacted)
        else fact_of(0, held.log, line)
        for line, one in zip(lines, entries, strict=True)
    ]


def facts(ends: dict[tuple[str, str], LogEnd]) -> Facts:
    return Facts(
        kind_of={desk: writer.value for desk, writer in WRITERS.items()},
        may_write=lambda desk, channel: True,
        writers=lambda kind: {each.value for each in KINDS[kind].writers},
        judge=judge,
        register=register_of,
        ends={(desk, channel): tuple(end) for (channel, desk), end in ends.items()},
    )


def segment(desk: str, number: int, before: Segment | None, *some: dict[str, Any], branch: str = "") -> Segment:
    lines = tuple(map(line_of, some))
    previous = before.identity if before else None
    payload = {"channel": C, "desk": desk, "number": number, "previous": previous, "first": some[0]["n"],
               "last": some[-1]["n"]}  # fmt: skip
    identity = sha256(json.dumps([payload, [each.decode() for each in lines], branch]).encode()).hexdigest()
    return Segment(payload, identity, lines)


@st.composite
def entries(draw: st.DrawFn, desks: Sequence[str]) -> list[tuple[str, dict[str, Any]]]:
    names = draw(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(desks)), unique=True, min_size=1, max_size=12))
    made = []
    for n, desk in sorted(names):
        chosen = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, min_size=1, max_size=3))
        values = {name: draw(VALUES[name]) for name in chosen}
        if "status" in values:
            values |= {"status_on": "2026-11-24", "status_reason": draw(st.sampled_from([None, "why"]))}
        over = draw(st.dictionaries(st.sampled_from(desks), st.integers(1, 9), max_size=4))
        made.append((desk, entry(n, values, over, id=draw(st.sampled_from("xxy")))))
    return made


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Segment], list[list[int]], list[bytes], Any]:
    """Segments of missions, purges of their lines by two desks of headquarters, copies, and the order they come in."""
    made = draw(entries([A, B, OWN]))
    logs: list[Segment] = []
    for desk in (A, B):
        rest, before, number = [each for who, each in made if who == desk], None, 0
        while rest:
            size, number, parent = draw(st.integers(1, 3)), number + 1, before
            before = segment(desk, number, before, *rest[:size])
            logs.append(before)
            if draw(st.integers(0, 9)) == 0:
                logs.append(segment(desk, number, parent, *rest[:1], branch="other"))
            rest = rest[size:]
    lines = [(one, place) for one in logs for place in range(len(one.lines))]
    gone = draw(st.lists(st.sampled_from(lines), max_size=4)) if lines else []
    purging: dict[str, Segment | None] = {H: None, G: None}
    purges: list[Segment] = []
    n = 10
    for one, place in gone:
        for desk in draw(st.sampled_from([(H,), (G,), (H, G)])):
            parent = purging[desk]
            number = parent.payload["number"] + 1 if parent else 1
            purging[desk] = segment(desk, number, parent, purge_of(n, one, place))
            purges.append(purging[desk])
            n += draw(st.integers(1, 2))
    copies = []
    for one, place in gone:
        copies += draw(st.lists(st.sampled_from([redacted(one, place), one]), max_size=2))
    everything = [*logs, *purges, *copies]
    order = draw(st.permutations(range(len(everything)))) if everything else []
    batches: list[list[int]] = [[]]
    for place in order:
        if draw(st.booleans()):
            batches.append([])
        batches[-1].append(place)
    ended = None
    if purges and draw(st.booleans()):
        last = draw(st.sampled_from(purges))
        number = last.payload["number"] - draw(st.integers(0, 1))
        ended = (last.payload["desk"], number, last.identity if number == last.payload["number"] else
                 last.payload["previous"])  # fmt: skip
    own = [line_of(each) for who, each in made if who == OWN]
    return everything, batches, own, ended


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stores")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(stories(), st.integers(0, 3), st.booleans(), st.booleans())
def test_whatever_comes_first_purges_leave_what_the_page_says(
    folder: Path, story: Any, own_at: int, in_portions: bool, heals: bool
) -> None:
    everything, batches, own, ended = story
    desk = Desk(folder / "any.db", in_portions=in_portions)
    try:
        for place, batch in enumerate(batches):
            if place == own_at and own:
                desk.write(own)
            known = set(desk.held)
            came = [everything[each] for each in batch]
            desk.take(came)
            desk.check()
            balance = desk.oracle().balance({one.identity for one in came} - known)
            assert desk.balance == {name: balance[name] for name in BALANCED}
        if ended is not None:
            desk.end(*ended)
            desk.check()
            if heals:
                desk.take(everything)
                desk.check()
        before = desk.everything()
        desk.rebuild()
        desk.check()
        assert desk.everything() == before
    finally:
        desk.close()


@pytest.fixture
def purged(tmp_path: Path) -> Any:
    """A desk that holds one segment of two entries, the second purged."""
    desk = Desk(tmp_path / "purged.db")
    one = segment(A, 1, None, entry(1, {"summary": "stays"}), entry(2, {"summary": "goes"}, {A: 1}))
    desk.take([one])
    desk.take([segment(H, 1, None, purge_of(3, one, 1))])
    yield desk
    desk.close()


def test_a_purged_line_gives_way_to_its_skeleton_which_replaces_what_it_replaced(purged: Desk) -> None:
    assert purged.asked("SELECT summary, _changed_at FROM shown_case") == [(None, "2026-11-24T09:30:12Z")]
    lines = [json.loads(line) for (line,) in purged.asked("SELECT line FROM entry WHERE n = 2")]
    assert [(each["set"], "redacted" in each) for each in lines] == [({"summary": None}, True)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET line = CAST(replace(line, 'stays', 'lies') AS BLOB) WHERE n = 1",
        "UPDATE entry SET line = (SELECT line FROM entry WHERE n = 2) WHERE n = 1",
        "UPDATE entry SET line = (SELECT remains FROM purge) WHERE n = 1",
        "UPDATE entry SET n = 9 WHERE n = 2",
        "UPDATE entry SET line = CAST('{\"n\":2,\"set\":{\"summary\":\"lies\"}}' AS BLOB) WHERE n = 2",
        "DELETE FROM entry WHERE n = 2",
    ],
)
def test_the_door_of_redaction_lets_nothing_else_through(purged: Desk, statement: str) -> None:
    before = purged.asked("SELECT * FROM entry")
    with pytest.raises(IntegrityError, match="append-only"), purged.store.writing() as connection:
        connection.exec_driver_sql(statement)
    assert purged.asked("SELECT * FROM entry") == before


def test_nothing_goes_without_a_purge_and_nothing_comes_back_under_one(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "guarded.db")
    one = segment(A, 1, None, entry(1, {"summary": "goes"}))
    desk.take([one])
    full = desk.asked("SELECT line FROM entry")[0][0]
    desk.take([segment(H, 1, None, purge_of(3, one))])
    bare = desk.asked("SELECT line FROM entry")[0][0]
    for statement, line in (("UPDATE purge SET acts = 1", full), ("UPDATE purge SET acts = 0", bare)):
        with pytest.raises(IntegrityError, match="append-only"), desk.store.writing() as connection:
            connection.exec_driver_sql(statement)
            connection.exec_driver_sql("UPDATE entry SET line = ? WHERE n = 1", (line,))
    desk.close()
