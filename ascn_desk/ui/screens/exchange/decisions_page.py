"""Values of this desk that someone replaced while deciding a conflict: what stands now, by whom, when and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import Decision, Register
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    Cell,
    ComparisonCard,
    Label,
    ListView,
    Page,
    Paragraph,
    SectionHeading,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.resting import nothing_here
from ascn_desk.ui.screens.list_beside import ListBeside, listed

ValueWords = Callable[[str, str, Register], str]
"""(kind, register, value) → words."""


class DecisionsPage(QWidget):
    """Signals: ``acknowledged(Decision)``, ``contested(Decision)`` one's own value is to be written again,
    ``opened(Decision)`` the record is to be opened, ``back_asked()``.
    """

    acknowledged = Signal(object)
    contested = Signal(object)
    opened = Signal(object)
    back_asked = Signal()

    def __init__(
        self, decisions: Sequence[Decision], value_words: ValueWords, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._decisions, self._value_words, self._today = list(decisions), value_words, today
        self._shown = 0
        self.list: ListView | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        if not self._decisions:
            words = t("When someone decides a conflict otherwise than you wrote, it is told here, with who and why.")
            empty = nothing_here(t("All your values stand"), words, icon="check", name="decisions-empty")
            empty.begun.connect(self.back_asked)
            whole.addWidget(Page(t("Values not kept"), body=empty, head_line=True, foot_keys=[("Esc", t("back"))]))
            return
        self.list = self._make_list()
        count = Label(str(len(self._decisions)), color="second", digits=True, name="decisions-count")
        keys = [("Y", t("read")), ("W", t("write my value again")), ("Enter", t("open the record")), ("Esc", t("back"))]
        self._beside = ListBeside(t("Values not kept"), self.list, keys, count=count)
        whole.addWidget(self._beside)
        self.list.current_changed.connect(self._on_current)
        self.list.row_activated.connect(lambda _: self.open_record())
        self.list.set_current_row(0)

    def first_control(self) -> QWidget:
        """Where work begins."""
        return self.list or self

    def current(self) -> Decision | None:
        """The decision shown."""
        return self._decisions[self._shown] if self._decisions else None

    def press(self, keys: str) -> bool:
        """Do what a key stands for; whether it stands for anything here."""
        if keys == "Y":
            self.acknowledge()
        elif keys == "W":
            self.contest()
        return keys in ("Y", "W")

    @Slot()
    def acknowledge(self) -> None:
        """Note the one shown as read."""
        if (current := self.current()) is not None:
            self.acknowledged.emit(current)

    @Slot()
    def contest(self) -> None:
        """Have one's own value written again."""
        if (current := self.current()) is not None:
            self.contested.emit(current)

    @Slot()
    def open_record(self) -> None:
        """Go to the record."""
        if (current := self.current()) is not None:
            self.opened.emit(current)

    def _make_list(self) -> ListView:
        rows = [(str(n), Cell(telling.field_words(each.kind, each.register), tone=Tone.INFO, shape=Shape.DIAMOND,
                              below=each.title))
                for n, each in enumerate(self._decisions)]  # fmt: skip
        return listed(rows, name="decisions", accessible=t("Values not kept"))

    @Slot(str)
    def _on_current(self, row: str) -> None:
        if row:
            self._shown = int(row)
            self._beside.show_beside(self._detail(self._decisions[self._shown]))

    def _detail(self, each: Decision) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(Paragraph(each.title, kind=Type.BODY))
        column.addWidget(Label(telling.field_words(each.kind, each.register), kind=Type.RECORD, bold=True))
        column.addLayout(self._cards(each))
        column.addWidget(SectionHeading(t("Why")))
        column.addWidget(Paragraph(each.why or t("No reason was given."), color="text"))
        told = t("Decided by {who}, {office}, {when}.", who=each.by, office=each.office_name,
                 when=telling.time_words(each.at, self._today))  # fmt: skip
        column.addWidget(Paragraph(told))
        column.addWidget(Paragraph(t("If it is wrong, write your value again, with a reason: that is a new change, and "
                                     "travels with your next file.")))  # fmt: skip
        column.addLayout(self._buttons())
        column.addStretch(1)
        return detail

    def _cards(self, each: Decision) -> QHBoxLayout:
        mine = self._value_words(each.kind, each.register, each.mine)
        shown = self._value_words(each.kind, each.register, each.shown)
        who = t("{who}, {office}", who=each.by, office=telling.office_words("", each.office_name))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(ComparisonCard(t("Your value"), subtitle=t("kept in the history"), value=mine))
        row.addWidget(ComparisonCard(t("What stands now"), subtitle=who, value=shown, before=mine, strong=True))
        return row

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(0, theme.px(4), 0, 0)
        line.setSpacing(theme.px(8))
        read = Button(t("I have read it"), kind=ButtonKind.PRIMARY, icon="check", key="Y", name="decision-read")
        read.clicked.connect(self.acknowledge)
        again = Button(t("Write my value again"), icon="pencil", key="W", name="decision-contest")
        again.clicked.connect(self.contest)
        open_it = Button(t("Open the record"), kind=ButtonKind.QUIET, icon="external-link", key="Enter",
                         name="decision-open")  # fmt: skip
        open_it.clicked.connect(self.open_record)
        for button in (read, again, open_it):
            line.addWidget(button)
        line.addStretch(1)
        return line
