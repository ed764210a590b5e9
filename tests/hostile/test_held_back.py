"""Segments held back, one log at a time, while the others go on; and entries that are kept but show nothing."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from hashlib import sha256

import pytest

from ascn_desk.operations.views import ImportReport
from ascn_desk.sync import receiving
from ascn_desk.sync.entry_line import redact
from ascn_desk.sync.segment import RawSegment, SealedSegment, pack_lines, read_lines
from tests.hostile.trial import CASE, CHANNEL, Trial, case, entry, logical_content, other_desk, sealed
from tests.oracle.cases import line_of
from tests.sync.makers import desk_keys, raw, resealed

OTHER = "0193a5f0-0000-7000-8000-000000000002"


def first(trial: Trial) -> SealedSegment:
    return sealed(trial.world.embassy, entries=[case(1)])


def second(trial: Trial, before: SealedSegment, *entries: object) -> SealedSegment:
    return sealed(trial.world.embassy, number=2, previous=before.header.identity, entries=list(entries) or [case(2)])  # type: ignore[arg-type]


def good(trial: Trial) -> SealedSegment:
    """A segment of another log of the same bundle, which must always go on."""
    return sealed(trial.world.hq, entries=[entry(1, id=OTHER, set={"summary": "本部"})])


def balance_is_exact(report: ImportReport) -> bool:
    parts = dict(report.balance)
    return parts.pop("received") == sum(parts.values())


# --- refused: nothing of it is kept


def of_an_unregistered_desk(trial: Trial) -> RawSegment:
    return raw(sealed(trial.world.stranger, entries=[case(1)]))


def in_a_channel_it_may_not_write(trial: Trial) -> RawSegment:
    return raw(sealed(trial.world.embassy, "reference", entries=[case(1)]))


def in_a_channel_we_may_not_read(trial: Trial) -> RawSegment:
    return raw(sealed(trial.world.hq, "country/la", entries=[case(1)]))


def under_another_name(trial: Trial) -> RawSegment:
    made = raw(first(trial))
    return made._replace(name=made.name[:-1] + "2")


def signed_by_another(trial: Trial) -> RawSegment:
    return resealed(first(trial), trial.world.hq)


def with_a_bent_signature(trial: Trial) -> RawSegment:
    made = raw(first(trial))
    document = json.loads(made.envelope)
    text = document["signatures"][0]["sig"]
    document["signatures"][0]["sig"] = ("B" if text[0] == "A" else "A") + text[1:]
    return made._replace(envelope=line_of(document))


def of_another_number_than_named(trial: Trial) -> RawSegment:
    return resealed(first(trial), trial.world.embassy, number=3, previous="0" * 64)


def of_a_newer_format(trial: Trial) -> RawSegment:
    return resealed(first(trial), trial.world.embassy, format=2)


def with_other_lines(trial: Trial) -> RawSegment:
    made = first(trial)
    return RawSegment(made.name, made.envelope, pack_lines([line_of(entry_dict("另"))]))


def with_too_few_lines(trial: Trial) -> RawSegment:
    return resealed(first(trial), trial.world.embassy, entries=2)


def with_another_size(trial: Trial) -> RawSegment:
    return resealed(first(trial), trial.world.embassy, size=7)


def with_something_after_the_frame(trial: Trial) -> RawSegment:
    made = first(trial)
    return RawSegment(made.name, made.envelope, made.body + b"\0")


def with_another_first_count(trial: Trial) -> RawSegment:
    return resealed(first(trial), trial.world.embassy, first=2)


def whose_counts_fall(trial: Trial) -> RawSegment:
    return raw(sealed(trial.world.embassy, entries=[case(2), case(2)]))


def with_a_line_that_is_not_canonical(trial: Trial) -> RawSegment:
    return lines_of(trial, line_of(entry_dict("要旨")).replace(b'"n":1', b'"n": 1'))


def with_a_line_of_another_shape(trial: Trial) -> RawSegment:
    return lines_of(trial, line_of({**entry_dict("要旨"), "more": 1}))


def that_bursts(trial: Trial) -> RawSegment:
    made = first(trial)
    return RawSegment(made.name, made.envelope, pack_lines([b"0" * (65 * 2**20)]))


def entry_dict(summary: str) -> dict[str, object]:
    return {"at": "2026-11-24T09:30:12Z", "by": "sato", "id": CASE, "kind": "case", "n": 1, "set": {"summary": summary}}


def lines_of(trial: Trial, *lines: bytes) -> RawSegment:
    made = first(trial)
    digest = sha256(b"".join(sha256(line).digest() for line in lines)).hexdigest()
    size = sum(len(line) + 1 for line in lines)
    again = resealed(made, trial.world.embassy, lines=digest, size=size, entries=len(lines))
    return again._replace(body=pack_lines(lines))


REFUSED: list[tuple[str, Callable[[Trial], RawSegment], int]] = [
    ("not-authorised", of_an_unregistered_desk, 0),
    ("not-authorised", in_a_channel_it_may_not_write, 1),
    ("not-authorised", in_a_channel_we_may_not_read, 1),
    ("bad-signature", under_another_name, 1),
    ("bad-signature", signed_by_another, 1),
    ("bad-signature", with_a_bent_signature, 0),
    ("bad-signature", of_another_number_than_named, 1),
    ("newer-format", of_a_newer_format, 0),
    ("damaged-member", with_other_lines, 1),
    ("damaged-member", with_too_few_lines, 2),
    ("damaged-member", with_another_size, 1),
    ("damaged-member", with_something_after_the_frame, 1),
    ("damaged-member", with_another_first_count, 1),
    ("malformed-entry", whose_counts_fall, 2),
    ("malformed-entry", with_a_line_that_is_not_canonical, 1),
    ("malformed-entry", with_a_line_of_another_shape, 1),
    ("damaged-member", that_bursts, 1),
]


@pytest.mark.parametrize(("code", "make", "stated"), REFUSED, ids=[make.__name__ for _, make, _ in REFUSED])
def test_a_refused_segment_leaves_nothing_and_the_other_logs_go_on(
    trial: Trial, code: str, make: Callable[[Trial], RawSegment], stated: int
) -> None:
    bad = make(trial)
    everybody = dataclasses.replace(trial.receiver, reads=("reference", "country/*", "office/*"))
    alone = trial.bundle([good(trial)])
    both = trial.seal(trial.archive([bad, good(trial)], to=(everybody.desk,)))
    rehearsed = trial.rehearse(both)
    report = trial.take(both)
    assert report.balance == rehearsed.balance
    assert (report.files[0].ok, report.files[0].code) == (False, code)
    assert report.why == {code: stated}
    assert (report.balance["not_counting"], report.balance["shown"]) == (stated, 1)
    assert balance_is_exact(report)
    with_bad = logical_content(trial.desk, but=("received", "log", "desk", "channel"))
    assert trial.take(alone).balance["known"] == 1
    assert logical_content(trial.desk, but=("received", "log", "desk", "channel")) == with_bad
    assert [row for row in with_bad["segment"] if bad.name.split("/")[1] in row] == []
    with trial.desk.reading() as (_, names):
        _, desk, channel, _ = bad.name.split("/")
        assert (channel.replace("~", "/"), desk) not in names.logs.values()


def test_what_was_refused_does_not_block_the_good_one_that_comes_later(trial: Trial) -> None:
    trial.take(trial.bundle([with_other_lines(trial)]))
    report = trial.take(trial.bundle([first(trial), second(trial, first(trial))]))
    assert report.files[0].ok and report.balance["received"] == 2 and report.balance["not_counting"] == 0


def test_later_numbers_of_a_refused_log_are_not_kept_from_that_bundle(trial: Trial) -> None:
    report = trial.take(trial.bundle([with_other_lines(trial), second(trial, first(trial)), good(trial)]))
    assert report.why == {"damaged-member": 2}
    assert report.balance["shown"] == 1
    assert trial.take(trial.bundle([first(trial), second(trial, first(trial))])).balance["known"] == 0


def test_more_than_two_gibibytes_of_news_is_held_back_from_there_on(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "GREATEST_NEW_RAW_BYTES", first(trial).header.size + 10)
    report = trial.take(trial.bundle([first(trial), second(trial, first(trial))]))
    assert report.why == {"too-large": 1}
    assert report.balance["shown"] == 1


# --- kept, and not counting


def test_a_gap_waits_and_counts_when_it_is_closed(trial: Trial) -> None:
    report = trial.take(trial.bundle([second(trial, first(trial))]))
    assert (report.files[0].ok, report.why) == (True, {"gap": 1})
    assert report.balance["not_counting"] == 1 and balance_is_exact(report)
    report = trial.take(trial.bundle([first(trial)]))
    assert report.why == {}
    assert shown(trial)["summary"] == "要旨 2"


def test_a_count_too_far_above_the_registry_waits_until_the_registry_rises(trial: Trial) -> None:
    far = sealed(trial.world.embassy, entries=[case(2**32 + 1)])
    assert trial.take(trial.bundle([far])).why == {"gap": 1}
    trial.change(x_count=1)
    assert trial.take(trial.bundle([])).why == {}
    assert shown(trial)["summary"] == f"要旨 {2**32 + 1}"


def test_two_segments_of_one_number_fork_the_log_whichever_came_first(trial: Trial) -> None:
    twin = sealed(trial.world.embassy, entries=[case(1, summary="別")])
    assert trial.take(trial.bundle([first(trial)])).balance["shown"] == 1
    report = trial.take(trial.bundle([twin]))
    assert report.why == {"fork": 1}
    assert balance_is_exact(report)
    assert shown(trial) == {}


def test_a_number_that_goes_on_from_another_than_is_held_is_a_fork(trial: Trial) -> None:
    twin = sealed(trial.world.embassy, entries=[case(1, summary="別")])
    assert trial.take(trial.bundle([first(trial), second(trial, twin)])).why == {"fork": 1}
    assert shown(trial)["summary"] == "要旨 1"


def test_the_end_that_the_registry_gives_chooses_the_branch(trial: Trial) -> None:
    twin = sealed(trial.world.embassy, entries=[case(1, summary="別")])
    trial.take(trial.bundle([first(trial)]))
    trial.take(trial.bundle([twin]))
    trial.ended(twin)
    trial.take(trial.bundle([]))
    assert shown(trial)["summary"] == "別"


def test_what_comes_after_the_end_is_kept_and_does_not_count(trial: Trial) -> None:
    trial.ended(first(trial))
    report = trial.take(trial.bundle([first(trial), second(trial, first(trial))]))
    assert report.why == {"after-end": 1}
    assert report.balance["shown"] == 1 and balance_is_exact(report)
    assert shown(trial)["summary"] == "要旨 1"


def test_an_end_that_comes_later_takes_back_what_was_shown(trial: Trial) -> None:
    trial.take(trial.bundle([first(trial), second(trial, first(trial))]))
    assert shown(trial)["summary"] == "要旨 2"
    trial.ended(first(trial))
    trial.take(trial.bundle([]))
    assert shown(trial)["summary"] == "要旨 1"
    trial.take(trial.bundle([second(trial, first(trial))]))
    assert shown(trial)["summary"] == "要旨 1"


def test_a_closed_desk_without_end_counts_for_nothing(trial: Trial) -> None:
    trial.take(trial.bundle([first(trial)]))
    held = trial.trust.registry.desks[trial.world.embassy.desk]
    trial.change(dataclasses.replace(held, closed=True))
    trial.take(trial.bundle([]))
    assert shown(trial) == {}


def test_a_redacted_line_waits_for_its_purge(trial: Trial) -> None:
    made = first(trial)
    lines = read_lines(made.header, made.body)
    gone = RawSegment(made.name, made.envelope, pack_lines([redact(lines[0])]))
    report = trial.take(trial.bundle([gone]))
    assert report.why == {"gap": 1} and balance_is_exact(report)
    assert shown(trial) == {}


# --- entries


def test_entries_not_authorised_invalid_or_unknown_are_kept_and_show_nothing(trial: Trial) -> None:
    made = sealed(
        trial.world.embassy,
        entries=[
            entry(1, id=CASE, kind="country", set={"name_ja": "国"}),
            entry(2, id=CASE, kind="case", set={"summary": 7}),
            entry(3, id=CASE, kind="case", set={"status": "new"}),
            entry(4, id=CASE, kind="contact", set={"name_ja": "塩なし"}),
            entry(5, id=CASE, kind="case", salt="A" * 22 + "==", set={"summary": "塩"}),
            entry(6, id=CASE, kind="novelty", set={"summary": "新"}),
            entry(7, id=CASE, kind="case", set={"novel_field": "新"}),
            entry(8, id=CASE, kind="case", set={"novel_field": "新", "summary": "既"}),
        ],
    )
    report = trial.take(trial.bundle([made]))
    assert report.files[0].ok
    balance = report.balance
    assert (balance["not_authorised"], balance["invalid"], balance["unknown_kind"], balance["shown"]) == (1, 4, 2, 1)
    assert report.why == {"not-authorised": 1, "invalid": 4}
    assert balance_is_exact(report)
    assert shown(trial)["summary"] == "既"


def test_conflicts_and_replaced_entries_are_counted_by_what_became_of_them(trial: Trial) -> None:
    third = desk_keys("third")
    trial.change(other_desk(third))
    embassy = trial.world.embassy.desk
    mine = sealed(trial.world.embassy, entries=[case(1), case(2, {embassy: 1}, summary="再")])
    theirs = sealed(third, entries=[case(2, {embassy: 1}, summary="三")])
    report = trial.take(trial.bundle([mine, theirs]))
    assert (report.balance["replaced"], report.balance["in_conflict"], report.balance["shown"]) == (1, 2, 0)
    assert [(each.id, each.register, each.channel) for each in report.conflicts] == [(CASE, "summary", CHANNEL)]
    assert balance_is_exact(report)


def test_the_same_again_is_known_and_changes_nothing(trial: Trial) -> None:
    data = trial.bundle([first(trial)])
    trial.take(data)
    before = logical_content(trial.desk)
    again = trial.take(data)
    assert again.files[0].is_known and again.balance == {**dict.fromkeys(again.balance, 0), "received": 1, "known": 1}
    assert logical_content(trial.desk) == before


def test_a_rehearsal_says_what_the_import_does_and_leaves_nothing(trial: Trial) -> None:
    data = trial.bundle([first(trial), good(trial)])
    before = logical_content(trial.desk)
    rehearsed = trial.rehearse(data)
    assert logical_content(trial.desk) == before
    done = trial.take(data)
    assert (rehearsed.balance, rehearsed.conflicts, rehearsed.why) == (done.balance, done.conflicts, done.why)


def shown(trial: Trial) -> dict[str, object]:
    """What the case shows; empty if it does not show."""
    with trial.desk.store.reading() as connection:
        row = connection.exec_driver_sql(
            "SELECT s.* FROM shown_case s JOIN record r ON r.key = s._record WHERE r.id = ? AND r.heads <> x'7b7d'",
            (CASE,),
        ).first()
        return dict(row._mapping) if row else {}
