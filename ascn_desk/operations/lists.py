"""Lists of records of any kind, and records offered while a person types."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from ascn_desk.base.clock import local_date
from ascn_desk.base.words import language, t
from ascn_desk.domain.channels import width_key
from ascn_desk.domain.folding import company_key, fold
from ascn_desk.domain.prefectures import prefecture_words
from ascn_desk.domain.vocabularies import CLOSING_STATUSES
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Choice, Page, Row
from ascn_desk.operations.writing import kind_named
from ascn_desk.store import queries
from ascn_desk.store.queries import Selection, Shown, Wanted
from ascn_desk.store.titles import Name, title_of, title_references, titles

CLOSED = frozenset(each.value for each in CLOSING_STATUSES)
_OFFERED_FROM = 200
"""So many of the newest fitting records are looked at when records are offered; who wants another types on."""


def list_records(
    desk: Desk,
    kind: str,
    where: Mapping[str, Wanted] | None = None,
    text: str = "",
    sort: str | None = None,
    descending: bool = False,
    limit: int | None = 100,
    offset: int = 0,
    open_only: bool = False,
) -> Page:
    """A page of the records of a kind that have these values and all words of a text.

    Shapes: ``where`` as in :class:`ascn_desk.store.queries.Selection`; ``sort`` is a field, ``id``, ``channel``,
            ``made_at`` or ``changed_at``; None is the newest here first. ``open_only`` leaves out closed cases.
    Errors: CorrectableError ``unknown-kind``, UsageError ``unknown-field``.
    """
    return page_of(desk, _selection(kind, where, text, sort, descending, open_only), limit, offset)


def count_records(
    desk: Desk, kind: str, where: Mapping[str, Wanted] | None = None, text: str = "", open_only: bool = False
) -> int:
    """How many records a list has."""
    with desk.store.reading() as connection:
        return queries.count(connection, desk.store.tables, _selection(kind, where, text, None, False, open_only))


def page_of(desk: Desk, wanted: Selection, limit: int | None = None, offset: int = 0) -> Page:
    """A page of what is selected, with the names of what its records refer to."""
    with desk.store.reading() as connection:
        total, shown = queries.page(connection, desk.store.tables, wanted, limit, offset)
        return Page(total, rows_of(desk, connection, shown))


def rows_of(desk: Desk, connection: Connection, shown: Iterable[Shown]) -> tuple[Row, ...]:
    """Records as lists show them."""
    held = list(shown)
    called = queries.reference_titles(connection, desk.store.tables, held, language())
    return tuple(Row(each.kind, each.id, each.channel, each.values, names_of(desk, each, called)) for each in held)


def names_of(desk: Desk, shown: Shown, called: Mapping[Name, str]) -> dict[str, str]:
    """Id → title of what one record refers to; a choice by the id of the record that has its words."""
    names = {name[1]: called[name] for name in queries.references_of(shown.kind, shown.values) if name in called}
    if shown.values.get("officer") == desk.officer:
        names.setdefault(desk.officer, desk.officer_name)
    return names


def find(desk: Desk, kind: str, text: str, limit: int = 20) -> tuple[Choice, ...]:
    """Records of a kind to choose from, those whose name begins with the text first."""
    with desk.store.reading() as connection:
        return tuple(_offered(desk, connection, kind, text, limit))


def find_companies(desk: Desk, text: str, limit: int = 8) -> tuple[Choice, ...]:
    """Companies to choose from, each with its head office, corporate number and open cases."""
    with desk.store.reading() as connection:
        offered = _offered(desk, connection, "company", text, limit)
        ids = [each.id for each in offered]
        wanted = Selection(kind="case", where={"company": ids}, without={"status": CLOSED})
        open_cases = queries.count_by(connection, desk.store.tables, wanted, "company") if ids else {}
        shown = Selection(kind="company", where={"id": ids})
        values = {each.id: each.values for each in queries.page(connection, desk.store.tables, shown)[1]}
    details = {each.id: _company_detail(values[each.id], open_cases.get(each.id, 0)) for each in offered}
    return tuple(replace(each, detail=details[each.id]) for each in offered)


def today_of(desk: Desk) -> date:
    """The day it is where this desk stands."""
    return local_date(desk.clock.now())


def titles_of(desk: Desk, connection: Connection, shown: Collection[Shown]) -> dict[int, str]:
    """Record key → title; of what a record refers to only that is read which gives it its title."""
    lang = language()
    wanted = {name for each in shown for name in title_references(each.kind, each.values, lang)}
    called = titles(connection, desk.store.tables, wanted, lang)
    return {each.key: title_of(each.kind, each.values, called, language()) or each.id for each in shown}


def _selection(
    kind: str, where: Mapping[str, Wanted] | None, text: str, sort: str | None, descending: bool, open_only: bool
) -> Selection:
    declared = kind_named(kind)
    without = {"status": CLOSED} if open_only and declared.name == "case" else {}
    return Selection(
        kind=declared.name, where=where or {}, without=without, text=text, sort=sort, descending=descending,
        lang=language(),
    )  # fmt: skip


def _offered(desk: Desk, connection: Connection, kind: str, text: str, limit: int) -> list[Choice]:
    declared = kind_named(kind)
    shown = queries.page(connection, desk.store.tables, Selection(kind=declared.name, text=text), _OFFERED_FROM)[1]
    widest: dict[str, Shown] = {}
    for each in shown:
        if each.id not in widest or width_key(each.channel) < width_key(widest[each.id].channel):
            widest[each.id] = each
    titles = titles_of(desk, connection, widest.values())
    typed = fold(text).strip()
    ranked = sorted(widest.values(), key=lambda each: (_rank(each, titles[each.key], typed), titles[each.key], each.id))
    return [Choice(each.kind, each.id, each.channel, titles[each.key], _detail(each)) for each in ranked[:limit]]


def _rank(shown: Shown, title: str, typed: str) -> int:
    """0 for the name itself, 1 where the title begins so, 2 where another name does, 3 and 4 where it stands inside."""
    key_of = company_key if shown.kind == "company" else fold
    key, own = key_of(typed), key_of(title)
    others = [key_of(str(value)) for name, value in shown.values.items() if _is_name(name) and value]
    if key in (own, *others):
        return 0
    if own.startswith(key):
        return 1
    if any(each.startswith(key) for each in others):
        return 2
    return 3 if key in own else 4


def _is_name(field: str) -> bool:
    return field.startswith(("name", "title")) or field in ("reading", "aliases", "former_names", "abbr")


def _detail(shown: Shown) -> str:
    match shown.kind:
        case "case":
            return str(shown.values.get("reference") or "")
        case "city" | "office" | "organisation" if shown.values.get("country"):
            return str(shown.values["country"]).upper()
        case _:
            return ""


def _company_detail(values: Mapping[str, object], open_cases: int) -> str:
    number = str(values.get("corporate_number") or "")
    prefecture = prefecture_words(str(values.get("prefecture") or ""), language())
    parts = [prefecture, number and t("No. {number}", number=number)]
    parts.append(t("{n} open", n=open_cases) if open_cases else "")
    return " · ".join(part for part in parts if part)
