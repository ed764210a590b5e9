"""Folding: names compare and words are found however they were typed."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ascn_desk.domain import folding
from ascn_desk.domain.folding import bigrams, company_key, excerpt, fold, marks, match_query, name_key

TEXTS = [
    "ハノイ市の都市鉄道信号に関する規制照会",
    "大使館で面談。日立製作所 国土交通省 5G",
    "ﾊﾞﾝｺｸ首都圏庁 BMA 2026年度",
    "Đà Nẵng smart-city platform, Thành phố",
    "ភ្នំពេញ រាជធានី",
    "กรุงเทพมหานคร เมืองอัจฉริยะ",
    "ရန်ကုန်မြို့ စည်ပင်သာယာ",
    "ວຽງຈັນ ນະຄອນຫຼວງ",
    "データ連携基盤・API",
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾃﾞｰﾀ", "データ"), ("ＮＥＣ", "nec"), ("ハノイ", "はのい"), ("㈱", "(株)"), ("Đà Nẵng", "da nang"),
        ("ヴェトナム", "ゔぇとなむ"), ("①", "1"), ("Straße", "strasse"), ("ガ", "ｶﾞ"),
    ],
)  # fmt: skip
def test_ways_of_typing_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_voiced_and_plain_kana_stay_apart() -> None:
    assert fold("ガラス") != fold("カラス")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("㈱日立製作所", "株式会社 日立製作所"), ("日立製作所（株）", "日立製作所"),
        ("Hitachi, Ltd.", "HITACHI"),
        ("Hitachi Co., Ltd.", "Hitachi Company Limited"), ("NEC Corporation", "ＮＥＣ"),
        ("㈲山田", "有限会社山田"),
        ("合同会社ＡＢＣ", "ABC K.K."), ("PT Kajima Sdn. Bhd.", "pt kajima"),
        ("オリエンタル・コンサルタンツ", "オリエンタルコンサルタンツ"),
    ],
)  # fmt: skip
def test_companies_compare_without_their_legal_form(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


def test_a_name_that_is_nothing_but_a_form_stays() -> None:
    assert company_key("Company") == "company"
    assert company_key("Incorp Systems") == "incorpsystems"


def test_names_compare_by_letters_and_keep_the_marks_of_their_script() -> None:
    assert name_key("グエン・ヴァン　アイン") == name_key("グエン ヴァン アイン")
    assert name_key("ភ្នំពេញ") != name_key("ភនពញ")


def test_pairs_and_end_letters_are_cut_and_latin_words_stay_whole() -> None:
    assert bigrams("日立製作所").split() == ["日", "日立", "立製", "製作", "作所", "所"]
    assert bigrams("NEC の 5G、都市OS").split() == ["nec", "の", "の", "5g", "都", "都市", "市", "os"]
    assert bigrams("Ω値、都市").split() == ["ω", "値", "値", "都", "都市", "市"]
    assert bigrams("").split() == bigrams(" 、。").split() == []


def test_letters_beyond_the_first_plane_are_cut_like_all_others() -> None:
    assert bigrams("𠮷野家").split() == ["𠮷", "𠮷野", "野家", "家"]


def test_a_query_is_a_phrase_of_pairs_or_a_beginning() -> None:
    assert match_query("大使館") == '"大使 使館"'
    assert match_query("大使") == '"大使"'
    assert match_query("外") == '"外"*'
    assert match_query("Hita 信号") == '"hita"* AND "信号"'
    assert match_query('" *:^-(') == ""


def test_a_word_of_several_scripts_is_asked_for_as_one() -> None:
    assert match_query("5G通信") == '"5g 通 通信"'
    assert match_query("都市OS") == '"都市 市 os"*'
    assert match_query("HAN-26-K3F7") == '"han 26 k3f7"*'
    assert match_query("F/S調査") == '"f s 調 調査"'


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("㈱日立", "日立"), ("日立製作所（株）", "日立製作所"), ("Hitachi, Ltd.", "hitachi"),
        ("株式会社", '"株式 式会 会社"'),
    ],
)  # fmt: skip
def test_the_legal_form_of_a_company_need_not_be_there(typed: str, same: str) -> None:
    assert match_query(typed) in (same, match_query(same))


def test_a_plain_word_that_looks_like_a_form_is_asked_for() -> None:
    assert match_query("limited access") == '"limited"* AND "access"*'


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table f using fts5(x, content='', tokenize='ascii')")
    for number, text in enumerate(TEXTS):
        connection.execute("insert into f(rowid, x) values (?, ?)", (number, bigrams(text)))
    connection.commit()
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("鉄道", [0]), ("信", [0]), ("大使", [1]), ("使館", [1]), ("バンコク", [2]), ("ばんこく", [2]),
        ("bm", [2]),
        ("2026", [2]), ("danang", []), ("da nang", [3]), ("Đà Nẵng", [3]), ("ភ្នំពេញ", [4]), ("ពេញ", [4]),
        ("มหานคร", [5]), ("ရန်ကုန်", [6]), ("ວຽງຈັນ", [7]), ("連携", [8]), ("ｄａｔａ", []), ("api", [8]),
        ("都市 照会", [0]), ("都市 面談", []), ("道鉄", []), ("2026年度", [2]), ("年度2026", []), ("5g", [1]),
    ],
)  # fmt: skip
def test_words_of_every_script_are_found(index: sqlite3.Connection, typed: str, found: list[int]) -> None:
    rows = index.execute("select rowid from f where f match ? order by rowid", (match_query(typed),))
    assert [row[0] for row in rows] == found


REGION = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F)
    | st.characters(min_codepoint=0xE00, max_codepoint=0xEFF)
    | st.characters(min_codepoint=0x1000, max_codepoint=0x109F)
    | st.characters(min_codepoint=0x1780, max_codepoint=0x17FF)
    | st.characters(min_codepoint=0x3000, max_codepoint=0x30FF)
    | st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF)
    | st.characters(min_codepoint=0xFF00, max_codepoint=0xFFEF)
)


@given(REGION, st.data())
def test_every_part_of_a_run_of_letters_is_found(text: str, data: st.DataObject) -> None:
    runs = [run for run in re.findall(r"[\u0e01-\u0e2e\u3041-\u3096\u4e00-\u4fff]+", fold(text))]
    assume(runs)
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    part = run[start : data.draw(st.integers(start + 1, len(run)))]
    assert is_found(text, part)


@given(st.lists(st.sampled_from(["都市", "鉄道", "5G", "os", "、", " ", "→", "ω", "𠮷"]), max_size=8).map("".join))
def test_texts_are_found_by_their_words_and_not_by_words_they_do_not_have(text: str) -> None:
    for word in re.findall(r"[^、 →]+", text):
        assert is_found(text, word)
    assert is_found(text, "市鉄") is ("都市鉄道" in text)
    assert is_found(text, "道都") is ("鉄道都市" in text)


def is_found(text: str, typed: str) -> bool:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table f using fts5(x, content='', tokenize='ascii')")
    connection.execute("insert into f(rowid, x) values (1, ?)", (bigrams(text),))
    found = connection.execute("select 1 from f where f match ?", (match_query(typed),)).fetchall()
    connection.close()
    return bool(found)


@given(REGION)
def test_folding_a_name_twice_is_folding_it_once(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(REGION, REGION)
def test_marks_lie_in_the_text_in_order_and_apart(text: str, query: str) -> None:
    found = marks(text, query)
    ends = [0, *(place for pair in found for place in pair)]
    assert ends == sorted(ends) and ends[-1] <= len(text)


def test_marks_are_found_across_widths_and_kana() -> None:
    assert marks("ﾊﾞﾝｺｸとバンコク Bangkok", "ばんこく ban") == [(0, 5), (6, 10), (11, 14)]
    assert marks("urban", "ban") == []
    assert marks("大使館", "大使 使館") == [(0, 3)]


def test_an_excerpt_is_one_line_around_the_word() -> None:
    text = "あ" * 100 + "\nハノイ市の鉄道" + "い" * 100
    piece = excerpt(text, "はのい", 40)
    assert "ハノイ市" in piece and "\n" not in piece
    assert piece.startswith("…") and piece.endswith("…") and len(piece) <= 42
    assert excerpt("短い\n文", "文", 40) == "短い 文"
    assert excerpt(text, "nothing", 10) == excerpt("短い文", "nothing", 10) == ""
    assert excerpt("a" * 50 + " end", "end", 10).endswith(" end")


def test_pairs_are_made_fast_enough() -> None:
    text = "ハノイ市の鉄道信号"
    started = time.perf_counter()
    for _ in range(5000):
        bigrams(text)
    assert (time.perf_counter() - started) / 5000 < 50e-6  # 5 µs measured


@given(st.text(alphabet=st.sampled_from("aZ 0\n、。ーアヴがカ々〆都市ＡＢ１！ゞヽヾヵヷ"), max_size=12))
def test_letters_that_fold_one_by_one_stand_where_the_slow_way_says(text: str) -> None:
    slow_text, slow_places = "", []
    for piece, place in folding._clusters(text):
        slow_text += piece
        slow_places += [place] * len(piece)
    folded, places = folding._folded_with_places(text)
    alike = [(n, n + 1) for n in range(len(text))]
    assert (folded, alike if places is None else places) == (slow_text, slow_places)
