"""The grid: the numbers of the print language come out of it."""

from __future__ import annotations

import pytest

from ascn_desk.briefing.grid import grid_for, half_grid_at_least


def test_the_frame_of_a4_is_that_of_the_print_language() -> None:
    grid = grid_for("A4", bound=False)
    assert (grid.left, grid.right) == pytest.approx((56.69, 538.59), abs=0.01)
    assert grid.column_width == pytest.approx(29.16, abs=0.01)
    assert (grid.main, grid.main_width) == pytest.approx((180.16, 358.4), abs=0.05)
    assert grid.span(1, 3) == pytest.approx(111.48, abs=0.01)
    assert (grid.bottom, grid.footer, grid.margin) == pytest.approx((784, 794, 543.59), abs=0.01)


def test_a_bound_pack_gives_up_room_at_the_left_and_keeps_its_right_edge() -> None:
    grid = grid_for("A4", bound=True)
    assert (grid.left, grid.right) == pytest.approx((70.87, 538.59), abs=0.01)
    assert grid.column_width == pytest.approx(27.97, abs=0.01)
    assert grid.main_width == pytest.approx(347.7, abs=0.1)


def test_letter_has_the_same_frame_in_the_middle_and_ends_higher() -> None:
    grid = grid_for("Letter", bound=False)
    assert grid.frame_width == pytest.approx(481.9)
    assert grid.left == pytest.approx(612 - grid.right)
    assert grid.bottom == 734


def test_the_twelve_columns_fill_the_frame() -> None:
    grid = grid_for("A4", bound=False)
    assert grid.column(12) + grid.column_width == pytest.approx(grid.right)
    assert grid.span(1, 12) == pytest.approx(grid.frame_width)


@pytest.mark.parametrize(("y", "expected"), [(339.0, 344), (344.0, 344), (344.0000001, 344), (344.1, 352)])
def test_a_rule_stands_on_the_half_grid(y: float, expected: float) -> None:
    assert half_grid_at_least(y) == expected
