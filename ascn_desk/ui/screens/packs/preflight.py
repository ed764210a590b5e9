"""What to look at before a pack is printed: what must be mended, what to check, what was left out for its readers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Mark, Paragraph, SectionHeading, Shape, Tone
from ascn_desk.ui.screens.packs.notice_list import Notice, NoticeList

Warnings = Sequence[tuple[str, int | None, str]]
_TO_MEND = frozenset({"missing-glyph", "contact-data-public"})
LEFT_OUT = "left-out"


class Preflight(QWidget):
    """Signal: ``page_asked(int)`` a sentence that belongs to a page was chosen."""

    page_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: dict[str, int] = {}
        self._heading = SectionHeading(t("Preflight"), name="pack-preflight-heading")
        self.checks = NoticeList(name="pack-preflight", accessible=t("Preflight"))
        self._clean = Paragraph(t("Nothing to mend."), color="hint")
        self._left_heading = SectionHeading(t("Left out"), name="pack-left-out-heading")
        self.left_out = NoticeList(name="pack-left-out", accessible=t("Left out"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for part in (self._heading, self.checks, self._clean, self._left_heading, self.left_out):
            column.addWidget(part)
        column.addStretch(1)
        self.checks.row_activated.connect(self._on_chosen)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say nothing: no pack stands that could be looked at."""
        self.show_warnings(())
        self._clean.hide()

    def show_warnings(self, warnings: Warnings) -> None:
        """Show what a pack gave cause to say, the worst first."""
        checks, left_out = [], []
        self._pages = {}
        for number, (code, page, sentence) in enumerate(warnings):
            if code == LEFT_OUT:
                left_out.append(Notice(id=str(number), words=sentence, mark=Mark(Shape.DASH, Tone.NEUTRAL)))
                continue
            bad = code in _TO_MEND
            worst, mild = Mark(Shape.CROSS, Tone.ERROR, t("To mend")), Mark(Shape.TRIANGLE, Tone.WARNING, t("Check"))
            mark = worst if bad else mild
            if page is not None:
                self._pages[str(number)] = page
            checks.append((not bad, page or 0, Notice(id=str(number), words=sentence, mark=mark)))
        checks.sort(key=lambda each: each[:2])
        self.checks.set_notices([notice for _, _, notice in checks])
        self.left_out.set_notices(left_out)
        to_mend = sum(1 for is_mild, _, _ in checks if not is_mild)
        meta = t("{mend} to mend, {check} to check", mend=to_mend, check=len(checks) - to_mend) if checks else ""
        self._heading.set_meta(meta)
        self.checks.setVisible(bool(checks))
        self._clean.setVisible(not checks)
        self._left_heading.setVisible(bool(left_out))
        self.left_out.setVisible(bool(left_out))

    @Slot(str)
    def _on_chosen(self, notice: str) -> None:
        if notice in self._pages:
            self.page_asked.emit(self._pages[notice])
