"""What the screen of cases asks of the operations, each in one go on the worker."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from ascn_desk.operations import attachments, cases, drafts, history, lists, records, settings
from ascn_desk.operations.attachments import ListedFile
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.people import person_names
from ascn_desk.operations.views import CaseView, Draft, HistoryEntry, Page, RecordView
from ascn_desk.ui.forms import storing
from ascn_desk.ui.forms.offers import Offer
from ascn_desk.ui.screens.cases.columns import USUAL, choosable

ViewName = Literal["mine_open", "open", "overdue", "all"]
VIEWS: tuple[ViewName, ...] = get_args(ViewName)
LOG_FORM, STATUS_FORM = "case-log", "case-status"
ACTION_FORMS = {"done": "case-done", "put-off": "case-put-off", "plan": "case-plan"}
"""The small questions about the next action → their form."""
PAGE = 100
_REMEMBERED = "cases"


@dataclass(frozen=True, slots=True)
class Query:
    """Which cases are listed, and how."""

    view: ViewName = "mine_open"
    text: str = ""
    sort: str | None = None
    descending: bool = False
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """The first page of a list, how many cases there are in all, and the words of choices."""

    query: Query
    page: Page
    all_cases: int
    lists: Mapping[str, Sequence[Offer]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the screen remembers from one time to the next."""

    query: Query
    columns: tuple[str, ...] = USUAL
    widths: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with what was typed for it and not saved."""

    view: CaseView
    lists: Mapping[str, Sequence[Offer]]
    log_draft: Draft | None
    status_draft: Draft | None
    action_drafts: Mapping[str, Draft]
    people: Mapping[str, str]
    files: tuple[ListedFile, ...] = ()


def first_page(desk: Desk, query: Query) -> Listed:
    """The first page of a list."""
    return Listed(query, page_at(desk, query, 0), lists.count_records(desk, "case"), storing.load_lists(desk))


def page_at(desk: Desk, query: Query, offset: int, limit: int = PAGE) -> Page:
    """Another page of it."""
    return cases.list_cases(desk, query.view, query.text, query.sort, query.descending, limit, offset,
                            where=dict(query.where))  # fmt: skip


def case_page(desk: Desk, case_id: str, channel: str | None) -> CasePage:
    """A case with all that its page shows."""
    view = cases.case_view(desk, case_id, channel)
    held = {each.id: each for each in drafts.drafts(desk)}
    log_draft, status_draft = (held.get(each(view.record.id)) for each in (log_draft_id, status_draft_id))
    actions = {what: held.get(action_draft_id(what, view.record.id)) for what in ACTION_FORMS}
    heads = [head for register in view.record.conflicts for head in view.record.heads.get(register, ())]
    people = {view.record.made_by, view.record.changed_by, *(head.by for head in heads)}
    return CasePage(
        view,
        storing.load_lists(desk),
        log_draft,
        status_draft,
        {what: draft for what, draft in actions.items() if draft is not None},
        _names(desk, {each for each in people if each}),
        attachments.attachments_of(desk, "case", view.record.id),
    )


def case_history(desk: Desk, case_id: str, channel: str) -> tuple[HistoryEntry, ...]:
    """The journal of a case, newest first, its authors by name."""
    entries = history.history(desk, "case", case_id, channel)
    called = _names(desk, {each.by for each in entries})
    return tuple(replace(each, by=called.get(each.by, each.by)) for each in entries)


def _names(desk: Desk, people: Collection[str]) -> Mapping[str, str]:
    with desk.reading() as (connection, _):
        return person_names(desk, connection, people)


def record_view(desk: Desk, kind: str, record_id: str, channel: str | None) -> RecordView:
    """One record, to be edited."""
    return records.show_record(desk, kind, record_id, channel)


def case_of(desk: Desk, kind: str, record_id: str, channel: str | None) -> tuple[str, str | None]:
    """The case that a record belongs to, as (id, channel): itself, or the one that it names."""
    if kind == "case":
        return record_id, channel
    view = records.show_record(desk, kind, record_id, channel)
    named = view.values.get("of_id" if kind == "follow_up" else "case")
    return (named, view.channel) if isinstance(named, str) else (record_id, channel)


def log_draft_id(case_id: str) -> str:
    """The id of the draft of a log entry of a case."""
    return f"{LOG_FORM}--{case_id}"


def status_draft_id(case_id: str) -> str:
    """The id of the draft of a change of a case's status."""
    return f"{STATUS_FORM}--{case_id}"


def action_draft_id(what: str, case_id: str) -> str:
    """The id of the draft of a small question about the next action of a case."""
    return f"{ACTION_FORMS[what]}--{case_id}"


def kept(desk: Desk) -> Kept:
    """What the screen remembers; what is unknown to this version is left out."""
    held = settings.remembered(desk, _REMEMBERED)
    if not isinstance(held, dict):
        return Kept(Query())
    query = Query()
    view, sort = held.get("view"), held.get("sort")
    known = {each.name for each in choosable()}
    if view in VIEWS:
        query = replace(query, view=view)
    if sort in known:
        query = replace(query, sort=sort, descending=held.get("descending") is True)
    columns = tuple(each for each in held.get("columns") or () if each in known) or USUAL
    widths = {name: width for name, width in (held.get("widths") or {}).items() if isinstance(width, int)}
    return Kept(query, columns, widths)


def keep(desk: Desk, what: Kept) -> None:
    """Remember how the list is shown; what is typed into its filter is not."""
    query = what.query
    held = {"view": query.view, "sort": query.sort, "descending": query.descending, "columns": list(what.columns),
            "widths": dict(what.widths)}  # fmt: skip
    settings.remember(desk, _REMEMBERED, held)
