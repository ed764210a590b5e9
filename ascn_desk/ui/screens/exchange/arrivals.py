"""Files that were opened: who signed each, its number, what it carries, why one was refused. Nothing is taken yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import VerifiedFile
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    CellKind,
    Column,
    Hairline,
    KeyValueList,
    Label,
    LinkLabel,
    ListView,
    Mark,
    OneLine,
    Page,
    PagedModel,
    Paragraph,
    SectionHeading,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.side_pane import SidePane
from ascn_desk.ui.screens.telling import NARROW


class ArrivalsPage(QWidget):
    """Signals: ``rehearsal_asked()``, ``explained(int)`` the file of that place, ``back_asked()``, ``more_asked()``."""

    rehearsal_asked = Signal()
    explained = Signal(int)
    back_asked = Signal()
    more_asked = Signal()

    def __init__(
        self,
        files: Sequence[VerifiedFile],
        today: date,
        countries: Mapping[str, str],
        shown: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._files, self._today, self._countries = list(files), today, countries
        self._good = sum(1 for each in files if each.ok or each.office)
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(theme.px(10))
        self.list = self._make_list()
        self.rehearse = Button(t("Rehearse"), kind=ButtonKind.PRIMARY, icon="list-checks", key="Ctrl+Enter",
                               name="arrivals-rehearse", enabled=bool(self._good))  # fmt: skip
        self.rehearse.clicked.connect(self.rehearsal_asked)
        more = Button(t("Add files"), kind=ButtonKind.QUIET, icon="folder-open", key="Ctrl+O", name="arrivals-more")
        more.clicked.connect(self.more_asked)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        inset = QHBoxLayout()
        inset.setContentsMargins(theme.px(24), 0, theme.px(24), theme.px(8))
        inset.addWidget(self._banner())
        column.addLayout(inset)
        column.addWidget(self.list, 1)
        self._pane = SidePane(self._side, 372, scrolls=True)
        column.addWidget(self._pane.below(), 1)
        self._page = Page(
            t("Files that came"),
            subtitle=telling.files_words(len(files)),
            actions=[more, self.rehearse],
            body=body,
            side=self._pane,
            side_scrolls=True,
            foot_count=t("Nothing was changed"),
            foot_keys=[("Esc", t("back")), ("S", t("each step")), ("Ctrl+Enter", t("rehearse")),
                       ("Ctrl+O", t("add files"))],
            name="exchange-arrivals",
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self.list.current_changed.connect(self._show)
        self.list.set_current_row(shown)

    def press(self, keys: str) -> bool:
        """Do what a key stands for; whether it stands for anything here."""
        if keys == "S":
            self.explain()
        return keys == "S"

    @Slot()
    def explain(self) -> None:
        """Have each step of the check of the file shown told."""
        self.explained.emit(self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pane.fit_page(self._page, self.width())
        narrow = self.width() < theme.px(NARROW)
        if len(self.list.rows().columns()) != len(self._columns) - narrow:
            self.list.rows().set_columns([each for each in self._columns if not narrow or each.key != "made"])
            self.list.show_columns()

    def _banner(self) -> Banner:
        refused = [each for each in self._files if not each.ok]
        if not refused:
            return Banner(Tone.SUCCESS, t("All signatures are valid. Nothing has been taken over yet."),
                          name="arrivals-banner")  # fmt: skip
        if self._good:
            words = t("{n} of {all} files can be read; the others were refused.", n=self._good, all=len(self._files))
            return Banner(Tone.WARNING, words, detail=t("Rehearsing shows exactly what importing would do."),
                          name="arrivals-banner")  # fmt: skip
        return Banner(Tone.ERROR, t("No file can be read. Nothing was changed."), name="arrivals-banner")

    def _make_list(self) -> ListView:
        self._columns = [
            Column(key="from", title=t("From"), stretch=1, sortable=False),
            Column(key="no", title=t("No."), width=72, sortable=False, align_right=True),
            Column(key="made", title=t("Made"), width=96, kind=CellKind.DATE, sortable=False),
            Column(key="entries", title=t("Entries"), width=84, kind=CellKind.NUMBER, sortable=False),
            Column(key="gap", width=12, sortable=False),
            Column(key="state", title=t("Signature"), stretch=1, kind=CellKind.STATE, sortable=False),
        ]
        rows = [self._row(number, each) for number, each in enumerate(self._files)]
        return ListView(PagedModel.of_rows(self._columns, rows), name="arrivals", accessible=t("Files that came"))

    def _row(self, number: int, each: VerifiedFile) -> dict[str, object]:
        return {
            "id": str(number),
            "from": telling.office_words(each.office, each.office_name) or each.path.name,
            "no": t("No. {n}", n=each.number) if each.number else "–",
            "made": telling.day_words(each.created, self._today),
            "entries": each.entries if each.office else "–",
            "state": state_mark(each),
        }

    @Slot(str)
    def _show(self, row: str) -> None:
        while (item := self._side_column.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()
        if row:
            self._shown = int(row)
            for widget in _about(self._files[int(row)], self._today, self._countries, self.explain):
                self._side_column.addWidget(widget)
            self._side_column.addStretch(1)


class _Indented(QWidget):
    """Small words under the words of a line with a mark."""

    def __init__(self, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(24), 0, 0, 0)
        row.addWidget(Paragraph(words, kind=Type.CAPTION, line_height=18))


def state_mark(each: VerifiedFile) -> Mark:
    """Whether a file can be read, as shape and words."""
    if each.ok:
        return Mark(Shape.CHECK, Tone.SUCCESS, t("Valid"))
    if each.office:
        return Mark(Shape.TRIANGLE, Tone.WARNING, t("Part of it is held back"))
    return Mark(Shape.CROSS, Tone.ERROR, telling.why_words(each.code or ""))


def _about(
    each: VerifiedFile, today: date, countries: Mapping[str, str], explain: Callable[[], None]
) -> list[QWidget]:
    """All that is known of one file, and the way to each step of its check."""
    made: list[QWidget] = [SectionHeading(telling.office_words(each.office, each.office_name) or t("Refused"))]
    if each.message:
        made.append(Paragraph(each.message, color="text"))
        made.append(Label(t("What to do"), bold=True))
        made.append(Paragraph(telling.what_to_do(each.code)))
    pairs: list[tuple[str, str | Mark | OneLine]] = [(t("File"), OneLine(each.path.name))]
    if each.office:
        pairs += [
            (t("Desk"), each.desk[:6] + "…"),
            (t("Number"), t("No. {n}", n=each.number)),
            (t("Made"), telling.time_words(each.created, today)),
            (t("Holds"), telling.entries_words(each.entries)),
            (t("Way"), t("Encrypted for this office") if each.is_encrypted else t("Open reference update")),
        ]
    if each.unsealed:
        pairs.append((t("Still there"), t("{entries}, not sealed yet", entries=telling.entries_words(each.unsealed))))
    if each.conflicts:
        pairs.append((t("Conflicts"), t("{n} open at the sender", n=each.conflicts)))
    if each.note:
        pairs.append((t("Note"), each.note))
    if each.code:
        pairs.append((t("Code"), each.code))
    made.append(KeyValueList(pairs, name="arrivals-about"))
    steps = LinkLabel(t("See each step of the check"), chevron=True, name="arrivals-steps")
    steps.clicked.connect(explain)
    made.append(steps)
    if each.segments:
        made.append(Hairline())
        made.append(SectionHeading(t("What it carries"), count=len(each.segments)))
        for line in each.segments[:8]:
            words = t("{channel}, part {n}", channel=telling.channel_words(line.channel, countries), n=line.number)
            mark = Mark(Shape.CHECK, Tone.SUCCESS) if line.code is None else Mark(Shape.TRIANGLE, Tone.WARNING)
            made.append(Label(words, mark=mark))
            told = telling.entries_words(line.entries)
            if line.code:
                told = telling.why_words(line.code)
            made.append(_Indented(told))
        if len(each.segments) > 8:
            made.append(Label(t("and {n} more", n=f"{len(each.segments) - 8:,}"), color="second"))
    return made
