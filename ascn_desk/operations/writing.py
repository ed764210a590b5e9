"""How every save reaches the journal: rules of the domain, then entries, all in one transaction.

Used by the other operations only. ``over`` is what the author had seen: given by a form that was open, else what is
shown at this moment.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from ascn_desk.base import words
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.ids import new_id
from ascn_desk.domain.channels import default_channel, may_write
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.saving import check_save, problem_error
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Saved
from ascn_desk.store.entries import seen_of
from ascn_desk.store.journal import greatest_n
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.merging import Applied
from ascn_desk.store.records import Place, find, offered_codes, shown_row
from ascn_desk.sync.entry_line import Entry, encode_entry


@dataclass(frozen=True, slots=True)
class Change:
    """What one entry will say."""

    kind: str
    id: str
    channel: str
    values: Mapping[str, Any]
    over: Mapping[str, int]
    why: str | None = None


def kind_named(name: str) -> Kind:
    """The declaration of a kind. Errors: CorrectableError ``unknown-kind``."""
    declared = KINDS.get(name)
    if declared is None:
        raise CorrectableError("unknown-kind", kind=name)
    return declared


def placed(ledger: Ledger, kind: str, record_id: str, channel: str | None = None) -> Place:
    """Where a record lies. Errors: CorrectableError ``unknown-record``, ``unknown-kind``."""
    declared = kind_named(kind)
    place = find(ledger.connection, ledger.names, kind, record_id, channel)
    if place is None:
        raise CorrectableError("unknown-record", kind=declared.words(words.language()), id=record_id)
    return place


def new_change(
    desk: Desk,
    ledger: Ledger,
    kind: str,
    values: Mapping[str, Any],
    *,
    channel: str | None = None,
    record_id: str | None = None,
    why: str | None = None,
) -> Change:
    """A new record, checked.

    Errors: CorrectableError for what the person must mend: ``unknown-kind``, ``not-writable``, ``channel-needed``,
            ``channel-not-writable``, ``unknown-field``, a problem of the save rules.
    """
    declared = kind_named(kind)
    chosen = channel or default_channel(declared, desk.writer, desk.office, desk.countries)
    check_writable(desk, declared, chosen)
    spread = as_entry(declared, values)
    whole = {name: value for name, value in spread.items() if value is not None}
    complete_groups(declared, spread, {})
    _check(desk, ledger, declared, {**spread, **whole}, spread)
    return Change(kind, record_id or new_id(desk.clock), chosen, spread, {}, why)


def changed(
    desk: Desk,
    ledger: Ledger,
    place: Place,
    values: Mapping[str, Any],
    *,
    seen: Mapping[str, int] | None = None,
    why: str | None = None,
    is_checked: bool = True,
) -> Change:
    """A change of a record that is there, checked; groups are completed by what is shown."""
    declared = kind_named(place.kind)
    check_writable(desk, declared, place.channel_name)
    spread = as_entry(declared, values)
    shown = shown_row(ledger.connection, place).values
    complete_groups(declared, spread, shown)
    if is_checked:
        _check(desk, ledger, declared, {**as_entry(declared, shown), **spread}, spread)
    over = dict(seen) if seen is not None else seen_of(ledger.connection, ledger.names, place.key)
    return Change(place.kind, place.id, place.channel_name, spread, over, why)


def check_writable(desk: Desk, kind: Kind, channel: str) -> None:
    """Whether this desk may write records of a kind into a channel.

    Errors: CorrectableError ``not-writable``, ``channel-not-writable``.
    """
    if desk.writer not in kind.writers:
        raise CorrectableError("not-writable", kind=kind.words(words.language()))
    if not may_write(kind, desk.writer, desk.paths, channel):
        raise CorrectableError("channel-not-writable", channel=channel)


def write(desk: Desk, ledger: Ledger, changes: Sequence[Change]) -> tuple[list[Saved], Applied]:
    """Write entries in the given order; their counts go up from one to the next."""
    n = greatest_n(ledger.connection)
    at = desk.now()
    lines: dict[str, list[bytes]] = {}
    saved: list[Saved] = []
    for change in changes:
        n += 1
        lines.setdefault(change.channel, []).append(encode_entry(_entry(desk, change, n, at)))
        saved.append(Saved(change.kind, change.id, change.channel, n))
    applied = Applied()
    for channel, own in lines.items():
        applied = ledger.write(channel, desk.desk, own)
    return saved, applied


def as_entry(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as an entry has them: a set given whole becomes ``field:member`` → true.

    Errors: CorrectableError ``unknown-field``.
    """
    spread: dict[str, Any] = {}
    for name, value in values.items():
        head, colon, _ = name.partition(":")
        field = kind.fields.get(head)
        if field is None:
            raise CorrectableError("unknown-field", kind=kind.words(words.language()), field=head)
        if field.is_set and not colon:
            spread.update({f"{name}:{member}": True for member in value or ()})
        else:
            spread[name] = value
    return spread


def set_members(kind: Kind, field: str, before: Sequence[str], after: Sequence[str]) -> dict[str, bool]:
    """What an entry says where the members of a set change."""
    gone = {f"{field}:{member}": False for member in before if member not in after}
    return gone | {f"{field}:{member}": True for member in after if member not in before}


def complete_groups(kind: Kind, spread: dict[str, Any], shown: Mapping[str, Any]) -> None:
    """Fields of one register are always written together; those not given stay as they are shown."""
    for name in list(spread):
        if ":" in name:
            continue
        for member in kind.groups.get(kind.fields[name].register, ()):
            if member not in spread:
                spread[member] = shown.get(member)


def _check(
    desk: Desk, ledger: Ledger, kind: Kind, whole: Mapping[str, Any], spread: Mapping[str, Any]
) -> None:
    problems = check_save(kind, whole, set(spread), offered_codes(ledger.connection))
    if problems:
        raise problem_error(kind, problems[0], words.language())


def _entry(desk: Desk, change: Change, n: int, at: str) -> Entry:
    salt = base64.b64encode(os.urandom(16)).decode() if KINDS[change.kind].personal else UNSET
    return Entry(
        at=at,
        by=desk.officer,
        id=change.id,
        kind=change.kind,
        n=n,
        over=dict(change.over) or UNSET,
        salt=salt,
        set=dict(change.values),
        why=change.why or UNSET,
    )
