"""Files that were imported: what came with each, whether it counts, and the way to set it aside and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.setting_aside import BundleLine
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    Cell,
    KeyValueList,
    Label,
    ListView,
    Page,
    Paragraph,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.resting import nothing_here
from ascn_desk.ui.screens.list_beside import ListBeside, listed


class BundlesPage(QWidget):
    """Signal: ``turned(BundleLine)`` it is to be set aside, or taken back where it is aside; ``back_asked()``."""

    turned = Signal(object)
    back_asked = Signal()

    def __init__(
        self, bundles: Sequence[BundleLine], today: date, shown: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bundles, self._today = list(bundles), today
        self._shown = 0
        self.list: ListView | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        if not self._bundles:
            words = t("What is imported stands here. An import can be set aside whole, and taken back.")
            empty = nothing_here(t("No file was imported yet"), words, icon="download", name="bundles-empty")
            empty.begun.connect(self.back_asked)
            whole.addWidget(Page(t("Imported files"), body=empty, head_line=True, foot_keys=[("Esc", t("back"))]))
            return
        rows = [(str(n), self._cell(each)) for n, each in enumerate(self._bundles)]
        self.list = listed(rows, name="bundles", accessible=t("Imported files"))
        count = Label(str(len(self._bundles)), color="second", digits=True, name="bundles-count")
        keys = [("U", t("set aside or take back")), ("Esc", t("back"))]
        self._beside = ListBeside(t("Imported files"), self.list, keys, count=count)
        whole.addWidget(self._beside)
        self.list.current_changed.connect(self._on_current)
        row = next((n for n, each in enumerate(self._bundles) if each.bundle == shown), 0)
        self.list.set_current_row(row)

    def first_control(self) -> QWidget:
        """Where work begins."""
        return self.list or self

    def press(self, keys: str) -> bool:
        """Do what a key stands for; whether it stands for anything here."""
        if keys == "U":
            self.turn()
        return keys == "U"

    @Slot()
    def turn(self) -> None:
        """Have the one shown set aside, or taken back."""
        if self._bundles:
            self.turned.emit(self._bundles[self._shown])

    def _cell(self, each: BundleLine) -> Cell:
        told = (t("No. {n}", n=each.number), telling.day_words(each.at, self._today), telling.entries_words(each.new))
        tone, shape = (Tone.SUCCESS, Shape.CHECK) if each.aside is None else (Tone.WARNING, Shape.DASH)
        return Cell(telling.office_words(each.office, each.office_name), tone=tone, shape=shape,
                    below=t(", ").join(told))  # fmt: skip

    @Slot(str)
    def _on_current(self, row: str) -> None:
        if row:
            self._shown = int(row)
            self._beside.show_beside(self._detail(self._bundles[self._shown]))

    def _detail(self, each: BundleLine) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        title = f"{telling.office_words(each.office, each.office_name)}　{t('No. {n}', n=each.number)}"
        column.addWidget(Label(title, kind=Type.RECORD, bold=True))
        if each.aside is not None:
            when = telling.time_words(each.aside.at, self._today)
            words = t("Set aside by {by}, {when}. What was new with it does not count.", by=each.aside.by, when=when)
            column.addWidget(Banner(Tone.WARNING, words, name="bundle-aside"))
        pairs: list[tuple[str, str]] = [
            (t("Made"), telling.time_words(each.created, self._today)),
            (t("Imported on"), telling.time_words(each.at, self._today)),
            (t("Holds"), telling.entries_words(each.entries)),
            (t("New here"), telling.entries_words(each.new)),
        ]
        if each.is_open:
            pairs.append((t("Way"), t("Open reference update")))
        column.addWidget(KeyValueList(pairs))
        if each.aside is None:
            told = t("Setting it aside undoes the import: what was new with it, and what the same desks wrote after "
                     "that, counts no more until it is taken back. It stays held, and nothing of it is lost.")
        else:
            told = t("Taking it back lets all of it count again, as if it had never been set aside.")
        column.addWidget(Paragraph(told))
        column.addLayout(self._button(each))
        column.addStretch(1)
        return detail

    def _button(self, each: BundleLine) -> QHBoxLayout:
        row = QHBoxLayout()
        if each.aside is None:
            made = Button(t("Set aside"), kind=ButtonKind.DANGER, key="U", name="bundle-turn")
        else:
            made = Button(t("Take back"), kind=ButtonKind.PRIMARY, icon="undo-2", key="U", name="bundle-turn")
        made.clicked.connect(self.turn)
        row.addWidget(made)
        row.addStretch(1)
        return row
