"""What has to hold of real desks once everything has arrived."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import Any

from ascn_desk.domain.channels import covers
from ascn_desk.operations import conflicts, upkeep
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.views import ChannelPrint
from tests.oracle.desks import naive_of
from tests.oracle.plain_counting import digest_of
from tests.oracle.plain_merge import Merged, replaces
from tests.simulation.cast import HQ
from tests.simulation.real_mishaps import own_lines
from tests.simulation.real_rebuild import all_lines
from tests.simulation.real_seats import Seat
from tests.simulation.real_world import RealWorld, Typed
from tests.simulation.story import Broken, hold
from tests.support.trio import dump, rows_of, shown

_MARK = re.compile("‹([^›]*)›")


def all_agree(world: RealWorld, looked_at: Collection[Seat]) -> None:
    """Every desk has the fingerprint and the state digest that headquarters has of each channel that it reads.

    What is shown of the shipped data is compared only where a desk is looked at closely: it is most of the work.
    """
    ours = {each.channel: each for each in fingerprints(world.hq.desk, with_state=True)}
    for seat in world.missions():
        theirs = _prints(seat, is_close=seat in looked_at)
        for channel, there in ours.items():
            if covers(seat.desk.reads, channel):
                here = theirs.get(channel)
                hold(here is not None, f"{seat.name} has nothing of {channel}", channel)
                hold(here and here.sha256 == there.sha256, f"{seat.name} holds something else of {channel}", channel)
                hold(here and here.unsealed == there.unsealed, f"{seat.name} has unsealed words of {channel}", channel)
                if here is not None and here.state not in (there.state, None):
                    raise Broken(f"{seat.name} shows of {channel} other values than headquarters",
                                 *_differing(world.hq, seat, channel))  # fmt: skip


def _prints(seat: Seat, *, is_close: bool) -> dict[str, ChannelPrint]:
    found = {each.channel: each for each in fingerprints(seat.desk, with_state=is_close)}
    for channel in () if is_close else found.keys() - {"reference"}:
        (found[channel],) = fingerprints(seat.desk, channel, with_state=True)
    return found


def as_the_page_says(seat: Seat) -> Merged:
    """What a desk shows is what the naive reading shows; of a mission without the reference data."""
    desk = seat.desk
    naive, channels = naive_of(desk, but=() if seat.role.name == HQ else ("reference",))
    for channel in sorted(channels):
        (print_,) = fingerprints(desk, channel, with_state=True)
        hold(print_.state == naive.digest(channel), f"{seat.name} shows of {channel} not what the page says", channel)
    ours = {(each.channel, each.kind, each.id, each.register) for each in conflicts.conflicts(desk)}
    hold(
        {each for each in ours if each[0] in channels} == naive.conflicts,
        f"{seat.name} lists other conflicts than the page", *{each[:3] for each in ours ^ naive.conflicts},
    )  # fmt: skip
    return naive


def is_sound(seat: Seat) -> None:
    """The product's own check of everything: bytes, signatures, and what is shown against what is computed afresh."""
    found = upkeep.check(seat.desk)
    hold(not found, f"{seat.name}: {[each.code for each in found]}", seat.name)


def nobody_holds_what_he_may_not_read(world: RealWorld) -> None:
    """No row of any table of a mission has a word that was typed into a channel that it may not read."""
    for seat in world.missions():
        reads = seat.desk.reads
        found = {channel for text in _texts(dump(seat.desk)) for channel in _MARK.findall(text)}
        found |= {name for (name,) in rows_of(seat.desk, "SELECT name FROM channel")}
        foreign = sorted(channel for channel in found if not covers(reads, channel))
        hold(not foreign, f"{seat.name} holds words of {foreign}", *foreign)


