"""Channels: which there are for an office, which patterns cover them, where a new record goes.

| name | example |
|---|---|
| channel | ``reference``, ``country/vn``, ``office/emb-vn`` |
| pattern | a channel, or ``country/*``, ``office/*`` |

Source: docs/bundle-format.md, sections 2 and 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.kind import Kind, Scope, Writer

REFERENCE = "reference"
COUNTRY_PREFIX = "country/"
OFFICE_PREFIX = "office/"
HEADQUARTERS_OFFICE = "hq"

_EVERYWHERE = (REFERENCE, COUNTRY_PREFIX + "*", OFFICE_PREFIX + "*")
_WIDTHS = {"reference": 0, "country": 1, "office": 2}


def country_channel(country: str) -> str:
    """The channel that all offices of a country read."""
    return COUNTRY_PREFIX + country


def office_channel(office: str) -> str:
    """The channel of one office and headquarters."""
    return OFFICE_PREFIX + office


def covers(patterns: Iterable[str], channel: str) -> bool:
    """Whether one of the patterns names the channel itself or all of its sort."""
    wide = channel.partition("/")[0] + "/*"
    return any(pattern in (channel, wide) for pattern in patterns)


def paths_of(desk_kind: Writer, office: str, countries: Iterable[str]) -> tuple[str, ...]:
    """The channels, as patterns, that a desk may write."""
    match desk_kind:
        case Writer.HEADQUARTERS:
            return _EVERYWHERE
        case Writer.MISSION:
            return (*(country_channel(each) for each in sorted(set(countries))), office_channel(office))
        case _:
            assert_never(desk_kind)


def reads_of(desk_kind: Writer, office: str, countries: Iterable[str]) -> tuple[str, ...]:
    """The channels, as patterns, that a desk is sent: all it may write, and the reference data."""
    paths = paths_of(desk_kind, office, countries)
    return paths if REFERENCE in paths else (REFERENCE, *paths)


def may_write(kind: Kind, desk_kind: Writer, patterns: Iterable[str], channel: str) -> bool:
    """Whether a desk of that kind, with these patterns to write, may write records of a kind in a channel."""
    return desk_kind in kind.writers and covers(patterns, channel)


def may_read(patterns: Iterable[str], channel: str) -> bool:
    """Whether a desk that is sent these patterns reads a channel."""
    return covers(patterns, channel)


def default_channel(kind: Kind, desk_kind: Writer, office: str, countries: Sequence[str]) -> str:
    """The channel a new record of this kind goes to unless the person names another.

    Shapes: countries of the office, its own first.
    Errors: ``not-writable`` if this desk may not write the kind at all; ``channel-needed`` if nothing tells
            which: the mission has no country, or the kind follows the entry that it speaks of.
    """
    if desk_kind not in kind.writers:
        raise CorrectableError("not-writable", kind=kind.name)
    match kind.scope:
        case Scope.REFERENCE:
            return REFERENCE
        case Scope.PROGRAMME:
            if desk_kind is Writer.HEADQUARTERS:
                return REFERENCE
            if not countries:
                raise CorrectableError("channel-needed", kind=kind.name)
            return country_channel(countries[0])
        case Scope.OFFICE:
            return office_channel(office)
        case Scope.ENTRY:
            raise CorrectableError("channel-needed", kind=kind.name)
        case _:
            assert_never(kind.scope)


def width_key(channel: str) -> tuple[int, str]:
    """The key that sorts channels widest first, then by name: a reference means the record in the widest."""
    return _WIDTHS.get(channel.partition("/")[0], len(_WIDTHS)), channel
