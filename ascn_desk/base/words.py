"""Words in Japanese and English for screens, commands, papers and errors.

English is written where it is used, as a literal in :func:`t`; the Japanese stands beside it in
``resources/i18n/<area>.csv`` (columns ``en,ja``), one file an area. ``errors.csv`` has ``code,en,ja``.
A missing Japanese word shows the English; a test keeps that from being shipped.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from typing import Literal

from ascn_desk.base.errors import DeskError
from ascn_desk.base.resources import resource_path

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")

_current: Language = "en"


def set_language(language: Language) -> None:
    """Choose the language of this process's faces."""
    global _current
    _current = language


def language() -> Language:
    """The language the faces speak now."""
    return _current


def t(english: str, **values: object) -> str:
    """The words in the current language, placeholders filled: ``t("{n} cases", n=3)``."""
    return text(english, _current, **values)


def text(english: str, lang: Language, **values: object) -> str:
    """The words in a named language, placeholders filled."""
    words = _japanese().get(english, english) if lang == "ja" else english
    return words.format(**values) if values else words


def error_text(error: DeskError, lang: Language | None = None) -> str:
    """The sentence for an error: what is wrong, where, and what to do."""
    english_japanese = error_sentences().get(error.code)
    if english_japanese is None:
        return str(error)
    sentence = english_japanese[1 if (lang or _current) == "ja" else 0]
    return sentence.format_map(_Shown(error.data))


@cache
def error_sentences() -> Mapping[str, tuple[str, str]]:
    """Error code → (English, Japanese) sentence with placeholders."""
    return {row["code"]: (row["en"], row["ja"]) for row in _rows("errors.csv")}


class _Shown(dict[str, object]):
    """Data of an error; a placeholder without data is left visible rather than raising a second error."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


@cache
def _japanese() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for path in sorted(resource_path("i18n").glob("*.csv")):
        if path.name != "errors.csv":
            words.update((row["en"], row["ja"]) for row in _rows(path.name))
    return words


def _rows(name: str) -> list[dict[str, str]]:
    content = resource_path(f"i18n/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(content)))
