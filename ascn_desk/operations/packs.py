"""Packs: records to paper, in one transaction that reads, so that what a pack says fits together.

The marking printed is never below the highest grade of what the pack contains. The number is made from what was asked
for and what was found, so the same pack always carries the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from hashlib import sha256
from typing import TypeVar, get_args

from sqlalchemy import Connection

from ascn_desk.base import canonical, words
from ascn_desk.base.clock import local_date
from ascn_desk.base.errors import UsageError
from ascn_desk.base.words import t
from ascn_desk.briefing.content import Built, Marking, PackFrame, PackWarning
from ascn_desk.briefing.kept import KeptPages
from ascn_desk.briefing.say import PackLanguage, Words, fixed, partial_day_words
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import GRADE_ORDER, Grade, Redaction, Template, word
from ascn_desk.operations.bundle_arrivals import arrival_named
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_letters import checked_letters, code_points
from ascn_desk.operations.pack_paper import USUAL, PackPaper
from ascn_desk.operations.pack_records import OfDesk, PackRecords, names_of, text_of, vocabulary, zone_of
from ascn_desk.operations.pack_templates import PackTemplate, Prepared, template_named
from ascn_desk.operations.views import BuiltPack, Row
from ascn_desk.store.merged import merged_on
from ascn_desk.store.queries import rows_with

LANGUAGES: tuple[PackLanguage, ...] = get_args(PackLanguage)

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Stamp:
    """When, by whom and at which office a pack was printed, where that is not now and here: it is issued again."""

    at: datetime
    by: str
    office: str
    officer: str


@dataclass(frozen=True)
class GatheredPack:
    """A pack before it is laid out: all that was read for it, so that no transaction waits for the paper."""

    chosen: PackTemplate
    prepared: Prepared
    frame: PackFrame
    records: PackRecords
    asked: Grade | None

    def printed(self, kept: KeptPages | None = None) -> BuiltPack:
        """The paper itself, and what to look at in it; pages that were kept are not drawn again."""
        built = self.prepared.build(self.frame, kept)
        shown = Grade(self.frame.marking.code)
        warnings = tuple(_warnings(self.chosen, built, self.records, self.asked, shown))
        digest = sha256(built.pdf).hexdigest()
        wrong = [each for each in built.warnings if each.code == "missing-glyph"]
        misprints = tuple((each.page, each.data["letters"], each.data["text"]) for each in wrong)
        return BuiltPack(built.pdf, built.pages, digest, warnings, self.prepared.content, self.frame, misprints)


def build_pack(
    desk: Desk,
    template: str,
    records: Sequence[tuple[str, str]],
    language: str = "ja",
    marking: str | None = None,
    as_of: date | None = None,
    redaction: str = Redaction.INTERNAL,
    sections: Sequence[str] = (),
    paper: PackPaper = USUAL,
) -> BuiltPack:
    """Print a pack.

    Shapes: ``records`` are (kind, id); a city brief takes one city, a country brief one country, a company brief one
            company, a case file one case, by id or reference. ``marking`` is a grade's code, else the highest grade of
            the content; ``as_of`` the day whose state is printed, else today; ``sections`` those of the template to
            print, in this order (within a page, where several share one), else all; ``paper`` what it is printed on.
    Errors: UsageError ``unknown-template``, ``pack-takes``, ``bad-choice``; CorrectableError ``unknown-record``,
            ``city-without-place``, ``not-for-these-readers``, ``letters-without-font``.
    """
    with desk.store.reading() as connection:
        gathered = gather_pack(
            desk, connection, template, records, language, marking, as_of, redaction, sections, paper
        )
    return checked_letters(gathered.printed())


def gather_pack(
    desk: Desk,
    connection: Connection,
    template: str,
    records: Sequence[tuple[str, str]],
    language: str = "ja",
    marking: str | None = None,
    as_of: date | None = None,
    redaction: str = Redaction.INTERNAL,
    sections: Sequence[str] = (),
    paper: PackPaper = USUAL,
    *,
    stamp: Stamp | None = None,
) -> GatheredPack:
    """Read all that a pack needs, inside a transaction; as :func:`build_pack`. ``stamp``: now and here if None."""
    chosen = template_named(template)
    spoken = next((each for each in LANGUAGES if each == language), None)
    if spoken is None:
        raise UsageError("bad-choice", field="language", value=language, choices=", ".join(LANGUAGES))
    asked = _member(Grade, "marking", marking) if marking else None
    profile = _member(Redaction, "redaction", redaction)
    on_paper = paper.on_the_grid
    signed = stamp or Stamp(desk.clock.now(), desk.officer_name, desk.office, desk.officer)
    day = as_of or local_date(signed.at)
    chosen.check(records, template)
    for each in sections:
        if each not in chosen.section_names:
            choices = ", ".join(chosen.section_names)
            raise UsageError("bad-choice", field="section", value=each, choices=choices)
    tables = desk.store.tables

    def read(kind: str, where: Mapping[str, str]) -> list[Row]:
        found = rows_with(connection, tables, kind, where)
        if not found and "id" in where:
            # One that shows is itself; else it may have become a part of another.
            where = {**where, "id": merged_on(connection, tables, kind, where["id"])}
            found = rows_with(connection, tables, kind, where)
        return [Row(kind, each.id, each.channel, each.values) for each in found]

    of_desk = OfDesk(signed.office, signed.officer, partial(arrival_named, desk, connection))
    gathered = PackRecords(read, profile, sections, of_desk)
    prepared = chosen.prepare(gathered, records, day)
    shown, limits = _marking(gathered, asked)
    asked_for = [chosen.template.value, *map(list, records), spoken, shown.value, day.isoformat(), profile.value]
    asked_for += [*sections, *paper.unusual()]
    # Only what the paper says of the desk itself; it has no bearing on the marking.
    own = PackRecords(read, Redaction.INTERNAL)
    office = own.get("office", signed.office)
    frame = PackFrame(
        title=_title(chosen.template, desk.is_practice),
        marking=Marking(shown.value, vocabulary(Grade, shown.value), limits),
        pack_number=_number(office, signed.office, day, [asked_for, _plain(prepared.content)]),
        version=1,
        as_of=day,
        office=names_of(office) if office else Words(signed.office, signed.office),
        printed_at=signed.at,
        printed_by=signed.by,
        language=spoken,
        utc_offset_minutes=_offset_minutes(own, office, signed.at),
        draft=paper.draft,
        paper=on_paper,
        bound=paper.bound,
        sections=tuple(dict.fromkeys(sections)),
    )
    return GatheredPack(chosen, prepared, frame, gathered, asked)


def _member(choices: type[E], field: str, code: str) -> E:
    try:
        return choices(code)
    except ValueError:
        offered = ", ".join(each.value for each in choices)
        raise UsageError("bad-choice", field=field, value=code, choices=offered) from None


def _marking(gathered: PackRecords, asked: Grade | None) -> tuple[Grade, tuple[Words, ...]]:
    """The grade to print, never below the content's, and the handling limits of the content."""
    grade = max(gathered.grade, asked or Grade.PUBLIC, key=GRADE_ORDER.index)
    return grade, tuple(gathered.choice("limit", each) for each in gathered.limits)


