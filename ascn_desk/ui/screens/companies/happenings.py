"""What happened with a company, as its timeline shows it: cases, interests, meetings, projects, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import CompanyView, Row
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import Mark, TimelineItem
from ascn_desk.ui.screens import related, telling
from ascn_desk.ui.screens.cases.marks import status_mark


def happenings(view: CompanyView, interests: Sequence[Row], reader: Reader) -> list[tuple[str, TimelineItem]]:
    """Everything dated, newest first: the kind of record, and how it is shown."""
    dated: list[tuple[str, str, TimelineItem]] = []
    for row in view.cases:
        dated.append((_day_of(row, "received_on", "status_on"), "case", _case(row, reader)))
    for row in interests:
        dated.append((_day_of(row, "as_of"), "interest", _interest(row, reader)))
    for row in view.contacts:
        if row.values.get("last_met"):
            dated.append((_day_of(row, "last_met"), "contact", _contact(row, reader)))
    for row in view.projects:
        day = str(row.values.get("start_year") or row.values.get("fiscal_year") or "")
        dated.append((day, "project", _project(row, day)))
    dated.sort(key=lambda each: each[0], reverse=True)
    return [(sort, item) for _, sort, item in dated]


def short_day(day: str, today: date) -> str:
    """A day without its weekday; what is none, such as a year, as it stands."""
    try:
        return show_day(date.fromisoformat(day), language(), today).partition("(")[0]
    except ValueError:
        return day or "–"


def _case(row: Row, reader: Reader) -> TimelineItem:
    status = row.values.get("status")
    mark = status_mark(status if isinstance(status, str) else None, short=True)
    reference = str(row.values.get("reference") or "").rpartition("-")[2]
    city = row.values.get("city")
    place = row.names.get(city, "") if isinstance(city, str) else ""
    words = reader.words(KINDS["case"], "next_action", row.values)
    due = reader.words(KINDS["case"], "next_due", row.values)
    outcome = str(row.values.get("outcome") or "").partition("\n")[0]
    body = outcome or (t("Next: {what}, {day}", what=words, day=due) if words and due else words)
    return TimelineItem(
        id=related.key(row), when=short_day(_day_of(row, "received_on", "status_on"), reader.today),
        title=f"{reference}　{row_title(row)}".strip("　"), mark=mark, strong=True, note=body,
        meta=t(", ").join(part for part in (place, mark.word) if part),
    )  # fmt: skip


def _interest(row: Row, reader: Reader) -> TimelineItem:
    country, city = row.values.get("country"), row.values.get("city")
    place = telling.country_words(row.names.get(str(city or country), str(city or country or "")))
    mark = related.interest_mark(row.values.get("interest"))
    word = mark.word if isinstance(mark, Mark) else ""
    return TimelineItem(id=related.key(row), when=short_day(_day_of(row, "as_of"), reader.today), icon="lightbulb",
                        title=t("Interest in {place}: {what}", place=place, what=word))  # fmt: skip


def _contact(row: Row, reader: Reader) -> TimelineItem:
    when, post = short_day(_day_of(row, "last_met"), reader.today), str(row.values.get("post") or "")
    return TimelineItem(id=related.key(row), when=when, icon="users", title=t("Met {who}", who=row_title(row)),
                        meta=post)  # fmt: skip


def _project(row: Row, year: str) -> TimelineItem:
    mark = related.project_mark(row.values.get("status"))
    city = row.values.get("city")
    place = row.names.get(city, "") if isinstance(city, str) else ""
    word = mark.word if isinstance(mark, Mark) else ""
    return TimelineItem(id=related.key(row), when=year or "–", icon="landmark", title=row_title(row),
                        meta=t(", ").join(part for part in (place, word) if part))  # fmt: skip


def _day_of(row: Row, *fields: str) -> str:
    return next((str(row.values[name]) for name in fields if row.values.get(name)), "")
