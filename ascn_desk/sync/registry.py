"""The registry: which desks there are, what each may write and read, and where its right to write ends.

- a desk is named after its key, which is recomputed here; one delegation a desk
- a right is never taken back: it ends at a position, and what stands before it counts for ever
- so a later registry may add and widen, never remove or change (:func:`check_succession`)

Source: docs/bundle-format.md, section 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

from msgspec import Meta, Struct
from tuf.api.metadata import Targets

from ascn_desk.domain.channels import covers
from ascn_desk.domain.validity import is_day
from ascn_desk.sync.forms import (
    DIGEST,
    GREATEST_COUNT,
    GREATEST_NUMBER,
    PATTERN,
    ChannelName,
    DeskName,
    Natural,
    OfficeCode,
    is_instant,
    is_text_of,
    is_whole,
    shaped,
)
from ascn_desk.sync.keys import desk_of, is_age_recipient
from ascn_desk.sync.tuf_document import Document, ListedKey, check_keys

DeskKind = Literal["mission", "headquarters"]
_Pattern = Annotated[str, Meta(pattern=rf"\A(?:{PATTERN.pattern})\Z")]


class End(NamedTuple):
    """After which number of a log nothing counts; where the desk forked, also how its branches' counts lie.

    In the ``over`` of other desks a count above ``shared`` and up to ``gone`` means ``shared``.
    """

    number: int
    identity: str | None
    shared: int | None = None
    gone: int | None = None


NOTHING = End(0, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredDesk:
    """A desk as the registry knows it."""

    desk: str
    office: str
    kind: DeskKind
    name: str
    public: bytes
    age: str
    paths: tuple[str, ...]
    reads: tuple[str, ...]
    since: str
    ends: Mapping[str, End]
    closed: bool = False

    def end(self, channel: str) -> End | None:
        """Where its log in a channel ends; None while it goes on."""
        return self.ends.get(channel, NOTHING if self.closed else None)

    def may_write(self, channel: str) -> bool:
        """Whether it may write a channel (its end is judged apart)."""
        return covers(self.paths, channel)

    def may_read(self, channel: str) -> bool:
        """Whether it is sent a channel."""
        return covers(self.reads, channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The desks of one version of the registry, by name."""

    version: int
    expires: str
    desks: Mapping[str, RegisteredDesk]
    x_count: int
    signed: Mapping[str, Any]
    signed_bytes: bytes

    def may_write(self, desk: str, channel: str) -> bool:
        """Whether a desk is registered and may write a channel."""
        return desk in self.desks and self.desks[desk].may_write(channel)

    def may_read(self, desk: str, channel: str) -> bool:
        """Whether a desk is registered and is sent a channel."""
        return desk in self.desks and self.desks[desk].may_read(channel)

    def is_after_end(self, desk: str, channel: str, number: int) -> bool:
        """Whether a number lies beyond the end of a registered desk's log."""
        end = self.desks[desk].end(channel)
        return end is not None and number > end.number

    def offices(self, desks: Iterable[str]) -> set[str | None]:
        """The offices of some desks; None stands for desks that are not registered."""
        return {self.desks[desk].office if desk in self.desks else None for desk in desks}


class _Role(
    Struct,
    frozen=True,
    kw_only=True,
    rename={
        "x_office": "x-office",
        "x_name": "x-name",
        "x_kind": "x-kind",
        "x_reads": "x-reads",
        "x_since": "x-since",
        "x_ends": "x-ends",
        "x_closed": "x-closed",
    },
):
    name: DeskName
    keyids: tuple[DeskName]
    threshold: Literal[1]
    terminating: bool
    paths: tuple[_Pattern, ...]
    x_office: OfficeCode
    x_name: str
    x_kind: DeskKind
    x_reads: tuple[_Pattern, ...]
    x_since: str
    x_ends: dict[ChannelName, list[int | str | None]] = {}
    x_closed: bool = False


class _Delegations(Struct, frozen=True):
    keys: dict[DeskName, ListedKey]
    roles: tuple[_Role, ...]


class _Signed(Struct, frozen=True, rename={"x_count": "x-count"}):
    delegations: _Delegations
    x_count: Natural = 0


