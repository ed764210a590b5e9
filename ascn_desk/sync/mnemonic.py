"""Digests as words that two people can read out to each other on the telephone.

The English and the Japanese list of BIP-39 share their numbers: word 5 of one stands for word 5 of the other.
Twelve words carry 16 bytes and a checksum (the root of trust); six words carry the first 66 bits of a digest
(the fingerprint of a channel). Words compare after NFKD, in lower case.
Source: BIP-39 (bitcoin/bips, 2013), lists of the package ``mnemonic``; docs/bundle-format.md, sections 6, 8.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from hashlib import sha256
from typing import Literal

from mnemonic import Mnemonic

Language = Literal["ja", "en"]

_LISTS = {"ja": "japanese", "en": "english"}
_LANGUAGES: tuple[Language, ...] = ("ja", "en")
_BITS_A_WORD = 11
_SIX = 6


def twelve_words(entropy: bytes, lang: Language) -> list[str]:
    """The twelve words of 16 bytes, checksum included."""
    if len(entropy) != 16:
        raise ValueError("twelve words stand for 16 bytes")
    bits = int.from_bytes(entropy, "big") << 4 | sha256(entropy).digest()[0] >> 4
    return _words(bits, 12, lang)


def root_words(fingerprint: str, lang: Language) -> list[str]:
    """The twelve words of a root fingerprint, from its first 16 bytes."""
    return twelve_words(bytes.fromhex(fingerprint)[:16], lang)


def six_words(digest: bytes, lang: Language) -> list[str]:
    """The six words of the first 66 bits of a digest."""
    if len(digest) < 9:
        raise ValueError("six words need 66 bits")
    return _words(int.from_bytes(digest[:9], "big") >> 6, 6, lang)


def asked_positions(count: int = 3) -> list[int]:
    """Which of the twelve words (1 to 12) the officer shall type, chosen by chance, in order."""
    return sorted(secrets.SystemRandom().sample(range(1, 13), count))


def are_words(fingerprint: str, typed: Mapping[int, str]) -> bool:
    """Whether typed words, by position 1 to 12, are those of the root; either language will do for each."""
    right = [root_words(fingerprint, "ja"), root_words(fingerprint, "en")]
    return bool(typed) and all(
        1 <= position <= 12 and _plain(word) in {_plain(words[position - 1]) for words in right}
        for position, word in typed.items()
    )


def differing_words(digest: bytes, heard: Sequence[str]) -> list[int]:
    """Positions (1 to 6) at which words heard are not those of a digest; either language will do for each."""
    if len(heard) != _SIX:
        raise ValueError("six words stand for 66 bits")
    right = zip(six_words(digest, "ja"), six_words(digest, "en"), strict=True)
    return [
        place
        for place, (word, pair) in enumerate(zip(heard, right, strict=True), 1)
        if _plain(word) not in {_plain(each) for each in pair}
    ]


def nearest_word(word: str) -> str | None:
    """A word of either list that was meant by one that is in none, ``""`` if none is near; None for one that is."""
    known = {_plain(each): each for lang in _LANGUAGES for each in _list(lang)}
    typed = _plain(word)
    if typed in known:
        return None
    near = get_close_matches(typed, known, n=1, cutoff=0.7)
    return known[near[0]] if near else ""


def _words(bits: int, count: int, lang: Language) -> list[str]:
    words = _list(lang)
    mask = (1 << _BITS_A_WORD) - 1
    return [words[bits >> _BITS_A_WORD * place & mask] for place in reversed(range(count))]


@cache
def _list(lang: Language) -> tuple[str, ...]:
    # The Japanese file is decomposed; screens and fonts want composed letters.
    return tuple(unicodedata.normalize("NFC", word) for word in Mnemonic(_LISTS[lang]).wordlist)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKD", word).strip().lower()
