"""Every sheet of the gallery, drawn: nothing cut, nothing squeezed, nothing over something else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ascn_desk.base import words
from ascn_desk.base.words import Language
from ascn_desk.ui import paint, theme
from ascn_desk.ui.gallery.sheets import SHEETS
from ascn_desk.ui.parts import Part, Pressable

SHEET = pytest.mark.parametrize("sheet_name", list(SHEETS))
LANGUAGE = pytest.mark.parametrize("lang", ["ja", "en"])


def _build(qtbot: QtBot, sheet_name: str) -> QWidget:
    sheet = SHEETS[sheet_name]()
    qtbot.addWidget(sheet)
    sheet.show()
    qtbot.waitExposed(sheet)
    QApplication.processEvents()
    return sheet


@SHEET
@LANGUAGE
@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_no_words_are_cut(qapp: QApplication, qtbot: QtBot, sheet_name: str, lang: Language, look: theme.Theme) -> None:
    theme.switch(qapp, look)
    words.set_language(lang)
    sheet = _build(qtbot, sheet_name)
    with paint.elisions() as cut:
        sheet.grab()

    assert cut == []


@SHEET
@LANGUAGE
@pytest.mark.parametrize("text_scale", [1.0, 1.5])
def test_every_control_has_the_room_it_wants(
    qapp: QApplication, qtbot: QtBot, sheet_name: str, lang: Language, text_scale: float
) -> None:
    theme.set_text_scale(qapp, text_scale)
    words.set_language(lang)
    sheet = _build(qtbot, sheet_name)
    squeezed = [
        (type(part).__name__, part.accessibleName(), part.sizeHint().width(), part.width())
        for part in sheet.findChildren(Pressable)
        if part.isVisible() and part.width() + 1 < part.sizeHint().width()
    ]

    assert squeezed == []


@SHEET
@LANGUAGE
def test_no_control_lies_over_its_neighbour(qtbot: QtBot, sheet_name: str, lang: Language) -> None:
    words.set_language(lang)
    sheet = _build(qtbot, sheet_name)
    for holder in [sheet, *sheet.findChildren(QWidget)]:
        parts = [part for part in holder.children() if isinstance(part, Part | Pressable) and part.isVisible()]
        for number, one in enumerate(parts):
            for other in parts[number + 1 :]:
                if one.objectName() not in ("dialog", "palette") and other.objectName() not in ("dialog", "palette"):
                    assert not one.geometry().intersects(other.geometry()), (one, other)


@pytest.mark.parametrize("scale", ["1", "1.5"])
def test_the_pictures_are_drawn_at_the_scale_asked_for(tmp_path: Path, scale: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ascn_desk.ui.gallery", str(tmp_path), "--only", "empty", "--scale", scale],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    picture = QImage(str(tmp_path / f"empty-ja-light-{scale}.png"))

    assert done.returncode == 0
    assert picture.width() == round(1190 * float(scale))
