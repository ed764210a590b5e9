"""A desk asks, headquarters approves, the officer types the words that he hears: and nothing else gets in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, DeskError, RefusedError
from ascn_desk.base.words import error_text, set_language
from ascn_desk.operations import enrolment, exchange, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.lists import list_records
from ascn_desk.sync.mnemonic import root_words
from ascn_desk.sync.request import make_request as sign_request
from tests.support.trio import Trio, approved, dump, enrolled, new_desk, open_machine, rows_of, take

pytestmark = pytest.mark.usefixtures("english")


@dataclass(slots=True)
class Pair:
    """Headquarters and an embassy that it does not know yet."""

    folder: Path
    hq: Desk
    vn: Desk

    @property
    def post(self) -> Path:
        return self.folder / "post"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    (tmp_path / "post").mkdir()
    hq = new_desk(tmp_path / "hq", "hq")
    vn = new_desk(tmp_path / "vn", "emb-vn", practice_root=fingerprint(hq))
    yield Pair(tmp_path, hq, vn)
    hq.close()
    vn.close()


def fingerprint(hq: Desk) -> str:
    trust = hq.trust()
    assert trust is not None
    return trust.root_fingerprint()


def test_an_accepted_desk_holds_what_headquarters_holds(pair: Pair) -> None:
    done = enrolled(pair.hq, pair.vn, pair.post)
    assert (done.office, pair.vn.is_accepted) == ("emb-vn", True)
    assert done.entries == rows_of(pair.hq, "SELECT count(*) FROM entry")[0][0]
    there, here = (
        {each.channel: (each.sha256, each.state) for each in fingerprints(desk, with_state=True)}
        for desk in (pair.hq, pair.vn)
    )
    assert here["reference"] == there["reference"]


def test_headquarters_sees_who_asks_before_it_approves(pair: Pair) -> None:
    request = enrolment.make_request(pair.vn, pair.post / "request")
    info = enrolment.read_request(pair.hq, request)
    assert (info.desk, info.office, info.is_practice) == (pair.vn.desk, "emb-vn", True)
    assert info.office_name == "Embassy of Japan in Viet Nam"
    set_language("ja")
    assert "大使館" in enrolment.read_request(pair.hq, request).office_name


def test_three_words_at_the_positions_that_are_asked_suffice(pair: Pair) -> None:
    answer = approved(pair.hq, pair.vn, pair.post)
    asked = enrolment.inspect_starter(pair.vn, answer.path)
    assert asked.fingerprint == fingerprint(pair.hq)
    assert len({*asked.asked}) == 3 and all(1 <= each <= 12 for each in asked.asked)
    enrolment.accept(pair.vn, answer.path, {each: answer.words[each - 1] for each in asked.asked})
    assert pair.vn.is_accepted


def test_japanese_words_and_capitals_are_taken_too(pair: Pair) -> None:
    answer = approved(pair.hq, pair.vn, pair.post)
    japanese = root_words(fingerprint(pair.hq), "ja")
    enrolment.accept(pair.vn, answer.path, {2: japanese[1], 7: answer.words[6].upper(), 12: f" {japanese[11]} "})
    assert pair.vn.is_accepted


@pytest.mark.parametrize(
    "typed", ["one wrong", "another place", "two only", "none", "place 0", "thirteen", "all wrong", "eleven and blank"]
)
def test_wrong_words_are_refused_and_nothing_is_trusted(pair: Pair, typed: str) -> None:
    answer = approved(pair.hq, pair.vn, pair.post)
    right = list(answer.words)
    wrong = "zoo" if "zoo" not in right else "able"
    words: dict[str, object] = {
        "one wrong": {1: right[0], 5: right[4], 9: wrong},
        "another place": {1: wrong, 2: right[0], 3: right[1]},
        "two only": {1: right[0], 5: right[4]},
        "none": {},
        "place 0": {0: right[11], 1: right[0], 2: right[1], 3: right[2]},
        "thirteen": [*right, right[0]],
        "all wrong": [wrong] * 12,
        "eleven and blank": [*right[:11], ""],
    }
    before = dump(pair.vn)
    with pytest.raises(CorrectableError, match="wrong-words") as told:
        enrolment.accept(pair.vn, answer.path, words[typed])  # type: ignore[arg-type]
    assert "forged" in error_text(told.value)
    assert dump(pair.vn) == before
    assert not pair.vn.is_accepted


def test_a_request_that_was_altered_on_its_way_is_refused(pair: Pair) -> None:
    request = enrolment.make_request(pair.vn, pair.post / "request")
    good = request.read_bytes()
    before = dump(pair.hq)
    for place in range(0, len(good), 7):
        bad = bytearray(good)
        bad[place] ^= 1
        request.write_bytes(bad)
        with pytest.raises(RefusedError):
            enrolment.approve(pair.hq, request, pair.post / "start.ascn")
    for end in (0, 1, len(good) // 2, len(good) - 1):
        request.write_bytes(good[:end])
        with pytest.raises(RefusedError):
            enrolment.approve(pair.hq, request, pair.post / "start.ascn")
    request.write_bytes(b" " * 100_000)
    with pytest.raises(RefusedError, match="too-large"):
        enrolment.approve(pair.hq, request, pair.post / "start.ascn")
    assert dump(pair.hq) == before
    assert not (pair.post / "start.ascn").exists()


def test_a_request_that_is_not_there_is_told(pair: Pair) -> None:
    with pytest.raises(CorrectableError, match="no-such-file"):
        enrolment.approve(pair.hq, pair.post / "absent", pair.post / "start.ascn")


def test_an_office_that_does_not_exist_is_not_registered(pair: Pair) -> None:
    request = pair.post / "request"
    request.write_bytes(
        sign_request(
            pair.vn.secrets.desk,
            office="emb-atlantis",
            name="Atlantis (練習 / practice)",
            created="2026-11-24T09:00:00Z",
            root=None,
        )
    )
    with pytest.raises(CorrectableError, match="unknown-office"):
        enrolment.approve(pair.hq, request, pair.post / "start.ascn")


def test_only_headquarters_approves(trio: Trio) -> None:
    newcomer = new_desk(trio.folder / "dn", "cg-da-nang")
    request = enrolment.make_request(newcomer, trio.post / "request")
    with pytest.raises(CorrectableError, match="headquarters-only"):
        enrolment.approve(trio.vn, request, trio.post / "start.ascn")
    newcomer.close()


def test_an_accepted_desk_neither_asks_nor_accepts_again(trio: Trio) -> None:
    with pytest.raises(CorrectableError, match="accepted-already"):
        enrolment.make_request(trio.vn, trio.post / "request")
    (starter,) = trio.send(trio.hq, trio.vn)
    with pytest.raises(CorrectableError, match="accepted-already"):
        enrolment.accept(trio.vn, starter, ["word"] * 12)


def test_approving_the_same_request_again_writes_the_starter_again_and_registers_nobody(pair: Pair) -> None:
    first = approved(pair.hq, pair.vn, pair.post)
    first.path.unlink()
    again = approved(pair.hq, pair.vn, pair.post)
    assert (again.registry, again.words) == (first.registry, first.words)
    enrolment.accept(pair.vn, again.path, again.words)
    assert pair.vn.is_accepted


def test_a_medium_that_is_not_there_registers_nobody(pair: Pair) -> None:
    request = enrolment.make_request(pair.vn, pair.post / "request")
    with pytest.raises(CorrectableError, match="no-such-folder"):
        enrolment.approve(pair.hq, request, pair.post / "absent" / "start.ascn")
    trust = pair.hq.trust()
    assert trust is not None and pair.vn.desk not in trust.registry.desks


def test_a_starter_of_another_headquarters_is_refused_by_a_desk_that_knows_its_root(pair: Pair) -> None:
    other = new_desk(pair.folder / "other", "hq")
    stranger = new_desk(pair.folder / "stranger", "emb-vn", practice_root=fingerprint(other))
    request = enrolment.make_request(pair.vn, pair.post / "request")
    with pytest.raises(CorrectableError, match="root-is-another"):
        enrolment.approve(other, request, pair.post / "start.ascn")
    answer = approved(other, stranger, pair.post)
    before = dump(pair.vn)
    with pytest.raises(RefusedError, match="not-for-this-desk"):
        enrolment.accept(pair.vn, answer.path, answer.words)
    assert dump(pair.vn) == before
    stranger.close()
    other.close()


def test_a_forged_starter_under_a_root_of_its_own_fails_at_the_pinned_root(pair: Pair) -> None:
    forger = new_desk(pair.folder / "forger", "hq")
    request = pair.post / "request"
    request.write_bytes(
        sign_request(
            pair.vn.secrets.desk, office="emb-vn", name="x (練習 / practice)", created="2026-11-24T09:00:00Z", root=None
        )
    )
    answer = enrolment.approve(forger, request, pair.post / "start.ascn")
    with pytest.raises(RefusedError, match="untrusted-root"):
        enrolment.accept(pair.vn, answer.path, answer.words)
    assert not pair.vn.is_accepted
    forger.close()


def test_practice_never_enters_a_real_registry_nor_the_reverse(pair: Pair) -> None:
    real_hq = new_desk(pair.folder / "real-hq", "hq", is_practice=False)
    real_vn = new_desk(pair.folder / "real-vn", "emb-vn", is_practice=False)
    practice_vn = new_desk(pair.folder / "practice-vn", "emb-vn")
    for hq, desk in ((real_hq, practice_vn), (pair.hq, real_vn)):
        request = enrolment.make_request(desk, pair.post / f"{desk.desk}.ascn-request")
        with pytest.raises(CorrectableError, match="practice-mixed"):
            enrolment.read_request(hq, request)
        with pytest.raises(CorrectableError, match="practice-mixed"):
            enrolment.approve(hq, request, pair.post / "start.ascn")
    for desk in (real_hq, real_vn, practice_vn):
        desk.close()


@pytest.mark.parametrize("is_practice", [True, False])
def test_a_desk_refuses_a_starter_of_the_other_sort_even_if_it_was_approved(pair: Pair, is_practice: bool) -> None:
    mark = "" if is_practice else " (練習 / practice)"
    hq = new_desk(pair.folder / "other-hq", "hq", is_practice=not is_practice)
    desk = new_desk(pair.folder / "desk", "emb-vn", is_practice=is_practice)
    request = pair.post / "forged"
    request.write_bytes(
        sign_request(
            desk.secrets.desk, office="emb-vn", name=f"Embassy{mark}", created="2026-11-24T09:00:00Z", root=None
        )
    )
    answer = enrolment.approve(hq, request, pair.post / "start.ascn")
    before = dump(desk)
    for attempt in (
        lambda: enrolment.inspect_starter(desk, answer.path),
        lambda: enrolment.accept(desk, answer.path, answer.words),
    ):
        with pytest.raises(CorrectableError, match="practice-mixed"):
            attempt()
    assert dump(desk) == before
    hq.close()
    desk.close()


def test_a_desk_that_is_not_registered_neither_sends_nor_receives(pair: Pair) -> None:
    with pytest.raises(CorrectableError, match="not-accepted-yet") as told:
        exchange.export(pair.vn, ["hq"], pair.post)
    assert "request" in error_text(told.value)
    with pytest.raises(CorrectableError, match="not-accepted-yet"):
        enrolment.trust_show(pair.vn)
    with pytest.raises(CorrectableError, match="unknown-receiver"):
        exchange.export(pair.hq, ["emb-vn"], pair.post)
    update = exchange.export(pair.hq, ["anyone"], pair.post)[0].path
    before = dump(pair.vn)
    report = take(pair.vn, [update])
    assert [each.code for each in report.files] == ["not-accepted-yet"]
    assert not report.is_complete
    assert dump(pair.vn) == before
    assert exchange.verify(pair.vn, update).code == "not-accepted-yet"


@pytest.mark.parametrize("is_practice", [True, False])
def test_no_import_gets_around_the_words(pair: Pair, is_practice: bool) -> None:
    hq = new_desk(pair.folder / "other-hq", "hq", is_practice=is_practice)
    desk = new_desk(pair.folder / "desk", "emb-vn", is_practice=is_practice)
    answer = approved(hq, desk, pair.post)
    before = dump(desk)
    for attempt in (exchange.rehearse, take):
        assert [each.code for each in attempt(desk, [answer.path]).files] == ["not-accepted-yet"]
    assert (dump(desk) == before, desk.is_accepted, list((desk.profile / "quarantine").iterdir())) == (True, False, [])
    hq.close()
    desk.close()


def test_before_its_acceptance_a_desk_shows_the_shipped_data_and_has_no_entry(pair: Pair) -> None:
    assert list_records(pair.vn, "city").total > 20
    view = records.show_record(pair.vn, "city", "vn-hanoi")
    assert (view.values["name_ja"], dict(view.seen), dict(view.heads)) == ("ハノイ", {}, {})
    assert rows_of(pair.vn, "SELECT count(*) FROM entry") == [(0,)]
    with pytest.raises(CorrectableError, match="not-writable"):
        records.set_fields(pair.vn, "city", "vn-hanoi", {"name_en": "Ha Noi"})


def test_cases_written_before_the_acceptance_go_out_after_it_and_are_not_lost(pair: Pair) -> None:
    case = records.add_record(
        pair.vn, "case", {"company": "nippon-koei", "category": "trouble", "summary": "練習：相談", "status": "new"}
    )
    stub = records.add_record(pair.vn, "company", {"name_ja": "練習の会社"})
    records.set_fields(pair.vn, "case", case.id, {"priority": "high"})
    enrolled(pair.hq, pair.vn, pair.post)
    view = records.show_record(pair.vn, "case", case.id)
    assert (view.values["summary"], view.values["priority"]) == ("練習：相談", "high")
    later = records.set_fields(pair.vn, "case", case.id, {"priority": "low"})
    assert later.n is not None and later.n > rows_of(pair.hq, "SELECT max(n) FROM entry")[0][0]
    sent = exchange.export(pair.vn, ["hq"], pair.post)
    report = take(pair.hq, [each.path for each in sent])
    assert (report.is_complete, report.balance["received"], report.balance["replaced"]) == (True, 4, 1)
    assert records.show_record(pair.hq, "case", case.id).values["priority"] == "low"
    assert records.show_record(pair.hq, "company", stub.id).channel == "country/vn"


def test_a_starter_is_imported_whole_or_not_at_all(pair: Pair) -> None:
    answer = approved(pair.hq, pair.vn, pair.post)
    good = answer.path.read_bytes()
    before = dump(pair.vn)
    for place in (10, 500, len(good) // 2, len(good) - 1):
        bad = bytearray(good)
        bad[place] ^= 1
        answer.path.write_bytes(bad)
        with pytest.raises(DeskError):
            enrolment.accept(pair.vn, answer.path, answer.words)
        with pytest.raises(DeskError):
            enrolment.inspect_starter(pair.vn, answer.path)
    assert dump(pair.vn) == before
    answer.path.write_bytes(good)
    enrolment.accept(pair.vn, answer.path, answer.words)
    assert pair.vn.is_accepted


def test_the_documents_of_trust_can_be_shown(trio: Trio) -> None:
    told = enrolment.trust_show(trio.hcm)
    assert told["fingerprint"] == fingerprint(trio.hq)
    assert told["words"] == root_words(fingerprint(trio.hq), "en")
    assert (told["root"]["_type"], told["registry"]["_type"]) == ("root", "targets")
    assert {trio.hq.desk, trio.vn.desk, trio.hcm.desk} == {
        each["name"] for each in told["registry"]["delegations"]["roles"]
    }
    assert json.loads(json.dumps(told)) == told


def test_an_accepted_desk_opens_as_accepted(trio_folder: Path) -> None:
    desk = open_machine(trio_folder / "hcm")
    assert desk.is_accepted
    assert set(desk.paths) == {"country/vn", "office/cg-ho-chi-minh-city"}
    assert set(desk.reads) == {"reference", "country/vn", "office/cg-ho-chi-minh-city"}
    desk.close()


def test_two_desks_of_one_office_both_get_what_is_sent_to_it(trio: Trio) -> None:
    second = new_desk(trio.folder / "vn2", "emb-vn", practice_root=fingerprint(trio.hq))
    enrolled(trio.hq, second, trio.post)
    company = records.add_record(trio.hq, "company", {"name_ja": "練習"}, channel="country/vn")
    (path,) = trio.send(trio.hq, "emb-vn")
    for desk in (trio.vn, second):
        assert take(desk, [path]).is_complete
        assert records.show_record(desk, "company", company.id).values["name_ja"] == "練習"
    note = records.add_record(second, "city_note", {"city": "vn-hanoi", "text": "練習"})
    trio.carry(second, trio.hq)
    trio.carry(trio.hq, trio.vn)
    assert records.show_record(trio.vn, "city_note", note.id).values["text"] == "練習"
    second.close()
