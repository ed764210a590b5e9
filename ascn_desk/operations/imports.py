"""Taking in bundles: rehearse several, import them. A rehearsal is an import that is rolled back.

What was not refused (:mod:`ascn_desk.operations.incoming_files`) is applied lot by lot, each in one transaction: a
crash leaves all of a lot or nothing of it, and what was in before stays in. A refused file is kept in the profile's
quarantine with its reason, and tried again in the import that brings what it lacked.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from ascn_desk.base.errors import DeskError, MachineError, RefusedError
from ascn_desk.operations import quarantine_files
from ascn_desk.operations.conflicts import decisions_of
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.operations.import_report import report_of
from ascn_desk.operations.incoming_files import (
    Batch,
    Lots,
    Progress,
    check_lot,
    read_bundle_file,
    size_on_disk,
)
from ascn_desk.operations.own_numbers import look_at_receipts
from ascn_desk.operations.purge_traces import clear_traces
from ascn_desk.operations.rotation import go_on
from ascn_desk.operations.views import ImportReport
from ascn_desk.operations.writing_again import gather_anew, own_again
from ascn_desk.store.backup import make_backup
from ascn_desk.store.bundles import Received, known_file, note_received
from ascn_desk.store.decisions import NotKept, note_decisions
from ascn_desk.store.facts import Clash
from ascn_desk.store.names import Names
from ascn_desk.sync import carried
from ascn_desk.sync.held_trust import keep_trust
from ascn_desk.sync.outer import GREATEST_FILE_BYTES, digest_of
from ascn_desk.sync.receipts import last_have
from ascn_desk.sync.receiving import apply_bundles
from ascn_desk.sync.tally import Tally


def rehearse(desk: Desk, paths: Sequence[Path], progress: Progress | None = None) -> ImportReport:
    """Say exactly what importing these files would do, and do nothing."""
    work = _Import(desk, paths, progress)
    try:
        with desk.store.rehearsing() as connection:
            work.take_in(connection)
            while not work.is_done:
                work.take_in(connection)
            return work.report(connection)
    finally:
        work.close()
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
    Errors: MachineError of the disk or the database where nothing was changed; where it fails after some files were
            taken in, the others are reported as refused by it.
    """
    if has_backup and prepare is None and not _is_known(desk, paths):
        _back_up(desk)
    work = _Import(desk, paths, progress)
    try:
        report = None
        while report is None:
            try:
                with desk.store.writing() as connection:
                    if prepare is not None:
                        prepare(connection)
                        prepare = None
                    work.take_in(connection)
                    work.keep_attachments(connection)
                    if work.is_done:
                        report = work.report(connection)
                        # Before the end of the transaction: what was refused is kept, or nothing was done.
                        work.quarantine()
                work.has_landed()
            except MachineError as error:
                desk.forget_trust()
                report = work.stopped(error)
    except BaseException:
        desk.forget_trust()
        raise
    finally:
        work.close()
    clear_traces(desk)
    work.leave_quarantine()
    return report


