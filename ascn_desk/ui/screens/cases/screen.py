"""Cases: the list at the left, one case with its timeline at the right; where it is narrow, one at a time."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Button, ButtonKind, Hairline, Page
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.cases import reading
from ascn_desk.ui.screens.cases.case_detail import CaseDetail
from ascn_desk.ui.screens.cases.case_list import CaseList, view_words
from ascn_desk.ui.screens.purging.asking import may_ask
from ascn_desk.ui.session import Session

_WIDEST_DETAIL, _NARROWEST_DETAIL = 488, 340
_DETAIL_SHARE = 0.41
_ONE_AT_A_TIME = 760
"""Below this width, in px at 100 %, the list and the case do not stand side by side."""
_WAIT_MS = 60
"""A case is read when the list has rested on it so long: going down by a held key reads only the last."""

_KEYS = {"N": "log", "E": "edit", "C": "status", "D": "done", "S": "put-off", "F": "follow-up", "A": "attach",
         "M": "more", "H": "history", "P": "purge"}  # fmt: skip
_PACK_KEY = "Ctrl+P"


class CasesScreen(Screen):
    """The room of cases. Single letters act where no text is typed; with Alt they act everywhere in the room."""

    room = "cases"
    kinds = frozenset({"case", "log_entry", "follow_up", "attachment", "referral", "company", "city", "choice",
                       "officer", "office"})  # fmt: skip

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("cases-screen")
        self._list = CaseList(session)
        self._detail = CaseDetail(session)
        self._views = Button(view_words("mine_open"), kind=ButtonKind.PLAIN, icon="layers", chevron="chevron-down",
                             name="cases-views")  # fmt: skip
        self._new = Button(t("New case"), kind=ButtonKind.PRIMARY, icon="plus", key="Ctrl+N", name="cases-new")
        self._page = Page(t("Cases"), actions=[self._views, self._new], body=self._list,
                          foot_keys=self._foot_keys(), name="cases-page")  # fmt: skip
        self._line = Hairline(upright=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._page, 1)
        row.addWidget(self._line)
        row.addWidget(self._detail)
        self.column.addLayout(row)
        self._is_empty = False
        self._shows_case = False
        self._next: tuple[str, str] = ("", "")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_WAIT_MS)
        self._wire()
        self._bind_keys()

    def _wire(self) -> None:
        self._rest.timeout.connect(self._show_next)
        self._list.case_chosen.connect(self._on_chosen)
        self._list.case_opened.connect(self._on_opened)
        self._list.counted.connect(self._on_counted)
        self._list.view_changed.connect(self._on_view_changed)
        self._list.new_asked.connect(self._ask_new)
        self._views.clicked.connect(self._ask_view)
        self._new.clicked.connect(self._ask_new)
        self._detail.left.connect(self._back)

    def _bind_keys(self) -> None:
        for keys, what in ((_PACK_KEY, "pack"), *((f"Alt+{letter}", what) for letter, what in _KEYS.items())):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._act, what))

    def _foot_keys(self) -> list[tuple[str, str]]:
        return [("Enter", t("open")), ("J K", t("next, previous")), ("N", t("note")), ("D", t("done")),
                ("S", t("put off"))]  # fmt: skip

    def _empty_keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+N", t("new case")), ("Ctrl+K", t("all commands"))]

    # The room

    def title(self) -> str:
        return t("Cases")

    def refresh(self) -> None:
        self._list.reload()
        self._detail.refresh()

    def open_record(self, kind: str, record_id: str, channel: str, what: str = "") -> None:
        """Show the case of a record; ``what`` is begun there once it stands."""

        def show(found: tuple[str, str | None]) -> None:
            case_id, case_channel = found
            self._rest.stop()
            if case_channel:
                self._list.select(case_id, case_channel)
                self._rest.stop()
            self._detail.load(case_id, case_channel)
            self._shows_case = True
            self._arrange()
            self._detail.focus_detail()
            if what:
                self._detail.act(what)

        self.session.read(reading.case_of, kind, record_id, channel or None, done=show, owner=self)

    def focus_first(self) -> None:
        self._list.focus_list()

    def is_dirty(self) -> bool:
        return self._detail.is_dirty()

    def commands(self) -> tuple[Command, ...]:
        made = [
            Command("cases.filter", t("Filter the cases"), "/", self._list.focus_filter),
            Command("cases.view", t("Choose a view of cases"), "V", self._ask_view),
        ]
        if self._detail.case_view() is not None:
            words = {"log": t("Add a note"), "edit": t("Edit all fields"), "status": t("Change the status"),
                     "done": t("Next action done"), "put-off": t("Put off"), "follow-up": t("Add a follow-up"),
                     "attach": t("Add a file"), "history": t("History"),
                     "pack": t("Make a pack of the case")}  # fmt: skip
            if may_ask(self.session):
                words["purge"] = t("Ask for a purge")
            keys = {"pack": _PACK_KEY, **{what: key for key, what in _KEYS.items()}}
            made += [
                Command(f"cases.{what}", said, keys[what], partial(self._act, what)) for what, said in words.items()
            ]
        return tuple(made)

    # What happens

    @Slot(str, str)
    def _on_chosen(self, case_id: str, channel: str) -> None:
        if not case_id:
            self._rest.stop()
            self._detail.clear()
            return
        self._next = (case_id, channel)
        self._rest.start()

    @Slot()
    def _show_next(self) -> None:
        self._detail.load(*self._next)

    @Slot(str, str)
    def _on_opened(self, case_id: str, channel: str) -> None:
        self._rest.stop()
        self._detail.load(case_id, channel)
        self._shows_case = True
        self._arrange()
        self._detail.focus_detail()

    @Slot(str, bool)
    def _on_counted(self, words: str, is_empty: bool) -> None:
        self._page.set_foot_count(words)
        self._page.set_foot_keys(self._empty_keys() if is_empty else self._foot_keys())
        self._is_empty = is_empty
        self._new.setVisible(not is_empty)  # the empty page has its own; one filled button a screen
        self._arrange()

    @Slot(str)
    def _on_view_changed(self, view: str) -> None:
        self._views.set_words(view_words(self._list.view()))

    @Slot()
    def _ask_view(self) -> None:
        self._list.ask_view(self._views)

    @Slot()
    def _ask_new(self) -> None:
        self.session.command_wanted.emit("quick-case")

    def _act(self, what: str) -> None:
        if self._rest.isActive():
            self._rest.stop()
            self._detail.load(*self._next)
        self._shows_case = True
        self._arrange()
        self._detail.act(what)

    def _back(self) -> None:
        self._shows_case = False
        self._arrange()
        self._list.focus_list()

    def _arrange(self) -> None:
        """Side by side, or one at a time; no case, no page of it."""
        unit = theme.px(100) / 100
        width = self.width() / unit
        narrow = width < _ONE_AT_A_TIME
        wanted = max(_NARROWEST_DETAIL, min(_WIDEST_DETAIL, round(width * _DETAIL_SHARE)))
        self._page.setVisible(not narrow or not self._shows_case)
        self._line.setVisible(not narrow and not self._is_empty)
        self._detail.set_width(self.width() if narrow else round(wanted * unit))
        self._detail.show_way_back(narrow)
        self._detail.setVisible(not self._is_empty and (not narrow or self._shows_case))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        if keys in _KEYS:
            self._act(_KEYS[keys])
        elif keys == "V":
            self._ask_view()
        elif keys == "/":
            self._list.focus_filter()
        elif keys == "Esc":
            self._back()
        else:
            super().keyPressEvent(event)
