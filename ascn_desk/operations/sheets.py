"""Sheets: the records of a list as an Excel file, and the blank form of a kind, in the current language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base import words
from ascn_desk.domain.kind import Kind
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.operations.writing import kind_named
from ascn_desk.sheets.export import write_sheet, write_template
from ascn_desk.store import queries
from ascn_desk.store.entries import chunks, seen_of
from ascn_desk.store.names import Names
from ascn_desk.store.queries import Selection, Wanted
from ascn_desk.store.titles import titles

_ROWS_AT_ONCE = 500
_MOST_OFFERED = 5_000
"""Records beyond this many are not offered in a drop-down: nobody scrolls so far, and the file would be all list."""


def export_sheet(
    desk: Desk,
    kind: str,
    out: Path,
    *,
    where: Mapping[str, Wanted] | None = None,
    text: str = "",
    sort: str | None = None,
    descending: bool = False,
    fields: tuple[str, ...] | None = None,
) -> int:
    """Write the records of a list, exactly those and in that order, as an Excel file; how many there are.

    Shapes: ``where``, ``text`` and ``sort`` as in :func:`ascn_desk.operations.lists.list_records`; ``fields`` are the
            columns, else all that people write.
    Errors: CorrectableError ``unknown-kind``, ``sheet-too-long``; UsageError ``unknown-field``; MachineError of the
            disk. What stood at ``out`` before stays then.
    """
    declared = kind_named(kind)
    lang = words.language()
    wanted = Selection(kind=kind, where=where or {}, text=text, sort=sort, descending=descending, lang=lang)
    with desk.reading() as (connection, names):
        called = _Called(connection, desk, lang)
        found = queries.keys(connection, desk.store.tables, wanted)
        return write_sheet(
            declared,
            _rows(connection, names, desk, kind, found, called),
            lang,
            declared.ja if lang == "ja" else declared.plural_en,
            out,
            called.name,
            fields=fields,
            **_offers(connection, desk, declared, called),
        )


def template(desk: Desk, kind: str, out: Path) -> None:
    """Write the blank form of a kind, with drop-downs for what is known here. Errors as :func:`export_sheet`."""
    declared = kind_named(kind)
    lang = words.language()
    with desk.store.reading() as connection:
        called = _Called(connection, desk, lang)
        write_template(declared, lang, out, called.name, **_offers(connection, desk, declared, called))


class _Called:
    """What records are called; asked for in bulk, then handed out one by one."""

    def __init__(self, connection: Connection, desk: Desk, lang: str) -> None:
        self._connection, self._tables, self._lang = connection, desk.store.tables, lang
        self._held: dict[tuple[str, str], str] = {}

    def learn(self, wanted: Iterable[tuple[str, str]]) -> None:
        fresh = set(wanted) - self._held.keys()
        self._held |= titles(self._connection, self._tables, fresh, self._lang)

    def name(self, kind: str, record: str) -> str:
        """The title; the id of a record that has not been received yet."""
        return self._held.get((kind, record), record)

    def choice(self, list_name: str, code: str) -> str:
        """The words of a choice; its code where it is unknown."""
        record = _choice_id(list_name, code)
        if ("choice", record) not in self._held:
            self.learn([("choice", record)])
        return self._held.get(("choice", record), code)


def _rows(
    connection: Connection, names: Names, desk: Desk, kind: str, found: list[int], called: _Called
) -> Iterator[dict[str, Any]]:
    for part in chunks(found, _ROWS_AT_ONCE):
        shown = queries.rows(connection, desk.store.tables, kind, part)
        called.learn(each for row in shown for each in queries.references_of(kind, row.values))
        for row in shown:
            seen = seen_of(connection, names, row.key)
            # What was seen goes with each record, so that what comes back replaces no later change unseen.
            held = ",".join(f"{name}:{n}" for name, n in sorted(seen.items()))
            yield {**row.values, "id": row.id, "channel": row.channel, "seen": held}


def _offers(connection: Connection, desk: Desk, kind: Kind, called: _Called) -> dict[str, Any]:
    """What the drop-downs of a kind's columns offer."""
    offered: dict[str, list[str]] = {}
    targets: dict[str, list[str]] = {}
    for field in kind.fields.values():
        if field.vocabulary is not None and field.vocabulary not in offered:
            offered[field.vocabulary] = _codes(connection, desk, field.vocabulary)
        elif field.target and field.target not in targets and field.target in desk.store.tables:
            targets[field.target] = _ids(connection, desk, field.target)
    called.learn(("choice", _choice_id(name, code)) for name, codes in offered.items() for code in codes)
    called.learn((target, record) for target, ids in targets.items() for record in ids)
    words_of: Callable[[str, str], str] = called.choice
    return {
        "words": words_of,
        "offered": offered,
        "targets": targets,
        "app": APP,
        "made_at": desk.clock.now().replace(tzinfo=None),
    }


def _codes(connection: Connection, desk: Desk, list_name: str) -> list[str]:
    wanted = Selection(kind="choice", where={"list": list_name, "disabled_on": None}, sort="sort_order")
    _, found = queries.page(connection, desk.store.tables, wanted)
    return [str(each.values["code"]) for each in found]


def _ids(connection: Connection, desk: Desk, kind: str) -> list[str]:
    """The records of a kind that may be chosen, in the order of their names; none where there are too many."""
    wanted = Selection(kind=kind, lang=words.language())
    total, found = queries.page(connection, desk.store.tables, wanted, limit=_MOST_OFFERED)
    if total > _MOST_OFFERED:
        return []
    ids = list(dict.fromkeys(each.id for each in found))
    called = titles(connection, desk.store.tables, {(kind, each) for each in ids}, words.language(), by_reading=True)
    return sorted(ids, key=lambda each: ((called.get((kind, each)) or each).casefold(), each))


def _choice_id(list_name: str, code: str) -> str:
    return f"{list_name.replace('_', '-')}--{code}"
