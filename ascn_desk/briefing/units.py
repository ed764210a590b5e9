"""Cut a text into the units of a line, and say where lines may break and how far units stand apart.

A unit is one Japanese letter, a space, a run of Latin letters and digits, or a run of one shaped script. Each
is drawn at its own place, so spacing, justification and shaping agree.

Breaking (kinsoku):
- never before a closing mark, a small kana or a sound mark; never after an opening bracket;
- never between a digit and its counter, nor after 第 or 約;
- long addresses break after ``/ - _ . ? & =``; other words break after a hyphen between letters.

Spacing, in em: two full-width marks that meet lose a half; kanji beside Latin stand 0.12 apart, a digit and
its counter 0.05, in titles both 0.06.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from ascn_desk.base.words import Language
from ascn_desk.briefing.fonts import SUBSTITUTE, Face, face, face_for, is_misprinted, script_of
from ascn_desk.briefing.shaped import Glyph, shape

OPENING = frozenset("（「『【〔〈《｛［‘“")
CLOSING = frozenset("）」』】〕〉》｝］、。，．")
NOT_FIRST = CLOSING | frozenset(
    "・：；？！ー々〻ゝゞヽヾ～〜…‥％℃゛゜"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "､｡｣･ｰﾞﾟｧｨｩｪｫｬｭｮｯ"
)
NOT_LAST = OPENING | frozenset("第約￥＄＃｢")
COUNTERS = frozenset(
    "年月日時分秒人名件社者市町村区都県州国省庁局課班号版頁部冊本枚台機回期次度位番点段階行室棟"
    "か所個箇ヶヵカ週歳世円億万兆千百倍割％℃点種項条"
)
_TENS = frozenset("万億兆千百")
_RANGE_MARKS = frozenset("～〜－―")
_JAPANESE_SYMBOLS = frozenset("…‥―●○△▽□◇◆■※→←↑↓×÷±°′″§¶")
_THAI_LAO_BEFORE = frozenset("เแโใไເແໂໃໄ")
_THAI_LAO_AFTER = frozenset("ะาำๅๆฯະາຳຽໆຯ")

_ADDRESS_PIECE = re.compile(r"[^/\-_.?&=]*[/\-_.?&=]+|[^/\-_.?&=]+")
_HYPHENED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_ADDRESS = re.compile(r"/|[^\s]{28,}|^\S+\.\S+\.\S+")


class Kind(Enum):
    """What a unit is, as far as breaking and spacing ask."""

    LETTER = auto()
    OPEN = auto()
    CLOSE = auto()
    SPACE = auto()
    WORD = auto()
    SCRIPT = auto()


# By name: a member of an enumeration is slow to reach through its class (CPython 3.11), and these are asked for often.
_LETTER, _WORD, _SPACE, _OPEN, _CLOSE, _SCRIPT = (
    Kind.LETTER, Kind.WORD, Kind.SPACE, Kind.OPEN, Kind.CLOSE, Kind.SCRIPT
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """A stretch of text with a look of its own; None means the look of the whole text."""

    text: str
    bold: bool | None = None
    colour: str | None = None
    size: float | None = None


Rich = str | tuple[Run, ...]
"""A text in one look, or in stretches."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a line.

    Shapes: `text` is what was written, `shown` what is drawn; they differ for a letter no family has and for
            letters without width. `glyphs` are set for shaped runs only.
    Units:  `size` and `width` in points.
    """

    text: str
    kind: Kind
    face: Face
    size: float
    colour: str
    width: float
    shown: str
    glyphs: tuple[Glyph, ...] | None = None
    soft_after: bool = False
    missing: bool = False

    @property
    def wanting(self) -> str:
        """The letters that are not drawn as what they are."""
        if not self.missing:
            return ""
        letters = [each for each in self.text if not _is_ignorable(each)]
        return "".join(each for each in letters if is_misprinted(each) or not self.face.has(each)) or self.text

    @property
    def blank_half(self) -> float:
        """The empty half of a full-width bracket or stop."""
        full = self.kind in (Kind.OPEN, Kind.CLOSE) and self.width > 0.9 * self.size
        return self.size / 2 if full else 0.0


def units_of(rich: Rich, lang: Language, bold: bool, size: float, colour: str) -> list[Unit]:
    """Cut a text without line breaks into units. Joined, their `text` is the text again."""
    units: list[Unit] = []
    runs = (Run(rich),) if isinstance(rich, str) else rich
    for run in runs:
        run_bold = bold if run.bold is None else run.bold
        run_size = size if run.size is None else run.size
        units.extend(_units(run.text, lang, run_bold, run_size, run.colour or colour))
    return units


def plain(rich: Rich) -> str:
    """The letters of a text without its looks."""
    return rich if isinstance(rich, str) else "".join(run.text for run in rich)


def may_break(before: Unit, after: Unit) -> bool:
    """Whether a line may end between two neighbours."""
    if after.kind is _SPACE:
        return False
    first, last = after.text[:1], before.text[-1:]
    if first in NOT_FIRST or last in NOT_LAST:
        return False
    if before.kind is _SPACE or before.soft_after:
        return True
    if last.isdigit() and first in COUNTERS:
        return False
    if last in _TENS and first in COUNTERS and before.kind is _LETTER:
        return False
    if last in _RANGE_MARKS and first.isdigit():
        return False
    narrow = (_WORD, _SCRIPT)
    return not (before.kind in narrow and after.kind in narrow)


def may_break_at_need(before: Unit, after: Unit) -> bool:
    """Whether a line too narrow for anything better may end here: numbers may part, marks may not."""
    return after.kind is not Kind.SPACE and not (after.text[:1] in NOT_FIRST or before.text[-1:] in NOT_LAST)


def gap(before: Unit, after: Unit, title: bool) -> float:
    """How far two neighbours on a line stand apart, in points; negative where two marks meet."""
    one, other = before.kind, after.kind
    if one is _LETTER:
        if other is _LETTER:  # what most neighbours in Japanese are
            return 0.0
        if other is _WORD:
            return (0.06 if title else 0.12) * before.size if after.text[:1].isalnum() else 0.0
        return 0.12 * max(before.size, after.size) if other is _SCRIPT else 0.0
    if one is _CLOSE:
        return -before.blank_half if other is _CLOSE or other is _OPEN else 0.0
    if one is _OPEN:
        return -after.blank_half if other is _OPEN else 0.0
    if other is not _LETTER:
        return 0.0
    if one is _SCRIPT:
        return 0.12 * max(before.size, after.size)
    if one is _WORD:
        last = before.text[-1:]
        if not last.isalnum():
            return 0.0
        if title:
            return 0.06 * after.size
        return (0.05 if last.isdigit() and after.text in COUNTERS else 0.12) * after.size
    return 0.0


def split_long(unit: Unit) -> list[Unit]:
    """Cut a word or a shaped run into its letters, for a line too narrow to hold it."""
    if unit.kind not in (Kind.WORD, Kind.SCRIPT):
        return [unit]
    cuts = [*shape(unit.text, unit.face).clusters, len(unit.text)] if unit.glyphs is not None else None
    if cuts is None:
        cuts = [0, *(at for at in range(1, len(unit.text)) if not unicodedata.combining(unit.text[at]))]
        cuts.append(len(unit.text))
    parts = []
    for start, end in itertools.pairwise(cuts):
        text = unit.text[start:end]
        closed = text[-1] in _THAI_LAO_BEFORE or unit.text[end : end + 1] in _THAI_LAO_AFTER
        parts.append(
            _unit(text, unit.kind, unit.face, unit.size, unit.colour, not closed or end == len(unit.text))
        )
    return parts


def _units(text: str, lang: Language, bold: bool, size: float, colour: str) -> Iterator[Unit]:
    for kind, piece in _pieces(text, lang):
        yield from _units_of_piece(kind, piece, lang, bold, size, colour)


# The same letters and words come again on every page: what a unit is depends on nothing but these.
@lru_cache(maxsize=8192)
def _units_of_piece(
    kind: Kind, piece: str, lang: Language, bold: bool, size: float, colour: str
) -> tuple[Unit, ...]:
    if kind is Kind.WORD:
        return tuple(_word(piece, lang, bold, size, colour))
    if kind is Kind.SCRIPT:
        script = script_of(piece[0])
        assert script is not None
        return (_unit(piece, kind, face(script, bold), size, colour),)
    found = face_for(piece[0], lang, bold)
    if kind is Kind.SPACE and piece == "\u200b":
        return (Unit(piece, kind, face_for(" ", lang, bold) or face("JP", bold), size, colour, 0.0, ""),)
    if kind is Kind.SPACE:
        found = found or face_for(" ", lang, bold)
        assert found is not None
        shown = piece if found.has(piece) else " "
        return (Unit(piece, kind, found, size, colour, found.width(shown, size), shown),)
    if found is None:
        return (_missing(piece, kind, bold, size, colour),)
    return (_unit(piece, kind, found, size, colour),)


def _pieces(text: str, lang: Language) -> Iterator[tuple[Kind, str]]:
    start = 0
    while start < len(text):
        kind, script = _class(text[start], lang)
        end = start + 1
        if kind in (Kind.WORD, Kind.SCRIPT):
            while end < len(text) and (_is_attached(text[end]) or _class(text[end], lang) == (kind, script)):
                end += 1
        elif kind is not Kind.SPACE:
            while end < len(text) and _is_attached(text[end]):
                end += 1
        yield kind, text[start:end]
        start = end


@lru_cache(maxsize=8192)
def _class(letter: str, lang: Language) -> tuple[Kind, str | None]:
    script = script_of(letter)
    if script is not None:
        return Kind.SCRIPT, script
    if letter == "\u200b" or (letter.isspace() and letter not in "\u00a0\u202f\u2007"):
        return Kind.SPACE, None
    code = ord(letter)
    japanese = (
        0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7AF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
        or 0x2460 <= code <= 0x24FF
    )
    if not japanese and not (lang == "ja" and letter in _JAPANESE_SYMBOLS):
        return Kind.WORD, None
    if letter in OPENING:
        return Kind.OPEN, None
    return (Kind.CLOSE if letter in CLOSING else Kind.LETTER), None


@lru_cache(maxsize=8192)
def _is_attached(letter: str) -> bool:
    """Marks that belong to the letter before them: joiners, selectors, combining marks, controls."""
    return letter != "\u200b" and (
        _is_ignorable(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cc")
    )


@lru_cache(maxsize=8192)
def _is_ignorable(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Cf", "Cc", "Cs")
        or "\ufe00" <= letter <= "\ufe0f"
        or (0xE0100 <= ord(letter) <= 0xE01EF)
    )


def _word(text: str, lang: Language, bold: bool, size: float, colour: str) -> Iterator[Unit]:
    if _ADDRESS.search(text):
        parts = _ADDRESS_PIECE.findall(text)
    else:
        cuts = [0, *(match.end() for match in _HYPHENED.finditer(text)), len(text)]
        parts = [text[a:b] for a, b in itertools.pairwise(cuts)]
    for index, part in enumerate(parts):
        stretches = list(_stretches(part, lang, bold))
        for number, (stretch, found) in enumerate(stretches):
            soft = number == len(stretches) - 1 and index < len(parts) - 1
            if found is None:
                yield _missing(stretch, Kind.WORD, bold, size, colour, soft)
            else:
                yield _unit(stretch, Kind.WORD, found, size, colour, soft)


def _stretches(text: str, lang: Language, bold: bool) -> Iterator[tuple[str, Face | None]]:
    start, current = 0, _word_face(text[0], lang, bold)
    for at in range(1, len(text)):
        if _is_attached(text[at]):
            continue
        found = _word_face(text[at], lang, bold)
        if found is not current:
            yield text[start:at], current
            start, current = at, found
    yield text[start:], current


def _word_face(letter: str, lang: Language, bold: bool) -> Face | None:
    return face_for(" " if letter in "\u00a0\u202f\u2007" or _is_ignorable(letter) else letter, lang, bold)


def _missing(text: str, kind: Kind, bold: bool, size: float, colour: str, soft: bool = False) -> Unit:
    bare = "".join(letter for letter in text if not _is_attached(letter))
    shown = SUBSTITUTE * len(bare)
    found = face("JP", bold)
    return Unit(text, kind, found, size, colour, found.width(shown, size), shown, None, soft, bool(bare))


def _unit(text: str, kind: Kind, found: Face, size: float, colour: str, soft: bool = False) -> Unit:
    shown = "".join(letter for letter in text if not _is_ignorable(letter))
    is_wrong = any(map(is_misprinted, text))
    attached = any(_is_attached(letter) and unicodedata.category(letter) != "Cc" for letter in text)
    if kind is Kind.SCRIPT or attached or any(ord(letter) > 0xFFFF for letter in text):
        composed = text if kind is not Kind.WORD else unicodedata.normalize("NFC", text)
        composed = "".join(letter for letter in composed if unicodedata.category(letter) not in ("Cc", "Cs"))
        shaped = shape(composed, found) if composed else None
        if shaped is not None:
            # Glyphs the font lacks stay white; the warning names the letters.
            width, missing = shaped.width * size, is_wrong or not shaped.complete
            return Unit(text, kind, found, size, colour, width, shown, shaped.glyphs, soft, missing)
    shown = shown.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ")
    return Unit(text, kind, found, size, colour, found.width(shown, size), shown, None, soft, is_wrong)
