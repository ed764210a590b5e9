"""What programs get of what came in; as in :mod:`ascn_desk.cli.shapes`, a key may be added, none changed."""

from __future__ import annotations

from collections.abc import Iterable

from ascn_desk.cli.shapes import Json
from ascn_desk.operations.setting_aside import BundleLine, Turned


def bundles(found: Iterable[BundleLine]) -> Json:
    """``bundles``."""
    return {
        "bundles": [
            {
                "bundle": each.bundle,
                "office": each.office,
                "desk": each.desk,
                "number": each.number,
                "created": each.created,
                "at": each.at,
                "entries": each.entries,
                "new": each.new,
                "conflicts": each.conflicts,
                "open": each.is_open,
                "aside": each.aside._asdict() if each.aside else None,
            }
            for each in found
        ]
    }


def turned(done: Turned) -> Json:
    """``set-aside``, ``take-back``."""
    return {
        "bundle": done.bundle,
        "office": done.office,
        "number": done.number,
        "segments": done.segments,
        "entries": done.entries,
        "records": done.records,
    }
