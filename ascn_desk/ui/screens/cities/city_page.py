"""The page of one city: figures with their age, projects, pairings, companies, cases, notes; where it lies."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.operations.views import Row
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import (
    Badge,
    Button,
    ButtonKind,
    EmptyState,
    Hairline,
    Label,
    Paragraph,
    SectionHeading,
)
from ascn_desk.ui.parts.page import BETWEEN_NAMES
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.cities.city_row import standing_mark
from ascn_desk.ui.screens.cities.city_side import CitySide
from ascn_desk.ui.screens.cities.figures import FigureRow, figures_of
from ascn_desk.ui.screens.cities.reading import CityPageData
from ascn_desk.ui.screens.record_page import OVERVIEW, Group, Head, RecordPage

__all__ = ["OVERVIEW", "CityPage"]
_FIRST = 5


class CityPage(RecordPage):
    """Signals besides those of its kind of page: ``country_asked(str)``, ``note_asked()``, ``project_asked()``,
    ``pack_asked()``.
    """

    country_asked = Signal(str)
    note_asked = Signal()
    project_asked = Signal()
    pack_asked = Signal()

    def __init__(self, data: CityPageData, now: datetime, tab: str = OVERVIEW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data, self._now = data, now
        view = data.view
        self._row = Row("city", view.record.id, view.record.channel, view.record.values, view.record.names)
        groups = {
            "projects": Group(t("Projects"), "project", view.projects),
            "companies": Group(t("Companies"), "company", view.companies),
            "pairings": Group(t("Pairings"), "pairing", view.pairings),
            "cases": Group(t("Cases"), "case", view.cases),
            "notes": Group(t("Notes"), "city_note", view.notes),
            "figures": Group(t("Figures"), "city_fact", view.facts),
            "organisations": Group(t("Organisations"), "organisation", view.organisations),
        }
        crumbs = [("cities", t("Cities & projects"))]
        if view.country is not None:
            crumbs.append((f"country-{view.country.id}", telling.country_words(row_title(view.country))))
        standing = standing_mark(self._row)
        head = Head(
            name="city",
            title=view.title,
            subtitle=self._other_names(),
            crumbs=crumbs,
            beside_title=[Badge(standing)] if standing.word else [],
            actions=self._actions(),
            foot_keys=[("N", t("add a note")), ("Ctrl+P", t("make a pack")), ("E", t("edit")),
                       ("Enter", t("open")), ("Esc", t("all cities"))],
        )  # fmt: skip
        self._build(head, groups, data.reader, tab)

    # The head

    def _other_names(self) -> str:
        values = self.data.view.record.values
        others = ("name_local", "name_en") if language() == "ja" else ("name_local", "name_ja")
        names = dict.fromkeys(str(values.get(name) or "") for name in others)
        return BETWEEN_NAMES.join(name for name in names if name and name != self.data.view.title)

    def _actions(self) -> list[QWidget]:
        note = Button(t("New note"), icon="notebook-pen", key="N", name="city-note")
        note.clicked.connect(self.note_asked)
        pack = Button(t("Make a pack"), kind=ButtonKind.PRIMARY, icon="book-open", key="Ctrl+P", name="city-pack")
        pack.clicked.connect(self.pack_asked)
        return [note, pack]

    @Slot(str)
    def _on_crumb(self, crumb: str) -> None:
        if crumb == "cities":
            self.back_asked.emit()
        else:
            self.country_asked.emit(crumb.removeprefix("country-"))

    # The parts

    def _add_overview(self, column: QVBoxLayout) -> None:
        figures = figures_of(self.data.view, self.data.reader, self._now)
        if figures:
            column.addWidget(FigureRow(figures))
            column.addWidget(Hairline())
        overview = self._overview_words()
        if overview:
            column.addWidget(Paragraph(overview, color="text"))
        titles = {"projects": t("Projects"), "pairings": t("Pairings with Japan"),
                  "companies": t("Japanese companies here"), "cases": t("Cases")}  # fmt: skip
        for tab, title in titles.items():
            rows = self._groups[tab].rows
            if not rows and tab not in ("projects", "pairings"):
                continue
            link = t("All") if len(rows) > _FIRST else t("New project") if tab == "projects" else ""
            heading = SectionHeading(title, count=len(rows), link=link, name=f"city-{tab}-head")
            if len(rows) > _FIRST:
                heading.link_chosen.connect(lambda tab=tab: self.show_tab(tab))
            else:
                heading.link_chosen.connect(self.project_asked)
            column.addWidget(heading)
            if rows:
                column.addWidget(self._table(self._groups[tab].kind, rows[:_FIRST], fit=True))
            else:
                column.addWidget(Label(t("None on record"), color="second"))

    def _overview_words(self) -> str:
        values = self.data.view.record.values
        order = ("lead_ja", "lead_en") if language() == "ja" else ("lead_en", "lead_ja")
        return next((str(values[name]) for name in order if values.get(name)), "")

    def _empty(self, tab: str, group: Group) -> QWidget:
        words = {
            "notes": t("What is seen and heard of the city belongs here, each with its day and source."),
            "cases": t("Cases of companies that name this city stand here."),
        }.get(tab, t("Nothing of this is on record for the city."))
        empty = EmptyState(t("{what}: none yet", what=group.title), words, name=f"city-{tab}-empty",
                           button=t("New note") if tab == "notes" else "", button_key="N")  # fmt: skip
        empty.begun.connect(self.note_asked)
        return empty

    def _side(self) -> QWidget:
        side = CitySide(self.data, self._row)
        side.edit_asked.connect(self.edit_asked)
        side.notes_asked.connect(lambda: self.show_tab("notes"))
        return side
