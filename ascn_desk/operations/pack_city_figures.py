"""The key figures of a city: what the records say of it, and what is counted here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ascn_desk.briefing.content import Figure
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed
from ascn_desk.domain.vocabularies import Redaction
from ascn_desk.operations.pack_names import listed, unsure
from ascn_desk.operations.pack_project_lines import is_japanese
from ascn_desk.operations.pack_records import PackRecords, names_of, number_of, text_of, typed
from ascn_desk.operations.views import Row

_NAMED_PARTNERS = 2
_MARGIN_LETTERS = 5


def city_figures(
    records: PackRecords, city: Row, country: Row | None, projects: list[Row], pairings: list[Row], as_of: date
) -> Iterator[Figure]:
    yield Figure(
        fixed("Population"),
        number_of(city, "population"),
        fixed("people"),
        text_of(city, "population_year"),
        typed(text_of(city, "population_basis")),
        records.ref(city),
        unsure(city),
        ask=fixed("headquarters"),
    )
    yield from (_fact_figure(records, row) for row in _newest_facts(records, city, as_of))
    # Counted today; the month is enough, and leaves room for what was counted.
    today = as_of.isoformat()[:7]
    if since := number_of(city, "ascn_since"):
        standing = records.choice("ascn_status", city.values.get("ascn_status"))
        yield Figure(
            fixed("ASCN member since"), str(since), Words("", "年"), today, ref=records.ref(city), note=standing
        )
    own = records.ref_to(fixed("records of this desk, {day}", day=day_words(as_of)))
    japanese = sum(1 for row in projects if is_japanese(records, row))
    yield Figure(
        fixed("Projects on record"),
        len(projects),
        Words("", "件"),
        today,
        ref=own,
        note=fixed("{n} with Japan", n=japanese) if japanese else NOTHING,
    )
    yield Figure(
        fixed("Partners in Japan"),
        len(pairings),
        Words("", "件"),
        today,
        ref=own,
        note=_partner_names(pairings) or fixed("none on record"),
    )
    bases = number_of(country, "japanese_bases") if country else None
    if country is not None and bases is not None:
        yield Figure(
            fixed("Japanese bases"),
            bases,
            Words("", "拠点"),
            text_of(country, "japanese_bases_year"),
            fixed("foreign ministry survey"),
            note=fixed("in the whole country"),
            short=fixed("Bases"),
        )


def _newest_facts(records: PackRecords, city: Row, as_of: date) -> list[Row]:
    """For each label the newest fact known on the day, in the order of the labels' first appearance."""
    newest: dict[str, Row] = {}
    for row in records.find("city_fact", city=city.id):
        label, day = text_of(row, "label_en").casefold(), text_of(row, "as_of")
        if day > as_of.isoformat() or (not row.values.get("value") and records.redaction is Redaction.DELEGATION):
            continue
        held = newest.get(label)
        if held is None or day > text_of(held, "as_of"):
            newest[label] = row
    return [records.use(row) for row in newest.values()]


def _fact_figure(records: PackRecords, row: Row) -> Figure:
    ask_by, label = text_of(row, "ask_by"), names_of(row, "label")
    return Figure(
        label,
        _number(text_of(row, "value")),
        Words(text_of(row, "unit"), text_of(row, "unit")),
        text_of(row, "as_of"),
        ref=records.ref(row),
        note=unsure(row),
        ask=typed(text_of(row, "ask_whom")),
        ask_by=date.fromisoformat(ask_by) if ask_by else None,
        short=Words(label.en.partition(" ")[0], label.ja[:_MARGIN_LETTERS]),
    )


def _number(value: str) -> str | int | float | None:
    """A figure that is written as a plain number, so that its thousands are parted; else its words."""
    plain = value.replace(",", "").strip()
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        # Words such as "nan" and "inf" are numbers to Python alone.
        return float(plain) if plain[:1].isdigit() or plain[:1] == "-" else value or None
    except ValueError:
        return value or None


def _partner_names(pairings: list[Row]) -> Words:
    shown = [names_of(row, "partner") for row in pairings]
    if len(shown) > _NAMED_PARTNERS:
        shown = shown[: _NAMED_PARTNERS - 1]
    more = len(pairings) - len(shown)
    return listed([*shown, fixed("{n} more", n=more)] if more else shown)
