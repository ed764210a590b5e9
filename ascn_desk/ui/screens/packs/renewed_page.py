"""A pack as of today beside what changed since it was issued, page by page."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views.pack_library import IssueLine, PageChange, RenewedPack
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Banner, Button, ButtonKind, Mark, Page, Shape, Tone
from ascn_desk.ui.screens.packs import reading
from ascn_desk.ui.screens.packs.notice_list import Notice, NoticeList
from ascn_desk.ui.screens.packs.preview import PreviewPane
from ascn_desk.ui.screens.telling import NARROW
from ascn_desk.ui.session import Session

_SIDE, _SIDE_THIN = 380, 300
_MOST_LINES = 60


class RenewedPage(QWidget):
    """Signals: ``issue_asked()`` the new one; ``back_asked()``."""

    issue_asked = Signal()
    back_asked = Signal()

    def __init__(self, session: Session, line: IssueLine, renewed: RenewedPack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pack-renewed")
        self.renewed = renewed
        self.pane = PreviewPane(session)
        built = renewed.built
        self.pane.show_pdf(built.pdf, built.pages, size=reading.page_size(built))
        self._pages: dict[str, int] = {}
        self.changes = NoticeList(name="pack-changes", accessible=t("What changed"))
        self.changes.set_notices(self._notices())
        self.changes.row_activated.connect(self._on_chosen)
        first = next((each.now for each in renewed.changed if each.now is not None), 1)
        self.pane.show_page(first)
        issue = Button(t("Issue the new one"), kind=ButtonKind.PRIMARY, icon="file-check", key="Ctrl+Enter",
                       name="pack-issue-new")  # fmt: skip
        issue.clicked.connect(lambda: self.issue_asked.emit())
        self.primary = issue
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        if renewed.changes is None:
            words = t("What changed cannot be told: {why}", why=renewed.why_not)
            column.addWidget(Banner(Tone.WARNING, words, name="pack-why-not"))
        elif not renewed.changed:
            column.addWidget(Banner(Tone.SUCCESS, t("Nothing changed since it was issued."), name="pack-unchanged"))
        column.addWidget(self.changes)
        self._page = Page(
            t("As of today"), subtitle=f"{line.number}　{line.subject}", crumbs=[("library", t("Packs"))],
            actions=[issue], body=self.pane, side=side, side_width=_SIDE, side_scrolls=True, head_line=True,
            foot_count=self._told(), foot_keys=[("Ctrl+Enter", t("issue")), ("Esc", t("back"))],
            name="pack-renewed-page",
        )  # fmt: skip
        self._page.crumb_chosen.connect(lambda _: self.back_asked.emit())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)

    def focus_first(self) -> None:
        """Put the focus where work begins."""
        (self.changes if self.changes.notices() else self.primary).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.set_side_width(_SIDE if self.width() >= theme.px(NARROW) else _SIDE_THIN)

    def _told(self) -> str:
        changed = len(self.renewed.changed)
        return t("{n} of {pages} pages changed", n=changed, pages=self.renewed.built.pages) if changed else ""

    def _notices(self) -> list[Notice]:
        found: list[Notice] = []
        for change in self.renewed.changed:
            head = f"{change.before}-{change.now}"
            found.append(Notice(id=head, words=_place(change), mark=Mark(Shape.DIAMOND, Tone.INFO), bold=True))
            lines = [(Mark(Shape.DASH, Tone.ERROR, t("gone")), words) for words in change.gone]
            lines += [(Mark(Shape.CHECK, Tone.SUCCESS, t("new")), words) for words in change.added]
            marked = [(f"{head}-{number}", mark, words) for number, (mark, words) in enumerate(lines[:_MOST_LINES])]
            found += [Notice(id=name, words=words, mark=mark) for name, mark, words in marked]
            if change.now is not None:
                self._pages |= dict.fromkeys([head, *(name for name, _, _ in marked)], change.now)
        return found

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        if name in self._pages:
            self.pane.show_page(self._pages[name])


def _place(change: PageChange) -> str:
    match change.state:
        case "added":
            return t("Page {page} is new.", page=change.now)
        case "gone":
            return t("The former page {page} is gone.", page=change.before)
        case _:
            return t("Page {page} changed.", page=change.now)
