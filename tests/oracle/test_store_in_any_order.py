"""The store beside the oracle: whatever order segments come in, however they are cut, it shows what the page says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.domain.kind import Writer
from ascn_desk.store.desk_store import DeskStore
from ascn_desk.store.facts import Applied, fact_of
from ascn_desk.store.holdings import LogEnd, NewSegment
from ascn_desk.store.judging import ForkSpan, Rules
from ascn_desk.store.ledger import Ledger, Limits, ReadSegment
from ascn_desk.store.names import Names
from ascn_desk.store.states import register_states
from ascn_desk.sync.fingerprint import RegisterState, state_digest
from tests.oracle.cases import C, entry, line_of
from tests.oracle.facts import judge, register_of
from tests.oracle.plain_counting import Facts, Segment
from tests.oracle.plain_merge import Merged

OWN = "own"
WRITERS = {"a": Writer.MISSION, "b": Writer.MISSION, "h": Writer.HEADQUARTERS, OWN: Writer.MISSION}
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "summary": st.sampled_from(["x", "y", None, 3]),
    "priority": st.sampled_from(["low", "high"]),
    "sensitive": st.sampled_from([True, False, None]),
    "tags:rail": st.booleans(),
    "tags:port": st.booleans(),
    "status": st.sampled_from(["new", "waiting"]),
    "deleted": st.booleans(),
    "merged_into": st.sampled_from(["x", "y", "z", None]),
    "novel": st.just(1),
}


@st.composite
def entries(draw: st.DrawFn) -> list[tuple[str, dict[str, Any]]]:
    """Entries of four desks on three records, arbitrary in what they claim to have seen."""
    names = draw(
        st.lists(st.tuples(st.integers(1, 9), st.sampled_from(sorted(WRITERS))), unique=True, min_size=1, max_size=16)
    )
    made = []
    for n, desk in sorted(names):
        chosen = draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True, min_size=1, max_size=4))
        values = {name: draw(VALUES[name]) for name in chosen}
        if "status" in values:
            values |= {"status_on": "2026-11-24", "status_reason": draw(st.sampled_from([None, "why"]))}
        kind = draw(st.sampled_from(["case", "case", "case", "case", "country", "novelty"]))
        over = draw(st.dictionaries(st.sampled_from(sorted(WRITERS)), st.integers(1, 9), max_size=4))
        record = draw(st.sampled_from("xxxyz"))
        made.append((desk, entry(n, values if kind == "case" else {"name_ja": "国"}, over, kind=kind, id=record)))
    return made


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[tuple[str, dict[str, Any]]], list[Segment], list[list[int]], Any]:
    """Entries, the segments of other desks' logs, the order in which they come, and an end that the registry gives."""
    made = draw(entries())
    segments: list[Segment] = []
    for desk in ("a", "b", "h"):
        rest = [each for who, each in made if who == desk]
        before = None
        number = 0
        while rest:
            size = draw(st.integers(1, 3))
            number += 1
            parent = before
            before = _segment(desk, number, before, rest[:size])
            segments.append(before)
            if draw(st.integers(0, 9)) == 0:
                segments.append(_segment(desk, number, parent, rest[:1], fork=True))
            rest = rest[size:]
    order = draw(st.permutations(range(len(segments))))
    cuts = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
    batches: list[list[int]] = [[]]
    for place, is_cut in zip(order, cuts, strict=True):
        if is_cut:
            batches.append([])
        batches[-1].append(place)
    end = draw(st.none() | st.sampled_from(segments)) if segments else None
    return made, segments, batches, end


def _segment(
    desk: str, number: int, before: Segment | None, some: Sequence[dict[str, Any]], fork: bool = False
) -> Segment:
    lines = tuple(map(line_of, some))
    payload = {
        "channel": C,
        "desk": desk,
        "number": number,
        "previous": before.identity if before and before.payload["desk"] == desk else None,
        "first": some[0]["n"],
        "last": some[-1]["n"],
    }
    identity = sha256(json.dumps([payload, [each.decode() for each in lines], fork]).encode()).hexdigest()
    return Segment(payload, identity, lines)


