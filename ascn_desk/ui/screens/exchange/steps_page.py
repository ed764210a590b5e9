"""What is checked of one file, step by step, with what was found: for files that are good and for refused ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.explaining import Step
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Banner, Hairline, Label, Mark, Page, Paragraph, Scroll, Shape, Tone
from ascn_desk.ui.screens import telling

_WIDTH = 760
_KEY_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8,
              Qt.Key.Key_Home: -1000, Qt.Key.Key_End: 1000}  # fmt: skip


class StepsPage(QWidget):
    """Arrows and the page keys scroll it. Signal: ``back_asked()``, to where the file was chosen."""

    back_asked = Signal()

    def __init__(self, file: str, steps: Sequence[Step], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName("exchange-steps")
        self.setAccessibleName(t("The check of {file}, step by step", file=file))
        self._scroll = Scroll(self._body(file, steps), padding=(24, 16, 24, 24), name="steps-scroll")
        page = Page(
            t("The check, step by step"),
            body=self._scroll,
            head_line=True,
            foot_count=t("Nothing was changed"),
            foot_keys=[("↑ ↓", t("scroll")), ("Esc", t("back"))],
            name="exchange-steps-page",
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def _body(self, file: str, steps: Sequence[Step]) -> QWidget:
        body = QWidget()
        across = QHBoxLayout(body)
        across.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_WIDTH))
        across.addWidget(middle, 100)
        across.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(Paragraph(file, color="text", bold=True))
        column.addWidget(_banner(steps))
        names = _names()
        for step in steps:
            column.addWidget(Hairline())
            column.addWidget(_Step(step, names[step.step - 1]))
        column.addStretch(1)
        return body

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _KEY_STEPS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + by * theme.px(44))


class _Step(QWidget):
    """Number and name of a step with its result as shape and word, below what was found."""

    def __init__(self, step: Step, name: str) -> None:
        super().__init__()
        mark = _mark(step)
        self.setObjectName(f"step-{step.step}")
        self.setAccessibleName(f"{step.step} {name}: {mark.word}. {step.message}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        number = Label(str(step.step), color="hint", digits=True)
        number.setFixedWidth(theme.px(24))
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.addWidget(Label(name, bold=True, color="text" if step.ok is not None else "second"))
        head.addStretch(1)
        head.addWidget(Label(mark.word, mark=mark, color="second"))
        column.addLayout(head)
        if step.ok is not None:
            column.addWidget(Paragraph(step.message))
        row.addLayout(column, 1)


def _banner(steps: Sequence[Step]) -> Banner:
    failed = [each for each in steps if each.ok is False]
    if not failed:
        return Banner(Tone.SUCCESS, t("Every step is good. The file can be taken in."), name="steps-banner")
    if failed[0].step <= 5:
        words = t("The file is refused at step {n}: {why}.", n=failed[0].step,
                  why=telling.why_words(failed[0].code or ""))  # fmt: skip
        return Banner(Tone.ERROR, words, name="steps-banner")
    numbers = t(", ").join(str(each.step) for each in failed)
    words = t("Part of the file is held back, at step {n}. The rest can be taken in.", n=numbers)
    return Banner(Tone.WARNING, words, name="steps-banner")


def _mark(step: Step) -> Mark:
    if step.ok:
        return Mark(Shape.CHECK, Tone.SUCCESS, t("good"))
    if step.ok is None:
        return Mark(Shape.DASH, Tone.NEUTRAL, step.message)
    if step.step <= 5:
        return Mark(Shape.CROSS, Tone.ERROR, telling.why_words(step.code or ""))
    return Mark(Shape.TRIANGLE, Tone.WARNING, telling.why_words(step.code or ""))


def _names() -> tuple[str, ...]:
    """What the eleven steps of receiving look at."""
    return (
        t("The file as a whole"),
        t("Its archive"),
        t("Root and registry"),
        t("Sender and receiver"),
        t("Every member"),
        t("Signatures of the segments"),
        t("Known or new"),
        t("The order of the segments"),
        t("Every line"),
        t("Rights and values"),
        t("Attachments"),
    )
