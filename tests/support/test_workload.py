"""The common work: exact in its amounts, the same from the same seed, acceptable to every check of the format."""

from __future__ import annotations

import pytest

from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.validity import check_values
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.bundle import verify_bundle
from ascn_desk.sync.segment import RawSegment, read_entries, read_lines
from tests.support.workload import CHANNEL, DESKS, Workload
from tests.sync.makers import desk_keys

WORK = Workload(changes=1_000)


def test_amounts_are_exact() -> None:
    made, edited = list(WORK.making()), list(WORK.editing())
    assert sum(len(each.entry.set) for each in made) == 700
    assert all(len(each.entry.set) == 14 for each in made)
    assert sum(len(each.entry.set) for each in edited) == 300
    assert len(WORK.planted()) == 15


def test_the_same_seed_gives_the_same_work_and_another_name_another() -> None:
    assert list(Workload(changes=1_000).editing()) == list(WORK.editing())
    assert list(Workload(changes=1_000, name="other").editing()) != list(WORK.editing())


def test_every_entry_is_valid() -> None:
    for written in (*WORK.making(), *WORK.editing()):
        assert check_values(KINDS["case"], written.entry.set) is None


def test_counts_of_a_desk_rise_and_edits_name_only_what_there_is() -> None:
    held: dict[tuple[str, str], set[int]] = {}
    last = dict.fromkeys(range(DESKS), 0)
    for desk, entry in (*WORK.making(), *WORK.editing()):
        assert entry.n > last[desk]
        last[desk] = entry.n
        for seen, n in (entry.over or {}).items():
            assert n in held[entry.id, seen]
        held.setdefault((entry.id, WORK.keys[desk].desk), set()).add(entry.n)


def test_a_receiver_can_verify_and_read_a_bundle_of_the_work() -> None:
    work = Workload(changes=1_000)
    keys = desk_keys("receiver")
    receiver = work.receive_at(keys, "emb-vn")
    data = work.bundle([*work.made, *work.edited], [receiver])
    verified = verify_bundle(data, keys, None, work.first_trust.root_fingerprint())
    entries = 0
    for raw in verified.segments:
        header = check_segment(raw, verified.trust.registry, keys.desk).header
        entries += len(read_entries(header, read_lines(header, raw.body)))
    assert entries == sum(1 for _ in work.making()) + sum(1 for _ in work.editing())


def test_small_bundles_carry_one_segment_each_of_their_sender() -> None:
    work = Workload(changes=1_000, segment_entries=3)
    keys = desk_keys("receiver")
    receiver = work.receive_at(keys, "emb-vn")
    for segment, data in zip(work.made, work.small_bundles(work.made, [receiver]), strict=True):
        verified = verify_bundle(data, keys, None, None)
        assert list(verified.segments) == [RawSegment(segment.name, segment.envelope, segment.body)]
        assert verified.payload.sender == segment.header.desk
        ends = verified.payload.have[CHANNEL][segment.header.desk]
        assert ends == ((segment.header.number, segment.header.identity),)


def test_rows_of_the_baseline_are_one_a_change() -> None:
    rows = WORK.plain_rows(WORK.editing(), first=40)
    assert len(rows.log) == len(rows.state) == 300
    assert len({row[:2] for row in rows.log}) == 300
    assert min(row[1] for row in rows.log) > 40


def test_changes_come_in_stretches() -> None:
    with pytest.raises(ValueError):
        Workload(changes=1_001)
