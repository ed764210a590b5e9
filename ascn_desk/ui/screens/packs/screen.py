"""The room of packs: the library first; from there a pack is made, printed again, or renewed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedLayout, QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language, t
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.pack_definitions import PackRequest, read_request
from ascn_desk.operations.records import show_record
from ascn_desk.operations.views import BuiltPack, Changed, RecordView
from ascn_desk.operations.views.pack_library import IssueLine, RenewedPack
from ascn_desk.ui import dialogs
from ascn_desk.ui.screen import Command, Screen
from ascn_desk.ui.screens.packs import reading
from ascn_desk.ui.screens.packs.builder import BuilderPage
from ascn_desk.ui.screens.packs.leaving import PackLeaving
from ascn_desk.ui.screens.packs.library_page import LibraryPage
from ascn_desk.ui.screens.packs.reading import Library
from ascn_desk.ui.screens.packs.record_chooser import Place
from ascn_desk.ui.screens.packs.renewed_page import RenewedPage
from ascn_desk.ui.session import Session

DEFINITIONS = Changed(frozenset({"pack_definition"}), frozenset())
_FIRST_TEMPLATE = "city-brief"


class PacksScreen(Screen):
    """N makes a pack, Enter prints one again, R renews, E makes another like it; Ctrl+S and Ctrl+P let it out."""

    room = "packs"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("packs-screen")
        self._found: Library | None = None
        self._text = ""
        self._wanted_issue = ""
        self._renewed: RenewedPage | None = None
        self.library = LibraryPage(today_of(session.desk))
        self.builder = BuilderPage(session)
        self.leaving = PackLeaving(session, self)
        self._stack = QStackedLayout()
        # First the place: without one, the page would be shown as a window of its own.
        self.column.addLayout(self._stack)
        self._stack.addWidget(self.library)
        self._stack.addWidget(self.builder)
        self._connect()

    def _connect(self) -> None:
        self.library.new_asked.connect(self.make)
        self.library.again_asked.connect(self.print_again)
        self.library.renew_asked.connect(self.renew)
        self.library.remake_asked.connect(self.remake)
        self.library.filtered.connect(self._on_filtered)
        self.builder.back_asked.connect(self.show_library)
        self.builder.save_asked.connect(self.save)
        self.builder.print_asked.connect(self.print_out)
        self.builder.keep_asked.connect(self.keep_template)
        for keys, act in (("Ctrl+S", self.save), ("Ctrl+P", self.print_out), ("Ctrl+Return", self._on_go),
                          ("Ctrl+Enter", self._on_go)):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # The room

    def title(self) -> str:
        return t("Packs")

    def refresh(self) -> None:
        self._read_library()
        # Whatever changed may stand in the pack that is being made.
        self.builder.refresh()

    def _read_library(self) -> None:
        self.session.read(reading.library, self._text, done=self._on_library, owner=self)

    def focus_first(self) -> None:
        page = self._stack.currentWidget()
        if isinstance(page, LibraryPage | BuilderPage | RenewedPage):
            page.focus_first()

    def commands(self) -> tuple[Command, ...]:
        if self._stack.currentWidget() is self.builder:
            return (
                Command("packs.save", t("Save the PDF"), "Ctrl+S", self.save),
                Command("packs.print", t("Print"), "Ctrl+P", self.print_out),
                Command("packs.keep", t("Keep as own template"), "", self.keep_template),
                Command("packs.library", t("All issued packs"), "Esc", self.show_library),
            )
        return (
            Command("packs.new", t("Make a pack"), "N", self.make),
            Command("packs.again", t("Print again"), "Enter", self._again_current),
            Command("packs.renew", t("Renew and compare"), "R", self._renew_current),
        )

    def open_record(self, kind: str, record_id: str, channel: str) -> None:
        if kind == "pack_definition":

            def begin(view: RecordView) -> None:
                self._begin(read_request(view.values, record_id))

            self.session.read(show_record, kind, record_id, channel, done=begin, owner=self)
        else:
            self.show_library()
            self._wanted_issue = record_id
            self.library.select(record_id)

    def _on_library(self, found: Library) -> None:
        had_none = self._found is None
        self._found = found
        self.library.show_library(found)
        self.builder.set_definitions(found.definitions)
        if self._wanted_issue:
            self.library.select(self._wanted_issue)
            self._wanted_issue = ""
        if had_none and self._is_here():
            self.focus_first()

    def _is_here(self) -> bool:
        focus = QApplication.focusWidget()
        return self.isVisible() and (focus is None or focus is self or self.isAncestorOf(focus))

    @Slot(str)
    def _on_filtered(self, text: str) -> None:
        self._text = text
        self._read_library()

    # Pages

    @Slot()
    def show_library(self) -> None:
        """Go back to the list."""
        self._stack.setCurrentWidget(self.library)
        self._drop_renewed()
        self.library.focus_first()

    @Slot()
    def make(self) -> None:
        """Make a pack, with the template that was used last; what was begun before is still there."""
        if self.builder.preview() is None and not self.builder.options.records.places():
            used = [each.template_code for each in self._found.lines] if self._found else []
            last = next((each for each in used if reading.is_known(each)), _FIRST_TEMPLATE)
            self._begin(PackRequest(template=last, language=language()))
        else:
            self._show_builder()

    def make_of(self, template: str, places: tuple[Place, ...]) -> None:
        """Make a pack of records that are shown elsewhere."""
        self._begin(PackRequest(template=template, records=places, language=language()))

    @Slot(str)
    def remake(self, issue: str) -> None:
        """Make another pack like an issued one."""
        self.session.read(reading.request_of, issue, done=self._begin, owner=self)

    def _begin(self, request: PackRequest) -> None:
        if not reading.is_known(request.template):
            self.session.error_wanted.emit(t("A newer version of the program made this pack. Update this one first."))
            return

        def named(names: dict[Place, str]) -> None:
            self.builder.begin(request, names, self._found.definitions if self._found else ())
            self._show_builder()

        self.session.read(reading.names_of, request.records, done=named, owner=self)

    def _show_builder(self) -> None:
        self._stack.setCurrentWidget(self.builder)
        self.builder.focus_first()

    @Slot(str)
    def renew(self, issue: str) -> None:
        """Show an issued pack as of today, and what changed."""
        line = self._line(issue)
        if line is not None:
            self.session.read(reading.renew, issue, done=lambda found: self._show_renewed(line, found), owner=self)

    def _show_renewed(self, line: IssueLine, renewed: RenewedPack) -> None:
        self._drop_renewed()
        page = RenewedPage(self.session, line, renewed)
        page.back_asked.connect(self.show_library)
        page.issue_asked.connect(lambda: self._issue_renewed(line.id, renewed.built))
        self._renewed = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.focus_first()

    def _drop_renewed(self) -> None:
        if self._renewed is not None:
            self._stack.removeWidget(self._renewed)
            self._renewed.hide()
            self._renewed.deleteLater()
            self._renewed = None

    # Letting packs out

    @Slot()
    def save(self) -> None:
        """Issue the pack that is shown, and save it as a PDF."""
        preview = self.builder.preview()
        if self._stack.currentWidget() is self.builder and preview is not None and self._may_leave(preview.built):
            self.leaving.save(self.builder.options.request())

    @Slot()
    def print_out(self) -> None:
        """Issue the pack that is shown, and print it."""
        preview = self.builder.preview()
        if self._stack.currentWidget() is self.builder and preview is not None and self._may_leave(preview.built):
            self.leaving.print_out(self.builder.options.request(), preview.number, preview.built.pages)

    @Slot(str)
    def print_again(self, issue: str) -> None:
        """Save an issued pack again, to the last byte."""
        line = self._line(issue)
        if line is not None:
            done = partial(self.leaving.save_again, line.number)
            self.session.read(reading.reissue, issue, done=done, owner=self)

    def _issue_renewed(self, issue: str, built: BuiltPack) -> None:
        if not self._may_leave(built):
            return
        self.session.read(reading.request_of, issue, done=self.leaving.save, owner=self)

    def _may_leave(self, built: BuiltPack) -> bool:
        """Whether a pack may leave the house; before anybody is asked for whom."""
        try:
            reading.check_letters(built)
        except CorrectableError as error:
            self.session.say_error(error)
            return False
        return True

    def _line(self, issue: str) -> IssueLine | None:
        lines = self._found.lines if self._found else ()
        return next((each for each in lines if each.id == issue), None)

    @Slot()
    def keep_template(self) -> None:
        """Keep what is chosen as an own template, which goes to the other desks of the office."""
        title = dialogs.ask_text(self, t("Keep as own template"), t("Title"), ok=t("Keep"), name="pack-title")
        if title is None:
            return
        request = replace(self.builder.options.request(), as_of=None, definition=None)

        def kept(_: str) -> None:
            self.session.say(t("Kept as own template: {title}", title=title), undo=True)

        self.session.write(reading.save_definition, title, request, done=kept, owner=self, changed=DEFINITIONS)

    # Keys

    def _again_current(self) -> None:
        self.print_again(self.library.list.current_id())

    def _renew_current(self) -> None:
        self.renew(self.library.list.current_id())

    @Slot()
    def _on_go(self) -> None:
        if self._renewed is not None and self._stack.currentWidget() is self._renewed:
            self._renewed.primary.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence(event.keyCombination()).toString()
        in_list = self._stack.currentWidget() is self.library
        if keys == "Esc":
            if isinstance(QApplication.focusWidget(), QLineEdit) and in_list:
                self.library.focus_first()
            elif not in_list:
                self.show_library()
            else:
                super().keyPressEvent(event)
        elif in_list and keys in ("N", "Alt+N"):
            self.make()
        elif in_list and keys in ("R", "Alt+R"):
            self._renew_current()
        elif in_list and keys in ("E", "Alt+E"):
            self.remake(self.library.list.current_id())
        elif in_list and keys == "/":
            self.library.focus_filter()
        else:
            super().keyPressEvent(event)
