"""Tables of records beside another: the projects of a city, the contacts of a company; one look for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ascn_desk.base.words import language, t
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import Interest, ProjectStatus, code_word
from ascn_desk.operations.views import Row
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import Cell, CellKind, Column, ListView, Mark, PagedModel, Shape, Tone, When
from ascn_desk.ui.screens.cases.marks import status_mark

_PROJECT: Mapping[str, tuple[Shape, Tone]] = {
    ProjectStatus.PLANNED: (Shape.DASHED, Tone.NEUTRAL),
    ProjectStatus.COMMISSIONED: (Shape.HALF, Tone.INFO),
    ProjectStatus.ONGOING: (Shape.HALF, Tone.INFO),
    ProjectStatus.DELAYED: (Shape.TRIANGLE, Tone.WARNING),
    ProjectStatus.DORMANT: (Shape.BARS, Tone.WARNING),
    ProjectStatus.ABANDONED: (Shape.SLASH, Tone.NEUTRAL),
    ProjectStatus.COMPLETED: (Shape.CHECK, Tone.SUCCESS),
    ProjectStatus.UNKNOWN: (Shape.RING, Tone.NEUTRAL),
}
_INTEREST: Mapping[str, tuple[Shape, Tone]] = {
    Interest.PRESENT: (Shape.CHECK, Tone.SUCCESS),
    Interest.PLANNED: (Shape.HALF, Tone.INFO),
    Interest.INTERESTED: (Shape.RING, Tone.INFO),
    Interest.NONE: (Shape.SLASH, Tone.NEUTRAL),
}
_OLD_MONTHS, _VERY_OLD_MONTHS = 12, 24
TITLE = "+title"
"""In place of a field: what the record is called."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a related table: a field, its width in px at 100 % or its share of the rest."""

    field: str
    width: int = 0
    stretch: int = 0
    second: bool = False
    title: str = ""
    leaves: int = 0


def tables() -> dict[str, tuple[Shown, ...]]:
    """The columns of each kind beside a city or company."""
    return {
        "project": (
            Shown(TITLE, stretch=5, width=240, title=t("Project")), Shown("programme", stretch=2, leaves=2),
            Shown("study_type", stretch=2, leaves=1),
            Shown("status", width=148), Shown("start_year", width=64, title=t("Start")),
        ),
        "pairing": (
            Shown(TITLE, stretch=3, title=t("Japanese partner")), Shown("field", stretch=3),
            Shown("basis", stretch=3, second=True, leaves=1), Shown("since_year", width=64, title=t("Start")),
        ),
        "company": (
            Shown(TITLE, stretch=3, title=t("Company")), Shown("sectors", stretch=4, second=True),
            Shown("prefecture", stretch=1, title=t("Head office")),
        ),
        "case": (
            Shown("reference", width=120, second=True, title=t("No."), leaves=1), Shown("company", stretch=2),
            Shown("summary", stretch=4, width=200), Shown("status", width=112),
            Shown("next_due", width=96),
        ),
        "city_note": (
            Shown("seen_on", width=96, title=t("Seen")), Shown("text", stretch=5), Shown("note_kind", stretch=1),
            Shown("reliability", stretch=2, second=True),
        ),
        "organisation": (
            Shown(TITLE, stretch=4, title=t("Name")), Shown("abbr", width=72, second=True, leaves=1),
            Shown("role", stretch=5),
        ),
        "city_fact": (
            Shown(TITLE, stretch=3, title=t("Figure")), Shown("value", width=120), Shown("unit", width=96, second=True),
            Shown("as_of", width=208, title=t("As of")), Shown("source", stretch=3, second=True),
        ),
        "contact": (
            Shown("name", stretch=2), Shown("post", stretch=2, second=True), Shown("telephones", stretch=2),
            Shown("mail", stretch=2), Shown("last_met", width=104),
        ),
        "interest": (
            Shown("country", stretch=2), Shown("city", stretch=2), Shown("interest", width=148),
            Shown("as_of", width=208),
        ),
        "barrier": (
            Shown("country", width=140), Shown("topic", stretch=1), Shown("where_what", stretch=3),
        ),
        "technology": (
            Shown(TITLE, stretch=3, title=t("Technology")), Shown("category", stretch=2),
            Shown("focus_area", stretch=2, second=True),
        ),
    }  # fmt: skip


