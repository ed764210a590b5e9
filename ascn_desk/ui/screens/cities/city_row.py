"""A city in the list of all: its columns, what stands in them, and by what it is sorted, searched and narrowed."""

from __future__ import annotations

from ascn_desk.base.words import language, t
from ascn_desk.domain.folding import fold
from ascn_desk.operations.views import Row
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import CellKind, Column, Mark, Shape, Tone, When
from ascn_desk.ui.screens import related
from ascn_desk.ui.screens.cities.reading import Network


def is_member(row: Row) -> bool:
    """Whether a city belongs to the network."""
    return bool(row.values.get("pilot") or row.values.get("ascn_since"))


def standing_mark(row: Row) -> Mark:
    """How a city stands to the network."""
    since = row.values.get("ascn_since")
    if row.values.get("pilot"):
        return Mark(Shape.CHECK, Tone.SUCCESS, t("Pilot city, {year}", year=since) if since else t("Pilot city"))
    if since:
        return Mark(Shape.RING, Tone.INFO, t("Member since {year}", year=since))
    return Mark(Shape.DASH, Tone.NEUTRAL, "")


def columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column(key="name", title=t("City"), stretch=4, width=132),
        Column(key="local", title=t("Local name"), stretch=3, kind=CellKind.SECOND, sortable=False, leaves=1),
        Column(key="country", title=t("Country"), stretch=3),
        Column(key="standing", title="ASCN", width=164, kind=CellKind.STATE),
        Column(key="population", title=t("Population"), width=100, kind=CellKind.NUMBER),
        Column(key="year", title=t("As of"), width=84, kind=CellKind.DATE, leaves=3),
        Column(key="projects", title=t("Projects"), width=76, kind=CellKind.NUMBER),
        Column(key="pairings", title=t("Pairings"), width=92, kind=CellKind.NUMBER, leaves=2),
    ]


def cells(row: Row, network: Network) -> tuple[object, ...]:
    """The id of a city and what stands in each column."""
    population, year = row.values.get("population"), row.values.get("population_year")
    local = str(row.values.get("name_local") or "")
    standing = standing_mark(row)
    old = population and (year is None or related.is_old(year, network.reader.today))
    words = str(year) if year else t("undated") if population else ""
    return (
        row.id,
        row_title(row),
        local if local != row_title(row) else "",
        network.countries.get(str(row.values.get("country")), ""),
        standing if standing.word else "",
        population if isinstance(population, int) else "",
        When(words, Tone.WARNING if old else None),
        network.projects.get(row.id, 0),
        network.pairings.get(row.id, 0),
    )


def searched(row: Row, network: Network) -> str:
    """All names of a city, folded, in which what is typed is looked for."""
    names = [row.values.get(name) for name in ("name_en", "name_ja", "name_local")]
    return fold(" ".join((*(str(name) for name in names if name),
                          network.countries.get(str(row.values.get("country")), ""), row.id)))  # fmt: skip


def sort_key(row: Row, key: str, network: Network) -> tuple[int, object]:
    """Numbers as numbers, names as the list came, which the database has sorted by reading."""
    match key:
        case "population" | "ascn_since":
            value = row.values.get(key)
            return (0, value if isinstance(value, int) else -1)
        case "year":
            value = row.values.get("population_year")
            return (0, value if isinstance(value, int) else -1)
        case "standing":
            since = row.values.get("ascn_since")
            return (0 if row.values.get("pilot") else 1, since if isinstance(since, int) else 9999)
        case "projects":
            return (0, network.projects.get(row.id, 0))
        case "pairings":
            return (0, network.pairings.get(row.id, 0))
        case "country":
            return (0, network.countries.get(str(row.values.get("country")), ""))
        case _:
            place = next((n for n, each in enumerate(network.cities) if each is row), 0)
            return (0, place if language() == "ja" else row_title(row))
