"""Attachments at rest: in pieces, whole or not there, and told by nobody without the key."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.secret import SecretBox

from ascn_desk.base.errors import MachineError
from ascn_desk.store import files as module
from ascn_desk.store.files import FileStore

KEY = bytes(range(32))
PIECE = 2**20
DATA = b"minutes " * 300_000


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path, KEY)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 1])
def test_what_was_kept_is_given_back(store: FileStore, size: int) -> None:
    data = DATA[:size]
    digest = store.put(data)
    assert (digest, store.get(digest), store.is_whole(digest)) == (sha256(data).hexdigest(), data, True)
    assert store.held() == {digest}


@given(st.lists(st.binary(max_size=9), max_size=6))
def test_it_does_not_matter_in_which_pieces_it_came(pieces: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PIECE", 4)
        assert b"".join(module._even(pieces)) == b"".join(pieces)
        assert [len(each) for each in module._even(pieces)][:-1] == [4] * ((len(b"".join(pieces)) - 1) // 4)


def test_no_text_of_it_is_on_the_disk_and_another_key_opens_nothing(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(DATA)
    assert b"minutes" not in (tmp_path / digest).read_bytes()
    assert FileStore(tmp_path, bytes(32)).get(digest) is None


@pytest.mark.parametrize("harm", [
    lambda sealed: sealed[:-1],
    lambda sealed: sealed[: -(len(DATA) % PIECE) - 17],
    lambda sealed: sealed + b"!",
    lambda sealed: sealed[:50] + bytes([sealed[50] ^ 1]) + sealed[51:],
    lambda sealed: sealed[:20],
    lambda sealed: b"",
    lambda sealed: b"text",
])  # fmt: skip
def test_what_is_not_whole_counts_as_not_there_and_is_kept_anew(store: FileStore, tmp_path: Path, harm) -> None:  # type: ignore[no-untyped-def]
    digest = store.put(DATA)
    path = tmp_path / digest
    path.write_bytes(harm(path.read_bytes()))
    assert (store.get(digest), store.is_whole(digest)) == (None, False)
    store.put(DATA)
    assert store.get(digest) == DATA


def test_the_size_is_that_of_the_file_and_a_damaged_one_is_put_aside(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(DATA)
    assert store.size_of(digest) == len(DATA) < store.size_on_disk(digest) < len(DATA) + 200
    assert b"".join(store.pieces(digest)) == DATA
    (tmp_path / digest).write_bytes((tmp_path / digest).read_bytes()[:-1])
    with pytest.raises(MachineError, match="disk-failed"):
        list(store.pieces(digest))
    assert (store.size_of(digest), store.held(), store.size_on_disk(digest)) == (None, frozenset(), 0)
    assert [each.name for each in tmp_path.iterdir()] == [f"{digest}.damaged"]
    with pytest.raises(MachineError, match="cannot-write"):
        list(store.pieces(digest))


def test_a_file_under_the_digest_of_another_is_not_given_out(store: FileStore, tmp_path: Path) -> None:
    digest = store.put(DATA)
    (tmp_path / digest).rename(tmp_path / ("0" * 64))
    assert store.get("0" * 64) is None


def test_one_that_was_sealed_as_a_whole_by_an_earlier_version_still_opens(store: FileStore, tmp_path: Path) -> None:
    digest = sha256(DATA).hexdigest()
    (tmp_path / digest).write_bytes(bytes(SecretBox(store._key).encrypt(DATA)))
    assert (store.get(digest), store.is_whole(digest)) == (DATA, True)


def test_pieces_that_are_others_than_their_digest_says_are_not_kept_as_it(store: FileStore) -> None:
    store.put_pieces("0" * 64, lambda: [DATA])
    assert store.get("0" * 64) is None


def test_a_disk_that_fails_is_told_and_nothing_was_kept(store: FileStore, tmp_path: Path) -> None:
    def gone() -> list[bytes]:
        raise MachineError("disk-failed", path="spool")

    with pytest.raises(MachineError, match="disk-failed"):
        store.put_pieces("0" * 64, gone)
    assert store.held() == frozenset()
    assert list(tmp_path.iterdir()) == []
