"""What records are called, in both languages and whatever became of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.store.titles import title_of, titles
from tests.support.shown_desk import ShownDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ShownDesk]:
    made = ShownDesk(tmp_path / "desk.db")
    yield made
    made.close()


def called(desk: ShownDesk, kind: str, record: str, lang: str = "ja") -> str | None:
    with desk.reading() as connection:
        return titles(connection, desk.tables, [(kind, record)], lang).get((kind, record))


def test_a_record_is_called_by_its_name_in_the_language_or_in_the_other(desk: ShownDesk) -> None:
    desk.put("city", "vn-hanoi", {"name_en": "Hanoi", "name_ja": "ハノイ"})
    desk.put("city", "vn-hue", {"name_en": "Hue"})
    assert called(desk, "city", "vn-hanoi") == "ハノイ"
    assert called(desk, "city", "vn-hanoi", "en") == "Hanoi"
    assert called(desk, "city", "vn-hue") == "Hue"


def test_a_record_that_was_not_received_has_no_title_and_one_without_a_name_has_its_id(desk: ShownDesk) -> None:
    desk.put("city", "vn-hue", {})
    assert called(desk, "city", "vn-dalat") is None
    assert called(desk, "city", "vn-hue") == "vn-hue"
    assert called(desk, "no_such_kind", "x") is None


def test_the_widest_channel_gives_the_name(desk: ShownDesk) -> None:
    desk.put("company", "hitachi", {"name_ja": "窓口の記載"}, "office/emb-vn")
    desk.put("company", "hitachi", {"name_ja": "日立製作所"}, "reference")
    desk.put("company", "hitachi", {"name_ja": "国の記載"}, "country/vn")
    assert called(desk, "company", "hitachi") == "日立製作所"


def test_a_shown_record_goes_before_a_hidden_one_of_a_wider_channel(desk: ShownDesk) -> None:
    desk.put("company", "hitachi", {"name_ja": "消えた名"}, "reference", hidden=True)
    desk.put("company", "hitachi", {"name_ja": "日立製作所"}, "country/vn")
    assert called(desk, "company", "hitachi") == "日立製作所"


def test_a_merged_record_is_called_like_the_one_that_took_its_place(desk: ShownDesk) -> None:
    desk.put("company", "stub", {"name_ja": "㈱日立", "merged_into": "hitachi"}, "country/vn", hidden=True)
    desk.put("company", "hitachi", {"name_ja": "日立製作所"})
    assert called(desk, "company", "stub") == "日立製作所"


def test_records_that_name_each_other_still_have_a_title(desk: ShownDesk) -> None:
    desk.put("company", "a", {"name_ja": "甲", "merged_into": "b"}, hidden=True)
    desk.put("company", "b", {"name_ja": "乙", "merged_into": "a"}, hidden=True)
    assert called(desk, "company", "a") in ("a", "b")


def test_a_deleted_record_keeps_its_name(desk: ShownDesk) -> None:
    desk.put("company", "hitachi", {"name_ja": "日立製作所", "deleted": True}, hidden=True)
    assert called(desk, "company", "hitachi") == "日立製作所"


def test_a_title_that_is_another_record_or_a_choice_is_called_so(desk: ShownDesk) -> None:
    desk.put("company", "hitachi", {"name_ja": "日立製作所"})
    desk.put("interest", "i1", {"company": "hitachi", "interest": "present"})
    desk.put("interest", "i2", {"interest": "planned"})
    assert called(desk, "interest", "i1") == "日立製作所"
    assert called(desk, "interest", "i2", "en") == "Planned"
    assert title_of("interest", {"company": "hitachi"}, {("company", "hitachi"): "日立"}, "ja") == "日立"


def test_a_long_text_gives_its_first_line(desk: ShownDesk) -> None:
    desk.put("log_entry", "l1", {"text": "\n面談した。\n副局長は前向き。"})
    assert called(desk, "log_entry", "l1") == "面談した。"
