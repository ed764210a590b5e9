"""Keys and the files that keep them."""

from __future__ import annotations

import base64
import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from securesystemslib.signer import SSlibKey

from ascn_desk.base import canonical
from ascn_desk.sync import keys as key_module
from ascn_desk.sync.keys import (
    TRIFLING_COST,
    DeskKeys,
    ProfileSecrets,
    SigningKey,
    check_point,
    desk_of,
    is_age_recipient,
    rewrap,
    unwrap_profile,
    wrap_profile,
)
from tests.sync.makers import expect, seed

# Points of small order, and spellings that are not canonical: RFC 8032 section 5.1.3; libsodium's list.
BAD_POINTS = [
    "00" * 32,
    "01" + "00" * 31,
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ff" * 32,
    "02" + "00" * 31,
]


def _secrets() -> ProfileSecrets:
    return ProfileSecrets(
        database_key=seed("db"), desk=DeskKeys.generate(), registry_seeds=(seed("registry"),)
    )


def test_a_desk_is_named_after_its_key() -> None:
    public = DeskKeys(seed=seed("a"), age_secret=DeskKeys.generate().age_secret).public
    assert desk_of(public) == DeskKeys(seed=seed("a"), age_secret="").desk
    assert len(desk_of(public)) == 26
    digest = sha256(public).digest()[:16]
    assert base64.b32decode(desk_of(public).upper() + "======") == digest


@pytest.mark.parametrize("public", BAD_POINTS)
def test_dishonest_points_are_refused(public: str) -> None:
    expect("bad-key", lambda: check_point(public))


def test_honest_points_are_given_back() -> None:
    public = DeskKeys.generate().public
    assert check_point(public.hex()) == public


def test_secrets_survive_being_written_out() -> None:
    keys = DeskKeys.generate()
    again = DeskKeys.from_secret(keys.to_secret())
    assert (again.desk, again.recipient) == (keys.desk, keys.recipient)


@pytest.mark.parametrize(
    "secret",
    [
        {},
        {"age": "x", "ed25519": "00" * 32},
        {"age": DeskKeys.generate().age_secret, "ed25519": "00"},
        {"age": 1, "ed25519": 2},
    ],
)
def test_other_secrets_are_refused(secret: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        DeskKeys.from_secret(secret)


def test_no_secret_shows_in_a_report() -> None:
    secrets = _secrets()
    shown = repr(secrets) + repr(SigningKey.generate())
    for secret in (secrets.database_key.hex(), secrets.desk.age_secret, repr(secrets.desk.seed), "seed="):
        assert secret not in shown


def test_recipients_are_lower_case_x25519() -> None:
    recipient = DeskKeys.generate().recipient
    assert is_age_recipient(recipient)
    for wrong in (
        recipient.upper(),
        recipient[:-1],
        recipient[:-1] + "!",
        "age1",
        "ssh-ed25519 AAAA",
        None,
        1,
    ):
        assert not is_age_recipient(wrong)


def test_a_key_file_opens_with_its_passphrase_in_any_unicode_form() -> None:
    secrets = _secrets()
    file = wrap_profile(secrets, "ガギグ１２", TRIFLING_COST)
    assert unwrap_profile(file, "ｶﾞｷﾞｸﾞ12") == secrets


def test_a_wrong_passphrase_is_told_from_damage() -> None:
    file = wrap_profile(_secrets(), "right", TRIFLING_COST)
    expect("wrong-passphrase", lambda: unwrap_profile(file, "wrong"))
    for place in range(len(file)):
        altered = bytearray(file)
        altered[place] ^= 1
        expect("damaged-key-file", lambda altered=altered: unwrap_profile(bytes(altered), "right"))


def test_the_passphrase_can_be_changed() -> None:
    secrets = _secrets()
    file = rewrap(wrap_profile(secrets, "old", TRIFLING_COST), "old", "new", TRIFLING_COST)
    assert unwrap_profile(file, "new") == secrets
    expect("wrong-passphrase", lambda: unwrap_profile(file, "old"))


def test_the_usual_cost_is_the_second_choice_of_rfc_9106() -> None:
    file = json.loads(wrap_profile(_secrets(), "right"))
    assert [file["head"][name] for name in ("kdf", "memory_kib", "passes", "lanes")] == [
        "argon2id",
        65536,
        3,
        4,
    ]


def _with_head(file: bytes, **changes: object) -> bytes:
    whole = json.loads(file)
    del whole["sum"]
    whole["head"] = {name: value for name, value in {**whole["head"], **changes}.items() if value is not None}
    return canonical.encode({**whole, "sum": key_module._sum(whole)})


@pytest.mark.parametrize(
    "changes",
    [
        {"memory_kib": 2**21},
        {"memory_kib": 7},
        {"passes": 0},
        {"passes": 17},
        {"lanes": 17},
        {"lanes": "4"},
        {"lanes": None},
        {"memory_kib": 8, "lanes": 2},
        {"nonce": "00"},
        {"nonce": "zz"},
        {"salt": "00"},
        {"salt": None},
        {"format": 2},
        {"purpose": "root"},
        {"purpose": "other"},
    ],
)
def test_figures_out_of_bounds_are_damage(changes: dict[str, object]) -> None:
    file = _with_head(wrap_profile(_secrets(), "right", TRIFLING_COST), **changes)
    expect("damaged-key-file", lambda: unwrap_profile(file, "right"))


@pytest.mark.parametrize("file", [b"", b"{}", b"[]", b'{"head":1,"sealed":"","sum":""}', b"\xff"])
def test_other_files_are_damage(file: bytes) -> None:
    expect("damaged-key-file", lambda: unwrap_profile(file, "right"))


@pytest.mark.parametrize(
    "content",
    [
        {},
        [],
        {"database": "zz", "desk": {}, "registry": []},
        {"database": "00", "desk": {}, "registry": []},
        {"database": "00", "desk": DeskKeys.generate().to_secret(), "registry": [1]},
    ],
)
def test_other_secrets_under_the_right_passphrase_are_damage(content: object) -> None:
    file = key_module.wrap("profile", content, "right", TRIFLING_COST)
    expect("damaged-key-file", lambda: unwrap_profile(file, "right"))


def test_signing_keys_are_named_as_the_framework_names_them() -> None:
    key = SigningKey.of(seed("root"))
    assert SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(key.public)).keyid == key.keyid
