"""What the room of purging asks of the operations, in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ascn_desk.operations import lists
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.purge_views import PurgeOverview, purge_overview
from ascn_desk.operations.views import Row
from ascn_desk.ui.forms import storing
from ascn_desk.ui.screens.telling import country_words


@dataclass(frozen=True, slots=True)
class PurgingState:
    """All that the room shows; ``names``: office or country → name."""

    overview: PurgeOverview
    names: dict[str, str]
    today: date


def state(desk: Desk) -> PurgingState:
    """All that the room shows."""
    names = {row.id: country_words(storing.row_title(row)) for row in _rows(desk, "country")}
    names |= {row.id: storing.row_title(row) for row in _rows(desk, "office")}
    return PurgingState(purge_overview(desk), names, lists.today_of(desk))


def _rows(desk: Desk, kind: str) -> tuple[Row, ...]:
    return lists.list_records(desk, kind, limit=None).rows
