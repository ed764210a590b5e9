"""Case references like HAN-26-K3F7: drawn at random, free among what is held here, told apart where two desks drew one.

Shapes: office mark, last two digits of the calendar year, four letters without those that are easily mistaken; where
        another case has the same reference, both show a fifth letter made from the record's id.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable
from hashlib import sha256
from unicodedata import normalize

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.desk import Desk
from ascn_desk.store import queries, search
from ascn_desk.store.queries import Selection, Shown

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_DRAWN = 4
_MARK = 3
_REFERENCE = re.compile(rf"([A-Z0-9]{{{_MARK}}}-[0-9]{{2}}-[{LETTERS}]{{{_DRAWN}}})([{LETTERS}]?)")


def new_reference(desk: Desk, connection: Connection, year: int) -> str:
    """A reference that no case here has."""
    begin = f"{office_mark(desk, connection)}-{year % 100:02d}-"
    while True:
        reference = begin + "".join(secrets.choice(LETTERS) for _ in range(_DRAWN))
        if not cases_of(desk, connection, [reference]):
            return reference


def office_mark(desk: Desk, connection: Connection) -> str:
    """The three capitals that stand for this office; made from its code where headquarters gave it none."""
    office = queries.page(connection, desk.store.tables, Selection(kind="office", where={"id": desk.office}), 1)[1]
    mark = office[0].values.get("mark") if office else None
    if isinstance(mark, str) and mark:
        return mark
    return re.sub("[^A-Z0-9]", "", desk.office.upper())[-_MARK:].rjust(_MARK, "X")


def find_by_reference(desk: Desk, connection: Connection, typed: str, channel: str | None = None) -> Shown | None:
    """The case of a reference; None if what was typed is none.

    Errors: CorrectableError ``unknown-reference``, ``reference-twice`` where it needs the fifth letter.
    """
    read = _REFERENCE.fullmatch(normalize("NFKC", typed).strip().upper())
    if read is None:
        return None
    reference, letter = read.groups()
    found = [each for each in cases_of(desk, connection, [reference]) if channel in (None, each.channel)]
    if letter:
        found = [each for each in found if fifth_letter(each.id) == letter]
    if not found:
        raise CorrectableError("unknown-reference", reference=read[0])
    if len(found) > 1:
        raise CorrectableError("reference-twice", reference=reference, ids=", ".join(each.id for each in found))
    return found[0]


def shown_references(desk: Desk, connection: Connection, cases: Iterable[Shown]) -> dict[int, str]:
    """Record key → reference as people read it."""
    held = {each.key: str(each.values.get("reference") or "") for each in cases}
    ids: dict[str, set[str]] = {}
    for each in cases_of(desk, connection, set(held.values()) - {""}):
        ids.setdefault(str(each.values["reference"]), set()).add(each.id)
    by_key = {each.key: each.id for each in cases}
    return {
        key: reference + (fifth_letter(by_key[key]) if len(ids.get(reference, ())) > 1 else "")
        for key, reference in held.items()
    }


def fifth_letter(record_id: str) -> str:
    """The letter that tells one record's reference from another's of the same."""
    return LETTERS[sha256(record_id.encode()).digest()[0] % len(LETTERS)]


def cases_of(desk: Desk, connection: Connection, references: Collection[str]) -> list[Shown]:
    """The shown cases that have one of these references."""
    keys = search.find_any(connection, "case", [each.rpartition("-")[2] for each in references])
    rows = queries.rows(connection, desk.store.tables, "case", keys)
    return [each for each in rows if each.values.get("reference") in references]
