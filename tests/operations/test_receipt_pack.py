"""Receipts of bundles that were really exchanged."""

from __future__ import annotations

from hashlib import sha256

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import setting_aside
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.views import BuiltPack
from ascn_desk.sync.mnemonic import six_words
from tests.operations.test_packs import text_of
from tests.support.made_desk import put
from tests.support.trio import Trio, take


def case_at(trio: Trio, company: str, summary: str) -> str:
    values = {"company": company, "category": "trouble", "summary": summary, "received_on": "2026-10-02"}
    return put(trio.vn, "case", values)


def receipt(trio: Trio, named: str, language: str = "ja") -> BuiltPack:
    return build_pack(trio.hq, "receipt", [("bundle", named)], language)


def test_a_receipt_says_twice_what_arrived_and_which_words_to_read_out(trio: Trio) -> None:
    company = trio.company()
    case_at(trio, company, "練習一")
    trio.carry(trio.vn, trio.hq)
    case_at(trio, company, "練習二")
    trio.carry(trio.vn, trio.hq)
    last = setting_aside.bundles(trio.hq)[0]
    built = receipt(trio, "emb-vn:2")
    text = text_of(built)
    assert built.pages == 1
    for said in ("No.2", "在ベトナム日本国大使館", "返送用", "No.1（2026年11月24日受領）", "欠番なし"):
        assert said in text
    assert f"届いた{last.entries}新しく反映={last.new}前と同じ+{last.entries - last.new}保管のみ+0" in text
    assert text.count(last.bundle) == 2
    assert "練習一" not in text


def test_the_words_are_those_of_the_file_that_was_sent(trio: Trio) -> None:
    case_at(trio, trio.company(), "練習")
    (path,) = trio.send(trio.vn, trio.hq)
    digest = sha256(path.read_bytes())
    take(trio.hq, [path])
    assert "".join(six_words(digest.digest(), "ja")) in text_of(receipt(trio, "emb-vn:1"))
    text = text_of(receipt(trio, "emb-vn:1", "en"))
    assert "".join(six_words(digest.digest(), "en")) in text and digest.hexdigest() in text


def test_a_number_that_never_came_is_named(trio: Trio) -> None:
    company = trio.company()
    for number in range(3):
        case_at(trio, company, f"練習{number}")
        paths = trio.send(trio.vn, trio.hq)
        if number != 1:
            take(trio.hq, paths)
    assert "No.2未着欠番：2" in text_of(receipt(trio, "emb-vn:3"))


def test_numbers_that_never_came_are_named_as_ranges_up_to_that_of_the_receipt(trio: Trio) -> None:
    company = trio.company()
    for number in range(1, 8):
        case_at(trio, company, f"練習{number}")
        paths = trio.send(trio.vn, trio.hq)
        if number in (1, 5, 7):
            take(trio.hq, paths)
    assert "欠番：2–4" in text_of(receipt(trio, "emb-vn:5"))
    assert "欠番：2–4,6" in text_of(receipt(trio, "emb-vn:7")).replace("、", ",")


def test_what_was_set_aside_counts_as_kept_only(trio: Trio) -> None:
    case_at(trio, trio.company(), "練習")
    trio.carry(trio.vn, trio.hq)
    bundle = setting_aside.bundles(trio.hq)[0]
    setting_aside.set_aside(trio.hq, "emb-vn:1")
    text = text_of(receipt(trio, "emb-vn:1"))
    assert f"新しく反映=0前と同じ+{bundle.entries - bundle.new}保管のみ+{bundle.new}" in text
    assert "まだ反映していない" in text


def test_a_receipt_in_both_languages_has_a_page_each_and_the_same_bytes_again(trio: Trio) -> None:
    case_at(trio, trio.company(), "練習")
    trio.carry(trio.vn, trio.hq)
    first, again = (receipt(trio, "emb-vn:1", "both") for _ in range(2))
    assert first.pages == 2 and first.pdf == again.pdf
    assert "受け取りました" in text_of(first) and "Receivedwiththanks" in text_of(first)


def test_a_bundle_that_never_came_has_no_receipt(trio: Trio) -> None:
    with pytest.raises(CorrectableError, match="unknown-bundle"):
        receipt(trio, "emb-vn:7")
