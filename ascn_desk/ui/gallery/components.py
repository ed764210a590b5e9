"""The sheet of the small parts, each in every state, as in the design picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.gallery.sample import (
    WIDTH,
    PretendList,
    case_columns,
    case_row,
    focused,
    hovered,
    make_row,
    make_sheet,
    off,
    say,
)
from ascn_desk.ui.parts import (
    Badge,
    Banner,
    Button,
    ButtonKind,
    Card,
    CheckBox,
    Chip,
    Choice,
    DateField,
    DialogButton,
    DialogFrame,
    FormLayout,
    LinkLabel,
    Mark,
    Marking,
    PagedModel,
    PaletteRow,
    Paragraph,
    Rail,
    RailItem,
    SectionHeading,
    Segmented,
    Select,
    Shape,
    TextField,
    Timeline,
    TimelineItem,
    Toast,
    Tone,
    Type,
)
from ascn_desk.ui.parts.palette_frame import PaletteRows


def components() -> QWidget:
    """Every small part in every state, as in the design picture."""
    sheet = make_sheet(WIDTH, 980)
    across = QHBoxLayout(sheet)
    across.setContentsMargins(theme.px(32), theme.px(20), theme.px(32), theme.px(20))
    across.setSpacing(theme.px(48))
    left, right = QVBoxLayout(), QVBoxLayout()
    for column, width in ((left, 640), (right, 614)):
        holder = QWidget()
        holder.setFixedWidth(theme.px(width))
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        holder.setLayout(column)
        across.addWidget(holder)
    _buttons(left)
    _fields(left)
    _list_rows(left)
    _rail_and_timeline(left)
    left.addStretch(1)
    _states(right)
    _banners(right)
    _palette_and_toast(right)
    _card_and_dialog(right)
    right.addStretch(1)
    return sheet


def _buttons(column: QVBoxLayout) -> None:
    column.addWidget(
        SectionHeading(
            say("Button: rest, hover, focus, disabled", "ボタン：通常・指す・焦点・無効"), line=True, kind=Type.FORM
        )
    )

    def four(make: Callable[[], Button]) -> QHBoxLayout:
        return make_row(make(), hovered(make()), focused(make()), off(make()))

    column.addSpacing(theme.px(4))
    save, pack = say("Save", "登録"), say("Make a pack", "資料を作る")
    column.addLayout(four(lambda: Button(save, kind=ButtonKind.PRIMARY, key="Ctrl+Enter")))
    column.addLayout(four(lambda: Button(pack, icon="book-open")))
    column.addLayout(four(lambda: Button(say("Add a filter", "条件を追加"), kind=ButtonKind.QUIET, icon="plus")))
    column.addLayout(four(lambda: Button(say("Remove this desk", "この机を外す"), kind=ButtonKind.DANGER)))


def _fields(column: QVBoxLayout) -> None:
    column.addWidget(
        SectionHeading(
            say("Field: rest, focus, error / choice, date, read only", "欄：通常・焦点・誤り／選択・日付・読取専用"),
            line=True,
            kind=Type.FORM,
        )
    )
    form = FormLayout(3)
    summary = say("Summary", "概要")
    form.add(TextField(summary, text=say("Ticket gate standard", "改札機の規格"), required=True))
    form.add(focused(TextField(summary, text=say("Ticket gate", "改札機の"))))
    phone = TextField(say("Telephone", "電話"), text="+84 24 3846")
    phone.set_error(say("Too few digits", "桁が足りません"))
    form.add(phone)
    offices = [Choice("vn", say("Embassy in Viet Nam", "在ベトナム大使館")), Choice("th", "Thailand")]
    form.add(Select(say("Office", "公館"), choices=offices, value="vn"))
    due = DateField(
        say("Due", "期限"), parse=lambda words: date(2026, 11, 27), tell=lambda day: say("Fri 27 Nov", "11/27(金)")
    )
    due.type_in("3d")
    form.add(due)
    number = TextField(say("Number", "番号"), text="HAN-26-K3F7")
    number.set_read_only(True)
    form.add(number)
    column.addWidget(form)


def _list_rows(column: QVBoxLayout) -> None:
    column.addWidget(
        SectionHeading(
            say("List row: rest, hover, selected, selected with focus", "一覧の行：通常・指す・選択・選択と焦点"),
            line=True,
            kind=Type.FORM,
        )
    )
    for has_focus in (False, True):
        model = PagedModel.of_rows(case_columns(), [case_row(n) for n in range(1 if has_focus else 3)])
        view = PretendList(model, has_focus=has_focus, show_head=not has_focus)
        if has_focus:
            column.addSpacing(-theme.px(12))
        column.addWidget(view)


def _rail_and_timeline(column: QVBoxLayout) -> None:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(24))
    grid.setVerticalSpacing(theme.px(12))
    grid.setColumnMinimumWidth(0, theme.px(196))
    grid.setColumnStretch(1, 1)
    grid.addWidget(SectionHeading(say("Rail item", "列の項目"), line=True, kind=Type.FORM), 0, 0)
    grid.addWidget(SectionHeading(say("Timeline item", "経過の一項目"), line=True, kind=Type.FORM), 0, 1)
    grid.addWidget(_RailPiece(), 1, 0, Qt.AlignmentFlag.AlignTop)
    person = say("Tanaka", "田中")
    items = [
        TimelineItem(
            id="1",
            when=say("18 Nov", "11/18"),
            title=say("Meeting, railway division", "面談　建設省 鉄道担当課"),
            icon="users",
            meta=person,
            strong=True,
            body=say("Original test reports must be shown.", "試験報告書の原本確認が要るとの説明。"),
        ),
        TimelineItem(
            id="2",
            when=say("16 Nov", "11/16"),
            title=say("New → In progress", "新規 → 対応中"),
            meta=person,
            mark=Mark(Shape.HALF, Tone.INFO),
        ),
    ]
    grid.addWidget(Timeline(items), 1, 1, Qt.AlignmentFlag.AlignTop)
    column.addLayout(grid)


class _RailPiece(QWidget):
    """Four items of the rail without the rest of it."""

    def __init__(self) -> None:
        super().__init__()
        items = [
            RailItem("cases", "briefcase-business", say("Cases", "案件")),
            RailItem("companies", "building-2", say("Companies", "企業")),
            RailItem("today", "sunrise", say("Today", "今日")),
            RailItem("exchange", "arrow-up-down", say("Exchange", "送受信")),
        ]
        rail = Rail(items, title="", current="today", parent=self)
        rail.setGeometry(0, -theme.px(64), theme.px(176), theme.px(64 + 4 * 40 + 20))
        for key, count in (("cases", 41), ("today", 7), ("exchange", 12)):
            rail.set_count(key, count)
        companies = rail.findChild(QWidget, "rail-companies")
        if companies is not None:
            hovered(companies)
        self.setFixedSize(theme.px(176), theme.px(160))


def _states(column: QVBoxLayout) -> None:
    column.addWidget(
        SectionHeading(say("State: shape + word + colour", "状態：形＋ことば＋色"), line=True, kind=Type.FORM)
    )
    column.addSpacing(theme.px(2))
    first = (
        (Shape.RING, Tone.INFO, say("New", "新規")),
        (Shape.HALF, Tone.INFO, say("In progress", "対応中")),
        (Shape.BARS, Tone.WARNING, say("Waiting", "先方待ち")),
        (Shape.UP, Tone.CONFLICT, say("Asked HQ", "本省照会中")),
    )
    second = (
        (Shape.CHECK, Tone.SUCCESS, say("Solved", "解決")),
        (Shape.QUARTER, Tone.SUCCESS, say("Partly solved", "一部解決")),
        (Shape.CROSS, Tone.ERROR, say("Not solved", "未解決")),
        (Shape.SLASH, Tone.NEUTRAL, say("Withdrawn", "取下げ")),
    )
    third = (
        (Shape.DASH, Tone.NEUTRAL, say("Out of scope", "対象外")),
        (Shape.TRIANGLE, Tone.ERROR, say("Late", "遅れ")),
        (Shape.DIAMOND, Tone.CONFLICT, say("Conflict", "競合")),
        (Shape.DASHED, Tone.NEUTRAL, say("Not yet due", "期限前")),
        (Shape.DOT, Tone.PRIMARY, say("Today", "今日")),
    )
    column.setSpacing(theme.px(8))
    for states in (first, second, third[:3], third[3:]):
        badges = [Badge(Mark(*state)) for state in states]
        if len(states) == 2:
            badges.append(Badge(Mark(Shape.HALF, Tone.INFO, say("In progress", "対応中")), changeable=True))
        column.addLayout(make_row(*badges, gap=8))
    column.addLayout(
        make_row(
            Chip(say("Country: Viet Nam", "国：ベトナム"), closable=True),
            Chip(say("Meetings", "面談")),
            Marking(say("Confidentiality 2", "機密性2情報")),
            Marking(say("Handle with care", "取扱注意")),
            gap=8,
        )
    )
    languages = [
        Choice("ja", say("Japanese", "日本語")),
        Choice("en", say("English", "英語")),
        Choice("both", say("Both", "併記")),
    ]
    column.addLayout(
        make_row(
            CheckBox(say("Cities (2)", "都市（2）"), checked=True),
            CheckBox(say("Contacts", "接触者名簿")),
            Segmented(languages),
            gap=28,
        )
    )


def _banners(column: QVBoxLayout) -> None:
    column.addSpacing(theme.px(8))
    column.addWidget(
        SectionHeading(
            say("Banner: success, warning, error, info, conflict", "帯：成功・注意・誤り・案内・競合"),
            line=True,
            kind=Type.FORM,
        )
    )
    column.addSpacing(theme.px(2))
    for tone, words in (
        (Tone.SUCCESS, say("All signatures are valid.", "すべての署名を確認しました。")),
        (Tone.WARNING, say("The return of Laos is 3 days late.", "ラオスの返送が3日遅れています。")),
        (Tone.ERROR, say("The file is damaged. It was not read.", "ファイルが壊れています。読んでいません。")),
        (Tone.INFO, say("You are working with practice data.", "練習データで動いています。")),
        (Tone.CONFLICT, say("There are 7 conflicts.", "競合が7件あります。")),
    ):
        column.addWidget(Banner(tone, words, actions=[("show", say("Show", "見る"))]))


def _palette_and_toast(column: QVBoxLayout) -> None:
    column.addSpacing(theme.px(8))
    column.addWidget(SectionHeading(say("Palette row and toast", "コマンドの行と通知"), line=True, kind=Type.FORM))
    rows = PaletteRows()
    rows.set_rows(
        [
            PaletteRow(
                id="new",
                words=say("New case", "新規案件"),
                icon="plus",
                meta=say("over any screen", "どの画面でも"),
                keys=("Ctrl+N",),
            ),
            PaletteRow(
                id="pack",
                words=say("Make a pack", "資料を作る"),
                icon="printer",
                meta=say("Hitachi", "日立製作所"),
                keys=("Ctrl+P",),
            ),
        ]
    )
    rows.setFixedHeight(theme.px(80))
    column.addWidget(rows)
    toast = Toast(say("HAN-26-K3F7 saved", "HAN-26-K3F7 を登録しました"), undo=say("Undo", "元に戻す"), key="Ctrl+Z")
    toast.setFixedSize(toast.sizeHint())
    column.addWidget(toast)


def _card_and_dialog(column: QVBoxLayout) -> None:
    column.addWidget(SectionHeading(say("Card and dialog", "札と窓"), line=True, kind=Type.FORM))
    visit = Card(
        say("Visit, City of Yokohama", "来訪　横浜市訪問団"),
        lines=[
            say("Wed 2 – Fri 4 Dec", "12/2(水)–12/4(金)"),
            say("Da Nang and Hanoi, 6 people", "ダナン・ハノイ　6名"),
        ],
        content=[LinkLabel(say("Make a pack", "資料を作る"))],
    )
    stage = QWidget()
    stage.setFixedSize(theme.px(344), theme.px(190))
    frame = DialogFrame(
        stage,
        say("Make a new key?", "この机の鍵を作り直しますか"),
        Paragraph(say("Headquarters must confirm it again.", "本省がもう一度確認します。")),
        buttons=[
            DialogButton("", say("Cancel", "やめる"), ButtonKind.QUIET),
            DialogButton("make", say("Make", "作り直す"), ButtonKind.PRIMARY),
        ],
        width=290,
        compact=True,
        scrim=False,
    )
    frame.open()
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(visit, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(stage)
    column.addLayout(row)
