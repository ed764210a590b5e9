"""What every part of a page can do, and texts stacked in the languages of the pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from ascn_desk.base.words import Language
from ascn_desk.briefing.palette import TEXT_2
from ascn_desk.briefing.paragraph import Setting, Style, set_text
from ascn_desk.briefing.say import Speaker, Words, fixed
from ascn_desk.briefing.sheet import Align, Sheet
from ascn_desk.briefing.units import Run

CONTINUED = "… continued in the case file"


class Piece(Protocol):
    """A part that is drawn in one go.

    Units:  `height` in points; `lead` is the room it wants between the rule above and its own top.
    """

    @property
    def height(self) -> float:
        """What it takes from its own top."""
        ...

    @property
    def lead(self) -> float:
        """The room above it."""
        ...

    @property
    def left_out(self) -> Words:
        """What to say beside it about words that were cut; empty if nothing was."""
        ...

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """Draw it with its upper left corner at a place."""
        ...


@runtime_checkable
class Flexible(Protocol):
    """A part that can give up room, saying on the page what it left out."""

    def shrink(self, hard: bool) -> bool:
        """Give up one step of room; false if there is none left. `hard` goes below what reads well."""
        ...


@runtime_checkable
class Regaining(Protocol):
    """A part of rows or lines that can take back what it gave up, if room is left in the end."""

    @property
    def shown(self) -> int:
        """How many rows or lines are shown."""
        ...

    def regain(self) -> bool:
        """Show one more; false if all are shown."""
        ...

    def undo_regain(self) -> None:
        """Take the last one back."""
        ...


def continued() -> Words:
    """The words that stand where something was cut."""
    return fixed(CONTINUED)


@dataclass(frozen=True)
class Stack:
    """Set texts one under the other: a cell in two languages, a name over its local form."""

    settings: tuple[Setting, ...] = ()

    @property
    def height(self) -> float:
        """What they take together."""
        return sum(setting.height for setting in self.settings)

    @property
    def width(self) -> float:
        """The widest of them."""
        return max((setting.width for setting in self.settings), default=0.0)

    @property
    def is_cut(self) -> bool:
        """Whether one of them was cut."""
        return any(setting.cut for setting in self.settings)

    def draw(self, sheet: Sheet, x: float, y: float, align: Align = "left") -> None:
        """Draw them; x is the left edge, the right edge or the middle."""
        for setting in self.settings:
            sheet.write(setting, x, y, align)
            y += setting.height


def stack(
    speaker: Speaker,
    words: Words,
    style_of: StyleOf,
    width: float,
    max_lines: int | None = None,
    colour: str | None = None,
    bold: bool | None = None,
) -> Stack:
    """Set words in the pack's languages under each other, the second language in grey and never bold."""
    settings = []
    for number, (lang, spoken) in enumerate(speaker.say(words)):
        style = look(style_of(lang, spoken), number, colour, bold)
        settings.append(set_text(spoken, style, width, max_lines))
    return Stack(tuple(settings))


def stack_runs(
    speaker: Speaker,
    parts: Sequence[tuple[Words, bool | None, str | None]],
    style_of: StyleOf,
    width: float,
    max_lines: int | None = None,
) -> Stack:
    """Set words of several looks as one text a language: (words, bold, colour) each, in order."""
    settings: list[Setting] = []
    seen: set[str] = set()
    for number, lang in enumerate(speaker.languages):
        runs = []
        for words, bold, colour in parts:
            spoken = words.of(lang)
            if spoken:
                runs.append(Run(spoken, bold if number == 0 else None, colour))
        text = "".join(run.text for run in runs)
        # What was typed in one language is not said twice, though the blanks between its parts differ.
        said = " ".join(text.split())
        if said and said not in seen:
            seen.add(said)
            settings.append(set_text(tuple(runs), look(style_of(lang, text), number), width, max_lines))
    return Stack(tuple(settings))


def look(style: Style, number: int, colour: str | None = None, bold: bool | None = None) -> Style:
    """The look of the first or a further language of a stack."""
    if number:
        return style.but(bold=False, colour=TEXT_2)
    return style.but(bold=style.bold if bold is None else bold, colour=colour or style.colour)


class StyleOf(Protocol):
    """A look by language and text, such as `styles.table`."""

    def __call__(self, lang: Language, text: str = "", /) -> Style:
        """The look for that text."""
        ...


def by_language(style_of: Callable[[Language], Style]) -> StyleOf:
    """A look that depends on the language only, in the form that asks for the text too."""

    def chosen(lang: Language, text: str = "", /) -> Style:
        return style_of(lang)

    return chosen