def read_registry(document: Document[Targets]) -> Registry:
    """The desks that a document lists, its signatures not yet counted.

    Errors: ValueError for another shape; RefusedError ``bad-key``.
    """
    signed = shaped(document.signed, _Signed)
    keys = signed.delegations.keys
    check_keys(keys)
    desks = {role.name: _desk(role, keys) for role in signed.delegations.roles}
    if desks.keys() != keys.keys() or len(desks) != len(signed.delegations.roles):
        raise ValueError("not one delegation a key")
    return Registry(
        version=document.version,
        expires=document.signed["expires"],
        desks=MappingProxyType(desks),
        x_count=signed.x_count,
        signed=document.signed,
        signed_bytes=document.signed_bytes,
    )


def check_succession(earlier: Registry, later: Registry) -> None:
    """Check that a later registry took nothing back. Errors: ValueError."""
    if later.x_count < earlier.x_count:
        raise ValueError("x-count was lowered")
    for name, before in earlier.desks.items():
        after = later.desks.get(name)
        if after is None:
            raise ValueError(f"desk {name} was removed")
        if (before.office, before.kind, before.age) != (after.office, after.kind, after.age):
            raise ValueError(f"office, kind or key of desk {name} changed")
        if not all(covers(after.paths, each) for each in before.paths):
            raise ValueError(f"desk {name} lost a channel that it wrote")
        if not all(covers(after.reads, each) for each in before.reads):
            raise ValueError(f"desk {name} lost a channel that it read")
        if before.closed and not after.closed:
            raise ValueError(f"desk {name} was opened again")
        for channel in before.ends.keys() | (after.ends.keys() if before.closed else set()):
            _check_end(before.ends.get(channel, NOTHING), after.ends.get(channel))


def registry_extras(desk: RegisteredDesk) -> dict[str, Any]:
    """What the registry says of a desk beside what the framework itself has a place for."""
    extras: dict[str, Any] = {
        "x-ends": {channel: _listed_end(end) for channel, end in desk.ends.items()},
        "x-kind": desk.kind,
        "x-name": desk.name,
        "x-office": desk.office,
        "x-reads": list(desk.reads),
        "x-since": desk.since,
    }
    return {**extras, "x-closed": True} if desk.closed else extras


def _desk(role: _Role, keys: Mapping[str, ListedKey]) -> RegisteredDesk:
    key = keys.get(role.name)
    if key is None or role.keyids != (role.name,):
        raise ValueError(f"desk {role.name} has another key than its own")
    public = bytes.fromhex(key.keyval.public)
    if desk_of(public) != role.name:
        raise ValueError(f"desk {role.name} is not named after its key")
    if not is_age_recipient(key.x_age):
        raise ValueError(f"desk {role.name} has no age recipient")
    if not is_instant(role.x_since) and not is_day(role.x_since):
        raise ValueError(f"desk {role.name} is registered since no day")
    return RegisteredDesk(
        desk=role.name,
        office=role.x_office,
        kind=role.x_kind,
        name=role.x_name,
        public=public,
        age=str(key.x_age),
        paths=role.paths,
        reads=role.x_reads,
        since=role.x_since,
        ends=MappingProxyType({channel: _end(listed) for channel, listed in role.x_ends.items()}),
        closed=role.x_closed,
    )


def _end(listed: list[int | str | None]) -> End:
    if len(listed) not in (2, 4):
        raise ValueError("an end has two or four members")
    number, identity = listed[:2]
    is_position = is_whole(number, 1, GREATEST_NUMBER) and is_text_of(DIGEST, identity)
    if not is_position and not (type(number) is int and number == 0 and identity is None):
        raise ValueError("an end is no position of a log")
    end = End(*listed)  # type: ignore[arg-type]
    if len(listed) == 4 and not (
        is_whole(end.shared, 0, GREATEST_COUNT)
        and is_whole(end.gone, 1, GREATEST_COUNT)
        and end.shared < end.gone  # type: ignore[operator]
    ):
        raise ValueError("the counts of a fork do not lie one after the other")
    return end


def _listed_end(end: End) -> list[int | str | None]:
    return list(end if end.shared is not None else end[:2])


def _check_end(before: End, after: End | None) -> None:
    if after is None or after[:2] != before[:2]:
        raise ValueError("an end was moved")
    if before.shared is None or before.gone is None:
        return
    if after.shared is None or after.gone is None or after.shared > before.shared or after.gone < before.gone:
        raise ValueError("the counts of a fork were narrowed")
