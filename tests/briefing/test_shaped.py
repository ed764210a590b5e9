"""Shaped runs, and the guard on the private parts of reportlab that printing leans on."""

from __future__ import annotations

import io

import pytest
import reportlab
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ascn_desk.base.resources import resource_path
from ascn_desk.briefing.fonts import SCRIPTS, face
from ascn_desk.briefing.shaped import shape, write_span

NAMES = {"Thai": "กรุงเทพมหานคร", "Lao": "ຫຼວງພະບາງ", "Khmer": "កម្ពុជា", "Myanmar": "ရန်ကုန်"}


def test_reportlab_is_of_the_series_whose_inside_was_read() -> None:
    assert reportlab.Version.startswith("5.1.")


def test_a_font_still_finds_glyphs_and_widths_where_private_letters_are_entered() -> None:
    font = TTFont("Guard", str(resource_path("fonts/NotoSansKhmer-Regular.ttf")))
    assert isinstance(font.face.charToGlyph, dict) and font.face.charToGlyph[ord("A")] > 0
    assert font.face.charWidths[ord("A")] > 0
    font.face.charToGlyph[0xE000] = font.face.charToGlyph[ord("A")]
    font.face.charWidths[0xE000] = 321.0
    assert font.stringWidth("\ue000", 1000) == 321.0


def test_a_text_object_still_collects_its_code_where_spans_are_written() -> None:
    canvas = Canvas(io.BytesIO(), initialFontName=face("", False).name)
    text_object = canvas.beginText()
    with write_span(text_object, "A"):
        text_object.setTextOrigin(1, 2)
        text_object.textOut("B")
    canvas.drawText(text_object)
    code = "\n".join(canvas._code)
    assert code.index("/Span <</ActualText <FEFF0041>>> BDC") < code.index("Tj") < code.index("EMC")


def test_placing_a_text_still_writes_one_matrix_and_nothing_else() -> None:
    canvas = Canvas(io.BytesIO(), initialFontName=face("", False).name)
    text_object = canvas.beginText()
    before = len(text_object._code)
    text_object.setTextOrigin(1, 2)
    assert text_object._code[before:] == ["1 0 0 1 1 2 Tm"]


@pytest.mark.parametrize("script", sorted(SCRIPTS))
@pytest.mark.parametrize("bold", [False, True])
def test_a_name_in_a_shaped_script_has_all_its_glyphs(script: str, bold: bool) -> None:
    shaped = shape(NAMES[script], face(script, bold))
    assert shaped.complete
    assert shaped.width > 0
    assert shaped.clusters[0] == 0 and shaped.clusters[-1] < len(NAMES[script])


def test_marks_above_and_below_are_moved_to_their_letter() -> None:
    shaped = shape("កម្ពុជា", face("Khmer", False))
    assert len(shaped.glyphs) != len("កម្ពុជា") or any(glyph.y for glyph in shaped.glyphs)


def test_a_glyph_without_letter_has_the_same_private_letter_in_every_process() -> None:
    khmer = face("Khmer", False)
    private = {code: glyph for glyph, code in khmer.letter_of.items() if 0xE000 <= code <= 0xF8FF}
    assert list(private) == list(range(0xE000, 0xE000 + len(private)))
    assert list(private.values()) == sorted(private.values())


def test_a_letter_the_font_lacks_is_told() -> None:
    assert not shape("ก한", face("Thai", False)).complete
