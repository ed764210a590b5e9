"""Records of meetings: what was said, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.packs import build_pack
from tests.operations.test_packs import sentences, text_of
from tests.support import pack_practice
from tests.support.made_desk import make_desk, put


@pytest.fixture
def embassy(tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(tmp_path / "embassy", pack_practice.OFFICE)
    yield desk
    desk.close()


def test_a_record_says_what_was_said_and_who_does_what_the_open_items_first(embassy: Desk) -> None:
    meeting = ("meeting", pack_practice.fill(embassy)["meeting"])
    text = text_of(build_pack(embassy, "meeting", [meeting]))
    for said in ("No.2", "プノンペン都庁", "漏水率の測り方を統一する", "前回からの持越し",
                 "未了3件、うち期限を過ぎたもの1件。"):  # fmt: skip
        assert said in text, said
    places = [text.index(each) for each in ("手引の案", "派遣の時期", "図面の一覧", "前回の議事録を確認")]
    assert places == sorted(places)
    assert "Nothing is overdue.".replace(" ", "") in text_of(
        build_pack(embassy, "meeting", [meeting], "en", as_of=date(2026, 11, 15))
    )


def test_every_shipped_meeting_prints_in_every_language(embassy: Desk) -> None:
    for number in (1, 2, 3):
        for language in ("ja", "en", "both"):
            built = build_pack(embassy, "meeting", [("meeting", f"hlm-{number}")], language)
            assert sentences(built, "missing-glyph") == sentences(built, "text-overrun") == []
            assert len(sentences(built, "empty-section")) == 2


def test_minutes_of_many_pages_lose_no_word(embassy: Desk) -> None:
    minutes = "\n".join(f"{number}　議題{number}について意見の交換があった。" for number in range(300))
    values = {"name_en": "Long", "name_ja": "長い会議", "record": minutes}
    meeting = put(embassy, "meeting", values, pack_practice.COUNTRY)
    built = build_pack(embassy, "meeting", [("meeting", meeting)])
    text = text_of(built)
    assert built.pages > 5
    assert all(f"議題{number}について意見の交換" in text for number in range(300))


def test_an_unknown_meeting_is_refused(embassy: Desk) -> None:
    with pytest.raises(CorrectableError, match="unknown-record"):
        build_pack(embassy, "meeting", [("meeting", "hlm-99")])
