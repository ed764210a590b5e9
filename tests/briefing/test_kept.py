"""Pages that are kept: found by what they are drawn from, no more of them than there is room for."""

from __future__ import annotations

from dataclasses import replace

from ascn_desk.briefing.content import Built, Marking, PackFrame
from ascn_desk.briefing.ink import Ink
from ascn_desk.briefing.kept import KeptPage, KeptPages, key_of
from ascn_desk.briefing.page import Pack
from ascn_desk.briefing.paragraph import Style
from ascn_desk.briefing.say import Words
from ascn_desk.briefing.sheet import Sheet
from tests.briefing.samples import pack_frame


def a_part(length: int) -> tuple[KeptPage, ...]:
    return (KeptPage("", Ink(code=["x" * length])),)


def test_what_was_not_wanted_longest_goes_first_and_no_more_is_kept_than_there_is_room_for() -> None:
    kept = KeptPages(most=100)
    for number in range(3):
        kept.put(key_of(number), a_part(40))
    assert (len(kept), kept.size) == (2, 80)
    assert kept.get(key_of(0)) is None
    assert kept.get(key_of(1)) is not None
    kept.put(key_of(3), a_part(40))
    assert kept.get(key_of(2)) is None and kept.get(key_of(1)) is not None


def test_what_is_larger_than_all_the_room_is_not_kept() -> None:
    kept = KeptPages(most=100)
    kept.put(key_of("small"), a_part(40))
    kept.put(key_of("large"), a_part(101))
    assert (len(kept), kept.size) == (1, 40)


def test_what_prints_as_different_is_found_as_different() -> None:
    assert len({key_of(1), key_of(1.0), key_of("1"), key_of(True), key_of(Words("1")), key_of(-0.0), key_of(0.0)}) == 7


def print_part(kept: KeptPages | None, asked: str, frame: PackFrame, drawn: list[str]) -> Built:
    pack = Pack(frame, Words("A pack"), kept)

    def make(part: Pack) -> None:
        def draw(sheet: Sheet) -> None:
            drawn.append(asked)
            sheet.text(100, 200, asked, Style(10, 16))

        part.add(asked, draw)

    pack.part(asked, make)
    return pack.build()


def test_a_part_is_drawn_once_and_prints_as_if_it_were_drawn_again() -> None:
    kept, drawn, asked = KeptPages(), [], pack_frame()
    first = print_part(kept, "Text", asked, drawn)
    assert print_part(kept, "Text", asked, drawn) == first == print_part(None, "Text", asked, [])
    assert drawn == ["Text"]


def test_another_number_hour_or_marking_needs_no_drawing_and_stands_on_the_paper() -> None:
    kept, drawn, asked = KeptPages(), [], pack_frame()
    print_part(kept, "Text", asked, drawn)
    other = replace(asked, pack_number="HAN-26-PZZZZ", version=7, marking=Marking("public", Words("Public", "公開")))
    assert print_part(kept, "Text", other, drawn) == print_part(None, "Text", other, [])
    assert drawn == ["Text"]


def test_another_paper_language_or_day_is_drawn_anew() -> None:
    kept, drawn, asked = KeptPages(), [], pack_frame()
    others = (
        replace(asked, paper="Letter"),
        replace(asked, bound=True),
        replace(asked, as_of=asked.as_of.replace(year=2027)),
    )
    for each in (asked, *others):
        assert print_part(kept, "Text", each, drawn) == print_part(None, "Text", each, [])
    assert len(drawn) == 4
