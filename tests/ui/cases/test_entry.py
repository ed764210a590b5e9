from __future__ import annotations

from datetime import date

from ascn_desk.domain.kinds import KINDS
from ascn_desk.ui.forms import entry

CASE, TODAY = KINDS["case"], date(2026, 11, 24)
BEFORE = {
    "summary": "Rail signals", "status": "new", "status_on": "2026-11-01", "status_reason": None,
    "next_action": "Ask", "next_due": "2026-11-20", "limits": ("restrict-copy",), "details": None,
}  # fmt: skip


def changes(**after: object) -> dict[str, object]:
    return entry.changes(CASE, BEFORE, after, TODAY)  # type: ignore[arg-type]


def test_only_what_differs_is_written() -> None:
    assert changes(summary="Rail signals", details=None) == {}
    assert changes(summary="New words") == {"summary": "New words"}


def test_a_text_of_blanks_is_none() -> None:
    assert changes(details="  ") == {}
    assert changes(summary="  ") == {"summary": None}


def test_a_group_is_completed_by_what_is_shown() -> None:
    assert changes(next_due="2026-11-27") == {"next_action": "Ask", "next_due": "2026-11-27"}


def test_the_day_of_a_change_is_today_unless_typed() -> None:
    assert changes(status="waiting") == {"status": "waiting", "status_on": "2026-11-24", "status_reason": None}
    typed = changes(status="waiting", status_on="2026-11-23")
    assert typed["status_on"] == "2026-11-23"


def test_a_set_is_written_by_its_members() -> None:
    assert changes(limits=("restrict-forward",)) == {"limits:restrict-forward": True, "limits:restrict-copy": False}
    assert changes(limits=("restrict-copy",)) == {}


def test_the_whole_record_has_no_members_that_were_taken_away() -> None:
    whole = entry.whole(BEFORE, {"limits:restrict-copy": False, "limits:restrict-forward": True})  # type: ignore[arg-type]
    assert [name for name in whole if name.startswith("limits")] == ["limits:restrict-forward"]


def test_emptiness() -> None:
    assert all(map(entry.is_empty, (None, (), "", " 　")))
    assert not any(map(entry.is_empty, (0, False, "x", ("a",))))
