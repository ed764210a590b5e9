"""Previews from kept pages are the file that a build of all gives, whatever was changed before them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.kept import KeptPages
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_definitions import PackRequest
from ascn_desk.operations.pack_issue import gathered_pack
from ascn_desk.operations.pack_templates import PACK_TEMPLATES, template_named
from ascn_desk.operations.records import set_fields
from ascn_desk.operations.views import BuiltPack
from tests.support import pack_practice
from tests.support.made_desk import make_desk, put
from tests.support.trio import Trio

STEPS = 5
TEXTS = ("別の話", "Another point\nand one more", "ខ្មែរ 2026年12月1日", "")


@pytest.fixture(scope="module")
def embassy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, tuple[tuple[str, str], ...]]]]:
    """A desk, and what each template is printed for."""
    desk = make_desk(tmp_path_factory.mktemp("preview") / "embassy", pack_practice.OFFICE)
    ids = pack_practice.fill(desk)
    places: dict[str, tuple[tuple[str, str], ...]] = {
        "visit": (("visit", ids["visit"]),),
        "city-brief": (("city", "kh-phnom-penh"),),
        "country-brief": (("country", "kh"),),
        "company-brief": (("company", "nippon-koei"),),
        "case-file": (("case", ids["case"]),),
        "pipeline": (("country", "kh"),),
        "handover": (("officer", ids["giver"]), ("officer", ids["taker"])),
        "meeting": (("meeting", ids["meeting"]),),
    }
    yield desk, places
    desk.close()


def test_every_template_is_among_those_that_are_tried(
    embassy: tuple[Desk, dict[str, tuple[tuple[str, str], ...]]],
) -> None:
    assert {*embassy[1], "receipt"} == {each.name for each in PACK_TEMPLATES}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("template", [each.name for each in PACK_TEMPLATES if each.name != "receipt"])
def test_after_any_changes_a_preview_is_what_a_build_of_all_gives(
    embassy: tuple[Desk, dict[str, tuple[tuple[str, str], ...]]], template: str, seed: int
) -> None:
    desk, places = embassy
    chance, kept = random.Random(f"{template} {seed}"), KeptPages()
    request = PackRequest(template=template, records=places[template])
    for _ in range(STEPS):
        request = changed(request, chance)
        if template == "visit" and chance.random() < 0.5:
            field = chance.choice(("title", "points", "talking_points", "purpose"))
            set_fields(desk, "visit", places["visit"][0][1], {field: chance.choice(TEXTS) or "題"})
        compare(desk, request, kept, chance)


def test_a_receipt_is_the_same_from_kept_pages(trio: Trio) -> None:
    case = {"company": trio.company(), "category": "trouble", "summary": "練習", "received_on": "2026-10-02"}
    put(trio.vn, "case", case)
    trio.carry(trio.vn, trio.hq)
    chance, kept = random.Random(1), KeptPages()
    request = PackRequest(template="receipt", records=(("bundle", "emb-vn:1"),))
    for _ in range(STEPS):
        request = changed(request, chance)
        compare(trio.hq, request, kept, chance)


def changed(request: PackRequest, chance: random.Random) -> PackRequest:
    """One option is another than before; mostly which sections there are, or their order."""
    names = template_named(request.template).section_names
    match chance.randrange(8):
        case 0:
            return replace(request, language=chance.choice(("ja", "en", "both")))
        case 1:
            return replace(request, redaction=chance.choice(("internal", "ministry")))
        case 2:
            return replace(request, as_of=date(2026, 11, chance.randrange(1, 25)))
        case 3:
            return replace(request, marking=chance.choice((None, "conf-2")))
        case 4:
            return replace(request, sections=())
        case _:
            shown = list(request.sections or names)
            at = chance.randrange(len(shown))
            if chance.random() < 0.5 and len(shown) > 1:
                del shown[at]
            else:
                shown.insert(chance.randrange(len(shown)), shown.pop(at))
            return replace(request, sections=tuple(shown))


def compare(desk: Desk, request: PackRequest, kept: KeptPages, chance: random.Random) -> None:
    try:
        gathered = gathered_pack(desk, request)
    except CorrectableError:
        return
    paper = {"draft": chance.random() < 0.2, "bound": chance.random() < 0.2}
    gathered = replace(gathered, frame=replace(gathered.frame, **paper))  # type: ignore[arg-type]
    whole: BuiltPack = gathered.printed()
    assert gathered.printed(kept) == whole
    assert gathered.printed(kept) == whole


def test_after_one_section_is_left_out_only_what_changed_is_drawn(
    embassy: tuple[Desk, dict[str, tuple[tuple[str, str], ...]]],
) -> None:
    desk, places = embassy
    kept = KeptPages()
    request = PackRequest(template="visit", records=places["visit"])
    gathered_pack(desk, request).printed(kept)
    before = len(kept)
    names = template_named("visit").section_names
    for gone in ("programme", "talking", "contacts"):
        left = tuple(name for name in names if name != gone)
        gathered_pack(desk, replace(request, sections=left)).printed(kept)
    moved = (*names[:2], "talking", *(name for name in names[2:] if name != "talking"))
    gathered_pack(desk, replace(request, sections=moved)).printed(kept)
    assert len(kept) == before
