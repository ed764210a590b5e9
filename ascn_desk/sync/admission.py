"""Whether a segment may come in at all: who wrote it, where, and who is reading.

Source: docs/bundle-format.md, section 7, step 6.
"""

from __future__ import annotations

from typing import NamedTuple

from ascn_desk.base.errors import RefusedError
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.registry import Registry
from ascn_desk.sync.segment import RawSegment, SegmentHeader, place_of, read_header


class Admitted(NamedTuple):
    """A segment that may come in; after the end of its log it is kept, but does not count."""

    header: SegmentHeader
    is_after_end: bool


def check_segment(raw: RawSegment, registry: Registry, receiver: str | None) -> Admitted:
    """Judge who wrote a segment and where, for the desk that receives it; None for a mere look.

    Errors: RefusedError ``bad-signature``, ``not-authorised``, ``newer-format``: the log is held back
    from here on.
    """
    place = place_of(raw.name)
    envelope = envelopes.read(raw.envelope)
    keyid = envelope.signatures[0].keyid
    if place is None or place.desk != keyid:
        raise RefusedError("bad-signature", reason="named after another desk than signed it", name=raw.name)
    if keyid not in registry.desks:
        raise RefusedError("not-authorised", reason="the desk is not registered", name=raw.name)
    envelopes.check(envelope, envelopes.SEGMENT_TYPE, registry.desks[keyid].public)
    header = read_header(envelope, raw.name)
    if not registry.may_write(keyid, header.channel):
        raise RefusedError("not-authorised", reason="the desk may not write this channel", name=raw.name)
    if receiver is not None and not registry.may_read(receiver, header.channel):
        raise RefusedError("not-authorised", reason="this desk may not read this channel", name=raw.name)
    return Admitted(header, registry.is_after_end(keyid, header.channel, header.number))
