"""The good vectors: read by the product and by common tools, with what must come of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from ascn_desk.base.words import language, set_language
from ascn_desk.operations import conflicts, records, upkeep
from ascn_desk.operations.desk import Desk
from ascn_desk.sync.bundle import verify_bundle
from ascn_desk.sync.envelope import read
from ascn_desk.sync.mnemonic import root_words
from ascn_desk.sync.outer import open_outer
from ascn_desk.sync.request import read_request
from ascn_desk.sync.segment import read_entries, read_header, read_lines
from tests.support.whole import bundle_identity
from tests.vectors.receiver import TRUST, keys_of, receiver, taken
from tests.vectors.world import COUNTRY, GOOD, HERE, RECEIVER, STRANGER, WRITER

EXPECTED: dict[str, Any] = json.loads((GOOD / "expected.json").read_text(encoding="utf-8"))
SCRIPT = HERE.parent / "sync" / "open_by_hand.sh"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The receiver, once it took the good bundle."""
    folder = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASCN_DESK_STATE", str(folder / "state"))
        made = receiver(folder / "profile")
        report = taken(made, GOOD / "bundle.ascn")
        assert report.files[0].ok, report.files[0].message
        assert report.balance["received"] == EXPECTED["entries"]
        assert report.why == {}
        yield made
        made.close()


def test_the_files_are_those_that_were_made_once() -> None:
    for name, digest in EXPECTED["files"].items():
        assert sha256((GOOD / name).read_bytes()).hexdigest() == digest, name


def test_the_root_gives_its_fingerprint_and_twelve_words() -> None:
    assert TRUST.root_fingerprint() == EXPECTED["root_fingerprint"]
    assert len(root_words(EXPECTED["root_fingerprint"], "en")) == 12


def test_the_bundle_opens_to_the_archive_and_its_segments_have_their_identities() -> None:
    opened = open_outer((GOOD / "bundle.ascn").read_bytes(), keys_of(RECEIVER))
    assert opened.archive == (GOOD / "bundle.tar").read_bytes()
    assert len(bundle_identity(opened.archive)) == 64
    bundle = verify_bundle((GOOD / "bundle.ascn").read_bytes(), keys_of(RECEIVER), TRUST, None)
    headers = {each.name: read_header(read(each.envelope), each.name) for each in bundle.segments}
    assert {name: header.identity for name, header in headers.items()} == EXPECTED["identities"]
    counted = sum(len(read_entries(headers[e.name], read_lines(headers[e.name], e.body))) for e in bundle.segments)
    assert counted == EXPECTED["entries"]


def test_a_desk_that_took_it_shows_and_says_what_the_page_says(desk: Desk) -> None:
    before = language()
    set_language("en")
    try:
        found = {each.channel: each for each in upkeep.fingerprint(desk, state=True)}
    finally:
        set_language(before)
    for channel, said in EXPECTED["channels"].items():
        assert found[channel].sha256 == said["fingerprint"]
        assert list(found[channel].words) == said["words"]
    assert found[COUNTRY].state == EXPECTED["channels"][COUNTRY]["state"]
    assert upkeep.check(desk) == ()


def test_what_was_written_unseen_of_each_other_is_in_conflict(desk: Desk) -> None:
    (clash,) = conflicts.conflicts(desk)
    heads = {(head.desk, head.n) for head in clash.heads}
    assert {tuple(each) for each in EXPECTED["conflict"]["heads"]} == heads


def test_the_requests_are_read() -> None:
    assert read_request((GOOD / "request.ascn-request").read_bytes(), None).desk == STRANGER.desk
    rotation = read_request((GOOD / "rotation.ascn-request").read_bytes(), TRUST.registry)
    assert rotation.previous == WRITER.desk and rotation.ends[COUNTRY][0] == 2


@pytest.mark.parametrize(
    ("file", "key", "entries"),
    [("bundle.ascn", "receiver.key", 12), ("purge.ascn", "receiver.key", 13), ("update.ascn", "-", 1)],
)
def test_common_tools_alone_verify_the_vectors(tmp_path: Path, file: str, key: str, entries: int) -> None:
    key_file = key if key == "-" else str(GOOD / key)
    done = subprocess.run(
        ["bash", str(SCRIPT), str(GOOD / file), key_file, str(tmp_path / "out"), EXPECTED["root_fingerprint"]],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.returncode) == (f"verified {entries} entries\n", 0), done.stderr


def test_a_redacted_segment_verifies_and_its_skeleton_shows_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = json.loads((GOOD / "purge.json").read_text(encoding="utf-8"))
    monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path / "state"))
    made = receiver(tmp_path / "profile")
    before = language()
    set_language("en")
    try:
        report = taken(made, GOOD / "purge.ascn")
        assert (report.balance["received"], report.balance["redacted"], report.why) == (said["entries"], 1, {})
        (found,) = upkeep.fingerprint(made, COUNTRY, state=True)
        asked = said["channels"][COUNTRY]
        assert (found.sha256, list(found.words)) == (asked["fingerprint"], asked["words"])
        assert found.state == asked["state"]
        assert list(records.show_record(made, "case", said["redacted"]["id"]).redacted) == said["redacted"]["registers"]
        assert upkeep.check(made) == ()
        # A full copy that comes late changes nothing: the purge acts on it too.
        assert taken(made, GOOD / "bundle.ascn").balance["known"] == EXPECTED["entries"]
        assert upkeep.fingerprint(made, COUNTRY, state=True) == (found,)
    finally:
        set_language(before)
        made.close()
