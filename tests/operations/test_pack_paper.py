"""Every template on every paper: inside its frame, the same words as on A4, DRAFT behind them, the same bytes again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ascn_desk.base.errors import UsageError
from ascn_desk.base.words import set_language
from ascn_desk.briefing.content import Fact
from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.receipt import Receipt, build_receipt
from ascn_desk.briefing.say import Words
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_book import pack_book
from ascn_desk.operations.pack_definitions import PackRequest, definition_named, read_request, save_definition
from ascn_desk.operations.pack_issue import KIND, issue_pack, issued_request, preview_pack, reissue_pack
from ascn_desk.operations.pack_library import issues
from ascn_desk.operations.pack_paper import USUAL, PackPaper
from ascn_desk.operations.pack_templates import PACK_TEMPLATES
from ascn_desk.operations.pack_text import pack_text
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.records import add_record, show_record
from ascn_desk.operations.views import BuiltPack
from tests.operations.test_pack_book import said
from tests.support import pack_practice, trio
from tests.support.made_desk import make_desk, put

SIZES = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
PAPERS = (PackPaper("letter"), PackPaper(bound=True), PackPaper("letter", bound=True, draft=True))
LOSES_NOTHING = ("pipeline", "handover", "case-file", "meeting", "receipt")
"""Their sections go on over as many pages as they need; the others count and tell what a page could not hold."""
HANGING = 9.0
"""Ticks, dots and bars that hang before the frame."""
NOTES = 4.0
"""Notes on stale figures begin so far behind it."""


EDGE = 6.0
"""So near to the edge of the paper nothing stands."""


class Desks:
    """An embassy with the practice records, headquarters with a bundle that came, and what each template is for."""

    def __init__(self, folder: Path) -> None:
        set_language("en")
        self.embassy = make_desk(folder / "kh", pack_practice.OFFICE)
        ids = pack_practice.fill(self.embassy)
        trio.build(folder)
        self.trio = trio.Trio.open(folder)
        case = {"company": self.trio.company(), "category": "trouble", "received_on": "2026-10-02"}
        for summary in ("練習：就労許可の遅れ", "練習：入札の資格"):
            put(self.trio.vn, "case", {**case, "summary": summary})
            self.trio.carry(self.trio.vn, self.trio.hq)
        self.records: dict[str, tuple[tuple[str, str], ...]] = {
            "visit": (("visit", ids["visit"]),),
            "city-brief": (("city", "kh-siem-reap"),),
            "country-brief": (("country", "kh"),),
            "company-brief": (("company", "nippon-koei"),),
            "pipeline": (),
            "handover": (("officer", ids["giver"]), ("officer", ids["taker"])),
            "case-file": (("case", ids["case"]),),
            "meeting": (("meeting", ids["meeting"]),),
            "receipt": (("bundle", "emb-vn:2"),),
        }
        self.built = cache(self._built)

    def of(self, template: str) -> Desk:
        return self.trio.hq if template == "receipt" else self.embassy

    def _built(self, template: str, language: str, paper: PackPaper) -> BuiltPack:
        return build_pack(self.of(template), template, self.records[template], language, paper=paper)

    def close(self) -> None:
        self.embassy.close()
        self.trio.close()


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    made = Desks(tmp_path_factory.mktemp("papers"))
    yield made
    made.close()


def squeezed(text: str) -> str:
    """The letters alone: where a line breaks after a hyphen, PDFium takes it for one of its own."""
    return re.sub(r"[\s\x00-\x1f\ufffe-]+", "", text)


def letters(page: pypdfium2.PdfPage) -> list[tuple[str, float, tuple[float, float, float, float]]]:
    """Each letter with its turn in degrees, and its box from the upper left: left, top, right, bottom."""
    text_page = page.get_textpage()
    high = page.get_size()[1]
    found = []
    for at in range(text_page.count_chars()):
        letter = text_page.get_text_range(at, 1)
        left, bottom, right, top = text_page.get_charbox(at)
        turned = pdfium.FPDFText_GetCharAngle(text_page, at) * 180 / 3.141592653589793
        if letter.strip() and right > left:
            found.append((letter, turned, (left, high - top, right, high - bottom)))
    text_page.close()
    return found


def text_of(built: BuiltPack) -> str:
    """All letters of a pack but for the watermark."""
    document = pypdfium2.PdfDocument(built.pdf)
    found = []
    for page in document:
        text_page = page.get_textpage()
        found.append(squeezed(text_page.get_text_range()).replace("DRAFT", ""))
        text_page.close()
        page.close()
    document.close()
    return "".join(found)


def test_every_template_is_tried(desks: Desks) -> None:
    assert set(desks.records) == {each.name for each in PACK_TEMPLATES}


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("template", [each.name for each in PACK_TEMPLATES])
def test_every_mark_lies_in_the_frame_of_its_paper(desks: Desks, template: str, paper: PackPaper) -> None:
    grid = grid_for(paper.on_the_grid, paper.bound)
    for language in ("ja", "en", "both"):
        document = pypdfium2.PdfDocument(desks.built(template, language, paper).pdf)
        for page in document:
            assert page.get_size() == pytest.approx(SIZES[paper.size], abs=0.01)
            for letter, turned, (left, top, right, bottom) in letters(page):
                if abs(turned) > 1:
                    assert 0 < left < right < grid.width and 0 < top < bottom < grid.height
                    continue
                assert left >= grid.left - HANGING, (letter, left, top)
                assert right <= grid.right + 1.5 or (left >= grid.right + NOTES and right < grid.width - 2), letter
                assert top >= EDGE and bottom <= grid.height - EDGE, (letter, top)
                if template != "receipt":
                    assert bottom <= grid.bottom + 8 or top >= grid.footer, (letter, top)
            page.close()
        document.close()


@pytest.mark.parametrize("paper", PAPERS, ids=str)
@pytest.mark.parametrize("template", [each.name for each in PACK_TEMPLATES])
def test_what_a4_says_stands_on_every_paper_or_is_warned_of(desks: Desks, template: str, paper: PackPaper) -> None:
    for language in ("ja", "en"):
        usual, other = (desks.built(template, language, each) for each in (USUAL, paper))
        before, now = text_of(usual), text_of(other)
        texts = {squeezed(each) for each in said(usual.content)}
        lost = sorted(each for each in texts if each in before and each not in now)
        told = [sentence for code, _, sentence in other.warnings if code == "text-overrun"]
        assert lost == [] or (template not in LOSES_NOTHING and told), lost


@pytest.mark.parametrize("template", [each.name for each in PACK_TEMPLATES])
def test_draft_is_drawn_before_all_else_and_can_be_read(desks: Desks, template: str) -> None:
    built = desks.built(template, "ja", PAPERS[-1])
    document = pypdfium2.PdfDocument(built.pdf)
    for page in document:
        marks = "DRAFTDRAFT" if template == "receipt" else "DRAFT"
        found = [(letter, round(turned)) for letter, turned, _ in letters(page)]
        turns = {turned for _, turned in found[: len(marks)]}
        assert "".join(letter for letter, _ in found[: len(marks)]) == marks
        # PDFium counts either way round, by the version.
        assert turns in ({55}, {305}) and all(turned == 0 for _, turned in found[len(marks) :])
        first = next(iter(page.get_objects(max_depth=1)))
        assert first.type == pdfium.FPDF_PAGEOBJ_TEXT
        page.close()
    document.close()


def test_a_receipt_says_draft_on_the_half_that_is_cut_off(desks: Desks) -> None:
    document = pypdfium2.PdfDocument(desks.built("receipt", "en", PackPaper(draft=True)).pdf)
    cut = document[0].get_size()[1] / 2
    boxes = [box for _, turned, box in letters(document[0]) if abs(turned) > 1]
    assert [sum(box[3] < cut for box in boxes), sum(box[1] > cut for box in boxes)] == [5, 5]
    document.close()


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_half_a_page_of_any_paper_holds_what_half_of_a4_holds(desks: Desks, paper: PackPaper) -> None:
    more = Fact(Words("Differing values", "異なる値"), Words("3 to be decided", "3件、取込みで決める"))
    for language in ("ja", "en"):
        for differences in (0, 3):
            told = []
            for each in (USUAL, paper):
                built = desks.built("receipt", language, each)
                assert isinstance(built.content, Receipt)
                long = replace(built.content, differences=differences, facts=(*built.content.facts, more))
                told.append(build_receipt(long, built.frame).warnings)
            assert told[0] == told[1], (language, differences)


def test_a_draft_and_a_final_paper_never_share_their_number_and_the_usual_paper_keeps_its_own(desks: Desks) -> None:
    papers = (USUAL, PackPaper(draft=True), PackPaper(bound=True), PackPaper("letter"))
    numbers = [desks.built("city-brief", "en", each).frame.pack_number for each in papers]
    assert len(set(numbers)) == len(papers)
    plain = build_pack(desks.embassy, "city-brief", desks.records["city-brief"], "en")
    assert plain.pdf == desks.built("city-brief", "en", USUAL).pdf


@pytest.mark.parametrize("template", [each.name for each in PACK_TEMPLATES])
def test_an_issue_on_any_paper_is_printed_again_to_the_last_byte(desks: Desks, template: str) -> None:
    desk = desks.of(template)
    for paper in (*PAPERS, USUAL):
        request = PackRequest(template=template, records=desks.records[template], language="ja", paper=paper)
        issued = issue_pack(desk, request)
        assert issued.built.pdf == desks.built(template, "ja", paper).pdf
        assert reissue_pack(desk, issued.id).pdf == issued.built.pdf
        assert issued_request(desk, issued.id).paper == paper


@pytest.mark.parametrize("paper", [PackPaper(draft=True), PackPaper("letter", bound=True)], ids=str)
def test_the_library_tells_the_paper_and_the_record_keeps_only_what_is_unusual(desks: Desks, paper: PackPaper) -> None:
    request = PackRequest(template="case-file", records=desks.records["case-file"], paper=paper)
    issued = issue_pack(desks.embassy, request)
    line = next(each for each in issues(desks.embassy)[1] if each.id == issued.id)
    assert PackPaper(line.paper, line.bound, line.draft) == paper
    values: dict[str, Any] = show_record(desks.embassy, KIND, issued.id).values
    kept = {name: values[name] for name in ("paper", "bound", "draft") if values[name] is not None}
    said_there = {"paper": paper.size if paper.size != "a4" else None, "bound": paper.bound, "draft": paper.draft}
    assert kept == {name: value for name, value in said_there.items() if value}


def test_an_own_template_keeps_its_paper_and_gives_it_up_again(desks: Desks) -> None:
    desk, on_letter = desks.embassy, PackPaper("letter", bound=True, draft=True)
    request = PackRequest(template="city-brief", records=desks.records["city-brief"], paper=on_letter)
    saved = save_definition(desk, "On Letter", request)
    assert definition_named(desk, "On Letter").paper == on_letter
    save_definition(desk, "On Letter", replace(request, paper=USUAL), saved.id)
    assert definition_named(desk, "On Letter").paper == USUAL


def test_a_paper_of_a_newer_version_is_held_and_refused_in_words(desks: Desks) -> None:
    assert read_request({"template": "city", "paper": "b5", "bound": None}).paper == PackPaper("b5")
    request = PackRequest(template="city-brief", records=desks.records["city-brief"], paper=PackPaper("b5"))
    with pytest.raises(UsageError) as told:
        preview_pack(desks.embassy, request)
    assert (told.value.code, told.value.data["choices"]) == ("bad-choice", "a4, letter")


def test_a_paper_typed_into_a_record_means_the_same_as_none(desks: Desks) -> None:
    values = {"template": "city", "title": "Typed", "paper": "a4", "bound": False, "draft": False}
    add_record(desks.embassy, "pack_definition", values)
    assert definition_named(desks.embassy, "Typed").paper == USUAL


@pytest.mark.parametrize("template", [each.name for each in PACK_TEMPLATES])
def test_the_plain_text_of_a_draft_says_so_on_each_page_and_keeps_its_head(desks: Desks, template: str) -> None:
    draft = desks.built(template, "en", PAPERS[-1])
    head, *pages = pack_text(draft).split("\n\n")
    final = desks.built(template, "en", replace(PAPERS[-1], draft=False))
    numbers = [each.frame.pack_number for each in (draft, final)]
    assert squeezed(head.replace(*numbers)) == squeezed(pack_text(final).split("\n\n")[0])
    assert len(pages) == draft.pages and all("DRAFT" in page.splitlines()[1] for page in pages)


def test_the_workbook_of_a_draft_says_so(desks: Desks) -> None:
    final, draft = (desks.built("case-file", "en", each) for each in (USUAL, PackPaper(draft=True)))
    assert b"DRAFT" not in unzipped(final) and b"DRAFT" in unzipped(draft)


def unzipped(built: BuiltPack) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(pack_book(built))) as book:
        return b"".join(book.read(name) for name in book.namelist())
