"""What has to hold of attachments at real desks once everything has arrived."""

from __future__ import annotations

import re

from ascn_desk.domain.channels import covers
from ascn_desk.operations import attachments
from tests.oracle.plain_merge import Merged
from tests.simulation.cast import HQ
from tests.simulation.real_seats import Seat
from tests.simulation.real_world import RealWorld
from tests.simulation.story import hold
from tests.support.trio import rows_of

_MARK = re.compile("‹([^›]*)›")
_DIGEST = re.compile('"([0-9a-f]{64})"')


def files_are_where_they_are_read(world: RealWorld, seat: Seat, naive: Merged) -> None:
    """A desk has every file that a line which it holds names and anybody still has, byte for byte; and no other."""
    files = seat.desk.files
    held = files.held()
    for digest in held:
        data = files.get(digest)
        hold(data == world.files.get(digest), f"{seat.name} has other bytes of {digest[:6]}", digest)
        (channel, *_) = _MARK.findall((data or b"").decode())
        is_read = seat.role.name == HQ or covers(seat.desk.reads, channel)
        hold(is_read, f"{seat.name} holds file {digest[:6]} of {channel}", digest)
    listed, named = _named(naive)
    # What was never sealed under former keys stands in the journal, though what replaced it is written again alone.
    named |= set(_DIGEST.findall("".join(line.decode() for (line,) in rows_of(seat.desk, "SELECT line FROM entry"))))
    anywhere = {digest for each in world.present() for digest in each.desk.files.held()}
    for digest in sorted(listed - held):
        hold(digest not in anywhere, f"{seat.name} did not get file {digest[:6]}", digest)
    if not seat.was_put_back:
        # What a younger database named may lie beside one that was put back.
        for digest in sorted(held - named):
            hold(False, f"{seat.name} still has file {digest[:6]}, which nothing names", digest)
    for record, channel, digest in rows_of(
        seat.desk,
        "SELECT r.id, c.name, a.file FROM record r JOIN shown_attachment a ON a._record = r.key"
        " JOIN channel c ON c.key = r.channel",
    ):
        if digest in world.files:
            shown = attachments.attachment(seat.desk, record, channel).data
            wanted = world.files[digest] if digest in held else None
            hold(shown == wanted, f"{seat.name} shows file {digest[:6]} wrongly", digest)


def _named(naive: Merged) -> tuple[set[str], set[str]]:
    """The files that a segment lists and a line of it still names, so that they are asked for; and all named ones."""
    listed, named = set(), set()
    for one in naive.counting.segments.values():
        text = b"\n".join(one.lines)
        digests = set(_DIGEST.findall(text.decode()))
        named |= digests
        listed |= {each["sha256"] for each in one.payload["files"]} & digests
    return listed, named
