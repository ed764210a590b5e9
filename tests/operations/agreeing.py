"""What has to hold of some desks once all that they wrote has arrived everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from ascn_desk.domain.merge import follow_merges
from ascn_desk.operations import conflicts
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from tests.oracle.desks import naive_of
from tests.support.trio import COUNTRY, rows_of, shown


def all_agree(desks: Sequence[Desk], written: set[tuple[str, int]]) -> None:
    """Everybody shows the same, as the page says, of what all read; all that was written is at headquarters."""
    prints = [{each.channel: (each.sha256, each.unsealed) for each in fingerprints(desk)} for desk in desks]
    for theirs in prints[1:]:
        assert all(prints[0].get(channel) == each for channel, each in theirs.items())
    for desk in desks:
        before = shown(desk)
        with desk.writing() as ledger:
            ledger.rebuild()
        assert shown(desk) == before
    ours = [shown(desk, COUNTRY.__eq__) for desk in desks]
    assert all(each == ours[0] for each in ours[1:])
    # Everything that was typed is in the journal of headquarters and counts.
    journal = rows_of(
        desks[0],
        "SELECT d.name, e.n FROM entry e JOIN segment s ON s.key = e.key / 65536 JOIN log l ON l.key = s.log"
        " JOIN desk d ON d.key = l.desk WHERE s.counts = 1",
    )
    assert written <= set(journal)
    for desk in desks:
        agrees_with_the_naive_reading(desk)


def agrees_with_the_naive_reading(desk: Desk) -> None:
    """A desk shows what the page says of what it holds, and hides what it says."""
    naive, channels = naive_of(desk, but=("reference",))
    for channel in channels:
        state = fingerprints(desk, channel, with_state=True)[0].state
        assert state == naive.digest(channel)
    assert {(each.channel, each.kind, each.id, each.register) for each in conflicts.conflicts(desk)} == naive.conflicts
    values = {
        id_: {name: each.value for name, each in registers.items()}
        for (channel, kind, id_), registers in naive.shown.items()
        if (channel, kind) == (COUNTRY, "company")
    }
    target_of = {
        (COUNTRY, id_): (COUNTRY, said["merged_into"]) if said.get("merged_into") else None
        for id_, said in values.items()
        if said.get("deleted") is not True
    }
    hidden = {
        id_: (COUNTRY, id_) not in target_of or follow_merges((COUNTRY, id_), target_of) != (COUNTRY, id_)
        for id_ in values
    }
    ours = shown(desk, COUNTRY.__eq__)
    assert {id_: bool(row["_hidden"]) for (kind, _, id_), (row, *_) in ours.items() if kind == "company"} == hidden
