"""Issuing packs: what left the house is on record, and can be printed again to the last byte.

- an issue keeps what was asked for, when and by whom it was printed, how far each log counted then, and the hash
- issued again, the shown tables are brought back to that moment inside a transaction that is rolled back
- the hash tells whether it is the same paper; where it is not, a sentence says why
"""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from sqlalchemy import Connection

from ascn_desk.base.clock import instant_from, instant_text
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import error_text
from ascn_desk.domain.channels import OFFICE_PREFIX
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.operations.pack_changes import changes_of
from ascn_desk.operations.pack_definitions import PackRequest, read_request, stored_request, text_in
from ascn_desk.operations.pack_letters import checked_letters
from ascn_desk.operations.pack_versions import Position, missing, read_versions, redacted_since, versions_text
from ascn_desk.operations.packs import GatheredPack, Stamp, gather_pack
from ascn_desk.operations.records import show_record
from ascn_desk.operations.views import BuiltPack, RecordView
from ascn_desk.operations.views.pack_library import IssuedPack, RenewedPack
from ascn_desk.operations.writing import new_change, write
from ascn_desk.store.names import Names
from ascn_desk.store.past import bring_back, position

KIND = "pack_issue"


def gathered_pack(desk: Desk, request: PackRequest) -> GatheredPack:
    """All that a pack would be made of now, not laid out yet; nothing is kept.

    Errors: as :func:`ascn_desk.operations.packs.build_pack`, but for ``letters-without-font``.
    """
    with desk.store.reading() as connection:
        return _gathered(desk, connection, request)


def preview_pack(desk: Desk, request: PackRequest) -> BuiltPack:
    """The pack as it would be issued now; nothing is kept.

    Errors: as :func:`ascn_desk.operations.packs.build_pack`.
    """
    return checked_letters(gathered_pack(desk, request).printed())


def issue_pack(desk: Desk, request: PackRequest, for_whom: str = "") -> IssuedPack:
    """Print a pack and keep on record that it was issued, from which versions, and for whom.

    Errors: as :func:`ascn_desk.operations.packs.build_pack`; CorrectableError for a text that cannot be kept.
    """
    with desk.reading() as (connection, names):
        gathered = _gathered(desk, connection, request)
        reached = position(connection, names)
    built = checked_letters(gathered.printed())
    return _kept(desk, request, gathered, built, reached, for_whom)


def reissue_pack(desk: Desk, issue: str) -> BuiltPack:
    """Print an issued pack again: the same bytes, whatever they show.

    Errors: CorrectableError ``unknown-record``; where the paper would be another: ``issue-without-versions``,
            ``issue-lacks-entries``, ``issue-purged``, ``issue-other-program``, ``issue-differs``.
    """
    return _again(desk, show_record(desk, KIND, issue))


def renew_pack(desk: Desk, issue: str) -> RenewedPack:
    """An issued pack as it would be today, and what changed since, page by page; nothing is kept.

    It may have letters that no font has: whoever lets it out asks ``pack_letters``.
    Errors: as :func:`gathered_pack`.
    """
    held = show_record(desk, KIND, issue)
    gathered = gathered_pack(desk, request_of_today(held))
    built = gathered.printed()
    try:
        before = _again(desk, held)
    except CorrectableError as error:
        return RenewedPack(built, gathered.frame.pack_number, None, error_text(error))
    return RenewedPack(built, gathered.frame.pack_number, changes_of(before.pdf, built.pdf))


def issued_request(desk: Desk, issue: str) -> PackRequest:
    """What an issued pack was asked for as, of today. Errors: CorrectableError ``unknown-record``."""
    return request_of_today(show_record(desk, KIND, issue))


def request_of_today(held: RecordView) -> PackRequest:
    """What was asked for then, with the present as its day."""
    return replace(read_request(held.values, text_in(held.values, "definition") or None), as_of=None)


def _gathered(
    desk: Desk, connection: Connection, request: PackRequest, stamp: Stamp | None = None
) -> GatheredPack:
    return gather_pack(
        desk,
        connection,
        request.template,
        request.records,
        request.language,
        request.marking,
        request.as_of,
        request.redaction,
        request.sections,
        request.paper,
        stamp=stamp,
    )


def _kept(
    desk: Desk, request: PackRequest, gathered: GatheredPack, built: BuiltPack, reached: Position, for_whom: str
) -> IssuedPack:
    frame = gathered.frame
    asked = replace(request, marking=frame.marking.code, as_of=frame.as_of)
    values = {
        **stored_request(asked),
        "definition": request.definition,
        "number": frame.pack_number,
        "sha256": built.sha256,
        "pages": built.pages,
        "for_whom": for_whom.strip() or None,
        "versions": versions_text(reached),
        "printed_at": instant_text(frame.printed_at),
        "printed_by": frame.printed_by,
        "program": APP,
    }
    with desk.writing() as ledger:
        change = new_change(desk, ledger, KIND, {name: value for name, value in values.items() if value is not None})
        write(desk, ledger, [change])
    return IssuedPack(built, change.id, frame.pack_number)


def _again(desk: Desk, held: RecordView) -> BuiltPack:
    then = read_versions(text_in(held.values, "versions"))
    if then is None:
        raise CorrectableError("issue-without-versions", number=text_in(held.values, "number"))
    until = {log: reached.n for log, reached in then.items()}
    with desk.store.rehearsing() as connection:
        names = Names(connection)
        here = position(connection, names, until)
        bring_back(connection, names, desk.rules(connection), desk.store.tables, until)
        try:
            gathered = _gathered(desk, connection, read_request(held.values), _stamp(desk, held))
        except CorrectableError as error:
            # It was printed once, so a record that is wanting here tells of what else differs.
            _refuse(held, then, here, error)
    built = gathered.printed()
    if built.sha256 != held.values["sha256"]:
        _refuse(held, then, here)
    return built


def _stamp(desk: Desk, held: RecordView) -> Stamp:
    office = held.channel.removeprefix(OFFICE_PREFIX) if held.channel.startswith(OFFICE_PREFIX) else desk.office
    at, by = instant_from(text_in(held.values, "printed_at")), text_in(held.values, "printed_by")
    return Stamp(at, by, office, held.made_by or desk.officer)


def _refuse(held: RecordView, then: Position, here: Position, cause: CorrectableError | None = None) -> NoReturn:
    """Say why an issued pack cannot be printed as it was."""
    number, program = text_in(held.values, "number"), text_in(held.values, "program")
    if lacking := missing(then, here):
        log, count = lacking[0]
        raise CorrectableError(
            "issue-lacks-entries", number=number, count=count, channel=log.channel, desk=log.desk
        ) from cause
    if gone := redacted_since(then, here):
        raise CorrectableError("issue-purged", number=number, count=gone) from cause
    if program != APP:
        raise CorrectableError("issue-other-program", number=number, then=program, now=APP) from cause
    raise CorrectableError("issue-differs", number=number) from cause
