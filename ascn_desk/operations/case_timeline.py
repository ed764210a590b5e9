"""The timeline of a case: how it was made, what happened, its statuses with their reasons, edits, and what waits.

Log entries, follow-ups and attachments are records of their own that name the case; all else comes from the case's
own journal. Each item says whether it has gone out and arrived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base.clock import instant_from, local_date
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import CaseStatus, code_word
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.names import desk_office
from ascn_desk.operations.people import person_names
from ascn_desk.operations.travel import Journeys
from ascn_desk.operations.views import HistoryEntry, RecordView, TimelineItem, TimelineSort, Travel
from ascn_desk.store import queries
from ascn_desk.store.names import Names
from ascn_desk.store.queries import Selection, Shown
from ascn_desk.store.records import Place
from ascn_desk.store.titles import Name, titles

_CASE = KINDS["case"]
_QUIET = frozenset({"reference"})
"""Fields that the program sets by itself and that nobody need be told of."""
_COUNTING = frozenset({"shown", "replaced", "conflict"})
"""The states of entries that count and say something."""
_LONGEST_VALUE = 120


def timeline_of(
    desk: Desk,
    connection: Connection,
    names: Names,
    place: Place,
    record: RecordView,
    entries: Iterable[HistoryEntry],
) -> tuple[TimelineItem, ...]:
    """All that happened in a case and around it, newest first; what has the same day, in the order of writing."""
    return _Timeline(desk, connection, names, place, record, tuple(entries)).items()


class _Timeline:
    """The making of one timeline inside a transaction."""

    def __init__(
        self,
        desk: Desk,
        connection: Connection,
        names: Names,
        place: Place,
        record: RecordView,
        entries: tuple[HistoryEntry, ...],
    ) -> None:
        self._desk, self._connection, self._names = desk, connection, names
        self._place, self._record = place, record
        self._entries = sorted((e for e in entries if e.state in _COUNTING), key=lambda entry: (entry.n, entry.desk))
        self._today = today_of(desk)
        self._journeys = Journeys(desk, connection, names)
        self._logged = self._rows("log_entry", {"case": record.id})
        self._follow_ups = self._rows("follow_up", {"of_kind": "case", "of_id": record.id})
        self._attachments = self._rows("attachment", {"of_kind": "case", "of_id": record.id})
        beside = (*self._logged, *self._follow_ups, *self._attachments)
        people = {entry.by for entry in self._entries} | {each.made_by or "" for each in beside}
        people |= {head.by for register in record.conflicts for head in record.heads.get(register, ())}
        self._people = person_names(desk, connection, people - {""})
        self._makers = self._journeys.of_first_entries([each.key for each in beside])
        outside = {author for author, travel in self._makers.values() if travel == "from-outside"}
        self._offices = {author: desk_office(desk, connection, author)[1] for author in outside}
        self._titles = self._called()

    def items(self) -> tuple[TimelineItem, ...]:
        placed: list[tuple[tuple[str, str, int], TimelineItem]] = []
        made = (*self._from_journal(), *map(self._log_entry, self._logged), *map(self._follow_up, self._follow_ups))
        for order, (written, item) in enumerate((*made, *map(self._attachment, self._attachments), *self._conflicts())):
            placed.append(((_day(item.at), written, order), item))
        return tuple(item for _, item in sorted(placed, key=lambda each: each[0], reverse=True))

    # -- the case's own journal ------------------------------------------------------------------------------------

    def _from_journal(self) -> list[tuple[str, TimelineItem]]:
        travels = self._journeys.of_records([self._place.key])[self._place.key]
        items: list[tuple[str, TimelineItem]] = []
        held: dict[str, Any] = {}
        for place, entry in enumerate(self._entries):
            travel = travels.get((entry.desk, entry.n))
            if place == 0:
                items.append((entry.at, self._item("made", t("Registered"), entry, travel)))
            else:
                items += [(entry.at, item) for item in self._changes(entry, held, travel)]
            held |= entry.set
        return items

    def _changes(self, entry: HistoryEntry, held: Mapping[str, Any], travel: Travel | None) -> list[TimelineItem]:
        items: list[TimelineItem] = []
        order = list(_CASE.fields)
        named = sorted(entry.set, key=lambda name: (order.index(_head(name)) if _head(name) in order else 0, name))
        said = {name: entry.set[name] for name in named if entry.set[name] != held.get(name) and name not in _QUIET}
        if "status" in said:
            before, after = (_status(values.get("status")) for values in (held, entry.set))
            reason = entry.set.get("status_reason")
            title = t("{before} → {after}", before=before, after=after) if before else after
            state = str(said["status"]) if said["status"] else None
            items.append(self._item("status", title, entry, travel, [str(reason)] if reason else [], state=state))
            said = {name: value for name, value in said.items() if not name.startswith("status")}
        said.pop("status_on", None)
        if said:
            fields = dict.fromkeys(_words(name) for name in said)
            lines = [self._line(name, held.get(name), value) for name, value in said.items()]
            title = t("{fields} changed", fields=t(", ").join(fields))
            items.append(self._item("edit", title, entry, travel, [*lines, *([entry.why] if entry.why else [])]))
        return items

    def _line(self, name: str, before: Any, after: Any) -> str:
        """``Due: 11/20 → 11/24``; of a set which member came or went."""
        head, colon, member = name.partition(":")
        field = _CASE.fields.get(head)
        if field is None:
            return name
        if colon:
            sign = "+" if after else "−"
            return f"{field.words(language())}: {sign}{self._said(field, member)}"
        shown = [self._said(field, value) or t("(empty)") for value in (before, after)]
        return f"{field.words(language())}: {shown[0]} → {shown[1]}"

    def _item(
        self,
        sort: TimelineSort,
        title: str,
        entry: HistoryEntry,
        travel: Travel | None,
        lines: Iterable[str] = (),
        state: str | None = None,
    ) -> TimelineItem:
        # Among entries of one office its name says nothing.
        meta = self._meta(entry.by, entry.office_name if travel == "from-outside" else "")
        return TimelineItem(
            at=entry.at, sort=sort, title=title, meta=meta, lines=tuple(lines), state=state, travel=travel
        )

    # -- what stands beside it -------------------------------------------------------------------------------------

    def _log_entry(self, row: Shown) -> tuple[str, TimelineItem]:
        values = row.values
        medium, kind = values.get("medium"), values.get("log_kind")
        field = KINDS["log_entry"].fields["medium" if medium else "log_kind"]
        how = self._said(field, medium or kind) or t("Log entry")
        participants = str(values.get("participants") or "").replace("\n", t(", "))
        title = "  ".join(part for part in (how, participants) if part)
        lines = tuple(str(values.get("text") or "").splitlines())
        at = str(values.get("happened_on") or row.made_at or "")
        return self._beside(row, "log_entry", at, title, lines, state=str(medium or kind or "") or None)

    def _follow_up(self, row: Shown) -> tuple[str, TimelineItem]:
        done, due = row.values.get("done_on"), row.values.get("due")
        at = str(done or due or row.made_at or "")
        lines = () if done or not due else (t("Due {day}", day=self._day(str(due))),)
        return self._beside(row, "follow_up", at, str(row.values.get("what") or ""), lines, "done" if done else None)

    def _attachment(self, row: Shown) -> tuple[str, TimelineItem]:
        note = row.values.get("note")
        lines = (str(note),) if note else ()
        return self._beside(row, "attachment", row.made_at or "", str(row.values.get("name") or ""), lines)

    def _beside(
        self, row: Shown, sort: TimelineSort, at: str, title: str, lines: tuple[str, ...], state: str | None = None
    ) -> tuple[str, TimelineItem]:
        author, travel = self._makers.get(row.key, ("", None))
        return row.made_at or "", TimelineItem(
            at=at, sort=sort, title=title, meta=self._meta(row.made_by or "", self._offices.get(author, "")),
            lines=lines, state=state, record=(row.kind, row.id, row.channel), travel=travel,
        )  # fmt: skip

    def _conflicts(self) -> list[tuple[str, TimelineItem]]:
        items: list[tuple[str, TimelineItem]] = []
        for register in self._record.conflicts:
            heads = self._record.heads.get(register, ())
            at = max((head.at for head in heads), default="")
            lines = tuple(
                f"{self._register(register, head.value)}  {self._meta(head.by, head.office_name)}" for head in heads
            )
            title = t("Not the same everywhere: {field}", field=_words(register))
            items.append((at, TimelineItem(at=at, sort="conflict", title=title, meta="", lines=lines)))
        return items

    def _register(self, register: str, value: Any) -> str:
        values = value.items() if isinstance(value, Mapping) else [(register.partition(":")[0], value)]
        said = (self._said(_CASE.fields[name], each) for name, each in values if name in _CASE.fields)
        return t(", ").join(each for each in said if each) or t("(empty)")

    # -- words -----------------------------------------------------------------------------------------------------

    def _rows(self, kind: str, where: Mapping[str, str]) -> list[Shown]:
        wanted = Selection(kind=kind, where=where)
        return queries.page(self._connection, self._desk.store.tables, wanted)[1]

    def _called(self) -> dict[Name, str]:
        """The titles of everything that the timeline speaks of."""
        said: list[tuple[Kind, Mapping[str, Any]]] = [(_CASE, entry.set) for entry in self._entries]
        said += [(KINDS["log_entry"], row.values) for row in self._logged]
        wanted = {
            name
            for kind, values in said
            for field, value in values.items()
            if (name := _reference(kind.fields.get(field.partition(":")[0]), field.partition(":")[2] or value))
        }
        for register in self._record.conflicts:
            for head in self._record.heads.get(register, ()):
                values = head.value if isinstance(head.value, Mapping) else {register: head.value}
                wanted |= {name for f, v in values.items() if (name := _reference(_CASE.fields.get(f), v))}
        return titles(self._connection, self._desk.store.tables, wanted, language())

    def _said(self, field: Field, value: Any) -> str:
        """A value of a field as people read it."""
        if value is None or value == "":
            return ""
        name = _reference(field, value)
        if name is not None:
            return self._titles.get(name, str(value))
        if field.choices is not None:
            return code_word(field.choices, str(value), language())
        if field.type is FieldType.BOOLEAN:
            return t("Yes") if value else t("No")
        if field.type is FieldType.DATE:
            return self._day(str(value))
        text = " ".join(str(value).split())
        return text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"

    def _day(self, text: str) -> str:
        try:
            return show_day(date.fromisoformat(text), language(), self._today)
        except ValueError:
            return text

    def _meta(self, by: str, office: str) -> str:
        person = self._people.get(by, by)
        return t("{person} ({office})", person=person, office=office) if person and office else person or office


def _reference(field: Field | None, value: Any) -> Name | None:
    """The record that a value names: what it is called stands there."""
    if field is None or not isinstance(value, str):
        return None
    if field.vocabulary is not None:
        return "choice", f"{field.vocabulary.replace('_', '-')}--{value}"
    return (field.target, value) if field.target else None


def _head(name: str) -> str:
    return name.partition(":")[0]


def _words(name: str) -> str:
    field = _CASE.fields.get(_head(name))
    return field.words(language()) if field else name


def _status(value: Any) -> str:
    return code_word(CaseStatus, str(value), language()) if value else ""


def _day(at: str) -> str:
    """The day here of an instant, or the day itself: what a timeline is sorted by."""
    if "T" not in at:
        return at
    try:
        return local_date(instant_from(at)).isoformat()
    except ValueError:
        return at
