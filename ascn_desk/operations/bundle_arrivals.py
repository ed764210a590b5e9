"""A bundle that was imported here, and how much of it counts today."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from ascn_desk.base.spans import Span
from ascn_desk.operations.bundle_chains import chains_in
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.setting_aside import bundle_named
from ascn_desk.store.asides import new_with
from ascn_desk.store.bundles import Received, received_bundles
from ascn_desk.store.holdings import Holdings
from ascn_desk.store.names import Names


@dataclass(frozen=True, slots=True)
class Arrival:
    """A bundle as it was taken in: ``kept`` of its new entries do not count; ``missing`` numbers before it never came.

    Shapes: ``before`` is the one that it names as the one before it, if that came; None for the first of its chain.
    """

    bundle: Received
    kept: int
    before: Received | None
    missing: tuple[Span, ...]


def arrival_named(desk: Desk, connection: Connection, named: str) -> Arrival:
    """What became of a bundle.

    Shapes: ``named``: its id, or ``OFFICE:NUMBER``.
    Errors: CorrectableError ``unknown-bundle``, ``bundle-unclear``.
    """
    found = bundle_named(connection, named)
    every = received_bundles(connection)
    before = next((each for each in every if each.identity == found.previous), None)
    logs = Holdings(connection, Names(connection)).everything().values()
    held = {each.identity: each for log in logs for each in log}
    new = [held[identity] for identity, _ in new_with(connection, found.bundle) if identity in held]
    kept = sum(each.entries for each in new if not each.counts)
    return Arrival(found, kept, before, _missing(desk, connection, found))


def _missing(desk: Desk, connection: Connection, found: Received) -> tuple[Span, ...]:
    """The numbers before that of a bundle which its chain lacks."""
    chains = chains_in(desk, connection, [found.office])
    chain = next(each for each in chains if found.desk in each.desks and each.is_open == found.is_open)
    return tuple((first, min(last, found.number - 1)) for first, last in chain.missing if first < found.number)
