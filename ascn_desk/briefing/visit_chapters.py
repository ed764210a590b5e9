"""Chapters of a delegation's pack, each drawn from its own part of the content: it is kept while others change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from ascn_desk.briefing.content import CityBrief, CompanyBrief, CountryBrief
from ascn_desk.briefing.flow import Section
from ascn_desk.briefing.flowing import add_flow, continued_words, head_of
from ascn_desk.briefing.page import Pack
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.say import NOTHING, Words
from ascn_desk.briefing.visit_content import VisitPack
from ascn_desk.briefing.visit_cover import Chapter

Sections: TypeAlias = Callable[[VisitPack, Pack], list[Section]]
"""What stands in a chapter, from its part of the content."""

P = TypeVar("P", CountryBrief, CityBrief, CompanyBrief)


def only(content: VisitPack, *fields: str) -> VisitPack:
    """A part of the content: what a chapter is not given can neither stand in it nor make it another."""
    return VisitPack(NOTHING, **{name: getattr(content, name) for name in fields})


def add_chapter(pack: Pack, chapters: list[Chapter], title: Words, make: Sections, content: VisitPack) -> None:
    """A chapter with its number, on pages of its own; ``content`` is what :func:`only` gives it."""
    number = len(chapters) + 1
    chapters.append(Chapter(title, pack.pages + 1))
    speaker = pack.speaker

    def opener(is_first: bool) -> Opener:
        section = title if is_first else continued_words(title)
        return Opener(str(number), section, speaker.one(title))

    add_chapter_flow(pack, speaker.one(title), opener, make, content)


def add_chapter_flow(
    pack: Pack, title: str, opener: Callable[[bool], Opener], make: Sections, content: VisitPack
) -> None:
    """Sections over as many pages as they need, below heads that may be others in the next pack."""
    speaker = pack.speaker
    tops = [opener(is_first).content_top(pack.grid, speaker) for is_first in (True, False)]
    contacts_in = "contacts" if any(contact.is_personal for contact in content.contacts) else ""
    pack.part(
        (title, make.__name__, tops, content),
        lambda part: add_flow(part, title, opener, make(content, part), contacts_in=contacts_in, asked=()),
        head_of(opener, speaker),
    )


def add_places(
    pack: Pack,
    chapters: list[Chapter],
    places: Sequence[P],
    add_pages: Callable[[Pack, P, Sequence[str]], None],
    sections: Sequence[str],
) -> None:
    """Countries, cities or companies, each with the pages that its own paper has."""

    def add(place: P) -> None:
        chapters.append(Chapter(place.name, pack.pages + 1))
        pack.part((add_pages.__name__, place, tuple(sections)), lambda part: add_pages(part, place, sections))

    for place in places:
        add(place)
