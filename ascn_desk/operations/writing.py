"""How every save reaches the journal: rules of the domain, then entries, all in one transaction.

- used by the other operations only
- ``over`` is what the author had seen: given by a form that was open, else what is shown at this moment; never more
  than this desk holds
- what is written here is read by the very reader of every other desk before it is kept: one bad line would hold back
  this desk's log everywhere
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET
from sqlalchemy import Connection

from ascn_desk.base import words
from ascn_desk.base.clock import local_date
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.ids import new_id
from ascn_desk.domain.channels import default_channel, may_write
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import DELETED, MERGED_INTO
from ascn_desk.domain.saving import check_save, problem_error
from ascn_desk.domain.validity import check_values, is_code
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.own_numbers import read_only_error
from ascn_desk.operations.views import Saved
from ascn_desk.store.entries import held_of, seen_of
from ascn_desk.store.facts import Applied
from ascn_desk.store.journal import greatest_n
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.records import Place, find, offered_codes, shown_row
from ascn_desk.store.settings import read_setting, write_setting
from ascn_desk.sync.entry_line import Entry, decode_lines, encode_entry
from ascn_desk.sync.segment import GREATEST_LINE_BYTES

LONGEST_REASON = 500
PURGE = "purge"
_HIDING = frozenset({DELETED, MERGED_INTO})
# Half of a letter (a surrogate by itself) has no UTF-8; U+0000 ends texts in too many places.
_UNFIT = re.compile("[\\x00\ud800-\udfff]")

_STEPS, _MOST_STEPS = "steps", 200


@dataclass(frozen=True, slots=True)
class Change:
    """What one entry will say; ``by``: another person at this desk than the one whose desk it is."""

    kind: str
    id: str
    channel: str
    values: Mapping[str, Any]
    over: Mapping[str, int]
    why: str | None = None
    by: str | None = None


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
            ``channel-not-writable``, ``unknown-field``, ``bad-id``, ``record-exists``, ``nothing-to-save``, a problem
            of the save rules.
    """
    declared = kind_named(kind)
    chosen = channel or default_channel(declared, desk.writer, desk.office, desk.countries)
    check_writable(desk, ledger, declared, chosen)
    spread = as_entry(declared, values)
    check_texts(declared, spread, why)
    complete_groups(declared, spread, {}, _today(desk))
    _check(ledger, declared, spread, spread)
    if not spread:
        raise CorrectableError("nothing-to-save", kind=declared.words(words.language()))
    if record_id is not None:
        _check_free(ledger, declared, record_id, chosen)
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
    """A change of a record that is there, checked; groups are completed by what is shown.

    Shapes: a set given whole is brought to just these members. Without ``is_checked`` only the values themselves are
            looked at, not the rules of saving.
    """
    declared = kind_named(place.kind)
    check_writable(desk, ledger, declared, place.channel_name)
    shown = shown_row(ledger.connection, place).values
    spread = as_entry(declared, values, shown)
    check_texts(declared, spread, why)
    complete_groups(declared, spread, shown, _today(desk))
    if is_checked and not spread.keys() <= _HIDING:
        _check(ledger, declared, {**as_entry(declared, shown), **spread}, spread)
    elif problem := check_values(declared, spread):
        raise problem_error(declared, problem, words.language())
    if spread.get(MERGED_INTO) is not None:
        _check_merging(ledger, place, str(spread[MERGED_INTO]))
    over = _over(ledger, place, seen)
    return Change(place.kind, place.id, place.channel_name, spread, over, why)


def check_writable(desk: Desk, ledger: Ledger, kind: Kind, channel: str) -> None:
    """Whether this desk may write records of a kind into a channel.

    Errors: CorrectableError ``not-writable``, ``channel-not-writable``, ``purge-by-two``: a purge is made, and never
            changed, by :mod:`ascn_desk.operations.purging` alone.
    """
    if desk.writer not in kind.writers:
        raise CorrectableError("not-writable", kind=kind.words(words.language()))
    if kind.name == PURGE:
        raise CorrectableError("purge-by-two")
    if not may_write(kind, desk.writer, desk.paths_by(desk.trust(ledger.connection)), channel):
        raise CorrectableError("channel-not-writable", channel=channel)


def write(desk: Desk, ledger: Ledger, changes: Sequence[Change]) -> tuple[list[Saved], Applied]:
    """Write entries in the given order; their counts go up from one to the next.

    Shapes: a change that says nothing writes nothing; its count is None.
    Errors: CorrectableError ``entry-too-large``, ``desk-behind``.
    """
    if (error := read_only_error(ledger.connection)) is not None:
        raise error
    n = greatest_n(ledger.connection)
    at = desk.now()
    lines: dict[str, list[bytes]] = {}
    saved: list[Saved] = []
    for change in changes:
        if not change.values:
            saved.append(Saved(change.kind, change.id, change.channel, None))
            continue
        n += 1
        line = encode_entry(_entry(desk, change, n, at))
        if len(line) >= GREATEST_LINE_BYTES:
            raise CorrectableError("entry-too-large", limit=GREATEST_LINE_BYTES)
        lines.setdefault(change.channel, []).append(line)
        saved.append(Saved(change.kind, change.id, change.channel, n))
    applied = Applied()
    for channel, own in lines.items():
        decode_lines(own)
        applied = ledger.write(channel, desk.desk, own)
    return saved, applied


