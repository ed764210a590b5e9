"""Print every template on the shipped data and practice records, and draw the first pages into a folder.

    python -m tools.make_packs docs/packs

People, cases, the visit and the meeting are fictitious; countries, cities, companies and projects are the shipped ones.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ascn_desk.base.words import set_language
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.views import BuiltPack
from tests.support import pack_practice, trio
from tests.support.made_desk import make_desk, put

LANGUAGES = ("ja", "en")
DOTS_PER_INCH = 80
GREY_TOO = frozenset({"city-brief", "visit"})


@dataclass(frozen=True)
class Sample:
    """A template, what it is printed for, how many of its pages are drawn, and what is to be seen."""

    template: str
    records: tuple[tuple[str, str], ...]
    drawn: int
    words: str


def main() -> None:
    """Make all pictures and the page that lists them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    set_language("en")
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        embassy = make_desk(Path(place) / "embassy", pack_practice.OFFICE, is_practice=True)
        samples = _samples(pack_practice.fill(embassy))
        for sample in samples:
            lines += _made(embassy, sample, folder)
        embassy.close()
        lines += _made_receipt(Path(place) / "trio", folder)
    (folder / "README.md").write_text(_page(lines), encoding="utf-8")


def _samples(ids: dict[str, str]) -> tuple[Sample, ...]:
    return (
        Sample("visit", (("visit", ids["visit"]),), 4, "The pack of a visiting delegation."),
        Sample("city-brief", (("city", "kh-siem-reap"),), 2, "A city on two pages."),
        Sample("country-brief", (("country", "kh"),), 1, "A country: its cities, projects, offices and open cases."),
        Sample("company-brief", (("company", "nippon-koei"),), 1, "A company on one page."),
        Sample("pipeline", (), 2, "All projects of the network; with `country:ID` those of one country."),
        Sample(
            "handover",
            (("officer", ids["giver"]), ("officer", ids["taker"])),
            2,
            "What one officer hands over to the next: 引継書.",
        ),
        Sample("case-file", (("case", ids["case"]),), 1, "One case, whole."),
        Sample("meeting", (("meeting", ids["meeting"]),), 1, "The record of a meeting with its action items."),
    )


def _made(desk: Desk, sample: Sample, folder: Path) -> list[str]:
    lines = [f"## {sample.template}", "", sample.words, ""]
    for language in LANGUAGES:
        built = build_pack(desk, sample.template, sample.records, language)
        lines += _drawn(built, f"{sample.template}-{language}", sample.drawn, folder, sample.template in GREY_TOO)
    return lines


def _made_receipt(place: Path, folder: Path) -> list[str]:
    """A receipt needs a bundle that came: an embassy sends two."""
    place.mkdir()
    trio.build(place)
    desks = trio.Trio.open(place)
    company = desks.company()
    case = {"company": company, "category": "trouble", "received_on": "2026-10-02"}
    for summary in ("練習：就労許可の遅れ", "練習：入札の資格"):
        put(desks.vn, "case", {**case, "summary": summary})
        desks.carry(desks.vn, desks.hq)
    lines = ["## receipt", "", "The receipt of a bundle: 受領票. The upper half goes back, the lower one is kept.", ""]
    for language in LANGUAGES:
        built = build_pack(desks.hq, "receipt", [("bundle", "emb-vn:2")], language)
        lines += _drawn(built, f"receipt-{language}", 1, folder, is_grey_too=False)
    desks.close()
    return lines


def _drawn(built: BuiltPack, name: str, pages: int, folder: Path, is_grey_too: bool) -> list[str]:
    """Draw the first pages; the lines that tell of them."""
    told = Counter(code for code, _, _ in built.warnings)
    preflight = ", ".join(f"{code} {number}" for code, number in sorted(told.items())) or "nothing"
    with tempfile.TemporaryDirectory() as place:
        pdf = Path(place) / f"{name}.pdf"
        pdf.write_bytes(built.pdf)
        _draw(pdf, folder / name, pages)
        if is_grey_too:
            _draw(pdf, folder / f"{name}-grey", 1, "-gray")
    shown = [path.name for path in sorted(folder.glob(f"{name}-*.png")) if "grey" not in path.name or is_grey_too]
    lines = [f"{name}: {built.pages} pages, {len(built.pdf) // 1024} kB. Told before printing: {preflight}.", ""]
    lines += [f"![{each.removesuffix('.png')}]({each})" for each in shown]
    return [*lines, ""]


def _draw(pdf: Path, start: Path, pages: int, *more: str) -> None:
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-png", "-f", "1", "-l", str(pages), *more, str(pdf), str(start)]
    subprocess.run(command, check=True)


def _page(lines: list[str]) -> str:
    head = [
        "# Packs",
        "",
        "First pages of every template, Japanese and English, on the shipped reference data and practice records:",
        "people, cases, the visit and the meeting are fictitious. `make packs` draws them anew; ids and numbers differ",
        "each time.",
        "",
    ]
    return "\n".join([*head, *lines]).rstrip() + "\n"


if __name__ == "__main__":
    main()
