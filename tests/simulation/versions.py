"""Two versions of the program in one play: the present one, and one that does not know some kinds and fields yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.validity import compile_checker

_LATER_KINDS = ("visit", "call")
_LATER_REGISTERS = {
    "company": {"website", "sectors", "size_band"},
    "project": {"status", "status_on", "status_reason"},
}


def _older(kind: Kind) -> Kind:
    """A kind as an earlier version of the program knew it: whole registers came later, never a part of one."""
    later = _LATER_REGISTERS.get(kind.name, set())
    return replace(
        kind,
        fields={name: each for name, each in kind.fields.items() if name not in later},
        groups={name: members for name, members in kind.groups.items() if name not in later},
    )


NEW: Mapping[str, Kind] = KINDS
OLD: Mapping[str, Kind] = {name: _older(kind) for name, kind in KINDS.items() if name not in _LATER_KINDS}
CHECKERS = {id(kind): compile_checker(kind) for version in (NEW, OLD) for kind in version.values()}
