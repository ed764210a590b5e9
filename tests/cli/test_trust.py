"""Root and registry from the command line: what headquarters' officers type, alone and in pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascn_desk.base.words import set_language
from tests.cli.conftest import PASSPHRASE, Ran, Run

LONG = "0" * 64


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    path = tmp_path / "key-phrase"
    path.write_text("of the key\n", encoding="utf-8")
    return path


@pytest.fixture
def trial_key(desks: Path) -> Path:
    """The one root key of a trial, which lies beside the profile under the desk's own passphrase."""
    return desks / "hq-root" / "root-1.key"


def codes(ran: Ran) -> list[str]:
    assert ran.code == 0, ran.out + ran.err
    return [each["code"] for each in ran.json["changes"]]


def new_key(run: Run, folder: Path, name: str, purpose: str, phrase: Path) -> Path:
    path = folder / name
    made = run("hq", "trust", "new-key", path, "--for", purpose, "--key-passphrase-file", phrase)
    assert (made.code, made.json["for"], made.json["key"]) == (0, purpose, made.json["public"][:8])
    assert run("hq", "trust", "key", path).json == made.json
    return path


def test_two_people_register_a_desk_by_a_file_that_goes_between_them(
    run: Run, bare: Run, desks: Path, tmp_path: Path, phrase: Path, trial_key: Path
) -> None:
    second = new_key(run, tmp_path, "registry-2.key", "registry", phrase)
    add = ["--add-registry", second, "--registry-threshold", "2"]
    signers = ["--root-key", trial_key, "--registry-key", second, "--key-passphrase-file", desks / "passphrase", phrase]
    done = run("hq", "trust", "change-root", *add, *signers)
    assert codes(done) == ["root-version", "registry-key-added", "registry-threshold", "registry-version"]
    own = ["--profile", tmp_path / "new", "--passphrase-file", desks / "passphrase", "--json"]
    bare("init", "--office", "emb-th", "--officer", "abe", *own)
    bare("enrol", "request", "--out", tmp_path / "request", *own)
    asks = run("hq", "enrol", "inspect", tmp_path / "request").json
    assert (asks["office"], asks["previous"], asks["outcome"]) == ("emb-th", None, "rehearsed")
    starter, change = tmp_path / "start.ascn", tmp_path / "change"
    alone = run("hq", "enrol", "approve", tmp_path / "request", "--out", starter)
    assert (alone.code, alone.error) == (1, "signatures-needed")
    assert alone.json["error"]["data"]["missing"][0]["role"] == "registry"
    prepared = run("hq", "enrol", "prepare", tmp_path / "request", "--out", change)
    assert (prepared.json["outcome"], prepared.json["file"]) == ("prepared", str(change))
    assert run("hq", "trust", "apply", change).error == "signatures-needed"
    seen = run("hq", "trust", "inspect", change)
    assert codes(seen) == ["registry-version", "desk-added"] and seen.json["missing"][0]["needed"] == 1
    signed = run("hq", "trust", "sign", change, "--registry-key", second, "--key-passphrase-file", phrase)
    assert (signed.code, signed.json["missing"]) == (0, [])
    assert run("hq", "trust", "apply", change).json["outcome"] == "applied"
    approved = run("hq", "enrol", "approve", tmp_path / "request", "--out", starter)
    accepted = bare("enrol", "accept", starter, "--words", " ".join(approved.json["words"]), *own)
    assert (accepted.code, accepted.json["office"]) == (0, "emb-th")
    at_once = ["--registry-key", second, "--key-passphrase-file", phrase]
    assert codes(run("hq", "trust", "renew", *at_once)) == ["registry-version"]


