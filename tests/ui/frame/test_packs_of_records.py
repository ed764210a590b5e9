"""Ctrl+P on a record opens the builder of packs with it; Alt+Left leads back to where one was."""

from __future__ import annotations

import pytest

from ascn_desk.operations import cases
from ascn_desk.operations.desk import Desk
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.screens.cases import CasesScreen
from ascn_desk.ui.screens.cities import CitiesScreen
from ascn_desk.ui.screens.companies import CompaniesScreen
from ascn_desk.ui.screens.packs import PacksScreen
from tests.support.hands import Hands, has_focus
from tests.ui.frame.conftest import LATE


def packs(window: MainWindow) -> PacksScreen:
    screen = window.room_screen()
    assert isinstance(screen, PacksScreen)
    return screen


def late_case(desk: Desk) -> tuple[str, str]:
    found = next(row for row in cases.list_cases(desk, "all").rows if row.values["summary"] == LATE)
    return found.id, found.channel


@pytest.mark.parametrize(
    ("kind", "record", "template", "room"),
    [("city", "vn-hanoi", "city-brief", "cities"), ("company", "hitachi", "company-brief", "companies"),
     ("case", "", "case-file", "cases")],
)  # fmt: skip
def test_a_pack_of_the_record_that_is_shown_stands_at_once_and_one_comes_back(
    window: MainWindow, hands: Hands, desk: Desk, kind: str, record: str, template: str, room: str
) -> None:
    case, channel = late_case(desk)
    window.open_record(kind, record or case, "reference" if record else channel)
    hands.settle()
    hands.press("Ctrl+P")
    assert window.current_room() == "packs" and window.rail.current() == "packs"
    screen = packs(window)
    request = screen.builder.options.request()
    assert (request.template, request.records) == (template, ((kind, record or case),))
    assert screen.builder.preview() is not None and screen.builder.pane.sheet.image is not None
    assert has_focus(screen.builder.pane.sheet)

    hands.press("Alt+Left")
    assert window.current_room() == room
    back = window.room_screen()
    assert has_focus(back)
    if isinstance(back, CitiesScreen):
        city = back.city()
        assert city is not None and city.data.view.record.id == record
    elif isinstance(back, CompaniesScreen):
        company = back.company()
        assert company is not None and company.data.view.record.id == record
    else:
        assert isinstance(back, CasesScreen)
        shown = back._detail.case_view()
        assert shown is not None and shown.record.id == case


def test_another_record_takes_the_place_of_the_one_before(window: MainWindow, hands: Hands) -> None:
    for city in ("vn-hanoi", "vn-da-nang"):
        window.open_record("city", city, "reference")
        hands.settle()
        hands.press("Ctrl+P")
        assert packs(window).builder.options.request().records == (("city", city),)
        hands.press("Alt+Left")
    hands.press("Ctrl+6")
    assert packs(window).builder.options.request().records == (("city", "vn-da-nang"),)


def test_without_a_record_nothing_is_begun(window: MainWindow, hands: Hands) -> None:
    for room in ("cities", "companies"):
        window.go(room)
        hands.settle()
        hands.press("Ctrl+P")
        assert window.current_room() == room


def test_the_palette_offers_a_pack_of_what_is_shown(window: MainWindow, hands: Hands, desk: Desk) -> None:
    case, channel = late_case(desk)
    window.open_record("case", case, channel)
    hands.settle()
    assert any(each.id == "cases.pack" and each.keys == "Ctrl+P" for each in window.room_screen().commands())
    window.run_command("cases.pack")
    hands.settle()
    assert packs(window).builder.options.request().records == (("case", case),)


def test_one_click_leads_from_a_city_to_the_preview(window: MainWindow, hands: Hands) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QWidget

    window.open_record("city", "vn-hanoi", "reference")
    hands.settle()
    button = window.room_screen().findChild(QWidget, "city-pack")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    hands.settle()
    assert packs(window).builder.preview() is not None
