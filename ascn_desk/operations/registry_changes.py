"""What headquarters may do to the registry's word on one desk: register it, close it, end a log, rule a fork.

Each function gives the desk as it shall stand. Nothing here takes a right back or moves an end: who asks for that is
refused with a sentence. Source: docs/bundle-format.md, sections 6 and 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.channels import country_channel, covers, paths_of, reads_of
from ascn_desk.domain.kind import Writer
from ascn_desk.sync.forms import GREATEST_COUNT
from ascn_desk.sync.registry import NOTHING, DeskKind, End, RegisteredDesk, Registry

_LEAST_BEGINNING = 4


def registered_desk(
    *,
    desk: str,
    office: str,
    kind: DeskKind,
    countries: Iterable[str],
    name: str,
    public: bytes,
    age: str,
    since: str,
    before: RegisteredDesk | None = None,
) -> RegisteredDesk:
    """A new desk with the channels of its office; one that goes on for another has that one's as well."""
    writer, countries = Writer(kind), tuple(countries)
    paths, reads = paths_of(writer, office, countries), reads_of(writer, office, countries)
    return RegisteredDesk(
        desk=desk,
        office=office,
        kind=kind,
        name=name,
        public=public,
        age=age,
        paths=tuple(dict.fromkeys((*paths, *(before.paths if before else ())))),
        reads=tuple(dict.fromkeys((*reads, *(before.reads if before else ())))),
        since=since,
        ends=MappingProxyType({}),
    )


def covering(desk: RegisteredDesk, countries: Iterable[str]) -> RegisteredDesk:
    """The same desk, reading and writing the channels of further countries; what it had stays."""
    more = [country_channel(each) for each in sorted(set(countries)) if not covers(desk.reads, country_channel(each))]
    return replace(desk, paths=(*desk.paths, *more), reads=(*desk.reads, *more)) if more else desk


def closed_desk(desk: RegisteredDesk, ends: Mapping[str, End]) -> RegisteredDesk:
    """A desk that is no more: its logs end at these places, those without one at nothing.

    An end that the registry gave before stays as it is.
    Errors: CorrectableError ``closed-already``; ``end-is-fixed`` if another place was asked for.
    """
    if desk.closed:
        raise CorrectableError("closed-already", desk=desk.desk)
    return replace(desk, ends=_with(desk, ends), closed=True)


def ruled_desk(desk: RegisteredDesk, channel: str, end: End) -> RegisteredDesk:
    """A desk whose log in a channel ends where one branch of a fork does; ``end`` says what the branches share.

    What an earlier ruling said of the counts is kept where it reached further.
    Errors: CorrectableError ``end-is-fixed``, ``nothing-to-change``.
    """
    before = desk.ends.get(channel)
    if before is not None and before.shared is not None and before.gone is not None:
        shared = min(before.shared, before.shared if end.shared is None else end.shared)
        gone = max(before.gone, before.gone if end.gone is None else end.gone)
        end = End(end.number, end.identity, shared, gone)
    ruled = replace(desk, ends=_with(desk, {channel: end}))
    if ruled.ends == desk.ends:
        raise CorrectableError("nothing-to-change")
    return ruled


def raised_count(registry: Registry, wanted: int) -> int:
    """The registry's count, raised. Errors: CorrectableError ``count-not-raised``."""
    if not registry.x_count < wanted <= GREATEST_COUNT:
        raise CorrectableError("count-not-raised", held=registry.x_count, greatest=GREATEST_COUNT)
    return wanted


def find_desk(registry: Registry, text: str) -> RegisteredDesk:
    """The desk of that name, or the only one whose name begins so.

    Errors: CorrectableError ``unknown-desk``.
    """
    found = [each for name, each in registry.desks.items() if name.startswith(text)]
    if len(found) != 1 or len(text) < _LEAST_BEGINNING:
        raise CorrectableError("unknown-desk", desk=text)
    return found[0]


def _with(desk: RegisteredDesk, ends: Mapping[str, End]) -> Mapping[str, End]:
    held = dict(desk.ends)
    for channel, end in ends.items():
        before = held.get(channel, NOTHING if desk.closed else None)
        if before is not None and before[:2] != end[:2]:
            raise CorrectableError("end-is-fixed", desk=desk.desk, channel=channel, number=before.number)
        if before is None or end.shared is not None:
            held[channel] = end
    return MappingProxyType(held)
