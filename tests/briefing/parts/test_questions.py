"""Questions and answers: each whole on a page, and the longest cut in sight."""

from __future__ import annotations

import pytest

from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.parts.questions import question_lines
from ascn_desk.briefing.say import PackLanguage, Speaker, Words
from ascn_desk.briefing.visit_content import Question
from tests.briefing.samples import blank_sheet

GRID = grid_for("Letter", bound=True)


@pytest.mark.parametrize("language", ["ja", "en", "both"])
def test_a_question_longer_than_a_page_is_cut_in_sight(language: PackLanguage) -> None:
    long = Words("word " * 2000, "長い答え" * 1500)
    lines = question_lines(Speaker(language), [Question(long, long, long, long)], GRID)
    assert lines[0].height <= GRID.bottom - 128 - 24 - 4
    sheet, warnings = blank_sheet(GRID)
    lines[0].draw(sheet, GRID.left, 160)
    assert "text-overrun" in {code for code, _ in warnings}


def test_a_question_of_a_usual_length_loses_nothing() -> None:
    usual = Words("", "実証の分担は、場所が決まってから一緒に考えます。" * 8)
    lines = question_lines(Speaker("ja"), [Question(usual, usual, usual, Words("", "時期を約束しない"))], GRID)
    sheet, warnings = blank_sheet(GRID)
    lines[0].draw(sheet, GRID.left, 160)
    assert warnings == []
