"""Files that came, before anything of them is applied: read, verified, known, or refused with their reason.

Files are checked one after another, in the order given. One that a later file of the same import brings newer documents
for is tried again, and so are those in quarantine that may pass now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError, DeskError, MachineError, RefusedError
from ascn_desk.operations import quarantine_files
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.store.bundles import known_file
from ascn_desk.store.ledger import Ledger
from ascn_desk.sync.bundle import GREATEST_FILE_BYTES, VerifiedBundle, verify_bundle
from ascn_desk.sync.held_trust import pinned_root
from ascn_desk.sync.receiving import SegmentReader, Staged
from ascn_desk.sync.trust import Trust

Progress = Callable[[int, int], None]
"""Told how many of how many files were looked at."""


@dataclass(slots=True)
class Batch:
    """What the files of one import came to, before they are applied.

    Shapes: ``staged``: (path, SHA-256 of the file, what was read); ``known``: path → (office, number, entries).
    """

    staged: list[tuple[Path, str, Staged]] = field(default_factory=list)
    known: dict[Path, tuple[str, int, int]] = field(default_factory=dict)
    refused: dict[Path, DeskError] = field(default_factory=dict)
    trust: Trust | None = None
    is_trust_newer: bool = False


def check_files(
    desk: Desk, connection: Connection, ledger: Ledger, paths: Sequence[Path], progress: Progress | None
) -> Batch:
    """Read and verify some files, inside the transaction that will apply them.

    Errors: none for what is wrong with a file: that stands under ``refused``.
    """
    batch = Batch(trust=desk.trust(connection))
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


def _to_try_again(desk: Desk, batch: Batch, *, is_newer: bool) -> list[Path]:
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
    desk: Desk, connection: Connection, reader: SegmentReader, batch: Batch, pinned: str | None, path: Path
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
        bundle = verified_for(desk, connection, data, batch.trust, pinned)
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


def verified_for(desk: Desk, connection: Connection, data: bytes, trust: Trust, pinned: str | None) -> VerifiedBundle:
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
