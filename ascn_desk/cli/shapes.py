"""What programs get: each view as the object that docs/commands.md fixes. A key may be added, none changed.

Shapes: sets become lists of their members; everything is plain JSON data; values stand as the journal has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text
from ascn_desk.domain.kind import DELETED, MERGED_INTO
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import views

Json = dict[str, object]


def error(problem: DeskError) -> Json:
    """A failure: its stable code, the sentence, the data that the sentence is made of."""
    return {
        "error": {
            "code": problem.code,
            "message": error_text(problem),
            "data": {name: data(value) for name, value in problem.data.items()},
        }
    }


def data(value: object) -> object:
    """Anything an error carries, as plain JSON data."""
    match value:
        case None | bool() | int() | str():
            return value
        case Mapping():
            return {str(name): data(each) for name, each in value.items()}
        case set() | frozenset():
            return sorted((data(each) for each in value), key=str)
        case list() | tuple():
            return [data(each) for each in value]
        case _:
            return str(value)


def saved(each: views.Saved) -> Json:
    """``add``, ``set``, ``batch``, ``case log``, ``resolve``; ``n`` is null where nothing had to be written."""
    return {"id": each.id, "channel": each.channel, "n": each.n}


def saved_case(each: views.Saved) -> Json:
    """``case add``."""
    return {"id": each.id, "reference": each.reference, "channel": each.channel, "n": each.n}


def record(view: views.RecordView) -> Json:
    """``show``."""
    return {
        "kind": view.kind,
        "id": view.id,
        "channel": view.channel,
        "seen": dict(view.seen),
        "deleted": view.deleted,
        "merged_into": view.merged_into,
        "values": {
            name: value for name, value in values(view.kind, view.values).items() if name not in (DELETED, MERGED_INTO)
        },
        "heads": {register: [head(each) for each in heads] for register, heads in view.heads.items()},
        "conflicts": list(view.conflicts),
        "redacted": list(view.redacted),
        "made_at": view.made_at,
        "made_by": view.made_by,
        "changed_at": view.changed_at,
        "changed_by": view.changed_by,
    }


def values(kind: str, held: views.Values) -> Json:
    """Every field of the kind with its shown value: null or an empty list where it has none."""
    declared = KINDS[kind].fields
    shown: Json = {name: [] if field.is_set else None for name, field in declared.items()}
    shown.update((name, list(value) if isinstance(value, tuple | list) else value) for name, value in held.items())
    return shown


def head(each: views.Head) -> Json:
    """One of the values that nobody replaced."""
    return {
        "desk": each.desk,
        "n": each.n,
        "value": register_value(each.value),
        "at": each.at,
        "by": each.by,
        "office": each.office,
    }


def register_value(value: views.Register) -> object:
    """A scalar, or an object field → value for a group."""
    return dict(value) if isinstance(value, Mapping) else value


def page(found: views.Page) -> Json:
    """``list``."""
    return {
        "total": found.total,
        "rows": [{"id": row.id, "channel": row.channel, **values(row.kind, row.values)} for row in found.rows],
    }


def history(entries: Iterable[views.HistoryEntry]) -> Json:
    """``history``."""
    return {
        "entries": [
            {
                "desk": each.desk,
                "n": each.n,
                "at": each.at,
                "by": each.by,
                "set": dict(each.set),
                "why": each.why,
                "bundle": each.bundle,
                "state": each.state,
            }
            for each in entries
        ]
    }


def found(searched: views.SearchWithCases) -> Json:
    """``search``; ``cases`` lists those of each city and company that was found by its name."""
    return {
        "total": searched.page.total,
        "rows": [_hit(each) for each in searched.page.rows],
        "cases": [
            {
                "of": {"kind": each.named.kind, "id": each.named.id, "title": each.named.title},
                "total": each.total,
                "rows": [_hit(one) for one in each.rows],
            }
            for each in searched.cases
        ],
    }


def _hit(hit: views.SearchHit) -> Json:
    return {"kind": hit.kind, "id": hit.id, "channel": hit.channel, "title": hit.title, "excerpt": hit.excerpt}


def exported(files: Iterable[views.ExportedFile]) -> Json:
    """``export``."""
    return {
        "files": [
            {
                "path": str(each.path),
                "bundle": each.bundle,
                "number": each.number,
                "entries": each.entries,
                "size": each.size,
                "office": each.office,
            }
            for each in files
        ]
    }


def verified(file: views.VerifiedFile) -> Json:
    """``verify``; ``code`` says why a file was refused."""
    return {
        "ok": file.ok,
        "from": file.desk,
        "office": file.office,
        "entries": file.entries,
        "code": file.code,
        "number": file.number,
        "created": file.created,
        "note": file.note,
        "encrypted": file.is_encrypted,
        "open": {"unsealed": file.unsealed, "conflicts": file.conflicts},
        "segments": len(file.segments),
    }


def inspected(file: views.VerifiedFile) -> Json:
    """``inspect``: as ``verify``, with every segment."""
    segments = [
        {
            "desk": each.desk,
            "channel": each.channel,
            "number": each.number,
            "entries": each.entries,
            "sealed": each.sealed,
            "code": each.code,
        }
        for each in file.segments
    ]
    return verified(file) | {"segments": segments}


_COUNTED = (
    "received",
    "known",
    "redacted",
    "not_counting",
    "not_authorised",
    "invalid",
    "unknown_kind",
    "in_conflict",
    "replaced",
    "shown",
)


def report(done: views.ImportReport) -> Json:
    """``rehearse``, ``import``."""
    return {
        "balance": {
            **{name: done.balance.get(name, 0) for name in _COUNTED},
            "why": dict(sorted(done.why.items())),
        },
        "conflicts": [_place(each) for each in done.conflicts],
        "parallel": [_place(each) for each in done.parallel],
        "files": [file_report(each) for each in done.files],
        "decisions": [decision(each) for each in done.decisions],
    }


def file_report(each: views.FileReport) -> Json:
    return {
        "path": each.path,
        "ok": each.ok,
        "code": each.code,
        "office": each.office,
        "number": each.number,
        "entries": each.entries,
        "new": each.new,
        "quarantine": each.quarantine,
    }


def _place(each: views.ConflictRef) -> Json:
    return {"kind": each.kind, "id": each.id, "channel": each.channel, "register": each.register}


def decision(each: views.Decision) -> Json:
    """A value of this desk that was not kept, with who decided and why."""
    return {
        "channel": each.channel,
        "kind": each.kind,
        "id": each.id,
        "register": each.register,
        "mine": register_value(each.mine),
        "shown": register_value(each.shown),
        "desk": each.desk,
        "n": each.n,
        "at": each.at,
        "by": each.by,
        "why": each.why,
    }


def conflicts(found: Iterable[views.ConflictView]) -> Json:
    """``conflicts``."""
    return {
        "conflicts": [
            {
                "channel": each.channel,
                "kind": each.kind,
                "id": each.id,
                "register": each.register,
                "heads": [head(one) for one in each.heads],
                "shown": register_value(each.shown),
                "base": register_value(each.base),
            }
            for each in found
        ]
    }


def heard(compared: views.Comparison) -> Json:
    """What ``fingerprint --heard`` adds; ``differing`` counts words from 1."""
    return {"same": compared.is_same, "differing": list(compared.differing)}


def fingerprints(prints: Iterable[views.ChannelPrint]) -> Json:
    """``fingerprint``; ``state`` only where it was asked for."""
    return {
        "channels": {
            each.channel: {
                "sha256": each.sha256,
                "words": list(each.words),
                "unsealed": each.unsealed,
                **({} if each.state is None else {"state": each.state}),
            }
            for each in prints
        }
    }


def approval(done: views.Approval) -> Json:
    """``enrol approve``."""
    return {
        "desk": done.desk,
        "registry": done.registry,
        "words": list(done.words),
        "office": done.office,
        "file": str(done.path) if done.path is not None else None,
        "taken": [file_report(each) for each in done.taken],
    }


def accepted(done: views.Accepted) -> Json:
    """``enrol accept``."""
    return {"office": done.office, "entries": done.entries}


def pack(built: views.BuiltPack, file: Path) -> Json:
    """``pack``."""
    return {
        "file": str(file),
        "pages": built.pages,
        "sha256": built.sha256,
        "warnings": [{"code": code, "page": page, "message": message} for code, page, message in built.warnings],
    }


def findings(found: Iterable[views.Finding]) -> Json:
    """``check``."""
    listed = [{"code": each.code, "message": each.message, "repair": each.repair} for each in found]
    return {"ok": not listed, "findings": listed}
