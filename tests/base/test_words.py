"""Sentences for errors stand in both languages and ask for the same data."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from ascn_desk.base.errors import CorrectableError, MachineError
from ascn_desk.base.resources import resource_path, resource_text
from ascn_desk.base.words import error_text, language, set_language, t, text


@pytest.fixture(autouse=True)
def language_put_back() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resource_text("i18n/errors.csv")), strict=True))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_code_is_kebab_case_and_stands_once() -> None:
    codes = [row["code"] for row in rows()]
    assert [code for code in codes if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", code)] == []
    assert sorted(codes) == sorted(set(codes))


def test_every_row_has_exactly_a_code_and_two_sentences() -> None:
    wrong = [row for row in rows() if list(row) != ["code", "en", "ja"] or not all(row.values())]
    assert wrong == []


def test_both_languages_ask_for_the_same_data() -> None:
    differing = [row["code"] for row in rows() if placeholders(row["en"]) != placeholders(row["ja"])]
    assert differing == []


def test_the_sentence_of_an_error_is_filled_in_the_language_asked() -> None:
    error = MachineError("disk-full", path="C:\\desk")
    assert error_text(error, "en").startswith("The disk is full, so C:\\desk")
    assert "C:\\desk を保存できません" in error_text(error, "ja")


def test_without_a_language_asked_the_current_one_speaks() -> None:
    error = MachineError("disk-full", path="x")
    for current in ("ja", "en"):
        set_language(current)
        assert error_text(error) == error_text(error, current)


def test_data_that_is_missing_is_left_visible() -> None:
    assert "{path}" in error_text(MachineError("disk-full"), "en")


def test_an_unknown_code_shows_itself_with_its_data() -> None:
    assert error_text(CorrectableError("never-heard", n=3)) == "never-heard (n=3)"


def test_no_english_stands_for_two_things() -> None:
    """All areas are one list: where two give one English different Japanese, one of the screens would be wrong."""
    said: dict[str, set[str]] = {}
    for path in resource_path("i18n").glob("*.csv"):
        if path.name != "errors.csv":
            for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), strict=True):
                said.setdefault(row["en"], set()).add(row["ja"])
    assert {english: japanese for english, japanese in said.items() if len(japanese) > 1} == {}


def test_words_without_japanese_show_the_english_filled() -> None:
    set_language("ja")
    assert t("{n} never translated", n=3) == "3 never translated"
    assert text("{n} never translated", "en", n=3) == "3 never translated"
