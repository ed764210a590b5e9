"""Lists as Excel files and blank forms, from real desks: exactly the records seen, in words, ready to come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ascn_desk.base.errors import CorrectableError, MachineError, UsageError
from ascn_desk.base.words import set_language
from ascn_desk.operations import sheets
from ascn_desk.operations.desk import Desk
from tests.support.made_desk import make_desk, put

CASE = {
    "company": "nippon-koei",
    "category": "trouble",
    "city": "vn-hanoi",
    "summary": "練習：=1+1",
    "received_on": "2026-10-02",
    "status": "waiting",
}


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    set_language("ja")
    yield
    set_language("en")


@pytest.fixture
def embassy(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "embassy", "emb-vn")
    yield desk
    desk.close()


def rows(path: Path) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    return [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=2)]


def listed(path: Path, key: str) -> list[str]:
    """The words that the drop-down of a list offers."""
    sheet = openpyxl.load_workbook(path)["_lists"]
    place = [cell.value for cell in sheet[1]].index(key) + 2
    return [str(row[place - 1].value) for row in sheet.iter_rows(min_row=2) if row[place - 1].value is not None]


def test_cases_are_exported_in_words_with_dates_as_dates(embassy: Desk, tmp_path: Path) -> None:
    put(embassy, "case", CASE)
    out = tmp_path / "cases.xlsx"
    assert sheets.export_sheet(embassy, "case", out) == 1
    (row,) = rows(out)
    assert (row["企業"], row["区分"], row["都市"], row["状況"]) == ("日本工営", "トラブル", "ハノイ", "先方待ち")
    assert (row["概要"], row["受付日"]) == ("練習：=1+1", datetime(2026, 10, 2))


def test_the_words_are_those_of_the_language(embassy: Desk, tmp_path: Path) -> None:
    put(embassy, "case", CASE)
    set_language("en")
    sheets.export_sheet(embassy, "case", tmp_path / "cases.xlsx")
    (row,) = rows(tmp_path / "cases.xlsx")
    assert (row["Company"], row["Status"]) == ("Nippon Koei", "Waiting for the other side")


def test_what_was_seen_goes_with_each_record(embassy: Desk, tmp_path: Path) -> None:
    case = put(embassy, "case", CASE)
    sheets.export_sheet(embassy, "case", tmp_path / "cases.xlsx")
    (hidden,) = openpyxl.load_workbook(tmp_path / "cases.xlsx")["_records"].iter_rows(min_row=2, values_only=True)
    assert hidden[1:] == (case, "office/emb-vn", f"{embassy.desk}:1")


def test_exactly_the_records_of_the_list_come_in_its_order(embassy: Desk, tmp_path: Path) -> None:
    for number, city in enumerate(("vn-hanoi", "vn-da-nang", "vn-hanoi")):
        day = f"2026-10-0{number + 1}"
        put(embassy, "case", {**CASE, "city": city, "summary": f"練習 {number}", "received_on": day})
    out = tmp_path / "cases.xlsx"
    wanted = {"where": {"city": "vn-hanoi"}, "sort": "received_on", "descending": True}
    assert sheets.export_sheet(embassy, "case", out, **wanted) == 2  # type: ignore[arg-type]
    assert [row["概要"] for row in rows(out)] == ["練習 2", "練習 0"]
    assert sheets.export_sheet(embassy, "case", out, text="ダナン") == 1


def test_every_shipped_kind_of_the_reference_data_exports_whole(embassy: Desk, tmp_path: Path) -> None:
    for kind, least in (("company", 80), ("project", 100), ("city", 50), ("facility", 20), ("choice", 150)):
        out = tmp_path / f"{kind}.xlsx"
        count = sheets.export_sheet(embassy, kind, out)
        assert count == len(rows(out)) >= least


def test_the_same_records_and_instant_give_the_same_bytes(embassy: Desk, tmp_path: Path) -> None:
    for name in ("a", "b"):
        sheets.export_sheet(embassy, "company", tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_blank_form_offers_what_is_known_here(embassy: Desk, tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    sheets.template(embassy, "case", out)
    assert listed(out, "list:case_category")[:2] == ["是正申入れ", "トラブル"]
    companies = listed(out, "kind:company")
    assert "日本工営" in companies and len(companies) > 80
    assert companies.index("日本工営") > companies.index("清水建設")


@pytest.mark.parametrize(
    ("error", "code", "asked"),
    [
        (CorrectableError, "unknown-kind", {"kind": "town"}),
        (UsageError, "unknown-field", {"kind": "case", "where": {"town": "x"}}),
        (UsageError, "unknown-field", {"kind": "case", "sort": "town"}),
    ],
)
def test_what_there_is_not_is_refused_and_leaves_no_file(
    embassy: Desk, tmp_path: Path, error: type[CorrectableError], code: str, asked: dict[str, Any]
) -> None:
    out = tmp_path / "cases.xlsx"
    with pytest.raises(error, match=code):
        sheets.export_sheet(embassy, out=out, **asked)
    assert not out.exists()


def test_a_folder_that_is_not_there_is_told(embassy: Desk, tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cannot-write"):
        sheets.export_sheet(embassy, "case", tmp_path / "absent" / "cases.xlsx")
