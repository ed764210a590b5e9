"""Printing a pack: the system's dialog, then its pages one by one, drawn in a worker at the printer's resolution.

A booklet has two pages a side; folded in the middle, they follow each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ascn_desk.base.errors import MachineError
from ascn_desk.base.words import t
from ascn_desk.briefing.read_back import PagePicture
from ascn_desk.domain.vocabularies import PaperSize
from ascn_desk.ui.screens.packs import reading
from ascn_desk.ui.session import Session

MOST_DPI = 300
"""Finer than this no letter of a pack becomes; a page has 26 MB of pixels then."""

Sheet = tuple[int | None, ...]
"""The pages of one side of a sheet; None stays empty."""


def sheets_of(pages: Sequence[int], *, is_booklet: bool) -> list[Sheet]:
    """The sides to print: a page each, or two as a folded booklet has them, filled up to whole sheets."""
    if not is_booklet:
        return [(page,) for page in pages]
    filled: list[int | None] = [*pages, *([None] * (-len(pages) % 4))]
    sides: list[Sheet] = []
    for sheet in range(len(filled) // 4):
        front, back = 2 * sheet, 2 * sheet + 1
        sides.append((filled[-1 - front], filled[front]))
        sides.append((filled[back], filled[-1 - back]))
    return sides


_PAPERS = {PaperSize.A4.value: QPageSize.PageSizeId.A4, PaperSize.LETTER.value: QPageSize.PageSizeId.Letter}


def set_paper(printer: QPrinter, size: str, *, is_booklet: bool) -> None:
    """Ask for the paper that the pack was laid out on; the person may take another, and its pages are fitted to that.

    A booklet is printed on the same paper, turned; two pages of it stand side by side there.
    """
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(_PAPERS.get(size, QPageSize.PageSizeId.A4)))
    if is_booklet:
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)


def ask_printer(parent: QWidget, title: str, pages: int, size: str, *, is_booklet: bool) -> QPrinter | None:
    """The system's dialog with printer, pages and sides; None if it was closed. ``size`` is a code of the paper."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    set_paper(printer, size, is_booklet=is_booklet)
    dialog = QPrintDialog(printer, parent.window())
    dialog.setWindowTitle(t("Print the pack"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setMinMax(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def wanted_pages(printer: QPrinter, pages: int) -> list[int]:
    """The pages that the person asked for in the dialog."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    return list(range(max(1, first), min(pages, last) + 1))


class PrintJob(QObject):
    """One pack on its way to the printer.

    Signals: ``done(int)`` how many sides were printed; ``failed(object)`` the error. Keep the job until one of them.
    """

    done = Signal(int)
    failed = Signal(object)

    def __init__(
        self, session: Session, printer: QPrinter, pdf: bytes, sheets: Sequence[Sheet], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._printer, self._pdf = session, printer, pdf
        self._sheets = list(sheets)
        self._painter = QPainter()
        self._side, self._part = 0, 0
        self._scale = min(printer.resolution(), MOST_DPI) / 72

    def start(self) -> None:
        """Begin with the first side."""
        if len(self._sheets) and len(self._sheets[0]) == 2:
            self._printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        if not self._sheets or not self._painter.begin(self._printer):
            self._fail()
            return
        self._go_on()

    def _go_on(self) -> None:
        """Draw the next page, after empty places were passed over; at the end tell how much it was."""
        while self._side < len(self._sheets):
            sheet = self._sheets[self._side]
            if self._part == len(sheet):
                self._side, self._part = self._side + 1, 0
                if self._side < len(self._sheets) and not self._printer.newPage():
                    self._painter.end()
                    self._fail()
                    return
                continue
            page = sheet[self._part]
            if page is not None:
                self._session.tasks.files(
                    reading.picture, self._pdf, page, self._scale, done=self._put, failed=self._on_error, owner=self
                )
                return
            self._part += 1
        if self._painter.end():
            self.done.emit(len(self._sheets))
        else:
            self._fail()

    def _put(self, found: PagePicture) -> None:
        image = QImage(found.pixels, found.width, found.height, found.stride, QImage.Format.Format_BGR888)
        area = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        area.moveTo(0, 0)
        parts = len(self._sheets[self._side])
        part = QRectF(area.left() + self._part * area.width() / parts, area.top(), area.width() / parts, area.height())
        fits = min(part.width() / found.width, part.height() / found.height)
        wide, high = found.width * fits, found.height * fits
        place = QRectF(part.center().x() - wide / 2, part.center().y() - high / 2, wide, high)
        self._painter.drawImage(place, image)
        self._part += 1
        self._go_on()

    def _on_error(self, error: Exception) -> None:
        self._painter.end()
        self.failed.emit(error)

    def _fail(self) -> None:
        self.failed.emit(MachineError("printer-failed", printer=self._printer.printerName() or t("the file")))
