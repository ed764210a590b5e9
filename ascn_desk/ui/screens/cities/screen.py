"""The room of cities: list and map of all, and the page of one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.records import show_record
from ascn_desk.operations.views import Draft, RecordView
from ascn_desk.ui.forms import add_new, edit_record
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.case_drafts import case_draft as _draft
from ascn_desk.ui.screens.cities import reading
from ascn_desk.ui.screens.cities.city_page import OVERVIEW, CityPage
from ascn_desk.ui.screens.cities.overview import CitiesOverview
from ascn_desk.ui.screens.cities.reading import CityPageData, Network
from ascn_desk.ui.session import Session

_TAB_OF_KIND = {"project": "projects", "pairing": "pairings", "city_fact": "figures", "city_note": "notes"}


class CitiesScreen(Screen):
    """M list or map, / filter; on a city N note, E edit, Ctrl+P pack, Esc all cities."""

    room = "cities"
    kinds = frozenset({"city", "city_fact", "project", "pairing", "case", "city_note", "company", "organisation",
                       "office", "country", "choice"})  # fmt: skip

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("cities-screen")
        self.overview = CitiesOverview()
        self._city: CityPage | None = None
        self._wanted = ""
        self._waits_for_focus = False
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack)
        self._stack.addWidget(self.overview)
        self.overview.city_asked.connect(self.show_city)
        for keys, act in (("Ctrl+P", self.make_pack), ("Alt+N", self.add_note), ("Alt+E", self.edit),
                          ("Alt+M", self.toggle_map)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # The room

    def title(self) -> str:
        return t("Cities & projects")

    def refresh(self) -> None:
        self.session.read(reading.network, done=self._on_network, owner=self)
        if self._city is not None:
            record = self._city.data.view.record
            self._read_city(record.id, record.channel, self._city.tabs.current())

    def open_record(self, kind: str, record_id: str, channel: str) -> None:
        def found(answer: tuple[str, RecordView | None]) -> None:
            city, record = answer
            if city:
                self._read_city(city, None, _TAB_OF_KIND.get(kind, OVERVIEW))
            if record is not None:
                edit_record(self.session, self, record)

        self.session.read(reading.city_of, kind, record_id, channel or None, done=found, owner=self)

    def focus_first(self) -> None:
        self._waits_for_focus = False
        if self._city is not None:
            self._city.focus_first()
        else:
            self.overview.focus_rows()

    def case_draft(self) -> Draft | None:
        """A new case begins with the city that is shown."""
        if self._city is None:
            return None
        return _draft(self.session.desk, {"city": self._city.data.view.record.id})

    def city(self) -> CityPage | None:
        """The page of the city shown, if one is."""
        return self._city

    def commands(self) -> tuple[Command, ...]:
        if self._city is None:
            return (
                Command("cities.map", t("List or map of the cities"), "M", self.toggle_map),
                Command("cities.filter", t("Filter the cities"), "/", self.overview.focus_filter),
            )
        edit = t("Edit the city") if self._city.data.may_write else t("Suggest a change of the city")
        return (
            Command("cities.pack", t("Make a pack of the city"), "Ctrl+P", self.make_pack),
            Command("cities.note", t("Add a note on the city"), "N", self.add_note),
            Command("cities.project", t("New project in the city"), "", self.add_project),
            Command("cities.edit", edit, "E", self.edit),
            Command("cities.all", t("All cities"), "Esc", self.show_all),
        )

    # Showing

    def _on_network(self, network: Network) -> None:
        self.overview.show_network(network)

    @Slot(str)
    def show_city(self, city_id: str) -> None:
        """Open the page of a city."""
        self._read_city(city_id, None, OVERVIEW)

    def _read_city(self, city_id: str, channel: str | None, tab: str) -> None:
        self._wanted = city_id

        def show(data: CityPageData) -> None:
            if data.view.record.id == self._wanted or data.view.record.merged_into:
                self._show_city(data, tab)

        self.session.read(reading.city_page, city_id, channel, done=show, owner=self)

    def _show_city(self, data: CityPageData, tab: str) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is None or self.isAncestorOf(focus)
        page = CityPage(data, self.session.desk.clock.now(), tab)
        page.back_asked.connect(self.show_all)
        page.country_asked.connect(self._on_country)
        page.record_asked.connect(self._on_record)
        page.note_asked.connect(self.add_note)
        page.project_asked.connect(self.add_project)
        page.edit_asked.connect(self.edit)
        page.pack_asked.connect(self.make_pack)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._drop_city()
        self._city = page
        if had_focus and self.isVisible():
            page.focus_first()

    def _drop_city(self) -> None:
        if self._city is not None:
            self._stack.removeWidget(self._city)
            self._city.hide()
            self._city.deleteLater()
            self._city = None

    @Slot()
    def show_all(self) -> None:
        """Go back to the list or map."""
        current = self._city.data.view.record.id if self._city is not None else ""
        self._wanted = ""
        self._stack.setCurrentWidget(self.overview)
        self._drop_city()
        if current:
            self.overview.select(current)
        self.overview.focus_rows()

    @Slot(str)
    def _on_country(self, code: str) -> None:
        self.show_all()
        self.overview.show_country(code)

    @Slot(str)
    def _on_record(self, key: str) -> None:
        kind, record_id, channel = key.split("|")
        if kind in _TAB_OF_KIND or kind == "organisation":

            def edit(view: RecordView) -> None:
                edit_record(self.session, self, view)

            self.session.read(show_record, kind, record_id, channel, done=edit, owner=self)
        else:
            self.session.open_wanted.emit(kind, record_id, channel)

    # Doing

    @Slot()
    def toggle_map(self) -> None:
        """Change between list and map."""
        if self._city is None:
            self.overview.toggle()

    @Slot()
    def add_note(self) -> None:
        """Write a note on the city."""
        if self._city is not None:
            initial = {"city": self._city.data.view.record.id, "seen_on": today_of(self.session.desk).isoformat()}
            add_new(self.session, self, KINDS["city_note"], initial=initial, hidden={"city"}, field="text")

    @Slot()
    def add_project(self) -> None:
        """Make a project in the city."""
        if self._city is not None:
            add_new(self.session, self, KINDS["project"], initial={"city": self._city.data.view.record.id})

    @Slot()
    def edit(self) -> None:
        """Edit the city; a mission writes a suggestion to headquarters instead."""
        if self._city is None:
            return
        record = self._city.data.view.record
        if self._city.data.may_write:
            edit_record(self.session, self, record)
        else:
            add_new(self.session, self, KINDS["suggestion"], initial={"of_kind": "city", "of_id": record.id},
                    hidden={"of_kind", "of_id"})  # fmt: skip

    @Slot()
    def make_pack(self) -> None:
        """Make a pack of the city."""
        if self._city is not None:
            self.session.pack_wanted.emit("city-brief", "city", self._city.data.view.record.id)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        if keys == "Esc":
            if self._city is not None:
                self.show_all()
            elif not self.overview.clear_filter() or isinstance(QApplication.focusWidget(), QLineEdit):
                self.overview.focus_rows()
        elif keys == "/":
            self.overview.focus_filter()
        elif keys == "M":
            self.toggle_map()
        elif keys == "N":
            self.add_note()
        elif keys == "E":
            self.edit()
        else:
            super().keyPressEvent(event)
