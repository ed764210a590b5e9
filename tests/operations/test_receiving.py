"""Steps 6 to 10 of receiving, through an import: what is refused, what waits, what is kept and does not count."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ascn_desk.base.ids import new_id
from ascn_desk.operations import exchange, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.upkeep import check
from ascn_desk.operations.views import ImportReport
from ascn_desk.store import journal
from ascn_desk.sync import receiving
from ascn_desk.sync.bundle import Chain, Content, Open
from ascn_desk.sync.entry_line import Entry, encode_entry
from ascn_desk.sync.keys import DeskKeys, SigningKey
from ascn_desk.sync.registry import End
from ascn_desk.sync.segment import RawSegment, SealedSegment, seal_segment
from ascn_desk.sync.trust import Trust, judge
from ascn_desk.sync.trust_making import next_registry
from tests.support.trio import COUNTRY, Trio, dump, rows_of, take
from tests.support.whole import compose, seal_outer

SUM = ("known", "redacted", "not_counting", "not_authorised", "invalid", "unknown_kind", "in_conflict", "replaced",
       "shown")  # fmt: skip
OWN = "office/emb-vn"
AT = "2026-11-24T09:30:00Z"


def line(n: int, **more: Any) -> bytes:
    """An entry that makes a note."""
    usual: dict[str, Any] = {"at": AT, "by": "tanaka", "id": f"note-{n}", "kind": "city_note", "n": n,
                             "set": {"city": "vn-hanoi", "text": f"練習 {n}"}}  # fmt: skip
    return encode_entry(Entry(**{**usual, **more}))


def segment(
    keys: DeskKeys, number: int, before: SealedSegment | None, *lines: bytes, channel: str = OWN, **more: Any
) -> SealedSegment:
    """A segment of those lines, whose figures are taken from the notes' numbers unless said otherwise."""
    usual: dict[str, Any] = {"first": number * 10, "last": number * 10, "files": (), "sealed_at": AT, "app": "other 9"}
    return seal_segment(
        keys, channel, number, before.header.identity if before else None, lines, **{**usual, **more}, schema=0
    )


def forged(trio: Trio, segments: Sequence[SealedSegment | RawSegment], sender: Desk | None = None) -> Path:
    """A well made bundle from the embassy to headquarters with these segments."""
    desk = sender or trio.vn
    trust = desk.trust()
    assert trust is not None
    content = Content(
        bundle=new_id(desk.clock), created=AT, to=(trio.hq.desk,), note="", schema=0, have={}, lacks=(),
        open=Open(0, 0), chain=Chain(1, None), trust=trust,
        segments=[RawSegment(each.name, each.envelope, each.body) for each in segments],
    )  # fmt: skip
    path = trio.post / f"{content.bundle}.ascn"
    path.write_bytes(seal_outer(compose(content, desk.secrets.desk), [trio.hq.secrets.desk.recipient]))
    return path


def imported(trio: Trio, *segments: SealedSegment | RawSegment) -> ImportReport:
    """What headquarters says of them; whatever came, the desk is sound and the balance exact."""
    path = forged(trio, segments)
    rehearsed = exchange.rehearse(trio.hq, [path])
    report = take(trio.hq, [path])
    assert rehearsed == report
    assert report.balance["received"] == sum(report.balance[name] for name in SUM)
    assert check(trio.hq) == ()
    return report


def notes(desk: Desk) -> set[str]:
    return {id for (id,) in rows_of(desk, "SELECT r.id FROM shown_city_note s JOIN record r ON r.key = s._record")}


def keys_of(trio: Trio) -> DeskKeys:
    return trio.vn.secrets.desk


