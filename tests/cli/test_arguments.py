"""The command line is read in any order, and what is wrong in it is told by its code."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascn_desk.base.errors import UsageError
from ascn_desk.cli import wanted_window
from ascn_desk.cli.arguments import Given, Help, Version, Window, common_of, parse


def given(*arguments: str) -> Given:
    asked = parse(arguments)
    assert isinstance(asked, Given)
    return asked


def refused(*arguments: str) -> str:
    with pytest.raises(UsageError) as caught:
        parse(arguments)
    return caught.value.code


def test_options_stand_before_between_and_behind() -> None:
    asked = given("--profile", "p", "set", "case", "x", "a=1", "--why", "so", "b=2", "--json")
    assert asked.command.name == "set"
    assert asked.common.profile == Path("p") and asked.common.as_json
    assert (asked.one("kind"), asked.one("id"), asked.all("values")) == ("case", "x", ("a=1", "b=2"))
    assert asked.maybe("why") == "so"


def test_commands_of_two_words_are_found() -> None:
    assert given("case", "log", "c", "--text", "t").command.name == "case log"
    assert given("case", "--json", "log", "c", "--text=t").command.name == "case log"


def test_an_option_of_several_values_stops_where_values_no_longer_fit() -> None:
    assert given("list", "--where", "a=1", "b=2", "city").all("where") == ("a=1", "b=2")
    assert given("list", "city", "--where", "a=1", "--where", "b=2").all("where") == ("a=1", "b=2")
    assert given("export", "--to", "hq", "emb-vn", "--out", "d").all("to") == ("hq", "emb-vn")
    asked = given("set", "case", "x", "--seen", f"{'a' * 26}:3,{'b' * 26}:4", "a=1")
    assert (asked.all("seen"), asked.all("values")) == ((f"{'a' * 26}:3,{'b' * 26}:4",), ("a=1",))


def test_twelve_words_come_as_one_text_or_as_twelve() -> None:
    apart = given("enrol", "accept", "--words", "a", "b", "x.ascn")
    assert (apart.all("words"), apart.one("file")) == (("a", "b"), "x.ascn")
    assert given("enrol", "accept", "x.ascn", "--words", "a b").all("words") == ("a b",)


def test_everything_behind_two_dashes_is_a_value() -> None:
    assert given("search", "--", "--json", "-x").all("text") == ("--json", "-x")


def test_a_single_dash_is_standard_input_and_a_sort_may_go_downwards() -> None:
    assert given("batch", "-").one("file") == "-"
    assert given("list", "case", "--sort", "-next_due").one("sort") == "-next_due"


def test_a_number_is_whole_and_large_enough() -> None:
    assert given("list", "case", "--limit", "5").number("limit", 100) == 5
    assert given("list", "case").number("limit", 100) == 100
    for typed in ("x", "-1", "1.5", ""):
        with pytest.raises(UsageError, match="not-a-count"):
            given("list", "case", f"--limit={typed}").number("limit", 100)


def test_without_a_command_the_window_is_meant() -> None:
    assert parse([]) == Window(common=common_of([]))
    assert parse(["--lang", "ja", "in.ascn"]) == Window(common=common_of(["--lang", "ja"]), file=Path("in.ascn"))
    assert wanted_window(["in.ascn"]) is not None
    assert wanted_window(["list", "case"]) is None
    assert wanted_window(["nonsense"]) is None


def test_help_and_version_come_first_however_incomplete_the_rest_is() -> None:
    assert parse(["add", "--help"]) == Help(common=common_of([]), about="add")
    assert parse(["case", "-h"]) == Help(common=common_of([]), about="case")
    assert isinstance(parse(["--version"]), Version)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("lst", "unknown-command"),
        ("case", "command-incomplete"),
        ("case ad", "unknown-command"),
        ("list", "argument-needed"),
        ("add case", "argument-needed"),
        ("kinds a b", "too-many-arguments"),
        ("a.ascn b.ascn", "too-many-arguments"),
        ("list case --foo x", "unknown-option"),
        ("list case -x", "unknown-option"),
        ("list case --sort", "option-needs-value"),
        ("list case --sort --json", "option-needs-value"),
        ("list case --json=1", "option-takes-no-value"),
        ("list case --sort a --sort b", "option-twice"),
        ("export --to hq", "option-needed"),
        ("--lang fr kinds", "not-one-of"),
        ("init --office hq --officer a --roots 2", "not-one-of"),
    ],
)
def test_what_is_wrong_has_its_code(line: str, code: str) -> None:
    assert refused(*line.split()) == code


def test_what_was_probably_meant_is_named() -> None:
    with pytest.raises(UsageError) as caught:
        parse(["serch", "x"])
    assert caught.value.data["near"] == "search"


def test_language_and_form_are_known_however_wrong_the_line_is() -> None:
    common = common_of(["nonsense", "--json", "--lang=ja", "--profile"])
    assert (common.as_json, common.lang, common.profile) == (True, "ja", None)
    assert common_of(["--", "--json"]).as_json is False
