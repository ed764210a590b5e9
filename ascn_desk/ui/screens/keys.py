"""Every key of the room and the window (F1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import theme
from ascn_desk.ui.parts.button import ButtonKind
from ascn_desk.ui.parts.dialog_frame import DialogButton, DialogFrame
from ascn_desk.ui.parts.key_values import KeyValueList
from ascn_desk.ui.parts.scrolled_body import ScrolledBody
from ascn_desk.ui.parts.section import SectionHeading
from ascn_desk.ui.screen import Command


class KeysPanel(DialogFrame):
    """Shows the keys; closes by Esc."""

    def __init__(self, window: QWidget, room: Sequence[Command], everywhere: Sequence[Command]) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        moving = [("Alt+←", t("Back")), ("Alt+→", t("Ahead")), ("F5", t("Read again")), ("Ctrl+1 … 7", t("Rooms"))]
        for title, rows in (
            (t("In this room"), [(each.keys, each.words) for each in room if each.keys]),
            (t("Everywhere"), [(each.keys, each.words) for each in everywhere if each.keys] + moving),
        ):
            if rows:
                column.addWidget(SectionHeading(title))
                column.addWidget(KeyValueList(rows, name_width=136))
        self._body = ScrolledBody(body, 520 - 48)
        super().__init__(
            window,
            t("Keys"),
            self._body,
            buttons=[DialogButton("", t("Close"), ButtonKind.PRIMARY, "Esc")],
            width=520,
            name="keys-panel",
        )
        self.finished.connect(self.deleteLater)

    def open(self, first: QWidget | None = None) -> None:
        """Show them; arrows and page keys scroll."""
        super().open(first or self._body.to_read())
