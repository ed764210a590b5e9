from __future__ import annotations

from math import inf

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from ascn_desk.ui.parts import Column
from ascn_desk.ui.parts.column_places import placed

NUMBER = Column(key="no", width=80, leaves=1)
COMPANY = Column(key="company", width=100, stretch=1, leaves=2)
SUBJECT = Column(key="subject", width=160, stretch=3)
DUE = Column(key="due", width=100)
CASES = (NUMBER, COMPANY, SUBJECT, DUE)


def test_columns_whose_words_are_not_known_share_by_their_stretch() -> None:
    assert placed(CASES, [inf] * 4, {}, 980, 1.0) == approx([80, 200, 600, 100])


def test_short_words_leave_their_part_to_long_ones() -> None:
    assert placed(CASES, [60, 90, 900, 70], {}, 800, 1.0) == approx([60, 90, 580, 70])


def test_where_all_words_fit_columns_keep_the_widths_they_were_given() -> None:
    assert placed(CASES, [60, 90, 300, 70], {}, 800, 1.0) == approx([80, 147.5, 472.5, 100])


def test_a_narrow_column_grows_for_its_words() -> None:
    assert placed(CASES, [120, 90, 900, 70], {}, 800, 1.0)[0] == approx(120)


def test_columns_leave_in_their_order_where_even_the_least_does_not_fit() -> None:
    assert placed(CASES, [60, 90, 900, 70], {}, 350, 1.0) == [None, approx(90), approx(190), approx(70)]
    assert placed(CASES, [60, 90, 900, 70], {}, 300, 1.0) == [None, None, approx(230), approx(70)]


def test_one_column_is_always_left() -> None:
    assert placed((NUMBER, COMPANY), [60, 90], {}, 20, 1.0)[0] is None
    assert placed((NUMBER, COMPANY), [60, 90], {}, 20, 1.0)[1] is not None


def test_a_width_that_the_person_set_is_kept_and_its_column_stays() -> None:
    assert placed(CASES, [60, 90, 900, 70], {"no": 50.0}, 300, 1.0)[0] == approx(50)


def test_the_first_and_the_last_shown_have_room_for_the_edge() -> None:
    assert placed(CASES, [60, 90, 900, 70], {}, 350, 1.0, 16) == [None, approx(100), approx(164), approx(86)]


def test_one_whose_words_are_short_gives_way_before_another_is_below_its_least() -> None:
    assert placed(CASES, [474.0, 1186.0, 282.0, 387.0], {}, 536, 1.0) == [None, approx(100), approx(276), approx(160)]


@given(
    st.lists(st.floats(10, 2000), min_size=4, max_size=4), st.floats(50, 4000), st.sampled_from((1.0, 1.5, 2.0))
)  # fmt: skip
def test_shown_columns_fill_the_room_or_only_the_necessary_ones_are_left(
    words: list[float], room: float, unit: float
) -> None:
    widths = placed(CASES, words, {}, room, unit)
    shown = [width for width in widths if width is not None]

    assert all(width > 0 for width in shown)
    assert sum(shown) == approx(room) or (sum(shown) > room and widths[0] is widths[1] is None)
