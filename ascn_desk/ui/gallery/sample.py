"""What the sheets share: words in both languages, pretended states, sample rows, small layouts."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import language
from ascn_desk.ui import theme
from ascn_desk.ui.focus_ring import FocusRing
from ascn_desk.ui.parts import (
    CellKind,
    Column,
    ListView,
    Mark,
    PagedModel,
    Shape,
    Tone,
    When,
)
from ascn_desk.ui.parts.base import SHOWN_HOVER

PRETENDED_FOCUS = "shownFocus"
WIDTH, HEIGHT = 1366, 768


def say(english: str, japanese: str) -> str:
    """Sample words of a sheet."""
    return japanese if language() == "ja" else english


def ring_pretended(sheet: QWidget) -> None:
    """Ring all controls that a sheet shows as if they had the focus."""
    for widget in sheet.findChildren(QWidget):
        if widget.property(PRETENDED_FOCUS):
            FocusRing(widget.window()).follow(widget)


def hovered(widget: QWidget) -> QWidget:
    """Show a part as if the pointer were over it."""
    widget.setProperty(SHOWN_HOVER, True)
    return widget


def focused(widget: QWidget) -> QWidget:
    """Show a part as if it had the focus."""
    widget.setProperty(PRETENDED_FOCUS, True)
    return widget


def off(widget: QWidget) -> QWidget:
    """Show a part that cannot be used."""
    widget.setEnabled(False)
    return widget


def make_row(*widgets: QWidget, gap: int = 16) -> QHBoxLayout:
    """Parts side by side."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(gap))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def make_sheet(width: int = WIDTH, height: int = HEIGHT) -> QWidget:
    """An empty sheet."""
    sheet = QWidget()
    sheet.setBackgroundRole(QPalette.ColorRole.Window)
    sheet.setAutoFillBackground(True)
    sheet.resize(theme.px(width), theme.px(height))
    return sheet


def make_column(margins: int = 0, gap: int = 12) -> tuple[QWidget, QVBoxLayout]:
    """A box whose parts stand under each other."""
    box = QWidget()
    column = QVBoxLayout(box)
    pad = theme.px(margins)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme.px(gap))
    return box, column


def case_columns() -> list[Column]:
    """The columns of a list of cases."""
    return [
        Column(key="no", title=say("No.", "番号"), width=72, kind=CellKind.SECOND),
        Column(key="company", title=say("Company", "企業"), width=120),
        Column(key="subject", title=say("Subject", "件名"), stretch=1),
        Column(key="state", title=say("State", "状態"), width=124, kind=CellKind.STATE),
        Column(key="due", title=say("Due", "期限"), width=96, kind=CellKind.DATE),
    ]


def case_row(number: int) -> tuple[object, ...]:
    """A row of it."""
    return (
        f"r{number}",
        "K3F7",
        say("Hitachi", "日立製作所"),
        say("Approval of rail signals", "都市鉄道信号の認証手続"),
        Mark(Shape.HALF, Tone.INFO, say("In progress", "対応中")),
        When(say("20 Nov", "11/20(金)"), Tone.ERROR),
    )


class PretendList(ListView):
    """A list that shows itself as if it had the focus, or with one row under the pointer and one selected."""

    def __init__(
        self,
        model: PagedModel,
        *,
        has_focus: bool,
        fit_rows: bool = True,
        outer: int = 16,
        show_head: bool = True,
        name: str = "",
    ) -> None:
        super().__init__(model, fit_rows=fit_rows, outer=outer, show_head=show_head, name=name)
        model.setParent(self)
        self._pretend_focus = has_focus
        self.show_sorting("due", True)
        self.set_current_row(0 if has_focus else 2)
        if not has_focus:
            self._hover(1)

    def hasFocus(self) -> bool:
        return self._pretend_focus or super().hasFocus()
