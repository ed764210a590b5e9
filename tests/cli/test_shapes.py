"""Every shape has the keys that docs/commands.md fixes, in plain JSON data."""

from __future__ import annotations

import json
from pathlib import Path

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import set_language
from ascn_desk.cli import shapes
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import views
from tests.cli import samples
from tests.cli.samples import DESK, OTHER
from tests.operations.test_pack_content import FRAME


def through_json(shape: object) -> object:
    return json.loads(json.dumps(shape))


def test_a_record_has_every_field_and_its_heads() -> None:
    shape = shapes.record(samples.case_view())
    assert through_json(shape) == shape
    fixed = ["kind", "id", "channel", "seen", "deleted", "merged_into", "values", "heads", "conflicts"]
    assert list(shape)[:9] == fixed
    assert shape["seen"] == {DESK: 7, OTHER: 6}
    values = shape["values"]
    assert isinstance(values, dict) and set(values) == set(KINDS["case"].fields) - {"deleted", "merged_into"}
    assert (values["supporting_offices"], values["tags"], values["city"]) == (["emb-vn"], [], None)
    assert shape["heads"] == {
        "priority": [
            {"desk": DESK, "n": 7, "value": "high", "at": "2026-11-24T09:30:00Z", "by": "sato", "office": "emb-vn"},
            {"desk": OTHER, "n": 6, "value": "low", "at": "2026-11-24T09:30:00Z", "by": "sato", "office": "emb-vn"},
        ]
    }
    assert shape["conflicts"] == ["priority"]


def test_a_list_row_is_flat_and_has_every_field() -> None:
    shape = shapes.page(views.Page(41, (samples.row(),)))
    assert shape["total"] == 41
    (row,) = shape["rows"]  # type: ignore[misc]
    assert set(row) == {"id", "channel", *KINDS["city"].fields}
    assert (row["id"], row["name_en"], row["pilot"], row["focus_areas"]) == ("vn-hanoi", "Hanoi", True, [])


def test_saved_tells_id_channel_and_count() -> None:
    saved = views.Saved("case", "x", "office/emb-vn", 12, "HAN-26-K3F7")
    assert shapes.saved(saved) == {"id": "x", "channel": "office/emb-vn", "n": 12}
    assert shapes.saved_case(saved) == {"id": "x", "reference": "HAN-26-K3F7", "channel": "office/emb-vn", "n": 12}


def test_a_group_in_conflict_is_an_object_of_field_and_value() -> None:
    shape = shapes.conflicts([samples.group_conflict(), samples.conflict()])
    first, second = shape["conflicts"]  # type: ignore[misc]
    assert list(first)[:5] == ["channel", "kind", "id", "register", "heads"]
    assert first["heads"][0]["value"] == {"next_action": "call", "next_due": "2026-12-01"}
    assert second["heads"][1]["value"] == "low"


def test_a_balance_names_every_place_an_entry_can_have() -> None:
    shape = shapes.report(samples.report(why={"gap": 2}))
    assert shape["balance"] == {
        "received": 3, "known": 0, "redacted": 0, "not_counting": 0, "not_authorised": 0, "invalid": 0,
        "unknown_kind": 0, "in_conflict": 1, "replaced": 0, "shown": 2, "why": {"gap": 2},
    }  # fmt: skip
    assert shape["conflicts"] == [{"kind": "case", "id": "0193-x", "channel": "country/vn", "register": "priority"}]
    assert set(shape) >= {"balance", "conflicts", "parallel", "files"}


def test_a_verified_file_tells_from_whom_it_is() -> None:
    shape = shapes.verified(samples.verified())
    assert {name: shape[name] for name in ("ok", "from", "office", "entries")} == {
        "ok": True, "from": DESK, "office": "emb-vn", "entries": 3,
    }  # fmt: skip
    inspected = shapes.inspected(samples.verified())
    assert inspected["segments"] == [
        {"desk": DESK, "channel": "country/vn", "number": 2, "entries": 3, "sealed": "2026-11-24T09:30:00Z",
         "code": None}
    ]  # fmt: skip


def test_history_keeps_what_was_written_as_it_was_written() -> None:
    (entry,) = shapes.history([samples.history_entry()])["entries"]  # type: ignore[misc]
    assert list(entry) == ["desk", "n", "at", "by", "set", "why", "bundle", "state"]
    assert entry["set"] == {"priority": "high", "limits:restrict-party": True}


def test_fingerprints_tell_the_state_only_where_it_was_asked_for() -> None:
    six = ("a", "b", "c", "d", "e", "f")
    prints = [views.ChannelPrint("reference", "00", six, 0), views.ChannelPrint("country/vn", "11", six, 3, "22")]
    assert shapes.fingerprints(prints) == {
        "channels": {
            "reference": {"sha256": "00", "words": list(six), "unsealed": 0},
            "country/vn": {"sha256": "11", "words": list(six), "unsealed": 3, "state": "22"},
        }
    }


def test_the_other_shapes_are_as_fixed() -> None:
    hit = views.SearchHit("city", "vn-hanoi", "reference", "Hanoi", "…")
    assert shapes.found(views.SearchWithCases(views.SearchPage(1, (hit,)), ()))["rows"] == [
        {"kind": "city", "id": "vn-hanoi", "channel": "reference", "title": "Hanoi", "excerpt": "…"}
    ]
    file = views.ExportedFile(Path("x.ascn"), "uuid", 3, 5, 900, "hq")
    assert shapes.exported([file])["files"] == [
        {"path": "x.ascn", "bundle": "uuid", "number": 3, "entries": 5, "size": 900, "office": "hq"}
    ]
    approval = shapes.approval(views.Approval(DESK, "emb-vn", 2, ("w",) * 12, Path("s.ascn")))
    assert (approval["desk"], approval["registry"], approval["words"]) == (DESK, 2, ["w"] * 12)
    assert shapes.accepted(views.Accepted("emb-vn", 9)) == {"office": "emb-vn", "entries": 9}
    built = views.BuiltPack(b"%PDF", 2, "00", (("stale", 1, "old"),), None, FRAME)
    assert shapes.pack(built, Path("x.pdf")) == {
        "file": "x.pdf", "pages": 2, "sha256": "00", "warnings": [{"code": "stale", "page": 1, "message": "old"}],
    }  # fmt: skip
    assert shapes.findings([]) == {"ok": True, "findings": []}
    assert shapes.findings([views.Finding("c", "m", "r")])["ok"] is False


def test_an_error_tells_code_sentence_and_plain_data() -> None:
    set_language("en")
    shape = shapes.error(CorrectableError("folder-not-empty", path=Path("x"), more={"b", "a"}, pair=(1, None)))
    assert through_json(shape) == shape
    error = shape["error"]
    assert isinstance(error, dict)
    assert error["code"] == "folder-not-empty"
    assert error["message"] == "The folder x is not empty. Name an empty or a new one."
    assert error["data"] == {"path": "x", "more": ["a", "b"], "pair": [1, None]}
