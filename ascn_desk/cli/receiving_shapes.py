"""What programs get of what came in; as in :mod:`ascn_desk.cli.shapes`, a key may be added, none changed."""

from __future__ import annotations

from collections.abc import Iterable

from ascn_desk.cli.shapes import Json
from ascn_desk.operations.setting_aside import BundleLine, Turned
from ascn_desk.operations.views import BundleChain, ImportReport, WaitingLog


def bundles(found: Iterable[BundleLine], numbered: Iterable[BundleChain], held: Iterable[WaitingLog]) -> Json:
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
        ],
        "chains": chains(numbered),
        "waiting": waiting(held),
    }


def report(done: ImportReport) -> Json:
    """What ``import`` and ``rehearse`` say beside the account."""
    return {"chains": chains(done.chains), "waiting": waiting(done.waiting)}


def chains(found: Iterable[BundleChain]) -> list[Json]:
    """What ``bundles``, ``import`` and ``rehearse`` say of the numbers of files; of each run the first and the last."""
    return [
        {
            "office": each.office,
            "desks": list(each.desks),
            "open": each.is_open,
            "first": each.first,
            "last": each.last,
            "missing": [list(span) for span in each.missing],
            "broken": list(each.broken),
            "came_otherwise": each.came_otherwise,
        }
        for each in found
    ]


def waiting(found: Iterable[WaitingLog]) -> list[Json]:
    """What ``bundles``, ``check``, ``import`` and ``rehearse`` say of segments that wait."""
    return [
        {
            "desk": each.desk,
            "office": each.office,
            "channel": each.channel,
            "numbers": [list(span) for span in each.numbers],
            "entries": each.entries,
            "missing": [list(span) for span in each.missing],
            "too_high": [list(span) for span in each.too_high],
            "unpurged": [list(span) for span in each.unpurged],
        }
        for each in found
    ]


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
