"""How values are arranged, typed and shown, without any window."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from ascn_desk.base.words import set_language
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Row
from ascn_desk.ui.forms.arrangement import COLUMNS, sections
from ascn_desk.ui.forms.local_time import read_local_time, show_local_time
from ascn_desk.ui.forms.offers import Offer, lists_of, offers_of, open_codes
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.screens.cases.columns import Layout, cells
from ascn_desk.ui.screens.cases.marks import short_reference, status_mark
from ascn_desk.ui.screens.cases.timeline import short_day

TODAY = date(2026, 11, 24)
CASE = KINDS["case"]


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_form_has_every_field_once_and_rows_fit(kind: str) -> None:
    declared = [each.name for each in KINDS[kind].fields.values() if not each.by_program]
    placed = [place for section in sections(KINDS[kind]) for place in section.places]

    assert sorted(place.field.name for place in placed) == sorted(declared)
    assert all(1 <= place.span <= COLUMNS for place in placed)


def test_a_group_begins_a_row_of_its_own() -> None:
    places = {place.field.name: place for section in sections(CASE) for place in section.places}
    assert places["status"].begins_row and not places["status_on"].begins_row
    assert places["next_action"].begins_row


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12/5 9:30", "2026-12-05T09:30"),
        ("12/5 14時", "2026-12-05T14:00"),
        ("2026-12-05T09:30", "2026-12-05T09:30"),
        ("金 14時30分", "2026-11-27T14:30"),
        ("９：３０", "2026-11-24T09:30"),
        ("25:00", None),
        ("soon", None),
        ("xx 9:30", None),
    ],
)
def test_local_times_are_read_as_people_write_them(typed: str, meant: str | None) -> None:
    assert read_local_time(typed, TODAY) == meant


def test_local_times_are_shown_back() -> None:
    assert show_local_time("2026-12-05T09:30", "ja", TODAY) == "12/5(土) 09:30"
    assert show_local_time("odd", "ja", TODAY) == "odd"


def _choice(code: str, order: int, ended: str | None = None) -> Row:
    values = {"list": "medium", "code": code, "name_en": code.title(), "name_ja": f"和{code}", "sort_order": order,
              "disabled_on": ended}  # fmt: skip
    return Row("choice", f"medium--{code}", "reference", values)


def test_lists_come_in_their_order_and_what_ended_can_no_longer_be_taken() -> None:
    made = lists_of([_choice("web", 2), _choice("fax", 3, "2026-01-01"), _choice("phone", 1)], "ja", TODAY)
    field = CASE.fields["medium"]

    assert [each.title for each in offers_of(field, made, "ja")] == ["和phone", "和web"]
    assert [each.code for each in offers_of(field, made, "ja", ["fax"])] == ["phone", "web", "fax"]
    assert offers_of(field, made, "ja", ["new-one"])[-1] == Offer("new-one", "new-one", False)
    assert open_codes(made) == {"medium": {"phone", "web"}}


def test_values_are_shown_in_the_words_of_their_type() -> None:
    reader = Reader("ja", TODAY, {"limit": [Offer("restrict-copy", "複製禁止")]}, {"h": "日立製作所"})
    set_language("ja")
    values = {"company": "h", "status": "waiting", "next_due": "2026-11-27", "sensitive": True,
              "limits": ("restrict-copy",), "city": "gone"}  # fmt: skip

    def said(name: str) -> str:
        return reader.words(CASE, name, values)  # type: ignore[arg-type]

    assert (said("company"), said("status"), said("next_due")) == ("日立製作所", "先方待ち", "11/27(金)")
    assert (said("sensitive"), said("limits"), said("summary")) == ("はい", "複製禁止", "")
    assert said("city") == "（未受信：gone）"
    project = KINDS["project"]
    assert reader.words(project, "budget", {"budget": 5_000_000, "budget_currency": "JPY"}) == "JPY 5,000,000"
    assert reader.words(project, "fiscal_year", {"fiscal_year": 2026}) == "2026"


def test_a_change_of_a_set_says_what_came_or_went() -> None:
    reader = Reader("en", TODAY, {"limit": [Offer("restrict-copy", "No copying")]})
    assert reader.change_words(CASE, "limits:restrict-copy", True) == ("Handling limits", "added: No copying")
    assert reader.change_words(CASE, "next_action", None) == ("Next action", "(empty)")
    assert reader.change_words(CASE, "of_a_later_version", 3) == ("of_a_later_version", "3")


@pytest.mark.parametrize(("lang", "said"), [("ja", "東京都"), ("en", "Tokyo")])
def test_a_head_office_is_said_in_the_language_that_is_read(lang: Literal["ja", "en"], said: str) -> None:
    reader = Reader(lang, TODAY)
    company = KINDS["company"]
    assert reader.words(company, "prefecture", {"prefecture": "Tokyo"}) == said
    assert reader.value_words(company.fields["prefecture"], "東京都") == said
    assert reader.change_words(company, "prefecture", "Tokyo")[1] == said


def test_the_row_of_a_late_case_says_so() -> None:
    columns = Layout().columns()
    values = {"reference": "HAN-26-K3F7", "summary": "x", "status": "new", "next_due": "2026-11-20", "company": "h"}
    row = Row("case", "1", "office/x", values, {"h": "Hitachi"})
    shown = cells(row, columns, Reader("en", TODAY), whole_numbers=False)

    assert [str(getattr(each, "words", getattr(each, "word", each))) for each in shown] == [
        "1", "K3F7", "Hitachi", "x", "New", "20 Nov",
    ]  # fmt: skip
    assert shown[-1].tone is not None  # type: ignore[attr-defined]


def test_an_unknown_status_is_shown_as_it_is() -> None:
    assert status_mark("paused").word == "paused"
    assert status_mark(None).word == "New"
    assert short_reference("HAN-26-K3F7") == "K3F7"


def test_days_of_the_timeline_have_no_weekday() -> None:
    set_language("ja")
    assert short_day("2026-11-20", TODAY) == "11/20"
    assert short_day("2026-11-20T03:00:00Z", TODAY) == "11/20"
    assert short_day("odd", TODAY) == "odd"
