"""What people and disks do to packs: each template gives a good page or a sentence, never a crash or a lost file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, MachineError, UsageError
from ascn_desk.base.files import write_atomic
from ascn_desk.base.words import error_text, set_language
from ascn_desk.briefing.content import Built
from ascn_desk.briefing.say import PackLanguage
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.views import Row
from tests.operations.test_pack_content import AS_OF, FRAME
from tests.operations.test_pack_words import gatherer
from tests.operations.test_words_of_every_pack import ASKED, astray, lost
from tests.support.every_pack import LANGUAGES, TEMPLATES, EveryPack, every_pack
from tests.support.made_desk import make_desk
from tests.support.made_records import BASE, PRINTED, Printed
from tests.support.page_text import letters, words_by_pdfium
from tests.support.short_disk import short_of_space

OF_RECORDS = sorted(PRINTED)
ODD = {
    "ten thousand letters": "漢" * 10_000,
    "two thousand letters without a blank": "x" * 2_000,
    "a thousand words": "word " * 1_000,
    "emoji": "👩‍🔬 🙂 🇯🇵",
    "right to left": "שלום עליכם مرحبا",
    "turned round": "\u202e逆さ\u202c",
    "many lines": "一行\n" * 100,
}
MISSING = {
    "visit": "visit",
    "city-brief": "city",
    "country-brief": "country",
    "company-brief": "company",
    "pipeline": "country",
    "handover": "officer",
    "case-file": "case",
    "meeting": "meeting",
    "receipt": "bundle",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("bad") / "embassy", "emb-kh")
    yield made
    made.close()


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EveryPack]:
    with every_pack(tmp_path_factory.mktemp("packs")) as made:
        yield made


def built(template: str, held: dict[str, list[Row]], language: PackLanguage = "ja") -> Built:
    prepared = template_named(template).prepare(gatherer(held), ASKED[template], AS_OF)
    return prepared.build(replace(FRAME, language=language), None)


def rows(each: Printed, text: str, count: int = 1) -> list[Row]:
    """Rows of a kind, all their texts the same, but for a number where there are many."""
    ids = [each.record] if each.most == 1 else [f"x{at}" for at in range(1, count + 1)]
    return [
        Row(each.kind, record, each.channel, {
            **each.fixed, **{name: f"{text}（{at}）" if count > 1 else text for name in (*each.short, *each.notes)}
        })
        for at, record in enumerate(ids)
    ]  # fmt: skip


def world(template: str, text: str, count: int = 1) -> dict[str, list[Row]]:
    held = {each.kind: rows(each, text, count) for each in PRINTED[template]}
    for each in BASE:
        held.setdefault(each.kind, rows(each, "架空"))
    return held


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("template", OF_RECORDS)
def test_odd_words_in_every_field_are_printed_or_told(template: str, odd: str) -> None:
    made = built(template, world(template, odd))
    told = {warning.code for warning in made.warnings}
    assert made.pages >= 1
    if lost([odd], made):
        assert told & {"text-overrun", "missing-glyph"} or "\u202e" in odd
    assert list(astray(made)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", OF_RECORDS)
def test_records_of_which_nothing_is_known_print_and_say_so(template: str, language: PackLanguage) -> None:
    held = {each.kind: rows(each, "") for each in (*PRINTED[template], *BASE)}
    made = built(template, held, language)
    assert list(astray(made)) == []
    assert letters(words_by_pdfium(made.pdf))


@pytest.mark.parametrize("template", [each for each in OF_RECORDS if each not in ("meeting", "case-file", "pipeline")])
def test_of_four_hundred_cases_none_is_lost_without_a_word(template: str) -> None:
    case = next((each for each in PRINTED[template] if each.kind == "case"), None)
    assert case is not None
    made = built(template, world(template, "案件") | {"case": rows(case, "案件", 400)}, "ja")
    found = letters(words_by_pdfium(made.pdf))
    shown = sum(f"（{at}）" in found for at in range(400))
    if shown < 400:
        # The pages of a brief are counted: the most urgent are printed, all are counted.
        assert "400" in found
        assert "text-overrun" in {warning.code for warning in made.warnings}
    assert list(astray(made)) == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_record_that_has_not_come_yet_is_a_sentence(template: str, language: str, desk: Desk) -> None:
    for record in ("emb-vn:7", "01a20cc8-8e80-7199-8db5-6355af5910cd"):
        with pytest.raises((CorrectableError, UsageError)) as caught:
            build_pack(desk, template, [(MISSING[template], record)], language)
        set_language("en")
        assert len(error_text(caught.value).split()) > 3


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_disk_that_is_full_leaves_the_paper_that_was_there(template: str, packs: EveryPack, tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(b"the older paper")
    pdf = packs.built(template, "ja").pdf
    with short_of_space(len(pdf) // 2), pytest.raises(MachineError, match=r"disk-full|cannot-write"):
        write_atomic(path, pdf)
    assert path.read_bytes() == b"the older paper"
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_of_the_kinds_tried_is_misspelt() -> None:
    tried: Sequence[str] = (*ASKED, "receipt")
    assert set(tried) == set(MISSING) == set(TEMPLATES)
