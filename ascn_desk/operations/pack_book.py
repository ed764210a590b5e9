"""What a pack says as a workbook: a sheet a kind of line, each line with what it is about; words, figures, links.

It is made of the pack's content alone, so it has nothing that was left out for its readers. Where a pack is in both
languages, words stand in a column for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any

from ascn_desk.base.words import Language
from ascn_desk.briefing.content import PackFrame
from ascn_desk.briefing.page import DRAFT
from ascn_desk.briefing.say import Speaker, Words, day_words, fixed
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.pack_book_words import LABELS
from ascn_desk.operations.pack_issue import KIND
from ascn_desk.operations.views import BuiltPack
from ascn_desk.sheets.book import BookCell, Table, write_book

_UNSAID = frozenset({"look", "code", "country_code", "subject", "is_whole", "groups"})
"""How something looks, or what it is for the program; the groups of a country stand with their counts."""
_NAMES = ("name", "title", "day", "company")
"""Where a part of a pack says what it is about, the first it has."""


@dataclass
class _Lot:
    """The lines of one sheet: names of fields, and (what it is about, values by field)."""

    label: str
    names: list[str] = field(default_factory=list)
    lines: list[tuple[Words, dict[str, object]]] = field(default_factory=list)


def pack_book(built: BuiltPack) -> bytes:
    """A printed pack's content as .xlsx; the same pack gives the same bytes."""
    frame = built.frame
    speaker = Speaker(frame.language)
    tables = [_front(frame, speaker)]
    tables += [_table(lot, frame, speaker) for lot in _Walk().lots_of(built.content)]
    shown = [speaker.one(each) for each in (frame.marking.grade, *frame.marking.limits)]
    marking = " · ".join([*([DRAFT] if frame.draft else []), *shown])
    title = f"{speaker.one(frame.title)} {frame.pack_number}"
    return write_book(tables, title, marking, frame.printed_at)


class _Walk:
    """Goes through a pack's content, part by part, and sorts its lines into lots."""

    def __init__(self) -> None:
        self._lots: dict[tuple[str, tuple[str, ...]], _Lot] = {}

    def lots_of(self, content: object) -> list[_Lot]:
        self._part(content, Words())
        return [lot for lot in self._lots.values() if lot.lines]

    def _part(self, part: Any, within: Words) -> None:
        about = _joined(within, _name_of(part))
        for each in fields(part):
            value = getattr(part, each.name)
            if each.name not in _UNSAID or (each.name == "groups" and _is_pairs(value)):
                self._value(part, each.name, value, about)

    def _value(self, part: Any, name: str, value: Any, about: Words) -> None:
        if isinstance(value, tuple):
            for item in value:
                self._item(part, name, item, about)
        elif _is_part(value):
            self._part(value, about)
        elif _is_said(value):
            self._add("text", ("what", "words"), about, {"what": _label(name), "words": value})

    def _item(self, part: Any, name: str, item: Any, about: Words) -> None:
        if isinstance(item, tuple):
            group, lines = item
            for line in lines:
                self._item(part, name, line, _joined(about, group))
        elif isinstance(item, Words):
            self._add("text", ("what", "words"), about, {"what": _label(name), "words": item})
        elif any(isinstance(getattr(item, each.name), tuple) and each.name != "counts" for each in fields(item)):
            self._part(item, about)
        else:
            names = tuple(each.name for each in fields(item) if each.name not in _UNSAID)
            values = {each: getattr(item, each) for each in names}
            if "counts" in values:
                values["counts"] = _counted(part.groups, values["counts"])
            self._add(name, names, about, values)

    def _add(self, name: str, names: tuple[str, ...], about: Words, values: dict[str, object]) -> None:
        lot = self._lots.setdefault((name, names), _Lot(name, list(names)))
        lot.lines.append((about, values))


def _name_of(part: Any) -> Words:
    for name in _NAMES:
        value = getattr(part, name, None)
        if isinstance(value, Words) and value:
            return value
        if isinstance(value, date):
            return day_words(value)
    return Words()


def _joined(outer: Words, inner: Words) -> Words:
    if not outer or not inner:
        return outer or inner
    return Words(f"{outer.of('en')} – {inner.of('en')}", f"{outer.of('ja')}　{inner.of('ja')}")


def _counted(groups: Sequence[Words], counts: Sequence[int]) -> Words:
    """How many of each group: ``rail 3, water 4``."""
    pairs = list(zip(groups, counts, strict=False))
    return Words(
        ", ".join(f"{group.of('en')} {n}" for group, n in pairs),
        "、".join(f"{group.of('ja')} {n}" for group, n in pairs),
    )


def _is_part(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, Words)


def _is_pairs(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, tuple) for each in value)


def _is_said(value: object) -> bool:
    return value is not None and value is not False and value != "" and (not isinstance(value, Words) or bool(value))


def _label(name: str, within: str = "") -> Words:
    return fixed(LABELS.get(f"{within}.{name}") or LABELS[name])


def _called(name: str) -> Words:
    """What a field of an issued pack is called."""
    declared = KINDS[KIND].fields[name]
    return Words(declared.en, declared.ja)


def _front(frame: PackFrame, speaker: Speaker) -> Table:
    """What stands around the pages: title, marking, number, day, office, who printed it and when."""
    printed = f"{_local(frame.printed_at, frame):%Y-%m-%d %H:%M}"
    facts: list[tuple[Words, object]] = [
        (fixed("Title"), frame.title),
        (_called("marking"), frame.marking.grade),
        *((fixed("Handling"), each) for each in frame.marking.limits),
        (_called("number"), frame.pack_number),
        (_called("as_of"), frame.as_of),
        (fixed("Office"), frame.office),
        (_called("printed_at"), printed),
        (_called("printed_by"), frame.printed_by),
    ]
    lot = _Lot("pack", ["what", "words"], [(Words(), {"what": what, "words": said}) for what, said in facts])
    return _table(lot, frame, speaker)


def _table(lot: _Lot, frame: PackFrame, speaker: Speaker) -> Table:
    """The sheet of a lot; columns that no line fills are left out."""
    every: list[tuple[str, list[object]]] = [("about", [about for about, _ in lot.lines])]
    every += [(name, [values.get(name) for _, values in lot.lines]) for name in lot.names]
    head: list[str] = []
    columns: list[list[BookCell]] = []
    for name, values in every:
        is_words = any(isinstance(value, Words) for value in values)
        for lang in speaker.languages if is_words else (speaker.first,):
            column = [_cell(value, lang, frame, speaker) for value in values]
            if any(cell is not None for cell in column):
                head.append(_label(name, lot.label).of(lang))
                columns.append(column)
    return Table(speaker.one(_label(lot.label)), tuple(head), tuple(zip(*columns, strict=True)))


def _cell(value: object, lang: Language, frame: PackFrame, speaker: Speaker) -> BookCell:
    match value:
        case Words():
            if len(speaker.languages) == 1:
                return value.of(lang) or None
            return (value.ja if lang == "ja" else value.en) or None
        case bool():
            return fixed("Yes").of(lang) if value else None
        case datetime():
            return f"{_local(value, frame):%Y-%m-%d %H:%M}"
        case str():
            return value or None
        case int() | float() | date():
            return value
        case _:
            return None


def _local(at: datetime, frame: PackFrame) -> datetime:
    return at.astimezone(timezone(timedelta(minutes=frame.utc_offset_minutes)))
