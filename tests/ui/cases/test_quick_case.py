from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.operations import cases, drafts, lists
from ascn_desk.operations.desk import Desk
from ascn_desk.ui.forms import RecordPanel
from ascn_desk.ui.parts import Banner
from ascn_desk.ui.screens.quick_case import QuickCase
from ascn_desk.ui.session import Session
from tests.support.hands import Hands
from tests.ui.cases.conftest import Said, Window, case_named

MOST_KEYS = 14


def _open(session: Session, window: Window, hands: Hands) -> QuickCase:
    quick = QuickCase(session, window)
    quick.open()
    hands.settle()
    return quick


def _newest(desk: Desk) -> dict[str, object]:
    return dict(lists.list_records(desk, "case", limit=1).rows[0].values)


def test_a_case_is_logged_by_at_most_fourteen_keys_besides_text(
    session: Session, window: Window, hands: Hands, said: Said, desk: Desk
) -> None:
    _open(session, window, hands)
    hands.keys = 1  # Ctrl+N opened it
    hands.compose("にち")
    hands.keys += 1  # Enter, by which the input method commits
    hands.commit("日立")
    hands.settle()
    hands.press("Return")
    hands.press("2")
    hands.type("Local standard in the tender")
    hands.press("Tab")
    hands.type("Ask which clause")
    hands.press("Tab")
    hands.type("3d")
    hands.press("Ctrl+Return")

    values = _newest(desk)
    assert hands.keys <= MOST_KEYS
    assert values["summary"] == "Local standard in the tender"
    assert values["category"] == "trouble"
    assert values["next_action"] == "Ask which clause"
    assert values["next_due"] == "2026-11-27"
    assert values["received_on"] == "2026-11-24"
    assert said.toasts == [f"{values['reference']} is logged"]


def test_nothing_acts_while_an_input_method_composes(session: Session, window: Window, hands: Hands) -> None:
    quick = _open(session, window, hands)
    hands.compose("ひたち")
    hands.press("Return", "Down")

    assert hands.focus_name() == "quick-company-input"
    assert quick.isVisible()


def test_tab_goes_from_field_to_field_in_the_order_in_which_they_are_read(
    session: Session, window: Window, hands: Hands
) -> None:
    _open(session, window, hands)
    visited = [hands.focus_name()]
    for _ in range(4):
        hands.press("Tab")
        visited.append(hands.focus_name())

    assert visited == ["quick-company-input", "choice-redress", "quick-summary-input", "quick-next-input",
                       "quick-due-input"]  # fmt: skip


def test_the_due_date_is_shown_back_as_it_was_understood(session: Session, window: Window, hands: Hands) -> None:
    quick = _open(session, window, hands)
    due = quick.findChild(QWidget, "quick-due")
    assert due is not None
    due.setFocus()
    hands.type("月末")

    assert due.value().isoformat() == "2026-11-30"  # type: ignore[attr-defined]


