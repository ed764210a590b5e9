"""What befalls real machines: backups put back, copies, new keys, theft, forks that somebody rules."""

from __future__ import annotations

import shutil
from random import Random

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import enrolment, purging, rotation, setting_aside, trust_closing, upkeep, writing_again
from ascn_desk.operations.trust_closing import Fork
from tests.oracle.desks import unsealed_lines
from tests.simulation import real_events, real_rebuild
from tests.simulation.cast import Record
from tests.simulation.real_seats import PASSPHRASE, PEOPLE, STATE, Seat, lines_of, named_digest, new_desk
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of

_MOST_CLONES = 2
_MOST_RENEWED = 6


def back_up(world: RealWorld, chance: Random) -> None:
    seat = chance.choice(world.missions())
    path = world.folder / f"backup-{seat.name}-{world.story.step}" / "desk.db"
    path.parent.mkdir()
    seat.backup = upkeep.backup(seat.desk, path)
    world.tell(seat, "is backed up")


def restore(world: RealWorld, chance: Random) -> None:
    """A machine fails and its backup is put back: what was typed since and never arrived anywhere is gone."""
    kept = [seat for seat in world.missions() if seat.backup is not None]
    if not kept:
        return
    seat = chance.choice(kept)
    assert seat.backup is not None
    before = own_lines(seat)
    seat.desk.close()
    upkeep.restore(seat.profile, seat.backup, PASSPHRASE)
    if chance.random() < 0.5:
        # On another machine nothing tells what was sealed before, and no attachment lies there.
        for folder in (STATE, "files"):
            shutil.rmtree(seat.profile / folder, ignore_errors=True)
    seat.open()
    seat.forms, seat.was_put_back = [], True
    world.at_risk |= before - own_lines(seat)
    world.tell(seat, "is restored from its backup")


def clone(world: RealWorld, chance: Random) -> None:
    """A machine is copied, keys and all, and both are used."""
    able = [seat for seat in world.missions() if not seat.is_liar and "+" not in seat.name]
    if sum("+" in name for name in world.seats) < _MOST_CLONES:
        seat = chance.choice(able)
        if f"{seat.name}+" not in world.seats:
            world.copy(seat, f"{seat.name}+")


def rotate(world: RealWorld, chance: Random) -> None:
    """An officer wants new keys, or needs them."""
    stuck = [seat for seat in world.missions() if is_stuck(world, seat)]
    able = stuck or [seat for seat in world.missions() if not seat.is_liar]
    if stuck or (chance.random() < 0.4 and world.renewed < _MOST_RENEWED):
        renew(world, chance.choice(able))


def is_stuck(world: RealWorld, seat: Seat) -> bool:
    """Whether a desk is closed, or was told that its log went on elsewhere."""
    return _is_closed(world, seat) or world.is_behind(seat)


def renew(world: RealWorld, seat: Seat) -> None:
    """A desk goes on under new keys; one that was closed meanwhile is set up anew."""
    old = seat.desk.desk
    world.renewed += 1
    real_rebuild.call(world, seat)
    if _is_closed(world, seat) or not _rotate(world, seat):
        # What was not sealed under the old keys its author finds on the old machine.
        world.at_risk |= own_lines(seat)
        profile = world.folder / f"{seat.name}-{world.renewed}"
        renewed = new_desk(world.hq.desk, seat.role, profile, world.post, seat.clock, world.signing)
        seat.desk.close()
        seat.desk, seat.profile, seat.forms, seat.former = renewed, profile, [], frozenset()
        seat.was_put_back = False
    seat.backup = None
    world.tell(seat, f"goes on as {seat.desk.desk[:6]} instead of {old[:6]}")


def _rotate(world: RealWorld, seat: Seat) -> bool:
    """Ask for new keys and take the answer in; what was not sealed is written again. False where a fork hinders."""
    old, waiting = seat.desk.desk, unsealed_digests(seat)
    request = world.post / f"{world.renewed}.ascn-request"
    pending = rotation.rotate(seat.desk, request)
    waiting &= unsealed_digests(seat)
    try:
        answer = enrolment.approve(world.hq.desk, request, world.post / f"{world.renewed}-start.ascn", world.signing)
    except CorrectableError as error:
        hold(error.code == "log-forked", f"{seat.name} gets no new keys: {error.code}", seat.name)
        rule_forks(world)
        return False
    world.hand_over(seat, [answer.path], "the answer to its request")
    hold(seat.desk.desk == pending, f"{seat.name} did not go on under its new keys", seat.name)
    seat.former |= {old}
    world.to_be_written_again |= waiting
    return True


def _is_closed(world: RealWorld, seat: Seat) -> bool:
    trust = world.hq.desk.trust()
    assert trust is not None
    return trust.registry.desks[seat.desk.desk].closed


