"""All cities as a list or on the map of the network, narrowed by country and by what is typed."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.folding import fold
from ascn_desk.operations.views import Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import (
    Cell,
    CellKind,
    Chip,
    Choice,
    Column,
    EmptyState,
    FilterField,
    Label,
    ListView,
    Page,
    PagedModel,
    SectionHeading,
    Segmented,
    Select,
    Type,
)
from ascn_desk.ui.parts.list_tools import ListTools
from ascn_desk.ui.parts.map_marks import MapPlace
from ascn_desk.ui.parts.outline_map import OutlineMap, caption
from ascn_desk.ui.screens.cities.city_row import cells, columns, is_member, searched, sort_key, standing_mark
from ascn_desk.ui.screens.cities.reading import Network, place_of

LIST, MAP = "list", "map"
_SIDE_FROM = 1040
_SIDE_BESIDE_LIST = 1480
_WEIGHTS = (4, 7)


class CitiesOverview(QWidget):
    """Signal: ``city_asked(str)`` the id, by Enter."""

    city_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._network: Network | None = None
        self._shown: list[Row] = []
        self._sort = ("", False)
        self._filter = FilterField(t("Filter the list"), key="/", name="cities-filter")
        self._country = Select("", choices=[Choice("", t("All countries"))], value="", dense=True, reserve_below=False,
                               accessible=t("Country"), name="cities-country")  # fmt: skip
        self._members = Chip(t("Network only"), name="cities-members")
        self._how = Segmented([Choice(LIST, t("List")), Choice(MAP, t("Map"))], height=32, name="cities-how",
                              accessible=t("List or map"))  # fmt: skip
        self._model = PagedModel(columns(), self._rows, 0, parent=self)
        self.list = ListView(self._model, name="cities", accessible=t("Cities"))
        self.map = OutlineMap(hint=t("Enter opens the city"), name="cities-map", accessible=t("Map of the network"))
        self._nothing = EmptyState(t("No city fits"), t("Empty the filter or choose another country."),
                                   icon="list-filter", keys=[("Esc", t("empty the filter"))],
                                   name="cities-nothing")  # fmt: skip
        self._stack = QStackedWidget()
        self._page = self._make_page()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self._wire()

    def _make_page(self) -> Page:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ListTools(self._filter, [self._country, self._members]))
        mapped = QWidget()
        under = QVBoxLayout(mapped)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.map, 1)
        note = QHBoxLayout()
        note.setContentsMargins(theme.px(24), theme.px(6), theme.px(24), theme.px(6))
        words = t("{first} {then}", first=caption(), then=t("Made with Natural Earth."))
        note.addWidget(Label(words, kind=Type.CAPTION, color="second"))
        under.addLayout(note)
        for page in (self.list, mapped, self._nothing):
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        self._countries = QWidget()
        self._countries_column = QVBoxLayout(self._countries)
        self._countries_column.setContentsMargins(0, 0, 0, 0)
        return Page(
            t("Cities & projects"),
            actions=[self._how],
            body=body,
            side=self._countries,
            side_width=312,
            side_scrolls=True,
            foot_keys=[("Enter", t("open")), ("M", t("list or map")), ("/", t("filter")), ("J K", t("next, previous"))],
            name="cities-page",
        )

    def _wire(self) -> None:
        self._filter.changed.connect(self._narrow)
        self._filter.left_for_list.connect(self.focus_rows)
        self._filter.entered.connect(self.focus_rows)
        self._country.changed.connect(self._narrow)
        self._members.toggled.connect(self._narrow)
        self._how.changed.connect(self._on_how)
        self.list.row_activated.connect(self.city_asked)
        self.list.row_previewed.connect(self.city_asked)
        self.list.sort_requested.connect(self._on_sort)
        self.map.place_activated.connect(self.city_asked)

    # For the screen

    def show_network(self, network: Network) -> None:
        """Show these cities; what was chosen stays chosen."""
        self._network = network
        names = sorted(
            {(str(row.values.get("country")), network.countries.get(str(row.values.get("country")), "")) for row in
             network.cities if row.values.get("country")}, key=lambda each: each[1],
        )  # fmt: skip
        self._country.set_choices([Choice("", t("All countries")), *(Choice(*each) for each in names)])
        offices = any(network.offices)
        self.map.set_legend(
            [("pilot", t("Pilot city, 2018")), ("member", t("Joined later")), ("other", t("Other city")),
             *([("office", t("Embassy, consulate, office"))] if offices else []), ("more", t("Larger: more projects"))]
        )  # fmt: skip
        self._show_countries()
        self._narrow()

    def focus_rows(self) -> None:
        """Put the focus on the list, or on the map."""
        (self.map if self._how.value() == MAP else self.list).setFocus()

    def focus_filter(self) -> None:
        """Put the cursor into the filter."""
        self._filter.setFocus()
        self._filter.select_all()

    @Slot()
    def toggle(self) -> None:
        """Change between list and map; the city stays."""
        self._how.set_value(LIST if self._how.value() == MAP else MAP)
        self._on_how(self._how.value())

    def select(self, city_id: str) -> None:
        """Make a city current in list and map."""
        self.list.select_id(city_id)
        self.map.set_current(city_id)

    def clear_filter(self) -> bool:
        """Take everything that narrows away; tells whether there was anything."""
        had = bool(self._filter.value() or self._country.value() or self._members.isChecked())
        self._filter.set_value("")
        self._country.set_value("")
        self._members.setChecked(False)
        if had:
            self._narrow()
        return had

    # Narrowing and sorting

    @Slot()
    def _narrow(self, *_: object) -> None:
        network = self._network
        if network is None:
            return
        was = self.list.current_id()
        words = fold(self._filter.value()).split()
        country = self._country.value()
        self._shown = [
            row for row in network.cities
            if (not country or row.values.get("country") == country)
            and (not self._members.isChecked() or is_member(row))
            and all(word in searched(row, network) for word in words)
        ]  # fmt: skip
        key, descending = self._sort
        if key:
            self._shown.sort(key=lambda row: sort_key(row, key, network), reverse=descending)
        self._model.reload(len(self._shown))
        self.list.show_sorting(key, descending)
        if self._shown and not (was and self.list.select_id(was)):
            self.list.set_current_row(0)
        self.map.set_places([place for row in self._shown if (place := self._place(row)) is not None], network.offices)
        self._show_right_page()
        total = len(network.cities)
        if len(self._shown) == total:
            self._page.set_foot_count(t("{n} cities", n=total))
        else:
            self._page.set_foot_count(t("{n} of {all} cities", n=len(self._shown), all=total))

    def _show_right_page(self) -> None:
        if not self._shown:
            self._stack.setCurrentIndex(2)
        else:
            self._stack.setCurrentIndex(1 if self._how.value() == MAP else 0)

    @Slot(str, bool)
    def _on_sort(self, key: str, descending: bool) -> None:
        self._sort = (key, descending)
        self._narrow()

    @Slot(object)
    def _on_how(self, how: str) -> None:
        current = self.map.current_id() if how == LIST else self.list.current_id()
        self._show_side()
        self._show_right_page()
        if current:
            self.select(current)
        self.focus_rows()

    def _rows(self, offset: int, limit: int) -> list[tuple[object, ...]]:
        network = self._network
        if network is None:
            return []
        return [cells(row, network) for row in self._shown[offset : offset + limit]]

    def _place(self, row: Row) -> MapPlace | None:
        network, at = self._network, place_of(row)
        if network is None or at is None:
            return None
        projects, pairings = network.projects.get(row.id, 0), network.pairings.get(row.id, 0)
        country = network.countries.get(str(row.values.get("country")), "")
        local = str(row.values.get("name_local") or "")
        second = t(", ").join(part for part in (local if local != row_title(row) else "", country) if part)
        counts = t("{projects} projects, {pairings} pairings", projects=projects, pairings=pairings)
        sort = "pilot" if row.values.get("pilot") else "member" if is_member(row) else "other"
        weight = sum(1 for least in _WEIGHTS if projects >= least)
        return MapPlace(id=row.id, longitude=at[0], latitude=at[1], title=row_title(row), second=second, sort=sort,
                        weight=weight, lines=(standing_mark(row).word or t("Not in the network"), counts))  # fmt: skip

    # By country

    def _show_countries(self) -> None:
        network = self._network
        if network is None:
            return
        while (item := self._countries_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        cities = Counter(str(row.values.get("country")) for row in network.cities if is_member(row))
        country_of = {row.id: str(row.values.get("country")) for row in network.cities}
        projects: Counter[str] = Counter()
        for city, count in network.projects.items():
            projects[country_of.get(city, "")] += count
        members = sorted({*cities, *projects} - {"", "None"}, key=lambda code: network.countries.get(code, code))
        rows: list[tuple[object, ...]] = [
            (code, network.countries.get(code, code), cities[code], projects[code]) for code in members
        ]
        rows.append(("", Cell(t("Total"), bold=True), Cell(f"{sum(cities.values()):,}", bold=True),
                     Cell(f"{sum(projects.values()):,}", bold=True)))  # fmt: skip
        columns = [
            Column(key="country", title=t("Country"), stretch=1, sortable=False),
            Column(key="cities", title=t("Cities"), width=60, kind=CellKind.NUMBER, sortable=False),
            Column(key="projects", title=t("Projects"), width=68, kind=CellKind.NUMBER, sortable=False),
        ]
        table = ListView(PagedModel.of_rows(columns, rows), outer=0, fit_rows=True, name="cities-countries",
                         accessible=t("By country"))  # fmt: skip
        table.row_activated.connect(self.show_country)
        self._countries_column.addWidget(SectionHeading(t("By country")))
        self._countries_column.addWidget(table)
        self._countries_column.addStretch(1)

    @Slot(str)
    def show_country(self, code: str) -> None:
        """Show the cities of one country."""
        self._country.set_value(code)
        self._narrow()
        self.focus_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_side()

    def _show_side(self) -> None:
        """The countries stand beside the map; beside the list only where it needs no room of theirs."""
        least = _SIDE_FROM if self._how.value() == MAP else _SIDE_BESIDE_LIST
        self._page.show_side(self.width() >= theme.px(least))
