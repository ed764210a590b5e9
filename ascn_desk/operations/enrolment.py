"""Enrolment: a desk asks, headquarters approves, and the desk accepts once its officer heard the root's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError, RefusedError
from ascn_desk.base.files import write_atomic
from ascn_desk.base.words import language
from ascn_desk.domain.channels import REFERENCE, paths_of, reads_of
from ascn_desk.domain.kind import Writer
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import accepted_trust, check_folder, seal, write_files
from ascn_desk.operations.founding import REGISTRY_DAYS
from ascn_desk.operations.imports import import_files, read_file
from ascn_desk.operations.profiles import PRACTICE_MARK, desk_name, office_named
from ascn_desk.operations.views import Accepted, Approval, StarterInfo
from ascn_desk.sync.bundle import open_outer, read_bundle, verify_bundle
from ascn_desk.sync.held_trust import keep_trust, pin_root, pinned_root
from ascn_desk.sync.keys import SigningKey
from ascn_desk.sync.mnemonic import are_words, asked_positions, root_words
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.request import Request
from ascn_desk.sync.request import make_request as sign_request
from ascn_desk.sync.request import read_request as read_signed_request
from ascn_desk.sync.trust import Trust, judge
from ascn_desk.sync.trust_making import next_registry

_MOST_REQUEST_BYTES = 65_536
_ALL_POSITIONS = range(1, 13)


@dataclass(frozen=True, slots=True)
class RequestInfo:
    """What a request asks for, its signature checked."""

    desk: str
    office: str
    office_name: str
    name: str
    created: str
    is_practice: bool


def make_request(desk: Desk, out: Path) -> Path:
    """Write the request by which this desk asks headquarters to be registered.

    Errors: CorrectableError ``accepted-already``; MachineError of the medium.
    """
    if desk.is_accepted:
        raise CorrectableError("accepted-already")
    with desk.reading() as (connection, _):
        root = pinned_root(connection)
    data = sign_request(
        desk.secrets.desk, office=desk.office, name=desk_name(desk.about), created=desk.now(), root=root
    )
    write_atomic(out, data)
    return out


def read_request(desk: Desk, path: Path) -> RequestInfo:
    """What a request says, for headquarters to look at before approving it.

    Errors: as :func:`approve`.
    """
    request = _checked(desk, path)
    office = office_named(request.office)
    return RequestInfo(
        desk=request.desk,
        office=request.office,
        office_name=office.name_ja if language() == "ja" else office.name_en,
        name=request.name,
        created=request.created,
        is_practice=PRACTICE_MARK in request.name,
    )


def approve(desk: Desk, path: Path, out: Path) -> Approval:
    """Register the desk that asks, and write the starter bundle for it; one that is registered gets it once more.

    Errors: CorrectableError ``headquarters-only``, ``registered-already`` for a desk that was closed,
            ``unknown-office``, ``practice-mixed``, ``root-is-another``, ``no-such-folder``; RefusedError
            ``bad-signature`` and others for the file. Nothing is changed then. MachineError of the medium: approving
            again writes the starter.
    """
    request = _checked(desk, path)
    check_folder(out.parent)
    newer = accepted_trust(desk)
    added = newer.registry.desks.get(request.desk)
    if added is None:
        added = _registered(request, desk.now())
        newer = _with_desk(desk, newer, added)
    elif added.closed:
        raise CorrectableError("registered-already", desk=request.desk)
    seal(desk, newer)
    write_files(desk, newer, request.office, (added,), out.parent, is_whole=True, path=out)
    return Approval(
        desk=request.desk,
        office=request.office,
        registry=newer.registry.version,
        words=tuple(newer.words(language())),
        path=out,
    )


def _with_desk(desk: Desk, trust: Trust, added: RegisteredDesk) -> Trust:
    """Make the registry's next version, with one more desk, and hold it."""
    registry = next_registry(
        trust.registry,
        [added],
        expires=desk.clock.now() + timedelta(days=REGISTRY_DAYS),
        signers=[SigningKey.of(seed) for seed in desk.secrets.registry_seeds],
    )
    newer = judge(trust, trust.root_fingerprint(), trust.root_versions, registry)
    with desk.store.writing() as connection:
        keep_trust(connection, newer)
    desk.forget_trust()
    return newer


