"""The paper of a pack: its size, a margin for binding, DRAFT behind the text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.vocabularies import PaperSize, code_word, word
from ascn_desk.operations.pack_definitions import KIND
from ascn_desk.operations.pack_paper import PackPaper
from ascn_desk.ui import theme
from ascn_desk.ui.parts import CheckBox, Choice, Label, Segmented
from ascn_desk.ui.screens import telling


class PaperChoice(QWidget):
    """Signal: ``changed()`` when the person chose another paper."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sizes = [Choice(each.value, word(each, language())) for each in PaperSize]
        self._size = Segmented(sizes, value=PaperSize.A4.value, name="pack-paper", accessible=_called("paper"))
        self._bound = CheckBox(_called("bound"), name="pack-bound")
        self._draft = CheckBox(_called("draft"), name="pack-draft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(Label(_called("paper"), bold=True))
        column.addWidget(self._size)
        column.addWidget(self._bound)
        column.addWidget(self._draft)
        self._size.changed.connect(lambda _: self.changed.emit())
        for box in (self._bound, self._draft):
            # Only by the person: what is shown anew changes nothing.
            box.clicked.connect(lambda _: self.changed.emit())

    def paper(self) -> PackPaper:
        """The paper that is chosen."""
        return PackPaper(self._size.value(), self._bound.isChecked(), self._draft.isChecked())

    def show_paper(self, paper: PackPaper) -> None:
        """Show another; gives no signal. A size that only a newer version knows is not offered: A4 stands for it."""
        known = any(each.value == paper.size for each in PaperSize)
        self._size.set_value(paper.size if known else PaperSize.A4.value)
        self._bound.setChecked(paper.bound)
        self._draft.setChecked(paper.draft)


def paper_words(paper: PackPaper) -> str:
    """What kind of paper it is, in a line."""
    said = [code_word(PaperSize, paper.size, language())]
    if paper.bound:
        said.append(_called("bound"))
    if paper.draft:
        said.append(_called("draft"))
    return t(", ").join(said)


def _called(name: str) -> str:
    """What a field of the record that keeps this is called."""
    return telling.field_words(KIND, name)
