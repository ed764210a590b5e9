"""Where the rights of a desk end: closing one that is lost, and ruling which branch of a fork stays.

What a desk wrote up to its end counts for ever, everywhere. An end never moves, so each of these acts can be rehearsed.
Source: docs/bundle-format.md, sections 6 and 9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.registry_changes import closed_desk, find_desk, ruled_desk
from ascn_desk.operations.trust_changes import (
    NOBODY_ELSE,
    Signing,
    TrustChanged,
    change_registry,
    trust_of_headquarters,
)
from ascn_desk.operations.trust_positions import HeldLog, branches, closing_end, fork_end, held_logs
from ascn_desk.operations.trust_readable import Readable, readable
from ascn_desk.store.holdings import Held
from ascn_desk.sync.forms import DIGEST, GREATEST_NUMBER
from ascn_desk.sync.registry import NOTHING, End, RegisteredDesk

_POSITION = re.compile(r"([0-9]{1,8})(?::([0-9a-f]{8,64}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A desk that was closed: where its logs end, and what it could read. Channels without an end end at nothing."""

    change: TrustChanged
    desk: str
    office: str
    ends: Mapping[str, End]
    readable: Readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One branch of a fork: its last segment, and what stands in it after the place where the branches part."""

    number: int
    identity: str
    segments: int
    entries: int
    first: int
    last: int
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """A log with two branches or more. ``shared``: (number, identity, n) of the last segment that all have.

    ``end`` is what the registry says so far; ``is_ruled``: it says all there is to say of the branches held here.
    """

    desk: str
    office: str
    channel: str
    shared: tuple[int, str | None, int]
    branches: tuple[Branch, ...]
    end: End | None
    is_ruled: bool


def close_desk(
    desk: Desk, name: str, named: Mapping[str, str] | None = None, signing: Signing = NOBODY_ELSE
) -> Closed:
    """Close a desk: later segments of it are kept and do not count, earlier ones stay; it is sent nothing any more.

    Shapes: ``named``: channel → ``NUMBER:IDENTITY``, ``NUMBER`` where that number is held, or ``0``; other channels end
            at what is held.
    Errors: CorrectableError ``headquarters-only``, ``unknown-desk``, ``own-desk``, ``closed-already``, ``log-forked``,
            ``end-is-fixed``, ``bad-position``, ``position-not-held``, ``channel-not-written``, and as
            :func:`trust_changes.carry_out`. Nothing is changed then.
    """
    trust = trust_of_headquarters(desk)
    registered = find_desk(trust.registry, name)
    if registered.desk == desk.desk:
        raise CorrectableError("own-desk")
    with desk.reading() as (connection, names):
        logs = held_logs(connection, names, registered.desk)
    wanted = dict(named or {})
    ends: dict[str, End] = {}
    for channel, text in wanted.items():
        if not registered.may_write(channel):
            raise CorrectableError("channel-not-written", desk=registered.desk, channel=channel)
        ends[channel] = _position(logs.get(channel, HeldLog(registered.desk, channel, {})), text)
    for channel, log in logs.items():
        if channel not in wanted and channel not in registered.ends:
            ends[channel] = closing_end(log)
    ends = {channel: end for channel, end in ends.items() if end != NOTHING or channel in wanted}
    closed = closed_desk(registered, ends)
    change = change_registry(desk, trust, [closed], signing)
    return Closed(
        change=change,
        desk=registered.desk,
        office=registered.office,
        ends=closed.ends,
        readable=readable(desk, registered.desk, with_records=False),
    )


def list_forks(desk: Desk) -> tuple[Fork, ...]:
    """Every log that has two branches here, ruled or not.

    Errors: CorrectableError ``headquarters-only``.
    """
    trust = trust_of_headquarters(desk)
    found: list[Fork] = []
    with desk.reading() as (connection, names):
        for registered in trust.registry.desks.values():
            for log in held_logs(connection, names, registered.desk).values():
                if len(log.tips) > 1:
                    found.append(_fork(registered, log))
    return tuple(found)


def rule_fork(
    desk: Desk, name: str, channel: str, keep: str | None = None, signing: Signing = NOBODY_ELSE
) -> TrustChanged:
    """Say which branch of a forked log stays; the log ends there, and what is only in another is written again.

    Shapes: ``keep``: the identity of the branch's last segment, or its beginning; None where the registry says already
            where the log ends, and only the counts of branches that came later are added.
    Errors: CorrectableError ``headquarters-only``, ``unknown-desk``, ``no-fork``, ``keep-needed``,
            ``position-not-held``, ``end-is-fixed``, ``nothing-to-change``, and as :func:`trust_changes.carry_out`.
            Nothing is changed then.
    """
    trust = trust_of_headquarters(desk)
    registered = find_desk(trust.registry, name)
    with desk.reading() as (connection, names):
        log = held_logs(connection, names, registered.desk).get(channel)
    if log is None or len(log.tips) < 2:
        raise CorrectableError("no-fork", desk=registered.desk, channel=channel)
    before = registered.ends.get(channel)
    if keep is None:
        if before is None or before.identity is None:
            raise CorrectableError("keep-needed", desk=registered.desk, channel=channel)
        keep = before.identity
    kept = log.named(keep)
    shared = branches(log)[0]
    if shared is not None and kept.number <= shared.number:
        # An end that no branch reaches leaves all of them out, and then their counts need no word.
        code = "keep-needed" if before is None else "nothing-to-change"
        raise CorrectableError(code, desk=log.desk, channel=channel)
    return change_registry(desk, trust, [ruled_desk(registered, channel, fork_end(log, kept))], signing)


def _position(log: HeldLog, text: str) -> End:
    """The end that a text names. Errors: CorrectableError ``bad-position``, ``position-not-held``."""
    match = _POSITION.fullmatch(text)
    if match is None or int(match[1]) > GREATEST_NUMBER:
        raise CorrectableError("bad-position", channel=log.channel, position=text)
    number, identity = int(match[1]), match[2]
    if number == 0:
        if identity is not None:
            raise CorrectableError("bad-position", channel=log.channel, position=text)
        return NOTHING
    held = [each for each in log.rooted.values() if each.number == number]
    fits = [each for each in held if identity is None or each.identity.startswith(identity)]
    if len(fits) == 1:
        return End(number, fits[0].identity)
    if identity is not None and DIGEST.fullmatch(identity):
        return End(number, identity)
    raise CorrectableError("position-not-held", desk=log.desk, channel=log.channel, position=text)


def _fork(registered: RegisteredDesk, log: HeldLog) -> Fork:
    shared, tips = branches(log)
    number = shared.number if shared else 0
    end = registered.ends.get(log.channel, NOTHING if registered.closed else None)
    return Fork(
        desk=log.desk,
        office=registered.office,
        channel=log.channel,
        shared=(number, shared.identity if shared else None, shared.last if shared else 0),
        branches=tuple(_branch([each for each in log.chain(tip.identity) if each.number > number]) for tip in tips),
        end=end,
        is_ruled=_is_ruled(registered, log, end),
    )


def _branch(segments: list[Held]) -> Branch:
    tip = segments[-1]
    return Branch(
        number=tip.number,
        identity=tip.identity,
        segments=len(segments),
        entries=sum(each.entries for each in segments),
        first=segments[0].first,
        last=tip.last,
        counts=tip.counts,
    )


def _is_ruled(registered: RegisteredDesk, log: HeldLog, end: End | None) -> bool:
    if end is None or end.identity not in log.rooted:
        return False
    try:
        ruled_desk(registered, log.channel, fork_end(log, log.rooted[end.identity]))
    except CorrectableError:
        return True
    return False
