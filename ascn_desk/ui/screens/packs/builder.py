"""Making a pack: its options at the left, its pages in the middle, what to look at before printing at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text, t
from ascn_desk.briefing.kept import KeptPages
from ascn_desk.operations.lists import today_of
from ascn_desk.operations.pack_definitions import PackRequest
from ascn_desk.operations.packs import GatheredPack
from ascn_desk.operations.views import Choice as Record
from ascn_desk.operations.views import Row
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Button, ButtonKind, Hairline, Page, Scroll
from ascn_desk.ui.screens.packs import reading
from ascn_desk.ui.screens.packs.options import PackOptions
from ascn_desk.ui.screens.packs.preflight import Preflight
from ascn_desk.ui.screens.packs.preview import PreviewPane
from ascn_desk.ui.screens.packs.reading import Preview
from ascn_desk.ui.screens.packs.record_chooser import Place
from ascn_desk.ui.session import Session

_PAUSE_MS = 150
"""Options changed within this time make one new preview."""
_LEFT, _RIGHT, _LEFT_THIN, _RIGHT_THIN = 272, 288, 248, 232
_PADDING = 24 + 20
_ROOMY, _LEAST = 1080, 880
"""Widths of the room in px at 100 %: below the first the sides are thinner, below the second they share one."""


class BuilderPage(QWidget):
    """Signals: ``save_asked()``, ``print_asked()``, ``keep_asked()`` as an own template, ``back_asked()``."""

    save_asked = Signal()
    print_asked = Signal()
    keep_asked = Signal()
    back_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pack-builder")
        self._session = session
        self._preview: Preview | None = None
        self._asked = 0
        self._kept = KeptPages()
        self.options = PackOptions(self._ask_records, today_of(session.desk))
        self.pane = PreviewPane(session)
        self.preflight = Preflight()
        self._buttons = self._make_buttons()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._build)
        self._lay_out()
        self.options.changed.connect(self._on_changed)
        self.preflight.page_asked.connect(self.pane.show_page)
        self._say_what_lacks()

    def _make_buttons(self) -> dict[str, Button]:
        keep = Button(t("Keep as own template"), kind=ButtonKind.QUIET, icon="bookmark", name="pack-keep")
        save = Button(t("Save the PDF"), icon="file-down", key="Ctrl+S", name="pack-save")
        out = Button(t("Print"), kind=ButtonKind.PRIMARY, icon="printer", key="Ctrl+P", name="pack-print")
        keep.clicked.connect(lambda: self.keep_asked.emit())
        save.clicked.connect(lambda: self.save_asked.emit())
        out.clicked.connect(lambda: self.print_asked.emit())
        return {"keep": keep, "save": save, "print": out}

    def _lay_out(self) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget()
        self._left_column = QVBoxLayout(left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(theme.px(16))
        self._left_column.addWidget(self.options)
        self._left = Scroll(left, padding=(24, 12, 20, 16))
        right = QWidget()
        self._right_column = QVBoxLayout(right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        self._right_column.addWidget(self.preflight)
        self._right = Scroll(right, padding=(20, 8, 20, 16))
        self._right_line = Hairline(upright=True)
        row.addWidget(self._left)
        row.addWidget(Hairline(upright=True))
        row.addWidget(self.pane, 1)
        row.addWidget(self._right_line)
        row.addWidget(self._right)
        crumbs = [("library", t("Packs"))]
        self._page = Page(t("Make a pack"), crumbs=crumbs, actions=list(self._buttons.values()), body=body,
                          head_line=True, show_foot=False, name="pack-builder-page")  # fmt: skip
        self._page.crumb_chosen.connect(lambda _: self.back_asked.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    # What is made

    def begin(self, request: PackRequest, names: Mapping[Place, str], definitions: Sequence[Row]) -> None:
        """Begin with what was asked for elsewhere."""
        self.options.set_definitions(definitions)
        self.options.show_request(request, names)
        self._on_changed()

    def set_definitions(self, definitions: Sequence[Row]) -> None:
        """Offer other own templates."""
        self.options.set_definitions(definitions)

    def preview(self) -> Preview | None:
        """The pack as it would be issued, once it stands."""
        return self._preview

    def refresh(self) -> None:
        """Make the preview anew: records changed."""
        if self._preview is not None:
            self._on_changed()

    def focus_first(self) -> None:
        """Put the focus where work begins: on what the pack is made of, while that is open."""
        first = self.pane.sheet if self.options.is_complete() else self.options.records.field
        first.setFocus()

    @Slot()
    def _on_changed(self) -> None:
        self._asked += 1
        if self.options.is_complete():
            is_first = self._preview is None
            if is_first:
                self.pane.show_words(t("The pages are being made …"))
            self.pane.tell(t("being made …"))
            self._wait.start(0 if is_first else _PAUSE_MS)
        else:
            self._wait.stop()
            self._forget()
            self._say_what_lacks()

    @Slot()
    def _build(self) -> None:
        asked = self._asked

        def read(pack: GatheredPack) -> None:
            if asked == self._asked:
                done = partial(self._show, asked)
                self._session.tasks.files(
                    reading.laid_out, pack, self._kept, done=done, failed=self._on_failed, owner=self
                )

        def failed(error: Exception) -> None:
            if asked == self._asked:
                self._on_failed(error)

        self._session.read(reading.gathered, self.options.request(), done=read, failed=failed, owner=self)

    def _show(self, asked: int, preview: Preview) -> None:
        if asked != self._asked:
            return
        self._preview = preview
        seconds = f"{preview.seconds:.1f}"
        told, size = t("made in {seconds} s", seconds=seconds), reading.page_size(preview.built)
        self.pane.show_pdf(preview.built.pdf, preview.built.pages, told, size)
        self.preflight.show_warnings(preview.built.warnings)
        self.options.sections.set_pages(preview.pages_of)
        self.options.set_least_marking(preview.least_marking)
        self._page.set_title(t("Make a pack"), f"{self.options.title()}　{preview.number}")
        self._enable()

    def _on_failed(self, error: Exception) -> None:
        self._forget()
        if isinstance(error, DeskError):
            self.pane.show_words(error_text(error))
        else:
            self._session.say_error(error)

    def _forget(self) -> None:
        self._preview = None
        self.preflight.show_nothing()
        self.options.sections.set_pages({})
        self._page.set_title(t("Make a pack"), self.options.title())
        self._enable()

    def _say_what_lacks(self) -> None:
        self.pane.show_words(t("Choose at the left what the pack is made of. Its pages appear here."))
        self._enable()

    def _enable(self) -> None:
        stands = self._preview is not None
        self._buttons["save"].setEnabled(stands)
        self._buttons["print"].setEnabled(stands)

    def _ask_records(self, template: str, text: str, answer: Callable[[Sequence[Record]], None]) -> None:
        self._session.read(reading.offered, template, text, done=answer, owner=self)

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_roomy = self.width() >= theme.px(_ROOMY)
        shares = self.width() < theme.px(_LEAST)
        place = self._left_column if shares else self._right_column
        if place.indexOf(self.preflight) < 0:
            place.addWidget(self.preflight)
        self._right.setVisible(not shares)
        self._right_line.setVisible(not shares)
        least = self.options.minimumSizeHint().width() + theme.px(_PADDING)
        self._left.setFixedWidth(max(least, theme.px(_LEFT if is_roomy else _LEFT_THIN)))
        self._right.setFixedWidth(theme.px(_RIGHT if is_roomy else _RIGHT_THIN))
