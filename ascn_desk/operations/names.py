"""What offices and desks are called, in the language of the screen."""

from __future__ import annotations

from sqlalchemy import Connection

from ascn_desk.base.words import language
from ascn_desk.operations.desk import Desk
from ascn_desk.store.records import shown_text


def office_name(connection: Connection, office: str) -> str:
    """The name of an office, or its code where this desk does not hold it."""
    return shown_text(connection, "office", office, "name_ja" if language() == "ja" else "name_en") or office


def desk_office(desk: Desk, connection: Connection, name: str) -> tuple[str, str]:
    """(code, name) of the office of a desk; the desk's own name where no registry knows it."""
    trust = desk.trust(connection)
    registered = trust.registry.desks.get(name) if trust else None
    if registered is not None:
        return registered.office, office_name(connection, registered.office)
    if name == desk.desk:
        return desk.office, office_name(connection, desk.office)
    return "", name[:6]
