"""Forked logs with their branches side by side: what each wrote, what of it is shown now, what it replaced.

- a branch is told from the place where it parts from the others; what all share is no matter of the ruling
- what an entry replaced is told from where it stood: the entries that count, without those of the other branches
- before a ruling it is told for each branch what would be written again if that one stayed; after it, what is or was

Source: docs/bundle-format.md, sections 8 and 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ascn_desk.base.spans import Span, gaps, spans_of
from ascn_desk.base.words import language
from ascn_desk.operations.branch_entries import BranchEntry, Teller
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.names import desk_office
from ascn_desk.operations.trust_closing import Branch, Fork, list_forks
from ascn_desk.operations.trust_positions import HeldLog, held_logs
from ascn_desk.operations.writing_again import goes_again, is_written, lines_of
from ascn_desk.store.branches import sealed_at
from ascn_desk.store.holdings import Held
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.titles import Name, titles


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchSide:
    """One branch: its figures, when its segments were sealed, first and last, who wrote in it, and every entry."""

    figures: Branch
    sealed: tuple[str, str]
    authors: tuple[str, ...]
    entries: tuple[BranchEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """An entry of a branch that goes (``branch``: its last segment): the ``fields`` of it that are written again.

    ``is_done``: somebody did.
    """

    branch: str
    n: int
    kind: str
    id: str
    title: str
    fields: tuple[str, ...]
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What is written again where the branch that ends with ``keep`` stays; None where nothing of the log counts."""

    keep: str | None
    again: tuple[Again, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """A fork. ``rulings``: one for each branch that might stay, or the one that was made.

    ``waiting``: numbers held without what lies before them, and the numbers that lack. ``names``: what records and
    choices that values name are called, by (kind, id).
    """

    fork: Fork
    office_name: str
    branches: tuple[BranchSide, ...]
    rulings: tuple[Ruling, ...]
    waiting: tuple[Span, ...]
    missing: tuple[Span, ...]
    names: Mapping[Name, str]


def side_by_side(desk: Desk) -> tuple[SideBySide, ...]:
    """Every log that has two branches here, ruled or not, with what each branch wrote.

    Errors: CorrectableError ``headquarters-only``.
    """
    found: list[SideBySide] = []
    forks = list_forks(desk)
    with desk.reading() as (connection, names):
        ledger = desk.ledger(connection)
        for fork in forks:
            log = held_logs(connection, names, fork.desk).get(fork.channel)
            if log is not None and len(log.tips) > 1:
                found.append(_side_by_side(desk, ledger, fork, log))
    return tuple(found)


def _side_by_side(desk: Desk, ledger: Ledger, fork: Fork, log: HeldLog) -> SideBySide:
    connection = ledger.connection
    key = ledger.names.held_log(log.channel, log.desk)
    assert key is not None  # a log with branches is held
    held = ledger.holdings.of_log(key)
    teller = Teller(desk, ledger, log.channel, log.desk, fork.shared[2])
    sealed = sealed_at(connection, key)
    sides: list[BranchSide] = []
    for figures in fork.branches:
        segments = [each for each in log.chain(figures.identity) if each.number > fork.shared[0]]
        entries = teller.entries([(each, lines_of(ledger, [each])) for each in segments])
        times = [sealed[each.identity] for each in segments]
        sides.append(
            BranchSide(
                figures=figures,
                sealed=(times[0], times[-1]),
                authors=tuple(dict.fromkeys(each.by for each in entries if each.by)),
                entries=entries,
            )
        )
    rooted = {each.number for each in log.rooted.values()}
    apart = [each.number for each in held if each.identity not in log.rooted]
    return SideBySide(
        fork=fork,
        office_name=desk_office(desk, connection, log.desk)[1],
        branches=tuple(sides),
        rulings=tuple(_rulings(ledger, fork, log, held, teller)),
        waiting=spans_of(apart),
        missing=gaps({*rooted, *apart}, since=1),
        names=titles(connection, desk.store.tables, teller.named, language()),
    )


def _rulings(
    ledger: Ledger, fork: Fork, log: HeldLog, held: Sequence[Held], teller: Teller
) -> Iterable[Ruling]:
    """Who could stay, or stays, and what is written again then."""
    chains = {tip.identity: log.chain(tip.identity) for tip in log.tips}
    if fork.end is not None:
        kept = [each for each in held if each.counts]
        yield Ruling(keep=fork.end.identity, again=_again(ledger, log, chains, kept, teller))
        return
    for identity, chain in chains.items():
        yield Ruling(keep=identity, again=_again(ledger, log, chains, chain, teller))


def _again(
    ledger: Ledger, log: HeldLog, chains: Mapping[str, Sequence[Held]], kept: Sequence[Held], teller: Teller
) -> tuple[Again, ...]:
    stays = {each.identity for each in kept}
    counted = set(lines_of(ledger, kept))
    writer = ledger.rules.writers.get(log.desk)
    found: dict[tuple[object, ...], Again] = {}
    for branch, chain in chains.items():
        if branch in stays:
            continue
        for line, values in goes_again(log.desk, lines_of(ledger, chain), counted, writer):
            # What two branches that go share is written once.
            place = (line.n, line.at, line.by, line.kind, line.id, *values)
            found.setdefault(
                place,
                Again(
                    branch=branch,
                    n=line.n,
                    kind=line.kind,
                    id=line.id,
                    title=teller.title(line.kind, line.id),
                    fields=tuple(values),
                    is_done=is_written(ledger, log.channel, log.desk, line, values),
                ),
            )
    return tuple(found.values())
