"""Digests as words."""

from __future__ import annotations

import unicodedata
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mnemonic import Mnemonic

from ascn_desk.sync.mnemonic import (
    Language,
    are_words,
    asked_positions,
    differing_words,
    nearest_word,
    root_words,
    six_words,
    twelve_words,
)

FINGERPRINT = sha256(b"root").hexdigest()


@given(st.binary(min_size=16, max_size=16))
def test_twelve_words_are_those_of_bip_39(entropy: bytes) -> None:
    assert " ".join(twelve_words(entropy, "en")) == Mnemonic("english").to_mnemonic(entropy)
    japanese = "\u3000".join(twelve_words(entropy, "ja"))
    assert unicodedata.normalize("NFKD", japanese) == unicodedata.normalize(
        "NFKD", Mnemonic("japanese").to_mnemonic(entropy)
    )


def test_japanese_words_are_composed_for_screens() -> None:
    words = [word for start in range(256) for word in twelve_words(bytes([start] * 16), "ja")]
    assert all(unicodedata.is_normalized("NFC", word) for word in words)


def test_six_words_are_the_first_66_bits() -> None:
    digest = bytes(range(32))
    bits = f"{int.from_bytes(digest, 'big'):0256b}"
    words = Mnemonic("english").wordlist
    assert six_words(digest, "en") == [words[int(bits[at : at + 11], 2)] for at in range(0, 66, 11)]
    assert len(six_words(digest[:9], "ja")) == 6


@pytest.mark.parametrize("wrong", [b"", bytes(15), bytes(17)])
def test_twelve_words_need_16_bytes(wrong: bytes) -> None:
    with pytest.raises(ValueError):
        twelve_words(wrong, "en")


def test_six_words_need_66_bits() -> None:
    with pytest.raises(ValueError):
        six_words(bytes(8), "en")


def test_three_different_positions_are_asked_in_order() -> None:
    for _ in range(50):
        positions = asked_positions()
        assert len(set(positions)) == 3
        assert positions == sorted(positions)
        assert set(positions) <= set(range(1, 13))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_right_words_are_recognised_however_they_were_typed(lang: str) -> None:
    words = root_words(FINGERPRINT, lang)  # type: ignore[arg-type]
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        typed = {
            place: f" {unicodedata.normalize(form, words[place - 1]).upper()}\u3000" for place in (1, 7, 12)
        }
        assert are_words(FINGERPRINT, typed)


def test_wrong_missing_and_misplaced_words_are_not_recognised() -> None:
    words = root_words(FINGERPRINT, "en")
    assert not are_words(FINGERPRINT, {})
    assert not are_words(FINGERPRINT, {1: words[1]})
    assert not are_words(FINGERPRINT, {1: words[0], 2: ""})
    assert not are_words(FINGERPRINT, {0: words[11]})
    assert not are_words(FINGERPRINT, {13: words[0]})


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["ja", "en"]), st.integers(1, 6))
def test_the_word_that_was_heard_otherwise_is_named(digest: bytes, lang: Language, place: int) -> None:
    heard = six_words(digest, lang)
    assert differing_words(digest, heard) == []
    assert differing_words(digest, [unicodedata.normalize("NFKD", word).upper() for word in heard]) == []
    other = six_words(sha256(digest).digest(), lang)[place - 1]
    expected = [place] if other != heard[place - 1] else []
    assert differing_words(digest, [*heard[: place - 1], other, *heard[place:]]) == expected


def test_a_word_of_no_list_is_told_with_the_one_that_was_meant() -> None:
    assert nearest_word("giraffe") is None
    assert nearest_word(six_words(bytes(32), "ja")[0]) is None
    assert nearest_word("girafe") == "giraffe"
    assert nearest_word("qqqqqq") == ""
