"""Every template of packs, printed on the shipped data and practice records: the same bytes at every run.

The receipt's bundle is made by hand, since a real one has keys and a hash that differ each time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

from ascn_desk.briefing.content import Built, Fact, Marking, PackFrame
from ascn_desk.briefing.receipt import Receipt, build_receipt
from ascn_desk.briefing.say import PackLanguage, Words, fixed
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_templates import PACK_TEMPLATES
from ascn_desk.operations.packs import gather_pack
from tests.support import pack_practice
from tests.support.made_desk import make_desk

TEMPLATES = tuple(each.name for each in PACK_TEMPLATES)
LANGUAGES: tuple[PackLanguage, ...] = get_args(PackLanguage)
NUMBER = "PNH-26-P2345"
"""Numbers are made from the content, ids and all, and ids differ each time."""


class EveryPack:
    """The packs of one desk, each printed once."""

    def __init__(self, desk: Desk, ids: dict[str, str]) -> None:
        self.desk = desk
        self.asked: dict[str, list[tuple[str, str]]] = {
            "visit": [("visit", ids["visit"])],
            "city-brief": [("city", "kh-siem-reap")],
            "country-brief": [("country", "kh")],
            "company-brief": [("company", "nippon-koei")],
            "pipeline": [("country", "kh")],
            "handover": [("officer", ids["giver"]), ("officer", ids["taker"])],
            "case-file": [("case", ids["case"])],
            "meeting": [("meeting", ids["meeting"])],
        }
        self._printed: dict[tuple[str, str], Built] = {}

    def built(self, template: str, language: PackLanguage) -> Built:
        """A template in a language."""
        key = template, language
        if key not in self._printed:
            self._printed[key] = self._build(template, language)
        return self._printed[key]

    def _build(self, template: str, language: PackLanguage) -> Built:
        if template == "receipt":
            return build_receipt(RECEIPT, replace(RECEIPT_FRAME, language=language))
        with self.desk.store.reading() as connection:
            gathered = gather_pack(self.desk, connection, template, self.asked[template], language)
        return gathered.prepared.build(replace(gathered.frame, pack_number=NUMBER), None)


@contextmanager
def every_pack(folder: Path) -> Iterator[EveryPack]:
    """A desk of an embassy with the practice records, and its packs."""
    desk = make_desk(folder / "embassy", pack_practice.OFFICE, is_practice=True)
    try:
        yield EveryPack(desk, pack_practice.fill(desk))
    finally:
        desk.close()


RECEIPT = Receipt(
    office=Words("Embassy of Japan in Viet Nam", "在ベトナム日本国大使館"),
    number=2,
    at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    arrived=12,
    counted=9,
    known=2,
    kept=1,
    is_whole=True,
    differences=1,
    facts=(
        Fact(fixed("Number"), Words("01a20cc8-8e80-7199-8db5-6355af5910cd"), note=fixed("made on {day}", day="24/11")),
        Fact(fixed("To read out"), Words(), Words("finish noodle tank push shadow label", "こんとん　ちみつ　ほしゅ")),
        Fact(Words("SHA-256"), Words("5712c376 d75c4cf8 6af84e68 93e41c57\n0cf5a6a3 65b3e97c bf31f7b3 6feb017e")),
    ),
    receiver=Words("Ministry of Foreign Affairs, headquarters", "外務本省"),
)
RECEIPT_FRAME = PackFrame(
    title=Words("Receipt of a bundle (practice)", "受領票（練習）"),
    marking=Marking("conf-1", Words("Confidentiality 1", "機密性1情報")),
    pack_number="TYO-26-P2345",
    version=1,
    as_of=date(2026, 11, 24),
    office=Words("Ministry of Foreign Affairs, headquarters", "外務本省"),
    printed_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
    printed_by="佐藤",
    utc_offset_minutes=540,
)
