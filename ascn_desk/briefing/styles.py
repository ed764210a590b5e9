"""The looks of text on paper, by role and language. Sizes and leadings in points; never below 8."""

from __future__ import annotations

from ascn_desk.base.words import Language
from ascn_desk.briefing.fonts import script_of
from ascn_desk.briefing.palette import ACCENT, INK, TEXT_2, TEXT_3
from ascn_desk.briefing.paragraph import Style

_BURMESE_LEADING = 14.5


def title(lang: Language) -> Style:
    """The title of a page."""
    return Style(22, 32, lang, bold=True, title=True)


def section(lang: Language) -> Style:
    """The number or sign of a section, beside the title."""
    return Style(22, 32, lang, colour=ACCENT, title=True)


def section_name(lang: Language) -> Style:
    """The name of the section, below its number."""
    return Style(9, 12.5, lang, bold=True, colour=ACCENT)


def beside_title(lang: Language) -> Style:
    """Local names and subtitles after the title."""
    return Style(13, 20, lang, colour=TEXT_2, title=True)


def lead(lang: Language) -> Style:
    """The message of the page, one sentence or two."""
    return Style(12, 20, lang, phrased=True)


def body(lang: Language) -> Style:
    """Running text: Japanese justified, English ragged."""
    return Style(10.5, 16, lang, justified=True) if lang == "ja" else Style(10, 16, lang)


def label(lang: Language) -> Style:
    """The label of a block."""
    return Style(9.5, 13, lang, bold=True, colour=ACCENT)


def table(lang: Language, text: str = "") -> Style:
    """A cell of a table or a fact; Burmese needs more room between lines."""
    burmese = any(script_of(letter) == "Myanmar" for letter in text)
    return Style(9, _BURMESE_LEADING if burmese else 12.5, lang)


def table_header(lang: Language) -> Style:
    """The header of a column."""
    return Style(8, 10, lang, bold=True, colour=TEXT_2)


def figure(lang: Language) -> Style:
    """A key figure."""
    return Style(21, 28, lang, colour=ACCENT)


def figure_label(lang: Language) -> Style:
    """What a key figure counts."""
    return Style(8.5, 11, lang, bold=True, colour=TEXT_2)


def figure_unit(lang: Language) -> Style:
    """The unit beside a key figure."""
    return Style(9, 12.5, lang)


def missing_figure(lang: Language) -> Style:
    """The words where a key figure should be."""
    return Style(11, 16, lang, colour=TEXT_3)


def small(lang: Language) -> Style:
    """Sources, notes, header and footer."""
    return Style(8, 11, lang, colour=TEXT_3)


def marking(lang: Language) -> Style:
    """The handling grade."""
    return Style(9, 12, lang, bold=True)


def badge(lang: Language) -> Style:
    """A state in its box."""
    return Style(8, 10, lang, colour=INK)