class _Import:
    """One import under way; what the lots that have landed came to, and what the present one comes to."""

    def __init__(self, desk: Desk, paths: Sequence[Path], progress: Progress | None) -> None:
        self._desk = desk
        self._paths = tuple(paths)
        self._progress = progress
        self._batch = Batch()
        self._lots = Lots(desk, self._batch, self._paths)
        self._tallies: list[Tally] = []
        self._fresh: list[NotKept] = []
        # How much of these two has landed.
        self._landed = (0, 0)

    @property
    def is_done(self) -> bool:
        return self._lots.is_done

    def take_in(self, connection: Connection) -> None:
        """Check the next lot and apply what is good of it. Several in one transaction are a rehearsal."""
        desk, batch, tally = self._desk, self._batch, Tally()
        batch.let_go()
        self._tallies.append(tally)
        ledger = desk.ledger(connection)
        for _ in check_lot(desk, connection, ledger, batch, self._lots):
            self._tell(len(batch.staged) + len(batch.known))
        if self._lots.is_done:
            self._tell(len(self._paths))
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
        staged = [each for _, _, each in batch.lot]
        limits = desk.limits(connection)
        applied = apply_bundles(ledger, staged, limits, tally, is_trust_newer=batch.is_trust_newer)
        self._fresh += note_decisions(connection, ledger.names, ledger.rules, desk.desk, applied.keys)
        _keep_receipts(desk, connection, batch, applied.conflicts)
        look_at_receipts(desk, connection, (each.bundle.payload for each in staged))
        if staged:
            gather_anew(desk, ledger)
            own_again(desk, ledger)

    def keep_attachments(self, connection: Connection) -> None:
        """Keep the attachments that came, of those that something held names; before the end of the transaction."""
        came = {digest: file for _, _, each in self._batch.lot for digest, file in each.bundle.files.items()}
        if came:
            named = carried.all_named(connection, Names(connection), self._desk.desk)
            for digest, file in came.items():
                if digest in named:
                    self._desk.files.put_pieces(digest, file.pieces)

    def report(self, connection: Connection) -> ImportReport:
        """What all of it came to, the present lot with it."""
        desk, batch, tally = self._desk, self._batch, Tally()
        for each in self._tallies:
            tally.absorb(each)
        ledger = desk.ledger(connection)
        outcome = tally.outcome(ledger, sum(entries for _, _, entries in batch.known.values()))
        decisions = decisions_of(desk, connection, ledger.names, self._fresh)
        return report_of(desk, connection, self._paths, batch, outcome, decisions)

    def has_landed(self) -> None:
        """The present lot is on the disk."""
        self._landed = (len(self._tallies), len(self._fresh))
        self._batch.let_go()

    def stopped(self, error: MachineError) -> ImportReport:
        """What came of the lots before the one in which the machine failed.

        Errors: that of the machine, where there are none.
        """
        lots, fresh = self._landed
        if not lots:
            raise error
        del self._tallies[lots:], self._fresh[fresh:]
        self._batch.drop_lot()
        self._batch.trust = self._desk.trust()
        self._batch.refused |= {path: error for path in self._paths if not self._batch.is_told(path)}
        with contextlib.suppress(MachineError):
            self.quarantine()
        with self._desk.reading() as (connection, _):
            return self.report(connection)

    def quarantine(self) -> None:
        """Keep every refused file with its reason; of one that is too large to be a bundle only the reason.

        A file that lay there and of which something is still held back stays too.
        """
        desk, batch = self._desk, self._batch
        under = quarantine_files.under_now(batch.trust, desk.desk, APP) if batch.trust is not None else None
        held_back = {
            path: RefusedError(each.held_back[0].code)
            for path, _, each in batch.staged
            if each.held_back and quarantine_files.kept_id(desk.profile, path) is not None
        }
        for path, error in {**batch.refused, **held_back}.items():
            if isinstance(error, RefusedError):
                is_large = size_on_disk(path) > GREATEST_FILE_BYTES
                quarantine_files.keep(desk.profile, path, error, desk.now(), under, is_reason_only=is_large)

    def leave_quarantine(self) -> None:
        """Let go what was taken in whole, wherever it came from."""
        profile = self._desk.profile
        taken = [quarantine_files.id_of(digest) for _, digest, each in self._batch.staged if not each.held_back]
        for path in self._batch.known:
            kept = quarantine_files.kept_id(profile, path)
            if kept is not None:
                taken.append(kept)
        for each in taken:
            quarantine_files.leave_taken(profile, each)

    def close(self) -> None:
        """Let go what is still held."""
        self._batch.drop_lot()

    def _tell(self, looked_at: int) -> None:
        if self._progress is not None:
            self._progress(min(looked_at, len(self._paths)), len(self._paths))


def _back_up(desk: Desk) -> None:
    """A checked backup of the desk as it stands, with its keys, like any other."""
    make_backup(desk.store, desk.profile / "backups", desk.clock)


def _is_known(desk: Desk, paths: Sequence[Path]) -> bool:
    with desk.reading() as (connection, _):
        try:
            return all(
                known_file(connection, digest_of(read_bundle_file(path, desk.profile))) is not None
                for path in paths
            )
        except DeskError:
            return False


def _keep_receipts(desk: Desk, connection: Connection, batch: Batch, conflicts: Sequence[Clash]) -> None:
    """Note what was imported from whom, and what the sender said it holds.

    A file of which something was held back may bring it another time, so it is not known by its digest.
    """
    now = desk.now()
    for _, digest, staged in batch.lot:
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
            conflicts=len(conflicts),
            have=msgspec.json.encode({**before, **payload.have}).decode(),
            previous=payload.chain.previous,
            is_open=not payload.to,
        )
        note_received(connection, received)
        if payload.to:
            carried.note_asked(connection, payload.sender, payload.lacks)
