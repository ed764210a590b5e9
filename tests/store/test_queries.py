"""Lists: what is selected, counted and sorted by the database, and the rows of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from ascn_desk.base.errors import UsageError
from ascn_desk.store.queries import Selection, Shown, count, keys, page, reference_titles, rows_with
from tests.support.shown_desk import ShownDesk

HANOI = "office/emb-vn"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ShownDesk]:
    made = ShownDesk(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.fixture
def cases(desk: ShownDesk) -> ShownDesk:
    """Four cases of two companies, the third of them hidden."""
    desk.put("company", "hitachi", {"name_ja": "日立製作所", "name_en": "Hitachi", "reading": "ひたちせいさくしょ"})
    desk.put("company", "aoki", {"name_ja": "青木建設", "name_en": "Aoki", "reading": "あおきけんせつ"})
    desk.put("case", "k1", {"company": "hitachi", "summary": "都市鉄道信号", "status": "new"}, HANOI)
    solved = {"company": "aoki", "summary": "水処理", "status": "solved", "next_due": "2026-12-01"}
    desk.put("case", "k2", solved, HANOI)
    desk.put("case", "k3", {"company": "aoki", "summary": "道路"}, HANOI, hidden=True)
    desk.put("case", "k4", {"company": "hitachi", "summary": "港湾", "next_due": "2026-11-20"}, "country/vn")
    return desk


def listed(desk: ShownDesk, limit: int | None = None, offset: int = 0, **wanted: Any) -> tuple[int, list[str]]:
    with desk.reading() as connection:
        total, rows = page(connection, desk.tables, Selection(kind="case", **wanted), limit, offset)
        return total, [row.id for row in rows]


def test_the_newest_here_comes_first_and_hidden_records_are_left_out(cases: ShownDesk) -> None:
    assert listed(cases) == (3, ["k4", "k2", "k1"])
    assert listed(cases, descending=True) == (3, ["k1", "k2", "k4"])


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"company": "hitachi"}, ["k4", "k1"]),
        ({"company": ["hitachi", "aoki"], "status": "new"}, ["k1"]),
        ({"next_due": None}, ["k1"]),
        ({"id": "k2"}, ["k2"]),
        ({"id": ["k1", "k2", "k3"], "channel": HANOI}, ["k2", "k1"]),
        ({"channel": "country/vn"}, ["k4"]),
        ({"company": []}, []),
    ],
)
def test_records_are_selected_by_their_values(cases: ShownDesk, where: Mapping[str, Any], found: list[str]) -> None:
    assert listed(cases, where=where) == (len(found), found)


def test_values_can_be_left_out_and_days_bounded(cases: ShownDesk) -> None:
    assert listed(cases, without={"status": ["solved"]})[1] == ["k4", "k1"]
    assert listed(cases, until={"next_due": "2026-11-20"})[1] == ["k4"]
    assert listed(cases, since={"next_due": "2026-11-21"})[1] == ["k2"]


def test_members_of_sets_are_selected_one_by_one(desk: ShownDesk) -> None:
    desk.put("case", "k1", {"other_companies": ["aoki", "hitachi"]})
    desk.put("case", "k2", {"other_companies": ["aoki"]})
    desk.put("case", "k3", {})
    assert listed(desk, where={"other_companies": "hitachi"})[1] == ["k1"]
    assert listed(desk, where={"other_companies:aoki": True})[1] == ["k2", "k1"]
    assert listed(desk, where={"other_companies:hitachi": False})[1] == ["k3", "k2"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("鉄道", ["k1"]), ("日立", ["k4", "k1"]), ("hitachi 港", ["k4"]), ("ひたち 鉄道", ["k1"]), ("日立 水", []),
        ("、", []),
        ("", ["k4", "k2", "k1"]),
    ],
)  # fmt: skip
def test_a_word_is_looked_for_in_texts_and_in_the_names_of_what_a_case_refers_to(
    cases: ShownDesk, typed: str, found: list[str]
) -> None:
    assert listed(cases, text=typed)[1] == found


@pytest.mark.parametrize(
    ("sort", "ascending", "descending"),
    [
        ("company", ["k2", "k4", "k1"], ["k4", "k1", "k2"]),
        ("status", ["k1", "k2", "k4"], ["k2", "k1", "k4"]),
        ("next_due", ["k4", "k2", "k1"], ["k2", "k4", "k1"]),
        ("id", ["k1", "k2", "k4"], ["k4", "k2", "k1"]),
        ("channel", ["k4", "k2", "k1"], ["k2", "k1", "k4"]),
        ("made_at", ["k4", "k2", "k1"], ["k4", "k2", "k1"]),
    ],
)
def test_lists_sort_as_people_read_and_what_is_empty_comes_last(
    cases: ShownDesk, sort: str, ascending: list[str], descending: list[str]
) -> None:
    assert listed(cases, sort=sort)[1] == ascending
    assert listed(cases, sort=sort, descending=True)[1] == descending


def test_names_sort_by_their_reading_numbers_by_size_and_choices_by_their_place(desk: ShownDesk) -> None:
    desk.put("company", "hitachi", {"name_ja": "日立製作所", "reading": "ひたち", "size_band": "large"})
    desk.put("company", "aoki", {"name_ja": "青木建設", "reading": "あおき", "size_band": "small"})
    desk.put("choice", "size-band--small", {"list": "size_band", "code": "small", "sort_order": 1})
    desk.put("choice", "size-band--large", {"list": "size_band", "code": "large", "sort_order": 2})
    desk.put("city", "a", {"latitude": "9.5", "population": 900})
    desk.put("city", "b", {"latitude": "21.0", "population": 1000})
    for kind, sort, found in (
        ("company", "name_ja", ["aoki", "hitachi"]),
        ("company", "size_band", ["aoki", "hitachi"]),
        ("city", "latitude", ["a", "b"]),
        ("city", "population", ["a", "b"]),
    ):
        with desk.reading() as connection:
            rows = page(connection, desk.tables, Selection(kind=kind, sort=sort))[1]
        assert [row.id for row in rows] == found


def test_a_field_that_a_kind_does_not_have_is_named(cases: ShownDesk) -> None:
    for wanted in ({"sort": "colour"}, {"where": {"colour": "red"}}, {"since": {"colour": "red"}}):
        with pytest.raises(UsageError, match=r"unknown-field.*colour"):
            listed(cases, **wanted)


def test_a_page_tells_how_many_there_are_in_all(cases: ShownDesk) -> None:
    assert listed(cases, 2) == (3, ["k4", "k2"])
    assert listed(cases, 2, 2) == (3, ["k1"])
    assert listed(cases, 2, 9) == (3, [])


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"id": "k1"},
        {"id": "k3"},
        {"id": "not-here"},
        {"company": "hitachi"},
        {"company": "hitachi", "status": "new"},
        {"id": "k1", "company": "aoki"},
        {"other_companies": "aoki"},
    ],
    ids=str,
)
def test_rows_with_values_are_those_of_the_page_that_selects_by_them(
    cases: ShownDesk, where: Mapping[str, str]
) -> None:
    cases.put("case", "k5", {"company": "hitachi", "other_companies": ["aoki"]}, HANOI)
    cases.put("case", "k1", {"company": "hitachi", "summary": "another"}, "country/vn")
    with cases.reading() as connection:
        plain = page(connection, cases.tables, Selection(kind="case", where=where))[1]
        found = rows_with(connection, cases.tables, "case", where)
    assert sorted(found, key=lambda row: row.key) == sorted(plain, key=lambda row: row.key)


def test_rows_with_values_of_a_field_that_a_kind_does_not_have_are_refused(cases: ShownDesk) -> None:
    with cases.reading() as connection, pytest.raises(UsageError, match=r"unknown-field.*colour"):
        rows_with(connection, cases.tables, "case", {"colour": "red"})


def test_a_row_has_every_value_and_the_names_of_what_it_refers_to(cases: ShownDesk) -> None:
    cases.put("choice", "case-category--trouble", {"list": "case_category", "code": "trouble", "name_ja": "トラブル"})
    values = {"category": "trouble", "sensitive": True, "supporting_offices": ["emb-vn"], "company": "hitachi"}
    cases.put("case", "k9", {**values, "city": "not-here"}, HANOI)
    row, names = first(cases)
    assert row.values["sensitive"] is True
    assert row.values["supporting_offices"] == ("emb-vn",)
    assert row.values["other_companies"] == ()
    assert row.values["summary"] is None
    assert row.channel == HANOI
    assert names == {("company", "hitachi"): "日立製作所", ("choice", "case-category--trouble"): "トラブル"}


def first(desk: ShownDesk) -> tuple[Shown, dict[tuple[str, str], str]]:
    with desk.reading() as connection:
        row = page(connection, desk.tables, Selection(kind="case"), 1)[1][0]
        return row, reference_titles(connection, desk.tables, [row], "ja")


DUE = st.sampled_from(["2026-11-20", "2026-11-24", "2026-12-01", None])
ROWS = st.lists(st.tuples(st.sampled_from(["new", "solved", None]), DUE, st.booleans()), max_size=8)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.integers(0, 4), st.integers(0, 4), st.booleans())
def test_a_list_is_what_a_plain_reading_of_the_rows_gives(
    desk: ShownDesk, made: list[tuple[str | None, str | None, bool]], limit: int, offset: int, descending: bool
) -> None:
    desk.clear()
    for number, (status, due, hidden) in enumerate(made):
        desk.put("case", f"k{number}", {"status": status, "next_due": due}, hidden=hidden)
    wanted = Selection(kind="case", without={"status": ["solved"]}, sort="next_due", descending=descending)
    fits = [(due, number) for number, (status, due, hidden) in enumerate(made) if status != "solved" and not hidden]
    fits.sort(key=lambda each: -each[1])
    filled = sorted((each for each in fits if each[0]), key=lambda each: each[0] or "", reverse=descending)
    if descending:
        filled = sorted(filled, key=lambda each: each[0] or "", reverse=True)
    expected = [f"k{number}" for _, number in (*filled, *(each for each in fits if not each[0]))]
    with desk.reading() as connection:
        total, rows = page(connection, desk.tables, wanted, limit, offset)
        assert count(connection, desk.tables, wanted) == total == len(expected)
    assert [row.id for row in rows] == expected[offset : offset + limit]


@pytest.mark.parametrize(
    "wanted",
    [
        Selection(kind="case"),
        Selection(kind="case", without={"status": ["solved"]}, sort="next_due"),
        Selection(kind="case", without={"status": ["solved"]}, until={"next_due": "2026-11-23"}, sort="next_due"),
        Selection(kind="case", where={"company": "hitachi"}),
        Selection(kind="case", where={"city": "vn-hanoi"}),
        Selection(kind="log_entry", where={"case": "k1"}),
        Selection(kind="follow_up", where={"of_id": "k1"}),
    ],
    ids=lambda wanted: "-".join((wanted.kind, *wanted.where, *wanted.without, *wanted.until)),
)
def test_lists_that_are_always_open_read_an_index_and_never_all_rows(desk: ShownDesk, wanted: Selection) -> None:
    statements: list[str] = []
    with desk.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *given: statements.append(explained(given)))
        keys(connection, desk.tables, wanted, 100)
        plans = [row[3] for each in tuple(statements) for row in connection.exec_driver_sql(each)]
    assert any("INDEX" in plan for plan in plans), plans
    assert not any(plan == f"SCAN shown_{wanted.kind}" for plan in plans), plans


@pytest.mark.parametrize("where", [{"id": "k1"}, {"company": "hitachi"}, {"city": "vn-hanoi"}], ids=str)
def test_rows_with_values_are_found_by_an_index(desk: ShownDesk, where: Mapping[str, str]) -> None:
    statements: list[str] = []
    with desk.reading() as connection:
        event.listen(connection, "before_cursor_execute", lambda *given: statements.append(explained(given)))
        rows_with(connection, desk.tables, "case", where)
        plans = [row[3] for each in tuple(statements) for row in connection.exec_driver_sql(each)]
    assert plans and not any(plan.startswith("SCAN") for plan in plans), plans


def explained(given: tuple[Any, ...]) -> str:
    """The statement that tells how another would be done, its values filled in."""
    statement, parameters = given[2], given[3]
    for value in parameters:
        statement = statement.replace("?", repr(value), 1)
    return f"EXPLAIN QUERY PLAN {statement}"
