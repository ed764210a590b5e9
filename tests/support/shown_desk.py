"""A database whose shown rows a test writes itself: for what reads, without journal and merge."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.domain.kinds import KINDS
from ascn_desk.store import search
from ascn_desk.store.engine import open_engine, reading, writing
from ascn_desk.store.schema import migrate
from ascn_desk.store.shown import CHANGED_AT, CHANNEL, HIDDEN, MADE_AT, RECORD, shown_tables

Values = Mapping[str, object]


class ShownDesk:
    """Tables as a desk has them; records get their keys in the order in which they are put."""

    def __init__(self, path: Path) -> None:
        self.engine = open_engine(path, bytes(range(32)))
        self.tables = shown_tables(KINDS.values())
        self._keys: dict[tuple[str, str, str], int] = {}
        self._channels: dict[str, int] = {}
        with writing(self.engine) as connection:
            migrate(connection)
            search.create(connection)
            for table in self.tables.values():
                table.create(connection, checkfirst=True)

    def put(
        self, kind: str, record_id: str, values: Values, channel: str = "reference", *, hidden: bool = False
    ) -> int:
        """Make a record or set fields of it, as a merge leaves it; its key."""
        return self.put_many(kind, {record_id: values}, channel, hidden=hidden)[0]

    def put_many(
        self, kind: str, records: Mapping[str, Values], channel: str = "reference", *, hidden: bool = False
    ) -> list[int]:
        """The same for many at once."""
        with writing(self.engine) as connection:
            channel_key = self._channel(connection, channel)
            fresh = {each for each in records if (kind, each, channel) not in self._keys}
            keys = [self._key(connection, kind, each, channel, channel_key) for each in records]
            table = self.tables[kind]
            for key, (record_id, values) in zip(keys, records.items(), strict=True):
                row = {name: _stored(value) for name, value in values.items()}
                row[HIDDEN] = int(hidden)
                if record_id in fresh:
                    row |= {RECORD: key, CHANNEL: channel_key}
                    row.setdefault(MADE_AT, "2026-11-24T00:00:00Z")
                    row.setdefault(CHANGED_AT, row[MADE_AT])
                    connection.execute(table.insert().values(row))
                else:
                    connection.execute(table.update().where(table.c[RECORD] == key).values(row))
            search.index_records(connection, self.tables, keys)
            return keys

    def clear(self) -> None:
        """Take all records out."""
        with writing(self.engine) as connection:
            search.clear(connection)
            for kind, _, _ in self._keys:
                connection.execute(self.tables[kind].delete())
            connection.exec_driver_sql("DELETE FROM record")
        self._keys.clear()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with reading(self.engine) as connection:
            yield connection

    def search(self, text: str, kind: str | None = None, limit: int = 50) -> tuple[int, list[str]]:
        """How many are found, and the ids of those listed."""
        with self.reading() as connection:
            total, found = search.find(connection, self.tables, text, kind, limit)
            return total, [each.id for each in found]

    def close(self) -> None:
        self.engine.dispose()

    def _channel(self, connection: Connection, name: str) -> int:
        if name not in self._channels:
            self._channels[name] = len(self._channels) + 1
            connection.exec_driver_sql("INSERT INTO channel VALUES (?, ?)", (self._channels[name], name))
        return self._channels[name]

    def _key(self, connection: Connection, kind: str, record_id: str, channel: str, channel_key: int) -> int:
        place = (kind, record_id, channel)
        if place not in self._keys:
            self._keys[place] = len(self._keys) + 1
            connection.exec_driver_sql(
                "INSERT INTO record (key, channel, kind, id, heads) VALUES (?, ?, ?, ?, x'7b7d')",
                (self._keys[place], channel_key, kind, record_id),
            )
        return self._keys[place]


def _stored(value: object) -> object:
    if isinstance(value, Collection) and not isinstance(value, str):
        return json.dumps(list(value))
    return int(value) if isinstance(value, bool) else value
