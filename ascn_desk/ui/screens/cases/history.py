"""The journal of a record as a person reads it: who set what to what, when and why."""

from __future__ import annotations

from collections.abc import Sequence

from ascn_desk.base.words import t
from ascn_desk.domain.kind import Kind
from ascn_desk.operations.views import HistoryEntry
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import Mark, Shape, TimelineItem, Tone
from ascn_desk.ui.screens.cases.timeline import short_day


def history_items(kind: Kind, entries: Sequence[HistoryEntry], reader: Reader) -> list[TimelineItem]:
    """The entries as the timeline draws them, in the order given."""
    return [_item(kind, entry, reader) for entry in entries]


def entry_id(entry: HistoryEntry) -> str:
    """What an entry is called among the rows."""
    return f"{entry.desk}-{entry.n}"


def _item(kind: Kind, entry: HistoryEntry, reader: Reader) -> TimelineItem:
    lines = []
    order = list(kind.fields)
    for name, value in sorted(entry.set.items(), key=lambda each: _place(order, each[0])):
        label, words = reader.change_words(kind, name, value)
        lines.append(f"{label}: {words}" if reader.lang != "ja" else f"{label}：{words}")
    state, tone = _state(entry.state)
    who = f"{entry.by}・{entry.office_name}" if reader.lang == "ja" else f"{entry.by}, {entry.office_name}"
    return TimelineItem(
        id=entry_id(entry), when=short_day(entry.at, reader.today), title=who,
        icon="pencil", mark=Mark(Shape.DIAMOND, Tone.CONFLICT) if entry.state == "conflict" else None, meta=state,
        body="\n".join(lines), note=t("Reason: {reason}", reason=entry.why) if entry.why else "", tone=tone,
    )  # fmt: skip


def _place(order: list[str], name: str) -> tuple[int, str]:
    head = name.partition(":")[0]
    return (order.index(head) if head in order else len(order), name)


def _state(state: str) -> tuple[str, Tone | None]:
    match state:
        case "shown":
            return "", None
        case "replaced":
            return t("replaced since"), None
        case "conflict":
            return t("in conflict"), Tone.CONFLICT
        case "redacted":
            return t("redacted"), None
        case _:
            return t("does not count: {why}", why=state), Tone.WARNING
