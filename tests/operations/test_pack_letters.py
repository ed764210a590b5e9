"""Letters that no font has: told with page, words and number; such a pack never leaves the house anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import error_text
from ascn_desk.operations import pack_issue
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_batch import build_every
from ascn_desk.operations.pack_definitions import PackRequest
from ascn_desk.operations.pack_issue import gathered_pack, issue_pack, preview_pack, reissue_pack, renew_pack
from ascn_desk.operations.pack_letters import checked_letters, code_points
from ascn_desk.operations.pack_library import issues
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.records import set_fields
from ascn_desk.operations.views import BuiltPack
from tests.support import pack_practice
from tests.support.made_desk import make_desk, put

WRONG = {
    "emoji": ("会う 😀 とき", "U+1F600"),
    "two people joined": ("技師 👩\u200d🔬 が来る", "U+1F469, U+1F52C"),
    "a flag": ("旗 🇯🇵 を立てる", "U+1F1EF, U+1F1F5"),
    "Hebrew": ("שלום", "U+05E9, U+05DC, U+05D5, U+05DD"),
    "Arabic among Japanese": ("挨拶は سلام です", "U+0633, U+0644, U+0627, U+0645"),
    "for private use": ("外字 \ue000 の人", "U+E000"),
    "for private use, far off": ("外字 \U000f0000 の人", "U+F0000"),
    "without meaning": ("字 \u0378 がある", "U+0378"),
    "no letter at all": ("字 \U0001ffff がある", "U+1FFFF"),
    "Devanagari, which is not shaped": ("नमस्ते", "U+0928, U+092E, U+0938, U+094D, U+0924, U+0947"),
    "Korean": ("시장님", "U+C2DC, U+C7A5, U+B2D8"),
    "a mark that its font lacks": ("ក\u0e49", "U+0E49"),
}
FINE = (
    "Đà Nẵng", "กรุงเทพมหานคร", "ຫຼວງພະບາງ", "ភ្នំពេញ ៛", "ရန်ကုန်", "渡邊 葛\U000e0100城", "100 ₫ ₱ ₭ ฿", "①　〒",
    "ひ\u200dと", "a\u202eb", "Café", "\u200b", "１２３",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = make_desk(tmp_path_factory.mktemp("letters") / "embassy", pack_practice.OFFICE)
    yield opened
    opened.close()


def meeting_of(desk: Desk, text: str) -> PackRequest:
    """A request for the record of a meeting at which this was said."""
    meeting = put(desk, "visit", {"title": "練習の視察", "points": text, "starts_on": "2026-12-07"})
    return PackRequest(template="visit", records=(("visit", meeting),), sections=("brief",))


@pytest.mark.parametrize("named", WRONG)
def test_letters_without_a_font_are_an_error_that_names_page_words_and_numbers(desk: Desk, named: str) -> None:
    text, letters = WRONG[named]
    request = meeting_of(desk, text)
    for leaves in (preview_pack, issue_pack):
        with pytest.raises(CorrectableError) as refused:
            leaves(desk, request)
        assert refused.value.code == "letters-without-font"
        assert refused.value.data["letters"] == letters
        assert (refused.value.data["page"], refused.value.data["places"]) == (1, 1)
        assert str(refused.value.data["text"]) in " ".join(text.split())
        assert letters in error_text(refused.value)


@pytest.mark.parametrize("text", FINE)
def test_letters_that_a_font_has_are_no_error(desk: Desk, text: str) -> None:
    assert preview_pack(desk, meeting_of(desk, text)).misprints == ()


@pytest.mark.parametrize("named", WRONG)
def test_who_mends_it_sees_the_place(desk: Desk, named: str) -> None:
    built = gathered_pack(desk, meeting_of(desk, WRONG[named][0])).printed()
    assert built.pdf.startswith(b"%PDF")
    assert [(code, page) for code, page, _ in built.warnings if code == "missing-glyph"] == [("missing-glyph", 1)]
    assert len(built.misprints) == 1


def test_a_letter_on_a_later_page_is_told_with_that_page(desk: Desk) -> None:
    text = "\n".join(["長い要点である。" * 5] * 40 + ["終わりに 😀"])
    built = gathered_pack(desk, meeting_of(desk, text)).printed()
    assert built.pages > 1
    assert [page for page, _, _ in built.misprints] == [built.pages]


def test_nothing_is_issued_where_a_letter_has_no_font(desk: Desk) -> None:
    before = issues(desk, "")[0]
    with pytest.raises(CorrectableError, match="letters-without-font"):
        issue_pack(desk, meeting_of(desk, "😀"))
    assert issues(desk, "")[0] == before


def test_many_letters_are_named_in_part_and_every_place_is_counted() -> None:
    assert code_points("שלום") == "U+05E9, U+05DC, U+05D5, U+05DD"
    assert code_points("אבגדהוזח") == "U+05D0, U+05D1, U+05D2, U+05D3, U+05D4, U+05D5, …"


def test_an_issued_pack_is_printed_again_whatever_it_shows(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    request = meeting_of(desk, "😀 と \ue000 と नमस्ते")
    monkeypatch.setattr(pack_issue, "checked_letters", _unchecked)
    issued = issue_pack(desk, request)
    monkeypatch.undo()
    assert reissue_pack(desk, issued.id).pdf == issued.built.pdf
    renewed = renew_pack(desk, issued.id)
    with pytest.raises(CorrectableError, match="letters-without-font"):
        checked_letters(renewed.built)


def _unchecked(built: BuiltPack) -> BuiltPack:
    return built


def test_of_many_packs_the_one_with_such_a_letter_is_left_out_with_its_sentence(desk: Desk, tmp_path: Path) -> None:
    company = put(desk, "company", {"name_en": "Smile 😀 Ltd", "name_ja": "笑顔"})
    try:
        found = {each.record: each for each in build_every(desk, "company-brief", tmp_path / "briefs", "both")}
    finally:
        set_fields(desk, "company", company, {"name_en": "Smile Ltd"})
    assert found[company].path is None
    assert "U+1F600" in found[company].problem
    others = [each for each in found.values() if each.record != company]
    assert others and all(each.path is not None and each.path.exists() for each in others)
    assert not list((tmp_path / "briefs").glob(f"*{company}*"))


def test_a_letter_of_the_officers_name_at_the_foot_is_told_too(desk: Desk) -> None:
    gathered = gathered_pack(desk, meeting_of(desk, "よい"))
    built = replace(gathered, frame=replace(gathered.frame, printed_by="笑 😀")).printed()
    with pytest.raises(CorrectableError, match="letters-without-font"):
        checked_letters(built)


def test_a_pack_by_hand_is_refused_as_well(desk: Desk) -> None:
    request = meeting_of(desk, "😀")
    with pytest.raises(CorrectableError, match="letters-without-font"):
        build_pack(desk, "visit", request.records, sections=("brief",))
