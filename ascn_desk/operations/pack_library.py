"""The library of packs: what was issued from this office or reached it, and finding one by its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from ascn_desk.base import words
from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.folding import fold
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import WORDS, Template
from ascn_desk.operations import lists
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.names import office_name
from ascn_desk.operations.pack_definitions import read_request, text_in
from ascn_desk.operations.pack_issue import KIND
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.views import Choice
from ascn_desk.operations.views.pack_library import IssueLine
from ascn_desk.store import queries
from ascn_desk.store.bundles import received_bundles
from ascn_desk.store.queries import Selection, Shown
from ascn_desk.store.titles import Name, titles

NEWEST = 500
"""So many issues are listed; older ones are found by their words."""


def issues(desk: Desk, text: str = "", limit: int | None = NEWEST) -> tuple[int, tuple[IssueLine, ...]]:
    """How many packs were issued that have these words, and the newest of them."""
    with desk.store.reading() as connection:
        wanted = Selection(kind=KIND, text=text, sort="printed_at", descending=True)
        total, found = queries.page(connection, desk.store.tables, wanted, limit)
        called = _called(desk, connection, found)
    return total, tuple(_line(each, called) for each in found)


def issue_named(desk: Desk, name: str) -> str:
    """The id of an issue, by itself or by the number on the paper; the newest where that was issued more than once.

    Errors: CorrectableError ``unknown-issue``.
    """
    with desk.store.reading() as connection:
        for field in ("id", "number"):
            value = name if field == "id" else name.strip().upper()
            wanted = Selection(kind=KIND, where={field: value}, sort="printed_at", descending=True)
            _, found = queries.page(connection, desk.store.tables, wanted, 1)
            if found:
                return found[0].id
    raise CorrectableError("unknown-issue", number=name)


def names_of_records(desk: Desk, places: Iterable[Name]) -> dict[Name, str]:
    """What records are called; those that this desk does not hold are left out."""
    with desk.store.reading() as connection:
        wanted = {place for place in places if place[0] in KINDS}
        return titles(connection, desk.store.tables, wanted, words.language())


def _called(desk: Desk, connection: Connection, found: Sequence[Shown]) -> dict[Name, str]:
    """The names of all records that the packs are about."""
    wanted = {place for each in found for place in read_request(each.values).records if place[0] in KINDS}
    return titles(connection, desk.store.tables, wanted, words.language())


def _line(issue: Shown, called: Mapping[Name, str]) -> IssueLine:
    values = issue.values
    pages = values.get("pages")
    asked = read_request(values)
    places = asked.records
    return IssueLine(
        id=issue.id,
        channel=issue.channel,
        number=text_in(values, "number"),
        template_code=text_in(values, "template"),
        template=template_words(text_in(values, "template")),
        subject=words.t(", ").join(called.get(place) or place[1] for place in places),
        for_whom=text_in(values, "for_whom"),
        printed_at=text_in(values, "printed_at") or issue.made_at or "",
        printed_by=text_in(values, "printed_by") or issue.made_by or "",
        as_of=text_in(values, "as_of"),
        language=text_in(values, "language"),
        marking=text_in(values, "marking"),
        redaction=text_in(values, "redaction"),
        pages=pages if isinstance(pages, int) else 0,
        sha256=text_in(values, "sha256"),
        definition=text_in(values, "definition"),
        paper=asked.paper.size,
        bound=asked.paper.bound,
        draft=asked.paper.draft,
    )


def offered_records(desk: Desk, template: str, text: str, limit: int = 12) -> tuple[Choice, ...]:
    """What a pack can be made of, to choose from: records that fit the text, of a receipt the bundles that came.

    Errors: UsageError ``unknown-template``.
    """
    found: list[Choice] = []
    for kind in template_named(template).takes:
        found += lists.find(desk, kind, text, limit) if kind in KINDS else _bundles(desk, text)
    return tuple(found[:limit])


def _bundles(desk: Desk, text: str) -> list[Choice]:
    with desk.reading() as (connection, _):
        came = received_bundles(connection)
        offices = {each.office: office_name(connection, each.office) for each in came}
    wanted = fold(text).strip()
    offered = [
        Choice(
            "bundle",
            each.bundle,
            "",
            words.t("{office} No. {number}", office=offices[each.office], number=each.number),
            each.at[:10],
        )
        for each in came
    ]
    return [each for each in offered if wanted in fold(each.title)]


def template_words(code: str) -> str:
    """What a template is called in the current language; its code where a newer version made it."""
    english, japanese = WORDS[Template].get(code, (code, code))
    return japanese if words.language() == "ja" else english
