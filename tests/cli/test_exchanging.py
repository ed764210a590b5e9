"""Bundles and conflicts through the commands, between headquarters and two missions."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

EMBASSY, CONSULATE = "emb-vn", "cg-ho-chi-minh-city"
CASE = ("case", "add", "--company", "nec", "--category", "information", "--summary", "practice")


@pytest.fixture
def shared(run: Run, tmp_path: Path) -> dict[str, Any]:
    """A case that both missions hold."""
    case: dict[str, Any] = run("hq", *CASE, "--channel", "country/vn").json
    for office in (EMBASSY, CONSULATE):
        run(office, "import", sent(run, "hq", office, tmp_path))
    return case


def sent(run: Run, office: str, to: str, folder: Path) -> str:
    """The one bundle that an office writes for another."""
    (file,) = run(office, "export", "--to", to, "--out", folder / "post").json["files"]
    return str(file["path"])


def clashing(run: Run, case: dict[str, Any], tmp_path: Path) -> list[str]:
    """Two bundles in which the missions say different things of the same field."""
    run(EMBASSY, "set", "case", case["id"], "priority=high")
    run(CONSULATE, "set", "case", case["id"], "priority=low", "next_action=call", "next_due=2026-12-01")
    return [sent(run, office, "hq", tmp_path) for office in (EMBASSY, CONSULATE)]


def test_a_bundle_is_verified_rehearsed_imported_and_known_the_second_time(run: Run, tmp_path: Path) -> None:
    run(EMBASSY, *CASE)
    path = sent(run, EMBASSY, "hq", tmp_path)
    verified = run("hq", "verify", path)
    assert verified.code == 0
    assert (verified.json["ok"], verified.json["office"], verified.json["entries"]) == (True, EMBASSY, 1)
    inspected = run("hq", "inspect", path).json
    assert [(each["channel"], each["entries"]) for each in inspected["segments"]] == [("office/emb-vn", 1)]
    rehearsed = run("hq", "rehearse", path)
    assert run("hq", "list", "case").json["total"] == 0
    done = run("hq", "import", path)
    assert (rehearsed.code, done.code) == (0, 0)
    assert rehearsed.json["balance"] == done.json["balance"]
    assert done.json["balance"]["received"] == done.json["balance"]["shown"] == 1
    again = run("hq", "import", path)
    assert again.code == 0
    assert again.json["balance"]["known"] == again.json["balance"]["received"] == 1
    assert run("hq", "list", "case").json["total"] == 1


def test_several_files_are_imported_in_one_go_with_an_exact_account(
    run: Run, shared: dict[str, Any], tmp_path: Path
) -> None:
    report = run("hq", "import", *clashing(run, shared, tmp_path)).json
    balance = {name: count for name, count in report["balance"].items() if name != "why"}
    assert sum(balance.values()) == 2 * balance["received"]
    assert (balance["received"], balance["in_conflict"]) == (2, 2)
    place = {"kind": "case", "id": shared["id"], "channel": "country/vn", "register": "priority"}
    assert report["conflicts"] == [place]
    assert [each["ok"] for each in report["files"]] == [True, True]


def test_a_conflict_is_listed_and_decided_and_the_decision_travels(
    run: Run, shared: dict[str, Any], tmp_path: Path
) -> None:
    run("hq", "import", *clashing(run, shared, tmp_path))
    (conflict,) = run("hq", "conflicts").json["conflicts"]
    assert (conflict["register"], {head["value"] for head in conflict["heads"]}) == ("priority", {"high", "low"})
    kept = next(head for head in conflict["heads"] if head["value"] == "high")
    resolve = ["resolve", "case", shared["id"], "priority"]
    done = run("hq", *resolve, "--take", f"{kept['desk'][:8]}:{kept['n']}", "--why", "agreed")
    assert set(done.json) == {"id", "channel", "n"}
    assert run("hq", "conflicts").json == {"conflicts": []}
    # Somebody who comes late is told.
    assert run("hq", *resolve, "--take", f"{kept['desk']}:{kept['n']}").error == "no-conflict"
    told = run(CONSULATE, "import", sent(run, "hq", CONSULATE, tmp_path)).json["decisions"]
    assert [(each["mine"], each["shown"], each["by"], each["why"]) for each in told] == [
        ("low", "high", "mori", "agreed")
    ]
    assert run(EMBASSY, "import", sent(run, "hq", EMBASSY, tmp_path)).json["decisions"] == []
    prints = [run(office, "fingerprint", "country/vn", "--state").json for office in ("hq", EMBASSY, CONSULATE)]
    assert prints[0] == prints[1] == prints[2]
    assert set(prints[0]["channels"]["country/vn"]) == {"sha256", "words", "unsealed", "state"}
    assert len(prints[0]["channels"]["country/vn"]["words"]) == 6


def test_a_conflict_may_be_decided_for_another_value(run: Run, shared: dict[str, Any], tmp_path: Path) -> None:
    run(EMBASSY, "set", "case", shared["id"], "next_action=write", "next_due=2026-12-05")
    run("hq", "import", *clashing(run, shared, tmp_path))
    by_register = {each["register"]: each for each in run("hq", "conflicts").json["conflicts"]}
    values = [head["value"] for head in by_register["next_action"]["heads"]]
    assert {"next_action": "call", "next_due": "2026-12-01"} in values
    resolve = ["resolve", "case", shared["id"]]
    group = '{"next_action":"meet","next_due":"2026-12-09"}'
    assert run("hq", *resolve, "next_action", "--value", group).code == 0
    assert run("hq", *resolve, "priority", "--value", "normal").code == 0
    shown = run("hq", "show", "case", shared["id"]).json
    decided = {name: shown["values"][name] for name in ("next_action", "next_due", "priority")}
    assert decided == {"next_action": "meet", "next_due": "2026-12-09", "priority": "normal"}
    assert shown["conflicts"] == []


def test_resolving_needs_one_decision_on_a_register_that_is_there(run: Run, shared: dict[str, Any]) -> None:
    resolve = ["resolve", "case", shared["id"]]
    for arguments, code, error in (
        (["priority"], 2, "take-or-value"),
        (["priority", "--take", "x:1", "--value", "low"], 2, "take-or-value"),
        (["priority", "--take", "nonsense"], 2, "bad-seen"),
        (["priority", "--take", f"{'a' * 26}:1"], 1, "no-conflict"),
        (["nonsense", "--value", "x"], 2, "unknown-register"),
        (["next_due", "--value", "x"], 2, "unknown-register"),
        (["next_action", "--value", "{"], 2, "bad-group-value"),
        (["priority", "--value", "low"], 1, "no-conflict"),
    ):
        ran = run("hq", *resolve, *arguments)
        assert (ran.code, ran.error) == (code, error), arguments


def test_a_damaged_file_is_refused_by_its_code_and_all_else_is_imported(run: Run, tmp_path: Path) -> None:
    run(EMBASSY, *CASE)
    path = Path(sent(run, EMBASSY, "hq", tmp_path))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    damaged = tmp_path / "damaged.ascn"
    damaged.write_bytes(content)
    for command in ("verify", "inspect", "rehearse", "import"):
        ran = run("hq", command, damaged)
        assert (ran.code, ran.error) == (1, "damaged"), command
        assert ran.json["error"]["message"].startswith("The file was damaged")
    both = run("hq", "import", damaged, path)
    assert (both.code, both.error) == (1, "damaged")
    assert [(each["ok"], each["code"]) for each in both.json["files"]] == [(False, "damaged"), (True, None)]
    assert both.json["balance"]["shown"] == 1


def test_what_is_no_bundle_for_this_desk_is_refused(run: Run, tmp_path: Path) -> None:
    run("hq", *CASE)
    other = sent(run, "hq", CONSULATE, tmp_path)
    text = tmp_path / "text.ascn"
    text.write_text("hello", encoding="utf-8")
    assert run(EMBASSY, "import", other).error == "not-for-this-desk"
    assert run(EMBASSY, "verify", text).error == "not-a-bundle"
    missing = run(EMBASSY, "import", tmp_path / "none.ascn")
    assert (missing.code, missing.error) == (2, "no-such-file")


def test_an_export_has_its_receivers_and_its_greatest_size(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    files = run("hq", "export", "--to", EMBASSY, CONSULATE, "anyone", "--out", out).json["files"]
    assert [each["office"] for each in files] == [EMBASSY, CONSULATE, "anyone"]
    assert all({"path", "bundle", "number", "entries", "size"} <= set(each) for each in files)
    assert all(Path(each["path"]).stat().st_size == each["size"] for each in files)
    assert run("hq", "export", "--to", "emb-th", "--out", tmp_path).error == "unknown-receiver"
    assert run("hq", "export", "--to", EMBASSY, "--out", tmp_path, "--max-size", "0").error == "not-a-count"


def test_what_was_received_is_not_sent_again(run: Run, tmp_path: Path) -> None:
    run(EMBASSY, *CASE)
    first = sent(run, EMBASSY, "hq", tmp_path)
    run("hq", "import", first)
    run(EMBASSY, "import", sent(run, "hq", EMBASSY, tmp_path))
    run(EMBASSY, *CASE)
    second = sent(run, EMBASSY, "hq", tmp_path)
    assert run("hq", "import", second).json["balance"]["received"] == 1


def test_what_waits_for_what_lies_before_it_is_held_back_and_named(run: Run, desks: Path, tmp_path: Path) -> None:
    shutil.copytree(desks / "hq", desks / "hq-before")
    run(EMBASSY, *CASE)
    run("hq", "import", sent(run, EMBASSY, "hq", tmp_path))
    run(EMBASSY, "import", sent(run, "hq", EMBASSY, tmp_path))
    run(EMBASSY, *CASE)
    later = sent(run, EMBASSY, "hq", tmp_path)
    said = run("hq-before", "rehearse", later, "--lang", "ja", as_json=False)
    assert said.code == 1 and "先行分の到着待ち (gap): 1" in said.out
    ran = run("hq-before", "import", later)
    assert (ran.code, ran.error) == (1, "import-incomplete")
    assert ran.json["balance"]["not_counting"] == 1 and ran.json["balance"]["why"] == {"gap": 1}


def test_people_read_the_account_and_the_words(run: Run, shared: dict[str, Any], tmp_path: Path) -> None:
    paths = clashing(run, shared, tmp_path)
    said = run("hq", "import", *paths, "--lang", "ja", as_json=False)
    assert said.code == 0
    assert "双方で変更 (1)" in said.out and "競合 (1)" in said.out and "優先度" in said.out
    assert "採用する指定" in run("hq", "conflicts", "--lang", "ja", as_json=False).out
    assert "Six words" in run("hq", "fingerprint", as_json=False).out
    assert "All signatures" in run("hq", "verify", paths[0], as_json=False).out
    assert "emb-vn" in run("hq", "trust", "show", as_json=False).out


def test_a_channel_that_cannot_be_is_told(run: Run) -> None:
    assert run("hq", "fingerprint", "nonsense").error == "bad-channel"
    every = run("hq", "fingerprint").json["channels"]
    assert "reference" in every


def test_six_words_heard_on_the_telephone_are_compared(run: Run) -> None:
    words = run("hq", "fingerprint", "country/vn").json["channels"]["country/vn"]["words"]
    same = run(EMBASSY, "fingerprint", "country/vn", "--heard", " ".join(words))
    assert same.code == 0 and same.json["heard"] == {"same": True, "differing": []}
    other = "zoo" if words[1] != "zoo" else "zone"
    differing = run(EMBASSY, "fingerprint", "country/vn", "--heard", " ".join([words[0], other, *words[2:]]))
    assert (differing.code, differing.error) == (1, "words-differ")
    assert differing.json["heard"] == {"same": False, "differing": [2]}
    told = run(EMBASSY, "fingerprint", "country/vn", "--heard", " ".join(words), "--lang", "ja", as_json=False)
    assert "双方の保有内容は一致しています。" in told.out


def test_words_that_are_none_or_too_few_are_told(run: Run) -> None:
    assert run("hq", "fingerprint", "country/vn", "--heard", "zoo zoo").error == "six-words"
    wrong = run("hq", "fingerprint", "country/vn", "--heard", "zoo zoo zoo girafe zoo zoo")
    assert wrong.error == "not-a-word" and "giraffe" in wrong.json["error"]["message"]
    assert run("hq", "fingerprint", "--heard", "zoo zoo zoo zoo zoo zoo").error == "heard-of-which"


def test_a_value_that_was_not_kept_is_told_until_it_is_read_or_contested(
    run: Run, shared: dict[str, Any], tmp_path: Path
) -> None:
    run("hq", "import", *clashing(run, shared, tmp_path))
    (conflict,) = run("hq", "conflicts").json["conflicts"]
    kept = next(head for head in conflict["heads"] if head["value"] == "high")
    place = ("case", shared["id"], "priority")
    run("hq", "resolve", *place, "--take", f"{kept['desk']}:{kept['n']}", "--why", "agreed")
    for office in (EMBASSY, CONSULATE):
        run(office, "import", sent(run, "hq", office, tmp_path))
    assert run(EMBASSY, "returns", "list").json == {"returns": []}
    (told,) = run(CONSULATE, "returns", "list").json["returns"]
    assert (told["mine"], told["shown"], told["by"], told["why"]) == ("low", "high", "mori", "agreed")
    done = run(CONSULATE, "returns", "contest", *place, "--why", "the seminar was moved")
    assert done.code == 0 and run(CONSULATE, "returns", "list").json == {"returns": []}
    run("hq", "import", sent(run, CONSULATE, "hq", tmp_path))
    assert run("hq", "show", "case", shared["id"]).json["values"]["priority"] == "low"
    assert run("hq", "conflicts").json == {"conflicts": []}
    assert run(CONSULATE, "returns", "read", *place).error == "no-such-return"


def test_a_decision_noted_as_read_is_told_no_more(run: Run, shared: dict[str, Any], tmp_path: Path) -> None:
    run("hq", "import", *clashing(run, shared, tmp_path))
    place = ("case", shared["id"], "priority")
    run("hq", "resolve", *place, "--value", "normal")
    run(EMBASSY, "import", sent(run, "hq", EMBASSY, tmp_path))
    assert "Not kept" in run(EMBASSY, "returns", "list", as_json=False).out
    assert run(EMBASSY, "returns", "read", *place).json["read"]["mine"] == "high"
    assert "Every value" in run(EMBASSY, "returns", "list", as_json=False).out
