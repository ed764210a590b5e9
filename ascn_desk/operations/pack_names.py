"""Names as packs print them: with abbreviations, one after another, and with a remark where nobody checked them."""

from __future__ import annotations

from collections.abc import Sequence

from ascn_desk.briefing.say import NOTHING, Words, fixed
from ascn_desk.domain.vocabularies import Confidence
from ascn_desk.operations.pack_records import names_of, text_of
from ascn_desk.operations.views import Row


def with_abbreviation(row: Row) -> Words:
    """The name of a body with its abbreviation."""
    name, abbreviation = names_of(row), text_of(row, "abbr")
    if not abbreviation:
        return name
    return Words(f"{name.of('en')} ({abbreviation})", f"{name.of('ja')}（{abbreviation}）")


def listed(names: Sequence[Words]) -> Words:
    """Names one after another, each language with its own comma."""
    return Words(
        ", ".join(filter(None, (name.of("en") for name in names))),
        "、".join(filter(None, (name.of("ja") for name in names))),
    )


def unsure(row: Row) -> Words:
    """The remark beside what nobody has checked against a source."""
    return fixed("from memory, to be checked") if _is_unsure(row) else NOTHING


def marked_unsure(row: Row, words: Words) -> Words:
    """A name with the remark that it is not yet checked."""
    if not _is_unsure(row):
        return words
    return Words(f"{words.of('en')} (to be checked)", f"{words.of('ja')}（要確認）")


def _is_unsure(row: Row) -> bool:
    return row.values.get("confidence") == Confidence.FROM_MEMORY
