"""What is checked of a file, step by step, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import set_language
from ascn_desk.operations import exchange, trust_care
from ascn_desk.operations.explaining import Step, explain
from tests.operations.test_receiving import COUNTRY, forged, keys_of, line, segment
from tests.support.trio import Trio, dump, take


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en")


def found(steps: tuple[Step, ...]) -> dict[int, str | None]:
    """Of the steps that failed, the code; every step is there once, in order, with a sentence."""
    assert [each.step for each in steps] == list(range(1, 12))
    assert all(each.message and "{" not in each.message for each in steps)
    return {each.step: each.code for each in steps if each.ok is False}


def test_of_a_good_file_every_step_says_what_it_found_and_nothing_is_kept(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    path = forged(trio, [one, segment(keys_of(trio), 2, one, line(20), line(21), last=21)])
    before = dump(trio.hq)
    steps = explain(trio.hq, path)
    assert (found(steps), [each.ok for each in steps]) == ({}, [True] * 11)
    assert f"{path.stat().st_size:,} bytes" in steps[0].message
    assert "Embassy of Japan in Viet Nam" in steps[3].message and trio.vn.desk in steps[3].message
    assert "0 segments are held already, 2 are new" in steps[6].message
    assert "3 entries" in steps[8].message
    assert dump(trio.hq) == before
    take(trio.hq, [path])
    assert "2 segments are held already, 0 are new" in explain(trio.hq, path)[6].message
    set_language("ja")
    japanese = explain(trio.hq, path)
    assert all(one.message != other.message for one, other in zip(steps, japanese, strict=True))


def test_a_refused_file_says_at_which_step_and_that_the_others_were_not_reached(trio: Trio) -> None:
    good = forged(trio, [segment(keys_of(trio), 1, None, line(10))])
    data = bytearray(good.read_bytes())
    data[len(data) // 2] ^= 1
    bad = trio.post / "bad.ascn"
    bad.write_bytes(data)
    for desk, path, code in ((trio.hq, bad, "damaged"), (trio.hcm, good, "not-for-this-desk")):
        steps = explain(desk, path)
        assert (found(steps), [each.ok for each in steps[1:]]) == ({1: code}, [None] * 10)
        assert {each.message for each in steps[1:]} == {"not reached"}
        assert steps[0].message == exchange.verify(desk, path).message


def test_a_newer_registry_is_told(trio: Trio) -> None:
    trust_care.renew(trio.hq)
    (path,) = trio.send(trio.hq, trio.vn)
    assert "newer than here" in explain(trio.vn, path)[2].message
    take(trio.vn, [path])
    assert "Nothing newer than here" in explain(trio.vn, path)[2].message


def test_what_one_segment_fails_is_told_and_the_others_go_on(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    elsewhere = segment(keys_of(trio), 1, None, line(40), channel=COUNTRY, first=40, last=40)
    foreign = segment(keys_of(trio), 1, None, line(50), channel="country/th", first=50, last=50)
    path = forged(trio, [elsewhere, foreign, one, segment(keys_of(trio), 2, one, b"no JSON at all")])
    steps = explain(trio.hq, path)
    assert found(steps) == {6: "not-authorised", 9: "malformed-entry"}
    assert "1 of 4 segments" in steps[5].message and "country~th/00000001" in steps[5].message
    assert "1 of 3 segments" in steps[8].message and "office~emb-vn/00000002" in steps[8].message


def test_missing_numbers_and_forks_are_named(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(20))
    waits = explain(trio.hq, forged(trio, [two]))
    assert found(waits) == {}
    assert f"{trio.vn.desk}/office~emb-vn/00000001" in waits[7].message
    take(trio.hq, [forged(trio, [one])])
    other = segment(keys_of(trio), 1, None, line(11), first=11, last=11)
    assert found(explain(trio.hq, forged(trio, [other]))) == {7: "fork"}
    follows = segment(keys_of(trio), 2, other, line(21), first=21, last=21)
    assert found(explain(trio.hq, forged(trio, [follows]))) == {8: "fork"}


def test_entries_that_will_not_be_shown_are_counted(trio: Trio) -> None:
    bad = [line(10, set={"city": 7}), line(11, kind="city", id="vn-hanoi", set={"name_en": "Hanoi"}), line(12)]
    steps = explain(trio.hq, forged(trio, [segment(keys_of(trio), 1, None, *bad, last=12)]))
    assert found(steps) == {10: "not-authorised"}
    assert "1 entries that their desk may not write, 1 with invalid values" in steps[9].message


def test_a_file_that_is_not_there_is_told(trio: Trio, tmp_path: Path) -> None:
    with pytest.raises(CorrectableError, match="no-such-file"):
        explain(trio.hq, tmp_path / "absent.ascn")
