"""What an import would check of a file, step by step, in words: for good files and for refused ones.

- steps 1 to 5 are of the whole file: the first that fails is the last that is reached
- steps 6 to 11 are of its segments and entries: what one of them fails holds back its log alone, the others go on
- nothing is kept or changed

Source: docs/bundle-format.md, section 7.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError, RefusedError
from ascn_desk.base.words import error_text, t
from ascn_desk.domain.kind import Writer
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.incoming_files import read_bundle_file
from ascn_desk.operations.names import office_name
from ascn_desk.store.holdings import Held, Holdings
from ascn_desk.store.judging import Standing, judge
from ascn_desk.store.names import Names
from ascn_desk.sync.admission import Admitted, check_segment
from ascn_desk.sync.bundle import (
    BundleFile,
    check_members,
    check_receivers,
    check_sender,
    read_bundle,
)
from ascn_desk.sync.entry_line import Entry
from ascn_desk.sync.held_trust import pinned_root
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.outer import LargeFile, Opened, open_outer, size_of
from ascn_desk.sync.segment import RawSegment, SegmentHeader, read_parts
from ascn_desk.sync.trust import Trust
from ascn_desk.sync.trust import judge as judge_documents

LAST_STEP = 11
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A step of receiving: ``ok`` is None where it was not reached; ``code`` says what a failed one found."""

    step: int
    ok: bool | None
    code: str | None
    message: str


@dataclass(frozen=True, slots=True)
class _Read:
    """What the entries of a segment that was admitted come to, or why they cannot be read."""

    name: str
    entries: int
    standings: Counter[Standing]
    error: RefusedError | None


def explain(desk: Desk, path: Path) -> tuple[Step, ...]:
    """Each of the eleven steps with what it finds in a file.

    Errors: CorrectableError ``no-such-file``, ``not-accepted-yet``; MachineError ``cannot-read``.
    """
    with desk.reading() as (connection, names):
        trust = desk.trust(connection)
        if trust is None:
            raise CorrectableError("not-accepted-yet")
        steps: list[Step] = []
        try:
            for message in _of_the_file(desk, connection, names, trust, path, steps):
                steps.append(Step(len(steps) + 1, True, None, message))
        except RefusedError as error:
            steps.append(Step(len(steps) + 1, False, error.code, error_text(error)))
        steps += [Step(number, None, None, t("not reached")) for number in range(len(steps) + 1, LAST_STEP + 1)]
        return tuple(steps)


def _of_the_file(
    desk: Desk, connection: Connection, names: Names, held: Trust, path: Path, steps: list[Step]
) -> Iterator[str]:
    """What steps 1 to 5 find, one after another; then ``steps`` has those of the segments too."""
    data = read_bundle_file(path, desk.profile)
    opened, keys = _opened(data, desk.keys(connection).all)
    with closing(opened):
        yield from _of_what_is_opened(desk, connection, names, held, opened, keys, size_of(data), steps)


def _of_what_is_opened(
    desk: Desk,
    connection: Connection,
    names: Names,
    held: Trust,
    opened: Opened,
    keys: DeskKeys,
    size: int,
    steps: list[Step],
) -> Iterator[str]:
    if opened.is_encrypted:
        yield t("The file is whole and opens with the key of this desk ({size} bytes).", size=f"{size:,}")
    else:
        yield t("The file is an open reference update, not encrypted ({size} bytes).", size=f"{size:,}")
    bundle = read_bundle(*opened)
    yield t("The archive has the one form that it may have; {n} members.", n=len(bundle.members) + 1)
    trust = judge_documents(held, pinned_root(connection), bundle.root_versions, bundle.registry)
    told = {"root": trust.root_version, "registry": trust.registry.version}
    if (trust.root_version, trust.registry.version) == (held.root_version, held.registry.version):
        yield t("Nothing newer than here: root {root} and registry {registry} hold.", **told)
    else:
        yield t("It brings root {root} and registry {registry}, newer than here and signed as they must be.", **told)
    payload, _ = check_sender(bundle, trust.registry)
    check_receivers(payload, trust.registry, keys.desk, opened.is_encrypted)
    if desk.desk not in trust.registry.desks:
        raise RefusedError("not-for-this-desk", reason="this desk is not registered")
    sender = {"office": office_name(connection, trust.registry.desks[payload.sender].office), "desk": payload.sender}
    if payload.to:
        yield t("Signed by {office} ({desk}), a registered desk, for this office.", **sender)
    else:
        yield t("Signed by {office} ({desk}), a registered desk, for anyone.", **sender)
    check_members(payload, bundle)
    yield t("All {n} members are as the sender listed them.", n=len(bundle.members))
    steps += _of_the_segments(desk, connection, names, trust, bundle)


def _opened(data: bytes | LargeFile, keys: Sequence[DeskKeys]) -> tuple[Opened, DeskKeys]:
    """Step 1 with whichever of this desk's keys opens the file, and those."""
    *some, last = keys
    for each in some:
        try:
            return open_outer(data, each), each
        except RefusedError as error:
            if error.code != "not-for-this-desk":
                raise
    return open_outer(data, last), last


