"""Files that were refused: why each is held, since when, from whom; to try again, write out, or throw away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.quarantine import Quarantined
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    Cell,
    KeyValueList,
    Label,
    ListView,
    Mark,
    OneLine,
    Page,
    Paragraph,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.resting import nothing_here
from ascn_desk.ui.screens.list_beside import ListBeside, listed


class QuarantinePage(QWidget):
    """Signals: ``retried(Quarantined)``, ``exported(Quarantined)``, ``discarded(Quarantined)``,
    ``explained(Quarantined)`` for the one shown; ``back_asked()``.
    """

    retried = Signal(object)
    exported = Signal(object)
    discarded = Signal(object)
    explained = Signal(object)
    back_asked = Signal()

    def __init__(
        self, files: Sequence[Quarantined], today: date, shown: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._files, self._today = list(files), today
        self._shown = 0
        self.list: ListView | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        if not self._files:
            words = t("A file that cannot be taken in is kept here with its reason, and tried again by itself where "
                      "newer documents or keys may help.")
            empty = nothing_here(t("No file is held back"), words, icon="shield-check", name="quarantine-empty")
            empty.begun.connect(self.back_asked)
            whole.addWidget(Page(t("Refused files"), body=empty, head_line=True, foot_keys=[("Esc", t("back"))]))
            return
        rows = [(str(n), self._cell(each)) for n, each in enumerate(self._files)]
        self.list = listed(rows, name="quarantine", accessible=t("Refused files"))
        count = Label(str(len(self._files)), color="second", digits=True, name="quarantine-count")
        keys = [("R", t("try again")), ("S", t("each step")), ("E", t("write out")), ("Del", t("throw away")),
                ("Esc", t("back"))]  # fmt: skip
        self._beside = ListBeside(t("Refused files"), self.list, keys, count=count)
        whole.addWidget(self._beside)
        self.list.current_changed.connect(self._on_current)
        self.list.set_current_row(next((n for n, each in enumerate(self._files) if each.id == shown), 0))

    def first_control(self) -> QWidget:
        """Where work begins."""
        return self.list or self

    def press(self, keys: str) -> bool:
        """Do what a key stands for; whether it stands for anything here."""
        act = self._acts().get(keys)
        if act is None or not self._files:
            return False
        file = self._files[self._shown]
        if file.size is not None or keys == "Del":
            act(file)
        return True

    def _acts(self) -> dict[str, Callable[[Quarantined], object]]:
        return {
            "R": self.retried.emit,
            "S": self.explained.emit,
            "E": self.exported.emit,
            "Del": self.discarded.emit,
        }

    def _cell(self, each: Quarantined) -> Cell:
        tone, shape = (Tone.WARNING, Shape.RING) if each.may_pass else (Tone.ERROR, Shape.CROSS)
        below = t(", ").join((telling.day_words(each.at, self._today), telling.why_words(each.code)))
        return Cell(_sender_words(each) or each.file, tone=tone, shape=shape, below=below)

    def _on_current(self, row: str) -> None:
        if row:
            self._shown = int(row)
            self._beside.show_beside(self._detail(self._files[self._shown]))

    def _detail(self, each: Quarantined) -> QWidget:
        detail = QWidget()
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(Label(_sender_words(each) or t("Sender not known"), kind=Type.RECORD, bold=True))
        tone = Tone.WARNING if each.may_pass else Tone.ERROR
        column.addWidget(Banner(tone, telling.why_words(each.code), detail=each.message, name="quarantine-why"))
        column.addWidget(KeyValueList(self._pairs(each), name="quarantine-about"))
        column.addWidget(Label(t("What to do"), bold=True))
        column.addWidget(Paragraph(telling.what_to_do(each.code)))
        for row in self._buttons(each):
            column.addLayout(row)
        column.addStretch(1)
        return detail

    def _pairs(self, each: Quarantined) -> list[tuple[str, str | Mark | OneLine]]:
        pairs: list[tuple[str, str | Mark | OneLine]] = [
            (t("File"), OneLine(each.file)),
            (t("Held since"), telling.time_words(each.at, self._today)),
        ]
        if each.office:
            named = telling.office_words(each.office, each.office_name)
            pairs.append((t("From"), t("{office}, as its name says; not proven", office=named)))
        if each.desk:
            pairs.append((t("Desk"), t("{desk}, as it says; not proven", desk=each.desk[:6] + "…")))
        size = t("Not kept: larger than a file may be") if each.size is None else telling.size_words(each.size)
        pairs.append((t("File size"), size))
        if each.may_pass:
            again = Mark(Shape.CHECK, Tone.NEUTRAL, t("by itself, once newer documents or keys came"))
        else:
            again = Mark(Shape.DASH, Tone.NEUTRAL, t("only by hand: the reason lies in the file itself"))
        return [*pairs, (t("Tried again"), again), (t("Code"), each.code)]

    def _buttons(self, each: Quarantined) -> list[QHBoxLayout]:
        """The ways on; those that need the file only where it is kept."""
        away = self._button(t("Throw away"), ButtonKind.DANGER, "trash-2", "Del", "quarantine-discard")
        if each.size is None:
            return [_row(away)]
        again = self._button(t("Try again"), ButtonKind.PRIMARY, "rotate-ccw", "R", "quarantine-retry")
        steps = self._button(t("See each step"), ButtonKind.QUIET, "list-checks", "S", "quarantine-steps")
        out = self._button(t("Write out"), ButtonKind.QUIET, "file-down", "E", "quarantine-export")
        return [_row(again, steps, out), _row(away)]

    def _button(self, words: str, kind: ButtonKind, icon: str, key: str, name: str) -> Button:
        made = Button(words, kind=kind, icon=icon, key=key, name=name)
        made.clicked.connect(lambda: self.press(key))
        return made


def _row(*buttons: Button) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for each in buttons:
        row.addWidget(each)
    row.addStretch(1)
    return row


def _sender_words(each: Quarantined) -> str:
    return telling.office_words(each.office, each.office_name) if each.office else ""