class Store:
    """A store that takes segments as an import does, without signatures; ``in_portions`` as where they are large."""

    def __init__(self, path: Path, *, in_portions: bool) -> None:
        self.in_portions = in_portions
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
        self.store = DeskStore(path, bytes(32))
        self.store.bring_up(lambda connection: None)
        self.held: dict[str, Segment] = {}
        self.ends: dict[tuple[str, str], LogEnd] = {}
        self.applied = Applied()

    def ledger(self, connection: Any) -> Ledger:
        ledger = Ledger(connection, self.store.tables, Rules(WRITERS), lambda ledger, held: [self._read(ledger, held)])
        if self.in_portions:
            ledger.at_once_bytes = 0
        return ledger

    def write(self, lines: Sequence[bytes]) -> None:
        with self.store.writing() as connection:
            self.ledger(connection).write(C, OWN, lines)

    def take(self, segments: Sequence[Segment]) -> None:
        with self.store.writing() as connection:
            ledger = self.ledger(connection)
            read = []
            for one in segments:
                self.held[one.identity] = one
                said = one.payload
                log = ledger.names.log(C, said["desk"])
                new = NewSegment(log, said["number"], one.identity, said["previous"], len(one.lines), 1, said["first"],
                                 said["last"], "2026-11-24T09:30:00Z", lambda: (b"", b""))  # fmt: skip
                read.append(ReadSegment(new, [fact_of(0, log, line) for line in one.lines]))
            kept = ledger.keep(read, bundle="bundle")
            self.applied, _ = ledger.settle({each.segment.log for each in read}, self.limits(), kept)

    def end(self, one: Segment) -> None:
        """A newer registry ends a log; everything held is judged again."""
        self.ends[C, one.payload["desk"]] = LogEnd(one.payload["number"], one.identity)
        with self.store.writing() as connection:
            ledger = self.ledger(connection)
            ledger.settle(set(ledger.names.logs), self.limits())

    def rebuild(self) -> None:
        with self.store.writing() as connection:
            self.ledger(connection).rebuild()

    def limits(self) -> Limits:
        return Limits(self.ends, frozenset(), 2**32)

    def digest(self) -> str:
        with self.store.reading() as connection:
            states = register_states(connection, Names(connection), C)
            return state_digest(RegisterState(*each) for each in states)

    def conflicts(self) -> set[tuple[str, str, str, str]]:
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT r.kind, r.id, c.register FROM conflict c JOIN record r ON r.key = c.record"
            )
            return {(C, *row) for row in rows}

    def shown(self) -> dict[str, dict[str, Any]]:
        with self.store.reading() as connection:
            rows = connection.exec_driver_sql("SELECT r.id, s.* FROM shown_case s JOIN record r ON r.key = s._record")
            return {row[0]: dict(row._mapping) for row in rows}

    def _read(self, ledger: Ledger, held: Any) -> Any:
        return [fact_of(0, held.log, line) for line in self.held[held.identity].lines]

    def close(self) -> None:
        self.store.close()


def facts(ends: dict[tuple[str, str], LogEnd]) -> Facts:
    return Facts(
        kind_of={desk: writer.value for desk, writer in WRITERS.items()},
        may_write=lambda desk, channel: True,
        writers=lambda kind: ("mission", "headquarters") if kind == "case" else ("headquarters",),
        judge=judge,
        register=register_of,
        ends={(desk, channel): tuple(end) for (channel, desk), end in ends.items()},
    )


def check(store: Store, oracle: Merged) -> None:
    assert store.digest() == oracle.digest(C)
    assert store.conflicts() == oracle.conflicts
    shown = store.shown()
    expected = {id_: registers for (_, kind, id_), registers in oracle.shown.items() if kind == "case"}
    assert shown.keys() == expected.keys()
    for id_, registers in expected.items():
        tags = sorted(name[5:] for name, each in registers.items() if name.startswith("tags:") and each.value)
        assert json.loads(shown[id_]["tags"] or "[]") == tags
        for name, each in registers.items():
            for field, value in (each.value if name == "status" else {name: each.value}).items():
                if ":" not in field:
                    assert shown[id_][field] == value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("stores")


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories(), st.integers(0, 4), st.booleans())
def test_any_order_and_cut_shows_what_the_page_says(folder: Path, story: Any, own_at: int, in_portions: bool) -> None:
    made, segments, batches, end = story
    own = [line_of(each) for desk, each in made if desk == OWN]
    store = Store(folder / "any.db", in_portions=in_portions)
    try:
        for place, batch in enumerate(batches):
            if place == own_at and own:
                store.write(own)
            store.take([segments[each] for each in batch])
        if own and own_at >= len(batches):
            store.write(own)
        unsealed = [(C, OWN, line) for line in own]
        check(store, Merged(segments, facts({}), unsealed))
        if end is not None:
            store.end(end)
            check(store, Merged(segments, facts(store.ends), unsealed))
        store.rebuild()
        check(store, Merged(segments, facts(store.ends), unsealed))
    finally:
        store.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(stories(), st.booleans())
def test_what_came_at_once_and_unseen_of_each_other_is_listed_as_parallel(
    folder: Path, story: Any, in_portions: bool
) -> None:
    _, segments, _, _ = story
    store = Store(folder / "parallel.db", in_portions=in_portions)
    try:
        store.take(segments)
        assert {(each.channel, each.kind, each.id, each.register) for each in store.applied.parallel} == _parallel(
            Merged(segments, facts({}))
        )
    finally:
        store.close()


def _parallel(oracle: Merged) -> set[tuple[str, str, str, str]]:
    """Registers headed by an entry that another desk's head of the record did not see, nor it that one."""
    found = set(oracle.parallel)
    for record, registers in oracle.shown.items():
        heads = {head.name: head for each in registers.values() for head in each.heads}
        apart = {
            one.name
            for one in heads.values()
            for other in heads.values()
            if one.desk != other.desk and not _saw(one, other) and not _saw(other, one)
        }
        found |= {(*record, name) for name, each in registers.items() for head in each.heads if head.name in apart}
    return found - oracle.conflicts


def _saw(one: Any, other: Any) -> bool:
    return bool(one.n > other.n and one.over.get(other.desk, 0) >= other.n)


def test_a_fork_span_of_the_registry_lowers_what_others_saw(folder: Path) -> None:
    rules = Rules(WRITERS, {(C, "a"): ForkSpan(1, 3)})
    assert rules.seen(C, "b", {"a": 3, "h": 2}) == {"a": 1, "h": 2}
    assert rules.seen(C, "a", {"a": 3}) == {"a": 3}
