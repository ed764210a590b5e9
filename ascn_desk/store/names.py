"""The small tables that give desks, channels and logs their whole numbers, held as dictionaries for one transaction."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection


class Log(NamedTuple):
    """One desk's segments in one channel."""

    channel: str
    desk: str


class Names:
    """Whole numbers of desks, channels and logs, and back. New ones are written at once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        run = connection.exec_driver_sql
        self.channel_names: dict[int, str] = {key: name for key, name in run("SELECT key, name FROM channel")}
        self._channels = {name: key for key, name in self.channel_names.items()}
        self._desks: dict[str, int] = {name: key for key, name in run("SELECT key, name FROM desk")}
        desk_names = {key: name for name, key in self._desks.items()}
        self.logs: dict[int, Log] = {
            key: Log(self.channel_names[channel], desk_names[desk])
            for key, channel, desk in run("SELECT key, channel, desk FROM log")
        }
        self._log_keys = {log: key for key, log in self.logs.items()}

    def channel(self, name: str) -> int:
        """The number of a channel, given on first sight."""
        if name not in self._channels:
            self._channels[name] = self._add("channel", name)
            self.channel_names[self._channels[name]] = name
        return self._channels[name]

    def held_channel(self, name: str) -> int | None:
        """The number of a channel if it was ever seen."""
        return self._channels.get(name)

    def log(self, channel: str, desk: str) -> int:
        """The number of a log, given on first sight."""
        log = Log(channel, desk)
        if log not in self._log_keys:
            if desk not in self._desks:
                self._desks[desk] = self._add("desk", desk)
            added = self._connection.exec_driver_sql(
                "INSERT INTO log (channel, desk) VALUES (?, ?) RETURNING key",
                (self.channel(channel), self._desks[desk]),
            )
            key = int(added.scalar_one())
            self.logs[key] = log
            self._log_keys[log] = key
        return self._log_keys[log]

    def held_log(self, channel: str, desk: str) -> int | None:
        """The number of a log if it was ever seen."""
        return self._log_keys.get(Log(channel, desk))

    def _add(self, table: str, name: str) -> int:
        added = self._connection.exec_driver_sql(f"INSERT INTO {table} (name) VALUES (?) RETURNING key", (name,))
        return int(added.scalar_one())
