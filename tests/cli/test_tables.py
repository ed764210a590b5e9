"""Tables stand straight whatever the letters, and no text of others commands the terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.cli.tables import Column, cut, pairs, plain, plain_lines, table, width, wrapped


def test_japanese_takes_two_places_and_marks_none() -> None:
    assert width("ハノイ") == 6
    assert width("Hanoi") == 5
    assert width("ﾊﾉｲ") == 3
    assert width("Đà Nẵng") == 7
    assert width("กำ") == width("กา")


def test_columns_stand_straight_with_both_scripts() -> None:
    shown = table(
        [Column(head="都市"), Column(head="People", is_number=True)], [("ハノイ", "8053663"), ("Hue", "12")]
    )
    assert shown.splitlines() == ["都市     People", "──────  ───────", "ハノイ  8053663", "Hue          12"]


def test_a_long_line_gives_way_at_its_widest_column() -> None:
    shown = table([Column(head="a"), Column(head="b")], [("x" * 50, "yy")], room=20)
    assert [width(line) for line in shown.splitlines()] == [20 - 1, 20, 20]
    assert "…" in shown


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut("ハノイ", 6) == "ハノイ"
    assert cut("ハノイ", 5) == "ハノ…"


def test_control_characters_never_reach_the_terminal() -> None:
    assert plain("a\x1b[31mb\u202ec\x07") == "a [31mbc"
    assert plain_lines("one\x1b\ntwo") == ["one", "two"]


def test_a_long_text_goes_on_below_its_beginning() -> None:
    assert pairs([("概要", "one\ntwo"), ("x", "")]) == "概要  one\n      two\nx"


def test_japanese_breaks_between_letters_but_not_before_a_full_stop() -> None:
    assert wrapped("保存しました。", 12) == ["保存しまし", "た。"]
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("one two three", None) == ["one two three"]


def test_a_whole_column_is_never_cut() -> None:
    shown = table([Column(head="a"), Column(head="id", is_whole=True)], [("x" * 50, "y" * 36)], room=50)
    assert [width(line) for line in shown.splitlines()] == [14 + 2, 50, 50]
    assert "y" * 36 in shown


@given(st.text(max_size=60), st.integers(8, 40))
def test_wrapping_loses_no_letter(text: str, room: int) -> None:
    once = plain(text)
    assert "".join("".join(wrapped(once, room)).split()) == "".join(once.split())


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5), st.integers(20, 60))
def test_no_line_is_longer_than_the_terminal(rows: list[list[str]], room: int) -> None:
    shown = table([Column(head="a"), Column(head="b", is_number=True)], rows, room)
    assert all(width(line) <= room for line in shown.splitlines())
