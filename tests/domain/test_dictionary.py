"""The declarations told to programs and to people."""

from __future__ import annotations

import json
from pathlib import Path

from ascn_desk.domain.dictionary import data_dictionary, describe_kind
from ascn_desk.domain.kinds import KINDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"


def test_the_page_is_current() -> None:
    """If not: python tools/write_data_dictionary.py."""
    assert PAGE.read_text(encoding="utf-8") == data_dictionary()


def test_the_page_names_every_kind_and_every_field_in_both_languages() -> None:
    page = data_dictionary()
    for kind in KINDS.values():
        assert f"## `{kind.name}` {kind.ja} {kind.en}\n" in page
        for field in kind.fields.values():
            assert f"| `{field.name}` | {field.ja} | {field.en} |" in page


def test_a_kind_is_described_as_the_command_prints_it() -> None:
    case = describe_kind(KINDS["case"])
    assert json.loads(json.dumps(case)) == case
    assert (case["written_by"], case["channel"], case["personal"]) == (
        ["mission", "headquarters"],
        "office",
        False,
    )
    fields = {field["name"]: field for field in case["fields"]}  # type: ignore[attr-defined]
    assert fields["status"]["choices"][:2] == ["new", "in-progress"]
    assert fields["status_on"]["register"] == "status"
    assert fields["category"]["list"] == "case_category" and fields["category"]["choices"] is None
    assert fields["company"]["target"] == "company" and fields["company"]["required_from"] == "save"
    assert fields["summary"]["length"] == 200 and fields["limits"]["set"] is True
    assert fields["summary"]["words"] == {"ja": "概要", "en": "Summary"}


def test_channels_are_told_for_programs() -> None:
    channels = {describe_kind(KINDS[each])["channel"] for each in ("city", "project", "case", "purge")}
    assert channels == {"reference", "reference|country", "office", "entry"}