def test_good_segments_of_another_program_are_taken(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(20), line(21), last=21)
    report = imported(trio, one, two)
    assert (report.is_complete, report.balance["shown"]) == (True, 3)
    assert notes(trio.hq) == {"note-10", "note-20", "note-21"}


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("malformed-entry", line(20) + b" "),
        ("malformed-entry", line(20).replace(b'"by"', b'"By"')),
        ("malformed-entry", line(20, id="Not-An-Id")),
        ("malformed-entry", line(20, set={})),
        ("malformed-entry", line(20, set={"tags:Two Words": True})),
        ("malformed-entry", line(20, by="x" * 81)),
        ("malformed-entry", line(20, at="2026-13-24T09:30:00Z")),
        ("malformed-entry", line(20, set={"text": "nul \x00"})),
        ("malformed-entry", b"no JSON at all"),
        ("damaged-member", line(19)),
    ],
)
def test_a_malformed_entry_holds_back_its_log_from_there_on(trio: Trio, code: str, bad: bytes) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, bad)
    three = segment(keys_of(trio), 3, two, line(30))
    elsewhere = segment(keys_of(trio), 1, None, line(40), channel=COUNTRY, first=40, last=40)
    path = forged(trio, [one, two, three, elsewhere])
    report = take(trio.hq, [path])
    assert [(each.ok, each.code) for each in report.files] == [(False, code)]
    assert (report.balance["shown"], report.balance["not_counting"], dict(report.why)) == (2, 2, {code: 2})
    assert notes(trio.hq) == {"note-10", "note-40"}
    assert rows_of(trio.hq, "SELECT count(*) FROM segment WHERE log IN (SELECT l.key FROM log l JOIN desk d"
                            " ON d.key = l.desk WHERE d.name = ?)", trio.vn.desk) == [(2,)]  # fmt: skip
    again = take(trio.hq, [path])
    assert (again.balance["known"], again.balance["not_counting"], again.is_complete) == (2, 2, False)
    assert check(trio.hq) == ()


def test_what_was_refused_blocks_no_good_one_that_comes_later(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    imported(trio, one, segment(keys_of(trio), 2, one, b"no JSON at all"))
    report = imported(trio, one, segment(keys_of(trio), 2, one, line(20)))
    assert (report.is_complete, report.balance["known"], report.balance["shown"]) == (True, 1, 1)


@pytest.mark.parametrize("case", ["lines", "size", "count", "torn", "trailing"])
def test_a_body_that_is_not_what_was_signed_is_damaged(trio: Trio, case: str) -> None:
    good = segment(keys_of(trio), 1, None, line(10))
    other = segment(keys_of(trio), 1, None, line(11))
    longer = segment(keys_of(trio), 1, None, line(10), line(11), last=11)
    body = {
        "lines": other.body,
        "size": segment(keys_of(trio), 1, None, line(10, why="x")).body,
        "count": longer.body,
        "torn": good.body[:-3],
        "trailing": good.body + b"\x00",
    }[case]
    report = imported(trio, RawSegment(good.name, good.envelope, body))
    assert (dict(report.why), notes(trio.hq)) == ({"damaged-member": 1}, set())


def test_a_desk_that_writes_where_it_may_not_is_held_back(trio: Trio) -> None:
    for channel in ("office/cg-ho-chi-minh-city", "country/th", "reference"):
        report = imported(trio, segment(keys_of(trio), 1, None, line(10), channel=channel))
        assert dict(report.why) == {"not-authorised": 1}
        assert notes(trio.hq) == set()


def test_a_segment_of_a_desk_that_nobody_knows_is_held_back_uncounted(trio: Trio) -> None:
    report = imported(trio, segment(DeskKeys.generate(), 1, None, line(10)))
    assert (dict(report.why), report.balance["received"]) == ({"not-authorised": 0}, 0)
    assert not report.is_complete


def test_a_segment_under_the_name_of_another_desk_is_a_bad_signature(trio: Trio) -> None:
    good = segment(keys_of(trio), 1, None, line(10))
    name = good.name.replace(trio.vn.desk, trio.hcm.desk)
    report = imported(trio, RawSegment(name, good.envelope, good.body))
    assert dict(report.why) == {"bad-signature": 1}
    other = segment(trio.hcm.secrets.desk, 1, None, line(10))
    report = imported(trio, RawSegment(good.name, other.envelope, other.body))
    assert dict(report.why) == {"bad-signature": 1}
    altered = good.envelope.replace(b'"sig":"', b'"sig":"AAAA')
    report = imported(trio, RawSegment(good.name, altered, good.body))
    assert dict(report.why) == {"bad-signature": 0}


def test_counts_that_do_not_go_on_above_the_segment_before_are_malformed(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10), line(15), last=15)
    two = segment(keys_of(trio), 2, one, line(15), first=15, last=15)
    assert dict(imported(trio, one, two).why) == {"malformed-entry": 1}
    # The same where the one before comes later: then it can only be known at the end.
    fresh = segment(keys_of(trio), 1, None, line(10), line(15), last=15, channel=COUNTRY)
    late = segment(keys_of(trio), 2, fresh, line(15), first=15, last=15, channel=COUNTRY)
    assert dict(imported(trio, late).why) == {"gap": 1}
    imported(trio, fresh)
    assert notes(trio.hq) == {"note-10", "note-15"}
    good = segment(keys_of(trio), 2, fresh, line(16), first=16, last=16, channel=COUNTRY)
    assert imported(trio, good).is_complete
    assert "note-16" in notes(trio.hq)


