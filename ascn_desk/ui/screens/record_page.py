"""What the pages of a city and of a company share: head, tabs, the parts behind them, and what stands at the side.

- a part is made when it is first asked for; the overview is the first of them
- where the room is narrow, what stands at the side stands below the overview
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import ListView, Page, Scroll, Tabs
from ascn_desk.ui.screens import related, telling

OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one kind that belong to the record shown; they stand behind a tab."""

    title: str
    kind: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the page says above its tabs and at its foot; ``name`` begins the names of its widgets."""

    name: str
    title: str
    subtitle: str = ""
    crumbs: Sequence[tuple[str, str]] = ()
    beside_title: Sequence[QWidget] = ()
    actions: Sequence[QWidget] = ()
    foot_keys: Sequence[tuple[str, str]] = ()
    side_width: int = 352


class RecordPage(QWidget):
    """Signals: ``back_asked()``, ``record_asked(str)`` a row's key, ``edit_asked()``.

    Subclasses call :meth:`_build` last and say what stands in the overview, at the side and in an empty part.
    """

    back_asked = Signal()
    record_asked = Signal(str)
    edit_asked = Signal()

    def _build(self, head: Head, groups: Mapping[str, Group], reader: Reader, tab: str) -> None:
        self._groups, self._named, self._reader_of_rows = groups, head.name, reader
        self._pages: dict[str, QWidget] = {}
        self._below: QWidget | None = None
        self._stack = QStackedWidget()
        self.tabs = Tabs([(OVERVIEW, t("Overview")), *((key, group.title) for key, group in groups.items())],
                         outer=24, name=f"{head.name}-tabs", accessible=t("Parts of the page"))  # fmt: skip
        for key, group in groups.items():
            self.tabs.set_count(key, len(group.rows))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self._page = Page(
            head.title,
            subtitle=head.subtitle,
            crumbs=head.crumbs,
            beside_title=head.beside_title,
            actions=head.actions,
            body=body,
            side=self._side(),
            side_width=head.side_width,
            side_scrolls=True,
            foot_keys=head.foot_keys,
            name=f"{head.name}-page",
        )
        self._page.crumb_chosen.connect(self._on_crumb)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self.tabs.chosen.connect(self.show_tab)
        self.show_tab(tab if tab in groups else OVERVIEW)

    # What a page says of itself; Qt's own metaclass leaves no room for abstract methods

    def _add_overview(self, column: QVBoxLayout) -> None:
        """Fill the overview."""
        raise NotImplementedError

    def _side(self) -> QWidget:
        """What stands at the side; made once more to stand below the overview."""
        raise NotImplementedError

    def _empty(self, tab: str, group: Group) -> QWidget:
        """What stands in a part that holds nothing."""
        raise NotImplementedError

    def _leave_out(self, kind: str, *, fit: bool) -> Sequence[str]:
        """The columns of a table that would say what the page says already."""
        return ()

    # For the screen

    @Slot(str)
    def show_tab(self, tab: str) -> None:
        """Show a part of the page."""
        if tab not in self._pages:
            self._pages[tab] = self._overview() if tab == OVERVIEW else self._whole(tab)
            self._stack.addWidget(self._pages[tab])
        self._stack.setCurrentWidget(self._pages[tab])
        self.tabs.set_current(tab)
        self._arrange()

    def focus_first(self) -> None:
        """Put the focus on the tabs."""
        self.tabs.setFocus()

    # Making

    def _overview(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self._add_overview(column)
        self._below = self._side()
        self._below.hide()
        column.addWidget(self._below)
        column.addStretch(1)
        return Scroll(body, padding=(24, 4, 24, 24))

    def _whole(self, tab: str) -> QWidget:
        group = self._groups[tab]
        return self._table(group.kind, group.rows, fit=False) if group.rows else self._empty(tab, group)

    def _table(self, kind: str, rows: Sequence[Row], *, fit: bool) -> ListView:
        """The records of a kind: all of them, or, with ``fit``, as high as its few rows."""
        made = related.table(kind, rows, self._reader_of_rows, outer=0 if fit else 24, fit=fit,
                             name=f"{self._named}-{kind}", leave_out=self._leave_out(kind, fit=fit))  # fmt: skip
        made.row_activated.connect(self.record_asked)
        return made

    @Slot(str)
    def _on_crumb(self, crumb: str) -> None:
        self.back_asked.emit()

    def _arrange(self) -> None:
        narrow = self.width() < theme.px(telling.NARROW)
        self._page.show_side(not narrow)
        if self._below is not None:
            self._below.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
