"""Comparing by telephone: the six words of each channel in both languages, and what was heard beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.views import ChannelPrint, Comparison
from ascn_desk.sync.mnemonic import six_words
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    Cell,
    HashWords,
    Label,
    ListView,
    Paragraph,
    TextField,
    Tone,
    Type,
)
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.list_beside import ListBeside, listed


class TelephonePage(QWidget):
    """Signal: ``heard(str, str)`` a channel and the words that were typed."""

    heard = Signal(str, str)

    def __init__(
        self, prints: Sequence[ChannelPrint], names: Mapping[str, str], own_office: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._prints = {each.channel: each for each in prints}
        self._called = {each: telling.channel_words(each, names, own_office) for each in self._prints}
        self._shown = ""
        self._result: Banner | None = None
        self._field: TextField | None = None
        self._below: QVBoxLayout | None = None
        self.list = self._make_list()
        keys = [("Tab", t("type what you hear")), ("Enter", t("compare")), ("Esc", t("back"))]
        self._beside = ListBeside(t("By telephone"), self.list, keys)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._beside)
        self.list.current_changed.connect(self._on_current)
        self.list.row_activated.connect(self._focus_field)
        self.list.set_current_row(0)

    def tell(self, found: Comparison) -> None:
        """Say whether both hold the same, and what then."""
        if found.held.channel != self._shown:
            return
        if found.is_same:
            self._say(Tone.SUCCESS, t("All six agree: both desks hold the same here."),
                      t("Nothing more to do. Only what was not sealed yet is not in the words."))  # fmt: skip
            return
        places = ", ".join(str(each) for each in found.differing)
        self._say(
            Tone.WARNING,
            t("They differ at word {places}: one of you holds what the other does not.", places=places),
            t("Each makes a file for the other and imports the one that comes; then compare again. If they still "
              "differ, tell headquarters the words of both."),
        )  # fmt: skip

    def tell_problem(self, sentence: str) -> None:
        """Say what is wrong with the words that were typed."""
        if self._field is not None:
            self._field.set_error(sentence)
            self._field.setFocus()

    def _make_list(self) -> ListView:
        rows = [(each.channel, Cell(self._called[each.channel], below=_unsealed(each)))
                for each in self._prints.values()]  # fmt: skip
        return listed(rows, name="telephone-channels", accessible=t("Which records"))

    @Slot(str)
    def _on_current(self, channel: str) -> None:
        if channel:
            self._shown, self._result = channel, None
            self._beside.show_beside(self._detail(self._prints[channel]))

    @Slot()
    def _focus_field(self) -> None:
        if self._field is not None:
            self._field.setFocus()

    def _detail(self, each: ChannelPrint) -> QWidget:
        detail = QWidget()
        column = self._below = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(Label(self._called[each.channel], kind=Type.RECORD, bold=True, name="telephone-channel"))
        column.addWidget(
            Paragraph(t("Call by a number that you know. One reads the six words out, in either language; the other "
                        "types them here. Order counts, capitals do not."))
        )  # fmt: skip
        digest = bytes.fromhex(each.sha256)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(6))
        grid.addWidget(Label("日本語", color="second"), 0, 0)
        grid.addWidget(Label("English", color="second"), 0, 1)
        grid.addWidget(HashWords(six_words(digest, "ja"), columns=2, name="telephone-words-ja"), 1, 0)
        grid.addWidget(HashWords(six_words(digest, "en"), columns=2, name="telephone-words-en"), 1, 1)
        column.addLayout(grid)
        column.addLayout(self._asking())
        column.addStretch(1)
        return detail

    def _asking(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self._field = TextField(t("What you hear"), note=t("Six words, with spaces between."), name="telephone-heard")
        self._field.entered.connect(self._on_entered)
        row.addWidget(self._field, 1)
        compare = Button(t("Compare"), kind=ButtonKind.PRIMARY, icon="list-checks", key="Enter", height=36,
                         name="telephone-compare")  # fmt: skip
        compare.clicked.connect(self._on_entered)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, theme.px(26), 0, 0)
        holder.addWidget(compare)
        holder.addStretch(1)
        row.addLayout(holder)
        return row

    @Slot()
    def _on_entered(self) -> None:
        if self._field is not None:
            self._field.set_error("")
            if self._field.value().strip():
                self.heard.emit(self._shown, self._field.value())
            else:
                self.tell_problem(t("Write something here."))

    def _say(self, tone: Tone, words: str, detail: str) -> None:
        if self._below is None:
            return
        if self._result is not None:
            self._result.hide()
            self._result.deleteLater()
        self._result = Banner(tone, words, detail=detail, name="telephone-result")
        self._below.insertWidget(self._below.count() - 1, self._result)


def _unsealed(each: ChannelPrint) -> str:
    if not each.unsealed:
        return t("all sealed")
    return t("{entries} here not sealed yet", entries=telling.entries_words(each.unsealed))
