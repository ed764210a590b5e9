"""What does not count is relayed all the same, so that nobody loses sight of it."""

from __future__ import annotations

from ascn_desk.operations import exchange
from ascn_desk.sync.bundle import verify_bundle
from tests.hostile.trial import CHANNEL, Trial, case, sealed


def test_both_branches_of_a_fork_are_sent_on(trial: Trial) -> None:
    e = trial.world.embassy
    one = sealed(e, entries=[case(1)])
    two = sealed(e, number=2, previous=one.header.identity, entries=[case(2, summary="続")])
    fork = sealed(e, number=2, previous=one.header.identity, entries=[case(2, summary="分岐")])
    trial.take(trial.bundle([one, two]))
    trial.take(trial.bundle([fork]))
    (trial.folder / "out").mkdir()
    written = exchange.export(trial.desk, [trial.trust.registry.desks[e.desk].office], trial.folder / "out")
    sent = {
        each.name.rpartition("/")[2]
        for file in written
        for each in verify_bundle(file.path.read_bytes(), trial.desk.secrets.desk, trial.trust, None).segments
    }
    ends = [
        verify_bundle(file.path.read_bytes(), trial.desk.secrets.desk, trial.trust, None).payload.have[CHANNEL][e.desk]
        for file in written
    ]
    assert sent == {"00000001", "00000002"}
    assert all(set(each) == {(2, two.header.identity), (2, fork.header.identity)} for each in ends)
    assert sum(file.entries for file in written) == 3
