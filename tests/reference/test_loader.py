"""The shipped tables: all rows are there, all values valid, all codes known."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from ascn_desk.base.errors import MachineError
from ascn_desk.base.resources import resource_path, resource_text
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.validity import check_values, compile_checker
from ascn_desk.reference.loader import ReferenceRecord, load_reference, reference_edition
from ascn_desk.reference.tables import CHOICE_TABLES, CHOICE_WORDS, TABLES

RECORDS = load_reference()
COUNTS = Counter(record.kind for record in RECORDS)


@cache
def rows(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resource_text(f"reference/{file}.csv"))))


def record(kind: str, record_id: str) -> ReferenceRecord:
    return next(each for each in RECORDS if (each.kind, each.id) == (kind, record_id))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_every_row_becomes_one_record(table: object) -> None:
    file, kind = table.file, table.kind  # type: ignore[attr-defined]
    added = 1 if kind == "country" else 0
    assert COUNTS[kind] == len(rows(file)) + added


def test_every_row_of_the_lists_becomes_a_choice() -> None:
    limits = sum(row["scheme"] == "limit" for row in rows("handling_markings"))
    others = sum(len(rows(table.file)) for table in CHOICE_TABLES if table.file != "handling_markings")
    assert COUNTS["choice"] == limits + others + len(rows(CHOICE_WORDS))


def test_every_shipped_table_is_read() -> None:
    read = {table.file for table in TABLES} | {table.file for table in CHOICE_TABLES} | {CHOICE_WORDS}
    assert read == {path.stem for path in resource_path("reference").glob("*.csv")}


def test_every_value_is_valid_for_people_and_for_the_merge() -> None:
    checkers = {name: compile_checker(kind) for name, kind in KINDS.items()}
    for each in RECORDS:
        assert check_values(KINDS[each.kind], each.values) is None, each
        valid, _, has_unknown = checkers[each.kind](each.values)
        assert valid and not has_unknown


def test_every_list_that_a_field_names_has_choices_with_words_in_both_languages() -> None:
    lists = {
        field.vocabulary for kind in KINDS.values() for field in kind.fields.values() if field.vocabulary
    }
    choices = [each.values for each in RECORDS if each.kind == "choice"]
    assert {each["list"] for each in choices} == lists
    assert all(each["name_en"] and each["name_ja"] for each in choices)
    for lang in ("name_en", "name_ja"):
        assert len({(each["list"], each[lang]) for each in choices}) == len(choices)


def test_no_cell_is_lost() -> None:
    """Every filled cell is found again in its record, but for those that the loader reads by itself."""
    for table in TABLES:
        for row in rows(table.file):
            found = record(table.kind, row["code"])
            kind = KINDS[table.kind]
            for column, text in row.items():
                name = table.field_of(column)
                if (
                    not text
                    or name is None
                    or column == "code"
                    or (table.kind, name) == ("meeting", "venue_en")
                ):
                    continue
                if kind.fields[name].is_set:
                    assert all(found.values[f"{name}:{each.strip()}"] is True for each in text.split(";"))
                elif kind.fields[name].type is FieldType.BOOLEAN:
                    assert found.values[name] is (text == "yes")
                elif kind.fields[name].is_lines:
                    assert str(found.values[name]).split("\n") == [each.strip() for each in text.split(";")]
                else:
                    assert str(found.values[name]) == text


def test_choices_are_named_by_their_list_and_code() -> None:
    redress = record("choice", "case-category--redress").values
    assert (redress["list"], redress["code"], redress["name_ja"]) == (
        "case_category",
        "redress",
        "是正申入れ",
    )
    assert record("choice", "limit--restrict-forward").values["name_ja"] == "転送禁止"


def test_headquarters_stands_in_japan() -> None:
    assert record("office", "hq").values["country"] == "jp"
    assert record("country", "jp").values["name_ja"] == "日本国"


def test_evidence_goes_to_practices_or_projects_by_what_it_names() -> None:
    values = record("technology", "ondemand-bus").values
    assert values["practices:kashiwanoha"] is values["projects:ot-ph-newclark-mobility"] is True


def test_a_group_is_written_whole_and_an_empty_cell_left_out() -> None:
    city = record("city", "bn-bandar-seri-begawan").values
    assert city["population"] == 64409 and city["population_year"] is None
    assert "japanese_bases" not in record("country", "bn").values


def test_meetings_have_names_and_their_prefecture() -> None:
    assert record("meeting", "hlm-2").values["name_en"] == (
        "2nd ASEAN–Japan Smart Cities Network High-level Meeting"
    )
    assert record("meeting", "hlm-7").values["venue_en"] == "Takamatsu, Kagawa"
    assert record("meeting", "hlm-6").values["venue_en"] == "Miraikan, Tokyo"


def test_the_area_of_an_office_stands_with_its_own_city() -> None:
    assert "Sabah" in str(record("jurisdiction", "co-kota-kinabalu--my-kota-kinabalu").values["note"])
    assert "note" not in record("jurisdiction", "emb-bn--bn-bandar-seri-begawan").values


def test_the_edition_is_a_year_and_a_month() -> None:
    assert reference_edition() == "2026-11"


def changed(file: str, old: str, new: str) -> Callable[[str], str]:
    """A reader of the real tables in which one text is another."""

    def read(name: str) -> str:
        content = resource_text(name)
        if name == f"reference/{file}.csv":
            assert old in content
            content = content.replace(old, new, 1)
        return content

    return read


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("cities", "bn-bandar-seri-begawan,bn,", "bn-bandar-seri-begawan,xx,"),
        ("cities", "pilot-2018", "pilot-2019"),
        ("cities", ",yes,", ",maybe,"),
        ("cities", "64409", "many"),
        ("cities", "kh-battambang", "bn-bandar-seri-begawan"),
        ("missions", "headquarters", "palace"),
        ("technologies", "aizuwakamatsu;takamatsu", "aizuwakamatsu;atlantis"),
        ("companies", "consulting;urban-development", "consulting;magic"),
        ("countries", "1984-01-07", "1984-02-30"),
        ("countries", "capital_en", "capital_of_tomorrow"),
    ],
)
def test_a_bad_code_or_value_fails_the_build(file: str, old: str, new: str) -> None:
    with pytest.raises(MachineError, match="damaged-reference"):
        load_reference(changed(file, old, new))
