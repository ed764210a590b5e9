"""The search index: what a person types finds the records that hold it, whatever changed before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.domain.folding import fold
from tests.support.shown_desk import ShownDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ShownDesk]:
    made = ShownDesk(tmp_path / "desk.db")
    yield made
    made.close()


@pytest.mark.parametrize(
    "typed",
    ["鉄道", "信", "ﾊﾉｲ", "はのい", "hanoi", "ＨＡＮＯＩ", "ハノイ 信号", "HAN-26-K3F7", "k3f7", "5G通信", "signal"],
)
def test_a_case_is_found_by_any_word_of_any_of_its_texts(desk: ShownDesk, typed: str) -> None:
    texts = {"summary": "ハノイ市の都市鉄道信号", "details": "Hanoi metro: signalling, 5G通信"}
    texts["reference"] = "HAN-26-K3F7"
    desk.put("case", "k1", texts, "office/emb-vn")
    desk.put("case", "k2", {"summary": "水処理の面談"}, "office/emb-vn")
    assert desk.search(typed) == (1, ["k1"])


@pytest.mark.parametrize(
    "typed", ["日立", "㈱日立", "日立製作所(株)", "株式会社日立製作所", "hitachi ltd", "Hitachi, Ltd."]
)
def test_a_company_is_found_with_and_without_its_legal_form(desk: ShownDesk, typed: str) -> None:
    desk.put("company", "hitachi", {"name_ja": "日立製作所", "name_en": "Hitachi"})
    assert desk.search(typed, "company") == (1, ["hitachi"])


def test_the_newest_records_come_first_and_the_count_goes_beyond_the_limit(desk: ShownDesk) -> None:
    desk.put_many("case", {f"k{number}": {"summary": "都市鉄道"} for number in range(9)}, "office/emb-vn")
    assert desk.search("鉄道", limit=3) == (9, ["k8", "k7", "k6"])


def test_a_search_of_one_kind_leaves_out_the_others(desk: ShownDesk) -> None:
    desk.put("case", "k1", {"summary": "鉄道"}, "office/emb-vn")
    desk.put("log_entry", "l1", {"text": "鉄道の件"}, "office/emb-vn")
    assert desk.search("鉄道", "log_entry") == (1, ["l1"])
    assert desk.search("鉄道") == (2, ["l1", "k1"])


def test_a_changed_text_is_found_by_its_new_words_alone(desk: ShownDesk) -> None:
    desk.put("case", "k1", {"summary": "鉄道"})
    desk.put("case", "k1", {"summary": "道路"})
    assert desk.search("鉄道") == (0, [])
    assert desk.search("道路") == (1, ["k1"])


def test_a_hidden_record_is_not_found_until_it_shows_again(desk: ShownDesk) -> None:
    desk.put("case", "k1", {"summary": "鉄道"})
    desk.put("case", "k1", {}, hidden=True)
    assert desk.search("鉄道") == (0, [])
    desk.put("case", "k1", {})
    assert desk.search("鉄道") == (1, ["k1"])


@pytest.mark.parametrize("typed", ["", "  ", "、。", '"*', "-", "NEAR(", "\uf8ffcase"])
def test_signs_alone_find_nothing_and_break_nothing(desk: ShownDesk, typed: str) -> None:
    desk.put("case", "k1", {"summary": "鉄道"})
    assert desk.search(typed)[0] in (0, 1)
    assert desk.search("、。") == (0, [])


def test_words_do_not_join_over_the_end_of_a_field(desk: ShownDesk) -> None:
    desk.put("case", "k1", {"summary": "都市", "details": "鉄道"})
    assert desk.search("市鉄") == (0, [])
    assert desk.search("都市 鉄道") == (1, ["k1"])


WORDS = st.sampled_from(["鉄道", "道路", "都市", "市", "港", "ハノイ", "5G", "smart", "OS", "ω"])
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)


CHANGES = st.lists(st.tuples(st.integers(0, 3), TEXTS, st.booleans()), max_size=12)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES, st.lists(WORDS, min_size=1, max_size=2))
def test_after_any_changes_a_search_finds_just_the_shown_records_with_all_words(
    desk: ShownDesk, changes: list[tuple[int, str, bool]], words: list[str]
) -> None:
    shown: dict[str, str] = {}
    desk.clear()
    for number, text, hidden in changes:
        desk.put("case", f"k{number}", {"summary": text}, hidden=hidden)
        shown.pop(f"k{number}", None)
        if not hidden:
            shown[f"k{number}"] = text
    total, found = desk.search(" ".join(words))
    expected = {name for name, text in shown.items() if all(fold(word) in fold(text) for word in words)}
    assert (total, set(found)) == (len(expected), expected)
