"""The shown tables brought back to an earlier moment say what they said then, and the journal stays as it is."""

from __future__ import annotations

import random
from typing import Any

import pytest

from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import add_record, set_fields
from ascn_desk.store.names import Names
from ascn_desk.store.past import bring_back, position
from tests.support.trio import COUNTRY, Trio

KINDS = ("company", "contact", "case", "city_note")


def shown(desk: Desk, connection: Any = None) -> dict[str, list[tuple[Any, ...]]]:
    """What is shown of some kinds, row by row."""
    if connection is None:
        with desk.store.reading() as opened:
            return shown(desk, opened)
    return {
        kind: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM shown_{kind} ORDER BY _record")]
        for kind in KINDS
    }


def moment(desk: Desk) -> dict[Any, int]:
    with desk.store.reading() as connection:
        return {log: reached.n for log, reached in position(connection, Names(connection)).items()}


def brought_back(desk: Desk, until: dict[Any, int]) -> dict[str, list[tuple[Any, ...]]]:
    with desk.store.rehearsing() as connection:
        bring_back(connection, Names(connection), desk.rules(connection), desk.store.tables, until)
        return shown(desk, connection)


def some_edit(desk: Desk, chance: random.Random, ids: dict[str, list[str]]) -> None:
    """Something a person may do: add, change, tick, delete, merge."""
    kind = chance.choice(["company", "contact"])
    record = chance.choice(ids[kind])
    values: dict[str, dict[str, Any]] = {
        "company": {
            "name_ja": f"練習{chance.randrange(99)}", f"tags:t{chance.randrange(3)}": chance.random() < 0.5,
            "deleted": chance.random() < 0.3, "merged_into": chance.choice([*ids["company"], None]),
        },
        "contact": {"name": f"人{chance.randrange(99)}", "consent": chance.random() < 0.5,
                    "deleted": chance.random() < 0.3},
    }  # fmt: skip
    name = chance.choice(sorted(values[kind]))
    if values[kind][name] != record:
        set_fields(desk, kind, record, {name: values[kind][name]}, channel=COUNTRY)


@pytest.mark.parametrize("seed", range(4))
def test_every_moment_is_shown_again_as_it_was_through_edits_merges_deletions_and_imports(
    trio: Trio, seed: int
) -> None:
    chance = random.Random(seed)
    ids = {
        "company": [add_record(trio.hq, "company", {"name_ja": f"会社{n}"}, channel=COUNTRY).id for n in range(4)],
        "contact": [add_record(trio.hq, "contact", {"name": f"人{n}"}, channel=COUNTRY).id for n in range(3)],
    }
    trio.exchange()
    moments: list[tuple[dict[Any, int], dict[str, list[tuple[Any, ...]]]]] = []
    for _ in range(12):
        for desk in trio.desks:
            some_edit(desk, chance, ids)
        if chance.random() < 0.4:
            trio.exchange()
        moments.append((moment(trio.vn), shown(trio.vn)))
    now = shown(trio.vn)
    for until, then in moments:
        assert brought_back(trio.vn, until) == then
    assert shown(trio.vn) == now


def test_a_position_counts_up_to_the_last_entry_of_each_log_sealed_or_not(trio: Trio) -> None:
    add_record(trio.vn, "company", {"name_ja": "一"}, channel=COUNTRY)
    first = moment(trio.vn)
    trio.exchange()
    add_record(trio.vn, "company", {"name_ja": "二"}, channel=COUNTRY)
    add_record(trio.vn, "company", {"name_ja": "三"}, channel=COUNTRY)
    with trio.vn.store.reading() as connection:
        names = Names(connection)
        now, then = position(connection, names), position(connection, names, first)
    own = next(log for log in now if log.desk == trio.vn.desk)
    assert (then[own].entries, now[own].entries) == (1, 3)
    assert then[own].n == first[own] and now[own].n > first[own]
    assert {log: reached.n for log, reached in then.items()} == first
