"""What can be chosen in a field: the members of a vocabulary fixed in code, or of a list that headquarters keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ascn_desk.domain.fields import Field
from ascn_desk.domain.vocabularies import code_word
from ascn_desk.operations.views import Row


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose; ``is_open`` is false where it may stay but can't be taken any more."""

    code: str
    title: str
    is_open: bool = True


Lists = Mapping[str, Sequence[Offer]]
"""By the name of the list, in its order."""


def lists_of(rows: Iterable[Row], lang: str, today: date) -> dict[str, list[Offer]]:
    """The lists that the records of kind ``choice`` make up."""
    sorted_rows = sorted(rows, key=lambda row: (_number(row), str(row.values.get("code") or "")))
    made: dict[str, list[Offer]] = {}
    for row in sorted_rows:
        values = row.values
        code, list_name = values.get("code"), values.get("list")
        if not isinstance(code, str) or not isinstance(list_name, str):
            continue
        first, second = ("name_ja", "name_en") if lang == "ja" else ("name_en", "name_ja")
        title = values.get(first) or values.get(second) or code
        ended = values.get("disabled_on")
        is_open = not (isinstance(ended, str) and ended <= today.isoformat())
        made.setdefault(list_name, []).append(Offer(code, str(title), is_open))
    return made


def offers_of(field: Field, lists: Lists, lang: str, held: Collection[str] = ()) -> list[Offer]:
    """What a field offers: what is open, and what it holds already."""
    if field.choices is not None:
        every = [Offer(each.value, code_word(field.choices, each.value, lang)) for each in field.choices]
    else:
        every = list(lists.get(field.vocabulary or "", ()))
    made = [each for each in every if each.is_open or each.code in held]
    known = {each.code for each in made}
    return made + [Offer(code, code, False) for code in held if code not in known]


def open_codes(lists: Lists) -> dict[str, set[str]]:
    """The codes that may still be taken, by list, as the rules of saving ask for them."""
    return {name: {each.code for each in offers if each.is_open} for name, offers in lists.items()}


def _number(row: Row) -> int:
    value = row.values.get("sort_order")
    return value if isinstance(value, int) else 1_000_000
