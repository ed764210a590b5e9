"""Packs of the whole network in one go: all there, all sound to a second reader, and whole files only when stopped."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from ascn_desk.base.errors import MachineError, UsageError
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.pack_batch import BatchFile, build_every
from tests.support.made_desk import make_desk, put
from tests.support.short_disk import short_of_space


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("batch") / "hq")
    yield made
    made.close()


@pytest.fixture(scope="module")
def network(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> list[BatchFile]:
    """Briefs of every city of the network, in both languages."""
    return list(build_every(desk, "city-brief", tmp_path_factory.mktemp("network"), "both"))


def test_every_city_of_the_network_is_printed_on_two_pages_without_a_missing_letter(
    desk: Desk, network: list[BatchFile]
) -> None:
    members = {row.id for row in list_records(desk, "city", limit=None).rows if row.values["ascn_status"] != "none"}
    assert {each.record for each in network} == members and len(members) > 25
    for each in network:
        assert each.path is not None and each.path.name == f"city-brief-{each.record}.pdf"
        assert each.pages == 2 and "missing-glyph" not in {code for code, _, _ in each.warnings}


def test_a_search_finds_the_local_name_of_every_city(desk: Desk, network: list[BatchFile]) -> None:
    names = {row.id: str(row.values["name_local"] or "") for row in list_records(desk, "city", limit=None).rows}
    searched = 0
    for each in network:
        name = names[each.record]
        if not name:
            continue
        document = pypdfium2.PdfDocument(each.path)
        page = document[0]
        text_page = page.get_textpage()
        finder = text_page.search(unicodedata.normalize("NFC", name))
        found = finder.get_next()
        finder.close()
        text_page.close()
        page.close()
        document.close()
        assert found is not None, (each.record, name)
        searched += 1
    assert searched > 20


def test_a_second_reader_finds_every_file_sound_every_font_embedded_and_the_words(network: list[BatchFile]) -> None:
    for each in network[::5]:
        path = str(each.path)
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
        assert (checked.returncode, "No syntax or stream encoding errors" in checked.stdout) == (0, True), each.record
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        # Of the columns at the end, the first three are embedded, subset, unicode.
        assert fonts and all(re.search(r" yes yes yes +\d+ +\d+$", line) for line in fonts), fonts
        words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        assert "主な数値" in words and "Key figures" in words


def test_work_that_is_stopped_leaves_whole_files_only(desk: Desk, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(build_every(desk, "city-brief", tmp_path, country="id", progress=stop))
    left = sorted(tmp_path.iterdir())
    assert len(left) == 2 and all(path.suffix == ".pdf" for path in left)
    for path in left:
        assert len(pypdfium2.PdfDocument(path)) == 2


def test_a_full_disk_is_told_and_leaves_no_broken_file(desk: Desk, tmp_path: Path) -> None:
    with short_of_space(60_000), pytest.raises(MachineError, match=r"disk-full|cannot-write"):
        list(build_every(desk, "city-brief", tmp_path, country="id"))
    assert list(tmp_path.iterdir()) == []


def test_a_city_that_cannot_be_printed_is_named_and_the_others_are_there(tmp_path: Path) -> None:
    own = make_desk(tmp_path / "hq")
    city = put(own, "city", {"country": "sg", "name_en": "Nowhere", "ascn_status": "admitted-2025"})
    made = list(build_every(own, "city-brief", tmp_path / "papers", country="sg"))
    own.close()
    assert {each.record: each.path is None for each in made} == {"sg-singapore": False, city: True}
    assert next(each.problem for each in made if each.record == city)


def test_only_what_has_a_place_is_printed_for_every_one(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not-for-every"):
        list(build_every(desk, "receipt", tmp_path))
    made = list(build_every(desk, "country-brief", tmp_path, country="kh"))
    assert [each.record for each in made] == ["kh"]
