"""Records through the commands: what was typed is there, what is wrong changes nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CASE = ("case", "add", "--company", "nec", "--category", "information", "--summary", "練習: asks for a map")


def test_a_case_is_logged_shown_changed_and_remembered(run: Run) -> None:
    added = run("emb-vn", *CASE, "--city", "vn-hanoi", "priority=高", "next_due=fri")
    assert added.code == 0
    assert set(added.json) == {"id", "reference", "channel", "n"}
    assert added.json["reference"].startswith("HAN-26-") and added.json["channel"] == "office/emb-vn"
    case = added.json["id"]
    shown = run("emb-vn", "show", "case", case).json
    assert shown["values"]["priority"] == "high" and shown["values"]["next_due"] == "2026-11-27"
    assert list(shown["seen"].values()) == [added.json["n"]]
    changed = run("emb-vn", "set", "case", case, "priority=low", "supporting_offices:cg-da-nang=true", "--why", "so")
    assert changed.json == {"id": case, "channel": "office/emb-vn", "n": added.json["n"] + 1}
    entries = run("emb-vn", "history", "case", case).json["entries"]
    assert [entry["n"] for entry in entries] == [changed.json["n"], added.json["n"]]
    assert entries[0]["set"] == {"priority": "low", "supporting_offices:cg-da-nang": True}
    assert (entries[0]["why"], entries[0]["state"]) == ("so", "shown")


def test_a_log_entry_goes_to_the_case_by_its_id_or_its_reference(run: Run) -> None:
    case = run("emb-vn", *CASE).json
    for name in (case["id"], case["reference"]):
        logged = run("emb-vn", "case", "log", name, "--text", "called back", "--medium", "phone", "log_kind=note")
        assert set(logged.json) == {"id", "channel", "n"}
    found = run("emb-vn", "list", "log_entry", "--where", f"case={case['id']}").json
    assert found["total"] == 2
    assert {row["happened_on"] for row in found["rows"]} == {"2026-11-24"}
    assert run("emb-vn", "case", "log", "HAN-26-ZZZZ", "--text", "x").error == "unknown-reference"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        (["--city", "vn-nowhere"], "unknown-record"),
        (["--company", "nobody-inc"], "unknown-record"),
        (["--category", "nonsense"], "not-offered"),
        (["--summary", "【秘】 paper"], "secret-mark"),
        (["next_due=31/2"], "bad-date"),
        (["priority=sometime"], "bad-choice"),
    ],
)
def test_a_case_that_cannot_be_is_refused_and_nothing_changes(run: Run, changes: list[str], error: str) -> None:
    replaced = {name: value for name, value in zip(changes[::2], changes[1::2], strict=False)}
    given = {"--company": "nec", "--category": "information", "--summary": "x", **replaced}
    rest = [each for each in changes if "=" in each]
    options = [each for pair in given.items() if pair[0].startswith("--") for each in pair]
    ran = run("emb-vn", "case", "add", *options, *rest)
    assert (ran.code, ran.error) == (1, error)
    assert run("emb-vn", "list", "case").json["total"] == 0


def test_a_person_reads_one_sentence_in_her_language(run: Run) -> None:
    ran = run("emb-vn", *CASE, "--city", "vn-nowhere", "--lang", "ja", as_json=False)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "vn-nowhere" in ran.err and "都市" in ran.err


def test_a_list_is_filtered_sorted_and_cut(run: Run) -> None:
    ran = run("emb-vn", "list", "city", "--where", "country=vn", "pilot=yes", "--sort", "-name_en", "--limit", "2")
    assert ran.json["total"] == 3
    assert [row["id"] for row in ran.json["rows"]] == ["vn-ho-chi-minh-city", "vn-hanoi"]
    rest = run("emb-vn", "list", "city", "--where", "country=vn", "pilot=yes", "--sort", "-name_en", "--offset", "2")
    assert [row["id"] for row in rest.json["rows"]] == ["vn-da-nang"]
    assert run("emb-vn", "list", "company", "--where", "sectors=water").json["total"] > 0
    assert run("emb-vn", "list", "company", "--where", "sectors:water=true").json["total"] > 0
    assert run("emb-vn", "list", "city", "--where", "id=vn-hanoi").json["total"] == 1


def test_search_finds_words_of_two_letters(run: Run) -> None:
    run("emb-vn", *CASE)
    found = run("emb-vn", "search", "練習", "--kind", "case", "--limit", "5").json
    assert found["total"] == 1
    assert set(found["rows"][0]) == {"kind", "id", "channel", "title", "excerpt"}
    assert run("emb-vn", "search", "nowhere-to-be-found").json == {"total": 0, "rows": [], "cases": []}


def test_search_by_a_city_lists_its_cases_although_they_do_not_name_it(run: Run) -> None:
    made = run("emb-vn", *CASE, "--city", "vn-hanoi").json
    (cases,) = run("emb-vn", "search", "Hanoi").json["cases"]
    assert cases["of"]["id"] == "vn-hanoi" and made["id"] in [row["id"] for row in cases["rows"]]


def test_headquarters_adds_a_city_under_its_code(run: Run) -> None:
    added = run("hq", "add", "city", "country=vn", "name_en=Hue", "name_ja=フエ", "--id", "vn-hue")
    assert added.json["id"] == "vn-hue"
    assert run("hq", "show", "city", "vn-hue").json["channel"] == "reference"
    assert run("emb-vn", "add", "city", "country=vn", "name_en=Hue").error == "not-writable"


def test_two_who_saw_the_same_are_both_kept(run: Run) -> None:
    case = run("emb-vn", *CASE).json
    seen = run("emb-vn", "show", "case", case["id"]).json["seen"]
    run("emb-vn", "set", "case", case["id"], "priority=high")
    stale = ",".join(f"{desk}:{n}" for desk, n in seen.items())
    run("emb-vn", "set", "case", case["id"], "priority=low", "--seen", stale)
    assert run("emb-vn", "show", "case", case["id"]).json["conflicts"] == ["priority"]
    assert run("emb-vn", "set", "case", case["id"], "priority=low", "--seen", "desk:1").error == "bad-seen"


def test_a_batch_is_saved_whole(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "b.jsonl"
    lines = [
        {"add": "follow_up", "values": {"what": f"follow-up {number}", "due": "2026-12-01"}} for number in range(3)
    ]
    file.write_text("".join(json.dumps(line) + "\n\n" for line in lines), encoding="utf-8")
    ran = run("emb-vn", "batch", file)
    assert [set(line) for line in ran.lines] == [{"id", "channel", "n"}] * 3
    change = {"set": "follow_up", "id": ran.lines[0]["id"], "values": {"what": "other"}, "why": "because"}
    file.write_text(json.dumps(change), encoding="utf-8")
    assert run("emb-vn", "batch", file).lines[0]["id"] == change["id"]
    assert run("emb-vn", "show", "follow_up", str(change["id"])).json["values"]["what"] == "other"


def test_a_batch_may_come_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    line = b'{"add":"follow_up","values":{"what":"x"}}\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line)))
    assert run("emb-vn", "batch", "-").lines[0]["channel"] == "office/emb-vn"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ('{"add":', "batch-not-json"),
        ('{"add":"follow_up","values":{"what":"x"},"extra":1}', "batch-unknown-member"),
        ('{"add":"nonsense","values":{"what":"x"}}', "unknown-kind"),
        ('{"add":"follow_up","values":{"due":"2026-12-01"}}', "required"),
        ('{"add":"follow_up","values":{"what":"x","due":"2026-13-01"}}', "bad-date"),
        ('{"add":"follow_up","values":{"what":7}}', "bad-text"),
        ('{"add":"follow_up","values":{"nothing":"x"}}', "unknown-field"),
        ('{"set":"follow_up","id":"nope","values":{"what":"x"}}', "unknown-record"),
        ('{"add":"follow_up","channel":"office/hq","values":{"what":"x"}}', "channel-not-writable"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_saved_unless_each_is_given(
    run: Run, tmp_path: Path, bad: str, code: str
) -> None:
    file = tmp_path / "b.jsonl"
    good = '{"add":"follow_up","values":{"what":"good"}}'
    file.write_text(f"{good}\n\n{bad}\n{good}\n", encoding="utf-8")
    ran = run("emb-vn", "batch", file)
    assert (ran.code, ran.json["line"], ran.error) == (1, 3, code)
    assert run("emb-vn", "list", "follow_up").json["total"] == 0
    apart = run("emb-vn", "batch", file, "--each")
    assert (apart.code, len(apart.lines)) == (1, 2)
    assert apart.lines[1]["line"] == 3 and apart.lines[1]["error"]["code"] == code
    assert run("emb-vn", "list", "follow_up").json["total"] == 1


def test_what_names_nothing_is_wrong_use_or_unknown(run: Run, tmp_path: Path) -> None:
    for arguments, code, error in (
        (("show", "case", "nope"), 1, "unknown-record"),
        (("history", "case", "nope"), 1, "unknown-record"),
        (("show", "nonsense", "x"), 2, "unknown-kind"),
        (("add", "case", "nonsense=1"), 2, "unknown-field"),
        (("add", "case", "no assignment"), 2, "not-an-assignment"),
        (("list", "case", "--where", "nonsense=1"), 2, "unknown-field"),
        (("list", "case", "--sort", "nonsense"), 2, "unknown-field"),
        (("list", "case", "--limit", "many"), 2, "not-a-count"),
        (("batch", tmp_path / "none"), 2, "no-such-file"),
    ):
        ran = run("emb-vn", *arguments)
        assert (ran.code, ran.error) == (code, error), arguments


def test_kinds_need_no_desk(bare: Run) -> None:
    whole = bare("kinds", "--json").json["kinds"]
    assert len(whole) > 30
    (case,) = bare("kinds", "case", "--json").json["kinds"]
    assert case in whole and case["kind"] == "case"
    assert {"kind", "written_by", "channel", "personal", "fields"} <= set(case)
    needed = {"name", "type", "set", "register", "choices", "target", "min", "max", "length", "required_from", "words"}
    assert all(needed <= set(field) for field in case["fields"])
    assert bare("kinds", "nonsense", "--json").code == 2


def test_people_read_tables(run: Run) -> None:
    run("emb-vn", *CASE)
    listed = run("emb-vn", "list", "case", "--lang", "ja", as_json=False)
    assert "情報提供" in listed.out and "日本電気" in listed.out and listed.out.endswith("1件中1件\n")
    assert "Nothing found." in run("emb-vn", "list", "visit", as_json=False).out


def test_a_case_is_shared_wider_with_the_notes_that_are_named(run: Run) -> None:
    case = run("emb-vn", "case", "add", "--company", "nec", "--category", "information", "--summary", "practice").json
    note = run("emb-vn", "case", "log", case["id"], "--text", "told the country").json
    done = run("emb-vn", "case", "share", case["reference"], "--channel", "country/vn", "--with", note["id"])
    assert done.code == 0 and done.json["channel"] == "country/vn" and list(done.json["notes"]) == [note["id"]]
    assert run("emb-vn", "show", "case", case["id"]).json["merged_into"] == done.json["id"]
    assert run("emb-vn", "case", "share", done.json["id"], "--channel", "office/emb-vn").error == "not-wider"