def no_honest_value_is_replaced_unseen(world: RealWorld, naive: Merged) -> None:
    """Who replaces a value honestly had it before his eyes, also where it was written again for him."""
    lines = {
        (one.identity, one.payload["desk"], json.loads(line)["n"]): line for one, line, _ in naive.counting.lines()
    }
    authors = {_signature(typed.line): typed for typed in world.typed.values()}
    for record, registers in naive.candidates.items():
        for register, candidates in registers.items():
            for later in candidates:
                line = lines.get(later.name, b"{}")
                typed = world.typed.get(digest_of(line)) or authors.get(_signature(line))
                for earlier in candidates if typed is not None and typed.is_honest else ():
                    digest = digest_of(lines[earlier.name])
                    # The shipped data is on every desk from the beginning.
                    if replaces(later, earlier) and digest in world.typed:
                        hold(
                            typed is not None and digest in typed.eyes,
                            f"n {later.n} replaced n {earlier.n} in {register} of {record} unseen", record,
                        )  # fmt: skip


def everything_typed_is_somewhere(world: RealWorld, naive: Merged) -> None:
    """All that was typed is held at headquarters, with a fate; but for what is only on a machine that is no more.

    What a desk had not sealed when it got new keys is there once more, as far as nothing later replaced it there.
    """
    there = {digest_of(line) for _, line, _ in naive.counting.lines()} | own_lines(world.hq)
    # Looked for only where something is not at headquarters.
    is_missing = any(digest not in there for digest in world.typed)
    anywhere = {digest for seat in world.missions() for digest in all_lines(seat)} if is_missing else set()
    again = {_signature(line) for _, line, _ in naive.counting.lines()}
    for digest, typed in world.typed.items():
        if digest in there:
            continue
        was_to_be = digest in world.to_be_written_again
        is_again = was_to_be and (_signature(typed.line) in again or _is_replaced(world, typed))
        is_lost = digest in world.at_risk and digest not in anywhere
        hold(is_again or is_lost, f"what {typed.seat} typed is nowhere at headquarters", typed.record)


def what_was_cut_counts_nowhere(world: RealWorld, seat: Seat, naive: Merged) -> None:
    """What lay above the number at which a desk was closed is held, and told as not counting, wherever it is read."""
    told = dict(rows_of(seat.desk, "SELECT identity, state FROM segment WHERE counts = 0 AND identity IS NOT NULL"))
    for identity in world.cut.keys() & naive.counting.segments.keys():
        said = (told.get(identity), naive.counting.why.get(identity))
        hold(said == ("after-end", "after-end"), f"{seat.name} tells {said} of a segment above an end", seat.name)


def states(seat: Seat) -> dict[str, str | None]:
    """Channel → the digest of what is shown of it."""
    return {each.channel: each.state for each in fingerprints(seat.desk, with_state=True)}


def _signature(line: bytes) -> tuple[object, ...]:
    said = json.loads(line)
    return tuple(said.get(name) for name in ("at", "by", "kind", "id"))


def _is_replaced(world: RealWorld, typed: Typed) -> bool:
    """Whether each field was written again later on the same desk by somebody who saw it."""
    said = json.loads(typed.line)
    later = [
        json.loads(each.line)
        for each in world.typed.values()
        if each.seat == typed.seat and each.record == typed.record and digest_of(typed.line) in each.eyes
    ]
    return all(any(name in each["set"] for each in later) for name in said["set"])


def _texts(tables: dict[str, list[tuple[Any, ...]]]) -> Iterator[str]:
    for rows in tables.values():
        for row in rows:
            for cell in row:
                if isinstance(cell, str):
                    yield cell
                elif isinstance(cell, bytes):
                    yield cell.decode("utf-8", "ignore")


def _differing(one: Seat, other: Seat, channel: str) -> set[tuple[str, str, str]]:
    ours, theirs = (shown(each.desk, channel.__eq__) for each in (one, other))
    return {
        (where, kind, id_)
        for kind, where, id_ in ours.keys() | theirs.keys()
        if ours.get((kind, where, id_)) != theirs.get((kind, where, id_))
    }


def digests_shown(world: RealWorld) -> str:
    """One digest over all that headquarters shows: equal in a replay."""
    prints = [(each.channel, each.sha256, each.state) for each in fingerprints(world.hq.desk, with_state=True)]
    return sha256(json.dumps(prints).encode()).hexdigest()
