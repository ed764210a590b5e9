"""Room to write by hand, but never a page of nothing else."""

from __future__ import annotations

import pytest

from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.ink import Ink
from ascn_desk.briefing.parts.memo import LEAST, MOST, draw_memo
from ascn_desk.briefing.say import Speaker
from ascn_desk.briefing.sheet import Sheet


class Ruled(Sheet):
    """A sheet that remembers where its lines are."""

    def __init__(self) -> None:
        super().__init__(Ink(), grid_for("A4", False), 1)
        self.rules: list[float] = []

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float, colour: str, dashed: bool = False
    ) -> None:
        self.rules.append(y1)


@pytest.mark.parametrize("top", [128.0, 400.0, 560.0, 700.0])
def test_memo_lines_take_a_third_of_the_page_at_most_and_never_leave_it(top: float) -> None:
    sheet = Ruled()
    draw_memo(sheet, Speaker("ja"), top)
    assert sheet.rules[0] == top
    assert max(sheet.rules) <= min(top + MOST, sheet.grid.bottom) + 0.02
    assert pytest.approx((sheet.grid.bottom - sheet.grid.top) / 3) == MOST


def test_too_little_room_has_no_memo() -> None:
    sheet = Ruled()
    draw_memo(sheet, Speaker("ja"), sheet.grid.bottom - LEAST + 1)
    assert sheet.rules == []
