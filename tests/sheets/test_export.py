"""Excel files: what is in the cells, what comes back, what is hidden, how it prints."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import Language
from ascn_desk.domain.kinds import KINDS
from ascn_desk.sheets import export
from ascn_desk.sheets.export import write_sheet, write_template
from ascn_desk.sheets.layout import COLUMN_TABLE_ROW, HIDDEN_SHEETS, split_key

NAMES = {
    ("company", "hitachi"): "日立製作所",
    ("company", "nec"): "NEC",
    ("company", "nec-2"): "NEC",
    ("city", "vn-hanoi"): "ハノイ市",
    ("office", "emb-vn"): "在ベトナム日本国大使館",
}
WORDS = {("case_category", "redress"): "是正申入れ", ("limit", "restrict-forward"): "転送禁止"}
CASE = {
    "id": "0193-a",
    "channel": "office/emb-vn",
    "seen": "abc:4",
    "reference": "HAN-26-K3F7",
    "company": "hitachi",
    "other_companies": ["nec", "nec-2"],
    "category": "redress",
    "summary": '=HYPERLINK("http://x")',
    "details": "一行目\r\n二行目\x07 tab\t end",
    "received_on": "2026-11-24",
    "status": "in-progress",
    "status_on": "2026-11-20",
    "sensitive": True,
    "limits:restrict-forward": True,
    "limits:restrict-copy": False,
}


def name(kind: str, record_id: str) -> str:
    return NAMES.get((kind, record_id), record_id)


def word(list_name: str, code: str) -> str:
    return WORDS.get((list_name, code), code)


def written(kind: str, rows: list[dict[str, Any]], lang: Language = "ja", **more: Any) -> io.BytesIO:
    out = io.BytesIO()
    count = write_sheet(KINDS[kind], rows, lang, more.pop("title", "案件一覧"), out, name, words=word, **more)
    assert count == len(rows)
    out.seek(0)
    return out


def opened(kind: str, rows: list[dict[str, Any]], **more: Any) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(written(kind, rows, **more))
    return book, book.worksheets[0]


def cells(sheet: Worksheet, row: int = 2) -> dict[str, Any]:
    heads = [str(cell.value) for cell in sheet[1]]
    return dict(zip(heads, [cell.value for cell in sheet[row]], strict=True))


def test_a_record_is_a_row_of_words_dates_and_texts() -> None:
    _, sheet = opened("case", [CASE])
    row = cells(sheet)
    assert row["案件番号"] == "HAN-26-K3F7"
    assert row["企業"] == "日立製作所"
    assert row["区分"] == "是正申入れ"
    assert row["状況"] == "対応中"
    assert row["受付日"] == datetime(2026, 11, 24)
    assert row["要配慮"] == "はい"
    assert row["取扱制限"] == "転送禁止"
    assert row["次の対応"] is None


def test_the_words_are_those_of_the_language() -> None:
    book, sheet = opened("case", [CASE], lang="en", title="Cases")
    row = cells(sheet)
    assert (row["Status"], row["Sensitive"]) == ("In progress", "Yes")
    assert book.sheetnames[0] == "Support cases"


def test_no_text_becomes_a_formula_a_link_or_a_number() -> None:
    texts = [
        "=1+1",
        "+84-24-3000",
        "-2",
        "@SUM(A1)",
        "007",
        "http://example.org",
        "_x0041_",
        " 前後の空白 ",
        "1e5",
    ]
    rows = [
        {"id": f"c{number}", "channel": "reference", "name_ja": each} for number, each in enumerate(texts)
    ]
    content = written("company", rows)
    sheet = openpyxl.load_workbook(content).worksheets[0]
    place = [cell.value for cell in sheet[1]].index("企業名(日)")
    for number, each in enumerate(texts, 2):
        cell = sheet.cell(number, place + 1)
        assert unescape(str(cell.value)) == each  # _x0041_ would be the letter A to Excel, so it is escaped
        assert cell.data_type == "s" and cell.hyperlink is None
    with zipfile.ZipFile(content) as archive:
        sheets = [archive.read(each) for each in archive.namelist() if each.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in each for each in sheets)


def test_control_characters_go_and_line_ends_are_one() -> None:
    _, sheet = opened("case", [CASE])
    assert cells(sheet)["詳細"] == "一行目\n二行目 tab\t end"
    _, sheet = opened("case", [{**CASE, "summary": "a\ud800b\x00\x1fc\ufffe"}])
    assert cells(sheet)["概要"] == "abc"


def test_names_that_are_alike_carry_their_id_so_that_each_comes_back() -> None:
    book, sheet = opened("case", [CASE])
    assert cells(sheet)["関係企業"] == "NEC\nNEC (nec-2)"
    assert ("nec-2", "NEC (nec-2)") in listed(book, "kind:company")


def listed(book: openpyxl.Workbook, key: str) -> list[tuple[str, str]]:
    sheet = book["_lists"]
    heads = [cell.value for cell in sheet[1]]
    place = heads.index(key) + 1
    rows = range(2, sheet.max_row + 1)
    pairs = [(sheet.cell(row, place).value, sheet.cell(row, place + 1).value) for row in rows]
    return [(str(code), str(words)) for code, words in pairs if code is not None]


def test_numbers_are_numbers_where_excel_keeps_all_their_digits() -> None:
    city = {
        "id": "x", "channel": "reference", "name_en": "X", "country": "vn", "population": 1_234_567,
        "latitude": "21.0245", "longitude": "105.84121234567890123", "ascn_since": 2018,
    }  # fmt: skip
    _, sheet = opened("city", [city])
    row = cells(sheet)
    assert row["人口"] == 1_234_567
    assert row["緯度"] == 21.0245
    assert row["経度"] == "105.84121234567890123"
    assert row["ASCN参加年"] == 2018


def test_money_is_shown_in_the_units_people_write() -> None:
    rows = [
        {"id": "a", "channel": "reference", "amount": 123_456, "currency": "USD"},
        {"id": "b", "channel": "reference", "amount": 123_456, "currency": "JPY"},
        {"id": "c", "channel": "reference", "amount": 2**53 - 1, "currency": "JPY"},
    ]
    _, sheet = opened("financing", rows)
    assert [cells(sheet, row)["金額"] for row in (2, 3, 4)] == [1234.56, 123_456, "9007199254740991"]


def test_days_before_excels_calendar_stay_texts_and_local_times_are_times() -> None:
    items = [
        {"id": "a", "channel": "office/hq", "starts_at": "2026-12-05T09:30", "ends_at": "1899-01-01T00:00"},
        {"id": "b", "channel": "office/hq", "starts_at": "at dawn"},
    ]
    _, sheet = opened("programme_item", items)
    assert cells(sheet)["開始"] == datetime(2026, 12, 5, 9, 30)
    assert cells(sheet)["終了"] == "1899-01-01T00:00"
    assert cells(sheet, 3)["開始"] == "at dawn"
    assert cells(sheet, 3)["終了"] is None
    _, sheet = opened("case", [{**CASE, "received_on": "1868-01-03"}])
    assert cells(sheet)["受付日"] == "1868-01-03"


def test_the_key_of_a_record_moves_with_its_row_and_is_hidden() -> None:
    _, sheet = opened("case", [CASE])
    assert sheet["A1"].value == "key"
    assert split_key(str(sheet["A2"].value)) == ("0193-a", "office/emb-vn")
    assert sheet.column_dimensions["A"].hidden


def test_hidden_sheets_say_what_the_file_is_and_what_was_seen() -> None:
    book, _ = opened("case", [CASE], app="ascn-desk 1.0.0")
    assert tuple(book.sheetnames[1:]) == HIDDEN_SHEETS
    assert all(book[each].sheet_state == "hidden" for each in HIDDEN_SHEETS)
    meta = {
        row[0].value: row[1].value for row in book["_ascn"].iter_rows(max_row=COLUMN_TABLE_ROW, max_col=2)
    }
    assert meta["format"] == 1 and meta["kind"] == "case" and meta["rows"] == 1
    assert meta["app"] == "ascn-desk 1.0.0" and meta["language"] == "ja"
    columns = [
        row[0].value
        for row in book["_ascn"].iter_rows(min_row=COLUMN_TABLE_ROW + 1, max_col=1)
        if row[0].value
    ]
    assert columns[:3] == ["reference", "company", "summary"]
    assert [cell.value for cell in book["_records"][2]] == [
        "office/emb-vn 0193-a", "0193-a", "office/emb-vn", "abc:4",
    ]  # fmt: skip


def test_columns_may_be_those_that_are_seen() -> None:
    _, sheet = opened("case", [CASE], fields=["summary", "company"])
    assert [cell.value for cell in sheet[1]] == ["key", "概要", "企業"]


def test_choices_drop_down_from_a_hidden_sheet_and_offer_what_is_offered() -> None:
    book, sheet = opened(
        "case", [CASE], offered={"case_category": ["redress", "trouble"]}, targets={"city": ["vn-hanoi"]}
    )
    validations = {str(each.sqref).split(":")[0]: each for each in sheet.data_validations.dataValidation}
    by_head = {cell.value: validations[f"{cell.column_letter}2"] for cell in sheet[1][1:]}
    category = by_head["区分"]
    assert category.type == "list" and category.formula1.startswith("_lists!$")
    assert by_head["受付日"].type == "date"
    assert by_head["概要"].type == "textLength" and by_head["概要"].formula1 == "200"
    assert by_head["関係企業"].type is None
    assert listed(book, "list:case_category") == [("redress", "是正申入れ"), ("trouble", "trouble")]
    assert listed(book, "kind:city") == [("vn-hanoi", "ハノイ市")]
    assert listed(book, "flag") == [("true", "はい"), ("false", "いいえ")]
    first, last = category.formula1.split("!")[1].replace("$", "").split(":")
    offered = [cell[0].value for cell in book["_lists"][f"{first}:{last}"]]
    assert offered == ["是正申入れ", "trouble"]


def test_the_file_prints_landscape_with_its_head_repeated_and_its_marking() -> None:
    book, sheet = opened("case", [CASE], title="R&D 一覧")
    assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and int(sheet.page_setup.fitToHeight) == 0
    assert sheet.oddHeader.left.text == "R&&D 一覧"
    assert sheet.oddHeader.right.text == "機密性2情報・転送禁止"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    assert book.properties.category == "機密性2情報・転送禁止"


@pytest.mark.parametrize(
    ("grades", "marking"),
    [
        (["public"], "公開"),
        (["public", None], "機密性1情報"),
        (["care", "public"], "取扱注意"),
        (["of-tomorrow"], "機密性2情報"),
    ],
)
def test_the_marking_is_the_highest_grade_of_what_the_file_contains(grades: list[str], marking: str) -> None:
    rows = [{"id": f"c{n}", "channel": "reference", "grade": grade} for n, grade in enumerate(grades)]
    _, sheet = opened("city", rows)
    assert sheet.oddHeader.right.text == marking


def test_limits_may_come_as_members() -> None:
    _, sheet = opened("city", [{"id": "c", "channel": "reference", "limits": ["restrict-forward"]}])
    assert sheet.oddHeader.right.text == "機密性1情報・転送禁止"


def test_a_long_title_leaves_room_for_the_marking() -> None:
    _, sheet = opened("case", [CASE], title="&" * 400)
    assert sheet.oddHeader.right.text.startswith("機密性2情報")
    assert len(sheet.oddHeader.left.text) % 2 == 0


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_template_that_opens(kind: str) -> None:
    for lang in ("ja", "en"):
        out = io.BytesIO()
        write_template(KINDS[kind], lang, out, name, words=word)  # type: ignore[arg-type]
        out.seek(0)
        sheet = openpyxl.load_workbook(out).worksheets[0]
        assert sheet.max_row == 1 and sheet.max_column > 1
        assert all(str(each.sqref).endswith("1001") for each in sheet.data_validations.dataValidation)


def test_another_reader_reads_the_same() -> None:
    book = CalamineWorkbook.from_filelike(written("case", [CASE]))
    head, row = book.get_sheet_by_index(0).to_python()
    found = dict(zip(head, row, strict=True))
    assert found["企業"] == "日立製作所" and found["受付日"] == date(2026, 11, 24)
    assert found["概要"] == CASE["summary"]


def test_the_same_records_give_the_same_bytes() -> None:
    assert written("case", [CASE]).getvalue() == written("case", [CASE]).getvalue()
    made = datetime(2026, 11, 24, 9, 30)
    book, _ = opened("case", [CASE], made_at=made)
    assert book.properties.created == made


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "cases.xlsx"
    assert write_sheet(KINDS["case"], [CASE], "ja", "案件一覧", out, name) == 1
    before = out.read_bytes()
    monkeypatch.setattr(export, "LAST_ROW", 1)
    with pytest.raises(CorrectableError, match="sheet-too-long"):
        write_sheet(KINDS["case"], [CASE, CASE], "ja", "案件一覧", out, name)
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_text_that_no_cell_holds_has_no_column() -> None:
    _, sheet = opened("purge", [{"id": "p", "channel": "office/emb-vn", "n": 4}])
    assert "残す骨格" not in cells(sheet)
    assert cells(sheet)["番号"] == 4


def test_the_longest_text_is_kept_whole() -> None:
    _, sheet = opened("case", [{**CASE, "details": "案" * 20_000}])
    assert cells(sheet)["詳細"] == "案" * 20_000
