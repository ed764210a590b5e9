"""Which records are taken from sight: deleted ones, and those merged into another.

Following ``merged_into`` depends on other records of the kind, so it is worked out after they were all written; a
partial index finds the few rows that say so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Table

from ascn_desk.domain.channels import width_key
from ascn_desk.domain.merge import follow_merges
from ascn_desk.store.entries import CHUNK, chunks
from ascn_desk.store.names import Names

Key = tuple[str, str]
"""(channel, id)."""


def hide(
    connection: Connection, names: Names, tables: Mapping[str, Table], touched: Mapping[str, Collection[int]]
) -> set[int]:
    """Set ``_hidden`` of the touched records, and of all whose merging may now end elsewhere; those that changed."""
    changed: set[int] = set()
    for kind, records in touched.items():
        if kind not in tables:
            continue
        wanted = _hidden_by_merging(connection, names, kind)
        for record, was, is_hidden in _states(connection, kind, records, wanted):
            if was != is_hidden:
                connection.exec_driver_sql(
                    f"UPDATE shown_{kind} SET _hidden = ? WHERE _record = ?", (int(is_hidden), record)
                )
                changed.add(record)
    return changed


def _states(
    connection: Connection, kind: str, records: Collection[int], merged: Mapping[int, bool]
) -> list[tuple[int, bool, bool]]:
    """(record, whether it is hidden, whether it shall be) of rows that may change."""
    states: dict[int, tuple[int, bool, bool]] = {}
    own = f"SELECT _record, _hidden, deleted FROM shown_{kind}"
    # Only rows that hide or should: most of what was touched does neither.
    for part in chunks(sorted(records), CHUNK):
        marks = ",".join("?" * len(part))
        for record, was, deleted in connection.exec_driver_sql(
            f"{own} WHERE _record IN ({marks}) AND (_hidden = 1 OR deleted = 1)", tuple(part)
        ):
            states[record] = (record, bool(was), bool(deleted) or merged.get(record, False))
    for part in chunks(sorted(merged), CHUNK):
        marks = ",".join("?" * len(part))
        for record, was, deleted in connection.exec_driver_sql(f"{own} WHERE _record IN ({marks})", tuple(part)):
            states[record] = (record, bool(was), bool(deleted) or merged[record])
    return list(states.values())


def _hidden_by_merging(connection: Connection, names: Names, kind: str) -> dict[int, bool]:
    """Record → whether following ends elsewhere, for every record of the kind that names another."""
    rows = connection.exec_driver_sql(
        f"SELECT s._record, s._channel, r.id, s.merged_into FROM shown_{kind} s JOIN record r ON r.key = s._record"
        " WHERE s.merged_into IS NOT NULL AND s.merged_into <> ''"
    ).all()
    if not rows:
        return {}
    placed = _places(connection, names, kind, {target for *_, target in rows} | {each for _, _, each, _ in rows})
    target_of: dict[Key, Key | None] = {}
    for record_id, channels in placed.items():
        for channel, is_deleted in channels.items():
            if not is_deleted:
                target_of[channel, record_id] = None
    for _, channel_key, record_id, target in rows:
        here = (names.channel_names[channel_key], record_id)
        if here in target_of and placed.get(target):
            target_of[here] = (min(placed[target], key=width_key), target)
    return {
        record: follow_merges(here, target_of) != here
        for record, channel_key, record_id, _ in rows
        if (here := (names.channel_names[channel_key], record_id)) in target_of
    }


def _places(connection: Connection, names: Names, kind: str, ids: Collection[str]) -> dict[str, dict[str, bool]]:
    """Id → channel → whether the record there is deleted; every record held of these ids and all they lead to."""
    placed: dict[str, dict[str, bool]] = {}
    for part in chunks(sorted(ids), CHUNK):
        marks = ",".join("?" * len(part))
        for record_id, channel, deleted in connection.exec_driver_sql(
            f"SELECT r.id, s._channel, s.deleted FROM record r JOIN shown_{kind} s ON s._record = r.key"
            f" WHERE r.kind = ? AND r.id IN ({marks})",
            (kind, *part),
        ):
            placed.setdefault(record_id, {})[names.channel_names[channel]] = bool(deleted)
    return placed
