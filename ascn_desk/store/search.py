"""The search index: one row a record, holding the tokens of its searchable texts and of its kind.

- the row's number is the record's key, so the newest records here come first without sorting
- no text is kept: the index is contentless, and excerpts are cut from the records that a page shows
- tokens are pairs of letters in the order of the text (``domain.folding``), so a phrase finds no more than was typed
- a hidden record has no row

Written in bulk, once a batch of entries, inside the batch's transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, Table

from ascn_desk.domain.folding import bigrams, query_words
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.shown import HIDDEN, RECORD

_INDEX = "search"
_CHUNK = 2_000
_HASH_BYTES = 8 << 20
"""What FTS5 gathers before it writes a part of the index: at its default of 1 MiB a bulk costs a third more."""
_KIND_MARK = "\uf8ff"
"""Begins the token that names a record's kind; no letter, so nobody can type it into a word."""

_FIELDS = {name: [each.name for each in kind.fields.values() if each.searchable] for name, kind in KINDS.items()}
REGISTERS: Mapping[str, frozenset[str]] = {
    name: frozenset(KINDS[name].fields[each].register for each in fields) for name, fields in _FIELDS.items()
}
"""Kind → the registers that the index depends on; where none of them changed, and what hides a record neither, its row
may stay."""


class Found(NamedTuple):
    """A record that was found; ``key`` is that of the store."""

    kind: str
    id: str
    channel: str
    key: int


def create(connection: Connection) -> None:
    """Make the empty index, if it is not there."""
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {_INDEX} "
        "USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii')"
    )
    connection.exec_driver_sql(f"INSERT INTO {_INDEX}({_INDEX}, rank) VALUES ('hashsize', {_HASH_BYTES})")


def clear(connection: Connection) -> None:
    """Empty the index, to be filled afresh."""
    connection.exec_driver_sql(f"INSERT INTO {_INDEX}({_INDEX}) VALUES ('delete-all')")


def index_records(
    connection: Connection, tables: Mapping[str, Table], keys: Collection[int], fresh: bool = False
) -> None:
    """Write anew what the search knows of some records, as the shown tables have them.

    ``fresh``: none of them is in the index yet, so nothing need be taken out.
    """
    if not fresh:
        _execute_many(connection, f"DELETE FROM {_INDEX} WHERE rowid = ?", ((key,) for key in keys))
    of_kind: dict[str, list[int]] = defaultdict(list)
    for chunk in _chunks(sorted(keys)):
        rows = connection.exec_driver_sql(f"SELECT kind, key FROM record WHERE key IN ({_listed(chunk)})")
        for kind, key in rows.all():
            of_kind[kind].append(key)
    for kind in sorted(of_kind):
        if _FIELDS.get(kind):
            for chunk in _chunks(of_kind[kind]):
                _write(connection, tables[kind], kind, chunk)


def find(
    connection: Connection, tables: Mapping[str, Table], text: str, kind: str | None = None, limit: int = 50
) -> tuple[int, list[Found]]:
    """The records that have all words of a text, newest first, and how many there are in all.

    Shapes: ``limit`` bounds the list, not the count. A text without a letter or digit finds nothing.
    """
    query = match_expression(text, kind)
    if not query:
        return 0, []
    rows = connection.exec_driver_sql(
        "SELECT record.kind, record.id, channel.name, record.key FROM "
        f"(SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH ? ORDER BY rowid DESC LIMIT ?) AS hit "
        "JOIN record ON record.key = hit.rowid JOIN channel ON channel.key = record.channel "
        "ORDER BY record.key DESC",
        (query, limit),
    )
    found = [Found(*row) for row in rows.all()]
    if len(found) < limit:
        return len(found), found
    count = connection.exec_driver_sql(f"SELECT count(*) FROM {_INDEX} WHERE {_INDEX} MATCH ?", (query,))
    return int(count.scalar_one()), found


def find_any(connection: Connection, kind: str, words: Collection[str]) -> list[int]:
    """The keys of the records of a kind that have one of some words, newest first."""
    expressions = [expression for word in words for expression in query_words(word)]
    if not expressions:
        return []
    rows = connection.exec_driver_sql(
        f"SELECT rowid FROM {_INDEX} WHERE {_INDEX} MATCH ? ORDER BY rowid DESC",
        (of_kind(f"({' OR '.join(expressions)})", kind),),
    )
    return [int(key) for key in rows.scalars()]


def match_expression(text: str, kind: str | None = None) -> str:
    """The FTS5 expression for all words of a text, in records of one kind or of any; empty if there is no word."""
    words = " AND ".join(query_words(text))
    return of_kind(words, kind) if words and kind is not None else words


def of_kind(expression: str, kind: str) -> str:
    """An FTS5 expression, narrowed to the records of a kind."""
    return f'{expression} AND "{_kind_token(kind)}"'


def _write(connection: Connection, table: Table, kind: str, keys: Sequence[int]) -> None:
    texts = ", ".join(f'"{name}"' for name in _FIELDS[kind])
    rows = connection.exec_driver_sql(
        f"SELECT {RECORD}, concat_ws(char(10), {texts}) FROM {table.name} "
        f"WHERE {RECORD} IN ({_listed(keys)}) AND {HIDDEN} = 0 ORDER BY {RECORD}"
    )
    begin = f"{_kind_token(kind)} "
    _execute_many(
        connection,
        f"INSERT INTO {_INDEX}(rowid, tokens) VALUES (?, ?)",
        ((key, begin + bigrams(text)) for key, text in rows.all()),
    )


def _kind_token(kind: str) -> str:
    return _KIND_MARK + kind.replace("_", "")


def _execute_many(connection: Connection, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    if held := list(rows):
        connection.exec_driver_sql(statement, held)


def _chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _listed(keys: Iterable[int]) -> str:
    return ",".join(map(str, keys))
