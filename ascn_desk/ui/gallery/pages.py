"""Whole pages: the list of cases with its detail, today, a page with nothing on it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.gallery.sample import (
    PretendList,
    case_columns,
    case_row,
    make_column,
    make_row,
    make_sheet,
    say,
)
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    Chip,
    DetailHeader,
    EmptyState,
    FilterField,
    Group,
    GroupedList,
    GroupRow,
    Hairline,
    IconButton,
    Label,
    LinkLabel,
    Mark,
    NextActionCard,
    Page,
    PagedModel,
    Rail,
    RailItem,
    SectionHeading,
    Shape,
    Tabs,
    TextField,
    Timeline,
    TimelineItem,
    Tone,
    TopBar,
)


def shell() -> QWidget:
    """Rail, bar, a page with list and side pane."""
    sheet = make_sheet()
    grid = QGridLayout(sheet)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(0)
    rail = Rail(
        [
            RailItem("today", "sunrise", say("Today", "今日")),
            RailItem("cases", "briefcase-business", say("Cases", "案件")),
            RailItem("companies", "building-2", say("Companies", "企業")),
            RailItem("cities", "map-pin", say("Cities & projects", "都市・事業")),
            RailItem("calendar", "calendar-days", say("Calendar", "予定")),
            RailItem("packs", "book-open", say("Packs", "資料")),
            RailItem("exchange", "arrow-up-down", say("Exchange", "送受信")),
            RailItem("data", "database", say("Data", "データ")),
        ],
        [
            RailItem("settings", "settings", say("Settings", "設定")),
            RailItem("help", "circle-question-mark", say("Help", "ヘルプ")),
        ],
        current="cases",
    )
    for key, count in (("today", 7), ("cases", 41), ("exchange", 12)):
        rail.set_count(key, count)
    grid.addWidget(rail, 0, 0, 2, 1)
    unsent = say("12 unsent; last sent 20 Nov, no. 14", "未送付 12件・最終送付 11/20 No.14")
    grid.addWidget(
        TopBar(
            person=say("Tanaka Ichiro", "田中 一郎"),
            office=say("Embassy of Japan in Viet Nam", "在ベトナム日本国大使館"),
            exchange=Mark(Shape.UP, Tone.WARNING, unsent),
        ),
        0,
        1,
    )
    grid.addWidget(_cases_page(), 1, 1)
    return sheet


def _cases_page() -> Page:
    body, column = make_column(gap=4)
    tools = QHBoxLayout()
    tools.setContentsMargins(theme.px(24), 0, theme.px(24), theme.px(8))
    tools.setSpacing(theme.px(8))
    narrow = FilterField(say("Filter the list", "一覧を絞り込む"), name="filter")
    narrow.setFixedWidth(theme.px(176))
    tools.addWidget(narrow)
    for words in (say("Country: Viet Nam", "国：ベトナム"), say("State: open", "状態：未決")):
        tools.addWidget(Chip(words, closable=True))
    tools.addWidget(Button(say("Add", "条件を追加"), kind=ButtonKind.QUIET, icon="plus"))
    tools.addStretch(1)
    tools.addWidget(IconButton("sliders-horizontal", say("Columns", "列を選ぶ")))
    column.addLayout(tools)
    columns = case_columns()
    model = PagedModel.of_rows(columns, [case_row(n) for n in range(40)])
    view = PretendList(model, has_focus=True, fit_rows=False, outer=24, name="cases")
    column.addWidget(view)
    return Page(
        say("Cases", "案件"),
        actions=[
            Button(say("My open cases", "自分の未決"), kind=ButtonKind.PLAIN, icon="layers", chevron="chevron-down"),
            Button(say("New case", "新規案件"), kind=ButtonKind.PRIMARY, icon="plus", key="Ctrl+N"),
        ],
        body=body,
        side=_case_detail(),
        side_width=488,
        side_scrolls=True,
        foot_count=say("41 of 412 cases", "41件（全412件）"),
        foot_keys=[
            ("Enter", say("open", "開く")),
            ("Space", say("preview", "下見")),
            ("J K", say("next, previous", "次・前")),
            ("X", say("select", "選択")),
        ],
    )


def _case_detail() -> QWidget:
    side, column = make_column(gap=14)

    column.addWidget(
        DetailHeader(
            say("Approval of urban rail signals", "都市鉄道信号の認証手続"),
            number="HAN-26-K3F7",
            marking=say("Confidentiality 2", "機密性2情報"),
            links=[
                ("hitachi", say("Hitachi", "日立製作所")),
                ("hanoi", say("Hanoi", "ハノイ")),
                ("", say("Request for redress (regulation)", "是正申入れ（規制）")),
            ],
            state=Mark(Shape.HALF, Tone.INFO, say("In progress", "対応中")),
            state_changeable=True,
            facts=[
                (say("Officer", "担当"), say("Tanaka Ichiro", "田中 一郎")),
                (say("Received", "受付"), say("13 Nov, call", "11/13(金) 電話")),
                (say("Supporting", "協力公館"), say("none", "なし")),
            ],
            actions=[
                IconButton("pencil", say("Edit", "編集")),
                IconButton("printer", say("Print", "印刷")),
                IconButton("ellipsis", say("More", "ほか")),
            ],
        )
    )
    column.addWidget(
        NextActionCard(
            say("Ask the Ministry of Construction", "建設省の鉄道担当課へ照会"),
            when=say("Fri 20 Nov", "11/20(金)"),
            late=say("4 days late", "4日超過"),
        )
    )
    tabs = Tabs(
        [
            ("timeline", say("Timeline", "経過")),
            ("content", say("Content", "内容")),
            ("people", say("People", "関係者")),
            ("files", say("Files", "添付")),
        ]
    )
    for key, count in (("timeline", 9), ("people", 3), ("files", 2)):
        tabs.set_count(key, count)
    column.addWidget(tabs)
    column.addWidget(
        TextField(placeholder=say("Add a note", "記録を追加"), icon="notebook-pen", key="N", reserve_below=False)
    )
    column.addWidget(Timeline(timeline_items()))
    return side


def timeline_items() -> list[TimelineItem]:
    who = say("Tanaka", "田中")
    return [
        TimelineItem(
            id="1",
            when=say("20 Nov", "11/20"),
            title=say("Sent in return no. 14", "送付 No.14 に含む"),
            icon="send",
            meta=say("receipt not yet confirmed", "本省の受領は未確認"),
        ),
        TimelineItem(
            id="2",
            when=say("18 Nov", "11/18"),
            title=say("Meeting, railway division", "面談　建設省 鉄道担当課"),
            icon="users",
            meta=who,
            strong=True,
            body=say(
                "Original test reports must be shown. How reports of Japanese laboratories are treated "
                "should be asked in writing.",
                "認証には試験報告書の原本確認が要るとの説明。日本の試験機関の扱いは文書で照会してほしいとのこと。",
            ),
        ),
        TimelineItem(
            id="3",
            when=say("16 Nov", "11/16"),
            title=say("New → In progress", "新規 → 対応中"),
            meta=who,
            mark=Mark(Shape.HALF, Tone.INFO),
            note=say("Reason: technical papers received", "理由：企業から技術資料を受領"),
        ),
        TimelineItem(
            id="4",
            when=say("16 Nov", "11/16"),
            title=say("test-report-extract.pdf", "試験報告書_抜粋.pdf"),
            icon="paperclip",
            meta="1.2 MB",
        ),
        TimelineItem(
            id="5",
            when=say("13 Nov", "11/13"),
            title=say("Sent in return no. 13", "送付 No.13 に含む"),
            icon="send",
            tone=Tone.SUCCESS,
            meta=say("received, told by no. 22", "本省受領（No.22 で確認）"),
            meta_icon="check",
        ),
        TimelineItem(
            id="6",
            when=say("13 Nov", "11/13"),
            title=say("Call from Hitachi", "電話　日立製作所から"),
            icon="phone",
            meta=who,
            strong=True,
            body=say(
                "Which papers does approval need, and how long?", "信号装置の認証に要する書類と期間を確認したい。"
            ),
        ),
    ]


def today() -> QWidget:
    """Groups of what is due, with a side pane."""
    late = Mark(Shape.TRIANGLE, Tone.ERROR)
    dot, ring = Mark(Shape.DOT, Tone.PRIMARY), Mark(Shape.RING, Tone.NEUTRAL)
    groups = [
        Group(
            id="late",
            title=say("Overdue", "期限切れ"),
            tone=Tone.ERROR,
            rows=[
                GroupRow(
                    id="1",
                    mark=late,
                    title=say(
                        "Rail signal approval: ask Ministry of Construction", "都市鉄道信号の認証手続：建設省への照会"
                    ),
                    second=say("Hitachi, Hanoi", "日立製作所・ハノイ"),
                    late=say("4 days late", "4日超過"),
                    when=say("Fri 20 Nov", "11/20(金)"),
                    tone=Tone.ERROR,
                ),
                GroupRow(
                    id="2",
                    mark=late,
                    title=say("Digital maps: answer on the data licence", "デジタル地図：データ利用許諾の回答"),
                    second=say("Pasco, Da Nang", "パスコ・ダナン"),
                    late=say("1 day late", "1日超過"),
                    when=say("Mon 23 Nov", "11/23(月)"),
                    tone=Tone.ERROR,
                ),
            ],
        ),
        Group(
            id="today",
            title=say("Due today", "今日"),
            rows=[
                GroupRow(
                    id="3",
                    mark=dot,
                    title=say(
                        "North Hanoi: meeting with the People’s Committee",
                        "北ハノイ・スマートシティ：人民委員会との面談調整",
                    ),
                    second=say("Sumitomo Corporation, Hanoi", "住友商事・ハノイ"),
                    when=say("Today", "今日"),
                    now=True,
                )
            ],
        ),
        Group(
            id="week",
            title=say("This week", "今週"),
            count=9,
            link=say("Show 4 more", "ほか4件を表示"),
            rows=[
                GroupRow(
                    id="4",
                    mark=ring,
                    title=say("Traffic signals: has the tender been published?", "信号機更新：入札公告の有無を確認"),
                    second=say("Kyosan Electric, Hanoi", "京三製作所・ハノイ"),
                    when=say("Wed 25 Nov", "11/25(水)"),
                )
            ],
        ),
        Group(id="quiet", title=say("Nothing for 30 days", "30日動きなし"), count=5, link=say("Show", "表示")),
    ]
    listed = GroupedList(groups, name="due")
    listed.set_current_row(0)
    side, column = make_column(gap=10)
    column.addWidget(
        SectionHeading(say("From headquarters", "本省から"), meta=say("no. 22, 18 Nov", "No.22・11/18 受信"))
    )
    column.addWidget(
        Label(
            say("2 of your values were not kept", "こちらの値2件は不採用でした"),
            mark=Mark(Shape.DIAMOND, Tone.CONFLICT),
        )
    )
    column.addWidget(LinkLabel(say("See who and why", "理由を見る"), chevron=True))
    column.addWidget(Hairline())
    column.addWidget(SectionHeading(say("Visits", "来訪"), meta=say("in 8 days", "8日後")))
    column.addWidget(Label(say("City of Yokohama, 6 people", "横浜市訪問団　6名"), bold=True))
    column.addLayout(make_row(Button(say("Make a pack", "資料を作る"), icon="book-open", key="Ctrl+P")))
    column.addWidget(Hairline())
    column.addWidget(SectionHeading(say("Health", "健全性")))
    column.addWidget(
        Label(say("Backup this morning, 7:58", "バックアップ　今朝 7:58"), mark=Mark(Shape.CHECK, Tone.SUCCESS))
    )
    column.addStretch(1)
    sheet = make_sheet(1190, 716)
    whole = QVBoxLayout(sheet)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(
        Page(
            say("Today", "今日"),
            subtitle=say("Tuesday, 24 November", "11月24日(火)"),
            actions=[Button(say("New case", "新規案件"), kind=ButtonKind.PRIMARY, icon="plus", key="Ctrl+N")],
            body=listed,
            scrolls=True,
            padded=False,
            side=side,
            side_scrolls=True,
            foot_keys=[("Enter", say("open", "開く")), ("D", say("done", "完了")), ("S", say("put off", "延期"))],
        )
    )
    return sheet


def empty() -> QWidget:
    """A page with nothing on it."""
    sheet = make_sheet(1190, 716)
    whole = QVBoxLayout(sheet)
    whole.setContentsMargins(0, 0, 0, 0)
    state = EmptyState(
        say("No cases yet", "案件はまだありません"),
        say(
            "A case is one request of one company. Log it while the telephone is still warm; it takes less than "
            "a minute.",
            "案件は一社の一つの相談です。電話のあとすぐに、一分かからず記録できます。",
        ),
        button=say("New case", "新規案件"),
        button_key="Ctrl+N",
        keys=[
            ("Ctrl+Shift+I", say("Import a workbook of earlier cases", "以前の案件の表を取り込む")),
            ("Ctrl+O", say("Read the handover file of your predecessor", "前任者の引継ファイルを読む")),
            ("Ctrl+K P", say("Try it first with practice data", "練習データで試す")),
        ],
    )
    whole.addWidget(
        Page(
            say("Cases", "案件"),
            body=state,
            head_line=True,
            foot_count=say("0 cases", "0件"),
            foot_keys=[("Ctrl+N", say("new case", "新規案件")), ("Ctrl+K", say("all commands", "すべての操作"))],
        )
    )
    return sheet
