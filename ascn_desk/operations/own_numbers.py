"""What is kept of a desk's own numbers beside its profile, and the look at it that tells a restored or copied desk.

- the database comes first, then this file, then anything leaves the desk: whatever stands here was sealed for good,
  so a desk that is switched off in between is never taken for a copy
- it is written under the database's own lock, so of two programs at one profile neither puts back the other's number
- it only tells what is higher here than in the database; that it lacks something proves nothing

Source: docs/bundle-format.md, section 9.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError, DeskError
from ascn_desk.base.files import machine_error, write_atomic
from ascn_desk.base.paths import state_folder
from ascn_desk.base.words import error_text
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import Finding
from ascn_desk.store.names import Names
from ascn_desk.store.own_numbers import Tip, came_back, greatest_sealed, look, met, sealed_here
from ascn_desk.sync.bundle import BundlePayload
from ascn_desk.sync.receipts import told_of

_FOLDER = "sealed"


def state_file(desk: Desk, name: str) -> Path:
    """Where the numbers of a desk's keys are kept beside its profile; of a practice desk within its own folder."""
    practice = desk.profile.with_name(f"{desk.profile.name}-state") if desk.is_practice else None
    return (desk.state or practice or state_folder()) / _FOLDER / f"{name}.json"


def look_beside(desk: Desk, connection: Connection) -> None:
    """Hold what is kept beside the profile against this database, inside a writing transaction."""
    name = desk.keys(connection).current.desk
    look(connection, Names(connection), name, {key: [tip] for key, tip in _kept(desk, name).items()}, "state")


def look_at_opening(desk: Desk) -> None:
    """The look of every opening; it writes only where something was met."""
    with desk.reading() as (connection, names):
        kept = _kept(desk, desk.desk)
        sealed = greatest_sealed(connection, names, desk.desk)
        if met(connection) is not None or not _is_beyond(kept, sealed):
            return
    with desk.store.writing() as connection:
        look_beside(desk, connection)


def look_at_receipts(desk: Desk, connection: Connection, payloads: Iterable[BundlePayload]) -> None:
    """Hold what came with bundles against this database: what they say is held of this desk, and its segments."""
    name = desk.keys(connection).current.desk
    names = Names(connection)
    for payload in payloads:
        told = {channel: logs[name] for channel, logs in payload.have.items() if name in logs}
        look(connection, names, name, told, "receipt")
    look(connection, names, name, came_back(connection, names, [name]), "segment")


def foreign_channels(desk: Desk, connection: Connection) -> set[str]:
    """The channels in which anybody told of a segment of this desk that it did not seal."""
    name = desk.keys(connection).current.desk
    names = Names(connection)
    sealed = sealed_here(connection, names, name)
    told = [*came_back(connection, names, [name]).items(), *told_of(connection, name).items()]
    told += [(channel, [tip]) for channel, tip in _kept(desk, name).items()]
    return {
        channel
        for channel, tips in told
        if any(sealed.get(channel, {}).get(number) != identity for number, identity in tips)
    }


def note_sealed(desk: Desk) -> None:
    """Keep the greatest number of each own log beside the profile; before anything that was sealed leaves the desk.

    Errors: MachineError ``cannot-write``, ``disk-full``; what was sealed stays sealed, and the next try notes it.
    """
    with desk.store.writing() as connection:
        look_beside(desk, connection)
        if met(connection) is not None:
            # Somebody else's number stands there, and stays.
            return
        name = desk.keys(connection).current.desk
        sealed = greatest_sealed(connection, Names(connection), name)
        kept = _kept(desk, name)
        if sealed == kept:
            return
        path = state_file(desk, name)
        logs = {channel: list(tip) for channel, tip in sorted({**kept, **sealed}.items())}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise machine_error(error, path) from error
        write_atomic(path, (json.dumps({"format": 1, "logs": logs}, indent=1) + "\n").encode())


def read_only_error(connection: Connection) -> CorrectableError | None:
    """Why this desk only reads; None while it may write."""
    found = met(connection)
    if found is None:
        return None
    return CorrectableError("desk-behind", channel=found.channel, number=found.number)


def finding(connection: Connection) -> Finding | None:
    """The same for the check of everything."""
    error: DeskError | None = read_only_error(connection)
    return Finding(error.code, error_text(error), "enrol rotate") if error is not None else None


def _kept(desk: Desk, name: str) -> Mapping[str, Tip]:
    """What is kept beside the profile; nothing where it cannot be read: receipts tell the same, only later."""
    try:
        logs = json.loads(state_file(desk, name).read_bytes())["logs"]
        return {str(channel): (int(number), str(identity)) for channel, (number, identity) in logs.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_beyond(kept: Mapping[str, Tip], sealed: Mapping[str, Tip]) -> bool:
    """Whether more may stand beside than was sealed here: the quick look, without the numbers below the greatest."""
    return any(tip != sealed.get(channel) for channel, tip in kept.items())