def test_a_gap_waits_is_no_error_of_the_sender_and_heals(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(20))
    three = segment(keys_of(trio), 3, two, line(30))
    report = imported(trio, three)
    assert (dict(report.why), report.balance["not_counting"], report.files[0].ok) == ({"gap": 1}, 1, True)
    assert dict(imported(trio, one).why) == {}
    assert notes(trio.hq) == {"note-10"}
    assert imported(trio, two).balance["shown"] == 1
    assert notes(trio.hq) == {"note-10", "note-20", "note-30"}


def test_two_branches_of_one_log_are_both_kept_and_neither_counts_beyond_the_fork(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    left, right = (segment(keys_of(trio), 2, one, line(20, id=f"{side}-20")) for side in ("left", "right"))
    imported(trio, one, left)
    assert notes(trio.hq) == {"note-10", "left-20"}
    report = imported(trio, right)
    assert dict(report.why) == {"fork": 1}
    assert notes(trio.hq) == {"note-10"}
    trust = trio.hq.trust()
    assert trust is not None
    vn = trust.registry.desks[trio.vn.desk]
    end = End(2, right.header.identity, None, None)
    newer = with_changed(trio, trust, dataclasses.replace(vn, ends={OWN: end}))
    path = carried_by_headquarters(trio, newer)
    assert take(trio.hq, [path]).is_complete
    assert notes(trio.hq) == {"note-10", "right-20"}
    assert check(trio.hq) == ()
    after = segment(keys_of(trio), 3, right, line(30))
    report = imported(trio, after)
    assert dict(report.why) == {"after-end": 1}
    assert notes(trio.hq) == {"note-10", "right-20"}


def test_what_others_had_seen_of_a_forked_log_is_read_anew_once_the_registry_rules(trio: Trio) -> None:
    keys, theirs = keys_of(trio), trio.hcm.secrets.desk
    values = {"city": "vn-hanoi"}
    one = segment(keys, 1, None, line(10, id="shared", set={**values, "text": "base"}), channel=COUNTRY)
    left, right = (
        segment(keys, 2, one, line(20, id="shared", over={keys.desk: 10}, set={"text": side}), channel=COUNTRY)
        for side in ("left", "right")
    )
    seen_right = line(30, id="shared", over={keys.desk: 20}, set={"text": "of the consulate"})
    other = segment(theirs, 1, None, seen_right, channel=COUNTRY, first=30, last=30)
    take(trio.hq, [forged(trio, [one, right]), forged(trio, [other], trio.hcm), forged(trio, [left])])
    trust = trio.hq.trust()
    assert trust is not None
    for end, in_conflict in (
        (End(2, left.header.identity, None, None), ()),
        (End(2, left.header.identity, 10, 20), ("text",)),
    ):
        trust = with_changed(trio, trust, dataclasses.replace(trust.registry.desks[keys.desk], ends={COUNTRY: end}))
        take(trio.hq, [carried_by_headquarters(trio, trust)])
        view = records.show_record(trio.hq, "city_note", "shared")
        assert (view.values["text"], view.conflicts) == ("of the consulate", in_conflict)
        assert check(trio.hq) == ()


def test_a_closed_desk_is_heard_no_more_but_what_it_wrote_before_still_counts(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(20))
    imported(trio, one)
    trust = trio.hq.trust()
    assert trust is not None
    vn = trust.registry.desks[trio.vn.desk]
    end = End(1, one.header.identity, None, None)
    newer = with_changed(trio, trust, dataclasses.replace(vn, ends={OWN: end}, closed=True))
    take(trio.hq, [carried_by_headquarters(trio, newer)])
    path = forged(trio, [two])
    assert [each.code for each in take(trio.hq, [path]).files] == ["revoked-sender"]
    assert notes(trio.hq) == {"note-10"}
    assert check(trio.hq) == ()


def test_a_count_far_above_what_is_allowed_waits(trio: Trio) -> None:
    far = 2**32 + 1
    report = imported(trio, segment(keys_of(trio), 1, None, line(far), first=far, last=far))
    assert dict(report.why) == {"gap": 1}
    near = segment(keys_of(trio), 1, None, line(2**32), first=2**32, last=2**32, channel=COUNTRY)
    assert imported(trio, near).is_complete


def test_more_than_is_taken_at_once_is_held_back(trio: Trio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "GREATEST_NEW_RAW_BYTES", 400)
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(20, why="x" * 300))
    report = imported(trio, one, two)
    assert (dict(report.why), notes(trio.hq)) == ({"too-large": 1}, {"note-10"})


