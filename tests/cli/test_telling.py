"""What people read names things by their words, in their language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.words import language, set_language
from ascn_desk.cli import telling, telling_exchange
from ascn_desk.domain.dictionary import describe_kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import views
from tests.cli import samples


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    before = language()
    set_language("ja")
    yield
    set_language(before)


def test_a_record_shows_words_titles_and_what_is_in_conflict() -> None:
    shown = telling.record(samples.case_view(), 100)
    assert "企業      日本電気" in shown
    assert "優先度    高" in shown
    assert "競合：priority" in shown and f"--take {samples.OTHER}:6" in shown
    set_language("en")
    assert "Priority            High" in telling.record(samples.case_view(), None)


def test_a_record_that_went_says_so() -> None:
    shown = telling.record(samples.case_view(deleted=True, merged_into="other", conflicts=()), 100)
    assert "削除済み" in shown and "other に統合" in shown


def test_a_list_counts_what_there_is_and_says_where_nothing_is() -> None:
    shown = telling.page(views.Page(41, (samples.row(),)), "city", None)
    assert "Hanoi" in shown and shown.endswith("41件中1件")
    assert telling.page(views.Page(0, ()), "city", None) == "該当する記録はありません。"


def test_history_tells_fields_by_their_words() -> None:
    shown = telling.history("case", [samples.history_entry()], None)
    first, *rest = shown.splitlines()
    assert first == "2026-11-24 09:30  sato (在ベトナム日本国大使館)  置換済み  番号 7"
    assert rest == ["  優先度                    高", "  取扱制限: restrict-party  はい"]


def test_nothing_written_is_told() -> None:
    assert "何も記入していません" in telling.saved(views.Saved("case", "x", "office/hq", None))
    assert "HAN-26-K3F7" in telling.saved(views.Saved("case", "x", "office/hq", 1, "HAN-26-K3F7"))


def test_kinds_are_listed_and_one_is_told_field_by_field() -> None:
    assert "支援案件" in telling.kinds([describe_kind(kind) for kind in KINDS.values()], None)
    assert "case_category" in telling.kinds([describe_kind(KINDS["case"])], None)


def test_conflicts_show_every_value_and_how_to_take_it() -> None:
    shown = telling_exchange.conflicts([samples.conflict(), samples.group_conflict()], None)
    assert "優先度 [priority]" in shown and "call / 2026-12-01" in shown and "（空欄）" in shown
    assert telling_exchange.conflicts([], None) == "競合はありません。"


def test_a_report_gives_account_of_files_and_entries() -> None:
    refused = views.FileReport("b.ascn", False, "damaged", "…", "", "", 0, 0, 0)
    known = views.FileReport("c.ascn", True, None, "", "emb-vn", "大使館", 4, 3, 0, is_known=True)
    done = samples.report(files=(refused, known), why={"gap": 2, "x": 1}, decisions=(samples.decision(),))
    shown = telling_exchange.report(done, None)
    assert "拒否：damaged" in shown and "取込み済み" in shown
    assert "先行分の到着待ち (gap): 2" in shown and "x: 1" in shown
    assert "「低」" in shown and "「高」を採用" in shown


def test_a_verified_file_is_told_or_refused() -> None:
    assert "署名と要約値はすべて一致" in telling_exchange.inspected(samples.verified(), None)
    refused = samples.verified(ok=False, code="damaged", message="壊れています", segments=())
    assert telling_exchange.verified(refused, None) == "拒否（damaged）：壊れています"


def test_six_words_exports_and_approval_are_told() -> None:
    prints = [views.ChannelPrint("reference", "00", ("あ", "い", "う", "え", "お", "か"), 3)]
    assert "あ い う え お か" in telling_exchange.fingerprints(prints, None)
    file = views.ExportedFile(Path("x.ascn"), "uuid", 3, 5, 9000, "hq")
    assert "9,000" in telling_exchange.exported([file], None)
    words = tuple(f"word{n}" for n in range(1, 13))
    shown = telling_exchange.approval(views.Approval(samples.DESK, "emb-vn", 2, words, Path("s.ascn")))
    assert "  12  word12" in shown
    taken = views.FileReport("early.ascn", True, None, "", "emb-vn", "在ベトナム日本国大使館", 3, 5, 5, quarantine="0a")
    with_file = telling_exchange.approval(views.Approval(samples.DESK, "emb-vn", 2, words, Path("s.ascn"), (taken,)))
    assert "early.ascn" in with_file and "No.3" in with_file and "early.ascn" not in shown



def test_a_check_tells_what_mends_each_finding() -> None:
    assert telling.findings([], None) == "異常はありません。"
    assert "mend" in telling.findings([views.Finding("code", "wrong", "mend")], None)


def test_text_that_is_no_instant_stays_as_it_is() -> None:
    assert telling.instant_words("2026-11-24") == "2026-11-24"