def _of_the_segments(
    desk: Desk, connection: Connection, names: Names, trust: Trust, bundle: BundleFile
) -> Iterator[Step]:
    # Not the segments themselves: all of a large file together may be too many for memory.
    admitted: list[tuple[int, Admitted]] = []
    refused: list[tuple[str, RefusedError]] = []
    for turn, raw in enumerate(bundle.segments):
        try:
            admitted.append((turn, check_segment(raw, trust.registry, desk.desk)))
        except RefusedError as error:
            refused.append((raw.name, error))
    late = sum(each.is_after_end for _, each in admitted)
    yield _step(6, refused, len(bundle.segments), _admitted_words(len(bundle.segments), late))
    holdings, held = Holdings(connection, names), dict[int, list[Held]]()
    for _, each in admitted:
        log = names.held_log(each.header.channel, each.header.desk)
        if log is not None and log not in held:
            held[log] = holdings.of_log(log)
    yield from _places(names, held, [each.header for _, each in admitted])
    writers = {name: Writer(each.kind) for name, each in trust.registry.desks.items()}
    read = [_read(bundle.segments[turn], each.header, writers.get(each.header.desk)) for turn, each in admitted]
    bad = [(each.name, each.error) for each in read if each.error is not None]
    entries = sum(each.entries for each in read)
    yield _step(9, bad, len(read), t("Every line is as it was sealed; {n} entries.", n=entries))
    yield _standings(read, entries)
    files = {file.sha256 for _, each in admitted for file in each.header.files}
    lacking = len(files - bundle.files.keys() - desk.files.held())
    if lacking:
        words = t("{n} of {all} attachments named have not come yet; their records say so.", n=lacking, all=len(files))
    else:
        words = t("Of {n} attachments named none is missing.", n=len(files))
    yield Step(11, True, None, words)


def _admitted_words(segments: int, late: int) -> str:
    words = t("All {n} segments are signed by desks that may write there, and this desk may read them.", n=segments)
    if late:
        words += " " + t("{n} lie after the end of their desk: kept, not counted.", n=late)
    return words


def _places(names: Names, held: dict[int, list[Held]], headers: Sequence[SegmentHeader]) -> Iterator[Step]:
    """Steps 7 and 8: what is known, what is another under the same number, and what waits."""
    carried = {each.identity for each in headers}
    known = 0
    forked: list[str] = []
    torn: list[str] = []
    waiting: list[str] = []
    for header in headers:
        log = names.held_log(header.channel, header.desk)
        here = held.get(log, []) if log is not None else []
        identities = {each.identity for each in here}
        if header.identity in identities:
            known += 1
            continue
        if any(each.number == header.number for each in here):
            forked.append(_name(header.desk, header.channel, header.number))
        elif header.previous is not None and header.previous not in identities | carried:
            before = header.number - 1
            name = _name(header.desk, header.channel, before)
            (torn if any(each.number == before for each in here) else waiting).append(name)
    if forked:
        yield Step(7, False, "fork", t("Another segment is held under the same number: {names}. Both are kept until "
                                       "headquarters rules.", names=_few(forked)))  # fmt: skip
    else:
        yield Step(7, True, None, t("{known} segments are held already, {new} are new.", known=known,
                                    new=len(headers) - known))  # fmt: skip
    if torn:
        yield Step(8, False, "fork", t("What comes before is another segment than the one held: {names}. Both are kept "
                                       "until headquarters rules.", names=_few(torn)))  # fmt: skip
    elif waiting:
        yield Step(8, True, None, t("{n} segments will wait, since these are missing: {names}. Ask for a newer file.",
                                    n=len(waiting), names=_few(waiting)))  # fmt: skip
    else:
        yield Step(8, True, None, t("Each follows the segment before it."))


def _read(raw: RawSegment, header: SegmentHeader, writer: Writer | None) -> _Read:
    standings: Counter[Standing] = Counter()
    try:
        for part in read_parts(header, raw.body):
            standings.update(
                judge(entry.kind, entry.set, isinstance(entry.salt, str), writer)[0]
                for entry in part.entries
                if isinstance(entry, Entry)
            )
    except RefusedError as error:
        return _Read(raw.name, 0, Counter(), error)
    return _Read(raw.name, header.entries, standings, None)


def _standings(read: Sequence[_Read], entries: int) -> Step:
    """Step 10: whether the entries may be written by their desks, and their values are valid."""
    counts = {
        standing: sum(each.standings[standing] for each in read)
        for standing in (Standing.NOT_AUTHORISED, Standing.INVALID)
    }
    if not any(counts.values()):
        return Step(10, True, None, t("All {n} entries may be written by their desks and are valid.", n=entries))
    code = "not-authorised" if counts[Standing.NOT_AUTHORISED] else "invalid"
    words = t(
        "Kept and listed, not shown: {refused} entries that their desk may not write, {invalid} with invalid values.",
        refused=counts[Standing.NOT_AUTHORISED],
        invalid=counts[Standing.INVALID],
    )
    return Step(10, False, code, words)


def _step(number: int, refused: Sequence[tuple[str, RefusedError]], segments: int, good: str) -> Step:
    """A step that holds back the logs of what fails, and goes on with the others."""
    if not refused:
        return Step(number, True, None, good)
    words = t("{n} of {all} segments are held back: {names}.", n=len(refused), all=segments,
              names=_few(name.removeprefix("segments/") for name, _ in refused))  # fmt: skip
    return Step(number, False, refused[0][1].code, f"{words} {error_text(refused[0][1])}")


def _name(desk: str, channel: str, number: int) -> str:
    return f"{desk}/{channel.replace('/', '~')}/{number:08}"


def _few(names: Iterable[str]) -> str:
    every = list(names)
    return ", ".join(every[:_MOST_NAMED]) + (" …" if len(every) > _MOST_NAMED else "")
