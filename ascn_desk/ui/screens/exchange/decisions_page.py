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
    ComparisonCard,
    EmptyState,
    ListView,
    Page,
    PagedModel,
    Paragraph,
    SectionHeading,
    Shape,
    Tone,
)
from ascn_desk.ui.parts.cells import Cell, Column
from ascn_desk.ui.screens import telling

ValueWords = Callable[[str, str, Register], str]
"""(kind, register, value) → words."""


class DecisionsPage(QWidget):
    """Signals: ``acknowledged(Decision)``, ``contested(Decision)`` the record is to be opened, ``back_asked()``."""

    acknowledged = Signal(object)
    contested = Signal(object)
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
            empty = EmptyState(
                t("All your values stand"),
                t("When someone decides a conflict otherwise than you wrote, it is told here, with who and why."),
                button=t("Back to the exchange"), button_icon="arrow-up-down", icon="check", name="decisions-empty",
            )  # fmt: skip
            empty.begun.connect(self.back_asked)
            whole.addWidget(Page(t("Values not kept"), body=empty, head_line=True, foot_keys=[("Esc", t("back"))]))
            return
        self._detail = QWidget()
        self._column = QVBoxLayout(self._detail)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(14))
        columns = [Column(key="what", stretch=1, sortable=False)]
        rows = [{"id": str(n), "what": Cell(f"{each.title}　{telling.field_words(each.kind, each.register)}",
                                            tone=Tone.CONFLICT, shape=Shape.DIAMOND)}
                for n, each in enumerate(self._decisions)]  # fmt: skip
        listed = ListView(PagedModel.of_rows(columns, rows), row_height=40, show_head=False, name="decisions",
                             accessible=t("Values not kept"))  # fmt: skip
        self.list = listed
        listed.current_changed.connect(self._on_current)
        whole.addWidget(
            Page(
                t("Values not kept"),
                subtitle=str(len(self._decisions)),
                body=listed,
                side=self._detail,
                side_scrolls=True,
                side_width=640,
                foot_keys=[("J K", t("next, previous")), ("Y", t("read")), ("Enter", t("open the record")),
                           ("Esc", t("back"))],
                name="exchange-decisions-page",
            )
        )  # fmt: skip
        listed.row_activated.connect(lambda _: self.contest())
        listed.set_current_row(0)

    def first_control(self) -> QWidget:
        """Where work begins."""
        return self.list or self

    def current(self) -> Decision | None:
        """The decision shown."""
        return self._decisions[self._shown] if self._decisions else None

    @Slot()
    def acknowledge(self) -> None:
        """Note the one shown as read."""
        if (current := self.current()) is not None:
            self.acknowledged.emit(current)

    @Slot()
    def contest(self) -> None:
        """Go to the record, to write one's own value again."""
        if (current := self.current()) is not None:
            self.contested.emit(current)

    @Slot(str)
    def _on_current(self, row: str) -> None:
        if not row:
            return
        self._shown = int(row)
        while (item := self._column.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        each = self._decisions[self._shown]
        mine = self._value_words(each.kind, each.register, each.mine)
        shown = self._value_words(each.kind, each.register, each.shown)
        field = telling.field_words(each.kind, each.register)
        self._column.addWidget(SectionHeading(t("{record}: {field}", record=each.title, field=field)))
        cards = QWidget()
        row_layout = QHBoxLayout(cards)
        row_layout.setContentsMargins(0, 0, 0, 0)
        row_layout.setSpacing(theme.px(16))
        row_layout.addWidget(ComparisonCard(t("Your value"), subtitle=t("kept in the history"), value=mine))
        who = t("{who}, {office}", who=each.by, office=each.office_name)
        row_layout.addWidget(ComparisonCard(t("What stands now"), subtitle=who, value=shown, before=mine, strong=True))
        self._column.addWidget(cards)
        self._column.addWidget(SectionHeading(t("Why")))
        self._column.addWidget(Paragraph(each.why or t("No reason was given."), color="text"))
        told = t("Decided by {who}, {office}, {when}.", who=each.by, office=each.office_name,
                 when=telling.time_words(each.at, self._today))  # fmt: skip
        self._column.addWidget(Paragraph(told))
        self._column.addWidget(Paragraph(t("If it is wrong, open the record and write your value again: that is a new "
                                           "change, and travels with your next file.")))  # fmt: skip
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, theme.px(4), 0, 0)
        line.setSpacing(theme.px(8))
        read = Button(t("I have read it"), kind=ButtonKind.PRIMARY, icon="check", key="Y", name="decision-read")
        read.clicked.connect(self.acknowledge)
        open_it = Button(t("Open the record"), icon="external-link", key="Enter", name="decision-open")
        open_it.clicked.connect(self.contest)
        line.addWidget(read)
        line.addWidget(open_it)
        line.addStretch(1)
        self._column.addWidget(buttons)
        self._column.addStretch(1)
