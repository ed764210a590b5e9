"""What the installed program must be able to do: run by the test with the interpreter that has the wheel.

Prints one JSON object. Takes the city brief of a place that exists nowhere, so it needs no desk.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import ascn_desk
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.resources import resource_path
from ascn_desk.base.words import LANGUAGES, error_text
from ascn_desk.briefing.city_brief import build_city_brief
from ascn_desk.briefing.content import CityBrief, Marking, PackFrame
from ascn_desk.briefing.say import Words
from ascn_desk.domain.kinds import KINDS
from ascn_desk.reference.loader import load_reference


def tell() -> dict[str, object]:
    """Look at everything that is shipped, and print a pack with it."""
    frame = PackFrame(
        title=Words("City brief", "都市概要"),
        marking=Marking("public", Words("Public", "公開")),
        pack_number="TYO-26-P2345",
        version=1,
        as_of=date(2026, 11, 24),
        office=Words("Headquarters", "本省"),
        printed_at=datetime(2026, 11, 24, tzinfo=UTC),
        printed_by="",
        language="both",
    )
    city = CityBrief(Words("Practice town", "練習市"), "ຫຼວງ", "la", Words("Lao PDR", "ラオス"), 19.9, 102.1)
    built = build_city_brief(city, frame)
    Path("city.pdf").write_bytes(built.pdf)
    return {
        "package": ascn_desk.__file__,
        "resources": str(resource_path("fonts")),
        "kinds": len(KINDS),
        "reference": len(load_reference()),
        "sentences": [error_text(CorrectableError("wrong-passphrase"), lang) for lang in LANGUAGES],
        "pages": built.pages,
        "missing_glyphs": [each.data for each in built.warnings if each.code == "missing-glyph"],
    }


if __name__ == "__main__":
    print(json.dumps(tell()))
