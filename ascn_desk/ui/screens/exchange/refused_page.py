"""The page of a single file that was refused: what happened, what is safe, what to do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import VerifiedFile
from ascn_desk.ui import icons, theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    Card,
    KeyValueList,
    Label,
    Mark,
    OneLine,
    Page,
    Paragraph,
    Part,
    SectionHeading,
    Tone,
)
from ascn_desk.ui.parts.base import ready
from ascn_desk.ui.screens import telling

_WIDTH = 720


class _Icon(Part):
    def __init__(self, icon: str, token: str) -> None:
        super().__init__()
        self._icon, self._token = icon, token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(22), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        area = QRectF(0, theme.px(1), theme.px(20), theme.px(22))
        icons.draw(painter, area, self._icon, self.look.color(self._token))
        painter.end()


class RefusedPage(QWidget):
    """Signals: ``choose_asked()``, ``explained()``, ``back_asked()``."""

    choose_asked = Signal()
    explained = Signal()
    back_asked = Signal()

    def __init__(self, file: VerifiedFile, unsent: int, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choose = Button(t("Choose the file again"), kind=ButtonKind.PRIMARY, icon="folder-open", key="Ctrl+O",
                             height=40, name="refused-choose")  # fmt: skip
        self.choose.clicked.connect(self.choose_asked)
        page = Page(
            t("Exchange"),
            body=self._body(file, unsent),
            scrolls=True,
            padded=True,
            head_line=True,
            foot_count=t("Nothing was changed"),
            foot_keys=[("Esc", t("back")), ("S", t("each step")), ("Ctrl+O", t("choose again"))],
            name="exchange-refused",
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)

    def press(self, keys: str) -> bool:
        """Do what a key stands for; whether it stands for anything here."""
        if keys == "S":
            self.explained.emit()
        return keys == "S"

    def _body(self, file: VerifiedFile, unsent: int) -> QWidget:
        body = QWidget()
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_WIDTH))
        across = QHBoxLayout(body)
        across.setContentsMargins(0, theme.px(20), 0, 0)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(18))
        words = telling.why_words(file.code or "")
        column.addWidget(Banner(Tone.ERROR, t("{why}. It was not taken over.", why=words), name="refused-banner"))
        safe = t("All your records and drafts are as they were.")
        if unsent:
            safe = t("All your records, your {entries} not yet sent and your drafts are as they were.",
                     entries=telling.entries_words(unsent))  # fmt: skip
        for icon, token, title, told in (
            ("info", "second", t("What went wrong"), file.message),
            ("shield-check", "success", t("What is safe"), safe),
            ("list-checks", "second", t("What to do"), telling.what_to_do(file.code)),
        ):
            column.addLayout(_told(icon, token, title, told))
        column.addLayout(self._buttons())
        column.addWidget(SectionHeading(t("Details")))
        size = file.path.stat().st_size if file.path.is_file() else 0
        pairs: list[tuple[str, str | Mark | OneLine]] = [
            (t("File"), OneLine(file.path.name)),
            (t("File size"), telling.size_words(size)),
            (t("Folder"), OneLine(str(file.path.parent))),
            (t("Code"), file.code or "–"),
        ]
        column.addWidget(Card(content=[KeyValueList(pairs)], filled=True))
        return body

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.choose)
        steps = Button(t("See each step"), kind=ButtonKind.QUIET, key="S", height=40, name="refused-steps")
        steps.clicked.connect(self.explained)
        row.addWidget(steps)
        back = Button(t("Work on without it"), kind=ButtonKind.QUIET, key="Esc", height=40, name="refused-back")
        back.clicked.connect(self.back_asked)
        row.addWidget(back)
        row.addStretch(1)
        return row


def _told(icon: str, token: str, title: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    row.addWidget(_Icon(icon, token), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(theme.px(2))
    column.addWidget(Label(title, bold=True))
    column.addWidget(Paragraph(words))
    row.addLayout(column, 1)
    return row
