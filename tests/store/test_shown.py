"""The shown tables, made from the declarations of the kinds."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.store.engine import open_engine, writing
from ascn_desk.store.shown import CHANNEL, HIDDEN, RECORD, declarations_digest, shown_tables


def test_every_kind_has_a_table_with_a_column_for_every_field(tmp_path: Path) -> None:
    tables = shown_tables(KINDS.values())
    engine = open_engine(tmp_path / "desk.db", bytes(32))
    with writing(engine) as connection:
        for table in tables.values():
            table.create(connection)
        for kind in KINDS.values():
            held = connection.exec_driver_sql(f"SELECT name FROM pragma_table_info('shown_{kind.name}')").scalars()
            assert set(kind.fields) | {RECORD, CHANNEL, HIDDEN} <= set(held)
    engine.dispose()


def test_two_desks_may_give_two_records_the_same_values(tmp_path: Path) -> None:
    table = shown_tables([KINDS["case"]])["case"]
    engine = open_engine(tmp_path / "desk.db", bytes(32))
    with writing(engine) as connection:
        table.create(connection)
        for record in (1, 2):
            row = {RECORD: record, CHANNEL: 1, HIDDEN: 0, "reference": "HAN-26-K3F7"}
            connection.execute(table.insert().values(row))
        assert len(connection.execute(table.select()).all()) == 2
    engine.dispose()


def test_a_changed_declaration_gives_another_digest_and_a_changed_word_does_not() -> None:
    kind = KINDS["case"]
    before = declarations_digest([kind])
    summary = kind.fields["summary"]
    reworded = dataclasses.replace(summary, ja="件名")
    retyped = dataclasses.replace(summary, type=FieldType.INTEGER)
    for field, differs in ((reworded, False), (retyped, True)):
        changed = dataclasses.replace(kind, fields={**kind.fields, "summary": field})
        assert (declarations_digest([changed]) != before) is differs
