"""The balance of an import: each entry that came counted once, under the first figure that fits.

An import of many files is applied lot by lot, and what a later lot brings may replace what an earlier one brought; what
became of everything is therefore told once, after the last.

Source: docs/bundle-format.md, section 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from ascn_desk.store.facts import Applied, Clash, keys_of
from ascn_desk.store.holdings import Held, NewSegment, State
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.lots import Arrived, tell_again
from ascn_desk.store.redaction import redacted_entries

BALANCE = ("received", "known", "redacted", "not_counting", "not_authorised", "invalid", "unknown_kind",
           "in_conflict", "replaced", "shown")  # fmt: skip
"""The figures of a balance: the first is the sum of the others."""

_WHY = {
    State.WAITING: "gap",
    State.UNPURGED: "gap",
    State.FORKED: "fork",
    State.AFTER_END: "after-end",
    State.ASIDE: "set-aside",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did: the balance, why anything was held back, and what people should look at.

    ``records`` is how many were touched, of these ``kinds``.
    """

    balance: Mapping[str, int]
    why: Mapping[str, int]
    conflicts: tuple[Clash, ...]
    parallel: tuple[Clash, ...]
    kinds: frozenset[str]
    records: int


class Tally:
    """What came with the lots of one import, and what was decided on it."""

    def __init__(self) -> None:
        self._arrived: dict[int, Arrived] = {}
        self._standings: dict[tuple[int, str], int] = {}
        self._balance: Counter[str] = Counter()
        self._why: Counter[str] = Counter()
        self._disordered: dict[int, int] = {}
        self._lots: list[Applied] = []

    def add_known(self, entries: int) -> None:
        """Entries that were held already."""
        self._balance["known"] += entries

    def add_held_back(self, code: str, entries: int) -> None:
        """Entries that were refused, and why."""
        self._balance["not_counting"] += entries
        self._why[code] += entries

    def add_arrived(self, segments: Iterable[tuple[int, NewSegment]]) -> None:
        """Segments that are new, by their keys."""
        for key, each in segments:
            self._arrived[key] = Arrived(each.log, each.first, each.last)

    def add_applied(self, applied: Applied, disordered: Iterable[Held]) -> None:
        """What was decided after a lot was kept; those that can never count are not held any more."""
        self._disordered = {segment.key: segment.entries for segment in disordered}
        self._drop(self._disordered)
        self._lots.append(applied)
        self._standings.update(applied.standings)

    def absorb(self, lot: Tally) -> None:
        """Add what a later lot came to."""
        self._drop(lot._disordered)
        self._arrived |= lot._arrived
        self._standings |= lot._standings
        self._balance.update(lot._balance)
        self._why.update(lot._why)
        self._lots += lot._lots

    def outcome(self, ledger: Ledger, known_before: int) -> Outcome:
        """How everything stands after the last lot, by what the database holds now.

        Shapes: ``known_before``: entries of files that were imported before, byte for byte.
        """
        balance, why = self._balance.copy(), self._why.copy()
        balance["known"] += known_before
        counting = {key: each for key, each in self._arrived.items() if _counts(ledger, key, balance, why)}
        conflicts = self._lots[-1].conflicts if self._lots else ()
        standings = self._standings
        touched = keys_of(chain.from_iterable(lot.keys for lot in self._lots))
        if len(self._lots) > 1:
            standings, conflicts = tell_again(ledger.connection, ledger.names, counting, standings, touched)
        for (key, standing), entries in standings.items():
            if key in counting:
                balance[standing] += entries
        for standing, code in (("not_authorised", "not-authorised"), ("invalid", "invalid")):
            if balance[standing]:
                why[code] += balance[standing]
        balance["received"] = sum(balance.values())
        parallel = {clash for lot in self._lots for clash in lot.parallel} - set(conflicts)
        return Outcome(
            {name: balance[name] for name in BALANCE},
            dict(sorted(why.items())),
            conflicts,
            tuple(sorted(parallel)),
            frozenset().union(*(lot.kinds for lot in self._lots)),
            len(touched),
        )

    def _drop(self, disordered: Mapping[int, int]) -> None:
        """Segments, as key → entries, of which it turned out that they can never count."""
        for key, entries in disordered.items():
            if self._arrived.pop(key, None) is not None:
                self.add_held_back("malformed-entry", entries)


def _counts(ledger: Ledger, key: int, balance: Counter[str], why: Counter[str]) -> bool:
    """Whether a segment that came counts; if not, its entries are told as that."""
    row = ledger.connection.exec_driver_sql("SELECT entries, state FROM segment WHERE key = ?", (key,)).one()
    entries, state = int(row[0]), State(row[1])
    # Whether it counts or not, a redacted line is counted as that.
    redacted = redacted_entries(ledger.connection, key)
    balance["redacted"] += redacted
    if state is not State.COUNTS:
        balance["not_counting"] += entries - redacted
        why[_WHY[state]] += entries
    return state is State.COUNTS
