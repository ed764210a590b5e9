"""The map's outlines and the arithmetic that places them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.outlines import (
    Bounds,
    bounds_of,
    clip,
    distance_km,
    fit,
    load_outlines,
    outline_of,
)

MEMBERS = {"BN", "KH", "ID", "LA", "MY", "MM", "PH", "SG", "TH", "TL", "VN"}


def test_the_eleven_members_are_there_with_japanese_names_and_caption_points() -> None:
    members = [outline for outline in load_outlines() if outline.is_member]
    assert {outline.iso2 for outline in members} == MEMBERS
    assert all(outline.name_ja and outline.label for outline in members)


def test_neighbours_have_no_japanese_name_and_no_caption_point() -> None:
    neighbours = [outline for outline in load_outlines() if not outline.is_member]
    assert neighbours
    assert not any(outline.name_ja or outline.label for outline in neighbours)


def test_every_ring_is_closed_and_inside_the_clipped_region() -> None:
    for outline in load_outlines():
        for polygon in outline.rings:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert all(90 <= lon <= 142 and -12 <= lat <= 29 for lon, lat in ring)


def test_outlines_are_read_once() -> None:
    assert load_outlines() is load_outlines()


def test_a_country_is_found_by_its_code_in_either_case() -> None:
    laos = outline_of("la")
    assert laos is not None and laos.iso3 == "LAO"
    assert outline_of("LA") is laos
    assert outline_of("zz") is None


def test_the_main_part_of_a_country_leaves_out_far_islands() -> None:
    myanmar = outline_of("MM")
    assert myanmar is not None
    assert myanmar.bounds.south <= myanmar.main_bounds.south


BOXES = st.builds(
    lambda west, south, wide, high: Bounds(west, south, west + wide, south + high),
    st.floats(90, 120), st.floats(-12, 10), st.floats(0.5, 20), st.floats(0.5, 18),
)
SIZES = st.floats(20, 2000)


@given(BOXES, SIZES, SIZES)
def test_a_fitted_box_lies_whole_and_centred_in_the_frame(box: Bounds, width: float, height: float) -> None:
    projection = fit(box, width, height)
    left, top = projection.place(box.west, box.north)
    right, bottom = projection.place(box.east, box.south)
    assert left >= -1e-6 and top >= -1e-6 and right <= width + 1e-6 and bottom <= height + 1e-6
    assert left == pytest.approx(width - right, abs=1e-6)
    assert top == pytest.approx(height - bottom, abs=1e-6)
    assert math.isclose(left, 0, abs_tol=1e-6) or math.isclose(top, 0, abs_tol=1e-6)


@given(BOXES, SIZES, SIZES)
def test_what_a_frame_shows_contains_what_was_fitted(box: Bounds, width: float, height: float) -> None:
    seen = fit(box, width, height).seen(width, height)
    assert seen.west <= box.west + 1e-6 and seen.east >= box.east - 1e-6
    assert seen.south <= box.south + 1e-6 and seen.north >= box.north - 1e-6


def test_east_is_right_and_north_is_up() -> None:
    projection = fit((100, 10, 110, 20), 200, 200)
    assert projection.place(109, 11)[0] > projection.place(101, 11)[0]
    assert projection.place(105, 19)[1] < projection.place(105, 11)[1]


def test_a_degree_of_latitude_is_as_long_as_the_scale_bar_says() -> None:
    projection = fit((100, 10, 110, 20), 300, 300)
    degree = projection.place(105, 14)[1] - projection.place(105, 15)[1]
    assert projection.length(111.195) == pytest.approx(degree)


@pytest.mark.parametrize("box", [(100, 10, 100, 20), (100, 20, 110, 20)])
def test_an_empty_box_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="nothing to fit"):
        fit(box, 10, 10)


def test_an_empty_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to fit"):
        fit((100, 10, 110, 20), 0, 10)


def test_a_padded_box_grows_on_all_sides_and_meets_its_neighbour() -> None:
    box = Bounds(100, 10, 110, 20)
    assert box.padded(0.1) == Bounds(99, 9, 111, 21)
    assert box.meets(Bounds(110, 20, 111, 21))
    assert not box.meets(Bounds(111, 10, 112, 20))
    assert not box.meets(Bounds(100, 21, 110, 22))


def test_bounds_of_some_places_is_the_box_around_them() -> None:
    assert bounds_of([(101, 5), (99, 7)]) == Bounds(99, 5, 101, 7)


def test_luang_prabang_is_about_two_hundred_kilometres_from_vientiane() -> None:
    assert distance_km((102.14, 19.89), (102.60, 17.97)) == pytest.approx(219, abs=3)


def test_a_ring_is_cut_along_the_sides_of_a_box() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert sorted(clip(square, Bounds(5, 5, 20, 20))) == [(5.0, 5.0), (5.0, 10.0), (10.0, 5.0), (10.0, 10.0)]
    assert sorted(clip(square, Bounds(-5, -5, 20, 20))) == sorted(square)
    assert clip(square, Bounds(11, 11, 20, 20)) == []
    assert sorted(clip(square, Bounds(2, 3, 4, 5))) == [(2.0, 3.0), (2.0, 5.0), (4.0, 3.0), (4.0, 5.0)]


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=12),
    st.floats(-100, 0), st.floats(-80, 0), st.floats(1, 100), st.floats(1, 80),
)  # fmt: skip
def test_what_is_cut_off_lies_inside_and_what_lay_inside_is_kept(
    ring: list[tuple[float, float]], west: float, south: float, east: float, north: float
) -> None:
    box = Bounds(west, south, east, north)
    kept = clip(ring, box)
    assert all(west - 1e-6 <= lon <= east + 1e-6 and south - 1e-6 <= lat <= north + 1e-6 for lon, lat in kept)
    assert {each for each in ring if west < each[0] < east and south < each[1] < north} <= set(kept)
