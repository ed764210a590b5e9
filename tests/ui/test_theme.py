"""The colours of the windows, and Qt itself over many calls."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ascn_desk.ui import theme

# WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (shapes).
TEXT_RATIO = 4.5
SHAPE_RATIO = 3.0

THEMES = [pytest.param(theme.LIGHT, id="light"), pytest.param(theme.DARK, id="dark")]


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("chosen", THEMES)
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS)
def test_every_text_can_be_read_on_its_ground(chosen: theme.Theme, pair: tuple[str, str]) -> None:
    ink, ground = (getattr(chosen, token) for token in pair)
    assert contrast(ink, ground) >= TEXT_RATIO


@pytest.mark.parametrize("chosen", THEMES)
@pytest.mark.parametrize("pair", theme.SHAPE_PAIRS)
def test_every_shape_stands_out_from_its_ground(chosen: theme.Theme, pair: tuple[str, str]) -> None:
    ink, ground = (getattr(chosen, token) for token in pair)
    assert contrast(ink, ground) >= SHAPE_RATIO


def test_many_calls_into_qt_keep_the_interpreter_whole(qtbot: QtBot) -> None:
    # PySide6 6.12 loses a reference to None with each call on Python 3.11 and aborts after some thousands.
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(20_000):
        label.setText(str(number % 10))
    assert sys.getrefcount(None) > before - 1_000
