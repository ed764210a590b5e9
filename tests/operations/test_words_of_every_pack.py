"""Whatever script and length: each text that a template prints is on its paper, or a warning says it had no room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ascn_desk.briefing.content import Built, Fact
from ascn_desk.briefing.receipt import build_receipt
from ascn_desk.briefing.say import PackLanguage, Words
from ascn_desk.operations.pack_templates import template_named
from tests.operations.test_pack_content import AS_OF, FRAME
from tests.operations.test_pack_words import gatherer
from tests.support.every_pack import LANGUAGES, RECEIPT, RECEIPT_FRAME, TEMPLATES
from tests.support.made_records import LINE, PRINTED, drawn_records
from tests.support.page_text import letters, words_by_pdfium

ASKED = {
    "visit": [("visit", "v")],
    "city-brief": [("city", "c1")],
    "country-brief": [("country", "vn")],
    "company-brief": [("company", "k1")],
    "pipeline": [],
    "handover": [("office", "f1")],
    "case-file": [("case", "x1")],
    "meeting": [("meeting", "m")],
}
FEW = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    # To make a failing pack smaller takes minutes, and tells little more.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_FOOT = (788.0, 797.0)


def lost(texts: list[str], built: Built) -> list[str]:
    """The lines that cannot be read on the paper."""
    found = letters(words_by_pdfium(built.pdf))
    return [line for text in texts for line in text.splitlines() if not _stands(letters(line), found)]


def _stands(line: str, found: str) -> bool:
    """Whether a line is there, whole or with a page's end in it."""
    return line in found or any(line[:at] in found and line[at:] in found for at in range(20, len(line) - 20))


def astray(built: Built) -> Iterator[tuple[int, str]]:
    """(page, letter) of what is printed over the edge of the paper or through the rule at the foot."""
    document = pypdfium2.PdfDocument(built.pdf)
    for number, page in enumerate(document, start=1):
        text_page = page.get_textpage()
        width, height = page.get_size()
        for at in range(text_page.count_rects()):
            left, bottom, right, top = text_page.get_rect(at)
            middle = height - (bottom + top) / 2
            if left < 20 or right > width - 4 or _FOOT[0] < middle < _FOOT[1] or not 20 < middle < height - 6:
                yield number, text_page.get_text_bounded(left, bottom, right, top)
        text_page.close()
        page.close()
    document.close()


def check(texts: list[str], built: Built) -> None:
    codes = {warning.code for warning in built.warnings}
    assert "missing-glyph" not in codes
    if gone := lost(texts, built):
        assert "text-overrun" in codes, f"LOST {gone}"
    strayed = list(astray(built))
    assert strayed == [], f"STRAY {strayed}"


def test_every_template_is_tried() -> None:
    assert {*PRINTED, "receipt"} == set(TEMPLATES) == {*ASKED, "receipt"}


@pytest.mark.parametrize("template", sorted(PRINTED))
@given(data=st.data(), language=st.sampled_from(LANGUAGES))
@FEW
def test_no_text_of_a_record_is_lost_without_a_word(
    template: str, data: st.DataObject, language: PackLanguage
) -> None:
    held, texts = data.draw(drawn_records(template))
    prepared = template_named(template).prepare(gatherer(held), ASKED[template], AS_OF)
    check(texts, prepared.build(replace(FRAME, language=language), None))


@given(LINE, LINE, LINE, st.lists(st.tuples(LINE, LINE), max_size=8), st.sampled_from(LANGUAGES))
@FEW
def test_no_text_of_a_receipt_is_lost_without_a_word(
    office: str, receiver: str, officer: str, facts: list[tuple[str, str]], language: PackLanguage
) -> None:
    texts = [f"{text}（{at}）" for at, text in enumerate([office, receiver, officer, *sum(facts, ())], start=100)]
    pairs = zip(texts[3::2], texts[4::2], strict=True)
    rows = tuple(Fact(Words(ja=label), Words(ja=value)) for label, value in pairs)
    content = replace(RECEIPT, office=Words(ja=texts[0]), receiver=Words(ja=texts[1]), facts=rows)
    frame = replace(RECEIPT_FRAME, language=language, printed_by=texts[2])
    check([text for text in texts if text != texts[2]], build_receipt(content, frame))
