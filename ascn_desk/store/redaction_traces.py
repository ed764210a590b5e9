"""The traces that a purged value left beside the journal and what is shown: drafts, attachments, free pages.

What is taken out of a table still lies in the file: in pages' rests, free pages and the log. So it is noted that the
file is to be written anew, and which attachments are to be removed unless another entry names them; both are done after
the transaction, and again at the next opening where they were not (:mod:`ascn_desk.operations.purge_traces`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.files import DIGEST
from ascn_desk.store.settings import read_setting, write_setting

_DUE = "scrub"
_SHORTEST = 2
_CODES = frozenset({FieldType.CHOICE, FieldType.REFERENCE, FieldType.BOOLEAN})


def remove_traces(connection: Connection, entry: Mapping[str, Any]) -> None:
    """Drop the drafts that repeat what a purged entry said, and note that the file is to be written anew."""
    files = {*(attachments_due(connection) or ()), *_files(entry)}
    write_setting(connection, _DUE, json.dumps(sorted(files)))
    texts = list(_texts(entry))
    for draft, content in connection.exec_driver_sql("SELECT id, content FROM draft").all():
        if any(text in content for text in texts):
            connection.exec_driver_sql("DELETE FROM draft WHERE id = ?", (draft,))


def attachments_due(connection: Connection) -> list[str] | None:
    """The attachments that purged entries named; None where no traces are left."""
    held = read_setting(connection, _DUE)
    return None if held is None else list(json.loads(held))


def note_done(connection: Connection) -> None:
    """Note that no traces are left."""
    write_setting(connection, _DUE, None)


def _files(entry: Mapping[str, Any]) -> Iterator[str]:
    """The files that an entry named; of a field of a later version, whatever may be a file's name."""
    kind = KINDS.get(entry["kind"])
    for name, value in entry["set"].items():
        field = kind.fields.get(name) if kind else None
        may_name = field is None or field.type is FieldType.FILE
        if may_name and isinstance(value, str) and DIGEST.fullmatch(value):
            yield value


def _texts(entry: Mapping[str, Any]) -> Iterator[str]:
    """What people wrote in an entry, as a draft has it; codes say nothing by themselves."""
    kind = KINDS.get(entry["kind"])
    for name, value in entry["set"].items():
        field = kind.fields.get(name.partition(":")[0]) if kind else None
        if isinstance(value, str) and len(value) >= _SHORTEST and (field is None or field.type not in _CODES):
            yield json.dumps(value, ensure_ascii=False)[1:-1]
    if entry.get("why"):
        yield json.dumps(entry["why"], ensure_ascii=False)[1:-1]
