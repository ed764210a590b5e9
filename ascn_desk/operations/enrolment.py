"""Enrolment: a desk asks, headquarters approves, and the desk accepts once its officer heard the root's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError, RefusedError
from ascn_desk.base.files import write_atomic
from ascn_desk.base.words import language
from ascn_desk.domain.channels import REFERENCE
from ascn_desk.operations import quarantine, rotation
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import accepted_trust, check_folder, seal, write_files
from ascn_desk.operations.imports import import_files
from ascn_desk.operations.incoming_files import read_bundle_file, read_file
from ascn_desk.operations.profiles import PRACTICE_MARK, desk_name, office_named, offices
from ascn_desk.operations.registry_changes import closed_desk, covering, registered_desk
from ascn_desk.operations.trust_changes import NOBODY_ELSE, Signing, TrustChanged, change_registry
from ascn_desk.operations.trust_positions import HeldLog, held_logs, rotation_end
from ascn_desk.operations.views import Accepted, Approval, StarterInfo
from ascn_desk.sync.bundle import read_bundle, verify_bundle
from ascn_desk.sync.held_trust import keep_trust, pin_root, pinned_root
from ascn_desk.sync.mnemonic import are_words, asked_positions, root_words
from ascn_desk.sync.outer import open_outer
from ascn_desk.sync.registry import NOTHING, End, RegisteredDesk
from ascn_desk.sync.request import Request
from ascn_desk.sync.request import make_request as sign_request
from ascn_desk.sync.request import read_request as read_signed_request
from ascn_desk.sync.trust import Trust, judge

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
    previous: str | None = None
    """The desk that it goes on for, under new keys."""


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
        previous=request.previous,
    )


def approve(
    desk: Desk, path: Path, out: Path, signing: Signing = NOBODY_ELSE, countries: Sequence[str] = ()
) -> Approval:
    """Register the desk that asks, and write the starter bundle for it; one that is registered gets it once more.

    Shapes: ``countries`` are codes of further countries that its office covers beside its own; a desk that is
            registered already reads and writes them from now on.
    A desk that goes on under new keys closes the one before it, at the greater of what it says and what is held. Where
    it is this very desk, it goes on under them at once, and no starter is written.
    Errors: CorrectableError ``headquarters-only``, ``registered-already`` for a desk that was closed,
            ``unknown-office``, ``unknown-country``, ``practice-mixed``, ``root-is-another``,
            ``rotation-of-other-office``, ``own-desk``, ``log-forked``, ``no-such-folder``, and as
            :func:`trust_changes.carry_out`; RefusedError ``bad-signature`` and others for the file. Nothing is changed
            then. MachineError of the medium: approving again writes the starter.
    Refused files that this registration may cure are imported at once.
    """
    request = _checked(desk, path)
    check_folder(out.parent)
    trust = accepted_trust(desk)
    is_own = request.previous == desk.desk
    if is_own and not rotation.is_asked_for(desk, request.desk):
        # Closed for another machine, this one could sign no starter any more.
        raise CorrectableError("own-desk")
    asked = _asked(desk, trust, request, countries)
    # What waited for this desk goes into its starter already.
    if asked:
        taken = change_registry(desk, trust, asked, replace(signing, prepare=None, is_rehearsal=False)).taken
    else:
        taken = quarantine.retry_due(desk)
    trust = accepted_trust(desk)
    added = trust.registry.desks[request.desk]
    if added.closed:
        raise CorrectableError("registered-already", desk=request.desk)
    if not is_own:
        seal(desk, trust)
        write_files(desk, trust, request.office, (added,), out.parent, is_whole=True, path=out)
    return Approval(
        desk=request.desk,
        office=request.office,
        registry=trust.registry.version,
        words=tuple(trust.words(language())),
        path=None if is_own else out,
        taken=taken,
    )


def register(desk: Desk, path: Path, signing: Signing, countries: Sequence[str] = ()) -> TrustChanged:
    """Register the desk that asks, rehearse that, or write it down for a second person; no starter is written.

    Headquarters' own desk, going on under new keys, is registered so too: it needs no starter.
    Errors: as :func:`approve`; CorrectableError ``registered-already`` for any desk that is registered.
    """
    request = _checked(desk, path)
    trust = accepted_trust(desk)
    if request.desk in trust.registry.desks:
        raise CorrectableError("registered-already", desk=request.desk)
    return change_registry(desk, trust, _asked(desk, trust, request, countries), signing)


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
    data = read_bundle_file(path, desk.profile)
    verify_bundle(data, desk.secrets.desk, trust, trust.root_fingerprint()).close()
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
    with closing(open_outer(read_bundle_file(path, desk.profile), desk.secrets.desk)) as opened:
        bundle = read_bundle(*opened)
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
    office_named(request.office)
    return request


def _asked(desk: Desk, trust: Trust, request: Request, countries: Sequence[str]) -> list[RegisteredDesk]:
    """What the registry shall say: the new desk and, where it goes on for another, that one closed.

    Of a desk that is registered already, what it reads and writes more; nothing where that is nothing.
    """
    office = office_named(request.office)
    unknown = sorted(set(countries) - {each.country for each in offices()})
    if unknown:
        raise CorrectableError("unknown-country", country=unknown[0])
    registered = trust.registry.desks.get(request.desk)
    if registered is not None:
        wider = covering(registered, countries)
        return [wider] if wider != registered and not registered.closed else []
    before = trust.registry.desks[request.previous] if request.previous is not None else None
    new = registered_desk(
        desk=request.desk,
        office=request.office,
        kind=office.kind,
        countries=(office.country,) if office.country else (),
        name=request.name,
        public=bytes.fromhex(request.public),
        age=request.age,
        since=desk.now(),
        before=before,
    )
    new = covering(new, countries)
    if before is None:
        return [new]
    if before.office != request.office:
        raise CorrectableError("rotation-of-other-office", desk=before.desk, office=before.office)
    if before.closed:
        # Where its logs end was said when it was closed, and an end never moves.
        return [new]
    return [new, closed_desk(before, _rotation_ends(desk, before, request))]


def _rotation_ends(desk: Desk, before: RegisteredDesk, request: Request) -> dict[str, End]:
    """Where the logs of a desk end that goes on under new keys: as far as it says, or as is held of the same chain."""
    with desk.reading() as (connection, names):
        logs = held_logs(connection, names, before.desk)
    channels = {channel for channel in request.ends if before.may_write(channel)} | logs.keys()
    ends = {
        channel: rotation_end(logs.get(channel, HeldLog(before.desk, channel, {})), request.ends.get(channel))
        for channel in sorted(channels - before.ends.keys())
    }
    return {channel: end for channel, end in ends.items() if end != NOTHING}
