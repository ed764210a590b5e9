"""What the merge may take from one entry, looked at alone: who may write its kind, and whether its values are valid.

Source: docs/bundle-format.md, section 7, step 10.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TypeAlias

from ascn_desk.domain.kind import Writer
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import Value
from ascn_desk.domain.validity import Verdict, compile_checker


class Standing(StrEnum):
    """What one entry comes to, by itself."""

    CANDIDATE = "candidate"
    NOT_AUTHORISED = "not_authorised"
    INVALID = "invalid"
    UNKNOWN = "unknown_kind"


Registers: TypeAlias = Collection[tuple[str, Value]]
"""(register, value) of the fields that are known; a group's value is the tuple of its fields in their order."""


@dataclass(frozen=True, slots=True)
class ForkSpan:
    """In the ``over`` of other desks, counts of a forked desk above ``shared`` up to ``gone`` mean ``shared``."""

    shared: int
    gone: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What the registry says that the merge needs: the kind of each desk, and the ends of forked logs."""

    writers: Mapping[str, Writer]
    forks: Mapping[tuple[str, str], ForkSpan] = field(default_factory=dict)

    def seen(self, channel: str, desk: str, over: Mapping[str, int]) -> Mapping[str, int]:
        """What an entry of ``desk`` had seen, by the registry's word on forks."""
        if not self.forks:
            return over
        seen = dict(over)
        for other, n in over.items():
            span = self.forks.get((channel, other))
            if span is not None and other != desk and span.shared < n <= span.gone:
                seen[other] = span.shared
        return {name: n for name, n in seen.items() if n > 0}


def judge(
    kind: str, values: Mapping[str, object], has_salt: bool | None, writer: Writer | None
) -> tuple[Standing, Registers]:
    """What an entry of a desk of that kind comes to, and the registers that it sets."""
    standing = foregone(kind, has_salt, writer)
    if standing is not None:
        return standing, ()
    is_valid, registers, has_unknown = (checker(kind) if has_salt is not None else skeleton_reader(kind))(values)
    if not is_valid:
        return Standing.INVALID, ()
    if has_unknown and not registers:
        return Standing.UNKNOWN, ()
    return Standing.CANDIDATE, registers  # type: ignore[return-value]


def foregone(kind: str, has_salt: bool | None, writer: Writer | None) -> Standing | None:
    """What an entry comes to whatever its values are; None where :func:`checker` has to look at them.

    Shapes: ``has_salt`` is None for a skeleton, of which no salt is asked; :func:`skeleton_reader` reads its values.
    """
    declared = KINDS.get(kind)
    if declared is None:
        return Standing.UNKNOWN
    if writer not in declared.writers:
        return Standing.NOT_AUTHORISED
    return Standing.INVALID if has_salt is not None and has_salt != declared.personal else None


@cache
def checker(kind: str) -> Callable[[Mapping[str, object]], Verdict]:
    """The judge of the values of one kind."""
    return compile_checker(KINDS[kind])


@cache
def skeleton_reader(kind: str) -> Callable[[Mapping[str, object]], Verdict]:
    """The reader of the skeletons of one kind: their nulls are valid, whatever the field."""
    declared = KINDS[kind]

    def read(values: Mapping[str, object]) -> Verdict:
        registers: dict[str, object] = {}
        has_unknown = False
        for name, value in values.items():
            head, colon, _ = name.partition(":")
            field = declared.fields.get(head)
            if field is None or field.is_set != bool(colon):
                has_unknown = True
                continue
            register = name if colon else field.register
            group = declared.groups.get(register)
            registers[register] = value if group is None else tuple([values.get(each) for each in group])
        # An entry that was invalid, or of unknown fields alone, set nothing and leaves nothing.
        return True, registers.items(), has_unknown or not registers

    return read
