"""Changes of root and registry at headquarters: signed by as many people as the root wants, and put into effect.

Whoever prepares a change signs it with the keys at hand. Are these not enough, it is written to a file, and the next
person looks at it, signs and hands it on; the last one puts it into effect. Then everything held is judged again, and
headquarters' own desk goes on under the new keys that it asked for, where the change lists them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from ascn_desk.base.clock import instant_from
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import cannot_read, write_atomic
from ascn_desk.operations import quarantine
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.exports import accepted_trust, check_folder
from ascn_desk.operations.founding import REGISTRY_DAYS
from ascn_desk.operations.incoming_files import read_file
from ascn_desk.operations.rotation import go_on
from ascn_desk.operations.views import FileReport
from ascn_desk.operations.writing_again import own_again
from ascn_desk.store.decisions import note_decisions
from ascn_desk.sync.held_trust import keep_trust
from ascn_desk.sync.key_files import Purpose, read_key_file
from ascn_desk.sync.keys import SigningKey
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.trust import Trust, keys_of, read_root
from ascn_desk.sync.trust_change import (
    Change,
    Missing,
    check_follows,
    missing_signatures,
    read_change,
    short_key,
    sign_change,
    signatures_needed,
    take_effect,
    trial,
    write_change,
)
from ascn_desk.sync.trust_differences import Difference, differences
from ascn_desk.sync.trust_making import next_registry

_MOST_CHANGE_BYTES = 16 * 2**20

Outcome = Literal["applied", "prepared", "rehearsed", "looked-at"]


@dataclass(frozen=True, slots=True)
class KeyAt:
    """A key file with its passphrase."""

    path: Path
    passphrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signs a change beside this desk's own registry key, and what shall become of it.

    ``prepare``: the file to write for the next person, instead of putting the change into effect.
    """

    root_keys: tuple[KeyAt, ...] = ()
    registry_keys: tuple[KeyAt, ...] = ()
    prepare: Path | None = None
    is_rehearsal: bool = False


NOBODY_ELSE = Signing()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustChanged:
    """What a change says and what became of it; ``root`` and ``registry`` are the versions after it.

    ``begins`` and ``ceases`` count the entries held here that begin, or cease, to count with it. ``taken`` is what came
    in of the refused files that waited for it.
    """

    outcome: Outcome
    root: int
    registry: int
    differences: tuple[Difference, ...]
    missing: tuple[Missing, ...] = ()
    path: Path | None = None
    begins: int = 0
    ceases: int = 0
    taken: tuple[FileReport, ...] = ()


def change_registry(
    desk: Desk, trust: Trust, desks: Sequence[RegisteredDesk], signing: Signing, *, x_count: int | None = None
) -> TrustChanged:
    """Make the registry's next version, in which these desks are new or stand changed.

    Errors: as :func:`carry_out`; RefusedError ``untrusted-registry`` if something was taken back.
    """
    registry = next_registry(
        trust.registry, desks, expires=registry_expiry(desk, trust), signers=(), x_count=x_count
    )
    return carry_out(desk, trust, Change(None, registry), signing)


def carry_out(desk: Desk, trust: Trust, change: Change, signing: Signing) -> TrustChanged:
    """Sign a change; put it into effect, rehearse it, or write it down for the next person.

    Errors: CorrectableError ``signatures-needed``, ``key-without-part``, ``wrong-key-passphrase``, ``no-such-file``,
            ``change-stale``; MachineError ``damaged-key-file`` and those of the medium. Nothing is changed then.
    """
    if signing.prepare is not None:
        check_folder(signing.prepare.parent)
    signed = _signed(desk, trust, change, signing)
    missing = missing_signatures(trust, signed)
    if signing.is_rehearsal:
        begins, ceases = _take(desk, signed, is_rehearsal=True)
        return _told(trust, signed, "rehearsed", missing, begins=begins, ceases=ceases)
    if signing.prepare is not None:
        check_follows(trust, signed)
        write_atomic(signing.prepare, write_change(signed))
        return _told(trust, signed, "prepared", missing, path=signing.prepare)
    if missing:
        raise signatures_needed(missing)
    return _applied(desk, trust, signed)


def look_at_change(desk: Desk, path: Path) -> TrustChanged:
    """Say what a change in a file says, what it would do here, and whose signatures it lacks; nothing is changed.

    Errors: CorrectableError ``headquarters-only``, ``no-such-file``, ``change-known``, ``change-stale``;
            RefusedError ``malformed-change``, ``newer-format``, ``bad-key``, ``untrusted-root``,
            ``untrusted-registry``.
    """
    trust = trust_of_headquarters(desk)
    change = _read(path)
    begins, ceases = _take(desk, change, is_rehearsal=True)
    return _told(trust, change, "looked-at", missing_signatures(trust, change), path=path, begins=begins, ceases=ceases)


def summary_of_change(desk: Desk, path: Path) -> TrustChanged:
    """As :func:`look_at_change`, without trying what would come of it here: for a list of what waits."""
    trust = trust_of_headquarters(desk)
    change = _read(path)
    check_follows(trust, change)
    return _told(trust, change, "looked-at", missing_signatures(trust, change), path=path)


