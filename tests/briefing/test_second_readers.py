"""What other programs make of every template: sound files, all fonts inside, the words given back, names found."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pypdfium2
import pytest

from ascn_desk.briefing.city_brief import build_city_brief
from ascn_desk.briefing.say import PackLanguage
from tests.briefing.samples import from_reference, pack_frame, table
from tests.support.every_pack import LANGUAGES, TEMPLATES, EveryPack
from tests.support.page_text import letters, words_by_pdfium

NETWORK = [row["code"] for row in table("cities") if row["ascn_status"] not in ("", "none")]


def said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_second_readers_find_it_sound_its_fonts_inside_and_all_its_words(
    template: str, language: PackLanguage, packs: EveryPack, tmp_path: Path
) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(packs.built(template, language).pdf)
    assert "No syntax or stream encoding errors" in said(["qpdf", "--check", str(path)])
    fonts = said(["pdffonts", str(path)]).splitlines()[2:]
    assert fonts and all(re.match(r"[A-Z]{6}\+NotoSans.* yes yes yes +\d+ +\d+$", line) for line in fonts), fonts
    by_poppler = letters(said(["pdftotext", "-raw", str(path), "-"]))
    # Word by word, as the two order columns differently.
    words = {letters(word) for word in re.split(r"\s+", words_by_pdfium(path.read_bytes())) if letters(word)}
    assert sorted(word for word in words if word not in by_poppler) == []


def test_the_whole_network_is_searched() -> None:
    assert len(NETWORK) >= 26


@pytest.mark.parametrize("code", NETWORK)
def test_a_search_for_the_local_name_of_a_city_finds_it(code: str) -> None:
    content = from_reference(code)
    document = pypdfium2.PdfDocument(build_city_brief(content, pack_frame("ja")).pdf)
    try:
        text_page = document[0].get_textpage()
        for name in filter(None, (content.local, content.name.ja, content.name.en)):
            finder = text_page.search(unicodedata.normalize("NFC", name), match_case=True)
            assert finder.get_next() is not None, name
            finder.close()
        text_page.close()
    finally:
        document.close()
