"""Any record of any kind: made, changed, shown; one at a time or many in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError, DeskError
from ascn_desk.base.words import language
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.merge import DELETED, MERGED_INTO
from ascn_desk.operations.conflicts import heads_in
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import RecordView, Saved
from ascn_desk.operations.writing import Change, changed, kind_named, new_change, placed, write
from ascn_desk.store.entries import seen_of
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.names import Names
from ascn_desk.store.queries import references_of
from ascn_desk.store.records import Place, conflicts_of, find, shown_row
from ascn_desk.store.redaction import redacted_registers
from ascn_desk.store.titles import titles


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of a batch: ``id`` None makes a record (with the code ``new_id``, if any), else that one is changed."""

    kind: str
    values: Mapping[str, Any]
    id: str | None = None
    channel: str | None = None
    why: str | None = None
    seen: Mapping[str, int] | None = None
    new_id: str | None = None


class BatchError(CorrectableError):
    """A fault in one operation of a batch; ``place`` counts from 1."""

    def __init__(self, place: int, fault: DeskError) -> None:
        super().__init__(fault.code, **fault.data)
        self.place = place
        self.fault = fault


def add_record(
    desk: Desk,
    kind: str,
    values: Mapping[str, Any],
    *,
    channel: str | None = None,
    why: str | None = None,
    id: str | None = None,
) -> Saved:
    """Make a record. Errors: CorrectableError for what the person must mend; nothing is changed then."""
    with desk.writing() as ledger:
        change = new_change(desk, ledger, kind, values, channel=channel, record_id=id, why=why)
        return write(desk, ledger, [change])[0][0]


def set_fields(
    desk: Desk,
    kind: str,
    id: str,
    values: Mapping[str, Any],
    *,
    channel: str | None = None,
    seen: Mapping[str, int] | None = None,
    why: str | None = None,
) -> Saved:
    """Change fields of a record.

    Shapes: ``seen``: desk → count, what was shown when the form was opened (:attr:`RecordView.seen`); what is shown now
            where it is None. A set-valued field is changed member by member, ``field:member`` → true or false, or
            given whole. Where nothing is said, nothing is written.
    Errors: CorrectableError ``unknown-record`` and what the person must mend; nothing is changed then.
    """
    with desk.writing() as ledger:
        place = placed(ledger, kind, id, channel)
        return write(desk, ledger, [changed(desk, ledger, place, values, seen=seen, why=why)])[0][0]


def batch(desk: Desk, operations: Iterable[Operation]) -> list[Saved]:
    """Many operations in one transaction: all of them, or none.

    Errors: BatchError with the place of the first that cannot be done.
    """
    with desk.writing() as ledger:
        return list(_batch(desk, ledger, operations))


def batch_each(desk: Desk, operations: Iterable[Operation]) -> Iterator[Saved]:
    """Many operations, each durable by itself. Errors as :func:`batch`; those before it stay."""
    for place, operation in enumerate(operations, 1):
        try:
            yield batch(desk, [operation])[0]
        except BatchError as error:
            raise BatchError(place, error.fault) from error


def show_record(desk: Desk, kind: str, id: str, channel: str | None = None) -> RecordView:
    """One record whole: in that channel, or in the widest that this desk holds it in.

    Errors: CorrectableError ``unknown-kind``, ``unknown-record``.
    """
    declared = kind_named(kind)
    with desk.reading() as (connection, names):
        place = find(connection, names, kind, id, channel)
        if place is None:
            raise CorrectableError("unknown-record", kind=declared.words(language()), id=id)
        return view_of(desk, connection, names, place)


def view_of(desk: Desk, connection: Connection, names: Names, place: Place) -> RecordView:
    """A record as it is shown, inside a transaction."""
    row = shown_row(connection, place)
    registers = conflicts_of(connection, place.key)
    wanted = references_of(place.kind, row.values)
    called = titles(connection, desk.store.tables, wanted, language())
    merged = row.values.get(MERGED_INTO)
    return RecordView(
        kind=place.kind,
        id=place.id,
        channel=place.channel_name,
        seen=seen_of(connection, names, place.key),
        values={name: value for name, value in row.values.items() if name not in (DELETED, MERGED_INTO)},
        heads=heads_in(desk, connection, names, place, place.heads),
        conflicts=registers,
        deleted=row.values.get(DELETED) is True,
        merged_into=merged if isinstance(merged, str) else None,
        names={name[1]: title for name, title in called.items()},
        made_at=row.made_at,
        made_by=row.made_by,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        redacted=tuple(redacted_registers(connection, place.key, place.heads)),
    )


def _batch(desk: Desk, ledger: Ledger, operations: Iterable[Operation]) -> Iterator[Saved]:
    """New records are gathered and written together; a change first writes what it may speak of."""
    waiting: list[Change] = []
    named: set[str] = set()
    for place, operation in enumerate(operations, 1):
        try:
            if operation.id is None:
                if operation.new_id in named or any(each.kind == "choice" for each in waiting[-1:]):
                    # What is checked next may speak of these.
                    yield from _flush(desk, ledger, waiting)
                waiting.append(_addition(desk, ledger, operation))
                if operation.new_id is not None:
                    named.add(operation.new_id)
                continue
            if waiting:
                yield from _flush(desk, ledger, waiting)
            found = placed(ledger, operation.kind, operation.id, operation.channel)
            change = changed(
                desk, ledger, found, operation.values, seen=operation.seen, why=operation.why
            )
            yield write(desk, ledger, [change])[0][0]
        except BatchError:
            raise
        except CorrectableError as error:
            raise BatchError(place, error) from error
    yield from _flush(desk, ledger, waiting)


def _addition(desk: Desk, ledger: Ledger, operation: Operation) -> Change:
    return new_change(
        desk,
        ledger,
        operation.kind,
        operation.values,
        channel=operation.channel,
        record_id=operation.new_id,
        why=operation.why,
    )


def _flush(desk: Desk, ledger: Ledger, waiting: list[Change]) -> Sequence[Saved]:
    if not waiting:
        return ()
    saved, _ = write(desk, ledger, waiting)
    waiting.clear()
    return saved


def declared_kinds() -> tuple[str, ...]:
    """The kinds that this version knows."""
    return tuple(KINDS)
