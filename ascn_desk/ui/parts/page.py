"""The scaffold of a page: head with title and actions, body, foot; at the right a side pane after a hairline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts.base import Part, ready
from ascn_desk.ui.parts.crumbs import Crumbs
from ascn_desk.ui.parts.foot_bar import FootBar
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.scroll import Scroll
from ascn_desk.ui.theme import Type

HEAD = 64
SIDE_WIDTHS = (300, 372)
BETWEEN_NAMES = "　"
"""Between names beside a title; the last of them is left out first where there is no room."""


class _Title(Part):
    """Title in bold, subtitle on the same line."""

    def __init__(self, title: str, subtitle: str, parent: QWidget) -> None:
        super().__init__(name="page-title", accessible=title, parent=parent)
        self.title, self.subtitle = title, subtitle
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = paint.width_of(self.title, Type.PAGE, bold=True)
        if self.subtitle:
            width += theme.px(14) + paint.width_of(self.subtitle, Type.FORM)
        return QSize(int(width) + 4, theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme.px(120), self.sizeHint().width()), theme.px(36))

    def _beside(self, room: float) -> str:
        """As many of the names beside the title as fit whole."""
        names = self.subtitle.split(BETWEEN_NAMES)
        while names and paint.width_of(BETWEEN_NAMES.join(names), Type.FORM) > room:
            names.pop()
        return BETWEEN_NAMES.join(names)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        width = paint.text(painter, area, self.title, look.color("text"), kind=Type.PAGE, bold=True)
        left = width + theme.px(14)
        beside = self._beside(area.width() - left)
        if beside:
            paint.text(painter, area.adjusted(left, 0, 0, 0), beside, look.color("second"), kind=Type.FORM)
        painter.end()


class Page(Part):
    """A page. Give the body as a widget that fills it (a list) or, with ``scrolls``, one that scrolls.

    With ``side_scrolls`` the side pane is padded and scrolls; without it, it fills its pane as it is.

    ``crumbs`` are (id, words) of what lies above; the signal ``crumb_chosen(str)`` gives the id.
    """

    crumb_chosen = Signal(str)

    def __init__(
        self,
        title: str,
        *,
        subtitle: str = "",
        crumbs: Sequence[tuple[str, str]] = (),
        actions: Sequence[QWidget] = (),
        beside_title: Sequence[QWidget] = (),
        body: QWidget | None = None,
        scrolls: bool = False,
        padded: bool | None = None,
        side: QWidget | None = None,
        side_width: int = 320,
        side_scrolls: bool = False,
        head_line: bool = False,
        foot_count: str = "",
        foot_keys: Sequence[tuple[str, str]] = (),
        show_foot: bool = True,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, accessible=title, parent=parent)
        self._title = _Title(title, subtitle, self)
        self._crumbs = Crumbs(crumbs, parent=self) if crumbs else None
        self._foot = FootBar(foot_count, foot_keys, parent=self) if show_foot else None
        self._side_line = Hairline(upright=True) if side is not None else None
        self._side = Scroll(side, padding=(24, 16, 24, 16)) if side is not None and side_scrolls else side
        self._body_row = QVBoxLayout()
        self._actions_row = QHBoxLayout()
        self._beside_title = list(beside_title)
        self._lay_out(actions, beside_title, head_line, side_width)
        if self._crumbs is not None:
            self._crumbs.chosen.connect(self.crumb_chosen)
        if body is not None:
            self.set_body(body, scrolls=scrolls, padded=scrolls if padded is None else padded)

    def _lay_out(self, actions: Sequence[QWidget], beside: Sequence[QWidget], head_line: bool, side_width: int) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addLayout(self._head(actions, beside))
        if head_line:
            main.addWidget(Hairline())
        self._body_row.setContentsMargins(0, 0, 0, 0)
        main.addLayout(self._body_row, 1)
        if self._foot is not None:
            main.addWidget(self._foot)
        across.addLayout(main, 1)
        if self._side is not None and self._side_line is not None:
            across.addWidget(self._side_line)
            self._side.setFixedWidth(theme.px(side_width))
            across.addWidget(self._side)

    def _head(self, actions: Sequence[QWidget], beside: Sequence[QWidget]) -> QBoxLayout:
        head = QVBoxLayout()
        top = theme.px(16 if self._crumbs is not None else 15)
        head.setContentsMargins(theme.px(24), top, theme.px(24), theme.px(13))
        head.setSpacing(theme.px(2))
        if self._crumbs is not None:
            head.addWidget(self._crumbs)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self._title, 1)
        for widget in beside:
            row.addWidget(widget)
        if beside:
            self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.setStretch(0, 0)
            row.addStretch(1)
        self._actions_row.setSpacing(theme.px(8))
        for widget in actions:
            self._actions_row.addWidget(widget)
        row.addLayout(self._actions_row)
        head.addLayout(row)
        return head

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name the page and add what stands beside the name."""
        self._title.title, self._title.subtitle = title, subtitle
        self._title.setAccessibleName(title)
        self.setAccessibleName(title)
        self._title.updateGeometry()
        self._title.update()

    def set_crumbs(self, crumbs: Sequence[tuple[str, str]]) -> None:
        """Say what lies above the page; only for a page made with crumbs."""
        if self._crumbs is not None:
            self._crumbs.set_crumbs(crumbs)

    def set_body(self, body: QWidget, *, scrolls: bool = False, padded: bool = False) -> None:
        """Fill the body; what was there before goes."""
        while (item := self._body_row.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.setParent(None)
                before.deleteLater()
        room = (24, 4, 24, 24)
        if scrolls:
            self._body_row.addWidget(Scroll(body, padding=room if padded else None, parent=self))
        elif padded:
            left, top, right, bottom = (theme.px(side) for side in room)
            self._body_row.setContentsMargins(left, top, right, bottom)
            self._body_row.addWidget(body)
        else:
            self._body_row.setContentsMargins(0, 0, 0, 0)
            self._body_row.addWidget(body)

    def set_foot_count(self, count: str) -> None:
        """Say how many at the foot."""
        if self._foot is not None:
            self._foot.set_count(count)

    def set_foot_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show other keys at the foot."""
        if self._foot is not None:
            self._foot.set_keys(keys)

    def show_side(self, shown: bool) -> None:
        """Show or hide the side pane."""
        if self._side is not None and self._side_line is not None:
            self._side.setVisible(shown)
            self._side_line.setVisible(shown)

    def set_side_width(self, side_width: int) -> None:
        """Give the side pane another width, in px at 100 %."""
        if self._side is not None:
            self._side.setFixedWidth(theme.px(side_width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the head is narrow, what stands beside the title gives way, so that no button is cut."""
        super().resizeEvent(event)
        if not self._beside_title:
            return
        side = self._side.width() if self._side is not None and not self._side.isHidden() else 0
        room = self.width() - side - theme.px(2 * 24)
        taken = paint.width_of(self._title.title, Type.PAGE, bold=True) + self._actions_row.sizeHint().width()
        for widget in self._beside_title:
            taken += widget.sizeHint().width() + theme.px(2 * 16)
            widget.setVisible(taken <= room)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        painter.fillRect(self.rect(), self.look.color("background"))
        painter.end()
