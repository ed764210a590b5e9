"""Where a profile keeps its backups, and when the newest was made."""

from __future__ import annotations

from datetime import datetime

from ascn_desk.operations.desk import Desk
from ascn_desk.store import backup as copies

BACKUPS = "backups"


def last_backup(desk: Desk) -> datetime | None:
    """When the newest backup in the profile was made."""
    held = copies.backups(desk.profile / BACKUPS)
    return copies.made_at(held[0]) if held else None
