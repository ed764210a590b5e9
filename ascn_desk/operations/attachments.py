"""Attachments: a file is added to a record, and read again wherever the record is read.

What it holds travels beside the entries, once, to those who read the channel; until it came, the record says so.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from unicodedata import category

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import cannot_read, write_atomic
from ascn_desk.operations.cases import case_place
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.own_numbers import read_only_error
from ascn_desk.operations.people import person_names
from ascn_desk.operations.views import Saved
from ascn_desk.operations.writing import new_change, placed, write
from ascn_desk.store import queries
from ascn_desk.store.files import GREATEST_BYTES
from ascn_desk.store.journal import open_segments
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.queries import Selection
from ascn_desk.store.records import find, shown_row
from ascn_desk.sync.carried import named_by
from ascn_desk.sync.segment import GREATEST_FILES

_KIND = "attachment"
_LONGEST_NAME = 200
_FORBIDDEN = frozenset('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment just added; ``size`` in bytes."""

    saved: Saved
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment as held; ``data`` None where it was not received yet."""

    id: str
    channel: str
    name: str
    media_type: str
    sha256: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class ListedFile:
    """An attachment in a list: ``is_here`` tells whether what it holds was received; ``made_by`` is a person's name."""

    id: str
    channel: str
    name: str
    size: int | None
    note: str
    made_at: str
    made_by: str
    is_here: bool


def attach(
    desk: Desk,
    kind: str,
    record_id: str,
    path: Path,
    *,
    channel: str | None = None,
    name: str | None = None,
    note: str | None = None,
) -> Attached:
    """Add a file to a record; a case is named by its id or its reference. Undone like any new record.

    Errors: CorrectableError ``no-such-file``, ``folder-attached``, ``empty-file``, ``attachment-too-large``,
            ``too-many-attachments``, ``unknown-record``, ``desk-behind``, and what the person must mend. Nothing
            is kept then.
    """
    data = _read(path)
    called = (name or path.name)[:_LONGEST_NAME]
    with desk.writing() as ledger:
        is_case = kind == "case"
        place = case_place(desk, ledger, record_id, channel) if is_case else placed(ledger, kind, record_id, channel)
        values = {
            "of_kind": place.kind,
            "of_id": place.id,
            "file": sha256(data).hexdigest(),
            "name": called,
            "media_type": mimetypes.guess_type(called)[0] or "application/octet-stream",
            "size": len(data),
            **({"note": note} if note else {}),
        }
        change = new_change(desk, ledger, _KIND, values, channel=place.channel_name)
        _check_number(desk, ledger, place.channel_name)
        if (error := read_only_error(ledger.connection)) is not None:
            # Before the file is kept: nothing would ever name it.
            raise error
        # Before the entry: what an entry of this desk names is always held here.
        digest = desk.files.put(data)
        return Attached(write(desk, ledger, [change])[0][0], digest, len(data))


def attachments_of(desk: Desk, kind: str, record_id: str) -> tuple[ListedFile, ...]:
    """The attachments of a record, the newest first, and whether each is here or still to come."""
    held = desk.files.held()
    with desk.reading() as (connection, _):
        wanted = Selection(kind=_KIND, where={"of_kind": kind, "of_id": record_id}, sort="made_at", descending=True)
        rows = queries.page(connection, desk.store.tables, wanted)[1]
        people = person_names(desk, connection, {row.made_by for row in rows if row.made_by})
    return tuple(
        ListedFile(
            id=row.id,
            channel=row.channel,
            name=str(row.values.get("name") or row.values.get("file") or ""),
            size=size if isinstance(size := row.values.get("size"), int) else None,
            note=str(row.values.get("note") or ""),
            made_at=row.made_at or "",
            made_by=people.get(row.made_by or "", row.made_by or ""),
            is_here=row.values.get("file") in held,
        )
        for row in rows
    )


def name_of(desk: Desk, digest: str) -> str:
    """What a file is called by the first record that names it; its digest where none does."""
    with desk.reading() as (connection, _):
        rows = queries.page(connection, desk.store.tables, Selection(kind=_KIND, where={"file": digest}), limit=1)[1]
    return str(rows[0].values.get("name") or digest) if rows else digest


def attachment(desk: Desk, attachment_id: str, channel: str | None = None) -> Attachment:
    """An attachment with what it holds. Errors: CorrectableError ``unknown-record``."""
    with desk.reading() as (connection, names):
        place = find(connection, names, _KIND, attachment_id, channel)
        row = shown_row(connection, place) if place else None
        if place is None or row is None:
            raise CorrectableError("unknown-record", kind=_KIND, id=attachment_id)
        values = row.values
        digest = str(values.get("file") or "")
        return Attachment(
            id=place.id,
            channel=place.channel_name,
            name=str(values.get("name") or digest),
            media_type=str(values.get("media_type") or ""),
            sha256=digest,
            data=desk.files.get(digest),
        )


def save_attachment(desk: Desk, attachment_id: str, out: Path, channel: str | None = None) -> Path:
    """Write out what an attachment holds; into a folder under its own name, beside what is there. Where it lies.

    Errors: CorrectableError ``unknown-record``, ``file-not-received``; MachineError of the disk.
    """
    found = attachment(desk, attachment_id, channel)
    if found.data is None:
        raise CorrectableError("file-not-received", name=found.name)
    target = _free(out, safe_name(found.name)) if out.is_dir() else out
    write_atomic(target, found.data)
    return target


def safe_name(name: str) -> str:
    """The name of a file as a disk of any system takes it: what came from another desk is trusted for nothing."""
    kept = "".join("_" if each in _FORBIDDEN or category(each).startswith("C") else each for each in name)
    kept = kept.strip(" .")
    return kept[:_LONGEST_NAME] or "file"


def _read(path: Path) -> bytes:
    if path.is_dir():
        raise CorrectableError("folder-attached", name=path.name)
    try:
        size = path.stat().st_size
        if size > GREATEST_BYTES:
            raise CorrectableError("attachment-too-large", name=path.name, limit=GREATEST_BYTES // 2**20)
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise CorrectableError("no-such-file", path=str(path)) from None
    except OSError as error:
        raise cannot_read(path, error) from error
    if not data:
        raise CorrectableError("empty-file", name=path.name)
    return data


def _check_number(desk: Desk, ledger: Ledger, channel: str) -> None:
    """A segment lists so many and no more. Errors: CorrectableError ``too-many-attachments``."""
    for each in open_segments(ledger.connection, ledger.names, desk.desk):
        if ledger.names.logs[each.log].channel == channel and len(named_by(each.lines)) >= GREATEST_FILES:
            raise CorrectableError("too-many-attachments", limit=GREATEST_FILES)


def _free(folder: Path, name: str) -> Path:
    target, number = folder / name, 2
    while target.exists():
        part = Path(name)
        target = folder / f"{part.stem}-{number}{part.suffix}"
        number += 1
    return target
