"""Comparison cards, sums, names and values, words of a hash, progress, choices."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.ui import theme
from ascn_desk.ui.gallery.sample import (
    WIDTH,
    make_sheet,
    say,
)
from ascn_desk.ui.parts import (
    Banner,
    Choice,
    ChoiceCards,
    ComparisonCard,
    DropZone,
    HashWords,
    KeyValueList,
    Label,
    LongTextField,
    Mark,
    Meter,
    ProgressRow,
    SectionHeading,
    Shape,
    Stepper,
    SumLine,
    SumRow,
    SumTable,
    Term,
    Tone,
    Type,
)


def records() -> QWidget:
    """Comparison cards, sums, names and values, words of a hash, progress, drop zone."""
    sheet = make_sheet(WIDTH, 900)
    across = QHBoxLayout(sheet)
    across.setContentsMargins(theme.px(32), theme.px(24), theme.px(32), theme.px(24))
    across.setSpacing(theme.px(48))
    left, right = QVBoxLayout(), QVBoxLayout()
    across.addLayout(left, 3)
    across.addLayout(right, 2)
    for column in (left, right):
        column.setSpacing(theme.px(14))
    _comparison(left)
    _sums(left)
    left.addStretch(1)
    _side_parts(right)
    right.addStretch(1)
    return sheet


def _comparison(column: QVBoxLayout) -> None:
    row = QHBoxLayout()
    row.setSpacing(theme.px(16))
    evidence, dated = say("Evidence", "根拠"), say("Dated", "日付")
    before = "+84 24 3000 0140"
    row.addWidget(
        ComparisonCard(
            say("Before", "元の値"),
            subtitle=say("common at no. 12", "No.12 の時点で共通"),
            value=before,
            facts=[(evidence, say("Company leaflet", "企業の案内")), (dated, "2025/6/3")],
        )
    )
    row.addWidget(
        ComparisonCard(
            say("Headquarters", "本省"),
            subtitle=say("Sato, changed at headquarters", "佐藤・本省で修正"),
            value="+84 24 3111 0140",
            before=before,
            key="1",
            facts=[(evidence, say("Business card", "名刺")), (dated, "2026/10/2")],
        )
    )
    row.addWidget(
        ComparisonCard(
            say("Mission, Viet Nam", "公館　ベトナム"),
            subtitle=say("Tanaka, return no. 14", "田中・返送 No.14"),
            value="+84 24 3222 0140",
            before=before,
            key="2",
            chosen=True,
            facts=[(evidence, say("Confirmed by telephone", "電話で確認")), (dated, "2026/11/15")],
        )
    )
    column.addLayout(row)
    column.addWidget(
        Banner(
            Tone.CONFLICT,
            say("Rule: for local contacts the mission’s value comes first.", "規則：現地の連絡先は公館の値を優先。"),
            icon="lightbulb",
        )
    )
    column.addWidget(
        Banner(
            Tone.WARNING,
            say("2 cities have figures older than 24 months.", "2都市の値が24か月より古い。"),
            detail=say("Da Nang and Makassar", "ダナン、マカッサル"),
            actions=[("show", say("Show", "見る")), ("later", say("Later", "あとで"))],
        )
    )


def _sums(column: QVBoxLayout) -> None:
    column.addWidget(
        SumLine(
            Term(318, say("entries came in", "件を受領")),
            [
                Term(129, say("new", "新規")),
                Term(177, say("merged", "自動")),
                Term(7, say("conflicts", "競合"), Tone.CONFLICT),
                Term(4, say("duplicates", "重複"), Tone.INFO),
                Term(1, say("refused", "拒否"), Tone.ERROR),
            ],
        )
    )
    table = SumTable(
        say("Mission", "公館"),
        [
            (say("Entries", "件数"), None),
            (say("New", "新規"), None),
            (say("Merged", "自動"), None),
            (say("Conflicts", "競合"), Tone.CONFLICT),
            (say("Refused", "拒否"), Tone.ERROR),
        ],
        [
            SumRow("vn", say("Viet Nam", "ベトナム大"), [31, 12, 17, 2, 0]),
            SumRow("th", say("Thailand", "タイ大"), [44, 20, 20, 3, 1]),
            SumRow("kh", say("Cambodia", "カンボジア大"), [27, 11, 15, 1, 0]),
        ],
        total_words=say("3 missions", "3公館"),
        outer=12,
    )
    table.set_current_row(1)
    column.addWidget(table)
    column.addWidget(SumLine(Term(10, say("does not agree", "不一致")), [Term(6, "a"), Term(3, "b")]))
    column.addWidget(Meter([(21, Tone.SUCCESS), (2, Tone.WARNING), (1, Tone.ERROR)], whole=26))
    column.addWidget(Meter([(2, Tone.CONFLICT)], whole=7))


def _side_parts(column: QVBoxLayout) -> None:
    column.addWidget(SectionHeading(say("Key words", "鍵の確認のことば"), count=6, link=say("All", "すべて")))
    column.addWidget(
        HashWords([say("cherry", "さくら"), "17", say("green", "みどり"), "42", say("heron", "かわせ"), "08"])
    )
    column.addWidget(
        KeyValueList(
            [
                (
                    say("This key", "この机の鍵"),
                    Mark(Shape.CHECK, Tone.SUCCESS, say("valid until 31 Mar 2027", "有効　2027/3/31 まで")),
                ),
                (
                    say("Member", "JASCA会員"),
                    Mark(Shape.TRIANGLE, Tone.WARNING, say("could not be confirmed", "確認できず")),
                ),
                (
                    say("Other names", "別名"),
                    say("Hitachi, Hitachi, Ltd., Hitachi Seisakusho", "日立、㈱日立製作所、Hitachi, Ltd."),
                ),
            ]
        )
    )
    column.addWidget(
        DropZone(
            say("Drop files from headquarters here", "本省からのファイルをここへ落とす"),
            hint=say("or choose with Ctrl+O", "または Ctrl+O で選ぶ"),
        )
    )
    progress = ProgressRow(say("Verifying 20 bundles", "20件のファイルを検証中"))
    progress.set_progress(9, 20, say("4 s left", "残り4秒"))
    column.addWidget(progress)
    column.addWidget(
        Stepper(
            [say("Language", "ことば"), say("Office", "公館"), say("Keys", "鍵"), say("Practice", "練習")], current=1
        )
    )
    roles = [
        Choice("officer", say("Officer", "担当官"), say("logs cases", "案件を記録する")),
        Choice("staff", say("Staff", "館員"), say("prints packs", "資料を印刷する")),
        Choice("hq", say("Headquarters", "本省"), say("merges", "返送をまとめる")),
    ]
    column.addWidget(ChoiceCards(roles, value="officer"))
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
    column.addWidget(
        LongTextField(
            say("Content", "内容"), lines=3, text=say("Two lines of text.\nThe second.", "一行目。\n二行目。")
        )
    )
    column.addWidget(Label(say("Running words", "見出し"), kind=Type.SECTION, bold=True))
