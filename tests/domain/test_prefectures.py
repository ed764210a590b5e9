"""Prefectures in both languages, over the shipped data."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ascn_desk.domain.prefectures import prefecture_words

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"


def shipped(table: str, column: str) -> set[str]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file) if row[column]}


def test_a_prefecture_is_said_in_the_language_that_is_read() -> None:
    assert prefecture_words("Tokyo", "ja") == "東京都"
    assert prefecture_words("東京都", "en") == "Tokyo"
    assert prefecture_words("Tokyo", "en") == "Tokyo"


def test_what_is_no_prefecture_stands_as_it_was_written() -> None:
    assert prefecture_words("Singapore", "ja") == "Singapore"


@pytest.mark.parametrize("written", sorted(shipped("companies", "hq_prefecture")))
def test_every_head_office_that_ships_has_its_japanese_name(written: str) -> None:
    said = prefecture_words(written, "ja")
    assert said != written
    assert prefecture_words(said, "en") == written
