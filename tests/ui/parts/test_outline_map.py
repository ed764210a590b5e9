"""The outline map: its places are chosen by keys and pointer, its names do not cover each other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ascn_desk.base.outlines import Bounds
from ascn_desk.ui import theme
from ascn_desk.ui.parts.map_marks import MapPlace, legend_area
from ascn_desk.ui.parts.outline_map import OutlineMap

PLACES = (
    MapPlace(id="hanoi", longitude=105.85, latitude=21.03, title="Hanoi"),
    MapPlace(id="da-nang", longitude=108.2, latitude=16.07, title="Da Nang", lines=("4 projects",)),
    MapPlace(id="bangkok", longitude=100.5, latitude=13.75, title="Bangkok", sort="member"),
    MapPlace(id="jakarta", longitude=106.85, latitude=-6.21, title="Jakarta", weight=2),
)


@pytest.fixture
def shown(qtbot: QtBot) -> OutlineMap:
    made = OutlineMap(PLACES, offices=[(105.85, 21.03)], legend=[("pilot", "Pilot"), ("office", "Office")], name="map")
    made.resize(800, 560)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    return made


def test_arrows_go_to_the_nearest_place_that_way(shown: OutlineMap) -> None:
    shown.set_current("hanoi")
    for key, wanted in ((Qt.Key.Key_Down, "da-nang"), (Qt.Key.Key_Left, "bangkok"), (Qt.Key.Key_Down, "jakarta")):
        QTest.keyClick(shown, key)
        assert shown.current_id() == wanted


def test_letters_go_around_in_order(shown: OutlineMap) -> None:
    shown.set_current("jakarta")
    QTest.keyClick(shown, Qt.Key.Key_J)
    assert shown.current_id() == "hanoi"
    QTest.keyClick(shown, Qt.Key.Key_K)
    assert shown.current_id() == "jakarta"


def test_enter_and_double_click_open_a_place(shown: OutlineMap) -> None:
    opened: list[str] = []
    shown.place_activated.connect(opened.append)
    shown.set_current("bangkok")
    QTest.keyClick(shown, Qt.Key.Key_Return)
    QTest.mouseDClick(shown, Qt.MouseButton.LeftButton, pos=shown.position_of("jakarta").toPoint())
    assert opened == ["bangkok", "jakarta"]


def test_a_click_beside_every_place_chooses_none(shown: OutlineMap) -> None:
    shown.set_current("hanoi")
    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPointF(780, 540).toPoint())
    assert shown.current_id() == ""


def test_names_cover_neither_each_other_nor_the_legend(shown: OutlineMap) -> None:
    shown.grab()
    areas = [area for area in shown._labels if area is not None]
    assert len(areas) == len(PLACES)
    legend = legend_area(shown._legend, shown.height())
    for number, area in enumerate(areas):
        assert not area.intersects(legend)
        assert not any(area.adjusted(0, 3, 0, -3).intersects(other) for other in areas[number + 1 :])


def test_a_window_shows_its_part_and_leaves_the_rest_out(qtbot: QtBot) -> None:
    made = OutlineMap(PLACES, window=Bounds(103.0, 12.0, 111.0, 20.0), here="da-nang", takes_keys=False)
    made.resize(304, 300)
    qtbot.addWidget(made)
    made.grab()
    assert [area is not None for area in made._labels] == [False, True, False, False]


def test_the_current_place_is_told_to_a_screen_reader(shown: OutlineMap) -> None:
    shown.set_current("da-nang")
    assert shown.accessibleDescription() == "Da Nang, 4 projects"


def test_drawing_leaves_the_colours_of_the_theme_alone(shown: OutlineMap) -> None:
    before = theme.LIGHT.color("primary").name(), theme.LIGHT.color("primary").alpha()
    shown.grab()
    assert (theme.LIGHT.color("primary").name(), theme.LIGHT.color("primary").alpha()) == before
