"""New keys for a desk: the request that both the old and the new ones sign, and going on once headquarters listed them.

- a desk that was restored or copied needs them; any other may have them
- until the answer comes a healthy desk goes on writing and sending under its old keys
- whatever brings the registry that lists the new ones, a file or headquarters' own change, brings the desk to them, in
  the same transaction

Source: docs/bundle-format.md, sections 6 and 9.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import write_atomic
from ascn_desk.operations import own_numbers
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import accepted_trust, seal
from ascn_desk.operations.own_keys import OwnKeys, keep_keys
from ascn_desk.operations.profiles import desk_name
from ascn_desk.store.holdings import Holdings
from ascn_desk.store.names import Names
from ascn_desk.store.own_numbers import forget_met
from ascn_desk.sync.held_trust import pinned_root
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.request import make_request as sign_request


def rotate(desk: Desk, out: Path) -> str:
    """Write the request for new keys; the name that this desk will have under them. Asking again asks for the same.

    Errors: CorrectableError ``not-accepted-yet``; MachineError of the disk or the medium.
    """
    trust = accepted_trust(desk)
    seal(desk, trust)
    with desk.store.writing() as connection:
        keys = desk.keys(connection)
        pending = keys.pending or DeskKeys.generate()
        if keys.pending is None:
            keep_keys(connection, replace(keys, pending=pending))
        data = sign_request(
            pending,
            office=desk.office,
            name=desk_name(desk.about),
            created=desk.now(),
            root=pinned_root(connection),
            previous=keys.current,
            ends=_ends(desk, connection, keys),
        )
    # Only now: a request whose keys were not kept could never be answered.
    write_atomic(out, data)
    return pending.desk


def why_read_only(desk: Desk) -> CorrectableError | None:
    """Why this desk only reads until it has new keys; None while it may write."""
    with desk.reading() as (connection, _):
        return own_numbers.read_only_error(connection)


def is_waiting(desk: Desk) -> bool:
    """Whether this desk asked for new keys and has no answer yet."""
    with desk.reading() as (connection, _):
        return desk.keys(connection).pending is not None


def is_asked_for(desk: Desk, name: str) -> bool:
    """Whether that is the name that this desk will have under the new keys it asked for."""
    with desk.reading() as (connection, _):
        pending = desk.keys(connection).pending
    return pending is not None and pending.desk == name


def go_on(desk: Desk, connection: Connection) -> bool:
    """Go on under the new keys if the registry that is held now lists them; whether it came to that."""
    keys, trust = desk.keys(connection), desk.trust(connection)
    if keys.pending is None or trust is None:
        return False
    listed = trust.registry.desks.get(keys.pending.desk)
    if listed is None or listed.closed:
        return False
    keep_keys(connection, OwnKeys(current=keys.pending, former=(keys.current, *keys.former)))
    forget_met(connection)
    desk.keys(connection)
    return True


def _ends(desk: Desk, connection: Connection, keys: OwnKeys) -> dict[str, tuple[int, str]]:
    """How far the logs go under the old keys; nothing is said of a log that went on elsewhere: others know better."""
    names = Names(connection)
    foreign = own_numbers.foreign_channels(desk, connection)
    ends: dict[str, tuple[int, str]] = {}
    for log in names.logs.values():
        if log.desk == keys.current.desk and log.channel not in foreign:
            end = Holdings(connection, names).counting_ends(log.channel).get(log.desk)
            if end is not None:
                ends[log.channel] = end
    return ends
