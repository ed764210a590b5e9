"""The page of one city: figures with their age, projects, pairings, companies, cases, notes; where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.outlines import Bounds
from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Row
from ascn_desk.ui import paint, theme
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import (
    Badge,
    Button,
    ButtonKind,
    EmptyState,
    Hairline,
    KeyValueList,
    Label,
    LinkLabel,
    ListView,
    Mark,
    Page,
    Paragraph,
    Scroll,
    SectionHeading,
    Shape,
    Tabs,
    Tone,
    Type,
)
from ascn_desk.ui.parts.outline_map import MapPlace, OutlineMap, caption
from ascn_desk.ui.screens import related, telling
from ascn_desk.ui.screens.cities.figures import FigureRow, figures_of
from ascn_desk.ui.screens.cities.overview import is_member, standing_mark
from ascn_desk.ui.screens.cities.reading import CityPageData, place_of

OVERVIEW = "overview"
_WINDOW_DEGREES = 8.0
_FIRST = 5
_NOTES = 3
_HEAD_ROOM = 520


class CityPage(QWidget):
    """Signals: ``back_asked()``, ``country_asked(str)``, ``record_asked(str)`` a row's key, ``note_asked()``,
    ``project_asked()``, ``edit_asked()``, ``print_asked()``.
    """

    back_asked = Signal()
    country_asked = Signal(str)
    record_asked = Signal(str)
    note_asked = Signal()
    project_asked = Signal()
    edit_asked = Signal()
    print_asked = Signal()

    def __init__(self, data: CityPageData, now: datetime, tab: str = OVERVIEW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = data
        view = data.view
        self._row = Row("city", view.record.id, view.record.channel, view.record.values, view.record.names)
        self._groups: dict[str, tuple[str, Sequence[Row]]] = {
            "projects": (t("Projects"), view.projects),
            "companies": (t("Companies"), view.companies),
            "pairings": (t("Pairings"), view.pairings),
            "cases": (t("Cases"), view.cases),
            "notes": (t("Notes"), view.notes),
            "figures": (t("Figures"), view.facts),
            "organisations": (t("Organisations"), view.organisations),
        }
        self.tabs = Tabs([(OVERVIEW, t("Overview")), *((key, words) for key, (words, _) in self._groups.items())],
                         outer=24, name="city-tabs", accessible=t("Parts of the page"))  # fmt: skip
        for key, (_, rows) in self._groups.items():
            self.tabs.set_count(key, len(rows))
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._below: QWidget | None = None
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._now = now
        country = view.country
        crumbs = [("cities", t("Cities & projects"))]
        if country is not None:
            crumbs.append((f"country-{country.id}", telling.country_words(row_title(country))))
        self._page = Page(
            view.title,
            subtitle=self._other_names(),
            crumbs=crumbs,
            beside_title=self._beside(),
            actions=self._actions(),
            body=body,
            side=self._side(),
            side_width=352,
            side_scrolls=True,
            foot_keys=[("N", t("add a note")), ("Ctrl+P", t("print the brief")), ("E", t("edit")),
                       ("Enter", t("open")), ("Esc", t("all cities"))],
            name="city-page",
        )  # fmt: skip
        self._page.crumb_chosen.connect(self._on_crumb)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self.tabs.chosen.connect(self.show_tab)
        self.show_tab(tab if tab == OVERVIEW or tab in self._groups else OVERVIEW)

    @Slot(str)
    def show_tab(self, tab: str) -> None:
        """Show a part of the page; each is made when it is first asked for."""
        if tab not in self._pages:
            self._pages[tab] = self._overview() if tab == OVERVIEW else self._whole(tab)
            self._stack.addWidget(self._pages[tab])
        self._stack.setCurrentWidget(self._pages[tab])
        self.tabs.set_current(tab)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where it is narrow, what stands at the side stands below the overview."""
        narrow = self.width() < theme.px(telling.NARROW)
        self._page.show_side(not narrow)
        if self._below is not None:
            self._below.setVisible(narrow)

    def focus_first(self) -> None:
        """Put the focus on the tabs."""
        self.tabs.setFocus()

    # The head

    def _other_names(self) -> str:
        values = self.data.view.record.values
        others = ("name_local", "name_en") if language() == "ja" else ("name_local", "name_ja")
        names = dict.fromkeys(str(values.get(name) or "") for name in others)
        shown = [name for name in names if name and name != self.data.view.title]
        room = theme.px(_HEAD_ROOM) - self._taken()
        while shown and paint.width_of("　".join(shown), Type.FORM) > room:
            shown.pop()
        return "　".join(shown)

    def _taken(self) -> float:
        """What the head needs beside the other names: the title and the buttons."""
        buttons = paint.width_of(t("New note")) + paint.width_of(t("Print the brief"), bold=True)
        return paint.width_of(self.data.view.title, Type.PAGE, bold=True) + buttons

    def _beside(self) -> list[QWidget]:
        mark = standing_mark(self._row)
        return [Badge(mark)] if mark.word and self._has_room_for_badge(mark) else []

    def _has_room_for_badge(self, mark: Mark) -> bool:
        """Whether names and badge fit beside the buttons in a window of the usual width; else it stands at the side."""
        names = paint.width_of(self._other_names(), Type.FORM) + paint.width_of(mark.word)
        return self._taken() + names < theme.px(_HEAD_ROOM)

    def _actions(self) -> list[QWidget]:
        note = Button(t("New note"), icon="notebook-pen", key="N", name="city-note")
        note.clicked.connect(self.note_asked)
        brief = Button(t("Print the brief"), kind=ButtonKind.PRIMARY, icon="printer", key="Ctrl+P", name="city-print")
        brief.clicked.connect(self.print_asked)
        return [note, brief]

    @Slot(str)
    def _on_crumb(self, crumb: str) -> None:
        if crumb == "cities":
            self.back_asked.emit()
        else:
            self.country_asked.emit(crumb.removeprefix("country-"))

    # The parts

    def _overview(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        view, reader = self.data.view, self.data.reader
        figures = figures_of(view, reader, self._now)
        if figures:
            column.addWidget(FigureRow(figures))
            column.addWidget(Hairline())
        overview = self._overview_words()
        if overview:
            column.addWidget(Paragraph(overview, color="text"))
        for tab, kind, title in (
            ("projects", "project", t("Projects")),
            ("pairings", "pairing", t("Pairings with Japan")),
            ("companies", "company", t("Japanese companies here")),
            ("cases", "case", t("Cases")),
        ):
            rows = self._groups[tab][1]
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
                column.addWidget(self._table(kind, rows[:_FIRST], fit=True))
            else:
                column.addWidget(Label(t("None on record"), color="second"))
        self._below = self._side()
        self._below.hide()
        column.addWidget(self._below)
        column.addStretch(1)
        return Scroll(body, padding=(24, 4, 24, 24))

    def _overview_words(self) -> str:
        values = self.data.view.record.values
        order = ("lead_ja", "lead_en") if language() == "ja" else ("lead_en", "lead_ja")
        return next((str(values[name]) for name in order if values.get(name)), "")

    def _whole(self, tab: str) -> QWidget:
        kind = {"projects": "project", "companies": "company", "pairings": "pairing", "cases": "case",
                "notes": "city_note", "figures": "city_fact", "organisations": "organisation"}[tab]  # fmt: skip
        title, rows = self._groups[tab]
        if rows:
            return self._table(kind, rows, fit=False)
        words = {
            "notes": t("What is seen and heard of the city belongs here, each with its day and source."),
            "cases": t("Cases of companies that name this city stand here."),
        }.get(tab, t("Nothing of this is on record for the city."))
        empty = EmptyState(t("{what}: none yet", what=title), words, name=f"city-{tab}-empty",
                           button=t("New note") if tab == "notes" else "", button_key="N")  # fmt: skip
        empty.begun.connect(self.note_asked)
        return empty

    def _table(self, kind: str, rows: Sequence[Row], *, fit: bool) -> ListView:
        leave_out = ["basis"] if fit and self.width() and self.width() < theme.px(900) else []
        made = related.table(kind, rows, self.data.reader, outer=0 if fit else 24, fit=fit, leave_out=leave_out,
                             name=f"city-{kind}")  # fmt: skip
        made.row_activated.connect(self.record_asked)
        return made

    # The side

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        mapped = self._map()
        if mapped is not None:
            column.addWidget(mapped)
            column.addWidget(Paragraph(caption(), kind=Type.CAPTION, line_height=18))
            column.addWidget(Hairline())
        column.addWidget(KeyValueList(self._facts()))
        edit = LinkLabel(t("Edit") if self.data.may_write else t("Suggest a change"), chevron=True, name="city-edit")
        edit.clicked.connect(self.edit_asked)
        column.addWidget(edit)
        column.addWidget(Hairline())
        self._add_notes(column)
        return side

    def _map(self) -> OutlineMap | None:
        at = place_of(self._row)
        if at is None:
            return None
        places = [
            MapPlace(id=row.id, longitude=place[0], latitude=place[1], title=row_title(row),
                     sort="pilot" if row.id == self._row.id else "other")
            for row in sorted(self.data.neighbours, key=lambda row: (row.id != self._row.id, not is_member(row)))
            if (place := place_of(row)) is not None and (row.id == self._row.id or is_member(row))
        ]  # fmt: skip
        half = _WINDOW_DEGREES / 2
        window = Bounds(at[0] - half, at[1] - half, at[0] + half, at[1] + half)
        made = OutlineMap(
            places, own_country=str(self._row.values.get("country") or ""), window=window, here=self._row.id,
            takes_keys=False, rounded=True, name="city-map",
            accessible=t("Outline map with {city}", city=self.data.view.title),
        )  # fmt: skip
        made.setFixedHeight(theme.px(300))
        return made

    def _facts(self) -> list[tuple[str, str | Mark]]:
        view, reader = self.data.view, self.data.reader
        values = view.record.values
        made: list[tuple[str, str | Mark]] = []
        standing = standing_mark(self._row)
        if standing.word and not self._has_room_for_badge(standing):
            made.append((t("Network"), standing))
        if view.office is not None:
            made.append((t("Office"), row_title(view.office)))
        officer = str(values.get("officer_post") or "")
        made.append((t("City officer"), officer or Mark(Shape.TRIANGLE, Tone.WARNING, t("Not recorded"))))
        focus = reader.words(KINDS["city"], "focus_areas", values)
        if focus:
            made.append((t("Focus"), focus))
        source = str(values.get("source") or "")
        if source:
            made.append((t("Source"), _host(source)))
        if values.get("confidence") == "from-memory":
            made.append((t("Confidence"), Mark(Shape.TRIANGLE, Tone.WARNING, t("From memory: check first"))))
        return made

    def _add_notes(self, column: QVBoxLayout) -> None:
        notes, reader = self.data.view.notes, self.data.reader
        heading = SectionHeading(t("Latest notes"), count=len(notes), link=t("All") if notes else "", name="city-notes")
        heading.link_chosen.connect(lambda: self.show_tab("notes"))
        column.addWidget(heading)
        if not notes:
            column.addWidget(Label(t("None yet"), color="second"))
        newest = sorted(notes, key=lambda row: str(row.values.get("seen_on") or ""), reverse=True)
        for row in newest[:_NOTES]:
            line = QHBoxLayout()
            day = reader.words(KINDS["city_note"], "seen_on", row.values)
            told = _reliability(row, reader)
            line.addWidget(Label(day or t("undated"), kind=Type.CAPTION, color="hint"))
            line.addStretch(1)
            line.addWidget(Label(told, kind=Type.CAPTION, color="hint"))
            column.addLayout(line)
            column.addWidget(Paragraph(_shortened(str(row.values.get("text") or "")), color="text"))


def _reliability(row: Row, reader: Reader) -> str:
    code = row.values.get("reliability")
    if isinstance(code, str):
        return t("Reliability {grade}", grade=code.upper())
    return reader.words(KINDS["city_note"], "note_kind", row.values)


def _shortened(text: str, most: int = 160) -> str:
    first = " ".join(text.split())
    return first if len(first) <= most else first[:most].rstrip() + "…"


def _host(source: str) -> str:
    """The name of a source; of an address only the site."""
    first = source.partition(" ; ")[0].strip()
    if first.startswith(("http://", "https://")):
        return first.split("/")[2]
    return first
