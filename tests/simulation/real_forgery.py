"""Somebody with a key of his own, registered or not, makes letters that no honest program makes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from msgspec import UNSET

from ascn_desk.base.ids import new_id
from ascn_desk.operations.desk import APP, SCHEMA
from ascn_desk.sync.bundle import Chain, Content, Open
from ascn_desk.sync.entry_line import Entry, encode_entry
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.segment import RawSegment, seal_segment, segment_name
from tests.simulation.cast import HQ
from tests.simulation.real_seats import Seat
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of
from tests.support.whole import compose, seal_outer

_NUMBER = 9_999
_HELD = "SELECT s.identity FROM segment s WHERE s.identity IS NOT NULL ORDER BY 1"
_NOT_HEARD = {"revoked-sender", "not-for-this-desk"}
"""A desk that was closed is not heard at all, nor one that does not know yet which desk is headquarters now."""


@dataclass(frozen=True, slots=True)
class _Impostor:
    """Signs with a key of his own under the name of another desk."""

    keyid: str
    keys: DeskKeys

    def sign(self, data: bytes) -> bytes:
        return self.keys.sign(data)


def forge(world: RealWorld, chance: Random) -> None:
    """A letter to headquarters from a stranger, or from an office with words that it may not sign: nothing is kept."""
    seat = chance.choice(world.missions())
    victim = chance.choice([each for each in world.missions() if each.role.office != seat.role.office])
    keys, own = seat.desk.secrets.desk, seat.role.channels[1]
    match chance.randrange(4):
        case 0:
            segment = _segment(seat, keys, own)
            _arrives(world, seat, DeskKeys.generate(), segment, "is imitated by a stranger", "unknown-sender")
        case 1:
            segment = _segment(seat, _Impostor(victim.desk.desk, keys), victim.role.channels[1])
            _arrives(world, seat, keys, segment, f"signs for {victim.name}", "bad-signature")
        case 2:
            segment = _segment(
                seat, keys, next(each for each in victim.role.channels if each not in seat.role.channels)
            )
            _arrives(world, seat, keys, segment, "writes where it may not", "not-authorised")
        case _:
            segment = _segment(seat, keys, own)
            body = bytearray(segment.body)
            body[-1] ^= 1
            broken = segment._replace(body=bytes(body))
            _arrives(world, seat, keys, broken, "sends other words than it signed", "damaged-member")


def _segment(seat: Seat, signer: DeskKeys | _Impostor, channel: str) -> RawSegment:
    """A segment far beyond the last of its log, that nobody wrote."""
    entry = Entry(
        at=seat.desk.now(), by="forger", id=new_id(seat.desk.clock), kind="case", n=2**33, over=UNSET, salt=UNSET,
        set={"summary": "forged"},
    )  # fmt: skip
    sealed = seal_segment(
        signer, channel, _NUMBER, "0" * 64, [encode_entry(entry)], first=entry.n, last=entry.n, files=(),
        sealed_at=entry.at, app=APP, schema=SCHEMA,
    )  # fmt: skip
    return RawSegment(segment_name(signer.keyid, channel, _NUMBER), sealed.envelope, sealed.body)


def _arrives(world: RealWorld, seat: Seat, keys: DeskKeys, segment: RawSegment, how: str, code: str) -> None:
    trust = seat.desk.trust()
    assert trust is not None
    to = [each for each in trust.registry.desks.values() if each.office == HQ and not each.closed]
    content = Content(
        bundle=new_id(seat.desk.clock), created=seat.desk.now(), to=tuple(each.desk for each in to), note="",
        schema=SCHEMA, have={}, lacks=(), open=Open(0, 0), chain=Chain(1, None), trust=trust, segments=[segment],
    )  # fmt: skip
    path = world.post / f"forged-{world.story.step}.ascn"
    path.write_bytes(seal_outer(compose(content, keys), [each.age for each in to]))
    world.tell(seat, how)
    before = rows_of(world.hq.desk, _HELD)
    report = world.hand_over(world.hq, [path], f"{path.name}, of which it must keep nothing")
    told = report.files[0].code
    hold(told in {code, *_NOT_HEARD}, f"a forged letter ends as {told}, not {code}", HQ)
    hold(rows_of(world.hq.desk, _HELD) == before, "a forged segment is kept", HQ)
