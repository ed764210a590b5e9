"""All that the first page of the exchange shows, as it is read in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ascn_desk.operations.unsent import UnsentRecord
from ascn_desk.operations.views import Decision, ExchangeView


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """All that the first page shows; ``is_accepted`` is false until headquarters registered this desk.

    ``countries``: code → name. ``is_read_only``: it was restored or copied, and writes again only under new keys;
    ``is_waiting``: those were asked for. ``refused``: how many files are held back with a reason.
    """

    view: ExchangeView
    going: tuple[UnsentRecord, ...]
    decisions: tuple[Decision, ...]
    conflicts: int
    is_accepted: bool
    is_headquarters: bool
    today: date
    countries: Mapping[str, str]
    is_read_only: bool = False
    is_waiting: bool = False
    refused: int = 0


def receiver_of(view: ExchangeView) -> str:
    """To whom a mission sends unless it chooses otherwise: headquarters."""
    codes: Sequence[str] = [code for code, _ in view.receivers]
    return "hq" if "hq" in codes or not codes else codes[0]
