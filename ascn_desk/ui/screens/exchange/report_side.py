"""What to look at of an import: conflicts, what was held back and waits, missing numbers; and the next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import BundleChain, ConflictRef, ImportReport
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Hairline, Label, LinkLabel, Mark, Paragraph, SectionHeading, Shape, Tone, Type
from ascn_desk.ui.screens import telling

_MOST_WAITING = 6

Notice: TypeAlias = tuple[Mark, str, str]
"""A mark with its words, and what stands below them."""


class ReportSide(QWidget):
    """Beside the account. Signal: ``decisions_asked()``."""

    decisions_asked = Signal()

    def __init__(
        self,
        report: ImportReport,
        countries: Mapping[str, str],
        *,
        is_rehearsal: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._report, self._countries, self._is_rehearsal = report, countries, is_rehearsal
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(SectionHeading(t("Before the import") if is_rehearsal else t("What to look at")))
        notices = [*self._notices()]
        for mark, words, second in notices:
            _add(column, mark, words, second)
        if report.decisions and not is_rehearsal:
            link = LinkLabel(t("See who and why"), chevron=True, name="report-decisions")
            link.clicked.connect(self.decisions_asked)
            column.addWidget(link)
        if not notices:
            column.addWidget(Label(t("Nothing needs attention"), mark=Mark(Shape.CHECK, Tone.SUCCESS)))
        column.addWidget(Hairline())
        self._add_touched(column)
        column.addWidget(Hairline())
        column.addWidget(SectionHeading(t("After the import") if is_rehearsal else t("Next step")))
        column.addWidget(Paragraph(self._next()))

    def _notices(self) -> Iterator[Notice]:
        """What is to be looked at; decisions last, since the way to them stands below."""
        report = self._report
        if report.conflicts:
            words = telling.conflicts_words(len(report.conflicts))
            yield Mark(Shape.DIAMOND, Tone.CONFLICT), words, _by_kind(report.conflicts)
        for code, count in report.why.items():
            yield self._held_back(code, count)
        if report.waiting:
            told = telling.waiting_lines(report.waiting, self._countries, _MOST_WAITING)
            yield Mark(Shape.TRIANGLE, Tone.WARNING), t("Still waiting"), "\n".join(told)
        gaps = [each for each in report.chains if each.missing and not each.is_open]
        if gaps:
            yield telling.missing_mark(gaps), t("Missing numbers"), "\n".join(map(_missing_words, gaps))
        if report.parallel:
            count = len({(each.kind, each.id) for each in report.parallel})
            words = t("{records} changed on both sides", records=telling.records_words(count))
            yield Mark(Shape.HALF, Tone.INFO), words, t("In different fields, so both changes stand.")
        if report.decisions:
            words = telling.not_kept_words(len(report.decisions))
            yield Mark(Shape.DIAMOND, Tone.INFO), words, t("Someone decided a conflict otherwise.")

    def _held_back(self, code: str, count: int) -> Notice:
        """What was held back for a reason: so many entries, or whole files."""
        files = [Path(each.path).name for each in self._report.files if each.code == code]
        told = telling.entries_words(count) if count else t(", ").join(files) or t("not counted")
        is_for_later = code in ("gap", "set-aside")
        mark = Mark(Shape.TRIANGLE, Tone.WARNING) if is_for_later else Mark(Shape.CROSS, Tone.ERROR)
        return mark, telling.why_words(code), told

    def _add_touched(self, column: QVBoxLayout) -> None:
        column.addWidget(SectionHeading(t("What is touched")))
        count = self._report.records
        if not count:
            column.addWidget(Paragraph(t("No record changes.")))
            return
        kinds = (t(", ")).join(sorted(telling.kind_words(kind, plural=True) for kind in self._report.changed.kinds))
        records = telling.records_words(count)
        column.addWidget(Paragraph(t("{records}: {kinds}.", records=records, kinds=kinds)))

    def _next(self) -> str:
        if any(telling.is_machine(each.code) for each in self._report.files):
            return t("Mend what this machine lacks, such as room on its disk, and import those files again.")
        if self._report.conflicts:
            if self._is_rehearsal:
                return t("The import does not wait for decisions: conflicts stay open, with both values.")
            return t("Decide the conflicts. Both values are kept till then; the decision travels with the next file.")
        if self._is_rehearsal:
            return t("Import takes exactly what stands here. Importing the same file again changes nothing.")
        if any(not each.ok for each in self._report.files):
            return t("Ask the sender for the files that were refused. All else stands.")
        return t("Nothing more to do. Your next file tells the sender that this one arrived.")


def _by_kind(refs: Sequence[ConflictRef]) -> str:
    counts = Counter(each.kind for each in refs)
    return (t(", ")).join(f"{telling.kind_words(kind)} {count}" for kind, count in sorted(counts.items()))


def _add(column: QVBoxLayout, mark: Mark, words: str, second: str) -> None:
    column.addWidget(Label(words, bold=True, mark=mark))
    if second:
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(24), 0, 0, theme.px(6))
        row.addWidget(Paragraph(second, kind=Type.CAPTION, line_height=18))
        column.addLayout(row)


def _missing_words(chain: BundleChain) -> str:
    """The numbers of a sender that never came, and whether something is lacking by that."""
    told = {
        "office": telling.office_words(chain.office, chain.office_name),
        "numbers": telling.numbers_words(chain.missing),
    }
    if chain.came_otherwise:
        return t("{office}: {numbers}; what they held came with later files.", **told)
    return t("{office}: {numbers}", **told)
