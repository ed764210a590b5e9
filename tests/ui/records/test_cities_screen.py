"""Cities: list, map and page, by keys, on a real desk."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import set_language
from ascn_desk.operations import lists
from ascn_desk.ui import paint
from ascn_desk.ui.forms import RecordPanel
from ascn_desk.ui.parts import Label, ListView
from ascn_desk.ui.parts.outline_map import OutlineMap
from ascn_desk.ui.screens.cities import CitiesScreen
from ascn_desk.ui.screens.cities.city_page import CityPage
from ascn_desk.ui.screens.related import age_words, is_old, months_since
from ascn_desk.ui.screens.telling import country_words
from tests.support.hands import RoomWindow
from tests.ui.records.conftest import CITY, Enter


def room(window: RoomWindow) -> CitiesScreen:
    assert isinstance(window.room, CitiesScreen)
    return window.room


def page(window: RoomWindow) -> CityPage:
    city = room(window).city()
    assert city is not None
    return city


def listed(window: RoomWindow) -> list[str]:
    rows = room(window).overview.list.rows()
    return [rows.id_at(row) for row in range(rows.total())]


def foot(window: RoomWindow) -> str:
    label = room(window).overview.findChild(Label, "foot-count")
    assert label is not None
    return label.words()


def test_typing_narrows_the_list_in_any_of_the_names(enter: Enter) -> None:
    window = enter(CitiesScreen)
    everything = len(listed(window))
    for typed in ("da nang", "ダナン", "Đà Nẵng"):
        window.press("/")
        window.part("cities-filter-input").setProperty("text", "")
        if typed.isascii():
            window.type(typed)
        else:
            window.part("cities-filter-input").setProperty("text", typed)
            room(window).overview._narrow()
        assert listed(window) == [CITY], typed
    assert foot(window) == f"1 of {everything} cities"


def test_a_country_and_the_network_narrow_list_and_map_alike(enter: Enter) -> None:
    window = enter(CitiesScreen)
    room(window).overview.show_country("vn")
    shown = set(listed(window))
    assert shown and all(each.startswith("vn-") for each in shown)
    chip = window.part("cities-members")
    chip.setProperty("checked", True)
    assert {CITY, "vn-hanoi", "vn-ho-chi-minh-city"} >= set(listed(window))


def test_escape_takes_what_narrows_away(enter: Enter) -> None:
    window = enter(CitiesScreen)
    everything = len(listed(window))
    room(window).overview.show_country("vn")
    window.press("Esc")
    assert len(listed(window)) == everything


def test_the_map_is_walked_by_keys_and_opens_the_city(enter: Enter) -> None:
    window = enter(CitiesScreen)
    room(window).overview.select("vn-hanoi")
    window.press("M")
    shown = room(window).overview.map
    assert shown.hasFocus() and shown.current_id() == "vn-hanoi"
    window.press("Down")
    south = shown.current_id()
    assert south != "vn-hanoi" and shown.position_of(south).y() > shown.position_of("vn-hanoi").y()
    window.press("Up")
    assert shown.position_of(shown.current_id()).y() < shown.position_of(south).y()
    window.press("Return")
    assert page(window).data.view.record.id == shown.current_id()


def test_the_current_city_stays_between_list_and_map(enter: Enter) -> None:
    window = enter(CitiesScreen)
    window.press("M")
    room(window).overview.map.set_current(CITY)
    window.press("M")
    assert room(window).overview.list.current_id() == CITY


def test_a_city_opens_by_enter_and_escape_goes_back_to_it(enter: Enter) -> None:
    window = enter(CitiesScreen)
    room(window).overview.select(CITY)
    window.press("Return")
    assert page(window).data.view.record.id == CITY
    window.press("Esc")
    assert room(window).city() is None
    assert room(window).overview.list.current_id() == CITY


def test_what_the_page_counts_is_what_its_tables_hold(enter: Enter) -> None:
    window = enter(CitiesScreen)
    room(window).show_city(CITY)
    window.settle()
    view = page(window).data.view
    for tab, rows in (("projects", view.projects), ("companies", view.companies), ("pairings", view.pairings),
                      ("cases", view.cases), ("notes", view.notes)):  # fmt: skip
        page(window).show_tab(tab)
        tables = [each for each in page(window).findChildren(ListView) if each.isVisibleTo(page(window))]
        assert any(each.rows().total() == len(rows) for each in tables), tab


def test_a_case_opens_in_its_room_and_a_note_in_its_form(enter: Enter) -> None:
    window = enter(CitiesScreen)
    room(window).show_city(CITY)
    window.settle()
    view = page(window).data.view
    case, note = view.cases[0], view.notes[0]
    page(window).record_asked.emit(f"case|{case.id}|{case.channel}")
    assert window.opened == [("case", case.id, case.channel)]
    page(window).record_asked.emit(f"city_note|{note.id}|{note.channel}")
    window.settle()
    assert window.findChild(RecordPanel) is not None


def test_a_note_is_two_keys_and_a_text_away(enter: Enter) -> None:
    window = enter(CitiesScreen)
    room(window).show_city("vn-hanoi")
    window.settle()
    window.press("N")
    panel = window.findChild(RecordPanel)
    assert panel is not None
    window.type("Tender expected")
    window.press("Ctrl+Return")
    notes = lists.list_records(window.session.desk, "city_note", where={"city": "vn-hanoi"}).rows
    assert [each.values["text"] for each in notes] == ["Tender expected"]
    assert len(page(window).data.view.notes) == 1


def test_a_mission_suggests_where_headquarters_edits(enter: Enter) -> None:
    window = enter(CitiesScreen)
    room(window).show_city(CITY)
    window.settle()
    window.press("E")
    panel = window.findChild(RecordPanel)
    assert panel is not None and panel.accessibleName().startswith("New: ")


def test_a_pack_of_the_city_is_asked_for_by_key_and_button(enter: Enter) -> None:
    window = enter(CitiesScreen)
    asked: list[tuple[str, str, str]] = []
    window.session.pack_wanted.connect(lambda template, kind, record: asked.append((template, kind, record)))
    window.press("Ctrl+P")
    assert asked == []  # of all cities, no pack is meant
    room(window).show_city(CITY)
    window.settle()
    window.press("Ctrl+P")
    QTest.mouseClick(window.part("city-pack"), Qt.MouseButton.LeftButton)
    assert asked == [("city-brief", "city", CITY)] * 2


def test_a_project_opens_its_city_at_the_projects(enter: Enter) -> None:
    window = enter(CitiesScreen)
    project = lists.list_records(window.session.desk, "project", where={"city": CITY}, limit=1).rows[0]
    room(window).open_record("project", project.id, project.channel)
    window.settle()
    assert page(window).data.view.record.id == CITY and page(window).tabs.current() == "projects"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_head_of_a_city_is_never_cut(enter: Enter, lang: str) -> None:
    set_language("ja" if lang == "ja" else "en")
    window = enter(CitiesScreen)
    for city in (CITY, "kh-phnom-penh", "vn-ho-chi-minh-city", "th-bangkok"):
        room(window).show_city(city)
        window.settle()
        title = page(window).findChild(QWidget, "page-title")
        assert title is not None
        with paint.elisions() as cut:
            title.grab()
        assert cut == [], city


def test_the_small_map_of_a_city_takes_no_keys(enter: Enter) -> None:
    window = enter(CitiesScreen)
    room(window).show_city(CITY)
    window.settle()
    small = page(window).findChild(OutlineMap, "city-map")
    assert small is not None and small.focusPolicy().value == 0


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-01", ""),
        ("2025-12-01", ""),
        ("2025-05-24", "18 months ago"),
        ("2019", "6 years ago"),
        ("", ""),
        ("?", ""),
    ],
)
def test_an_old_figure_says_how_old_it_is(day: str, words: str) -> None:
    assert age_words(day, date(2026, 11, 24)) == words


def test_a_year_counts_from_its_end() -> None:
    assert months_since("2025", date(2026, 11, 24)) == 10
    assert not is_old("2025", date(2026, 11, 24))


def test_countries_are_called_as_people_call_them() -> None:
    set_language("ja")
    formal = ("ベトナム社会主義共和国", "ラオス人民民主共和国", "ミャンマー連邦共和国", "タイ王国", "マレーシア")
    assert [country_words(each) for each in formal] == ["ベトナム", "ラオス", "ミャンマー", "タイ", "マレーシア"]
    set_language("en")
    assert country_words("Lao People's Democratic Republic") == "Laos"
