"""Decide the registers of one record from its heads alone where that is enough; the merge rule decides the others.

- entries are taken in the order of (n, desk), so most are above every head of the registers they set
- a new entry that saw every head becomes the only head; one at or above every head stands beside those it did not see
- below some head's count all candidates are needed: another may replace it, so ``domain.merge`` decides
- the values of heads that were not read are needed only where heads stand side by side; then too

This is where a merge spends its time: a register with one head costs a look-up and a comparison, and makes nothing.
A property test holds it equal to ``domain.merge.settle``. Why: docs/decisions/0002-store-and-merge-in-bulk.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ascn_desk.domain.merge import Candidate, Outcome, Value, outcome_of

Name: TypeAlias = tuple[int, int]
"""An entry of a record: (log, n)."""

Heads: TypeAlias = dict[str, tuple[Name, ...]]
"""Register → the names of its heads, by (n, desk)."""

_NOT_CLEAR: tuple[Name, ...] = ()


@dataclass(slots=True)
class Registers:
    """The registers of one record while a batch is decided.

    Shapes: ``heads`` as held, then as decided; ``values`` of the registers that the batch set; ``rivals`` the values of
            heads that stand side by side; ``unclear`` registers await :meth:`decide`; ``were_open`` had several heads.
    """

    heads: Heads = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    rivals: dict[str, dict[Name, Value]] = field(default_factory=dict)
    unclear: set[str] = field(default_factory=set)
    were_open: set[str] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)
    parallels: set[str] = field(default_factory=set)

    def take(
        self, name: Name, over: Mapping[str, int], registers: Iterable[tuple[str, Value]], desks: Mapping[int, str]
    ) -> None:
        """Take the next entry, by (n, desk); ``desks``: log → desk."""
        heads, values = self.heads, self.values
        lone = (name,)
        if not heads:
            values.update(registers)
            self.heads = dict.fromkeys(values, lone)
            return
        n = name[1]
        for register, value in registers:
            before = heads.get(register)
            if before is not None:
                if len(before) != 1:
                    self._beside(register, value, lone, over, desks)
                    continue
                log, head_n = before[0]
                if n <= head_n or over.get(desks[log], 0) < head_n:
                    self._beside(register, value, lone, over, desks)
                    continue
            heads[register] = lone
            values[register] = value

    def leave(self, registers: Iterable[tuple[str, Value]]) -> None:
        """Take the next entry where a skeleton is among the candidates: it may replace others and yet be no head, so
        the merge rule decides from all of them.
        """
        for register, _ in registers:
            if len(self.heads.get(register, ())) > 1:
                self.were_open.add(register)
            self._leave(register)

    def decide(self, register: str, outcome: Outcome, logs: Mapping[str, int]) -> None:
        """Take what the merge rule says of a register; ``logs``: desk → log."""
        self.heads[register] = tuple((logs[head.desk], head.n) for head in outcome.heads)
        self.values[register] = outcome.value
        for flag, registers in ((outcome.is_conflict, self.conflicts), (outcome.is_parallel, self.parallels)):
            if flag:
                registers.add(register)
            else:
                registers.discard(register)

    def finish(self, desks: Mapping[int, str], logs: Mapping[str, int]) -> None:
        """Decide the registers whose heads stand side by side with known values."""
        for register, values in self.rivals.items():
            names = self.heads[register]
            if len(names) > 1:
                heads = [Candidate(desks[log], n, values[log, n]) for log, n in names]
                self.decide(register, outcome_of(register, sorted(heads, key=_rank)), logs)

    def _beside(
        self,
        register: str,
        value: Value,
        lone: tuple[Name],
        over: Mapping[str, int],
        desks: Mapping[int, str],
    ) -> None:
        """Where the entry does not simply replace the one head that there is."""
        before = self.heads[register]
        if len(before) > 1:
            self.were_open.add(register)
        if register in self.unclear:
            return
        n = lone[0][1]
        kept = tuple([each for each in before if n <= each[1] or over.get(desks[each[0]], 0) < each[1]])
        if any([head_n > n for _, head_n in before]):
            self._leave(register)
        elif not kept:
            self.heads[register] = lone
            self.values[register] = value
        elif register in self.rivals or register in self.values:
            known = self.rivals.get(register) if len(before) > 1 else None
            known = {before[0]: self.values[register]} if known is None else known
            self.rivals[register] = {each: known[each] for each in kept} | {lone[0]: value}
            self.heads[register] = (*kept, *lone)
            self.values[register] = value
        else:
            self._leave(register)

    def _leave(self, register: str) -> None:
        self.unclear.add(register)
        self.rivals.pop(register, None)
        self.heads[register] = _NOT_CLEAR
        self.values[register] = None


def _rank(candidate: Candidate) -> tuple[int, str]:
    return candidate.rank
