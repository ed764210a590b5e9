"""The category of a case: a card each, picked by its digit, and below them what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.forms.offers import Offer
from ascn_desk.ui.parts import Choice, ChoiceCards, Label, Mark, Shape, Tone
from ascn_desk.ui.screens.cases.wording import short_category

_MOST = 9


class Category(QWidget):
    """Signal: ``picked(str)`` the code."""

    picked = Signal(str)

    def __init__(self, words: str, *, columns: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._columns = words, columns
        self._problem = Label(color="error", mark=Mark(Shape.TRIANGLE, Tone.ERROR), name="quick-category-problem")
        self._problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self._cards = self._make([])
        self._column.addWidget(self._cards)
        self._column.addWidget(self._problem)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer these; what cannot be taken any more is left out."""
        made = self._make([each for each in offers if each.is_open][:_MOST])
        before, self._cards = self._cards, made
        self._column.replaceWidget(before, made)
        before.hide()
        before.deleteLater()
        made.show()

    def stops(self) -> list[QWidget]:
        """What takes the focus, in the order of Tab."""
        return self._cards.findChildren(QWidget)

    def value(self) -> str:
        """The code that is picked, or nothing."""
        return self._cards.value()

    def set_value(self, code: str) -> None:
        """Pick one, or none; gives no signal."""
        self._cards.set_value(code)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong, or take it back."""
        self._problem.set_words(sentence)
        self._problem.setVisible(bool(sentence))

    def focus_first(self) -> None:
        """Put the focus on the picked card, else on the first."""
        self._cards.focus_first()

    def _make(self, offers: Sequence[Offer]) -> ChoiceCards:
        choices = [Choice(each.code, short_category(each.code, each.title)) for each in offers] or [Choice("", "–")]
        made = ChoiceCards(choices, columns=self._columns, digits=True, name="quick-category", accessible=self._words)
        made.changed.connect(self.picked)
        return made
