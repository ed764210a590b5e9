"""How far the logs of a desk go, as headquarters holds them: where to close them, and where they forked.

- what is *rooted* is held without a gap from number 1
- two branches of one log are told apart by their identities; where they part, somebody has to say which one stays
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.store.holdings import Held, Holdings
from ascn_desk.store.names import Names
from ascn_desk.sync.registry import NOTHING, End

_LEAST_BEGINNING = 8


@dataclass(frozen=True, slots=True)
class HeldLog:
    """The sealed segments of one desk in one channel, as far as they are held without a gap."""

    desk: str
    channel: str
    rooted: dict[str, Held]

    @property
    def tips(self) -> list[Held]:
        """The ends of its branches: one, but for forks."""
        followed = {each.previous for each in self.rooted.values()}
        tips = (each for identity, each in self.rooted.items() if identity not in followed)
        return sorted(tips, key=lambda each: (each.number, each.identity))

    def chain(self, identity: str | None) -> list[Held]:
        """A segment and all that led to it, from number 1."""
        found: list[Held] = []
        while identity in self.rooted:
            found.append(self.rooted[identity])
            identity = found[-1].previous
        return found[::-1]

    def named(self, text: str) -> Held:
        """The segment whose identity begins so. Errors: CorrectableError ``position-not-held``."""
        found = [each for identity, each in self.rooted.items() if identity.startswith(text)]
        if len(found) != 1 or len(text) < _LEAST_BEGINNING:
            raise CorrectableError("position-not-held", desk=self.desk, channel=self.channel, position=text)
        return found[0]


def held_logs(connection: Connection, names: Names, desk: str) -> dict[str, HeldLog]:
    """Channel → the log of a desk there, in the order of the channels."""
    holdings = Holdings(connection, names)
    logs = {log.channel: key for key, log in names.logs.items() if log.desk == desk}
    return {channel: HeldLog(desk, channel, _rooted(holdings.of_log(logs[channel]))) for channel in sorted(logs)}


def closing_end(log: HeldLog) -> End:
    """Where to close a log: at all that is held of it. Errors: CorrectableError ``log-forked``."""
    return _end_of(log, log.tips)


def rotation_end(log: HeldLog, asked: tuple[int, str] | None) -> End:
    """Where a log ends whose desk says itself how far it went: there, or further where more of that chain is held.

    Where other branches are held beside that chain, they go, as in a ruling.
    Errors: CorrectableError ``log-forked`` if what is held is of another chain, or of two that begin there.
    """
    if asked is None:
        return closing_end(log)
    number, identity = asked
    if identity in log.rooted and log.rooted[identity].number == number:
        tips = [each for each in log.tips if log.rooted[identity] in log.chain(each.identity)]
        return fork_end(log, tips[0]) if len(tips) == 1 < len(log.tips) else _end_of(log, tips)
    if closing_end(log).number >= number:
        raise _forked(log, number)
    return End(number, identity)


def fork_end(log: HeldLog, kept: Held) -> End:
    """The end that makes a branch stay, with how the counts of the branches lie.

    Errors: CorrectableError ``no-fork`` if nothing is held that would go.
    """
    stays = {each.identity for each in log.chain(kept.identity)}
    beyond: set[str] = set()
    common: dict[str | None, int] = {None: 0}
    gone: list[Held] = []
    for each in sorted(log.rooted.values(), key=lambda one: one.number):
        if each.previous in beyond or each.previous == kept.identity:
            # What follows the end of the branch that stays does not count, but it is of that branch.
            beyond.add(each.identity)
        elif each.identity in stays:
            common[each.identity] = each.last
        else:
            common[each.identity] = common[each.previous]
            gone.append(each)
    if not gone:
        raise CorrectableError("no-fork", desk=log.desk, channel=log.channel)
    shared = min(common[each.identity] for each in gone)
    return End(kept.number, kept.identity, shared, max(shared + 1, *(each.last for each in gone)))


def branches(log: HeldLog) -> tuple[Held | None, Sequence[Held]]:
    """The last segment that all branches share, None where they part at number 1; and the end of each branch."""
    tips = log.tips
    chains = [log.chain(each.identity) for each in tips]
    shared: Held | None = None
    for step in zip(*chains, strict=False):
        if len({each.identity for each in step}) > 1:
            break
        shared = step[0]
    return shared, tips


def _end_of(log: HeldLog, tips: Sequence[Held]) -> End:
    if len(tips) > 1:
        raise _forked(log, min(each.number for each in tips))
    return End(tips[0].number, tips[0].identity) if tips else NOTHING


def _forked(log: HeldLog, number: int) -> CorrectableError:
    return CorrectableError("log-forked", desk=log.desk, channel=log.channel, number=number)


def _rooted(held: Sequence[Held]) -> dict[str, Held]:
    found: dict[str, Held] = {}
    for each in held:
        is_first = each.number == 1 and each.previous is None
        before = found.get(each.previous) if each.previous is not None else None
        if is_first or (before is not None and before.number == each.number - 1):
            found[each.identity] = each
    return found
