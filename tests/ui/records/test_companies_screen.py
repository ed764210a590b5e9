"""Companies: list and page, by keys, on a real desk."""

from __future__ import annotations

import pytest

from ascn_desk.base.words import set_language
from ascn_desk.operations import lists
from ascn_desk.ui import paint
from ascn_desk.ui.forms import RecordPanel
from ascn_desk.ui.parts import Timeline
from ascn_desk.ui.screens.companies import CompaniesScreen
from ascn_desk.ui.screens.companies.company_page import CompanyPage
from ascn_desk.ui.screens.companies.company_side import fits_check_digit
from tests.support.hands import RoomWindow
from tests.ui.records.conftest import COMPANY, Enter


def room(window: RoomWindow) -> CompaniesScreen:
    assert isinstance(window.room, CompaniesScreen)
    return window.room


def page(window: RoomWindow) -> CompanyPage:
    company = room(window).company()
    assert company is not None
    return company


def opened(enter: Enter, company: str = COMPANY) -> RoomWindow:
    window = enter(CompaniesScreen)
    room(window).open_record("company", company, "")
    window.settle()
    page(window).focus_first()
    return window


def test_typing_narrows_the_list_and_enter_opens_the_company(enter: Enter) -> None:
    window = enter(CompaniesScreen)
    window.press("/")
    window.type("hitachi")
    window.press("Return", "Return")
    assert page(window).data.view.record.id == COMPANY


def test_escape_goes_back_to_the_list(enter: Enter) -> None:
    window = opened(enter)
    window.press("Esc")
    assert room(window).company() is None and room(window).list.list.hasFocus()


def test_a_sector_narrows_the_list(enter: Enter) -> None:
    window = enter(CompaniesScreen)
    everything = room(window).list.list.rows().total()
    room(window).list._on_sector("energy")
    window.settle()
    assert 0 < room(window).list.list.rows().total() < everything
    window.press("Esc")
    assert room(window).list.list.rows().total() == everything


def test_the_page_tells_what_happened_newest_first(enter: Enter) -> None:
    window = opened(enter)
    timeline = window.part("company-timeline")
    assert isinstance(timeline, Timeline)
    kinds = [each.partition("|")[0] for each in timeline._ids()]
    assert kinds[:3] == ["case", "contact", "interest"]


def test_a_chip_shows_only_its_sort(enter: Enter) -> None:
    window = opened(enter)
    timeline = window.part("company-timeline")
    assert isinstance(timeline, Timeline)
    window.part("company-only-contact").setProperty("checked", True)
    assert {each.partition("|")[0] for each in timeline._ids()} == {"contact"}


def test_a_case_opens_in_its_room_and_a_contact_in_its_form(enter: Enter) -> None:
    window = opened(enter)
    case, contact = page(window).data.view.cases[0], page(window).data.view.contacts[0]
    page(window).record_asked.emit(f"case|{case.id}|{case.channel}")
    assert window.opened == [("case", case.id, case.channel)]
    page(window).record_asked.emit(f"contact|{contact.id}|{contact.channel}")
    window.settle()
    assert window.findChild(RecordPanel) is not None


def test_a_contact_is_added_by_one_key_and_a_name(enter: Enter) -> None:
    window = opened(enter)
    window.press("T")
    window.type("Yamada Hana")
    window.press("Ctrl+Return")
    names = {row.values["name"] for row in page(window).data.view.contacts}
    assert names == {"Suzuki Ken", "Yamada Hana"}


def test_a_new_company_of_a_mission_is_a_stub_and_says_so(enter: Enter) -> None:
    window = enter(CompaniesScreen)
    window.press("N")
    panel = window.findChild(RecordPanel)
    assert panel is not None
    editor = panel.form().editor("name_ja")
    editor.focus_target().setFocus()
    window.type("Practice Works")
    window.press("Ctrl+Return")
    assert page(window).data.view.record.channel == "country/vn"
    assert window.part("company-stub").isVisible()


def test_a_mission_suggests_on_what_headquarters_keeps_and_edits_its_own_stub(enter: Enter) -> None:
    window = opened(enter)
    window.press("E")
    suggested = window.findChild(RecordPanel)
    assert suggested is not None and suggested.accessibleName().startswith("New: ")
    window.press("Esc")
    rows = lists.list_records(window.session.desk, "company", limit=None).rows
    stub = next(row for row in rows if row.channel != "reference")
    room(window).open_record("company", stub.id, stub.channel)
    window.settle()
    page(window).focus_first()
    window.press("E")
    shown = [each for each in window.findChildren(RecordPanel) if each.isVisible()]
    assert shown[-1].accessibleName().startswith("Edit: ")


def test_a_contact_is_found_by_its_company(enter: Enter) -> None:
    window = enter(CompaniesScreen)
    contact = lists.list_records(window.session.desk, "contact", limit=1).rows[0]
    room(window).open_record("contact", contact.id, contact.channel)
    window.settle()
    assert page(window).data.view.record.id == COMPANY and page(window).tabs.current() == "contacts"


@pytest.mark.parametrize(("number", "fits"), [
    ("7010001008844", True), ("7010001008845", False), ("8010001008844", False), ("701000100884", False), ("x", False),
])  # fmt: skip
def test_the_check_digit_of_a_corporate_number(number: str, fits: bool) -> None:
    assert fits_check_digit(number) is fits


def test_the_check_digits_of_the_shipped_companies_fit(enter: Enter) -> None:
    window = enter(CompaniesScreen)
    rows = lists.list_records(window.session.desk, "company", limit=None).rows
    numbers = [str(row.values["corporate_number"]) for row in rows if row.values.get("corporate_number")]
    assert numbers and [each for each in numbers if not fits_check_digit(each)] == []


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_nothing_of_the_page_but_long_names_is_cut(enter: Enter, lang: str) -> None:
    set_language("ja" if lang == "ja" else "en")
    window = opened(enter)
    with paint.elisions() as cut:
        window.grab()
    assert cut == []
