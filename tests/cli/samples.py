"""Views made by hand, as operations would give them."""

from __future__ import annotations

from pathlib import Path

from ascn_desk.operations import views

DESK = "a" * 26
OTHER = "b" * 26


def head(desk: str = DESK, n: int = 7, value: views.Register = "high") -> views.Head:
    return views.Head(desk, n, value, "2026-11-24T09:30:00Z", "sato", "emb-vn", "在ベトナム日本国大使館")


def case_view(**more: object) -> views.RecordView:
    settings: dict[str, object] = {
        "kind": "case",
        "id": "0193-x",
        "channel": "country/vn",
        "seen": {DESK: 7, OTHER: 6},
        "values": {"summary": "練習 case", "company": "nec", "priority": "high", "supporting_offices": ("emb-vn",)},
        "heads": {"priority": (head(), head(OTHER, 6, "low"))},
        "conflicts": ("priority",),
        "names": {"nec": "日本電気"},
        "made_at": "2026-11-24T09:00:00Z",
        "made_by": "mori",
    }
    return views.RecordView(**{**settings, **more})  # type: ignore[arg-type]


def row() -> views.Row:
    return views.Row("city", "vn-hanoi", "reference", {"name_en": "Hanoi", "population": 8053663, "pilot": True})


def history_entry() -> views.HistoryEntry:
    written = {"priority": "high", "limits:restrict-party": True}
    return views.HistoryEntry(
        DESK, 7, "2026-11-24T09:30:00Z", "sato", "在ベトナム日本国大使館", written, None, None, "replaced"
    )


def conflict() -> views.ConflictView:
    return views.ConflictView(
        "country/vn", "case", "0193-x", "priority", "練習 case", (head(), head(OTHER, 6, "low")), "high", None
    )


def group_conflict() -> views.ConflictView:
    value = {"next_action": "call", "next_due": "2026-12-01"}
    heads = (head(value=value), head(OTHER, 6, {"next_action": None, "next_due": None}))
    return views.ConflictView("country/vn", "case", "0193-x", "next_action", "練習 case", heads, value, value)


def decision() -> views.Decision:
    return views.Decision(
        "country/vn", "case", "0193-x", "priority", "練習 case", "low", "high", "mori", "外務本省",
        "2026-11-25T01:00:00Z", "already announced", OTHER, 9
    )  # fmt: skip


def report(**more: object) -> views.ImportReport:
    place = views.ConflictRef("case", "0193-x", "country/vn", "priority")
    settings: dict[str, object] = {
        "balance": {"received": 3, "shown": 2, "in_conflict": 1},
        "why": {},
        "conflicts": (place,),
        "parallel": (),
        "files": (views.FileReport("a.ascn", True, None, "", "emb-vn", "在ベトナム日本国大使館", 4, 3, 3),),
    }
    return views.ImportReport(**{**settings, **more})  # type: ignore[arg-type]


def verified(**more: object) -> views.VerifiedFile:
    settings: dict[str, object] = {
        "path": Path("a.ascn"),
        "ok": True,
        "code": None,
        "message": "",
        "desk": DESK,
        "office": "emb-vn",
        "office_name": "在ベトナム日本国大使館",
        "number": 4,
        "entries": 3,
        "created": "2026-11-24T09:30:00Z",
        "note": "",
        "unsealed": 0,
        "conflicts": 1,
        "is_encrypted": True,
        "segments": (views.SegmentLine(DESK, "country/vn", 2, 3, "2026-11-24T09:30:00Z", None),),
    }
    return views.VerifiedFile(**{**settings, **more})  # type: ignore[arg-type]