def inspect_starter(desk: Desk, path: Path) -> StarterInfo:
    """The root that a starter brings, before it is trusted, and which of its words the officer shall type.

    Errors: CorrectableError ``accepted-already``, ``practice-mixed``; RefusedError for the file.
    """
    trust = _starter_trust(desk, path)
    first, second, third = asked_positions()
    return StarterInfo(trust.root_fingerprint(), (first, second, third))


def accept(desk: Desk, path: Path, words: Mapping[int, str] | Sequence[str]) -> Accepted:
    """Pin the root whose words were heard, and import the starter.

    Shapes: ``words``: position from 1 → word, at least three; or all twelve in order.
    Errors: CorrectableError ``accepted-already``, ``practice-mixed``, ``wrong-words``; RefusedError for the file.
            Nothing is changed then.
    """
    trust = _starter_trust(desk, path)
    typed = dict(words) if isinstance(words, Mapping) else dict(zip(_ALL_POSITIONS, words, strict=False))
    if len(typed) < 3 or len(words) > 12 or not are_words(trust.root_fingerprint(), typed):
        raise CorrectableError("wrong-words")

    def trust_it(connection: Connection) -> None:
        pin_root(connection, trust.root_fingerprint())
        keep_trust(connection, trust)
        desk.forget_trust()
        desk.ledger(connection).merger.show_no_more(REFERENCE)

    # What the import would refuse is refused before anything is trusted.
    verify_bundle(read_file(path), desk.secrets.desk, trust, trust.root_fingerprint())
    if desk.desk not in trust.registry.desks:
        raise RefusedError("not-for-this-desk", reason="this desk is not registered")
    report = import_files(desk, [path], prepare=trust_it)
    desk.forget_trust()
    return Accepted(desk.office, report.balance["received"])


def trust_show(desk: Desk) -> dict[str, Any]:
    """The documents of trust as held, with the root's fingerprint and words.

    Errors: CorrectableError ``not-accepted-yet``.
    """
    trust = desk.trust()
    if trust is None:
        raise CorrectableError("not-accepted-yet")
    return {
        "root": dict(trust.roots[-1].signed),
        "registry": dict(trust.registry.signed),
        "fingerprint": trust.root_fingerprint(),
        "words": root_words(trust.root_fingerprint(), language()),
    }


def _starter_trust(desk: Desk, path: Path) -> Trust:
    """The documents of a starter; for a practice desk they must be those of its own practice headquarters."""
    if desk.is_accepted:
        raise CorrectableError("accepted-already")
    with desk.reading() as (connection, _):
        pinned = pinned_root(connection)
    archive, is_encrypted = open_outer(read_file(path), desk.secrets.desk)
    bundle = read_bundle(archive, is_encrypted)
    trust = judge(None, pinned, bundle.root_versions, bundle.registry)
    if any((PRACTICE_MARK in each.name) != desk.is_practice for each in trust.registry.desks.values()):
        raise CorrectableError("practice-mixed")
    return trust


def _checked(desk: Desk, path: Path) -> Request:
    """A request whose signature fits and that belongs to this headquarters."""
    if desk.office_kind != "headquarters":
        raise CorrectableError("headquarters-only")
    trust = accepted_trust(desk)
    request = read_signed_request(read_file(path, _MOST_REQUEST_BYTES), trust.registry)
    if request.root is not None and request.root != trust.root_fingerprint():
        raise CorrectableError("root-is-another")
    if (PRACTICE_MARK in request.name) != desk.is_practice:
        raise CorrectableError("practice-mixed")
    if request.previous is not None:
        raise CorrectableError("rotation-not-offered")
    office_named(request.office)
    return request


def _registered(request: Request, since: str) -> RegisteredDesk:
    office = office_named(request.office)
    writer = Writer(office.kind)
    countries = (office.country,) if office.country else ()
    return RegisteredDesk(
        desk=request.desk,
        office=request.office,
        kind=office.kind,
        name=request.name,
        public=bytes.fromhex(request.public),
        age=request.age,
        paths=paths_of(writer, request.office, countries),
        reads=reads_of(writer, request.office, countries),
        since=since,
        ends={},
    )
