"""The records that go into a pack: read once, cut to whom the paper is for, and remembered for its marking.

What each profile leaves out (and says so in the warnings, never on the paper, where a gap would itself tell something):

- internal: nothing
- ministry: cases marked sensitive; notes that were only heard (reliability C, D or unknown); contacts who did not agree
  to be kept; whatever may not be passed on (limits 配付禁止, 転送禁止, 関係者限り)
- delegation: all cases, notes and contacts; whatever is graded above 機密性1 or may not be passed on; whom to ask for
  figures that are still missing
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ascn_desk.briefing.content import Source
from ascn_desk.briefing.say import NOTHING, Words
from ascn_desk.domain.channels import width_key
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import GRADE_ORDER, WORDS, Grade, Redaction, Reliability, highest_grade
from ascn_desk.operations.bundle_arrivals import Arrival
from ascn_desk.operations.views import Row

Read: TypeAlias = Callable[[str, Mapping[str, str]], Sequence[Row]]
"""The rows of a kind whose fields have these values; ``id`` counts as a field. Deleted ones are not among them."""


_NEVER_PASSED_ON = frozenset({"restrict-distribute", "restrict-forward", "restrict-party"})
_OF_THE_OFFICE = frozenset({"case", "city_note", "contact"})
_HEARD = frozenset({Reliability.C, Reliability.D, None})
_ADDRESS_LENGTH = 60
_ZONE = re.compile("[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}")
_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
"""Kana and kanji."""


@dataclass(frozen=True)
class OfDesk:
    """What a pack says besides records: at which office and by whom it is printed, and which bundles arrived."""

    office: str
    officer: str
    arrival: Callable[[str], Arrival]


class PackRecords:
    """What one pack is made of: hands out records, and keeps which of them it handed out."""

    def __init__(
        self, read: Read, redaction: Redaction, sections: Sequence[str] = (), desk: OfDesk | None = None
    ) -> None:
        self.redaction = redaction
        self._desk = desk
        self._sections = frozenset(sections)
        self._read = read
        self._used: dict[tuple[str, str, str], Row] = {}
        self._left_out: dict[str, set[tuple[str, str]]] = {}
        self._sources: dict[str, Source] = {}
        self._got: dict[tuple[str, str], Row | None] = {}

    def wants(self, section: str) -> bool:
        """Whether a section is printed: what only stands in others neither is read nor marks the paper."""
        return not self._sections or section in self._sections

    def within(self, sections: Sequence[str]) -> PackRecords:
        """The same records for a part of the pack that has sections of its own; none named means all."""
        part = copy(self)
        part._sections = frozenset(sections)
        return part

    @property
    def desk(self) -> OfDesk:
        """The desk that prints it."""
        assert self._desk is not None, "this template asks for more than records"
        return self._desk

    def find(self, kind: str, **where: str) -> list[Row]:
        """The records that may stand in the pack, in the order of their ids; not yet used."""
        kept: list[Row] = []
        for row in sorted(self._read(kind, where), key=lambda row: (row.id, row.channel)):
            if self._is_left_out(row):
                self._left_out.setdefault(kind, set()).add((row.id, row.channel))
            else:
                kept.append(row)
        return kept

    def get(self, kind: str, record: object) -> Row | None:
        """One record, that of the widest channel where several have its id; used from now on."""
        if not isinstance(record, str) or not record:
            return None
        if (kind, record) not in self._got:
            rows = self.find(kind, id=record)
            rows.sort(key=lambda row: width_key(row.channel))
            self._got[kind, record] = rows[0] if rows else None
        found = self._got[kind, record]
        return self.use(found) if found is not None else None

    def use(self, row: Row) -> Row:
        """Put a record into the pack: its grade and limits count from now on."""
        self._used[row.kind, row.id, row.channel] = row
        return row

    def used(self, kind: str) -> list[Row]:
        """The records of a kind that stand in the pack so far."""
        return [row for row in self._used.values() if row.kind == kind]

    def choice(self, list_name: str, code: object) -> Words:
        """The words of a choice that headquarters keeps; its code where it is unknown."""
        if not isinstance(code, str) or not code:
            return NOTHING
        row = self.get("choice", f"{list_name.replace('_', '-')}--{code}")
        return names_of(row) if row is not None else Words(code, code)

    def ref(self, row: Row) -> str:
        """The mark of a record's first source; it joins the list of sources."""
        first = text_of(row, "source").split(" ; ")[0].strip()
        if not first:
            return ""
        if first not in self._sources:
            url = first if first.startswith(("https://", "http://")) else ""
            shown = first.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
            if url and len(shown) > _ADDRESS_LENGTH:
                # The link behind it stays whole.
                shown = re.sub(r"[^/_-]+$", "", shown[:_ADDRESS_LENGTH]) + "…"
            self._sources[first] = Source(self._next_mark(), Words(shown, shown), url)
        return self._sources[first].mark

    def ref_to(self, source: Words) -> str:
        """The mark of a source that is no record's: the desk itself."""
        if source.en not in self._sources:
            self._sources[source.en] = Source(self._next_mark(), source)
        return self._sources[source.en].mark

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources named so far, in the order of their marks."""
        return tuple(self._sources.values())

    @property
    def grade(self) -> Grade:
        """The highest grade of what was used."""
        grades = [KINDS[row.kind].grade_of(row.values) for row in self._used.values()]
        return highest_grade(grades)

    @property
    def limits(self) -> tuple[str, ...]:
        """Every handling limit of what was used."""
        return tuple(sorted({limit for row in self._used.values() for limit in members_of(row, "limits")}))

    @property
    def left_out(self) -> Counter[str]:
        """Kind → how many records the profile left out."""
        return Counter({kind: len(rows) for kind, rows in self._left_out.items()})

    def _next_mark(self) -> str:
        return str(len(self._sources) + 1)

    def _is_left_out(self, row: Row) -> bool:
        if self.redaction is Redaction.INTERNAL:
            return False
        if not _NEVER_PASSED_ON.isdisjoint(members_of(row, "limits")):
            return True
        if self.redaction is Redaction.DELEGATION:
            grade = KINDS[row.kind].grade_of(row.values)
            return row.kind in _OF_THE_OFFICE or GRADE_ORDER.index(grade) > GRADE_ORDER.index(Grade.CONF_1)
        match row.kind:
            case "case":
                return row.values.get("sensitive") is True
            case "city_note":
                return row.values.get("reliability") in _HEARD
            case "contact":
                return row.values.get("consent") is not True
            case _:
                return False


def text_of(row: Row, field: str) -> str:
    """A value as text; "" where there is none."""
    value = row.values.get(field)
    return value if isinstance(value, str) else "" if value is None else str(value)


def number_of(row: Row, field: str) -> int | None:
    """A whole number, or None."""
    value = row.values.get(field)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def members_of(row: Row, field: str) -> tuple[str, ...]:
    """The members of a set-valued field."""
    value = row.values.get(field)
    return value if isinstance(value, tuple) else ()


def names_of(row: Row, stem: str = "name") -> Words:
    """What a record is called in both languages, by its fields ``<stem>_en`` and ``<stem>_ja``."""
    return Words(text_of(row, f"{stem}_en"), text_of(row, f"{stem}_ja"))


def zone_of(row: Row | None) -> ZoneInfo | None:
    """The time zone that a record names; None where it names none that exists."""
    name = text_of(row, "timezone") if row is not None else ""
    # What is no name of a zone would be looked for as a file.
    if not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def typed(words: str) -> Words:
    """Words that a person typed in one language, put into that one."""
    plain = words.strip()
    return Words(ja=plain) if _JAPANESE.search(plain) else Words(en=plain)


def vocabulary(choices: type[StrEnum], code: object) -> Words:
    """The words of a code that is fixed in the program; the code itself where it comes from a newer version."""
    if not isinstance(code, str) or not code:
        return NOTHING
    return Words(*WORDS[choices].get(code, (code, code)))
