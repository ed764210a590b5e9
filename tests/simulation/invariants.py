"""What has to hold at every moment of a play in memory, and at its end."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from tests.oracle.plain_counting import digest_of
from tests.oracle.plain_merge import Candidate, Merged, replaces
from tests.simulation import pure_told
from tests.simulation.story import Broken, hold
from tests.simulation.world import Seat, World

_MARK = re.compile("‹([^›]*)›")


def those_who_hold_the_same_show_the_same(world: World) -> int:
    """Equal fingerprints and state digests wherever readable holdings are equal; how many desks were compared."""
    groups: dict[Any, list[Seat]] = defaultdict(list)
    for seat in world.present():
        for channel in pure_told.channels_of(seat.desk):
            groups[channel, pure_told.holdings(seat.desk, channel)].append(seat)
    compared = 0
    for (channel, _), seats in groups.items():
        first = seats[0].desk
        for seat in seats[1:]:
            compared += 1
            same = pure_told.fingerprint(first, channel) == pure_told.fingerprint(seat.desk, channel)
            hold(same, f"{seats[0].name} and {seat.name} hold the same of {channel}, with other fingerprints", channel)
            if first.records.version is seat.desk.records.version:
                ours, theirs = pure_told.state(first, channel), pure_told.state(seat.desk, channel)
                if ours != theirs:
                    raise Broken(f"{seats[0].name} and {seat.name} hold the same of {channel} and show other values",
                                 *_differing(seats[0], seat, channel))  # fmt: skip
    return compared


def desk_is_right(seat: Seat) -> Merged:
    """What a desk shows is what the naive reading shows, and what it would show if it were computed afresh."""
    desk = seat.desk
    channels = pure_told.channels_of(desk)
    naive = pure_told.naive(desk, channels)
    for log, segments in desk.logs.items():
        counting = [kept.held for kept in segments.values() if kept.held.counts]
        last = max(((each.number, each.identity) for each in counting), default=None)
        hold(naive.counting.ends.get(log) == last, f"{seat.name}: of {log} {last} counts, not as the page says", log)
    for kept in desk.kept.values():
        for fact in kept.facts:
            fate = naive.fate[kept.header.identity, fact.log[1], fact.n]
            hold(desk.fate(fact) == fate, f"{seat.name}: {fact.n} is {desk.fate(fact)}, not {fate}", *_record(fact))
    for channel in channels:
        if pure_told.state(desk, channel) != naive.digest(channel):
            raise Broken(f"{seat.name} shows of {channel} other values than the page says", *_unlike(seat, naive))
    for record, shown in desk.records.shown.items():
        hold(desk.records.settled(record) == shown, f"{seat.name} would show {record} otherwise anew", record)
    return naive


def nobody_holds_what_he_may_not_read(world: World) -> None:
    """No desk holds a byte of a channel that it may not read."""
    for seat in world.present():
        own = world.registry.desks[seat.desk.desk]
        for kept in seat.desk.kept.values():
            hold(own.may_read(kept.header.channel), f"{seat.name} holds {kept.header.channel}", kept.header.channel)
            for fact in kept.facts:
                for channel in _MARK.findall(fact.line.decode()):
                    hold(own.may_read(channel), f"{seat.name} holds words of {channel}", channel)


def no_honest_value_is_replaced_unseen(world: World, naive: Merged) -> None:
    """Who replaces a value honestly had it before his eyes; and honest entries never pass a lie on."""
    digests = {}
    for one, line, _ in naive.counting.lines():
        digests[one.identity, one.payload["desk"], _count(line)] = digest_of(line)
    for channel, desk, line in pure_told.unsealed(world.hq.desk):
        digests[channel, desk, _count(line)] = sha256(line).hexdigest()
    for record, registers in naive.candidates.items():
        for register, candidates in registers.items():
            for later in candidates:
                typed = world.typed[digests[later.name]]
                for earlier in candidates if typed.is_honest else ():
                    if replaces(later, earlier) and digests[earlier.name] not in typed.eyes:
                        raise Broken(f"{typed.seat} replaced {_told(earlier)} in {register} of {record} unseen", record)


def everything_typed_is_somewhere(world: World, naive: Merged) -> None:
    """All that was typed is shown, replaced by name, in conflict or listed; but for what burned with its machine."""
    held = {digest_of(line): (one, line) for one, line, _ in naive.counting.lines()}
    written = {sha256(line).hexdigest() for _, _, line in pure_told.unsealed(world.hq.desk)}
    somewhere = {
        fact.digest for seat in world.present() for kept in seat.desk.kept.values() for fact in kept.facts
    }
    for digest, typed in world.typed.items():
        if digest in held or digest in written or digest in world.again:
            continue
        is_lost = digest in world.at_risk and digest not in somewhere
        hold(is_lost, f"what {typed.seat} typed is nowhere at headquarters", typed.record)


def _record(fact: Any) -> Iterable[Any]:
    return [] if fact.entry is None else [(fact.log[0], fact.entry.kind, fact.entry.id)]


def _differing(one: Seat, other: Seat, channel: str) -> list[Any]:
    ours, theirs = one.desk.records.shown, other.desk.records.shown
    records = {each for each in {*ours, *theirs} if each.channel == channel}
    return [
        each
        for each in records
        if each not in ours or each not in theirs or ours[each].values != theirs[each].values
        or ours[each].conflicts != theirs[each].conflicts
    ]  # fmt: skip


def _unlike(seat: Seat, naive: Merged) -> list[Any]:
    """The records that a desk shows otherwise than the naive reading."""
    shown = seat.desk.records.shown
    unlike = []
    for record, registers in naive.shown.items():
        ours = next((each for where, each in shown.items() if where == record), None)
        conflicts = {name for name, each in registers.items() if each.is_conflict}
        counts = {name: sorted(head.n for head in each.heads) for name, each in registers.items()}
        if (
            ours is None
            or ours.conflicts != conflicts
            or {name: sorted(n for _, n in heads) for name, heads in ours.heads.items()} != counts
        ):
            unlike.append(record)
    return unlike


def _told(candidate: Candidate) -> str:
    return f"n {candidate.n} of {candidate.desk[:4]}"


def _count(line: bytes) -> int:
    return int(json.loads(line)["n"])