def _title(template: Template, is_practice: bool) -> Words:
    title = vocabulary(Template, template.value)
    return fixed("{title} (practice)", title=title) if is_practice else title


def _number(office: Row | None, code: str, day: date, content: object) -> str:
    """``HAN-26-PK3F7``: the office's mark, the year, and four letters drawn from the content's hash."""
    mark = text_of(office, "mark") if office else ""
    rest = int.from_bytes(sha256(canonical.encode(content)).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        rest, at = divmod(rest, len(_LETTERS))
        letters += _LETTERS[at]
    return f"{mark or code.upper()}-{day.year % 100:02d}-P{letters}"


def _plain(content: object) -> object:
    """What a pack says, in the form that can be hashed."""
    match content:
        case None | bool() | int() | str():
            return content
        case float():
            return repr(content)
        case date():
            return content.isoformat()
        case tuple() | list():
            return [_plain(each) for each in content]
        case _ if is_dataclass(content) and not isinstance(content, type):
            return {name: _plain(getattr(content, name)) for name in _names(type(content))}
        case _:
            raise TypeError(f"not in a pack: {type(content).__name__}")


@cache
def _names(record: type[object]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(record))  # type: ignore[arg-type]


def _offset_minutes(records: PackRecords, office: Row | None, now: datetime) -> int:
    """The office's distance from UTC; 0 where its zone is not on record."""
    if office is None:
        return 0
    for kind in ("city", "country"):
        zone = zone_of(records.get(kind, office.values.get(kind)))
        offset = now.astimezone(zone).utcoffset() if zone is not None else None
        if offset is not None:
            return int(offset.total_seconds()) // 60
    return 0


def _warnings(
    chosen: PackTemplate, built: Built, gathered: PackRecords, asked: Grade | None, shown: Grade
) -> list[tuple[str, int | None, str]]:
    """What to look at before printing, in the current language."""
    found: list[tuple[str, int | None, str]] = []
    if asked is not None and asked is not shown:
        sentence = t(
            "The pack is marked {shown}, since it contains records of that grade; {asked} was asked for.",
            shown=word(shown, words.language()),
            asked=word(asked, words.language()),
        )
        found.append(("marking-raised", None, sentence))
    for kind, number in sorted(gathered.left_out.items()):
        called = KINDS[kind].words(words.language())
        sentence = t("Left out under the profile chosen: {kind}, {n}.", kind=called, n=number)
        found.append(("left-out", None, sentence))
    found.extend((each.code, each.page, _sentence(chosen, each)) for each in built.warnings)
    return found


def _sentence(chosen: PackTemplate, warning: PackWarning) -> str:
    data = warning.data
    match warning.code:
        case "missing-glyph":
            return t(
                "Page {page}: no font has {letters}, in “{text}”. Write it in other letters or leave it out.",
                page=warning.page,
                letters=code_points(data["letters"]),
                text=data["text"],
            )
        case "stale-figure":
            as_of = partial_day_words(data["as_of"]).of(words.language())
            return t(
                "Page {page}: “{label}” dates from {as_of}, more than 12 months ago.",
                page=warning.page,
                label=data["label"],
                as_of=as_of,
            )
        case "text-overrun":
            return t("Page {page}: there was no room for all of this: {text}", page=warning.page, **data)
        case "empty-section":
            section = chosen.section_words(data["section"]).of(words.language())
            return t("Page {page}: nothing is on record for “{section}”.", page=warning.page, section=section)
        case "contact-data-public":
            return t("Page {page}: contact data stands in a paper that is marked public.", page=warning.page)
