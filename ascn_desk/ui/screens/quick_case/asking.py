"""What the quick case asks of the operations, each in one go on the worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import cases, drafts, lists, settings
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Draft, Row, Saved, Values
from ascn_desk.ui.forms import storing
from ascn_desk.ui.forms.offers import Offer
from ascn_desk.ui.parts import Choice

FORM = "quick_case"
_CASE = KINDS["case"]
_LAST_CHANNEL = "quick-case/channel"
_MOST_SIMILAR = 2
_MOST_FOUND = 8
_EARLIER = 50


@dataclass(frozen=True, slots=True)
class Start:
    """What is known when the quick case opens: choices, the channel last used, a draft that waits."""

    lists: Mapping[str, Sequence[Offer]]
    channel: str | None
    waiting: Draft | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a company's earlier cases: its usual city, and cases like the one being typed."""

    company: str | None
    city: Choice | None
    similar: tuple[Row, ...]


def start(desk: Desk, draft: Draft | None) -> Start:
    """Everything that the quick case needs; with a draft, the titles of what it names."""
    held = settings.remembered(desk, _LAST_CHANNEL)
    waiting = None if draft is not None else next((d for d in drafts.drafts(desk) if d.form == FORM), None)
    named = draft or waiting
    names = storing.titles(desk, _CASE, named.values) if named is not None else {}
    return Start(storing.load_lists(desk), held if isinstance(held, str) else None, waiting, names)


def find_companies(desk: Desk, text: str) -> list[Choice]:
    """Companies that fit a text."""
    return storing.find_choices(desk, "company", text, _MOST_FOUND)


def find_cities(desk: Desk, text: str) -> list[Choice]:
    """Cities that fit a text."""
    return storing.find_choices(desk, "city", text, _MOST_FOUND)


def about(desk: Desk, company: str | None, summary: str) -> About:
    """The usual city of a company, and cases like this one."""
    similar = cases.similar_cases(desk, company, summary)[:_MOST_SIMILAR] if company or summary else ()
    city = None
    if company:
        earlier = lists.list_records(desk, "case", where={"company": company}, limit=_EARLIER).rows
        named = {row.values.get("city"): row.names for row in earlier}
        named.pop(None, None)
        if len(named) == 1:
            (city_id, names), *_ = named.items()
            city = Choice(str(city_id), names.get(str(city_id), str(city_id)))
    return About(company, city, similar)


def save(desk: Desk, values: Values, channel: str | None) -> Saved:
    """Log the case. Errors: those of saving; nothing is written then."""
    if channel is not None:
        settings.remember(desk, _LAST_CHANNEL, channel)
    return storing.save_record(desk, _CASE, None, channel, {name: value for name, value in values.items()
                                                            if not isinstance(value, tuple)}, {})  # fmt: skip


def channels(desk: Desk) -> list[str]:
    """Where a new case may lie: with this office alone, or shared with a country's offices."""
    return [f"office/{desk.office}", *(f"country/{code}" for code in desk.countries)]
