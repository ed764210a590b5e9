"""Settings and drafts: they are there again when the desk is opened anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language, set_language
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.drafts import drafts, drop_draft, save_draft
from ascn_desk.operations.profiles import open_desk
from ascn_desk.operations.public_profile import profile_state
from ascn_desk.operations.settings import change_settings, remember, remembered, settings
from ascn_desk.operations.views import Draft
from tests.support.made_desk import PASSPHRASE, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "profile", "emb-vn")
    yield made
    made.close()
    set_language("en")


def reopened(desk: Desk) -> Desk:
    desk.close()
    return open_desk(desk.profile, PASSPHRASE, clock=desk.clock)


def test_settings_hold_across_openings_and_the_first_screen_knows_them(desk: Desk) -> None:
    change_settings(desk, language="en", theme="dark", scale=150)
    again = reopened(desk)
    held = settings(again)
    again.close()
    assert (held.language, held.theme, held.scale) == ("en", "dark", 150)
    assert (profile_state(desk.profile).language, profile_state(desk.profile).theme) == ("en", "dark")


def test_a_change_of_one_setting_leaves_the_others_and_the_language_is_spoken_at_once(desk: Desk) -> None:
    change_settings(desk, scale=125)
    held = change_settings(desk, language="en")
    assert (held.language, held.theme, held.scale) == ("en", "light", 125)
    assert language() == "en"


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"theme": "pink"}, {"scale": 99}])
def test_a_value_that_there_is_not_is_refused(desk: Desk, wrong: dict[str, object]) -> None:
    before = settings(desk)
    with pytest.raises(CorrectableError, match="unknown-setting"):
        change_settings(desk, **wrong)  # type: ignore[arg-type]
    assert settings(desk) == before


def test_what_a_screen_remembers_is_found_again_and_can_be_forgotten(desk: Desk) -> None:
    assert remembered(desk, "cases/columns") is None
    remember(desk, "cases/columns", ["reference", "企業"])
    assert remembered(desk, "cases/columns") == ["reference", "企業"]
    remember(desk, "cases/columns", None)
    assert remembered(desk, "cases/columns") is None


def draft(number: int, saved_at: str) -> Draft:
    values = {"summary": "鉄道", "sensitive": True, "other_companies": ("hitachi", "nec"), "project": None}
    return Draft(f"d{number}", "quick_case", "case", None, "office/emb-vn", values, {"abc": 3}, saved_at)


def test_drafts_come_back_as_they_were_the_last_first(desk: Desk) -> None:
    first, second = draft(1, "2026-11-24T01:00:00Z"), draft(2, "2026-11-24T02:00:00Z")
    save_draft(desk, first)
    save_draft(desk, second)
    again = reopened(desk)
    held = drafts(again)
    again.close()
    assert held == (second, first)


def test_a_draft_takes_the_place_of_the_one_before_and_can_be_dropped(desk: Desk) -> None:
    save_draft(desk, draft(1, "2026-11-24T01:00:00Z"))
    save_draft(desk, draft(1, "2026-11-24T02:00:00Z"))
    assert [each.saved_at for each in drafts(desk)] == ["2026-11-24T02:00:00Z"]
    drop_draft(desk, "d1")
    drop_draft(desk, "d1")
    assert drafts(desk) == ()
