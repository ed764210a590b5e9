"""Letters that no font has: they would stand on paper as a mark, so a pack that has them does not leave the house.

Such are emoji, scripts written from the right, letters for private use, and those that nobody has given a meaning yet.
"""

from __future__ import annotations

from collections.abc import Iterable

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.views import BuiltPack

MOST_NAMED = 6
"""Letters that a sentence names; more do not help to find them."""


def code_points(letters: Iterable[str]) -> str:
    """Letters by their numbers, as no font here shows them: U+1F600."""
    named = [f"U+{ord(letter):04X}" for letter in dict.fromkeys(letters)]
    return ", ".join(named[:MOST_NAMED]) + (", …" if len(named) > MOST_NAMED else "")


def checked_letters(built: BuiltPack) -> BuiltPack:
    """The same pack, if every letter of it is in a font.

    Errors: CorrectableError ``letters-without-font``.
    """
    if not built.misprints:
        return built
    page, _, text = built.misprints[0]
    letters = code_points(letter for _, letters, _ in built.misprints for letter in letters)
    raise CorrectableError("letters-without-font", letters=letters, page=page, text=text, places=len(built.misprints))
