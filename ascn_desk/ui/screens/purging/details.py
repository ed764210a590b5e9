"""The details of the room: a purge that waits, with what comes of it; what went; what lacks its purge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.purge_views import PurgedRecord, PurgeOverview, WaitingPurge
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    KeyValueList,
    Label,
    Mark,
    Paragraph,
    SectionHeading,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.parts.key_values import Value
from ascn_desk.ui.screens import telling

_MOST_RECORDS = 30


class _Detail(QWidget):
    def __init__(self, title: str, mark: Mark | None = None) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(12))
        self.column.addWidget(Label(title, kind=Type.RECORD, bold=True, name="purging-title"))
        if mark is not None:
            self.column.addWidget(Label(mark.word, mark=mark))

    def add_records(self, records: Sequence[PurgedRecord], names: dict[str, str]) -> None:
        """Add each record of which entries go: which fields, and what will be shown no more."""
        for record in records[:_MOST_RECORDS]:
            self.column.addWidget(SectionHeading(record_words(record), line=True))
            channels = t(", ").join(telling.channel_words(each, names) for each in record.channels)
            pairs: list[tuple[str, Value]] = [
                (t("Entries"), f"{record.entries:,}"),
                (t("Where"), channels),
                (t("Fields that it set"), _fields(record.kind, record.fields)),
            ]
            if record.emptied:
                pairs.append((t("Shown no more"), Mark(Shape.TRIANGLE, Tone.WARNING,
                                                       _fields(record.kind, record.emptied))))  # fmt: skip
            self.column.addWidget(KeyValueList(pairs, name_width=150))
        if len(records) > _MOST_RECORDS:
            self.column.addWidget(Paragraph(t("and {n} more records", n=f"{len(records) - _MOST_RECORDS:,}")))


class WaitingDetail(_Detail):
    """A purge that one officer asked for. Signals: ``confirm_asked()``, ``decline_asked()``."""

    confirm_asked = Signal()
    decline_asked = Signal()

    def __init__(self, asked: WaitingPurge, names: dict[str, str], today: date) -> None:
        super().__init__(t("A purge was asked for"), Mark(Shape.BARS, Tone.WARNING, t("Waits for a second officer")))
        self.column.addWidget(
            KeyValueList(
                [
                    (t("Asked by"), asked.by_name),
                    (t("When"), telling.time_words(asked.at, today)),
                    (t("Reason"), asked.why),
                    (t("Entries"), f"{asked.entries:,}"),
                ],
                name_width=150,
            )
        )
        self.column.addWidget(
            Banner(
                Tone.WARNING,
                t("What goes is taken away on every desk for ever: from what is shown, the history, attachments, "
                  "drafts and later backups. That something stood here, by whom and when, stays. Delete older backups "
                  "and files that were handed over yourself."),
                name="purging-consequences",
            )
        )  # fmt: skip
        self.add_records(asked.records, names)
        if any(each.emptied for each in asked.records):
            self.column.addWidget(
                Paragraph(t("An entry goes whole: what must stay of what is shown no more is written again by hand."))
            )
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        confirm = Button(t("Confirm as a second officer"), kind=ButtonKind.DANGER, key="C", name="purging-go")
        decline = Button(t("Decline"), key="D", name="purging-decline")
        confirm.clicked.connect(self.confirm_asked)
        decline.clicked.connect(self.decline_asked)
        for button in (confirm, decline):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)


class GoneDetail(_Detail):
    """What went."""

    def __init__(self, overview: PurgeOverview, names: dict[str, str]) -> None:
        super().__init__(t("What was purged"))
        self.column.addWidget(
            Paragraph(t("What stood in these entries is gone. That they were there, by whom and when, is held and "
                        "still verified."))
        )  # fmt: skip
        self.add_records(overview.gone, names)
        self.column.addStretch(1)


class LackingDetail(_Detail):
    """Redacted entries without a purge that holds. Signal: ``again_asked()``."""

    again_asked = Signal()

    def __init__(self, overview: PurgeOverview) -> None:
        super().__init__(t("Redacted without a purge that holds"))
        self.column.addWidget(
            Paragraph(t("The desk that wrote the purge was closed before it, or its file has not come. What went stays "
                        "gone here; a new purge lets every other desk follow."))
        )  # fmt: skip
        if overview.is_headquarters:
            again = Button(t("Ask again"), kind=ButtonKind.PRIMARY, key="G", icon="refresh-cw", name="purging-again")
            again.clicked.connect(self.again_asked)
            row = QHBoxLayout()
            row.addWidget(again)
            row.addStretch(1)
            self.column.addLayout(row)
        self.column.addStretch(1)


def record_words(record: PurgedRecord) -> str:
    """``Contact: Tanaka``; a record that shows nothing any more by its kind."""
    kind = telling.kind_words(record.kind)
    return t("{kind}: {title}", kind=kind, title=record.title) if record.title else kind


def consequences(asked: WaitingPurge) -> list[str]:
    """What comes of confirming, in sentences."""
    records = telling.records_words(len(asked.records))
    names = t(", ").join(map(record_words, asked.records[:3]))
    told = [t("To be purged: {entries} of {records}, {names}.", entries=telling.entries_words(asked.entries),
              records=records, names=names)]  # fmt: skip
    emptied = [_fields(each.kind, each.emptied) for each in asked.records if each.emptied]
    if emptied:
        told.append(t("Shown no more after it: {fields}", fields="; ".join(emptied)))
    return told


def _fields(kind: str, names: Sequence[str]) -> str:
    return telling.fields_words(kind, names, most=8)
