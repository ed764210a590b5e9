"""What came: the files imported last, a place to drop more, the six words, and the numbers that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import BundleChain, ReceivedBundle
from ascn_desk.sync import suffixes
from ascn_desk.ui import paint, shapes, theme
from ascn_desk.ui.parts import (
    Choice,
    DropZone,
    Hairline,
    HashWords,
    Label,
    LinkLabel,
    Mark,
    Paragraph,
    Part,
    SectionHeading,
    Select,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.parts.base import ready
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.exchange.state import ExchangeState

_MOST_WAITING = 3


class Incoming(QWidget):
    """The side pane of the first page. Signals: what the person asks for."""

    files_chosen = Signal(list)
    choose_asked = Signal()
    decisions_asked = Signal()
    conflicts_asked = Signal()
    telephone_asked = Signal()
    bundles_asked = Signal()
    quarantine_asked = Signal()

    def __init__(self, state: ExchangeState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._words: HashWords | None = None
        self._unsealed: Label | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        heading = SectionHeading(t("Received files"), link=t("All") if state.view.received else "",
                                 name="exchange-received-head")  # fmt: skip
        heading.link_chosen.connect(self.bundles_asked)
        column.addWidget(heading)
        self._add_received(column)
        self.drop = DropZone(t("Drop files here"), hint=t("or choose with Ctrl+O"), height=84,
                             endings=(suffixes.BUNDLE, suffixes.REQUEST), name="exchange-drop")  # fmt: skip
        self.drop.files_dropped.connect(self.files_chosen)
        self.drop.clicked.connect(self.choose_asked)
        column.addWidget(self.drop)
        if state.view.fingerprints:
            column.addWidget(Hairline())
            self._add_words(column)
        if state.view.received and not state.is_headquarters:
            column.addWidget(Hairline())
            self._add_missing(column)

    def _add_received(self, column: QVBoxLayout) -> None:
        received = self._state.view.received
        if not received:
            column.addWidget(Label(t("Nothing yet"), color="second"))
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(2))
        for each in received[:3]:
            lines.addWidget(_ReceivedLine(each, self._state.today, with_office=self._state.is_headquarters))
        column.addLayout(lines)
        if self._state.refused:
            count = self._state.refused
            words = t("1 file was refused") if count == 1 else t("{n} files were refused", n=count)
            column.addWidget(Label(words, mark=Mark(Shape.TRIANGLE, Tone.WARNING)))
            why = LinkLabel(t("See why, and what to do"), chevron=True, name="exchange-quarantine")
            why.clicked.connect(self.quarantine_asked)
            column.addWidget(why)
        self._add_waiting(column)
        if self._state.decisions:
            words = telling.not_kept_words(len(self._state.decisions))
            column.addWidget(Label(words, mark=Mark(Shape.DIAMOND, Tone.CONFLICT)))
            link = LinkLabel(t("See who and why"), chevron=True, name="exchange-decisions")
            link.clicked.connect(self.decisions_asked)
            column.addWidget(link)
        if self._state.conflicts:
            words = telling.conflicts_words(self._state.conflicts)
            column.addWidget(Label(words, mark=Mark(Shape.DIAMOND, Tone.CONFLICT)))
            go = LinkLabel(t("Decide them"), chevron=True, name="exchange-conflicts")
            go.clicked.connect(self.conflicts_asked)
            column.addWidget(go)

    def _add_waiting(self, column: QVBoxLayout) -> None:
        """What came and does not count yet, and what it waits for."""
        logs = self._state.view.waiting
        if logs:
            entries = telling.entries_words(sum(each.entries for each in logs))
            column.addWidget(
                Label(t("{entries} still waiting", entries=entries), mark=Mark(Shape.TRIANGLE, Tone.WARNING),
                      name="exchange-waiting")
            )  # fmt: skip
            lines = telling.waiting_lines(logs, self._state.countries, _MOST_WAITING)
            column.addWidget(Paragraph("\n".join(lines), kind=Type.CAPTION, color="hint"))

    def _add_words(self, column: QVBoxLayout) -> None:
        prints = self._state.view.fingerprints
        column.addWidget(SectionHeading(t("Six words")))
        column.addWidget(Paragraph(t("Read them out on the telephone: if all six agree, both hold the same.")))
        own = self._state.view.office
        names = {**self._state.countries, **dict(self._state.view.receivers), own: self._state.view.office_name}
        # The own office's channel tells most: it is what only this office and headquarters hold.
        shown = next((each for each in prints if each.channel.startswith("office/")), prints[0])
        if len(prints) > 1:
            choices = [Choice(each.channel, telling.channel_words(each.channel, names, own)) for each in prints]
            select = Select("", choices=choices, value=shown.channel, dense=True, name="exchange-channel",
                            accessible=t("Which records"), reserve_below=False)  # fmt: skip
            select.changed.connect(self._on_channel)
            column.addWidget(select)
        else:
            column.addWidget(Label(telling.channel_words(shown.channel, names, own), color="second"))
        self._words = HashWords(shown.words, columns=2, name="exchange-words")
        column.addWidget(self._words)
        self._unsealed = Label("", kind=Type.CAPTION, color="hint", name="exchange-unsealed")
        column.addWidget(self._unsealed)
        compare = LinkLabel(t("Compare by telephone"), chevron=True, name="exchange-telephone")
        compare.clicked.connect(self.telephone_asked)
        column.addWidget(compare)
        self._tell_unsealed(shown.unsealed)

    def _tell_unsealed(self, count: int) -> None:
        if self._unsealed is not None:
            self._unsealed.set_words(t("Besides {entries} here, not sealed yet",
                                       entries=telling.entries_words(count)) if count else "")  # fmt: skip
            self._unsealed.setVisible(bool(count))

    @Slot(object)
    def _on_channel(self, channel: str) -> None:
        for each in self._state.view.fingerprints:
            if each.channel == channel and self._words is not None:
                self._words.set_words(each.words)
                self._tell_unsealed(each.unsealed)

    def _add_missing(self, column: QVBoxLayout) -> None:
        chains = [each for each in self._state.view.chains if not each.is_open]
        if chains:
            column.addWidget(SectionHeading(t("Missing numbers")))
        for each in chains:
            if len(chains) > 1:
                column.addWidget(Label(_sender_words(each, chains), color="second"))
            if each.missing:
                words = telling.numbers_words(each.missing)
                column.addWidget(Label(words, mark=telling.missing_mark([each])))
                column.addWidget(Paragraph(
                    t("All that they held came with later files: nothing is lacking.") if each.came_otherwise else
                    t("What the sender does not see confirmed, it sends again by itself with its next file.")
                ))  # fmt: skip
            else:
                words = t("None up to no. {last}", last=each.last)
                column.addWidget(Label(words, mark=Mark(Shape.CHECK, Tone.SUCCESS)))


def _sender_words(chain: BundleChain, chains: Sequence[BundleChain]) -> str:
    """The office, and its desk where several of it send."""
    office = telling.office_words(chain.office, chain.office_name)
    if sum(each.office == chain.office for each in chains) == 1:
        return office
    return t("{office}, desk {desk}", office=office, desk=chain.desks[-1][:6])


class _ReceivedLine(Part):
    """A file that came: number in bold, when and how much at the right."""

    def __init__(self, bundle: ReceivedBundle, today: date, *, with_office: bool) -> None:
        words = t("No. {n} imported", n=bundle.number)
        told = [telling.day_words(bundle.at, today), telling.entries_words(bundle.entries)]
        if with_office:
            words = telling.office_words(bundle.office, bundle.office_name)
            told.insert(0, t("No. {n}", n=bundle.number))
        meta = t(", ").join(told)
        super().__init__(accessible=f"{words} {meta}")
        self._words, self._meta, self._two = words, meta, with_office
        self._short = t("No. {n}", n=bundle.number)  # the check says that it was imported
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(44 if self._two else 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        size, step = theme.px(13), theme.px(24)
        shapes.draw(painter, QRectF(0, 0, size, step), Shape.CHECK, look.color("success"), look.color("background"))
        left = theme.px(24)
        meta = paint.width_of(self._meta, Type.CAPTION, digits=True) + 2
        row = QRectF(left, 0, self.width() - left - (0 if self._two else meta + theme.px(8)), step)
        words = self._words
        if not self._two and paint.width_of(words, bold=True) > row.width():
            words = self._short
        paint.text(painter, row, words, look.color("text"), bold=True)
        second = QRectF(left, theme.px(21), self.width() - left, theme.px(20))
        if not self._two:
            second = QRectF(self.width() - meta, 0, meta, step)
        paint.text(painter, second, self._meta, look.color("hint"), kind=Type.CAPTION, digits=True,
                   align=paint.LEFT if self._two else paint.RIGHT)  # fmt: skip
        painter.end()