def test_a_trial_root_becomes_one_of_three_keys(
    run: Run, desks: Path, tmp_path: Path, phrase: Path, trial_key: Path
) -> None:
    new = [new_key(run, tmp_path, f"root-{number}.key", "root", phrase) for number in (2, 3)]
    phrases = ["--key-passphrase-file", desks / "passphrase", phrase]
    wish = ["--add-root", *new]
    tried = run("hq", "trust", "change-root", *wish, "--dry-run")
    assert (tried.json["outcome"], tried.json["missing"][0]["role"]) == ("rehearsed", "root")
    done = run("hq", "trust", "change-root", *wish, "--root-key", trial_key, new[0], *phrases)
    assert codes(done) == ["root-version", "root-key-added", "root-key-added", "root-threshold"]
    shown = run("hq", "trust", "show").json
    assert shown["root"]["roles"]["root"]["threshold"] == 2 and shown["warnings"] == []
    gone = done.json["changes"][2]["key"]
    removed = run("hq", "trust", "change-root", "--remove-root", gone, "--root-key", trial_key, new[0], *phrases)
    assert "root-key-removed" in codes(removed)
    told = run("hq", "trust", "show", as_json=False).out
    assert "2 of 2" in told


def test_a_stolen_desk_is_closed_and_what_it_could_read_is_told(run: Run, desks: Path, tmp_path: Path) -> None:
    run("emb-vn", "case", "add", "--company", "nec", "--category", "trouble", "--summary", "x")
    run("emb-vn", "export", "--to", "hq", "--out", tmp_path)
    assert run("hq", "import", *tmp_path.glob("*.ascn")).code == 0
    roles = run("hq", "trust", "show").json["registry"]["delegations"]["roles"]
    desk = next(each["name"] for each in roles if each["x-office"] == "emb-vn")
    listed = run("hq", "trust", "readable", desk[:5]).json
    channels = {each["channel"]: each for each in listed["channels"]}
    assert [each["kind"] for each in channels["office/emb-vn"]["list"]] == ["case"]
    bad = run("hq", "trust", "close", desk, "--end", "office/emb-vn=0", "office/emb-vn=1")
    assert (bad.code, bad.error) == (2, "bad-end")
    tried = run("hq", "trust", "close", desk, "--end", "office/emb-vn=0", "--dry-run")
    assert (tried.json["outcome"], tried.json["ceases"]) == ("rehearsed", 1)
    done = run("hq", "trust", "close", desk)
    assert codes(done) == ["registry-version", "desk-closed", "log-ended"]
    assert done.json["ends"]["office/emb-vn"][0] == 1 and done.json["readable"]["desk"] == desk
    again = run("hq", "trust", "close", desk)
    assert (again.code, again.error) == (1, "closed-already")
    assert run("hq", "trust", "forks").json == {"forks": []}
    assert run("hq", "trust", "rule", desk, "office/emb-vn").error == "no-fork"
    assert run("emb-vn", "trust", "renew").error == "headquarters-only"


def test_the_count_is_raised_by_a_number(run: Run) -> None:
    assert codes(run("hq", "trust", "raise-count", "9000")) == ["registry-version", "x-count"]
    assert run("hq", "trust", "raise-count", "8000").error == "count-not-raised"
    wrong = run("hq", "trust", "raise-count", "many")
    assert (wrong.code, wrong.error) == (2, "not-a-count")


def test_expiry_is_warned_of_and_stops_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASCN_DESK_CLOCK", "2029-01-01T00:00:00Z")
    checked = run("emb-vn", "check")
    assert (checked.code, checked.json["ok"], checked.json["findings"]) == (0, True, [])
    assert [each["code"] for each in checked.json["warnings"]] == ["registry-expired"]
    assert "expired on 2028-11-23" in run("emb-vn", "check", as_json=False).out
    assert "expired on 2028-11-23" in run("emb-vn", "trust", "show", as_json=False).out
    assert run("hq", "trust", "renew").code == 0
    assert run("hq", "trust", "show").json["warnings"] == []


