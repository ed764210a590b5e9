"""Folding of texts, so that people find a name however it was typed, and two-letter words are found.

- width, case and compatibility forms are one (NFKC, casefold); katakana is hiragana; Latin letters lose their
  marks, so that ``Da Nang`` finds ``Đà Nẵng``
- a Latin word or a number is one token; any other run of letters becomes its overlapping pairs and its last
  letter alone: so words of one letter and of two, the commonest in Japanese, are found without a dictionary
- what is cut here is what ``unicode61`` with the categories L, N, Mn and Mc leaves whole (held by a test)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_FIRST_UNSPACED = "\u0590"
_SPACED_HIGH = re.compile("[\u1e00-\u1fff]")

_KATAKANA = re.compile("[\u30a1-\u30f6]")
_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_MARKED_LATIN = re.compile("[\u00df-\u024f\u0300-\u036f\u1e00-\u1eff]")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_STROKED = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i"})

# A letter with the marks that NFKC may join to it: half-width voicing marks and combining ones.
_CLUSTER = re.compile(r".[\u0300-\u036f\u3099\u309a\uff9e\uff9f]*", re.DOTALL)
_BLANKS = re.compile(r"\s+")

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
        text = text.translate(_TO_HIRAGANA)
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
    """The tokens of a text for the search index, joined by blanks."""
    tokens = []
    for run in _TOKEN.findall(fold(text)):
        if _is_spaced(run):
            tokens.append(run)
        else:
            tokens += map(add, run, run[1:])
            tokens.append(run[-1])
    return " ".join(tokens)


def match_query(text: str) -> str:
    """The expression that finds what a person typed; empty where nothing can be searched for.

    Shapes: FTS5; all words must be there; a Latin word or a single letter also finds what begins with it.
    """
    parts = []
    for run in _TOKEN.findall(fold(text)):
        if len(run) == 1 or _is_spaced(run):
            parts.append(f'"{run}"*')
        else:
            parts.append('"' + " ".join(map(add, run, run[1:])) + '"')
    return " AND ".join(parts)


def marks(text: str, query: str) -> list[tuple[int, int]]:
    """Where in a text the words of a query stand, as (start, end), in order and apart."""
    folded, places = _folded_with_places(text)
    found = sorted(
        (places[match.start()][0], places[match.end() - 1][1])
        for run in dict.fromkeys(_TOKEN.findall(fold(query)))
        for match in re.finditer(_pattern(run), folded)
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def excerpt(text: str, query: str, width: int = 60) -> str:
    """The part of a text around the first word of a query, in one line; its beginning where no word is there.

    Units: ``width`` in letters, the signs of omission beside.
    """
    line = _BLANKS.sub(" ", text).strip()
    if len(line) <= width:
        return line
    found = marks(line, query)
    # A third before the word: what follows tells more than what leads up to it.
    start = max(0, found[0][0] - width // 3) if found else 0
    start = max(0, min(start, len(line) - width))
    end = start + width
    return ("…" if start else "") + line[start:end].strip() + ("…" if end < len(line) else "")


def _letters(folded: str) -> str:
    return "".join(_TOKEN.findall(folded))


def _is_spaced(run: str) -> bool:
    return run[0] < _FIRST_UNSPACED or _SPACED_HIGH.match(run) is not None


def _pattern(run: str) -> str:
    # A Latin word is found where it begins one, as the index finds it.
    return (rf"(?<![{_SPACED}])" if _is_spaced(run) else "") + re.escape(run)


def _folded_with_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A folded text, and for each of its letters where the letter it came from stands."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    for piece, place in _clusters(text):
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places


def _clusters(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _CLUSTER.finditer(text):
        yield fold(match[0]), match.span()
