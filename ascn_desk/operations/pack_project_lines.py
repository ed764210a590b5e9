"""Projects as the tables of packs print them."""

from __future__ import annotations

from ascn_desk.briefing.content import BadgeLook, ProjectLine
from ascn_desk.briefing.say import NOTHING, Words
from ascn_desk.domain.vocabularies import ProjectStatus, Stage
from ascn_desk.operations.pack_names import marked_unsure
from ascn_desk.operations.pack_records import PackRecords, names_of, number_of, text_of, typed, vocabulary
from ascn_desk.operations.views import Row

_PROGRAMMES_OF_JAPAN = frozenset({"smart-jamp", "mlit-subsidy"})
_BODIES_OF_JAPAN = frozenset({"ministry", "agency"})
_LOOKS: dict[str, BadgeLook] = {
    ProjectStatus.PLANNED: "line",
    ProjectStatus.COMMISSIONED: "line",
    ProjectStatus.ONGOING: "solid",
    ProjectStatus.DELAYED: "solid",
    ProjectStatus.DORMANT: "dashes",
    ProjectStatus.ABANDONED: "dashes",
    ProjectStatus.COMPLETED: "tint",
    ProjectStatus.UNKNOWN: "dashes",
}


def project_line(records: PackRecords, row: Row) -> ProjectLine:
    """A project as the tables print it."""
    ministry = records.get("organisation", row.values.get("ministry"))
    company = records.get("company", row.values.get("lead_company"))
    status = text_of(row, "status")
    return ProjectLine(
        title=marked_unsure(row, names_of(row, "title")),
        programme=records.choice("programme", row.values.get("programme")),
        area=records.choice("focus_area", row.values.get("focus_area")),
        ministry=_short_name(ministry) if ministry else NOTHING,
        company=names_of(company) if company else NOTHING,
        years=_years(row),
        state=vocabulary(ProjectStatus, status),
        look=_LOOKS.get(status, "dashes"),
        as_of=text_of(row, "status_on"),
        ref=records.ref(row),
        ours=is_japanese(records, row),
        stage=vocabulary(Stage, row.values.get("stage")),
        next_step=typed(text_of(row, "next_step")),
    )


def project_order(row: Row) -> tuple[int, str, str]:
    """Projects stand by the year of their start; what has none comes last."""
    return (_first_year(row) or 9999, text_of(row, "title_en"), row.id)


def _first_year(row: Row) -> int | None:
    return number_of(row, "start_year") or number_of(row, "fiscal_year")


def is_japanese(records: PackRecords, row: Row) -> bool:
    """Whether a project is Japan's: by its programme, its leading firm, or the ministry or agency behind it."""
    behind = records.get("organisation", row.values.get("ministry"))
    return (
        text_of(row, "programme") in _PROGRAMMES_OF_JAPAN
        or bool(row.values.get("lead_company"))
        or (behind is not None and text_of(behind, "organisation_kind") in _BODIES_OF_JAPAN)
    )


def _short_name(row: Row) -> Words:
    return Words(text_of(row, "abbr") or names_of(row).of("en"), names_of(row).of("ja"))


def _years(row: Row) -> str:
    first, last = _first_year(row), text_of(row, "ends_on")[:4]
    if first is None:
        return f"–{last}" if last else ""
    return f"{first}–{last[2:]}" if last and last != str(first) else str(first)