def test_a_new_headquarters_takes_over_from_what_a_mission_holds(
    run: Run, bare: Run, desks: Path, tmp_path: Path, phrase: Path, trial_key: Path
) -> None:
    run("emb-vn", "export", "--to", "anyone", "--out", tmp_path)
    (file,) = tmp_path.glob("*.ascn")
    own = ["--profile", tmp_path / "new", "--passphrase-file", desks / "passphrase"]
    assert bare("init", "--office", "hq", "--officer", "abe", "--roots", "0", *own).code == 0
    second = new_key(run, tmp_path, "registry-2.key", "registry", phrase)
    phrases = ["--key-passphrase-file", desks / "passphrase", phrase]
    keys = ["--root-key", trial_key, "--registry-key", second, *phrases]
    done = bare("trust", "take-over", file, *keys, *own, "--json")
    assert {"registry-key-added", "registry-key-removed", "desk-added"} < set(codes(done))
    assert (len(done.json["words"]), done.json["entries"] > 700) == (12, True)
    again = bare("trust", "take-over", file, *keys, *own, "--json")
    assert (again.code, again.error) == (1, "accepted-already")


def test_key_files_and_passphrases_go_together(
    run: Run, desks: Path, tmp_path: Path, phrase: Path, trial_key: Path
) -> None:
    fewer = run("hq", "trust", "change-root", "--root-key", trial_key, "--key-passphrase-file", phrase, phrase)
    assert (fewer.code, fewer.error) == (2, "key-passphrases")
    nobody = run("hq", "trust", "change-root", "--root-key", trial_key)
    assert (nobody.code, nobody.error) == (2, "passphrase-needed")
    wrong = run("hq", "trust", "change-root", "--root-key", trial_key, "--key-passphrase-file", phrase)
    assert (wrong.code, wrong.error) == (1, "wrong-key-passphrase")
    assert run("hq", "trust", "key", tmp_path / "none").error == "no-such-file"
    assert (run("hq", "trust", "key", phrase).code, run("hq", "trust", "key", phrase).error) == (3, "damaged-key-file")
    there = run("hq", "trust", "new-key", trial_key, "--for", "root", "--key-passphrase-file", phrase)
    assert (there.code, there.error) == (1, "key-file-exists")
    inside = run("hq", "trust", "new-key", desks / "hq" / "r.key", "--for", "root", "--key-passphrase-file", phrase)
    assert inside.error == "root-in-profile"
    threshold = run("hq", "trust", "change-root", "--registry-threshold", "9", "--dry-run")
    assert threshold.error == "bad-threshold"


def test_people_read_every_change_in_both_languages(
    run: Run, bare: Run, desks: Path, tmp_path: Path, phrase: Path, trial_key: Path
) -> None:
    second = new_key(run, tmp_path, "registry-2.key", "registry", phrase)
    said = run("hq", "trust", "change-root", "--add-registry", second, "--prepare", tmp_path / "c", "--lang", "ja",
               as_json=False)  # fmt: skip
    assert "登録簿鍵" in said.out and "ルート鍵" in said.out and "不足する署名" in said.out
    told = run("hq", "trust", "inspect", tmp_path / "c", as_json=False).out
    assert "Registry key" in told and "Still needed: 1 of the root keys" in told
    signed = run("hq", "trust", "sign", tmp_path / "c", "--root-key", trial_key, "--key-passphrase-file",
                 desks / "passphrase", as_json=False)  # fmt: skip
    assert "“trust apply” puts it into effect" in signed.out
    roles = run("hq", "trust", "show").json["registry"]["delegations"]["roles"]
    desk = next(each["name"] for each in roles if each["x-office"] == "emb-vn")
    set_language("en")
    assert "reference" in run("hq", "trust", "readable", desk, as_json=False).out
    closed = run("hq", "trust", "close", desk, as_json=False).out
    assert f"Desk {desk} of emb-vn is closed." in closed and "could read at most" in closed
    assert run("hq", "trust", "forks", as_json=False).out == "No log is forked.\n"
    assert PASSPHRASE not in told
