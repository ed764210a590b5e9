"""Sections over pages: what stays together stays, and what could never stand on one page is taken apart."""

from __future__ import annotations

from ascn_desk.briefing.flow import Section, flow_pages
from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.parts.flow_line import FlowLine
from ascn_desk.briefing.say import Speaker, Words
from tests.briefing.samples import blank_sheet

GRID = grid_for("A4", bound=False)


def ends(*heights: float) -> list[list[float]]:
    """Where each line ends, page by page, if all of them are to stay together."""
    drawn: list[float] = []

    def line(height: float) -> FlowLine:
        return FlowLine(height, lambda sheet, x, y: drawn.append(y + height), stays=True)

    section = Section(Words("Label"), tuple(map(line, heights)))
    found = []
    for blocks in flow_pages(Speaker("en"), [section], 128.0, 128.0, GRID.bottom):
        sheet, _ = blank_sheet(GRID)
        sheet.bookmark("Page", 0.0)
        for block in blocks:
            block.draw(sheet, 128.0)
        found.append(drawn.copy())
        drawn.clear()
    return found


def test_lines_that_stay_together_stand_on_one_page() -> None:
    assert [len(page) for page in ends(200.0, 200.0, 200.0)] == [3]


def test_lines_that_are_taller_than_a_page_together_stand_apart_rather_than_over_the_edge() -> None:
    pages = ends(400.0, 400.0, 100.0)
    assert [len(page) for page in pages] == [1, 2]
    assert max(max(page) for page in pages) <= GRID.bottom
