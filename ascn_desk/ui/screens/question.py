"""A question that may be longer than the window is high, and stays until what it asks for is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Banner, DialogButton, DialogFrame, Tone
from ascn_desk.ui.parts.scrolled_body import ScrolledBody
from ascn_desk.ui.session import Session

_MARGINS = 48


class Problems(Protocol):
    """A question that can say what is wrong, and be closed."""

    def show_problem(self, sentence: str) -> None: ...

    def finish(self) -> None: ...


def failing(session: Session, question: Problems) -> Callable[[Exception], None]:
    """Says in a question what the person can mend; what nobody foresaw closes it and is told as everywhere."""

    def failed(error: Exception) -> None:
        if isinstance(error, DeskError):
            question.show_problem(error_text(error))
        else:
            question.finish()
            session.say_error(error)

    return failed


class Question(DialogFrame):
    """Asks by what its content shows; :meth:`show_problem` says below it what is wrong, and the dialog stays."""

    def __init__(
        self, window: QWidget, title: str, content: QWidget, *, buttons: Sequence[DialogButton], width: int, name: str
    ) -> None:
        body = QWidget()
        self._whole = QVBoxLayout(body)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(theme.px(10))
        self._scrolled = ScrolledBody(content, width - _MARGINS)
        self._whole.addWidget(self._scrolled, 1)
        self._problem: Banner | None = None
        super().__init__(window, title, body, buttons=buttons, width=width, closes=False, name=name)
        self.finished.connect(self.deleteLater)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong."""
        if self._problem is None:
            self._problem = Banner(Tone.ERROR, sentence, name=f"{self.objectName()}-problem")
            self._whole.addWidget(self._problem)
        self._problem.set_words(sentence)
        self.fit()

    def reading_place(self) -> QWidget:
        """What takes the focus where the content has nothing to fill in: arrows and page keys scroll it."""
        return self._scrolled.to_read()
