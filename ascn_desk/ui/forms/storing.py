"""What forms ask of the operations, as plain functions for the worker: they take and give values, never widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ascn_desk.base.ids import new_id
from ascn_desk.base.words import language
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import cases, drafts, lists, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Draft, RecordView, Row, Saved, Scalar, Values
from ascn_desk.ui.forms.offers import Offer, lists_of
from ascn_desk.ui.parts import Choice

_BY_CASES = ("company", "category", "summary", "city")
"""What a new case is logged with beside the rest."""


@dataclass(frozen=True, slots=True)
class FormData:
    """What a form needs before its fields stand: lists of choices, a draft kept for it, titles of what it names."""

    lists: Mapping[str, Sequence[Offer]]
    draft: Draft | None
    names: Mapping[str, str]


def load_form(desk: Desk, kind: Kind, draft_id: str, initial: Values) -> FormData:
    """Everything for the form of a record, in one go."""
    draft = find_draft(desk, draft_id)
    values = {**initial, **(draft.values if draft is not None else {})}
    return FormData(load_lists(desk), draft, titles(desk, kind, values))


def load_lists(desk: Desk) -> dict[str, list[Offer]]:
    """All lists that headquarters keeps, in the current language."""
    return lists_of(lists.list_records(desk, "choice", limit=None).rows, language(), lists.today_of(desk))


def find_draft(desk: Desk, draft_id: str) -> Draft | None:
    """The draft of that id, if one was kept."""
    return next((each for each in drafts.drafts(desk) if each.id == draft_id), None)


def new_draft_id(desk: Desk) -> str:
    """An id for the draft of a record that does not exist yet."""
    return new_id(desk.clock)


def find_choices(desk: Desk, kind: str, text: str, limit: int) -> list[Choice]:
    """The records of a kind that fit a text, best first."""
    found = lists.find_companies(desk, text, limit) if kind == "company" else lists.find(desk, kind, text, limit)
    return [Choice(each.id, each.title, each.detail) for each in found]


def titles(desk: Desk, kind: Kind, values: Values) -> dict[str, str]:
    """The titles of the records that values refer to; what has not been received is not among them."""
    wanted: dict[str, set[str]] = {}
    for name, value in values.items():
        field = kind.fields.get(name)
        if field is not None and field.target:
            members = value if isinstance(value, tuple) else (value,)
            wanted.setdefault(field.target, set()).update(each for each in members if isinstance(each, str))
    made: dict[str, str] = {}
    for target, ids in wanted.items():
        for row in lists.list_records(desk, target, where={"id": sorted(ids)}, limit=None).rows:
            made[row.id] = row_title(row)
    return made


def row_title(row: Row) -> str:
    """What a record is called, by the fields that its kind names for it."""
    kind = KINDS[row.kind]
    for name in kind.title_fields(language()):
        value = row.values.get(name)
        if isinstance(value, str) and value:
            words = row.names.get(value, value) if kind.fields[name].target else value
            return words.partition("\n")[0]
    return row.id


def save_record(
    desk: Desk,
    kind: Kind,
    record: RecordView | None,
    channel: str | None,
    changed: Mapping[str, Scalar],
    seen: Mapping[str, int],
) -> Saved:
    """Save what a form changed: of a record that is there, or as a new one.

    Errors: those of saving; nothing is written then.
    """
    if record is not None:
        return records.set_fields(desk, kind.name, record.id, changed, channel=record.channel, seen=seen)
    if kind.name != "case":
        return records.add_record(desk, kind.name, changed, channel=channel)
    words = {name: str(changed[name]) for name in _BY_CASES if changed.get(name)}
    more = {name: value for name, value in changed.items() if name not in _BY_CASES}
    return cases.add_case(desk, words.get("company", ""), words.get("category", ""), words.get("summary", ""),
                          city=words.get("city"), channel=channel, more=more)  # fmt: skip
