"""What lies over a page: a dialog, the palette."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ascn_desk.ui.gallery.pages import shell
from ascn_desk.ui.gallery.sample import (
    make_column,
    say,
)
from ascn_desk.ui.parts import (
    ButtonKind,
    Choice,
    ChoiceCards,
    DialogButton,
    DialogFrame,
    Mark,
    PaletteFrame,
    PaletteRow,
    SearchSelect,
    Shape,
    TextField,
    Tone,
)


def dialog() -> QWidget:
    """The quick case over a page."""
    sheet = shell()
    body, column = make_column(gap=8)
    company = SearchSelect(
        say("Company", "企業"),
        required=True,
        icon="building-2",
        value=Choice("h", say("Hitachi", "日立製作所"), say("Hanoi, 2 open", "ハノイ・未決2件")),
    )
    column.addWidget(company)
    digits = [
        Choice(str(n), words)
        for n, words in enumerate(
            (
                say("Redress", "是正"),
                say("Trouble", "トラブル"),
                say("Request", "要望"),
                say("Advice", "情報"),
                say("Meeting", "面談"),
                say("Tender", "入札"),
                say("Finance", "金融"),
                say("PR", "広報"),
            )
        )
    ]
    column.addWidget(ChoiceCards(digits, value="0", columns=4, digits=True))
    summary = TextField(
        say("Summary", "概要"), required=True, text=say("Local standard in the tender", "改札機更新の入札で現地規格が")
    )
    column.addWidget(summary)
    frame = DialogFrame(
        sheet,
        say("New case", "新規案件"),
        body,
        buttons=[
            DialogButton("", say("Close", "閉じる"), ButtonKind.QUIET, "Esc"),
            DialogButton("next", say("Save and next", "登録して次へ"), ButtonKind.SECONDARY, "Ctrl+Shift+Enter"),
            DialogButton("save", say("Save", "登録"), ButtonKind.PRIMARY, "Ctrl+Enter"),
        ],
    )
    frame.set_status(say("draft saved 10:42", "下書き保存済 10:42"), Mark(Shape.CHECK, Tone.SUCCESS))
    frame.open(summary)
    return sheet


def palette() -> QWidget:
    """The palette over a page."""
    sheet = shell()
    frame = PaletteFrame(sheet, placeholder=say("Type a command or a name", "操作か名前を入力"))
    frame.words_changed.connect(lambda words: frame.set_rows(palette_rows()))
    frame.open()
    frame.set_text("no")
    return sheet


def palette_rows() -> list[PaletteRow]:
    return [
        PaletteRow(words=say("Commands", "操作")),
        PaletteRow(id="1", words="New case", icon="plus", meta="over any screen", keys=("Ctrl", "N")),
        PaletteRow(id="2", words="New city note", icon="map-pin", keys=("Ctrl", "Shift", "N")),
        PaletteRow(id="3", words="Add a note", icon="notebook-pen", meta="to K3F7, Hitachi", keys=("N",)),
        PaletteRow(words=say("Records", "記録")),
        PaletteRow(
            id="4", words="North Hanoi smart city", icon="landmark", meta="Project · Sumitomo Corporation · Hanoi"
        ),
        PaletteRow(id="5", words="Nomura Research Institute", icon="building-2", meta="Company · no case"),
    ]
