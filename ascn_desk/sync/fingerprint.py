"""The fingerprint of a channel, by which two people on the telephone know that they hold the same.

Source: docs/bundle-format.md, section 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from ascn_desk.base import canonical


class ForkEnd(NamedTuple):
    """An end that the registry gives a forked log: counts above ``shared`` up to ``gone`` mean ``shared``."""

    desk: str
    shared: int
    gone: int


class RegisterState(NamedTuple):
    """One register that has a candidate, as it is shown.

    ``value`` is an object field → value for a group; ``heads`` are (n, desk), empty where there is no conflict.
    """

    kind: str
    id: str
    register: str
    value: object
    heads: tuple[tuple[int, str], ...] = ()


def channel_fingerprint(
    last: Mapping[str, tuple[int, str]],
    redacted: Iterable[tuple[str, int]] = (),
    forks: Iterable[ForkEnd] = (),
) -> bytes:
    """The 32 bytes of which the first 66 bits are read out as six words.

    Shapes: ``last`` is desk → (number, identity) of its last segment that counts; ``redacted`` are (desk, n) of the
            redacted lines that count.
    """
    lines = [f"{desk} {number} {identity}" for desk, (number, identity) in sorted(last.items())]
    lines += [f"{desk} {n} redacted" for desk, n in sorted(redacted)]
    lines += [f"{end.desk} {end.shared} {end.gone} forked" for end in sorted(forks)]
    return sha256("".join(f"{line}\n" for line in lines).encode()).digest()


def state_digest(registers: Iterable[RegisterState]) -> str:
    """Lower-case SHA-256 of all that a channel shows, equal wherever holdings, unsealed entries and schema are."""
    digest = sha256()
    for each in sorted(registers, key=lambda state: (state.kind, state.id, state.register)):
        heads = [[desk, n] for n, desk in sorted(each.heads)]
        digest.update(canonical.encode([each.kind, each.id, each.register, each.value, heads]) + b"\n")
    return digest.hexdigest()
