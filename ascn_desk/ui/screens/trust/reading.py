"""What the room of trust asks of the operations, each in one go on the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ascn_desk.operations import enrolment, lists, trust_closing, trust_papers, trust_readable
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import offices
from ascn_desk.operations.trust_changes import Signing, TrustChanged
from ascn_desk.operations.trust_closing import Closed
from ascn_desk.operations.trust_overview import TrustOverview, trust_overview
from ascn_desk.operations.trust_papers import Paper
from ascn_desk.operations.trust_readable import Readable
from ascn_desk.operations.views import Approval
from ascn_desk.ui.forms import storing
from ascn_desk.ui.screens.telling import country_words

Act = Callable[[Desk, Signing], TrustChanged]
"""A change of root or registry that is carried out as the signing says: rehearsed, written down, or put into effect."""


@dataclass(frozen=True, slots=True)
class TrustState:
    """All that the room shows; ``overview`` None before this desk was registered. ``names``: code → office, country."""

    overview: TrustOverview | None
    papers: tuple[Paper, ...]
    names: Mapping[str, str]
    countries: tuple[tuple[str, str], ...]
    office: str
    today: date


def state(desk: Desk) -> TrustState:
    """All that the room shows."""
    rows = lists.list_records(desk, "country", limit=None).rows
    countries = {row.id: country_words(storing.row_title(row)) for row in rows}
    overview = trust_overview(desk) if desk.is_accepted else None
    called = {each.office: each.office_name for each in overview.desks} if overview is not None else {}
    covered = sorted({each.country for each in offices() if each.country is not None})
    return TrustState(
        overview=overview,
        papers=trust_papers.papers(desk) if overview is not None else (),
        names={**countries, **called},
        countries=tuple((code, countries.get(code, code.upper())) for code in covered),
        office=desk.office,
        today=lists.today_of(desk),
    )


def would(desk: Desk, act: Act) -> TrustChanged:
    """What a change would do, rolled back."""
    return act(desk, Signing(is_rehearsal=True))


def write_down(desk: Desk, act: Act, signing: Signing) -> TrustChanged:
    """Write a change down for a second person; it waits among the papers."""
    return act(desk, replace(signing, prepare=trust_papers.new_change_path(desk)))


def closing(desk: Desk, name: str, ends: Mapping[str, str]) -> Closed:
    """What closing a desk would do, and where its logs would end."""
    return trust_closing.close_desk(desk, name, ends, Signing(is_rehearsal=True))


def readable(desk: Desk, name: str) -> Readable:
    """What a desk could read, in figures."""
    return trust_readable.readable(desk, name, with_records=False)


def take_papers(desk: Desk, paths: Sequence[Path]) -> Path:
    """Keep papers that came; where the first lies. ``paths`` has at least one."""
    first, *_ = [trust_papers.take_paper(desk, path) for path in paths]
    return first


def approve(desk: Desk, path: Path, out: Path, signing: Signing, countries: Sequence[str]) -> Approval:
    """Register the desk that asks, write its starter, and take its request away: it waits no more."""
    done = enrolment.approve(desk, path, out, signing, countries)
    trust_papers.drop_paper(desk, path)
    return done
