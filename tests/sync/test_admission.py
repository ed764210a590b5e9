"""Who may write and read a segment."""

from __future__ import annotations

import dataclasses

import pytest

from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.registry import End
from ascn_desk.sync.segment import segment_name
from tests.sync.makers import World, expect, headquarters, raw, registered, resealed, sealed

WORLD = World()
REGISTRY = WORLD.trust().registry
SEGMENT = sealed(WORLD.embassy)


def test_a_segment_of_a_registered_desk_comes_in() -> None:
    for receiver in (WORLD.hq.desk, WORLD.embassy.desk, None):
        admitted = check_segment(raw(SEGMENT), REGISTRY, receiver)
        assert admitted.header == SEGMENT.header
        assert not admitted.is_after_end


def test_a_segment_of_a_stranger_is_not_authorised() -> None:
    expect("not-authorised", lambda: check_segment(raw(sealed(WORLD.stranger)), REGISTRY, WORLD.hq.desk))


def test_a_desk_writes_only_its_channels() -> None:
    for channel in ("reference", "country/th", "office/hq"):
        segment = raw(sealed(WORLD.embassy, channel))
        expect("not-authorised", lambda segment=segment: check_segment(segment, REGISTRY, WORLD.hq.desk))


def test_a_desk_takes_only_what_it_may_read() -> None:
    segment = raw(sealed(WORLD.hq, "country/th"))
    assert check_segment(segment, REGISTRY, WORLD.hq.desk)
    expect("not-authorised", lambda: check_segment(segment, REGISTRY, WORLD.embassy.desk))
    expect("not-authorised", lambda: check_segment(segment, REGISTRY, WORLD.stranger.desk))


def test_a_segment_after_the_end_is_marked_and_not_refused() -> None:
    ends = {"country/vn": End(1, SEGMENT.header.identity)}
    ended = WORLD.trust([headquarters(WORLD.hq), registered(WORLD.embassy, ends=ends)]).registry
    second = sealed(WORLD.embassy, number=2, previous=SEGMENT.header.identity)
    assert not check_segment(raw(SEGMENT), ended, WORLD.hq.desk).is_after_end
    assert check_segment(raw(second), ended, WORLD.hq.desk).is_after_end
    closed = WORLD.trust([headquarters(WORLD.hq), registered(WORLD.embassy, closed=True)]).registry
    assert check_segment(raw(SEGMENT), closed, WORLD.hq.desk).is_after_end


def test_a_segment_signed_by_another_is_refused() -> None:
    signed_by_hq = resealed(SEGMENT, WORLD.hq)
    expect("bad-signature", lambda: check_segment(signed_by_hq, REGISTRY, WORLD.hq.desk))
    posing = dataclasses.replace(WORLD.hq)
    object.__setattr__(posing, "desk", WORLD.embassy.desk)
    expect("bad-signature", lambda: check_segment(resealed(SEGMENT, posing), REGISTRY, WORLD.hq.desk))
    under_hq = signed_by_hq._replace(name=segment_name(WORLD.hq.desk, "country/vn", 1))
    expect("bad-signature", lambda: check_segment(under_hq, REGISTRY, WORLD.hq.desk))


@pytest.mark.parametrize("name", ["", "segments/x", segment_name(WORLD.embassy.desk, "country/vn", 2)])
def test_a_segment_under_another_name_is_refused(name: str) -> None:
    expect("bad-signature", lambda: check_segment(raw(SEGMENT)._replace(name=name), REGISTRY, WORLD.hq.desk))


def test_a_later_format_is_named_only_after_the_signature() -> None:
    later = resealed(SEGMENT, WORLD.embassy, format=2)
    expect("newer-format", lambda: check_segment(later, REGISTRY, WORLD.hq.desk))
    unsigned = resealed(sealed(WORLD.stranger), WORLD.stranger, format=2)
    expect("not-authorised", lambda: check_segment(unsigned, REGISTRY, WORLD.hq.desk))


def test_every_altered_byte_of_the_envelope_is_refused() -> None:
    for place in range(len(SEGMENT.envelope)):
        altered = bytearray(SEGMENT.envelope)
        altered[place] ^= 1
        segment = raw(SEGMENT)._replace(envelope=bytes(altered))
        expect("bad-signature", lambda segment=segment: check_segment(segment, REGISTRY, WORLD.hq.desk))