def write_step(desk: Desk, ledger: Ledger, changes: Sequence[Change]) -> list[Saved]:
    """Write entries that one act of the person made, so that one undo takes them back together."""
    saved, _ = write(desk, ledger, changes)
    counts = [each.n for each in saved if each.n is not None]
    if len(counts) > 1:
        kept = [*steps(ledger.connection), (counts[0], counts[-1])][-_MOST_STEPS:]
        write_setting(ledger.connection, _STEPS, json.dumps(kept))
    return saved


def steps(connection: Connection) -> list[tuple[int, int]]:
    """The first and last count of the acts that made several entries, oldest first."""
    kept = read_setting(connection, _STEPS)
    return [(int(first), int(last)) for first, last in json.loads(kept)] if kept else []


def as_entry(kind: Kind, values: Mapping[str, Any], shown: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Values as an entry has them: a set given whole becomes ``field:member`` → true, and those it had → false.

    Errors: CorrectableError ``unknown-field``, ``member-needed``, ``bad-reference``, ``bad-choice``.
    """
    spread: dict[str, Any] = {}
    for name, value in values.items():
        head, colon, member = name.partition(":")
        field = kind.fields.get(head)
        if field is None:
            raise CorrectableError("unknown-field", kind=kind.words(words.language()), field=head)
        if field.is_set and not colon:
            members = _members(field, value)
            if shown is None:
                spread.update({f"{name}:{each}": True for each in members})
            else:
                spread.update(set_members(kind, name, shown.get(name) or (), members))
            continue
        if colon and field.is_set:
            _check_member(field, member)
        spread[name] = value
    return spread


def set_members(kind: Kind, field: str, before: Sequence[str], after: Sequence[str]) -> dict[str, bool]:
    """What an entry says where the members of a set change."""
    gone = {f"{field}:{member}": False for member in before if member not in after}
    return gone | {f"{field}:{member}": True for member in after if member not in before}


def complete_groups(kind: Kind, spread: dict[str, Any], shown: Mapping[str, Any], today: str) -> None:
    """Fields of one register are always written together; those not given stay as they are shown.

    What a change says of itself does not stay: its date is today's and its reason is empty unless they are given.
    """
    for name in list(spread):
        if ":" in name:
            continue
        register = kind.fields[name].register
        is_changed = register in spread and spread[register] != shown.get(register)
        for member in kind.groups.get(register, ()):
            if member in spread:
                continue
            spread[member] = shown.get(member)
            if is_changed and spread[register] is not None and member == f"{register}_on":
                spread[member] = today
            elif is_changed and member == f"{register}_reason":
                spread[member] = None


def check_texts(kind: Kind, spread: Mapping[str, Any], why: str | None) -> None:
    """Refuse texts that no entry can carry. Errors: CorrectableError ``unfit-letter``, ``too-long``."""
    reason = words.t("Reason")
    texts = [(kind.fields[name.partition(":")[0]].words(words.language()), value) for name, value in spread.items()]
    for label, text in (*texts, (reason, why)):
        if isinstance(text, str) and (found := _UNFIT.search(text)):
            letter = f"U+{ord(found[0]):04X}"
            raise CorrectableError("unfit-letter", field=label, letter=letter, place=found.start() + 1)
    if why is not None and len(why) > LONGEST_REASON:
        raise CorrectableError("too-long", field=reason, limit=LONGEST_REASON, length=len(why))


def _members(field: Field, value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise CorrectableError("member-needed", field=field.name)
    members = list(value)
    for member in members:
        _check_member(field, member)
    return members


def _check_member(field: Field, member: object) -> None:
    """The member of a set is a code or an id: it becomes part of a name."""
    if not isinstance(member, str) or not is_code(member):
        code = "bad-choice" if field.type is FieldType.CHOICE else "bad-reference"
        raise CorrectableError(code, field=field.words(words.language()), value=member)


def _check_free(ledger: Ledger, kind: Kind, record_id: str, channel: str) -> None:
    if not is_code(record_id):
        raise CorrectableError("bad-id", id=record_id)
    if find(ledger.connection, ledger.names, kind.name, record_id, channel) is not None:
        raise CorrectableError("record-exists", kind=kind.words(words.language()), id=record_id, channel=channel)


def _check_merging(ledger: Ledger, place: Place, target: str) -> None:
    """A record goes into another of its kind that is here.

    Errors: CorrectableError ``unknown-record``, ``merged-self``.
    """
    if placed(ledger, place.kind, target).key == place.key:
        raise CorrectableError("merged-self", id=target)


def _over(ledger: Ledger, place: Place, seen: Mapping[str, int] | None) -> Mapping[str, int]:
    """What the author had seen. A number beyond what is held would silently replace what is yet to come."""
    if seen is None:
        return seen_of(ledger.connection, ledger.names, place.key)
    held = held_of(ledger.connection, ledger.names, place.key)
    return {name: min(n, held[name]) for name, n in seen.items() if name in held and n > 0}


def _today(desk: Desk) -> str:
    return local_date(desk.clock.now()).isoformat()


def _check(ledger: Ledger, kind: Kind, whole: Mapping[str, Any], spread: Mapping[str, Any]) -> None:
    if ledger.offered is None:
        ledger.offered = offered_codes(ledger.connection)
    problems = check_save(kind, whole, set(spread), ledger.offered)
    if problems:
        raise problem_error(kind, problems[0], words.language())


def _entry(desk: Desk, change: Change, n: int, at: str) -> Entry:
    salt = base64.b64encode(os.urandom(16)).decode() if KINDS[change.kind].personal else UNSET
    return Entry(
        at=at,
        by=change.by or desk.officer,
        id=change.id,
        kind=change.kind,
        n=n,
        over=dict(change.over) or UNSET,
        salt=salt,
        set=dict(change.values),
        why=change.why or UNSET,
    )