def test_entries_that_their_desk_may_not_write_or_that_say_nothing_valid_are_kept_and_listed(trio: Trio) -> None:
    lines = [
        line(10),
        line(11, kind="city", id="vn-hanoi", set={"name_en": "Forged"}),
        line(12, set={"city": "vn-hanoi", "text": 5}),
        line(13, kind="future_kind", set={"x": 1}),
        line(14, set={"future_field": 1}),
        line(15, id="note-10", over={trio.vn.desk: 10}, set={"text": "later"}),
        line(16, kind="contact", set={"name": "no salt"}),
    ]
    report = imported(trio, segment(keys_of(trio), 1, None, *lines, last=16))
    told = report.balance
    assert (told["not_authorised"], told["invalid"], told["unknown_kind"]) == (1, 2, 2)
    # The first line is still the head of the city.
    assert (told["shown"], told["replaced"]) == (2, 0)
    assert dict(report.why) == {"invalid": 2, "not-authorised": 1}
    assert records.show_record(trio.hq, "city", "vn-hanoi").values["name_en"] != "Forged"
    assert records.show_record(trio.hq, "city_note", "note-10").values["text"] == "later"
    # All of it is relayed, byte for byte.
    words = {each.channel: each.sha256 for each in fingerprints(trio.hq)}
    assert words[OWN]


def test_one_segment_in_two_files_of_one_import_is_kept_once(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(20))
    paths = [forged(trio, [one]), forged(trio, [one, two])]
    report = take(trio.hq, paths)
    assert (report.balance["received"], report.balance["known"], report.balance["shown"]) == (3, 1, 2)
    assert notes(trio.hq) == {"note-10", "note-20"}


def test_a_log_of_many_segments_is_sealed_and_read_in_order(trio: Trio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "ENTRIES_A_SEGMENT", 7)
    for number in range(3):
        records.batch(
            trio.vn,
            [records.Operation("city_note", {"city": "vn-hanoi", "text": f"{number} {each}"}) for each in range(10)],
        )
    report = trio.carry(trio.vn, trio.hq)
    assert report.balance["shown"] == 30
    assert rows_of(trio.hq, "SELECT count(*) FROM segment s JOIN log l ON l.key = s.log JOIN channel c"
                            " ON c.key = l.channel WHERE c.name = ?", OWN) == [(5,)]  # fmt: skip
    assert check(trio.vn) == () and check(trio.hq) == ()


def test_looking_at_a_bad_file_names_the_segment(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, b"no JSON at all")
    before = dump(trio.hq)
    seen = exchange.verify(trio.hq, forged(trio, [one, two]))
    assert (seen.ok, seen.code) == (False, "malformed-entry")
    assert [(each.number, each.code) for each in seen.segments] == [(1, None), (2, "malformed-entry")]
    assert dump(trio.hq) == before


def with_changed(trio: Trio, trust: Trust, desk: Any) -> Trust:
    """The trust with the next version of the registry, in which one desk stands changed."""
    registry = next_registry(
        trust.registry,
        [desk],
        expires=trio.hq.clock.now() + timedelta(days=700),
        signers=[SigningKey.of(seed) for seed in trio.hq.secrets.registry_seeds],
    )
    return judge(trust, trust.root_fingerprint(), trust.root_versions, registry)


def carried_by_headquarters(trio: Trio, trust: Trust) -> Path:
    """A bundle of headquarters to itself that brings these documents."""
    content = Content(
        bundle=new_id(trio.hq.clock), created=AT, to=(trio.hq.desk,), note="", schema=0, have={}, lacks=(),
        open=Open(0, 0), chain=Chain(1, None), trust=trust, segments=[],
    )  # fmt: skip
    path = trio.post / f"{content.bundle}.ascn"
    path.write_bytes(seal_outer(compose(content, trio.hq.secrets.desk), [trio.hq.secrets.desk.recipient]))
    return path
