"""All that a record holds, in words: names and values, with what is in conflict said beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.fields import Field
from ascn_desk.operations.views import Head, RecordView
from ascn_desk.ui import paint, theme
from ascn_desk.ui.forms.arrangement import Section, sections
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import KeyValueList, Mark, Paragraph, SectionHeading, Shape, Tone
from ascn_desk.ui.parts.key_values import Value

_NAME_WIDTH, _WIDEST_NAME = 104, 180


class ContentPage(QWidget):
    """Fields that hold something, in the order of the form; those in conflict show every value and who wrote it."""

    def __init__(self, record: RecordView, reader: Reader, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("record-content")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        made_of = [(each.is_handling, _section_pairs(record, each, reader)) for each in sections(record.declared)]
        names = [name for _, pairs in made_of for name, _ in pairs]
        widest = max((paint.width_of(name) for name in names), default=0) * 100 / theme.px(100)
        width = max(_NAME_WIDTH, min(_WIDEST_NAME, int(widest) + 20))
        for is_handling, pairs in made_of:
            if pairs and is_handling:
                column.addSpacing(theme.px(8))
                column.addWidget(SectionHeading(t("Handling"), line=True))
            if pairs:
                column.addWidget(KeyValueList(pairs, name_width=width))
        made = _made_words(record, reader)
        if made:
            column.addSpacing(theme.px(4))
            column.addWidget(Paragraph(made, color="hint"))


def conflict_fields(record: RecordView, reader: Reader) -> list[str]:
    """What the registers in conflict are called, as a person reads them."""
    kind = record.declared
    named = (register.partition(":")[0] for register in record.conflicts)
    return [kind.fields[name].words(reader.lang) for name in dict.fromkeys(named) if name in kind.fields]


def _section_pairs(record: RecordView, section: Section, reader: Reader) -> list[tuple[str, Value]]:
    return [pair for place in section.places for pair in _pairs(record, place.field, reader)]


def _pairs(record: RecordView, field: Field, reader: Reader) -> list[tuple[str, Value]]:
    label = field.words(reader.lang)
    words = reader.words(record.declared, field.name, record.values)
    pairs: list[tuple[str, Value]] = [(label, words)] if words else []
    for register in record.conflicts:
        if register.partition(":")[0] == field.name:
            for head in record.heads.get(register, ()):
                pairs.append(("" if pairs else label, _head_mark(record, field, head, reader)))
    return pairs


def _head_mark(record: RecordView, field: Field, head: Head, reader: Reader) -> Mark:
    value = head.value
    if isinstance(value, str | int | bool) or value is None:
        _, words = reader.change_words(record.declared, field.name, value)
    else:
        parts = (reader.change_words(record.declared, name, each) for name, each in value.items() if each is not None)
        words = " / ".join(words for _, words in parts)
    return Mark(Shape.DIAMOND, Tone.CONFLICT, t("{value} — {who}, {office}", value=words, who=reader.person(head.by),
                                                office=head.office_name))  # fmt: skip


def _made_words(record: RecordView, reader: Reader) -> str:
    parts: list[str] = []
    for at, by, words in (
        (record.made_at, record.made_by, t("Made on {day} by {who}.", day="{day}", who="{who}")),
        (record.changed_at, record.changed_by, t("Last changed on {day} by {who}.", day="{day}", who="{who}")),
    ):
        if at:
            parts.append(words.format(day=reader.instant_day(at), who=reader.person(by) or t("unknown")))
    return " ".join(parts)
