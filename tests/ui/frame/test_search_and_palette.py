"""What search and palette show: drawings that are shipped, what is called so first, the searched words marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ascn_desk.ui import icons, paint
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.parts.palette_frame import PaletteFrame, PaletteRows
from ascn_desk.ui.screens.palette import _ICONS
from tests.support.hands import Hands
from tests.ui.frame.conftest import AHEAD, LATE, NOW, overlay, text_of

INK, LINE = QColor("#000000"), QColor("#0017C1")


def drawn(words: str, spans: list[tuple[int, int]], width: int = 300) -> tuple[float, QImage]:
    image = QImage(width, 24, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    taken = paint.marked_text(painter, QRectF(0, 0, width, 24), words, spans, INK, LINE)
    painter.end()
    return taken, image


def test_every_drawing_of_a_command_is_shipped() -> None:
    assert set(_ICONS.values()) <= set(icons.icon_names())


def test_what_was_searched_is_bold_and_underlined() -> None:
    plain, untouched = drawn("Smart city study", [])
    marked, image = drawn("Smart city study", [(6, 10)])
    assert marked > plain
    blue = [x for x in range(image.width()) if any(image.pixelColor(x, y) == LINE for y in range(24))]
    assert blue and not any(untouched.pixelColor(x, y) == LINE for x in blue for y in range(24))


def test_marked_words_that_do_not_fit_are_cut_once() -> None:
    with paint.elisions() as cut:
        taken, _ = drawn("Smart city study of a city", [(6, 10), (22, 26)], width=70)
    assert taken <= 70.5
    assert len(cut) == 1


def test_what_is_called_so_stands_before_what_only_speaks_of_it(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.type("hanoi")
    frame = overlay(window, "palette")
    assert isinstance(frame, PaletteFrame)
    rows = frame.findChild(PaletteRows)
    assert rows is not None and rows.accessibleName().startswith("Hanoi")


def test_the_palette_does_not_offer_itself(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.type("all commands")
    frame = overlay(window, "palette")
    assert isinstance(frame, PaletteFrame)
    rows = frame.findChild(PaletteRows)
    assert rows is not None and rows.current_id() == ""


def test_the_palette_offers_the_cases_of_a_city_that_its_name_finds(window: MainWindow, hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.type("hanoi")
    frame = overlay(window, "palette")
    assert isinstance(frame, PaletteFrame)
    hands.press("Up", "Return")
    assert window.current_room() == "cases"
    detail = window.room_screen()
    assert LATE in text_of(detail) or NOW in text_of(detail) or AHEAD in text_of(detail)
