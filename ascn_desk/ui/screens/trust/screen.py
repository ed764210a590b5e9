"""Trust: whom this desk trusts and until when; at headquarters the care for root, registry, desks and their requests.

Every change is shown in sentences before anybody signs it. Where two people have to sign, it waits here as a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ascn_desk.base.words import error_text, t
from ascn_desk.operations import trust_care, trust_closing, trust_papers, trust_root
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.trust_changes import Signing, TrustChanged
from ascn_desk.operations.trust_closing import Fork
from ascn_desk.operations.trust_readable import Readable
from ascn_desk.ui import dialogs
from ascn_desk.ui.parts import Button, ButtonKind, EmptyState, ListView, Page
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.list_beside import ListBeside, listed
from ascn_desk.ui.screens.page_stack import PageStack
from ascn_desk.ui.screens.trust import details, fork_sides, reading
from ascn_desk.ui.screens.trust.approving import Approving
from ascn_desk.ui.screens.trust.changing import Changing
from ascn_desk.ui.screens.trust.closing import Closing, ReadableNote
from ascn_desk.ui.screens.trust.detail import Detail
from ascn_desk.ui.screens.trust.fork_page import ForkPage
from ascn_desk.ui.screens.trust.reading import TrustState
from ascn_desk.ui.screens.trust.request_detail import RequestDetail
from ascn_desk.ui.screens.trust.rows import TrustRow, fork_id, rows_of
from ascn_desk.ui.session import Session


class TrustScreen(Screen):
    """Ctrl+O opens a request or a change; the letters at the buttons do what stands there."""

    room = "trust"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("trust-screen")
        self._state: TrustState | None = None
        self._rows: dict[str, TrustRow] = {}
        self._wanted = ""
        self._compared = ""
        self._detail: Detail | None = None
        self._list: ListView | None = None
        self._beside: ListBeside | None = None
        self._changing = Changing(session, self)
        self._approving = Approving(session, self, self._changing)
        self._closing = Closing(session, self, self._changing)
        self._changing.done.connect(self._on_done)
        self._approving.done.connect(self._on_done)
        self._stack = PageStack(self)
        self.column.addLayout(self._stack)
        shortcut = QShortcut(QKeySequence("Ctrl+O"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.choose)

    # The room

    def title(self) -> str:
        return t("Trust")

    def refresh(self) -> None:
        self.session.read(reading.state, done=self._on_state, owner=self)

    def focus_first(self) -> None:
        if self._list is not None:
            self._list.setFocus()
        self._stack.waits_for_focus = self._state is None

    def commands(self) -> tuple[Command, ...]:
        made: list[Command] = []
        if self._is_headquarters():
            made.append(Command("trust.read", t("Open a request or a change"), "Ctrl+O", self.choose))
        if self._detail is not None:
            made += [Command(f"trust.{each.id}", each.words, each.key, partial(self.act, each.id))
                     for each in self._detail.doings]  # fmt: skip
        return tuple(made)

    def receive(self, paths: Sequence[Path]) -> None:
        """Keep requests and changes that came, and show the first."""

        def taken(path: Path) -> None:
            self._on_done(f"paper:{path}")

        self.session.read(reading.take_papers, list(paths), done=taken, failed=self._changing.tell, owner=self)

    @Slot()
    def choose(self) -> None:
        """Choose requests or changes to look at."""
        if self._is_headquarters():
            kinds = [t("Requests and changes") + " (*.ascn-request *.ascn-change)"]
            paths = dialogs.choose_open(self, t("Open a request or a change"), kinds=kinds, several=True)
            if paths:
                self.receive(paths)

    # What is shown

    def _is_headquarters(self) -> bool:
        return self._state is not None and self._state.overview is not None and self._state.overview.is_headquarters

    def _on_state(self, state: TrustState) -> None:
        if state == self._state and not self._wanted:
            return
        self._state = state
        if state.overview is None:
            self._stack.show_page(self._not_registered())
            return
        current = self._wanted or (self._list.current_id() if self._list is not None else self._compared)
        rows = rows_of(state, state.overview)
        self._rows = {each.id: each for each in rows}
        self._wanted = ""
        self._list = listed([(each.id, each.cell) for each in rows], name="trust-list", accessible=t("Trust"))
        self._beside = ListBeside(t("Trust"), self._list, self._foot_keys(), over_list=self._open_button())
        self._list.current_changed.connect(self._on_current)
        self._stack.show_page(self._beside, self._list)
        if not (current and self._list.select_id(current)):
            self._list.set_current_row(0)

    def _not_registered(self) -> QWidget:
        self._list, self._beside, self._detail = None, None, None
        empty = EmptyState(
            t("This desk trusts nobody yet"),
            t("Headquarters registers it and sends a starter; three words told by telephone make sure that it is from "
              "headquarters."),
            button=t("Go to the exchange"), button_icon="arrow-up-down", icon="shield-check", name="trust-empty",
        )  # fmt: skip
        empty.begun.connect(lambda: self.session.go_wanted.emit("exchange"))
        return Page(t("Trust"), body=empty, head_line=True, show_foot=False)

    def _open_button(self) -> QWidget | None:
        if not self._is_headquarters():
            return None
        button = Button(t("Open a file"), kind=ButtonKind.QUIET, icon="folder-open", key="Ctrl+O",
                        name="trust-open")  # fmt: skip
        button.clicked.connect(self.choose)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        return holder

    def _foot_keys(self) -> list[tuple[str, str]]:
        keys = [("J K", t("next, previous"))]
        return [*keys, ("Ctrl+O", t("read a file"))] if self._is_headquarters() else keys

    @Slot(str)
    def _on_current(self, row_id: str) -> None:
        row, state = self._rows.get(row_id), self._state
        if row is None or state is None or state.overview is None or self._beside is None:
            return
        is_hq = state.overview.is_headquarters
        if row.desk is not None:
            self._detail = details.desk_detail(state, row.desk, may_close=is_hq)
        elif row.fork is not None:
            self._detail = details.fork_detail(state, row.fork)
        elif row.paper is not None and row.paper.request is not None:
            self._detail = RequestDetail(state, row.paper)
        elif row.paper is not None and row.paper.problem is not None:
            self._detail = details.problem_detail(row.paper, error_text(row.paper.problem))
        elif row.paper is not None:
            self._detail = details.change_detail(row.paper)
        else:
            self._detail = details.root_detail(state, state.overview)
        self._detail.acted.connect(self.act)
        self._beside.show_beside(self._detail)

    # What the person does

    @Slot(str)
    def act(self, what: str) -> None:
        """Do what a button, a key or a command asks of the row that is current."""
        row = self._rows.get(self._list.current_id()) if self._list is not None else None
        if row is None or self._state is None:
            return
        if row.paper is not None:
            self._act_on_paper(row, what)
        elif row.fork is not None and what == details.SIDES:
            self._compare(row.fork)
        elif row.fork is not None:
            self._rule(row.fork, int(what.removeprefix("keep-")))
        elif row.desk is not None and what == "close":
            self._closing.ask(row.desk, self._state.names)
        elif row.desk is not None:
            names = self._state.names

            def show(told: Readable) -> None:
                ReadableNote(self.window(), told, names).open()

            self.session.read(reading.readable, row.desk.desk, done=show, owner=self)
        elif what == "renew":
            self._changing.ask(trust_care.renew, t("Renew the registry"), t("Renew it"))
        elif what == "renew-root":
            self._changing.ask(_renew_root, t("Renew the root"), t("Renew it"))
        elif what == "raise":
            self._changing.ask(_raise_count, t("Raise the count"), t("Raise it"))

    def _act_on_paper(self, row: TrustRow, what: str) -> None:
        paper = row.paper
        assert paper is not None
        if what == "approve" and isinstance(self._detail, RequestDetail):
            self._approving.approve(paper, self._detail.countries())
        elif what == "sign":
            self._changing.sign(paper.path)
        elif what == "copy":
            self._copy(paper.path)
        elif what == "drop":
            self._approving.drop(paper.path)

    def _copy(self, path: Path) -> None:
        out = dialogs.choose_save(self, t("Copy it for the next person"), suggested=str(Path.home() / path.name))
        if out is not None:
            self.session.read(trust_papers.copy_paper, path, out, done=self._on_copied, owner=self)

    def _on_copied(self, path: Path) -> None:
        self.session.say(t("Saved: {file}", file=path.name))

    def _compare(self, fork: Fork) -> None:
        """Show the branches of a fork side by side."""
        assert self._state is not None
        office = telling.office_words(fork.office, self._state.names.get(fork.office, fork.office))

        def show(told: fork_sides.Sides | None) -> None:
            if told is None:
                self._on_done()
                return
            may_rule = not told.found.fork.is_ruled and not details.was_ruled(told.found.fork)
            page = ForkPage(told, office, may_rule=may_rule)
            page.kept.connect(partial(self._rule, told.found.fork))
            page.back_asked.connect(partial(self._on_done, fork_id(fork)))
            self._list, self._beside, self._detail = None, None, None
            self._compared = fork_id(fork)
            self._stack.show_page(page, page.list)

        self.session.read(fork_sides.sides, fork, done=show, owner=self)

    def _rule(self, fork: Fork, number: int) -> None:
        keep = fork.branches[number - 1].identity if number else None

        def act(desk: Desk, signing: Signing) -> TrustChanged:
            return trust_closing.rule_fork(desk, fork.desk, fork.channel, keep, signing)

        title = t("Keep branch {n}?", n=number) if number else t("Rule again")
        self._changing.ask(
            act, title, t("Rule so"),
            warning=t("There is no way back: the log of that desk ends there. What stands only in another branch stays "
                      "held, and does not count."),
        )  # fmt: skip

    @Slot()
    @Slot(str)
    def _on_done(self, row_id: str = "") -> None:
        self._wanted = row_id
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        page = self._stack.page
        if isinstance(page, ForkPage) and page.press(keys):
            return
        doing = next((each for each in self._detail.doings if each.key == keys), None) if self._detail else None
        if doing is not None:
            self.act(doing.id)
        else:
            super().keyPressEvent(event)


def _renew_root(desk: Desk, signing: Signing) -> TrustChanged:
    return trust_root.change_root(desk, signing)


def _raise_count(desk: Desk, signing: Signing) -> TrustChanged:
    return trust_care.raise_count(desk, None, signing)
