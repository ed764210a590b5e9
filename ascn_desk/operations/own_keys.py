"""The keys that a desk goes on under, once they are others than those that its profile was made with.

They lie in the encrypted database, not in the key file: so new keys, the registry that lists them, and what is written
again under them stand together or not at all, and no passphrase is needed at the moment when the answer comes.

- ``current`` signs and seals; ``former`` ones still open what was sent to them; ``pending`` ones wait for headquarters
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ascn_desk.store.settings import read_setting, write_setting
from ascn_desk.sync.keys import DeskKeys

_KEYS = "desk_keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnKeys:
    """All keys of one desk; ``former`` newest first."""

    current: DeskKeys
    former: tuple[DeskKeys, ...] = ()
    pending: DeskKeys | None = None

    @property
    def all(self) -> tuple[DeskKeys, ...]:
        """Whatever may open a bundle, the usual first."""
        return (self.current, *((self.pending,) if self.pending else ()), *self.former)


def kept_keys(connection: Connection) -> str | None:
    """The keys as the database keeps them; None while a desk has only those of its key file."""
    return read_setting(connection, _KEYS)


def read_keys(kept: str | None, first: DeskKeys) -> OwnKeys:
    """What is kept, as keys; ``first`` are those of the key file."""
    if kept is None:
        return OwnKeys(current=first)
    held = json.loads(kept)
    return OwnKeys(
        current=DeskKeys.from_secret(held["current"]),
        former=tuple(map(DeskKeys.from_secret, held["former"])),
        pending=DeskKeys.from_secret(held["pending"]) if held["pending"] else None,
    )


def keep_keys(connection: Connection, keys: OwnKeys) -> None:
    """Keep these from now on."""
    held = {
        "current": keys.current.to_secret(),
        "former": _secrets(keys.former),
        "pending": keys.pending.to_secret() if keys.pending else None,
    }
    write_setting(connection, _KEYS, json.dumps(held))


def _secrets(keys: Sequence[DeskKeys]) -> list[dict[str, str]]:
    return [each.to_secret() for each in keys]
