"""Folding of texts, so that people find a name however it was typed, and two-letter words are found.

- width, case and compatibility forms are one (NFKC, casefold); katakana is hiragana; Latin letters lose their
  marks, so that ``Da Nang`` finds ``Đà Nẵng``
- a Latin word or a number is one token; any other run of letters becomes its overlapping pairs, its first and its
  last letter alone: so words of one letter and of two, the commonest in Japanese, are found without a dictionary
- the tokens stand in the order of the text, so a word of several scripts, ``5G通信``, is found as it is written
- tokens are for FTS5's plain ``ascii`` tokenizer, which cuts at ASCII signs alone and is half the cost of the others
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import add
from unicodedata import is_normalized, normalize

# Letters of scripts that write blanks between words: Latin, Greek, Cyrillic, with combining marks.
_SPACED = "0-9a-zß-öø-\u02af\u0300-\u036f\u0370-\u052f\u1e00-\u1fff"
# Marks of the region's scripts and of kana; Python's \w leaves out what belongs to the letter before.
_MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060"
    "\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a"
)
_TOKEN = re.compile(rf"[{_SPACED}]+|(?:[^\W_{_SPACED}]|[{_MARKS}])+")
_LETTER = rf"(?:[{_SPACED}]|[^\W_{_SPACED}]|[{_MARKS}])"
# Signs that hold a word together: F/S, HAN-26-K3F7, smart-city.
_WORD = re.compile(rf"{_LETTER}+(?:[-./_&'+:@#%*]+{_LETTER}+)*")
_FIRST_UNSPACED = "\u0590"
_SPACED_HIGH = re.compile("[\u1e00-\u1fff]")

_KATAKANA = re.compile("[\u30a1-\u30f6]+")
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_MARKED_LATIN = re.compile("[\u00df-\u024f\u0300-\u036f\u1e00-\u1eff]")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_STROKED = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i"})

# A letter with the marks that NFKC may join to it: half-width voicing marks and combining ones.
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
_BLANKS = re.compile(r"\s+")
# ASCII, kana, common kanji and full-width ASCII: each folds by itself, and never into fewer letters.
_ONE_BY_ONE = re.compile("[\x00-\x7f\u3001-\u3098\u309d\u309e\u30a1-\u30fe\u4e00-\u9fff\uff01-\uff5e]*")

_ASCII = re.compile("[\x00-\x7f]+")
# Letters that make one word with ASCII ones beside them, so that the fast cut cannot be taken.
_SPACED_BEYOND_ASCII = re.compile("[ß-öø-\u02af\u0300-\u036f\u0370-\u052f\u1e00-\u1fff]")
_SIGNS = re.compile(rf"[^\w{_MARKS}\x00-\x7f]")
_STAND_IN = "\ue000"

_FORMS_JA = re.compile(
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|かぶしきがいしゃ|ゆうげんがいしゃ|"
    r"(?:一般|公益)?(?:社団|財団)法人|独立行政法人|国立研究開発法人|特定非営利活動法人|npo法人|"
    r"\((?:株|有|同|資|名|一社|一財|公社|公財|独|国研|特非)\)"
)
_FORMS_EN = re.compile(
    r"(?<![a-z0-9])(?:co(?:mpany|rporation|rp)?|inc(?:orporated)?|limited|ltd|llc|l\.l\.c|plc|k\.?k|"
    r"pte|pvt|sdn|bhd|gmbh|s\.?a|tbk|jsc)(?![a-z0-9])\.?"
)


def fold(text: str) -> str:
    """A text as it is compared and searched."""
    if not is_normalized("NFKC", text):
        text = normalize("NFKC", text)
    text = text.casefold()
    if text.isascii():
        return text
    if _KATAKANA.search(text):
        text = _KATAKANA.sub(_to_hiragana, text)
    if _MARKED_LATIN.search(text):
        text = normalize("NFC", _LATIN_MARKS.sub("", normalize("NFD", text))).translate(_STROKED)
    return text


def name_key(name: str) -> str:
    """What two spellings of a name have in common: letters and digits alone."""
    return _letters(fold(name))


def company_key(name: str) -> str:
    """What two spellings of a company's name have in common, whatever its legal form.

    Example: company_key("㈱日立製作所") == company_key("株式会社 日立製作所")
    """
    folded = fold(name)
    bare = _FORMS_EN.sub(" ", _FORMS_JA.sub(" ", folded))
    return _letters(bare) or _letters(folded)


def bigrams(text: str) -> str:
    """The tokens of a text for the search index, joined by blanks. No sign stands in a token."""
    folded = fold(text)
    if folded.isascii():
        return folded
    if _SPACED_BEYOND_ASCII.search(folded) or _STAND_IN in folded:
        return " ".join(_tokens_of_run(run) for run in _TOKEN.findall(folded))
    folded = _SIGNS.sub(" ", folded)
    # All pairs of the text are cut at once, with one letter standing in for each ASCII run; the pairs of a letter and
    # a blank are the letters alone. Cutting run by run costs twice as much, and this is half of an index's cost.
    asides = _ASCII.findall(folded)
    pieces = _pairs(f" {_ASCII.sub(f' {_STAND_IN} ', folded)} ").split(f"{_STAND_IN} {_STAND_IN}")
    tokens = [""] * (len(pieces) + len(asides))
    tokens[::2] = pieces
    tokens[1::2] = asides
    return "".join(tokens)


def match_query(text: str) -> str:
    """The expression that finds what a person typed; empty where nothing can be searched for.

    Shapes: FTS5; all words must be there, the legal form of a company aside; a Latin word or a single letter also
            finds what begins with it.
    """
    return " AND ".join(query_words(text))


def query_words(text: str) -> list[str]:
    """The words of what a person typed, each as an expression for FTS5."""
    folded = fold(text)
    bare = _without_form(folded)
    return [_phrase(word) for word in _WORD.findall(bare if _TOKEN.search(bare) else folded)]


def marks(text: str, query: str) -> list[tuple[int, int]]:
    """Where in a text the words of a query stand, as (start, end), in order and apart."""
    folded, places = _folded_with_places(text)
    spans = sorted([match.span() for pattern in _patterns(query) for match in pattern.finditer(folded)])
    found = spans if places is None else [(places[start][0], places[end - 1][1]) for start, end in spans]
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def excerpt(text: str, query: str, width: int = 60) -> str:
    """The part of a text around the first word of a query, in one line; empty where no word stands in it.

    Units: ``width`` in letters, the signs of omission beside.
    """
    line = _BLANKS.sub(" ", text).strip()
    found = marks(line, query)
    if not found or len(line) <= width:
        return line if found else ""
    # A third before the word: what follows tells more than what leads up to it.
    start = max(0, min(found[0][0] - width // 3, len(line) - width))
    end = start + width
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")


def _without_form(folded: str) -> str:
    """What a person typed without legal forms; one at the beginning stays if it is a plain word: ``limited access``."""
    bare = _FORMS_JA.sub(" ", folded)
    return _FORMS_EN.sub(lambda match: " " if _TOKEN.search(bare[: match.start()]) else match[0], bare)


def _to_hiragana(match: re.Match[str]) -> str:
    # Run by run: translating a whole text costs three times as much.
    return match[0].translate(_TO_HIRAGANA)


def _pairs(line: str) -> str:
    """All pairs of neighbours in a line, each behind it a blank."""
    encoded = line.encode("utf-16-le")
    if len(encoded) != 2 * len(line):
        return "".join(f"{one}{other} " for one, other in pairwise(line))
    laid = bytearray(b"    \x20\x00" * (len(line) - 1))
    laid[0::6], laid[1::6] = encoded[0:-2:2], encoded[1:-2:2]
    laid[2::6], laid[3::6] = encoded[2::2], encoded[3::2]
    return laid.decode("utf-16-le")


def _tokens_of_run(run: str) -> str:
    return run if _is_spaced(run) else " ".join((run[0], *map(add, run, run[1:]), run[-1]))


def _phrase(word: str) -> str:
    """A word whose runs stand side by side: tokens in a row, the last of which may be the beginning of one."""
    runs = _TOKEN.findall(word)
    tokens: list[str] = []
    for place, run in enumerate(runs):
        if _is_spaced(run):
            tokens.append(run)
            continue
        inner = [*map(add, run, run[1:])]
        first = [] if place == 0 and inner else [run[0]]
        last = [run[-1]] if place < len(runs) - 1 else []
        tokens += [*first, *inner, *last]
    is_beginning = _is_spaced(runs[-1]) or len(runs[-1]) == 1
    return '"' + " ".join(tokens) + '"' + ("*" if is_beginning else "")


def _letters(folded: str) -> str:
    return "".join(_TOKEN.findall(folded))


def _is_spaced(run: str) -> bool:
    return run[0] < _FIRST_UNSPACED or _SPACED_HIGH.match(run) is not None


@lru_cache(maxsize=256)
def _patterns(query: str) -> tuple[re.Pattern[str], ...]:
    """What finds the words of a query in a folded text; one query is looked for in many texts."""
    return tuple([re.compile(_pattern(run)) for run in dict.fromkeys(_TOKEN.findall(fold(query)))])


def _pattern(run: str) -> str:
    # A Latin word is found where it begins one, as the index finds it.
    return (rf"(?<![{_SPACED}])" if _is_spaced(run) else "") + re.escape(run)


def _folded_with_places(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """A folded text, and for each of its letters where the letter it came from stands; None where all stand alike."""
    if _ONE_BY_ONE.fullmatch(text):
        whole = fold(text)
        if len(whole) == len(text):
            return whole, None
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    for piece, place in _clusters(text):
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places


def _clusters(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _CLUSTER.finditer(text):
        yield fold(match[0]), match.span()
