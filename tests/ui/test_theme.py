from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ascn_desk.ui import theme
from ascn_desk.ui.parts import Button, Tone, Type

BOTH = pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def _contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@BOTH
@pytest.mark.parametrize(("ink", "ground"), theme.TEXT_PAIRS)
def test_words_can_be_read_on_every_ground_they_stand_on(look: theme.Theme, ink: str, ground: str) -> None:
    assert _contrast(look.color(ink), look.color(ground)) >= 4.5


@BOTH
@pytest.mark.parametrize(("mark", "ground"), theme.SHAPE_PAIRS)
def test_shapes_and_borders_stand_out_from_their_ground(look: theme.Theme, mark: str, ground: str) -> None:
    assert _contrast(look.color(mark), look.color(ground)) >= 3.0


@BOTH
def test_every_token_is_a_colour(look: theme.Theme) -> None:
    assert all(look.color(token).isValid() for token in theme.COLOUR_TOKENS)


@BOTH
def test_every_tone_has_ink_and_ground(look: theme.Theme) -> None:
    assert all(_contrast(look.ink(tone), look.ground(tone)) >= 4.5 for tone in Tone)


@BOTH
def test_palette_is_filled_for_all_groups(look: theme.Theme) -> None:
    made = theme.palette(look)
    groups = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)
    for role in QPalette.ColorRole:
        if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole):
            assert all(made.isBrushSet(group, role) for group in groups), role


def test_switching_reaches_a_widget_that_is_already_shown(qapp: QApplication, qtbot: QtBot) -> None:
    button = Button("Save")
    qtbot.addWidget(button)
    button.show()
    theme.switch(qapp, theme.DARK)
    qtbot.waitUntil(lambda: button.look is theme.DARK)  # Qt hands a palette on with the next events

    assert button.palette().window().color() == theme.DARK.color("background")


def test_all_shipped_families_are_known_to_qt() -> None:
    assert set(theme.FAMILIES) <= set(QFontDatabase.families())


@pytest.mark.parametrize("kind", list(Type))
def test_words_are_set_in_our_own_font(kind: Type) -> None:
    assert QFontInfo(theme.font(kind)).family() == "Noto Sans JP"


def test_larger_text_makes_larger_controls(qapp: QApplication, qtbot: QtBot) -> None:
    button = Button("Save", key="Ctrl+Enter")
    qtbot.addWidget(button)
    before = button.sizeHint()
    theme.set_text_scale(qapp, 1.5)

    assert button.sizeHint().height() == before.height() * 1.5
    assert button.sizeHint().width() > before.width() * 1.4


def test_twenty_thousand_calls_leave_none_alone(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(20_000):
        label.setText(str(number))

    assert abs(sys.getrefcount(None) - before) < 1_000
