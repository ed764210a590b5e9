"""Help stands in both languages, whole, and no line is too long."""

from __future__ import annotations

import csv
import io
import re
from string import Formatter

import pytest

from ascn_desk.base.resources import resource_path, resource_text
from ascn_desk.base.words import LANGUAGES, Language
from ascn_desk.cli.declared import BY_NAME, COMMANDS, GROUPS
from ascn_desk.cli.helping import ROOM, help_text
from ascn_desk.cli.tables import width
from tests.cli.spoken import spoken_texts


def translated() -> dict[str, str]:
    words: dict[str, str] = {}
    for path in sorted(resource_path("i18n").glob("*.csv")):
        if path.name != "errors.csv":
            rows = csv.DictReader(io.StringIO(resource_text(f"i18n/{path.name}")))
            words.update((row["en"], row["ja"]) for row in rows)
    return words


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_everything_that_commands_say_stands_in_japanese() -> None:
    words = translated()
    assert [text for text in spoken_texts() if not words.get(text)] == []


def test_both_languages_ask_for_the_same_data() -> None:
    words = translated()
    plain = [text for text in spoken_texts() if '{"' not in text]
    assert [text for text in plain if placeholders(text) != placeholders(words[text])] == []


def test_no_word_is_left_over_in_the_list_of_words() -> None:
    rows, spoken = csv.DictReader(io.StringIO(resource_text("i18n/cli.csv"))), set(spoken_texts())
    assert [row["en"] for row in rows if row["en"] not in spoken] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("about", ["", *sorted(GROUPS), *BY_NAME])
def test_no_line_of_help_is_too_long(about: str, lang: Language) -> None:
    assert [line for line in help_text(about, lang).splitlines() if width(line) > ROOM + 4] == []


def test_help_names_every_command() -> None:
    shown = help_text("", "en")
    assert [command.name for command in COMMANDS if f"  {command.name} " not in shown] == []


def test_help_of_a_command_names_all_that_it_takes() -> None:
    shown = help_text("set", "ja")
    assert "使い方: ascn-desk set KIND ID FIELD=VALUE …" in shown
    assert all(f"--{option.name}" in shown for option in BY_NAME["set"].options)


def test_japanese_help_is_japanese_in_every_line_that_speaks() -> None:
    for about in ("", *GROUPS, *BY_NAME):
        lines = help_text(about, "ja").replace("ascn-desk", "").splitlines()
        assert [line for line in lines if re.search("[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}", line)] == [], about
