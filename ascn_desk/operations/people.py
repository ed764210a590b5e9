"""What the people of the journal are called: entries name their author by a short id."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from ascn_desk.base.words import language, t
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.reference_data import LOADER
from ascn_desk.store import queries
from ascn_desk.store.queries import Selection
from ascn_desk.store.titles import title_of


def person_names(desk: Desk, connection: Connection, people: Collection[str]) -> dict[str, str]:
    """Id → name: from the officers' records, of this officer from the profile; else the id itself."""
    wanted = Selection(kind="officer", where={"user_id": sorted(people)})
    found = queries.page(connection, desk.store.tables, wanted)[1] if people else []
    names = {str(each.values["user_id"]): title_of("officer", each.values, {}, language()) for each in found}
    names.setdefault(desk.officer, desk.officer_name)
    names[LOADER] = t("Reference data")
    return {each: names.get(each, each) for each in people}
