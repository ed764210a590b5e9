"""What to look at of an import: conflicts, what was held back and waits, missing numbers; and the next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import BundleChain, ConflictRef, ImportReport
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Hairline, Label, LinkLabel, Mark, Paragraph, SectionHeading, Shape, Tone, Type
from ascn_desk.ui.screens import telling

_MOST_WAITING = 6


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
        column.addWidget(SectionHeading(t("Before the import") if self._is_rehearsal else t("What to look at")))
        report, found = self._report, 0
        if report.conflicts:
            found += 1
            words = telling.conflicts_words(len(report.conflicts))
            _add(column, Mark(Shape.DIAMOND, Tone.CONFLICT), words, _by_kind(report.conflicts))
        for code, count in report.why.items():
            found += 1
            told = telling.entries_words(count) if count else t("not counted")
            if not count:
                told = t(", ").join(
                    Path(each.path).name for each in report.files if each.code == code
                ) or told  # fmt: skip
            tone = Tone.WARNING if code in ("gap", "set-aside") else Tone.ERROR
            shape = Shape.TRIANGLE if tone is Tone.WARNING else Shape.CROSS
            _add(column, Mark(shape, tone), telling.why_words(code), told)
        found += self._add_missing(column)
        if report.parallel:
            found += 1
            words = t("{n} records changed on both sides", n=len({(each.kind, each.id) for each in report.parallel}))
            _add(column, Mark(Shape.HALF, Tone.INFO), words, t("In different fields, so both changes stand."))
        if report.decisions:
            found += 1
            count = len(report.decisions)
            words = t("1 of your values was not kept") if count == 1 else t("{n} of your values were not kept", n=count)
            _add(column, Mark(Shape.DIAMOND, Tone.INFO), words, t("Someone decided a conflict otherwise."))
            if not self._is_rehearsal:
                link = LinkLabel(t("See who and why"), chevron=True, name="report-decisions")
                link.clicked.connect(self.decisions_asked)
                column.addWidget(link)
        if not found:
            column.addWidget(Label(t("Nothing needs attention"), mark=Mark(Shape.CHECK, Tone.SUCCESS)))
        column.addWidget(Hairline())
        self._add_touched(column)
        column.addWidget(Hairline())
        column.addWidget(SectionHeading(t("After the import") if self._is_rehearsal else t("Next step")))
        column.addWidget(Paragraph(self._next()))

    def _add_missing(self, column: QVBoxLayout) -> int:
        """What waits, and which numbers never came; how many headings that takes."""
        waits = self._report.waiting
        if waits:
            told = telling.waiting_lines(waits, self._countries, _MOST_WAITING)
            _add(column, Mark(Shape.TRIANGLE, Tone.WARNING), t("Still waiting"), "\n".join(told))
        gaps = [each for each in self._report.chains if each.missing and not each.is_open]
        if gaps:
            _add(column, telling.missing_mark(gaps), t("Missing numbers"), "\n".join(map(_missing_words, gaps)))
        return bool(waits) + bool(gaps)

    def _add_touched(self, column: QVBoxLayout) -> None:
        changed = self._report.changed
        column.addWidget(SectionHeading(t("What is touched")))
        count = len(changed.ids)
        if not count:
            column.addWidget(Paragraph(t("No record changes.")))
            return
        kinds = (t(", ")).join(sorted(telling.kind_words(kind, plural=True) for kind in changed.kinds))
        records = t("1 record") if count == 1 else t("{n} records", n=f"{count:,}")
        column.addWidget(Paragraph(t("{records}: {kinds}.", records=records, kinds=kinds)))

    def _next(self) -> str:
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