def sign_in_file(desk: Desk, path: Path, signing: Signing, out: Path | None = None) -> TrustChanged:
    """Sign the change in a file with further keys and this desk's own, in its place or into another file.

    Errors: as :func:`look_at_change` and :func:`carry_out`; CorrectableError ``nothing-to-sign`` if no key at hand has
            a part in it. The file stays as it was then.
    """
    trust = trust_of_headquarters(desk)
    change = _read(path)
    check_follows(trust, change)
    signed = _signed(desk, trust, change, signing)
    if signed == change:
        raise CorrectableError("nothing-to-sign")
    target = out or path
    check_folder(target.parent)
    write_atomic(target, write_change(signed))
    return _told(trust, signed, "prepared", missing_signatures(trust, signed), path=target)


def apply_change(desk: Desk, path: Path) -> TrustChanged:
    """Put the change in a file into effect, once enough people signed it.

    Errors: as :func:`look_at_change`; CorrectableError ``signatures-needed``. Nothing is changed then.
    """
    trust = trust_of_headquarters(desk)
    change = _read(path)
    return _applied(desk, trust, change)


def trust_of_headquarters(desk: Desk) -> Trust:
    """The trust of headquarters. Errors: CorrectableError ``headquarters-only``, ``not-accepted-yet``."""
    if desk.office_kind != "headquarters":
        raise CorrectableError("headquarters-only")
    return accepted_trust(desk)


def registry_expiry(desk: Desk, trust: Trust) -> datetime:
    """When a registry made now expires: never sooner than the one before, however wrong the clock is."""
    return max(desk.clock.now() + timedelta(days=REGISTRY_DAYS), instant_from(trust.registry.expires))


def _read(path: Path) -> Change:
    return read_change(read_file(path, _MOST_CHANGE_BYTES))


def _signed(desk: Desk, trust: Trust, change: Change, signing: Signing) -> Change:
    newest = keys_of(read_root(change.root)) if change.root is not None else trust.keys()
    own = [SigningKey.of(seed) for seed in desk.secrets.registry_seeds]
    change, _ = sign_change(trust, change, (), [key for key in own if key.public in newest.registry])
    given: list[tuple[KeyAt, Purpose]] = [(file, "root") for file in signing.root_keys]
    given += [(file, "registry") for file in signing.registry_keys]
    for file, purpose in given:
        key = [key_in(file, purpose)]
        change, strangers = sign_change(trust, change, *((key, ()) if purpose == "root" else ((), key)))
        if strangers:
            raise CorrectableError("key-without-part", path=str(file.path), key=short_key(strangers[0].public))
    return change


def key_in(file: KeyAt, purpose: Purpose) -> SigningKey:
    """The key of a file. Errors: as :func:`key_files.read_key_file`; CorrectableError ``no-such-file``."""
    try:
        return read_key_file(file.path, purpose, file.passphrase)
    except FileNotFoundError:
        raise CorrectableError("no-such-file", path=str(file.path)) from None
    except OSError as error:
        raise cannot_read(file.path, error) from error


def _applied(desk: Desk, trust: Trust, change: Change) -> TrustChanged:
    """Put a change into effect, and take in the refused files that waited for it."""
    begins, ceases = _take(desk, change, is_rehearsal=False)
    return replace(_told(trust, change, "applied", begins=begins, ceases=ceases), taken=quarantine.retry_due(desk))


def _take(desk: Desk, change: Change, *, is_rehearsal: bool) -> tuple[int, int]:
    """Hold the newer documents and judge everything held again; how many entries begin and cease to count."""
    opened = desk.store.rehearsing() if is_rehearsal else desk.store.writing()
    try:
        with opened as connection:
            held = desk.trust(connection)
            if held is None:
                raise CorrectableError("not-accepted-yet")
            newer = trial(held, change) if is_rehearsal else take_effect(held, change)
            forks = desk.rules(connection).forks
            keep_trust(connection, newer)
            desk.forget_trust()
            goes_on = go_on(desk, connection)
            ledger = desk.ledger(connection)
            if ledger.rules.forks != forks:
                # What authors had seen of a forked log is read otherwise from now on.
                ledger.rebuild()
            applied, turn = ledger.settle(set(ledger.names.logs), desk.limits(connection))
            note_decisions(connection, ledger.names, ledger.rules, desk.desk, applied.keys)
            if goes_on:
                own_again(desk, ledger)
    finally:
        # Whether it stands now, or was rolled back: it is read anew.
        desk.forget_trust()
    return sum(each.entries for each in turn.begins), sum(each.entries for each in turn.ceases)


def _told(
    trust: Trust,
    change: Change,
    outcome: Outcome,
    missing: tuple[Missing, ...] = (),
    *,
    path: Path | None = None,
    begins: int = 0,
    ceases: int = 0,
) -> TrustChanged:
    after = trial(trust, change)
    return TrustChanged(
        outcome=outcome,
        root=after.root_version,
        registry=after.registry.version,
        differences=differences(trust, after),
        missing=missing,
        path=path,
        begins=begins,
        ceases=ceases,
    )
