"""Japanese is complete: every word that the program says has it, with the same data, and no word is left over."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path
from string import Formatter

import ascn_desk
from ascn_desk.base.resources import resource_path

PACKAGE = Path(ascn_desk.__file__).resolve().parent
SAYING = {"ascn_desk.base.words": {"t", "text"}, "ascn_desk.briefing.say": {"fixed"}}
"""The functions whose first argument is English to be said in the language of the reader."""


def japanese() -> dict[str, str]:
    words: dict[str, str] = {}
    for path in resource_path("i18n").glob("*.csv"):
        if path.name != "errors.csv":
            rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), strict=True)
            words.update((row["en"], row["ja"]) for row in rows)
    return words


def literals() -> tuple[dict[str, set[str]], set[str]]:
    """English → modules that say it; and every text that stands anywhere in the program."""
    said: dict[str, set[str]] = {}
    anywhere: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        saying = speakers(tree)
        for node in ast.walk(tree):
            match node:
                case ast.Constant(value=str(each)):
                    anywhere.add(each)
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(english)), *_]) if name in saying:
                    said.setdefault(english, set()).add(module)
    return said, anywhere


def speakers(tree: ast.Module) -> set[str]:
    """The names under which a module calls the functions that say words."""
    return {
        each.asname or each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
        if each.name in SAYING.get(node.module or "", ())
    }


def names_in(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def test_every_word_that_is_said_has_its_japanese() -> None:
    said, _ = literals()
    assert {english: modules for english, modules in said.items() if not japanese().get(english)} == {}


def test_no_japanese_is_left_over() -> None:
    _, anywhere = literals()
    assert japanese().keys() - anywhere == set()


def test_both_languages_ask_for_the_same_data() -> None:
    differing = {english: ja for english, ja in japanese().items() if names_in(english) != names_in(ja)}
    # Japanese has no plural, so words for one and for several may leave the number out or in.
    assert {english: ja for english, ja in differing.items() if names_in(ja) - names_in(english)} == {}
