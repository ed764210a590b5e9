"""What will go, drawn: the next bundle in large, the line of its file, and the rows of what it carries."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.unsent import UnsentRecord
from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.parts import Cell, CellKind, Column, Part, Type
from ascn_desk.ui.parts.base import ready
from ascn_desk.ui.screens import telling


class NextBundle(Part):
    """What will go, in large: the number and how many changes; the button stands at its right."""

    def __init__(self, caption: str, number: str, count: str, parent: QWidget | None = None) -> None:
        super().__init__(name="next-bundle", accessible=f"{caption} {number} {count}", parent=parent)
        self._caption, self._number, self._count = caption, number, count
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, width = self.look, float(self.width())
        paint.text(painter, QRectF(0, 0, width, theme.px(22)), self._caption, look.color("second"))
        row = QRectF(0, theme.px(22), width, theme.px(36))
        left = 0.0
        if self._number:
            left = paint.text(painter, row, self._number, look.color("text"), kind=Type.PAGE, bold=True) + theme.px(18)
        paint.text(painter, row.adjusted(left, 0, 0, 0), self._count, look.color("text"), kind=Type.RECORD, bold=True)
        painter.end()


class FileLine(Part):
    """The file that will be made, on the surface colour: name in bold, what it is beside."""

    def __init__(self, name: str, words: str, icon: str = "file-check", parent: QWidget | None = None) -> None:
        super().__init__(accessible=f"{name} {words}", parent=parent)
        self._name, self._words, self._icon = name, words, icon
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _lines(self, width: int) -> list[str]:
        return paint.lines_of(self._words, max(theme.px(120), width - theme.px(64)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme.px(20 + 22) + theme.px(22) * len(self._lines(width))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.heightForWidth(max(self.width(), theme.px(480))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        paint.box(painter, area, theme.px(8), look.color("surface"))
        mark = QRectF(theme.px(16), theme.px(11), theme.px(18), theme.px(20))
        icons.draw(painter, mark, self._icon, look.color("second"))
        row = QRectF(theme.px(46), theme.px(10), area.width() - theme.px(62), theme.px(22))
        paint.text(painter, row, self._name, look.color("text"), bold=True)
        for line in self._lines(self.width()):
            row.translate(0, theme.px(22))
            paint.text(painter, row.adjusted(0, 0, 2, 0), line, look.color("second"))
        painter.end()


def going_columns() -> list[Column]:
    """The columns of what will go."""
    return [
        Column(key="sort", title=t("Kind"), width=172, sortable=False),
        Column(key="what", title=t("What"), stretch=4, sortable=False),
        Column(key="fields", title=t("Changed fields"), stretch=3, kind=CellKind.SECOND, sortable=False),
        Column(key="day", title=t("Changed"), width=96, kind=CellKind.DATE, sortable=False),
    ]


def going_row(each: UnsentRecord, today: date) -> dict[str, object]:
    """A row of it; its id names the record."""
    kind = telling.kind_words(each.kind)
    sort = t("New: {kind}", kind=kind) if each.is_new else kind
    fields = "" if each.is_new else telling.fields_words(each.kind, each.fields, 2)
    return {"id": record_key(each.kind, each.id, each.channel), "sort": Cell(sort, icon=telling.kind_icon(each.kind)),
            "what": each.title, "fields": fields, "day": telling.day_words(each.at, today)}  # fmt: skip


def record_key(kind: str, record_id: str, channel: str) -> str:
    """The id of a row that stands for a record."""
    return f"{kind}|{record_id}|{channel}"
