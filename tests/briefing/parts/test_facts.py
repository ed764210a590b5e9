"""Facts: labels that are days stay on one line."""

from __future__ import annotations

from datetime import date

import pytest

from ascn_desk.briefing.content import Fact
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.say import Speaker, Words, day_words


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 11, 28), date(2026, 12, 30)])
def test_a_day_in_full_stands_on_one_line(day: date) -> None:
    facts = Facts(Speaker("en"), (Fact(day_words(day), Words("Go there")),), 358.4)
    assert facts.height == 20.0
