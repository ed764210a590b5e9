"""Searching in everything that this desk holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from ascn_desk.base.words import language
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.folding import excerpt, fold, marks
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import list_records, titles_of
from ascn_desk.operations.views import CasesOf, SearchHit, SearchPage, SearchWithCases
from ascn_desk.operations.writing import kind_named
from ascn_desk.store import queries
from ascn_desk.store import search as index
from ascn_desk.store.queries import Shown
from ascn_desk.store.titles import titles

_NAMED, _MOST_NAMED, _CASES_OF_ONE = ("city", "company"), 3, 5
_LONGEST = 400
"""Letters of a long text that are looked at closely around a word."""


def search(desk: Desk, text: str, kind: str | None = None, limit: int = 50) -> SearchPage:
    """The records that have all words of a text, newest first.

    Errors: CorrectableError ``unknown-kind``.
    """
    if kind is not None:
        kind_named(kind)
    tables = desk.store.tables
    with desk.store.reading() as connection:
        total, found = index.find(connection, tables, text, kind, limit)
        of_kind: dict[str, list[int]] = defaultdict(list)
        for each in found:
            of_kind[each.kind].append(each.key)
        shown = [row for name, keys in of_kind.items() for row in queries.rows(connection, tables, name, keys)]
        titles = titles_of(desk, connection, shown)
    held = {row.key: row for row in shown}
    words = fold(text).split()
    hits = (
        SearchHit(
            each.kind, each.id, each.channel, titles[each.key], _excerpt(held[each.key], text, words, titles[each.key])
        )
        for each in found
        if each.key in held
    )
    return SearchPage(total, tuple(hits))


def search_with_cases(desk: Desk, text: str, limit: int = 50) -> SearchWithCases:
    """The records that have all words of a text, and the cases of the cities and companies found by their names.

    Such a case does not hold the name itself, so no index need change when a city or a company is renamed.
    """
    page = search(desk, text, limit=limit)
    # Called so first; the name may also be in the other language, or a reading, which the title does not show.
    named = sorted((hit for hit in page.rows if hit.kind in _NAMED), key=lambda hit: not marks(hit.title, text))
    named = named[:_MOST_NAMED]
    found = []
    for hit in named:
        listed = list_records(desk, "case", where={hit.kind: hit.id}, limit=_CASES_OF_ONE)
        with desk.store.reading() as connection:
            called = titles(connection, desk.store.tables, [("case", row.id) for row in listed.rows], language())
        rows = (SearchHit("case", row.id, row.channel, called.get(("case", row.id), row.id), "") for row in listed.rows)
        if listed.total:
            found.append(CasesOf(hit, listed.total, tuple(rows)))
    return SearchWithCases(page, tuple(found))


def _excerpt(shown: Shown, typed: str, words: Sequence[str], title: str) -> str:
    """Where a word stands outside the title; empty where it stands in the title alone."""
    for name in _searched(shown.kind):
        value = shown.values.get(name)
        if not isinstance(value, str) or value == title:
            continue
        folded = fold(value)
        places = [folded.find(word) for word in words if word in folded]
        if not places:
            continue
        # Folding moves letters but little, and marking letter by letter is dear: only the surroundings are marked.
        start = max(0, min(places) - _LONGEST // 2)
        if piece := excerpt(value[start : start + _LONGEST] if len(value) > _LONGEST else value, typed):
            return piece
    return ""


@cache
def _searched(kind: str) -> tuple[str, ...]:
    """The fields of a kind whose text is searched."""
    fields = KINDS[kind].fields.values()
    return tuple(field.name for field in fields if field.searchable and field.type is FieldType.TEXT)