def table(
    kind: str, rows: Sequence[Row], reader: Reader, *, outer: int = 0, fit: bool = True, name: str = "",
    leave_out: Sequence[str] = (),
) -> ListView:  # fmt: skip
    """A table of records of a kind; the ids of its rows are :func:`key`s."""
    shown = [each for each in tables()[kind] if each.field not in leave_out]
    columns = [_column(kind, each) for each in shown]
    cells = [row_cells(row, shown, reader) for row in rows]
    declared = KINDS[kind]
    accessible = declared.plural_en if language() == "en" else declared.ja
    return ListView(PagedModel.of_rows(columns, cells), outer=outer, fit_rows=fit, name=name or f"related-{kind}",
                    accessible=accessible)  # fmt: skip


def key(row: Row) -> str:
    """The id of a row: a record is one in its channel."""
    return f"{row.kind}|{row.id}|{row.channel}"


def row_cells(row: Row, shown: Sequence[Shown], reader: Reader) -> tuple[object, ...]:
    """The cells of a record."""
    own = replace(reader, names={**reader.names, **row.names})
    return (key(row), *(_cell(row, each.field, own) for each in shown))


def project_mark(code: object) -> Mark | str:
    """How a project goes, as shape and word."""
    if not isinstance(code, str):
        return ""
    shape, tone = _PROJECT.get(code, (Shape.RING, Tone.NEUTRAL))
    return Mark(shape, tone, code_word(ProjectStatus, code, language()))


def interest_mark(code: object) -> Mark | str:
    """How a company stands to a country, as shape and word."""
    if not isinstance(code, str):
        return ""
    shape, tone = _INTEREST.get(code, (Shape.RING, Tone.NEUTRAL))
    return Mark(shape, tone, code_word(Interest, code, language()))


def months_since(day: object, today: date) -> int | None:
    """How many months ago a day or a year was; a year counts from its end."""
    text = str(day or "")
    try:
        then = date(int(text), 12, 31) if len(text) == 4 and text.isdecimal() else date.fromisoformat(text[:10])
    except ValueError:
        return None
    months = (today.year - then.year) * 12 + today.month - then.month - (today.day < then.day)
    return max(0, months)


def age_words(day: object, today: date) -> str:
    """How old a figure is, once that matters: ``18 months ago``, ``7 years ago``."""
    months = months_since(day, today)
    if months is None or months < _OLD_MONTHS:
        return ""
    if months < 2 * _OLD_MONTHS:
        return t("{n} months ago", n=months)
    return t("{n} years ago", n=months // 12)


def is_old(day: object, today: date) -> bool:
    """Whether a figure is so old that it has to be said."""
    months = months_since(day, today)
    return months is not None and months >= _OLD_MONTHS


def _column(kind: str, shown: Shown) -> Column:
    field = KINDS[kind].fields.get(shown.field)
    sort = CellKind.SECOND if shown.second else CellKind.TEXT
    if shown.field in ("status", "interest"):
        sort = CellKind.STATE
    elif field is not None and field.type is FieldType.DATE:
        sort = CellKind.DATE
    elif field is not None and field.type is FieldType.INTEGER:
        sort = CellKind.NUMBER
    title = shown.title or (field.words(language()) if field is not None else "")
    return Column(key=shown.field, title=title, width=shown.width, stretch=shown.stretch, kind=sort, sortable=False,
                  align_right=shown.field in ("value",), leaves=shown.leaves)  # fmt: skip


def _cell(row: Row, field: str, reader: Reader) -> object:
    if field == TITLE:
        return _title(row)
    if field == "status" and row.kind == "case":
        code = row.values.get("status")
        return status_mark(code if isinstance(code, str) else None, short=True)
    if field == "status":
        return project_mark(row.values.get("status"))
    if field == "interest":
        return interest_mark(row.values.get("interest"))
    declared = KINDS[row.kind]
    value = row.values.get(field)
    if declared.fields[field].maximum == 9999:
        return str(value or "")
    words = reader.words(declared, field, row.values)
    if field == "as_of" and words:
        age = age_words(value, reader.today)
        return When(f"{words}  {age}" if age else words, Tone.WARNING if is_old(value, reader.today) else None)
    if field == "next_due" and isinstance(value, str) and value < reader.today.isoformat():
        return When(words, Tone.ERROR)
    if "\n" in words:
        words = words.partition("\n")[0] + " …"
    return Cell(words) if field == "summary" else words


def _title(row: Row) -> str:
    """The title; of a pairing its Japanese partner."""
    if row.kind != "pairing":
        return row_title(row)
    first, second = ("partner_ja", "partner_en") if language() == "ja" else ("partner_en", "partner_ja")
    municipality = row.values.get("municipality")
    named = row.names.get(municipality) if isinstance(municipality, str) else None
    return str(row.values.get(first) or named or row.values.get(second) or "")
