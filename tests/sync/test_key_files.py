"""Root and registry keys in files of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascn_desk.sync.key_files import look_at_key_file, read_key_file, write_key_file
from ascn_desk.sync.keys import TRIFLING_COST, Cost, DeskKeys, ProfileSecrets, SigningKey, wrap, wrap_profile
from tests.sync.makers import expect, seed

KEY = SigningKey.of(seed("root"))
STATED = {"public": KEY.public.hex()}


def test_a_key_is_kept_in_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "root-1.key"
    write_key_file(path, "root", "right", KEY, TRIFLING_COST)
    assert read_key_file(path, "root", "right") == KEY
    assert [each.name for each in tmp_path.iterdir()] == ["root-1.key"]
    expect("wrong-key-passphrase", lambda: read_key_file(path, "root", "wrong"))
    with pytest.raises(FileExistsError):
        write_key_file(path, "root", "right", SigningKey.of(seed("other")), TRIFLING_COST)
    assert read_key_file(path, "root", "right") == KEY


def test_which_key_a_file_holds_is_read_without_its_passphrase(tmp_path: Path) -> None:
    write_key_file(tmp_path / "key", "registry", "right", KEY, TRIFLING_COST)
    assert look_at_key_file(tmp_path / "key") == ("registry", KEY.public)
    assert KEY.seed.hex().encode() not in (tmp_path / "key").read_bytes()


def test_a_root_key_is_no_registry_key(tmp_path: Path) -> None:
    write_key_file(tmp_path / "key", "root", "right", KEY, TRIFLING_COST)
    expect("damaged-key-file", lambda: read_key_file(tmp_path / "key", "registry", "right"))


@pytest.mark.parametrize("content", [{}, [], {"seed": 1}, {"seed": "zz"}, {"seed": "00"}])
def test_another_content_is_damage(tmp_path: Path, content: object) -> None:
    path = tmp_path / "root-1.key"
    path.write_bytes(wrap("root", content, "right", TRIFLING_COST, STATED))
    expect("damaged-key-file", lambda: read_key_file(path, "root", "right"))


@pytest.mark.parametrize("stated", [{}, {"public": "00"}, {"public": SigningKey.of(seed("other")).public.hex()}])
def test_another_public_half_than_the_key_has_is_damage(tmp_path: Path, stated: dict[str, str]) -> None:
    path = tmp_path / "root-1.key"
    path.write_bytes(wrap("root", {"seed": KEY.seed.hex()}, "right", TRIFLING_COST, stated))
    expect("damaged-key-file", lambda: read_key_file(path, "root", "right"))


def test_a_profile_file_is_no_key_file(tmp_path: Path) -> None:
    path = tmp_path / "profile.key"
    secrets = ProfileSecrets(database_key=bytes(32), desk=DeskKeys.generate())
    path.write_bytes(wrap_profile(secrets, "right", Cost(memory_kib=64, passes=1, lanes=2)))
    expect("damaged-key-file", lambda: read_key_file(path, "root", "right"))
    expect("damaged-key-file", lambda: look_at_key_file(path))
