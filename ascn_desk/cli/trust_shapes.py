"""What programs get of root and registry: each view as the object that docs/commands.md fixes."""

from __future__ import annotations

from collections.abc import Iterable

from ascn_desk.cli.shapes import Json, data, file_report
from ascn_desk.operations.trust_care import Warned
from ascn_desk.operations.trust_changes import TrustChanged
from ascn_desk.operations.trust_closing import Closed
from ascn_desk.operations.trust_readable import Readable
from ascn_desk.operations.trust_root import KeyFile
from ascn_desk.sync.registry import End


def changed(done: TrustChanged) -> Json:
    """Every command that changes root or registry, or says what would change."""
    return {
        "outcome": done.outcome,
        "root": done.root,
        "registry": done.registry,
        "changes": [
            {"code": each.code, **{name: data(value) for name, value in each.data.items()}} for each in done.differences
        ],
        "missing": [{"role": each.role, "needed": each.needed, "keys": list(each.keys)} for each in done.missing],
        "begins": done.begins,
        "ceases": done.ceases,
        "file": str(done.path) if done.path is not None else None,
        "taken": [file_report(each) for each in done.taken],
    }


def closed(done: Closed) -> Json:
    """``trust close``."""
    return {
        "desk": done.desk,
        "office": done.office,
        "ends": {channel: end(each) for channel, each in done.ends.items()},
        **changed(done.change),
        "readable": readable(done.readable),
    }


def readable(told: Readable) -> Json:
    """``trust readable``; ``list`` is empty where only figures were asked for."""
    return {
        "desk": told.desk,
        "office": told.office,
        "reads": list(told.reads),
        "last": {"number": told.last_number, "at": told.last_at} if told.last_number is not None else None,
        "channels": [
            {
                "channel": each.channel,
                "records": each.total,
                "personal": each.personal,
                "kinds": dict(each.kinds),
                "list": [
                    {"kind": one.kind, "id": one.id, "title": one.title, "personal": one.is_personal}
                    for one in each.records
                ],
            }
            for each in told.channels
        ],
    }


def key(made: KeyFile) -> Json:
    """``trust new-key`` and ``trust key``."""
    return {"file": str(made.path), "for": made.purpose, "public": made.public, "key": made.key}


def warnings(found: Iterable[Warned]) -> list[Json]:
    """What ``trust show`` and ``check`` warn of."""
    return [{"code": each.code, "message": each.message} for each in found]


def end(each: End) -> list[int | str | None]:
    """An end as the registry writes it."""
    return list(each if each.shared is not None else each[:2])
