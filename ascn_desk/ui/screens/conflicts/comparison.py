"""One conflict: the value before, the values side by side, the reason, the result, and the answers with their keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import ConflictView
from ascn_desk.ui import paint, theme
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    ComparisonCard,
    Crumbs,
    Hairline,
    KeyValueList,
    Label,
    TextField,
    Type,
)
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.conflicts.answers import Answer, answers_of, base_words

_CARDS_A_ROW, _CARD_GAP = 3, 16
_BUTTON_WIDTH = 150
_ONE_ROW = 720


class Comparison(QWidget):
    """Signals: ``decided()`` the chosen answer is to be written, ``other_asked()``, ``later_asked()``,
    ``alike_asked()``, ``record_asked()``, ``moved(int)`` to the next or the one before; ``chosen()``.
    """

    decided = Signal()
    chosen = Signal()
    other_asked = Signal()
    later_asked = Signal()
    alike_asked = Signal()
    record_asked = Signal()
    moved = Signal(int)

    def __init__(
        self, view: ConflictView, reader: Reader, own_desk: str, *, can_write_own: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.view = view
        self._answers = answers_of(view, reader, own_desk)
        self._chosen = -1
        self._cards: list[ComparisonCard] = []
        self._buttons: list[Button] = []
        self.reason = TextField(t("Reason (optional; the others will read it)"), max_length=500, reserve_below=False,
                                name="conflict-reason")  # fmt: skip
        self.reason.entered.connect(self.decided)
        self._result = KeyValueList([(t("Result"), t("Choose a value."))], name_width=72, name="conflict-result")
        self.decide = Button(t("Settle"), kind=ButtonKind.PRIMARY, icon="check", key="Enter", height=36,
                             name="conflict-decide", enabled=False)  # fmt: skip
        self.decide.clicked.connect(self.decided)
        self._alike = Button("", kind=ButtonKind.QUIET, icon="copy-check", key="A", height=36, name="conflict-alike")
        self._alike.clicked.connect(self.alike_asked)
        self._alike.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addLayout(self._head())
        column.addLayout(self._make_cards(reader))
        column.addWidget(self.reason)
        column.addWidget(self._result)
        column.addWidget(Hairline())
        column.addLayout(self._make_buttons(can_write_own))
        column.addStretch(1)

    def answers(self) -> Sequence[Answer]:
        """What can be answered, in the order of the digits."""
        return self._answers

    def answer(self) -> Answer | None:
        """The answer chosen."""
        return self._answers[self._chosen] if self._chosen >= 0 else None

    def why(self) -> str | None:
        """The reason typed, if any."""
        return self.reason.value().strip() or None

    def choose(self, number: int) -> None:
        """Choose an answer by its place, from 0."""
        if not 0 <= number < len(self._answers):
            return
        self._chosen = number
        for place, (card, button) in enumerate(zip(self._cards, self._buttons, strict=True)):
            card.set_chosen(place == number)
            button.setChecked(place == number)
        answer = self._answers[number]
        rest = t("The other values stay in the history, and the decision travels with the next file.")
        self._result.set_pairs([(t("Result"), t("{first} {then}", first=answer.keeps, then=rest))])
        self.decide.setEnabled(True)
        self.chosen.emit()

    def show_decided(self, kept: str) -> None:
        """Say what it was decided to; another choice would change it again."""
        self._result.set_pairs([(t("Result"), t("Decided: {kept}. Another choice changes it again.", kept=kept))])

    def offer_alike(self, count: int) -> None:
        """Offer the same answer for others of the same field and office."""
        self._alike.setVisible(bool(count))
        self._alike.set_words(t("Same for all alike ({n})", n=count))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        crumbs = Crumbs([("", telling.kind_words(self.view.kind)), ("record", self.view.title)])
        crumbs.chosen.connect(self.record_asked)
        column.addWidget(crumbs)
        field = telling.field_words(self.view.kind, self.view.register)
        column.addWidget(Label(field, kind=Type.RECORD, bold=True, name="conflict-field"))
        row.addLayout(column, 1)
        back = Button(t("Previous"), kind=ButtonKind.QUIET, icon="chevron-left", key="K", name="conflict-previous")
        back.clicked.connect(lambda: self.moved.emit(-1))
        ahead = Button(t("Next"), kind=ButtonKind.QUIET, chevron="chevron-right", key="J", name="conflict-next")
        ahead.clicked.connect(lambda: self.moved.emit(1))
        row.addWidget(back)
        row.addWidget(ahead)
        return row

    def _make_cards(self, reader: Reader) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.px(_CARD_GAP))
        before = base_words(self.view, reader)
        base = ComparisonCard(t("Before"), subtitle=t("what all had before their eyes"), value=before,
                              name="conflict-base")  # fmt: skip
        cards: list[ComparisonCard] = [base]
        for number, answer in enumerate(self._answers):
            card = ComparisonCard(answer.title, subtitle=answer.subtitle, value=answer.words, before=before,
                                  facts=answer.facts, key=str(number + 1),
                                  name=f"conflict-card-{number + 1}")  # fmt: skip
            card.clicked.connect(lambda _=False, number=number: self.choose(number))
            self._cards.append(card)
            cards.append(card)
        self._all_cards = cards
        for place, card in enumerate(cards):
            grid.addWidget(card, place // _CARDS_A_ROW, place % _CARDS_A_ROW)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        one = (self.width() - theme.px(_CARD_GAP) * (_CARDS_A_ROW - 1)) // _CARDS_A_ROW
        rows = max(card.title_rows(one) for card in self._all_cards)
        for card in self._all_cards:
            card.set_title_rows(rows)
        ways = QBoxLayout.Direction
        self._feet.setDirection(ways.TopToBottom if self.width() < theme.px(_ONE_ROW) else ways.LeftToRight)

    def _make_buttons(self, can_write_own: bool) -> QBoxLayout:
        """The answers, and the decision at their right; below them where it is narrow."""
        self._feet = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._feet.setSpacing(theme.px(8))
        row, end = QHBoxLayout(), QHBoxLayout()
        for each in (row, end):
            each.setSpacing(theme.px(8))
            self._feet.addLayout(each)
        # Numbers for all as soon as one name is too long: two ways of naming side by side read as two sorts of answer.
        is_named = all(paint.width_of(each.button) <= theme.px(_BUTTON_WIDTH) for each in self._answers)
        for number, answer in enumerate(self._answers):
            words = answer.button if is_named else t("Value {n}", n=number + 1)
            button = Button(words, key=str(number + 1), height=36, name=f"conflict-take-{number + 1}",
                            accessible=answer.button)  # fmt: skip
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, number=number: self.choose(number))
            self._buttons.append(button)
            row.addWidget(button)
        if can_write_own:
            other = Button(t("Other value"), key="E", height=36, name="conflict-other")
            other.clicked.connect(self.other_asked)
            row.addWidget(other)
        later = Button(t("Later"), kind=ButtonKind.QUIET, key="0", height=36, name="conflict-later")
        later.clicked.connect(self.later_asked)
        row.addWidget(later)
        row.addStretch(1)
        end.addStretch(1)
        end.addWidget(self._alike)
        end.addWidget(self.decide)
        return self._feet

    @Slot()
    def focus_decide(self) -> None:
        """Put the focus on the button that writes the decision."""
        self.decide.setFocus()
