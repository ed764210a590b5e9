"""Looking at one file as an import would, without keeping anything."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from ascn_desk.base.errors import CorrectableError, RefusedError
from ascn_desk.base.words import error_text
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.incoming_files import read_bundle_file, verified_for
from ascn_desk.operations.names import office_name
from ascn_desk.operations.views import (
    SegmentLine,
    VerifiedFile,
)
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.bundle import VerifiedBundle
from ascn_desk.sync.held_trust import pinned_root
from ascn_desk.sync.segment import place_of, read_parts


def verify(desk: Desk, path: Path) -> VerifiedFile:
    """Check a file as an import would, and say what it carries; nothing is kept.

    Errors: CorrectableError ``no-such-file``; MachineError ``cannot-read``. What is wrong with the file stands in the
            result.
    """
    with desk.reading() as (connection, _):
        trust = desk.trust(connection)
        try:
            if trust is None:
                raise CorrectableError("not-accepted-yet")
            data = read_bundle_file(path, desk.profile)
            bundle = verified_for(desk, connection, data, trust, pinned_root(connection))
        except CorrectableError as error:
            if error.code == "no-such-file":
                raise
            return VerifiedFile(
                path=path, ok=False, code=error.code, message=error_text(error), desk="", office="", office_name="",
                number=0, entries=0, created="", note="", unsealed=0, conflicts=0, is_encrypted=False, segments=(),
            )  # fmt: skip
        with closing(bundle):
            segments = tuple(_looked_at(desk, bundle))
        bad = next((line for line in segments if line.code), None)
        payload = bundle.payload
        return VerifiedFile(
            path=path,
            ok=bad is None,
            code=bad.code if bad else None,
            message=error_text(RefusedError(bad.code)) if bad and bad.code else "",
            desk=payload.sender,
            office=bundle.sender.office,
            office_name=office_name(connection, bundle.sender.office),
            number=payload.chain.number,
            entries=sum(line.entries for line in segments),
            created=payload.created,
            note=payload.note or "",
            unsealed=payload.open.unsealed,
            conflicts=payload.open.conflicts,
            is_encrypted=bundle.is_encrypted,
            segments=segments,
        )


def _looked_at(desk: Desk, bundle: VerifiedBundle) -> list[SegmentLine]:
    """Every segment of a bundle with what would hold it back by itself."""
    lines: list[SegmentLine] = []
    for raw in bundle.segments:
        place = place_of(raw.name)
        try:
            header = check_segment(raw, bundle.trust.registry, desk.desk).header
            for _ in read_parts(header, raw.body):
                pass
            lines.append(
                SegmentLine(header.desk, header.channel, header.number, header.entries, header.sealed, None)
            )
        except RefusedError as error:
            if place is not None:
                lines.append(SegmentLine(place.desk, place.channel, place.number, 0, "", error.code))
    return lines