def steal(world: RealWorld, chance: Random) -> None:
    """A machine is stolen; headquarters ends its logs at what it holds."""
    trust = world.hq.desk.trust()
    assert trust is not None
    able = [
        seat
        for seat in world.missions()
        if not trust.registry.desks[seat.desk.desk].closed and len(world.at_key(seat.desk.desk)) == 1
    ]
    if len(able) < len(world.seats) - 4:
        return
    seat = chance.choice(able)
    try:
        trust_closing.close_desk(world.hq.desk, seat.desk.desk, signing=world.signing)
    except CorrectableError as error:
        hold(error.code == "log-forked", f"{seat.name} can't be closed: {error.code}", seat.name)
        return
    seat.is_gone = True
    world.at_risk |= own_lines(seat)
    world.tell(seat, "is stolen")


def purge(world: RealWorld, chance: Random) -> None:
    """Headquarters has an entry, or all of a record, removed everywhere: one officer asks, another confirms."""
    found = real_events.records_of(world.hq)
    if not found:
        return
    record = chance.choice(found)
    entries = [chance.choice(sorted(lines_of(world.hq.desk, record)))] if chance.random() < 0.8 else []
    asking, confirming = world.hq.as_person(PEOPLE[0]), PEOPLE[1]
    try:
        asked = purging.request(asking, record.kind, record.id, channel=record.channel, entries=entries, why="asked")
        gone = purging.confirm(world.hq.as_person(confirming), asked.id).lines
    except CorrectableError as error:
        # What went already can't go once more.
        hold(error.code in {"nothing-to-purge", "unknown-entry"}, f"{record} can't be purged: {error.code}", record)
        return
    told = ", ".join(f"n {each.n} of {each.desk[:4]}" for each in gone)
    world.tell(world.hq, f"purges {told}", *(Record(each.channel, each.kind, each.id) for each in gone))


def set_aside(world: RealWorld, chance: Random) -> None:
    """Somebody undoes an import, if it is not too late for that."""
    seat = chance.choice(world.present())
    able = [each for each in setting_aside.bundles(seat.desk) if each.new and each.aside is None]
    if not able:
        return
    bundle = chance.choice(able).bundle
    try:
        turned = setting_aside.set_aside(seat.desk, bundle)
    except CorrectableError as error:
        hold(error.code in {"aside-own", "aside-sent"}, f"{seat.name} can't set aside: {error.code}", seat.name)
        return
    world.tell(seat, f"sets {turned.office}:{turned.number} aside: {turned.entries} entries")


def take_back(world: RealWorld, chance: Random) -> None:
    """Somebody takes back what he set aside."""
    able = [(seat, each) for seat in world.present() for each in setting_aside.bundles(seat.desk) if each.aside]
    if able:
        seat, bundle = chance.choice(able)
        setting_aside.take_back(seat.desk, bundle.bundle)
        world.tell(seat, f"takes {bundle.office}:{bundle.number} back")


def rule_forks(world: RealWorld) -> None:
    """Headquarters rules every fork that it holds, closes the desk, and whoever waited for it goes on."""
    for fork in trust_closing.list_forks(world.hq.desk):
        if not fork.is_ruled:
            _rule(world, fork)
    for desk in sorted({fork.desk for fork in trust_closing.list_forks(world.hq.desk)}):
        trust = world.hq.desk.trust()
        assert trust is not None
        if not trust.registry.desks[desk].closed:
            trust_closing.close_desk(world.hq.desk, desk, signing=world.signing)
            world.tell(world.hq, f"closes {desk[:6]}, which was copied", desk)
            _write_again(world, desk)


def _rule(world: RealWorld, fork: Fork) -> None:
    if fork.end is not None:
        keep = None
    else:
        keep = max(fork.branches, key=lambda branch: (branch.number, branch.identity)).identity
    try:
        trust_closing.rule_fork(world.hq.desk, fork.desk, fork.channel, keep, world.signing)
    except CorrectableError as error:
        hold(error.code == "nothing-to-change", f"a fork of {fork.channel} can't be ruled: {error.code}", fork.channel)
        return
    world.tell(world.hq, f"rules the fork of {fork.desk[:6]} in {fork.channel}", fork.channel, fork.desk)
    _write_again(world, fork.desk)


def _write_again(world: RealWorld, desk: str) -> None:
    """Headquarters writes again what only branches hold that go."""
    try:
        again = writing_again.write_again(world.hq.desk, desk)
    except CorrectableError as error:
        hold(error.code == "log-not-ended", f"nothing of {desk[:6]} can be written again: {error.code}", desk)
        return
    world.tell(world.hq, f"writes {again.written} entries of {desk[:6]} again", desk)
    twice = writing_again.write_again(world.hq.desk, desk)
    hold(twice.written == 0, f"{twice.written} entries of {desk[:6]} are written twice", desk)


def own_lines(seat: Seat) -> set[str]:
    """The digests of all that was written under the present and former keys of a desk and that it holds."""
    rows = rows_of(
        seat.desk,
        "SELECT d.name, e.line FROM entry e JOIN segment s ON s.key = e.key / 65536 JOIN log l ON l.key = s.log"
        " JOIN desk d ON d.key = l.desk",
    )
    return {named_digest(line) for name, line in rows if name == seat.desk.desk or name in seat.former}


def unsealed_digests(seat: Seat) -> set[str]:
    """The digests of what this desk wrote and did not seal yet."""
    return {named_digest(line) for _, _, line in unsealed_lines(seat.desk)}
