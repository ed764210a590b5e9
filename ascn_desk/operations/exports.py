"""Sending: own entries are sealed, and each office gets one file or several with what it lacks.

A file is written under another name, flushed, read back and verified before it takes its own; then it is noted as sent.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.clock import instant_from
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import clear_parts, writing_verified
from ascn_desk.base.ids import new_id
from ascn_desk.operations import own_numbers
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.incoming_files import read_bundle_file
from ascn_desk.operations.views import ExportedFile
from ascn_desk.store.bundles import Sent, note_sent
from ascn_desk.store.holdings import Holdings
from ascn_desk.store.names import Names
from ascn_desk.sync import suffixes
from ascn_desk.sync.bundle import Chain, bundle_file_name, composed, verify_bundle
from ascn_desk.sync.held_trust import pinned_root
from ascn_desk.sync.outer import GREATEST_FILE_BYTES, seal_into
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.sending import (
    ANYONE,
    Going,
    Parcel,
    Part,
    Room,
    choose,
    next_chain,
    parcel,
    receivers_of,
    seal_all,
)
from ascn_desk.sync.trust import Trust

_MARK = 6
_CHAIN_GROWS = 256
"""What a chain further on may take more than its first link, in bytes."""
_AGE_HEAD, _AGE_RECIPIENT = 1_024, 128
"""What the head of an age file takes at most, and each recipient in it, in bytes."""
_FIRST_CHAIN = Chain(1, None)


def export(
    desk: Desk, offices: Sequence[str], out_dir: Path, max_size: int | None = None, note: str = ""
) -> list[ExportedFile]:
    """Seal everything, and write the files for these offices; ``anyone`` is an open reference update.

    Units: ``max_size`` in bytes.
    Errors: CorrectableError ``not-accepted-yet``, ``desk-closed``, ``unknown-receiver``, ``nothing-to-choose``,
            ``no-such-folder``, ``max-size-too-small`` (for that office nothing is written); MachineError of the medium.
            Files that were written before a failure stay, noted as sent.
    """
    trust = accepted_trust(desk)
    if trust.registry.desks[desk.desk].closed:
        # Every desk would refuse the file.
        raise CorrectableError("desk-closed")
    if not offices:
        raise CorrectableError("nothing-to-choose")
    check_folder(out_dir)
    groups = [
        (office, to)
        for office in dict.fromkeys(offices)
        for to in ([()] if office == ANYONE else receivers_of(trust.registry, office))
    ]
    seal(desk, trust)
    written: list[ExportedFile] = []
    for office, to in groups:
        written += write_files(desk, trust, office, to, out_dir, max_size=max_size, note=note)
    return written


def seal(desk: Desk, trust: Trust) -> int:
    """Seal every own entry; how many segments that made. A desk that was restored or copied seals nothing more.

    Errors: MachineError where the numbers cannot be kept beside the profile; then nothing may leave the desk.
    """
    with desk.writing() as ledger:
        own_numbers.look_beside(desk, ledger.connection)
        limit = desk.limits(ledger.connection).greatest
        made = seal_all(ledger.connection, ledger.names, desk.sender(trust), limit)
    own_numbers.note_sealed(desk)
    return made


def write_files(
    desk: Desk,
    trust: Trust,
    office: str,
    to: Sequence[RegisteredDesk],
    out_dir: Path,
    *,
    max_size: int | None = None,
    note: str = "",
    is_whole: bool = False,
    path: Path | None = None,
) -> list[ExportedFile]:
    """The files for some desks of one office; ``path`` names the one file of a starter."""
    with desk.reading() as (connection, names):
        going = choose(connection, names, to, desk.files, is_whole=is_whole)
        if max_size is not None or _is_large(desk, connection, names, going):
            most = GREATEST_FILE_BYTES if max_size is None else min(max_size, GREATEST_FILE_BYTES)
            room = _room(desk, trust, connection, names, to, going, most, note)
            going = choose(connection, names, to, desk.files, room=room, is_whole=is_whole)
    written: list[ExportedFile] = []
    # A starter is one file, with what counts; the other branches of a fork go with the next export.
    for part in going.parts if path is None else going.parts[:1]:
        with _sending(desk) as (connection, placed):
            one = parcel(
                connection,
                Names(connection),
                desk.sender(trust),
                to,
                going,
                part,
                bundle=new_id(desk.clock),
                chain=next_chain(connection, office),
                note=note,
            )
            archive = composed(one.content, desk.secrets.desk)
            recipients = [*(each.age for each in to), desk.secrets.desk.recipient]
            target = path or _free(out_dir, bundle_file_name(desk.office, desk.desk, instant_from(desk.now())))
            pinned = pinned_root(connection)
            # Under the database's lock no other program of this desk is writing.
            clear_parts(target.parent, desk.desk[:_MARK])
            check = partial(_verify, desk, trust, pinned)
            with writing_verified(target, check, mark=desk.desk[:_MARK]) as file:
                if to:
                    seal_into(file, archive.pieces(), dict.fromkeys(recipients))
                else:
                    for piece in archive.pieces():
                        file.write(piece)
            placed.append(target)
            sent = Sent(
                bundle=one.content.bundle,
                office=office,
                number=one.content.chain.number,
                identity=archive.identity,
                at=desk.now(),
                entries=one.entries,
                size=file.size,
                path=str(target),
                tips=one.tips,
            )
            note_sent(connection, sent)
        written.append(_exported(one, office, target, file.size))
    return written


@contextlib.contextmanager
def _sending(desk: Desk) -> Iterator[tuple[Connection, list[Path]]]:
    """One transaction that notes what is sent; a file that could not be noted goes, as the next one has its number."""
    placed: list[Path] = []
    try:
        with desk.store.writing() as connection:
            yield connection, placed
    except BaseException:
        for path in placed:
            with contextlib.suppress(OSError):
                path.unlink()
        raise


def _is_large(desk: Desk, connection: Connection, names: Names, going: Going) -> bool:
    """Whether what goes may be too much for one file, which nobody would take."""
    holdings = Holdings(connection, names)
    return any(
        holdings.size_of([segment.key for segment in part.segments]) + sum(map(desk.files.size_on_disk, part.files))
        > GREATEST_FILE_BYTES // 2
        for part in going.parts
    )


def _room(
    desk: Desk,
    trust: Trust,
    connection: Connection,
    names: Names,
    to: Sequence[RegisteredDesk],
    going: Going,
    max_size: int,
    note: str,
) -> Room:
    """How many bytes of an archive a file of that size has for segments and attachments, beside what every file has."""
    bare = parcel(
        connection,
        names,
        desk.sender(trust),
        to,
        going,
        Part((), ()),
        bundle=new_id(desk.clock),
        chain=_FIRST_CHAIN,
        note=note,
    )
    # The encryption puts a stanza of a length by chance before all else, so its head is reckoned and not measured.
    head = _AGE_HEAD + _AGE_RECIPIENT * (len(to) + 1) if to else 0
    return Room(max_size, composed(bare.content, desk.secrets.desk).size + head + _CHAIN_GROWS)


def accepted_trust(desk: Desk) -> Trust:
    """The trust of a desk that headquarters registered. Errors: CorrectableError ``not-accepted-yet``."""
    trust = desk.trust()
    if trust is None or desk.desk not in trust.registry.desks:
        raise CorrectableError("not-accepted-yet")
    return trust


def check_folder(folder: Path) -> None:
    """Errors: CorrectableError ``no-such-folder``."""
    if not folder.is_dir():
        raise CorrectableError("no-such-folder", path=str(folder))


def _verify(desk: Desk, trust: Trust, pinned: str | None, path: Path) -> None:
    verify_bundle(read_bundle_file(path, desk.profile), desk.secrets.desk, trust, pinned).close()


def _free(folder: Path, name: str) -> Path:
    """A name that no file has yet: several files of one second differ by a number."""
    target = folder / name
    number = 2
    while target.exists():
        target = folder / f"{name.removesuffix(suffixes.BUNDLE)}-{number}{suffixes.BUNDLE}"
        number += 1
    return target


def _exported(one: Parcel, office: str, target: Path, size: int) -> ExportedFile:
    return ExportedFile(
        path=target,
        bundle=one.content.bundle,
        number=one.content.chain.number,
        entries=one.entries,
        size=size,
        office=office,
    )
