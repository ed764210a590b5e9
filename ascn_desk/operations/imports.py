"""Taking in bundles: look at one, rehearse several, import them. A rehearsal is an import that is rolled back.

Files are checked one after another, in the order given; what was not refused is applied together in one transaction,
so a crash leaves all of it or nothing. A refused file is kept in the profile's quarantine with its reason, and tried
again in the import that brings what it lacked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError, DeskError, MachineError, RefusedError
from ascn_desk.base.words import error_text
from ascn_desk.operations import quarantine_files
from ascn_desk.operations.bundle_chains import chains_in
from ascn_desk.operations.conflicts import decisions_of
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.operations.names import office_name
from ascn_desk.operations.own_numbers import look_at_receipts
from ascn_desk.operations.purge_traces import clear_traces
from ascn_desk.operations.rotation import go_on
from ascn_desk.operations.views import (
    Changed,
    ConflictRef,
    Decision,
    FileReport,
    ImportReport,
    SegmentLine,
    VerifiedFile,
)
from ascn_desk.operations.waiting import waiting_in
from ascn_desk.operations.writing_again import gather_anew, own_again
from ascn_desk.store.backup import make_backup
from ascn_desk.store.bundles import Received, known_file, note_received
from ascn_desk.store.decisions import note_decisions
from ascn_desk.store.ledger import Ledger
from ascn_desk.store.names import Names
from ascn_desk.sync import carried
from ascn_desk.sync.admission import check_segment
from ascn_desk.sync.bundle import GREATEST_FILE_BYTES, VerifiedBundle, verify_bundle
from ascn_desk.sync.held_trust import keep_trust, pinned_root
from ascn_desk.sync.receipts import last_have
from ascn_desk.sync.receiving import Outcome, SegmentReader, Staged, apply_bundles
from ascn_desk.sync.segment import place_of, read_entries, read_lines
from ascn_desk.sync.trust import Trust

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Batch:
    """What the files of one import came to, before they are applied."""

    staged: list[tuple[Path, str, Staged]] = field(default_factory=list)
    known: dict[Path, tuple[str, int, int]] = field(default_factory=dict)
    refused: dict[Path, DeskError] = field(default_factory=dict)
    trust: Trust | None = None
    is_trust_newer: bool = False


class _Taken(NamedTuple):
    """What an import came to inside its transaction."""

    report: ImportReport
    batch: _Batch


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
            bundle = _verified(desk, connection, read_file(path), trust, pinned_root(connection))
        except CorrectableError as error:
            if error.code == "no-such-file":
                raise
            return VerifiedFile(
                path=path, ok=False, code=error.code, message=error_text(error), desk="", office="", office_name="",
                number=0, entries=0, created="", note="", unsealed=0, conflicts=0, is_encrypted=False, segments=(),
            )  # fmt: skip
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


def rehearse(desk: Desk, paths: Sequence[Path], progress: Progress | None = None) -> ImportReport:
    """Say exactly what importing these files would do, and do nothing."""
    try:
        with desk.store.rehearsing() as connection:
            return _take_in(desk, connection, paths, progress).report
    finally:
        desk.forget_trust()


def import_files(
    desk: Desk,
    paths: Sequence[Path],
    progress: Progress | None = None,
    *,
    prepare: Callable[[Connection], None] | None = None,
    has_backup: bool = True,
) -> ImportReport:
    """Import these files: all that can be applied is, all else is reported and kept in quarantine.

    Shapes: ``prepare`` runs first, inside the same transaction.
    Errors: MachineError of the disk or the database; nothing was changed then.
    """
    if has_backup and prepare is None and not _is_known(desk, paths):
        _back_up(desk)
    try:
        with desk.store.writing() as connection:
            if prepare is not None:
                prepare(connection)
            report, batch = _take_in(desk, connection, paths, progress)
            _keep_attachments(desk, connection, [each for _, _, each in batch.staged])
            # Before the end of the transaction: what was refused is kept, or nothing was done.
            _quarantine(desk, batch)
    except BaseException:
        desk.forget_trust()
        raise
    clear_traces(desk)
    _leave_quarantine(desk, batch)
    return report


def _keep_attachments(desk: Desk, connection: Connection, staged: Sequence[Staged]) -> None:
    """Keep the attachments that came, of those that something held names; before the end of the transaction."""
    came = {digest: data for each in staged for digest, data in each.bundle.files.items()}
    if came:
        named = carried.all_named(connection, Names(connection), desk.desk)
        for digest, data in came.items():
            if digest in named:
                desk.files.put(data)


def _back_up(desk: Desk) -> None:
    """A checked backup of the desk as it stands, with its keys, like any other."""
    make_backup(desk.store, desk.profile / "backups", desk.clock)


def _is_known(desk: Desk, paths: Sequence[Path]) -> bool:
    with desk.reading() as (connection, _):
        try:
            return all(known_file(connection, _digest(path)) is not None for path in paths)
        except DeskError:
            return False


def _take_in(
    desk: Desk, connection: Connection, paths: Sequence[Path], progress: Progress | None
) -> _Taken:
    ledger = desk.ledger(connection)
    batch = _check_files(desk, connection, ledger, paths, progress)
    if batch.is_trust_newer and batch.trust is not None:
        keep_trust(connection, batch.trust)
        desk.forget_trust()
        forks = ledger.rules.forks
        ledger = desk.ledger(connection)
        if ledger.rules.forks != forks:
            # What authors had seen of a forked log is read otherwise from now on.
            ledger.rebuild()
    if go_on(desk, connection):
        ledger = desk.ledger(connection)
    known_before = sum(entries for _, _, entries in batch.known.values())
    staged = [each for _, _, each in batch.staged]
    outcome = apply_bundles(
        ledger, staged, desk.limits(connection), is_trust_newer=batch.is_trust_newer, known_before=known_before
    )
    fresh = note_decisions(connection, ledger.names, ledger.rules, desk.desk, outcome.keys)
    _keep_receipts(desk, connection, batch, outcome)
    look_at_receipts(desk, connection, (each.bundle.payload for each in staged))
    if staged:
        gather_anew(desk, ledger)
        own_again(desk, ledger)
    report = _report(desk, connection, paths, batch, outcome, decisions_of(desk, connection, ledger.names, fresh))
    return _Taken(report, batch)


def _check_files(
    desk: Desk, connection: Connection, ledger: Ledger, paths: Sequence[Path], progress: Progress | None
) -> _Batch:
    batch = _Batch(trust=desk.trust(connection))
    pinned = pinned_root(connection)
    reader = SegmentReader(ledger, desk.desk)
    waiting = list(dict.fromkeys(paths))
    while waiting:
        before = batch.trust
        for path in waiting:
            if progress is not None:
                progress(min(len(batch.staged) + len(batch.known), len(paths)), len(paths))
            _check_file(desk, connection, reader, batch, pinned, path)
        waiting = _to_try_again(desk, batch, is_newer=batch.trust is not before)
    if progress is not None:
        progress(len(paths), len(paths))
    return batch


def _to_try_again(desk: Desk, batch: _Batch, *, is_newer: bool) -> list[Path]:
    """The files that may pass now: where a file after them brought newer documents, and those in quarantine."""
    again = [
        path for path, error in batch.refused.items() if is_newer and error.code in quarantine_files.MAY_PASS
    ]
    for path in again:
        del batch.refused[path]
    if batch.trust is not None:
        came = {quarantine_files.id_of(digest) for _, digest, _ in batch.staged}
        done = {*again, *batch.refused, *batch.known, *(path for path, _, _ in batch.staged)}
        under = quarantine_files.under_now(batch.trust, desk.desk, APP)
        for path in quarantine_files.due(desk.profile, under):
            if path not in done and path.stem not in came:
                again.append(path)
    return again


def _check_file(
    desk: Desk, connection: Connection, reader: SegmentReader, batch: _Batch, pinned: str | None, path: Path
) -> None:
    try:
        if batch.trust is None:
            # Without a root whose words were heard any file would be its own witness.
            raise CorrectableError("not-accepted-yet")
        data = read_file(path)
        digest = sha256(data).hexdigest()
        is_kept = quarantine_files.kept_id(desk.profile, path) is not None
        if is_kept and any(digest == each for _, each, _ in batch.staged):
            # The copy in quarantine of a file that just came anew.
            return
        known = known_file(connection, digest)
        if known is not None:
            batch.known[path] = known
            return
        bundle = _verified(desk, connection, data, batch.trust, pinned)
        if desk.desk not in bundle.trust.registry.desks:
            raise RefusedError("not-for-this-desk", reason="this desk is not registered")
        staged = reader.read(bundle)
    except DeskError as error:
        batch.refused[path] = error
        return
    if bundle.trust is not batch.trust:
        batch.is_trust_newer |= _is_newer(bundle.trust, batch.trust)
        batch.trust = bundle.trust
    batch.staged.append((path, digest, staged))


def _verified(desk: Desk, connection: Connection, data: bytes, trust: Trust, pinned: str | None) -> VerifiedBundle:
    """A bundle for this desk, under whichever of its keys; those that it had before still open what was on its way."""
    *some, last = desk.keys(connection).all
    for keys in some:
        try:
            return verify_bundle(data, keys, trust, pinned)
        except RefusedError as error:
            if error.code != "not-for-this-desk":
                raise
    return verify_bundle(data, last, trust, pinned)


def _is_newer(trust: Trust, held: Trust | None) -> bool:
    return held is None or (trust.root_version, trust.registry.version) != (held.root_version, held.registry.version)


def _keep_receipts(desk: Desk, connection: Connection, batch: _Batch, outcome: Outcome) -> None:
    """Note what was imported from whom, and what the sender said it holds.

    A file of which something was held back may bring it another time, so it is not known by its digest.
    """
    now = desk.now()
    for _, digest, staged in batch.staged:
        payload, sender = staged.bundle.payload, staged.bundle.sender
        if payload.sender == desk.desk:
            continue
        # An open update speaks of the reference data alone: what its sender holds else stands as it said before.
        before = {} if payload.to else last_have(connection, payload.sender)
        received = Received(
            identity=staged.bundle.identity,
            bundle=payload.bundle,
            digest="" if staged.held_back else digest,
            desk=payload.sender,
            office=sender.office,
            number=payload.chain.number,
            created=payload.created,
            at=now,
            entries=staged.entries,
            fresh=staged.fresh,
            conflicts=len(outcome.conflicts),
            have=msgspec.json.encode({**before, **payload.have}).decode(),
            previous=payload.chain.previous,
            is_open=not payload.to,
        )
        note_received(connection, received)
        if payload.to:
            carried.note_asked(connection, payload.sender, payload.lacks)


def _report(
    desk: Desk,
    connection: Connection,
    paths: Sequence[Path],
    batch: _Batch,
    outcome: Outcome,
    decisions: tuple[Decision, ...],
) -> ImportReport:
    why = dict(outcome.why)
    asked = frozenset(paths)
    for path, error in batch.refused.items():
        if path in asked:
            why.setdefault(error.code, 0)
    kinds = frozenset(kind for kind, _, _ in outcome.records)
    staged = {path: each for path, _, each in batch.staged}
    noted = {each.id: each.file for each in quarantine_files.notes(desk.profile)}
    # What was tried again by itself is told only where it was taken in: else nothing happened with it.
    told = [*paths, *(path for path in (*batch.known, *staged) if path not in asked)]
    files = [_from_quarantine(desk, noted, path, _file_report(connection, path, batch, staged)) for path in told]
    return ImportReport(
        balance=outcome.balance,
        why=why,
        conflicts=tuple(map(ConflictRef._make, outcome.conflicts)),
        parallel=tuple(map(ConflictRef._make, outcome.parallel)),
        files=tuple(files),
        decisions=decisions,
        changed=Changed(kinds, frozenset(record_id for _, record_id, _ in outcome.records)),
        chains=chains_in(connection, {each.office for each in files}),
        waiting=waiting_in(desk, connection, Names(connection)),
    )


def _file_report(
    connection: Connection, path: Path, batch: _Batch, staged: Mapping[Path, Staged]
) -> FileReport:
    if path in batch.refused:
        error = batch.refused[path]
        return FileReport(str(path), False, error.code, error_text(error), "", "", 0, 0, 0)
    if path in batch.known:
        office, number, entries = batch.known[path]
        name = office_name(connection, office)
        return FileReport(str(path), True, None, "", office, name, number, entries, 0, is_known=True)
    each = staged[path]
    code = each.held_back[0].code if each.held_back else None
    office = each.bundle.sender.office
    return FileReport(
        path=str(path),
        ok=code is None,
        code=code,
        message=error_text(RefusedError(code)) if code else "",
        office=office,
        office_name=office_name(connection, office),
        number=each.bundle.payload.chain.number,
        entries=each.entries,
        new=each.fresh,
        is_known=each.fresh == 0 and code is None and each.entries > 0,
    )


def _from_quarantine(desk: Desk, noted: Mapping[str, str], path: Path, report: FileReport) -> FileReport:
    """The report of a file that lay in quarantine, under the name that it came with."""
    kept = quarantine_files.kept_id(desk.profile, path)
    return report if kept is None else replace(report, path=noted.get(kept, report.path), quarantine=kept)


def _looked_at(desk: Desk, bundle: VerifiedBundle) -> list[SegmentLine]:
    """Every segment of a bundle with what would hold it back by itself."""
    lines: list[SegmentLine] = []
    for raw in bundle.segments:
        place = place_of(raw.name)
        try:
            header = check_segment(raw, bundle.trust.registry, desk.desk).header
            read_entries(header, read_lines(header, raw.body))
            lines.append(
                SegmentLine(header.desk, header.channel, header.number, header.entries, header.sealed, None)
            )
        except RefusedError as error:
            if place is not None:
                lines.append(SegmentLine(place.desk, place.channel, place.number, 0, "", error.code))
    return lines


def _quarantine(desk: Desk, batch: _Batch) -> None:
    """Keep every refused file with its reason; of one that is too large to be a bundle only the reason.

    A file that lay there and of which something is still held back stays too.
    """
    under = quarantine_files.under_now(batch.trust, desk.desk, APP) if batch.trust is not None else None
    held_back = {
        path: RefusedError(each.held_back[0].code)
        for path, _, each in batch.staged
        if each.held_back and quarantine_files.kept_id(desk.profile, path) is not None
    }
    for path, error in {**batch.refused, **held_back}.items():
        if isinstance(error, RefusedError):
            is_large = path.stat().st_size > GREATEST_FILE_BYTES
            name, data = (str(path), None) if is_large else (path.name, read_file(path))
            quarantine_files.keep(desk.profile, name, data, error, desk.now(), under)


def _leave_quarantine(desk: Desk, batch: _Batch) -> None:
    """Let go what was taken in whole, wherever it came from."""
    taken = [quarantine_files.id_of(digest) for _, digest, each in batch.staged if not each.held_back]
    for path in batch.known:
        kept = quarantine_files.kept_id(desk.profile, path)
        if kept is not None:
            taken.append(kept)
    for each in taken:
        quarantine_files.leave_taken(desk.profile, each)


def _digest(path: Path) -> str:
    return sha256(read_file(path)).hexdigest()


def read_file(path: Path, most: int = GREATEST_FILE_BYTES) -> bytes:
    """The bytes of a file that came from outside.

    Errors: RefusedError ``too-large``; CorrectableError ``no-such-file``; MachineError ``cannot-read``.
    """
    try:
        if path.stat().st_size > most:
            raise RefusedError("too-large", limit=most, what="bytes")
        return path.read_bytes()
    except FileNotFoundError:
        raise CorrectableError("no-such-file", path=str(path)) from None
    except OSError as error:
        raise MachineError("cannot-read", path=str(path), reason=error.strerror or str(error)) from error
