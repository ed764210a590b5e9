"""Which of the six families draws a letter."""

from __future__ import annotations

import pytest

from ascn_desk.base.words import Language
from ascn_desk.briefing.fonts import face, face_for, script_of


@pytest.mark.parametrize("family", ["", "JP", "Thai", "Lao", "Khmer", "Myanmar"])
@pytest.mark.parametrize("bold", [False, True])
def test_every_family_is_there_in_regular_and_bold(family: str, bold: bool) -> None:
    assert face(family, bold).has("A")


@pytest.mark.parametrize(
    ("letter", "lang", "expected"),
    [
        ("A", "ja", "NotoSansJP-Regular"),
        ("A", "en", "NotoSans-Regular"),
        ("都", "en", "NotoSansJP-Regular"),
        ("₭", "ja", "NotoSans-Regular"),
        ("₱", "ja", "NotoSans-Regular"),
        ("₫", "ja", "NotoSansJP-Regular"),
        ("฿", "ja", "NotoSansThai-Regular"),
        ("៛", "en", "NotoSansKhmer-Regular"),
        ("ễ", "ja", "NotoSansJP-Regular"),
        ("ຫ", "ja", "NotoSansLao-Regular"),
        ("ရ", "en", "NotoSansMyanmar-Regular"),
    ],
)
def test_a_letter_takes_the_family_that_has_it(letter: str, lang: Language, expected: str) -> None:
    found = face_for(letter, lang, bold=False)
    assert found is not None and found.name == expected


def test_a_letter_of_no_family_has_no_face() -> None:
    assert face_for("한", "ja", bold=False) is None


def test_currency_signs_belong_to_their_scripts() -> None:
    assert script_of("฿") == "Thai"
    assert script_of("៛") == "Khmer"
    assert script_of("₫") is None
