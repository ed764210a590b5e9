"""In whatever order files come, repeated or lost and sent again: in the end the same, and what the page says."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.operations import exchange
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.store import ledger
from ascn_desk.sync import receiving
from ascn_desk.sync.fingerprint import ForkEnd, channel_fingerprint
from ascn_desk.sync.registry import End
from ascn_desk.sync.segment import SealedSegment
from tests.hostile.trial import CHANNEL, Trial, case, entry, other_desk, sealed
from tests.oracle.facts import facts_of, held
from tests.oracle.plain_merge import Merged
from tests.support.joined import reopened
from tests.support.workload import Workload
from tests.sync.makers import desk_keys

SECOND = "0193a5f0-0000-7000-8000-000000000002"


class Story(NamedTuple):
    """Files for one desk, the segments in them, and a closed profile that has none of them yet."""

    trial: Trial
    files: list[Path]
    segments: list[SealedSegment]
    template: Path


def told(folder: Path) -> Story:
    """Three desks and headquarters edit two cases; one log forks and is ended, one desk lies, one entry deletes."""
    trial = Trial(folder=folder)
    template = folder / "template"
    trial.desk.close()
    trial.desk.profile.rename(template)
    third, liar = desk_keys("third"), desk_keys("liar")
    trial.change(other_desk(third), other_desk(liar, "cg-ho-chi-minh-city"))
    e, hq = trial.world.embassy, trial.world.hq
    one = sealed(e, entries=[case(1, summary="始", priority="low"), entry(2, id=SECOND, set={"summary": "別件"})])
    two = sealed(e, number=2, previous=one.header.identity, entries=[case(3, {e.desk: 1}, summary="続")])
    fork = sealed(e, number=2, previous=one.header.identity, entries=[case(3, {e.desk: 1}, summary="分岐")])
    three = sealed(e, number=3, previous=two.header.identity, entries=[case(6, {e.desk: 3}, priority="high")])
    saw_one = case(4, {e.desk: 1}, summary="第三")
    other = sealed(third, entries=[saw_one, case(5, {e.desk: 3, third.desk: 4}, medium="mail")])
    goes = [entry(7, id=SECOND, set={"deleted": True}), case(8, {third.desk: 5}, **{"tags:rail": True})]
    more = sealed(third, number=2, previous=other.header.identity, entries=goes)
    lie = sealed(liar, entries=[case(9, {e.desk: 8, third.desk: 8, hq.desk: 8}, summary="嘘")])
    decided = case(10, {e.desk: 3, third.desk: 5, liar.desk: 9}, summary="裁定")
    ruling = sealed(hq, entries=[decided, case(11, {hq.desk: 10}, **{"tags:rail": False})])
    files = [
        trial.bundle([one]),
        trial.bundle([two, other]),
        trial.bundle([fork]),
        trial.bundle([three, more]),
        trial.bundle([lie]),
    ]
    registered = trial.trust.registry.desks[e.desk]
    trial.change(dataclasses.replace(registered, ends={CHANNEL: End(2, two.header.identity, 1, 3)}))
    files += [trial.bundle([ruling]), trial.bundle([one, two])]
    segments = [one, two, fork, three, other, more, lie, ruling]
    return Story(trial, [trial.path(each) for each in files], segments, template)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("story")
        patch.setenv("ASCN_DESK_STATE", str(folder / "state"))
        yield told(folder)


def state_of(desk: Desk) -> tuple[str, str | None, set[tuple[str, str, str, str]]]:
    """Fingerprint, state digest and open conflicts of the channel."""
    (found,) = fingerprints(desk, CHANNEL, with_state=True)
    with desk.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT r.kind, r.id, c.register FROM conflict c JOIN record r ON r.key = c.record"
        )
        return found.sha256, found.state, {(CHANNEL, *row) for row in rows}


def expected(story: Story) -> tuple[str, str, set[tuple[str, str, str, str]]]:
    """The same by the naive reading."""
    registry = story.trial.trust.registry
    merged = Merged(map(held, story.segments), facts_of(registry, [CHANNEL]))
    ends = {desk: end for (_, desk), end in merged.counting.ends.items()}
    forks = [
        ForkEnd(name, end.shared, end.gone)
        for name, each in registry.desks.items()
        if (end := each.ends.get(CHANNEL)) and end.shared is not None and end.gone is not None
    ]
    return channel_fingerprint(ends, (), forks).hex(), merged.digest(CHANNEL), merged.conflicts


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.data())
def test_order_loss_and_repetition_change_nothing_in_the_end(story: Story, data: st.DataObject) -> None:
    everything = list(range(len(story.files)))
    lost = data.draw(st.lists(st.sampled_from(everything), max_size=12))
    again = data.draw(st.permutations(everything))
    together = data.draw(st.booleans())
    desk = reopened(story.template, story.template.with_name("profile"))
    try:
        for place in lost:
            exchange.import_files(desk, [story.files[place]], has_backup=False)
        rest = [story.files[place] for place in again]
        for part in [rest] if together else [[path] for path in rest]:
            exchange.import_files(desk, part, has_backup=False)
        assert state_of(desk) == expected(story)
        with desk.writing() as ledger:
            ledger.rebuild()
        assert state_of(desk) == expected(story)
    finally:
        desk.close()


def test_the_small_work_shows_exactly_the_collisions_planted_in_two_orders(story: Story, tmp_path: Path) -> None:
    work = Workload(changes=10_000)
    # The work's desks join the registry of the headquarters that this desk trusts.
    trial = story.trial
    trial.change(*[each for each in work.first_trust.registry.desks.values() if each.office != "hq"])
    planted = {(each.id, each.register) for each in work.planted()}
    files = [trial.path(trial.bundle([one])) for one in (*work.made, *work.edited)]
    states = []
    for order in (files, files[::-2] + files[-2::-2]):
        desk = reopened(story.template, tmp_path / "profile")
        try:
            reports = [exchange.import_files(desk, [path], has_backup=False) for path in order]
            _, state, conflicts = state_of(desk)
            assert {each[2:] for each in conflicts} == planted
            reported = {(each.id, each.register) for report in reports for each in report.conflicts}
            assert planted <= reported if order is not files else planted == reported
            for report in reports:
                parts = dict(report.balance)
                assert parts.pop("received") == sum(parts.values())
            states.append(state)
        finally:
            desk.close()
    assert states[0] == states[1]
    merged = Merged(map(held, [*work.made, *work.edited]), facts_of(trial.trust.registry, [CHANNEL]))
    assert states[0] == merged.digest(CHANNEL)


def test_a_bundle_too_large_to_hold_at_once_is_merged_as_any_other(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Workload(changes=10_000, name="too large at once")
    trial = story.trial
    trial.change(*[each for each in work.first_trust.registry.desks.values() if each.office != "hq"])
    path = trial.path(trial.bundle([*work.made, *work.edited]))
    told = []
    for most in (receiving.AT_ONCE_BYTES, 0):
        monkeypatch.setattr(receiving, "AT_ONCE_BYTES", most)
        monkeypatch.setattr(ledger, "AT_ONCE_BYTES", most)
        desk = reopened(story.template, tmp_path / "profile")
        try:
            report = exchange.import_files(desk, [path], has_backup=False)
            told.append((report.balance, report.why, report.conflicts, report.parallel, state_of(desk)))
        finally:
            desk.close()
    assert told[0] == told[1]
    assert {(each.id, each.register) for each in told[0][2]} == {(each.id, each.register) for each in work.planted()}
