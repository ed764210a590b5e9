"""Records whose texts a test draws, and which of them every template prints.

Each text ends with a number of its own in brackets, so that it is found only where it was printed to its end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from ascn_desk.operations.views import Row

WORDS = (
    "東京都", "スマートシティ", "の", "協力", "、", "。", "（案）", "「覚書」", "10", "12月", "Hà Nội", "Đà Nẵng",
    "nước", "กรุงเทพมหานคร", "เชียงใหม่", "น้ำประปา", "ຫຼວງພະບາງ", "ວຽງຈັນ", "ນ້ຳ", "ភ្នំពេញ", "សៀមរាប", "ទឹក",
    "ရန်ကုန်", "မန္တလေး", "ရေ", "Makassar", "water", "waste-to-energy", "x" * 70,
)  # fmt: skip
LINE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).flatmap(
    lambda words: st.sampled_from(["", " ", "　"]).map(lambda between: between.join(words))
)
LONG = st.lists(st.sampled_from(WORDS), min_size=40, max_size=120).map(" ".join)
SHORT = LINE | LINE | st.just("")
NOTE = LINE | LINE | LONG | st.just("") | st.lists(LINE, min_size=2, max_size=8).map("\n".join)


@dataclass(frozen=True)
class Printed:
    """A kind of record that a template prints: what it always has, its short texts, those of lines, and how many."""

    kind: str
    fixed: Mapping[str, Any] = field(default_factory=dict)
    short: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    most: int = 1
    record: str = "x"
    channel: str = "office/f1"


_CASE = {"company": "k1", "city": "c1", "lead_office": "f1", "status": "waiting", "received_on": "2026-01-01"}
_PLACE = {"latitude": "16.07", "longitude": "108.22", "country": "vn", "ascn_status": "pilot-2018"}
_DUE = {**_CASE, "next_due": "2026-11-20"}
_OF_CASE = {"of_kind": "case", "of_id": "x1"}
BASE = (
    Printed("country", {"name_en": "Viet Nam", "capital_en": "Hanoi"}, ("name_ja",), record="vn", channel="reference"),
    Printed("city", _PLACE, ("name_ja", "name_local"), record="c1", channel="reference"),
    Printed("company", {}, ("name_ja",), record="k1", channel="reference"),
    Printed("office", {"country": "vn", "office_kind": "embassy"}, ("name_ja",), record="f1", channel="reference"),
)
"""The others refer to these."""

CASES = Printed("case", _DUE, ("reference",), ("summary",), 6)
PROJECTS = Printed("project", {"city": "c1", "lead_company": "k1"}, (), ("title_ja",), 6, channel="reference")
ENTRIES = Printed("log_entry", {"case": "x1", "happened_on": "2026-10-01", "support": "introduction"}, (), ("text",), 6)
CONTACTS = Printed("contact", {"city": "c1", "consent": True}, ("name", "post"), (), 5)
PEOPLE = Printed("contact", {"city": "c1", "consent": True}, ("name", "reading", "post"), ("note",), 8)

PRINTED: Mapping[str, Sequence[Printed]] = {
    "visit": (
        Printed(
            "visit",
            {"cities": ("c1",), "companies": ("k1",), "starts_on": "2026-12-07"},
            ("title",),
            ("delegation", "purpose", "objectives", "points", "do_not_raise", "talking_points", "decisions_wanted"),
            record="v",
        ),
        Printed(
            "programme_item",
            {"visit": "v", "starts_at": "2026-12-07T10:00"},
            ("counterpart", "lead", "interpreter"),
            ("what", "place", "note"),
            8,
        ),
        PEOPLE,
        Printed("case", _DUE, ("reference",), ("summary", "next_action"), 6),
        Printed("officer", {"office": "f1"}, ("name_ja",), (), 4),
        Printed("organisation", {"abbr": "MLIT"}, ("name_ja",), record="o1", channel="reference"),
        Printed("facility", {"institution": "o1"}, ("name_ja",), ("eligibility", "ceiling_basis"), 6),
    ),
    "city-brief": (
        Printed("city", _PLACE, ("name_ja", "name_local", "officer_post"), ("lead_ja", "overview_ja"), 1, "c1"),
        PROJECTS,
        CASES,
        CONTACTS,
        Printed("pairing", {"city": "c1"}, ("partner_ja", "field"), (), 4),
        Printed("city_note", {"city": "c1", "seen_on": "2026-10-01"}, (), ("text",), 4),
    ),
    "country-brief": (
        PROJECTS,
        CASES,
        Printed("organisation", {"country": "vn", "organisation_kind": "partner-ministry"}, ("name_ja",), ("role",), 3),
    ),
    "company-brief": (
        PROJECTS,
        CASES,
        ENTRIES,
        Printed("contact", {"company": "k1", "consent": True}, ("name", "post"), (), 5),
    ),
    "pipeline": (
        Printed("project", {"city": "c1", "lead_company": "k1"}, (), ("title_ja", "next_step"), 12),
        Printed("call", {}, (), ("title_ja",), 3),
        Printed("proposal", {"city": "c1", "received_on": "2026-10-01"}, (), ("title",), 3),
    ),
    "handover": (
        Printed("case", _DUE, ("reference",), ("summary", "next_action", "status_reason"), 6),
        Printed("log_entry", {**ENTRIES.fixed, "support_state": "promised"}, (), ("text",), 4),
        Printed("follow_up", {**_OF_CASE, "due": "2026-11-27"}, (), ("what",), 6),
        PEOPLE,
    ),
    "case-file": (
        Printed("case", _CASE, ("reference",), ("summary", "details", "outcome", "next_action"), record="x1"),
        Printed("log_entry", dict(ENTRIES.fixed), (), ("text", "participants"), 12),
        Printed("follow_up", dict(_OF_CASE), (), ("what",), 6),
        Printed("referral", {"case": "x1", "to_office": "f1"}, (), ("request", "answer_text"), 4),
    ),
    "meeting": (
        Printed("meeting", {}, ("name_ja", "venue_ja"), ("theme", "record"), record="m"),
        Printed("action_item", {"meeting": "m"}, ("paragraph",), ("what", "state_reason"), 12),
    ),
}  # fmt: skip
"""What each template prints; the receipt has no text of a record but names of offices."""


@st.composite
def drawn_records(draw: st.DrawFn, template: str) -> tuple[dict[str, list[Row]], list[str]]:
    """Records for a template, and all texts that it is to print."""
    held: dict[str, list[Row]] = {}
    said: list[str] = []
    for each in PRINTED[template]:
        count = draw(st.integers(1, each.most))
        ids = [each.record] if each.most == 1 else [f"x{at}" for at in range(1, count + 1)]
        held[each.kind] = [_row(draw, each, record, said) for record in ids]
    for each in BASE:
        held.setdefault(each.kind, [_row(draw, each, each.record, [])])
    return held, said


def _row(draw: st.DrawFn, each: Printed, record: str, said: list[str]) -> Row:
    values = dict(each.fixed)
    for name, texts in (*((name, SHORT) for name in each.short), *((name, NOTE) for name in each.notes)):
        text = draw(texts)
        if text or name in _NEEDED:
            values[name] = f"{text}（{len(said) + 100}）"
            said.append(values[name])
    return Row(each.kind, record, each.channel, values)


_NEEDED = frozenset({"name_ja", "title", "summary", "name", "what"})
