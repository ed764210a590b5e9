"""Parts of the first run: the form in the middle, a step of it and what it is about, how hard a passphrase is."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import theme
from ascn_desk.ui.parts.form_layout import FormLayout

EDGE = 24
_FORM_WIDTH = 560
_FEW_LETTERS, _SHORT, _LONG, _ENOUGH_WORDS = 6, 12, 20, 4


def explained(step: int, *, is_headquarters: bool) -> str:
    """What a step is about."""
    if step == 0:
        return t("Screens speak this language; papers can be printed in either. It can be changed at any time.")
    if step == 1:
        return t("The office stands in every case number and on the cover of every paper.")
    if step == 2:
        return t("The passphrase opens this desk. Nobody can restore it; keep it where such things are kept.")
    if is_headquarters:
        return t("Root and registry are made. These twelve words are read out to every new desk by telephone.")
    return t(
        "Send the request to headquarters. It answers with a starter, and reads out words by telephone. You can "
        "log cases until then; they go out once the desk is accepted."
    )


def strength(passphrase: str) -> str:
    """How hard it is to guess, roughly, in words."""
    letters, words = len(set(passphrase)), len(passphrase.split())
    if letters < _FEW_LETTERS or len(passphrase) < _SHORT:
        return t("Easy to guess. Four words in a row are better.")
    if words < _ENOUGH_WORDS and len(passphrase) < _LONG:
        return t("Fair. Another word makes it hard to guess.")
    return t("Hard to guess.")


class _Centred(QWidget):
    """A part of the form in the middle of what the panel leaves, with room at both sides."""

    pads_itself = True


def centred(inner: QWidget) -> QWidget:
    """Put a part of the form in the middle."""
    inner.setMaximumWidth(theme.px(_FORM_WIDTH))
    inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    holder = _Centred()
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme.px(EDGE), 0, theme.px(EDGE), 0)
    row.addWidget(inner)
    return holder


def page_of(*widgets: QWidget) -> QWidget:
    """A step: its fields under each other."""
    form = FormLayout(1)
    for widget in widgets:
        form.add(widget)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(form)
    column.addStretch(1)
    return page
