"""Purging in the window: asked for where a value is read, confirmed by a second officer or declined, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.base import words
from ascn_desk.base.words import Language
from ascn_desk.operations import cases, history, lists, purging, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.purge_views import purge_overview
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts import LongTextField, Pressable
from ascn_desk.ui.screens.cases import CasesScreen
from ascn_desk.ui.screens.purging import PurgingScreen
from tests.support.hands import RoomWindow
from tests.support.trio import COUNTRY, Trio
from tests.ui.purging.conftest import PLAIN, SECRET, Enter
from tests.ui.trust.conftest import over, rows, said

WHY = "a person wished so"


def case_of(desk: Desk) -> str:
    """The id of the case."""
    return cases.list_cases(desk, "all").rows[0].id


def asked(desk: Desk, officer: str = "sato") -> str:
    """A request for the first entry of the case."""
    first = min(history.history(desk, "case", case_of(desk), COUNTRY), key=lambda each: each.n)
    entries = [(first.desk, first.n)]
    return purging.request(desk, "case", case_of(desk), entries=entries, why=WHY, officer=officer).id


def values(desk: Desk) -> str:
    """All that the history of the case says."""
    return str([dict(each.set) for each in history.history(desk, "case", case_of(desk), COUNTRY)])


def at_the_history(window: RoomWindow, desk: Desk) -> None:
    """Show the history of the case, its oldest entry current."""
    assert isinstance(window.room, CasesScreen)
    window.room.open_record("case", case_of(desk), COUNTRY)
    window.settle()
    window.press("H", "Tab", "End")


def test_a_purge_of_an_entry_is_asked_for_from_the_history(trio: Trio, enter: Enter) -> None:
    window = enter(trio.hq, CasesScreen)
    at_the_history(window, trio.hq)
    window.press("P")
    question = over(window, "purge")
    assert "This only asks." in said(question) and PLAIN in said(question)
    window.press("Ctrl+Return")
    why = window.part("purge-why")
    assert isinstance(why, LongTextField) and why.error()
    window.type(WHY)
    window.press("Ctrl+Return")

    (request,) = purging.purges(trio.hq).requests
    assert (request.by, request.why) == ("sato", WHY)
    first = min(history.history(trio.hq, "case", case_of(trio.hq), COUNTRY), key=lambda each: each.n)
    assert [(each.desk, each.n) for each in request.lines] == [(first.desk, first.n)]
    assert window.said == ["Asked for. A second officer has to confirm it in Purging."]
    assert SECRET in values(trio.hq)


def test_the_whole_record_is_asked_for_with_the_third_card(trio: Trio, enter: Enter) -> None:
    window = enter(trio.hq, CasesScreen)
    at_the_history(window, trio.hq)
    window.press("P", "Down", "Down")
    window.part("purge-why").setFocus()
    window.type(WHY)
    window.press("Ctrl+Return")

    (request,) = purging.purges(trio.hq).requests
    assert len(request.lines) == 2


def test_a_mission_cannot_ask(trio: Trio, enter: Enter) -> None:
    window = enter(trio.vn, CasesScreen)
    at_the_history(window, trio.vn)
    window.press("P")

    assert window.findChild(QWidget, "purge") is None
    assert "cases.purge" not in [each.id for each in window.room.commands()]


def test_a_second_officer_confirms_and_what_must_go_is_gone(trio: Trio, enter: Enter) -> None:
    asked(trio.hq)
    window = enter(trio.hq, PurgingScreen)
    ((title, below),) = rows(window, "purging-list")
    assert PLAIN in title and below == "asked by 佐藤, 1 entry"
    told = said(window)
    assert f"Reason: {WHY}" in told and "taken away on every desk for ever" in told
    assert "Shown no more:" in told and "Company" in told
    window.press("C")
    question = said(over(window, "purge-confirm"))
    assert "There is no way back" in question and "To be purged: 1 entry of 1 record, Support case" in question
    window.press("Ctrl+Return")

    assert SECRET not in values(trio.hq) and PLAIN in values(trio.hq)
    assert window.said == ["Purged: 1 entry. The next files carry it to every desk."]
    assert rows(window, "purging-list") == [("What was purged", "1 entry")]
    assert purging.purges(trio.hq).requests == ()


def test_who_asked_is_not_offered_to_confirm(trio: Trio, enter: Enter) -> None:
    asked(trio.hq, "suzuki")
    assert [each for each, _ in purge_overview(trio.hq).officers] == ["sato", "suzuki"]
    window = enter(trio.hq, PurgingScreen)
    window.press("C", "Ctrl+Return")

    assert purging.purges(trio.hq).requests == () and SECRET not in values(trio.hq)


def test_without_a_second_officer_nothing_goes(trio: Trio, enter: Enter) -> None:
    officers = lists.list_records(trio.hq, "officer").rows
    officer = next(row for row in officers if row.values["user_id"] == "suzuki")
    records.set_fields(trio.hq, "officer", officer.id, {"deleted": True}, channel=officer.channel)
    asked(trio.hq)
    window = enter(trio.hq, PurgingScreen)
    window.press("C")
    assert "No second officer" in said(over(window, "purge-confirm"))
    window.press("Ctrl+Return")

    assert len(purging.purges(trio.hq).requests) == 1 and SECRET in values(trio.hq)


def test_a_request_is_declined_and_nothing_goes(trio: Trio, enter: Enter) -> None:
    asked(trio.hq)
    window = enter(trio.hq, PurgingScreen)
    window.when_shown("decline", lambda dialog: dialog.press("yes"))  # type: ignore[attr-defined]
    window.press("D")

    assert purging.purges(trio.hq).requests == () and SECRET in values(trio.hq)
    assert "purging-empty" in [each.objectName() for each in window.findChildren(QWidget)]


def test_esc_purges_nothing(trio: Trio, enter: Enter) -> None:
    asked(trio.hq)
    window = enter(trio.hq, PurgingScreen)
    window.press("C", "Esc")

    assert len(purging.purges(trio.hq).requests) == 1


def test_a_mission_reads_what_was_purged(trio: Trio, enter: Enter) -> None:
    purging.confirm(trio.hq, asked(trio.hq), officer="suzuki")
    trio.carry(trio.hq, trio.vn)
    window = enter(trio.vn, PurgingScreen)
    assert rows(window, "purging-list") == [("What was purged", "1 entry")]
    assert "What stood in these entries is gone." in said(window)

    assert window.room.commands() == ()


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("width", "scale"), [(1024, 1.0), (1366, 1.5)])
def test_the_room_shows_all_its_words(
    trio: Trio, enter: Enter, qapp: QApplication, lang: Language, width: int, scale: float
) -> None:
    asked(trio.hq)
    words.set_language(lang)
    theme.set_text_scale(qapp, scale)
    try:
        window = enter(trio.hq, PurgingScreen)
        window.resize(int((width - 176) * scale), int(716 * scale))
        window.settle()
        for _ in range(2):
            with paint.elisions() as seen:
                window.grab()
            # What a record is called may be longer than the list is wide.
            assert [each for each in seen if PLAIN not in each] == []
            assert [each.accessibleName() for each in window.findChildren(Pressable)
                    if each.isVisible() and each.width() + 1 < each.sizeHint().width()] == []  # fmt: skip
            window.press("C")
    finally:
        theme.set_text_scale(qapp, 1.0)


def test_the_button_below_the_history_asks_too(trio: Trio, enter: Enter) -> None:
    window = enter(trio.hq, CasesScreen)
    at_the_history(window, trio.hq)
    window.press("Tab")
    assert window.part("case-purge").hasFocus()
    window.press("Space")

    assert over(window, "purge").isVisible()
