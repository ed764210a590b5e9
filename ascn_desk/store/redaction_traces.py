"""The traces that a purged value left beside the journal and what is shown: drafts, search tokens, free pages.

What is taken out of a table still lies in the file: in pages' rests, free pages and the log. So it is noted that the
file is to be written anew, and :meth:`ascn_desk.store.desk_store.DeskStore.scrub_if_due` does so after the transaction.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.settings import read_setting, write_setting

_DUE = "scrub"
_SHORTEST = 2
_CODES = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.BOOLEAN})


def remove_traces(connection: Connection, entry: Mapping[str, Any]) -> None:
    """Drop the drafts that repeat what a purged entry said, and note that the file is to be written anew."""
    write_setting(connection, _DUE, "1")
    texts = list(_texts(entry))
    for draft, content in connection.exec_driver_sql("SELECT id, content FROM draft").all():
        if any(text in content for text in texts):
            connection.exec_driver_sql("DELETE FROM draft WHERE id = ?", (draft,))


def is_due(connection: Connection) -> bool:
    """Whether purged values may still lie in the file."""
    return read_setting(connection, _DUE) is not None


def note_done(connection: Connection) -> None:
    """Note that the file was written anew."""
    write_setting(connection, _DUE, None)


def _texts(entry: Mapping[str, Any]) -> Iterator[str]:
    """What people wrote in an entry, as a draft has it; codes say nothing by themselves."""
    kind = KINDS.get(entry["kind"])
    for name, value in entry["set"].items():
        field = kind.fields.get(name.partition(":")[0]) if kind else None
        if isinstance(value, str) and len(value) >= _SHORTEST and (field is None or field.type not in _CODES):
            yield json.dumps(value, ensure_ascii=False)[1:-1]
    if entry.get("why"):
        yield json.dumps(entry["why"], ensure_ascii=False)[1:-1]
