"""The side pane of a page: at the right, thinner where it is narrow, and under the body where both have no room."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.parts import Hairline, Page, Scroll
from ascn_desk.ui.screens.telling import NARROW

THIN = 260
_LEAST = 760
"""Below this width of the room, in px at 100 %, the pane goes under the body."""


class SidePane(QWidget):
    """Give it to the page as its side, :meth:`below` a place in its body, and call :meth:`fit_page` at each resizing.

    With ``scrolls`` what is below scrolls by itself, for a body that does not.
    """

    def __init__(self, content: QWidget, width: int, *, scrolls: bool = False) -> None:
        super().__init__()
        self._content, self._width = content, width
        self._beside = QVBoxLayout(self)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(content)
        under = QWidget()
        self._under = QVBoxLayout(under)
        self._under.setContentsMargins(0, theme.px(8), 0, 0)
        self._under.setSpacing(theme.px(12))
        self._under.addWidget(Hairline())
        self._below: QWidget = Scroll(under, padding=(24, 0, 24, 16)) if scrolls else under
        self._below.hide()

    def below(self) -> QWidget:
        """What is shown in the body where the pane goes under it."""
        return self._below

    def fit_page(self, page: Page, room: int) -> None:
        """Take the place that a room of this width in pixels leaves; the focus stays in the pane, wherever it goes."""
        is_under = room < theme.px(_LEAST)
        place = self._under if is_under else self._beside
        if place.indexOf(self._content) < 0:
            focus = self._content.focusWidget()
            place.addWidget(self._content)
            self._below.setVisible(is_under)
            self._content.show()
            if focus is not None:
                focus.setFocus()
        page.show_side(not is_under)
        page.set_side_width(THIN if room < theme.px(NARROW) else self._width)
