"""The merge rule: which value of a register is shown, and whether people must decide.

- A replaces B, of the same register of the same record, when A.n > B.n and A had seen B: A.over[B.desk] >= B.n.
- Heads are the candidates that nothing replaces. One head, or heads of equal value: that is the value.
- Heads of different values: the greatest (n, desk) is shown and the register is in conflict.
- Members of sets: true wins without a conflict; a head saying false beside it is a parallel change.
- ``deleted`` and ``merged_into`` hide a record only from what their author had seen.

These functions are the meaning; the store decides plain cases by a shorter way that a property test holds equal.
Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Scalar = str | int | bool | None
Value = Scalar | Mapping[str, Scalar]
"""What a register holds: a scalar, or field → scalar for a group."""

DELETED = "deleted"
MERGED_INTO = "merged_into"
_HIDING = (DELETED, MERGED_INTO)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that sets a register, as the merge sees it.

    ``over`` names, for each desk, the greatest count of this record that the author had seen.
    ``is_skeleton`` marks what redaction left of an entry.
    """

    desk: str
    n: int
    value: Value
    over: Mapping[str, int] = field(default_factory=dict)
    is_skeleton: bool = False

    @property
    def rank(self) -> tuple[int, str]:
        """The order in which one of several heads is shown: count, then desk."""
        return (self.n, self.desk)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a register shows and why.

    ``heads`` by (n, desk); ``is_parallel`` where the members of a set differ; ``is_redacted`` where only
    a skeleton is left.
    """

    value: Value
    heads: tuple[Candidate, ...]
    is_conflict: bool = False
    is_parallel: bool = False
    is_redacted: bool = False


def replaces(later: Candidate, earlier: Candidate) -> bool:
    """Whether the author of ``later`` had ``earlier`` before his eyes and wrote after it."""
    return later.n > earlier.n and later.over.get(earlier.desk, 0) >= earlier.n


def heads_of(candidates: Collection[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that nothing replaces, by (n, desk)."""
    kept = (each for each in candidates if not any(replaces(other, each) for other in candidates))
    return tuple(sorted(kept, key=lambda each: each.rank))


def settle(register: str, candidates: Collection[Candidate]) -> Outcome:
    """Decide one register from all its candidates; at least one."""
    return outcome_of(register, heads_of(candidates))


def outcome_of(register: str, heads: Sequence[Candidate]) -> Outcome:
    """What the given heads show, in the order of (n, desk).

    A skeleton shows as redacted where it stands alone and is left out beside others.
    """
    living = tuple(each for each in heads if not each.is_skeleton) or tuple(heads)
    last = living[-1]
    differ = any(not same(each.value, last.value) for each in living)
    redacted = last.is_skeleton
    if ":" in register:
        shown = any(each.value is True for each in living)
        return Outcome(shown, living, is_parallel=differ, is_redacted=redacted)
    if differ and register == DELETED:
        return Outcome(False, living, is_conflict=True)
    return Outcome(last.value, living, is_conflict=differ, is_redacted=redacted)


def same(one: Value, other: Value) -> bool:
    """Equal as JSON: true is not 1."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    return type(one) is type(other) and one == other


def settle_record(outcomes: Mapping[str, Outcome]) -> dict[str, Outcome]:
    """Apply the rule of deletion and merging to the registers of one record.

    Shapes: register → outcome of :func:`settle`, every register that has a candidate; the same keys come back.
            A hiding value that did not see every other head shows as false or null, in conflict.
    """
    others = [head for name, each in outcomes.items() if name not in _HIDING for head in each.heads]
    settled = dict(outcomes)
    for name in _HIDING:
        outcome = outcomes.get(name)
        if outcome is None or not says_hide(outcome.value):
            continue
        sayers = [head for head in outcome.heads if says_hide(head.value)]
        if not all(_is_covered(other, sayers) for other in others):
            settled[name] = Outcome(False if name == DELETED else None, outcome.heads, is_conflict=True)
    return settled


def says_hide(value: Value) -> bool:
    """Whether a value of ``deleted`` or ``merged_into`` takes the record from sight."""
    return value is True or isinstance(value, str)


def _is_covered(other: Candidate, sayers: Iterable[Candidate]) -> bool:
    return any((other.desk == each.desk and other.n == each.n) or replaces(each, other) for each in sayers)


def follow_merges(
    start: tuple[str, str], target_of: Mapping[tuple[str, str], tuple[str, str] | None]
) -> tuple[str, str]:
    """The record that stands for ``start`` after following ``merged_into`` to its end.

    Shapes: keys and values are (channel, id) of one kind; ``target_of`` has only records held and not deleted, with
            their shown target or None. A ring ends at its greatest (id, channel).
    """
    path = [start]
    while True:
        target = target_of.get(path[-1])
        if target is None or target not in target_of:
            return path[-1]
        if target in path:
            ring = path[path.index(target) :]
            return max(ring, key=lambda each: (each[1], each[0]))
        path.append(target)
