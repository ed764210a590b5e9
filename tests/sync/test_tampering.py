"""Every byte of a small bundle counts, encrypted and bare; and it opens by hand."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ascn_desk.base.errors import RefusedError
from ascn_desk.sync.bundle import read_bundle, verify_bundle
from ascn_desk.sync.trust import judge
from tests.support.whole import compose
from tests.sync.makers import World, content, file_of, raw, sealed

WORLD = World()
TRUST = judge(None, None, [WORLD.root(), WORLD.root(2)], WORLD.registry())
ARCHIVE = compose(content(WORLD, trust=TRUST), WORLD.embassy)
UPDATE = compose(
    content(WORLD, trust=TRUST, to=(), segments=[raw(sealed(WORLD.hq, "reference"))], files={}, have={}),
    WORLD.hq,
)
CODES = {
    "not-a-bundle",
    "not-for-this-desk",
    "damaged",
    "malformed-container",
    "untrusted-root",
    "untrusted-registry",
    "bad-key",
    "unknown-sender",
    "bad-signature",
    "damaged-member",
}
SCRIPT = Path(__file__).with_name("open_by_hand.sh")


def _refusal(data: bytes) -> str:
    with pytest.raises(RefusedError) as caught:
        verify_bundle(data, WORLD.hq, TRUST, TRUST.root_fingerprint())
    return caught.value.code


def _flipped(data: bytes, place: int, bit: int) -> bytes:
    altered = bytearray(data)
    altered[place] ^= 1 << bit
    return bytes(altered)


def test_every_altered_byte_of_an_encrypted_bundle_is_refused() -> None:
    data = file_of(WORLD, ARCHIVE)
    codes = {_refusal(_flipped(data, place, place % 8)) for place in range(len(data))}
    assert codes == {"not-a-bundle", "not-for-this-desk", "damaged"}


def test_every_altered_byte_of_a_bare_bundle_is_refused() -> None:
    codes = {_refusal(_flipped(UPDATE, place, place % 8)) for place in range(len(UPDATE))}
    assert codes <= CODES
    assert codes >= {
        "malformed-container",
        "untrusted-root",
        "bad-signature",
        "damaged-member",
        "not-a-bundle",
    }


def test_every_truncation_of_a_bare_bundle_is_refused() -> None:
    codes = {_refusal(UPDATE[:length]) for length in range(len(UPDATE))}
    assert codes == {"not-a-bundle", "malformed-container"}


def _files(folder: Path, data: bytes) -> tuple[str, str]:
    (folder / "bundle.ascn").write_bytes(data)
    (folder / "key.txt").write_text(WORLD.hq.age_secret + "\n", encoding="ascii")
    return str(folder / "bundle.ascn"), str(folder / "key.txt")


def _by_hand(
    folder: Path, data: bytes, key: str | None = None, fingerprint: str = ""
) -> subprocess.CompletedProcess[str]:
    file, key_file = _files(folder, data)
    root = fingerprint or TRUST.root_fingerprint()
    arguments = ["bash", str(SCRIPT), file, key or key_file, str(folder / "out"), root]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def test_common_tools_alone_open_and_verify_a_bundle(tmp_path: Path) -> None:
    done = _by_hand(tmp_path, file_of(WORLD, ARCHIVE))
    assert (done.stdout, done.returncode) == ("verified 2 entries\n", 0), done.stderr


def test_common_tools_alone_open_and_verify_a_reference_update(tmp_path: Path) -> None:
    done = _by_hand(tmp_path, UPDATE, key="-")
    assert (done.stdout, done.returncode) == ("verified 2 entries\n", 0), done.stderr


def test_common_tools_refuse_another_root(tmp_path: Path) -> None:
    done = _by_hand(tmp_path, UPDATE, key="-", fingerprint="0" * 64)
    assert (done.returncode, done.stderr) == (1, "FAILED: root fingerprint\n")


def test_common_tools_refuse_an_altered_member(tmp_path: Path) -> None:
    done = _by_hand(tmp_path, _flipped(UPDATE, UPDATE.index(b"ASCN Desk"), 0), key="-")
    assert done.returncode == 1
    assert "FAILED: members" in done.stderr


@pytest.mark.parametrize(("archive", "is_encrypted"), [(ARCHIVE, True), (UPDATE, False)], ids=["encrypted", "bare"])
def test_the_commands_of_the_cover_sheet_work_as_they_stand(tmp_path: Path, archive: bytes, is_encrypted: bool) -> None:
    file, key = _files(tmp_path, file_of(WORLD, archive) if is_encrypted else archive)
    cover = bytes(read_bundle(archive, is_encrypted).cover.data).decode("utf-8")
    script = cover.split("/ By hand\n")[1].replace("KEY.txt", key).replace("FILE.ascn", file)
    folder = tmp_path / "by hand"
    folder.mkdir()
    done = subprocess.run(["sh", "-euc", script], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "segments/" in done.stdout and "FAILED" not in done.stdout
    assert "Signature Verified Successfully" in done.stdout
    assert "道路の許認可" in done.stdout
    (folder / "p").write_bytes((folder / "p").read_bytes() + b" ")
    again = script.split("base64 -d>p\n")[1]
    done = subprocess.run(["sh", "-euc", again], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "Signature Verified Successfully" not in done.stdout