def test_what_is_missing_is_said_at_its_field_and_nothing_is_saved(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    quick = _open(session, window, hands)
    before = lists.count_records(desk, "case")
    hands.press("Ctrl+Return")

    company = quick.findChild(QWidget, "quick-company")
    category = quick.findChild(QWidget, "quick-category-problem")
    assert company is not None and category is not None
    assert "Company is needed to save" in company.error()  # type: ignore[attr-defined]
    assert category.isVisible()
    assert hands.focus_name() == "quick-company-input"
    assert lists.count_records(desk, "case") == before


def test_a_company_that_is_not_there_is_made_with_the_case(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    _open(session, window, hands)
    hands.type("Quite New Works")
    hands.press("Return")
    hands.press("4")
    hands.type("Which forms are needed")
    assert cases.find_companies(desk, "Quite New Works") == ()
    hands.press("Ctrl+Return")

    made = cases.find_companies(desk, "Quite New Works")
    assert [each.id for each in made] == [_newest(desk)["company"]]


def test_saving_and_going_on_keeps_the_company_alone(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    quick = _open(session, window, hands)
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("The first")
    hands.press("Ctrl+Shift+Return")
    assert quick.isVisible()
    hands.press("3")
    hands.type("The second")
    hands.press("Ctrl+Return")

    first, second = case_named(desk, "The first").values, case_named(desk, "The second").values
    assert first["company"] == second["company"]
    assert (first["category"], second["category"]) == ("redress", "request")
    assert not drafts.drafts(desk)


def test_what_is_typed_is_a_draft_half_a_second_later(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    _open(session, window, hands)
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("Half a sent")
    QTest.qWait(520)
    hands.settle()

    (draft,) = drafts.drafts(desk)
    assert draft.form == "quick_case"
    assert draft.values["summary"] == "Half a sent"


def test_escape_closes_it_and_the_next_one_offers_the_draft(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    _open(session, window, hands)
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("Half a sentence")
    hands.press("Escape")
    assert len(drafts.drafts(desk)) == 1
    again = _open(session, window, hands)
    banner = again.findChild(Banner, "quick-draft")
    assert banner is not None
    banner.action_chosen.emit("resume")
    hands.settle()
    assert again.findChild(QWidget, "quick-summary").value() == "Half a sentence"  # type: ignore[union-attr]
    hands.press("Ctrl+Return")

    assert case_named(desk, "Half a sentence").values["category"] == "redress"
    assert not drafts.drafts(desk)


def test_a_company_typed_and_not_picked_is_kept_in_the_draft(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    _open(session, window, hands)
    hands.type("Kub")
    QTest.qWait(520)
    hands.press("Escape", "Escape")

    assert drafts.drafts(desk)[0].values["company"] == "~Kub"


def test_the_rest_unfolds_and_goes_into_the_case(session: Session, window: Window, hands: Hands, desk: Desk) -> None:
    _open(session, window, hands)
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("By telephone")
    hands.press("Alt+D")
    assert hands.focus_name() == "quick-medium"
    hands.press("T")
    hands.press("Tab")
    QApplication.focusWidget().selectAll()  # type: ignore[union-attr]
    hands.type("yesterday")
    hands.press("Ctrl+Return")

    values = case_named(desk, "By telephone").values
    assert (values["medium"], values["received_on"]) == ("phone", "2026-11-23")


def test_cases_like_it_are_shown_and_lead_there(
    session: Session, window: Window, hands: Hands, said: Said, desk: Desk
) -> None:
    quick = _open(session, window, hands)
    hands.type("hitachi")
    hands.press("Return")
    known = case_named(desk, "Approval of urban rail signals")
    similar = quick.findChild(QWidget, f"similar-{known.id}")
    assert similar is not None
    similar.click()  # type: ignore[attr-defined]
    hands.settle()

    assert said.opened == [("case", known.id, known.channel)]


def test_it_goes_on_in_the_form_of_all_fields(session: Session, window: Window, hands: Hands, desk: Desk) -> None:
    _open(session, window, hands)
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("A longer story")
    hands.press("Ctrl+E")
    panel = window.findChild(RecordPanel)
    assert panel is not None
    assert hands.focus_name() == "field-details-input"
    hands.type("With all its details")
    hands.press("Ctrl+Return")

    values = case_named(desk, "A longer story").values
    assert values["details"] == "With all its details"
    assert values["reference"]
    assert not drafts.drafts(desk)


def test_usual_words_begin_a_summary(session: Session, window: Window, hands: Hands) -> None:
    quick = _open(session, window, hands)
    hands.press("Ctrl+T")
    hands.press("Return")
    hands.type("permits")

    summary = quick.findChild(QWidget, "quick-summary")
    assert summary is not None
    assert summary.value() == "Question about the procedure for permits"  # type: ignore[attr-defined]


def test_what_went_on_in_the_form_of_all_fields_is_kept_when_that_is_closed(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    _open(session, window, hands)
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("A longer story")
    hands.press("Ctrl+E")
    hands.press("Escape")

    assert [each.values["summary"] for each in drafts.drafts(desk)] == ["A longer story"]


def test_a_due_date_that_is_none_is_said_at_the_date_alone(
    session: Session, window: Window, hands: Hands, desk: Desk
) -> None:
    quick = _open(session, window, hands)
    before = lists.count_records(desk, "case")
    hands.type("hitachi")
    hands.settle()
    hands.press("Return", "3")
    hands.type("Bus operators")
    hands.press("Tab")
    hands.type("Call the department of transport of the city about the lines")
    hands.press("Tab")
    hands.type("soonish")
    hands.press("Ctrl+Return")
    action, due = quick.findChild(QWidget, "quick-next"), quick.findChild(QWidget, "quick-due")
    assert action is not None and due is not None

    assert due.error() and not action.error()  # type: ignore[attr-defined]
    assert hands.focus_name() == "quick-due-input"
    assert lists.count_records(desk, "case") == before
