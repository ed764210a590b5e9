"""Every page of every template, text, boxes and fonts, is as it was looked at and found good.

Where a change of layout is wanted, ``make golden`` writes the files anew; the diff is to be read like any other.
"""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from ascn_desk.briefing.say import PackLanguage
from tests.support.every_pack import LANGUAGES, TEMPLATES, EveryPack
from tests.support.page_text import pages_as_text

GOLDEN = Path(__file__).with_name("golden")
_MOST_SHOWN = 40
# The longest of all says side by side what its two others and the briefs in both languages say.
PAGES = [(each, language) for each in TEMPLATES for language in LANGUAGES if (each, language) != ("visit", "both")]


def differences(before: str, after: str, name: str) -> str:
    """The first of the changed lines, each under the page on which it stands."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, "now", lineterm="", n=1)
    shown = list(lines)
    more = [f"… {len(shown) - _MOST_SHOWN} more lines"] if len(shown) > _MOST_SHOWN else []
    return "\n".join([*shown[:_MOST_SHOWN], *more, "If that is wanted: make golden, and read the diff."])


@pytest.mark.parametrize(("template", "language"), PAGES)
def test_every_page_is_as_it_was_found_good(
    template: str, language: PackLanguage, packs: EveryPack, request: pytest.FixtureRequest
) -> None:
    path = GOLDEN / f"{template}.{language}.txt"
    now = pages_as_text(packs.built(template, language).pdf)
    if request.config.getoption("--write-golden"):
        path.write_text(now, encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    if now != before:
        pytest.fail(differences(before, now, path.name), pytrace=False)


def test_there_is_no_golden_page_of_a_template_that_is_gone() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{template}.{language}.txt" for template, language in PAGES}


def test_a_difference_is_shown_by_its_lines_alone() -> None:
    before = "page 1 of 1\n" + "\n".join(f"  line {at}" for at in range(50))
    told = differences(before, before.replace("line 30", "line thirty"), "case-file.ja.txt")
    assert "-  line 30" in told and "+  line thirty" in told and "line 10" not in told
