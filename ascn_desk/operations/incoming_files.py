"""Files that came, before anything of them is applied: read, verified, known, or refused with their reason.

Files are checked one after another, in the order given, and applied in lots: memory and the time for which the database
is locked do not grow with their number. One that a later file of the same import brings newer documents for is tried
again, and so are those in quarantine that may pass now.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError, DeskError, RefusedError
from ascn_desk.base.files import cannot_read
from ascn_desk.operations import quarantine_files
from ascn_desk.operations.desk import APP, Desk
from ascn_desk.store.bundles import known_file
from ascn_desk.store.ledger import Ledger
from ascn_desk.sync.bundle import VerifiedBundle, verify_bundle
from ascn_desk.sync.held_trust import pinned_root
from ascn_desk.sync.outer import GREATEST_FILE_BYTES, IN_MEMORY_BYTES, LargeFile, digest_of
from ascn_desk.sync.receiving import SegmentReader, Staged
from ascn_desk.sync.trust import Trust

_LOT_FILES = 64
"""What is applied at once holds the database, and is lost together where the machine fails."""

Progress = Callable[[int, int], None]
"""Told how many of how many files were looked at."""


@dataclass(slots=True)
class Batch:
    """What the files of one import came to.

    Shapes: ``staged``: (path, SHA-256 of the file, what was read), the first ``applied`` of them being applied already;
            ``known``: path → (office, number, entries); ``under``: the versions of root and registry that the files
            which are looked at now were first judged by.
    """

    staged: list[tuple[Path, str, Staged]] = field(default_factory=list)
    applied: int = 0
    known: dict[Path, tuple[str, int, int]] = field(default_factory=dict)
    refused: dict[Path, DeskError] = field(default_factory=dict)
    trust: Trust | None = None
    is_trust_newer: bool = False
    under: tuple[int, int] | None = None

    @property
    def lot(self) -> list[tuple[Path, str, Staged]]:
        """What was read and is to be applied."""
        return self.staged[self.applied :]

    def let_go(self) -> None:
        """Hold no more of the lot than its figures: it was applied."""
        for _, _, each in self.lot:
            each.let_go()
        self.applied = len(self.staged)
        self.is_trust_newer = False

    def drop_lot(self) -> None:
        """Forget what was read and not applied."""
        for _, _, each in self.lot:
            each.bundle.close()
        del self.staged[self.applied :]

    def is_told(self, path: Path) -> bool:
        """Whether it is known what became of a file."""
        return path in self.known or path in self.refused or any(path == each for each, _, _ in self.staged)


class Lots:
    """The files of one import, lot by lot: so many, and together so large, as memory holds; a larger one by itself."""

    def __init__(self, desk: Desk, batch: Batch, paths: Sequence[Path]) -> None:
        self._desk = desk
        self._batch = batch
        self._waiting = deque(dict.fromkeys(paths))
        self._room = 0
        self._files = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left; asked once :meth:`more` gave nothing any more."""
        return not self._waiting

    def take(self) -> list[Path]:
        """The next lot."""
        self._room, self._files = IN_MEMORY_BYTES, _LOT_FILES
        first = [self._waiting.popleft()] if self._waiting else []
        self._files -= len(first)
        self._room -= sum(map(size_on_disk, first))
        return first + self._fitting()

    def more(self) -> list[Path]:
        """What goes with the lot just looked at: once all was, the files that may pass by what came with it."""
        if not self._waiting:
            held = _versions(self._batch.trust)
            self._waiting.extend(_to_try_again(self._desk, self._batch, is_newer=held != self._batch.under))
            self._batch.under = held
        return self._fitting()

    def _fitting(self) -> list[Path]:
        taken: list[Path] = []
        while self._waiting and self._files and size_on_disk(self._waiting[0]) <= self._room:
            taken.append(self._waiting.popleft())
            self._files -= 1
            self._room -= size_on_disk(taken[-1])
        return taken


def check_lot(
    desk: Desk, connection: Connection, ledger: Ledger, batch: Batch, lots: Lots
) -> Iterator[Path]:
    """Read and verify the next lot, inside the transaction that will apply it; each file as soon as it was looked at.

    Errors: none for what is wrong with a file: that stands under ``refused``.
    """
    batch.trust = desk.trust(connection)
    batch.under = batch.under or _versions(batch.trust)
    pinned = pinned_root(connection)
    reader = SegmentReader(ledger, desk.desk)
    paths = lots.take()
    while paths:
        for path in paths:
            _check_file(desk, connection, reader, batch, pinned, path)
            yield path
        paths = lots.more()


def size_on_disk(path: Path) -> int:
    """How many bytes a file has; none where that cannot be told, as reading it will tell why."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _versions(trust: Trust | None) -> tuple[int, int] | None:
    return None if trust is None else (trust.root_version, trust.registry.version)


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
        data = read_bundle_file(path, desk.profile)
        digest = digest_of(data)
        is_kept = quarantine_files.kept_id(desk.profile, path) is not None
        if is_kept and any(digest == each for _, each, _ in batch.staged):
            # The copy in quarantine of a file that just came anew.
            return
        known = known_file(connection, digest)
        if known is not None:
            batch.known[path] = known
            return
        bundle = verified_for(desk, connection, data, batch.trust, pinned)
        try:
            if desk.desk not in bundle.trust.registry.desks:
                raise RefusedError("not-for-this-desk", reason="this desk is not registered")
            staged = reader.read(bundle)
        except BaseException:
            bundle.close()
            raise
    except DeskError as error:
        batch.refused[path] = error
        return
    if bundle.trust is not batch.trust:
        batch.is_trust_newer |= _versions(bundle.trust) != _versions(batch.trust)
        batch.trust = bundle.trust
    batch.staged.append((path, digest, staged))


def verified_for(
    desk: Desk, connection: Connection, data: bytes | LargeFile, trust: Trust, pinned: str | None
) -> VerifiedBundle:
    """A bundle for this desk, under whichever of its keys; those that it had before still open what was on its way."""
    *some, last = desk.keys(connection).all
    for keys in some:
        try:
            return verify_bundle(data, keys, trust, pinned)
        except RefusedError as error:
            if error.code != "not-for-this-desk":
                raise
    return verify_bundle(data, last, trust, pinned)


def read_bundle_file(path: Path, profile: Path) -> bytes | LargeFile:
    """A file that may be a bundle: its bytes, or where it is large a handle on it that reads piece by piece.

    Errors: as :func:`read_file`.
    """
    if GREATEST_FILE_BYTES >= size_on_disk(path) > IN_MEMORY_BYTES:
        return LargeFile(path, profile)
    return read_file(path)


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
        raise cannot_read(path, error) from error
