"""Write docs/data-dictionary.md from the declarations of the kinds; a test fails while it is not current."""

from __future__ import annotations

from pathlib import Path

from ascn_desk.domain.dictionary import data_dictionary

PAGE = Path(__file__).resolve().parent.parent / "docs" / "data-dictionary.md"

if __name__ == "__main__":
    PAGE.write_text(data_dictionary(), encoding="utf-8", newline="\n")
