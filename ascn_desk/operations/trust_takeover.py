"""When headquarters itself is lost: a new desk of headquarters takes its place, on the word of the root keys alone.

Any open file of any office carries the documents of trust; of several the newest count. Enough root keys sign the next
root, which names new registry keys, and these sign a registry in which the new desk stands. What the old desk wrote
comes back with the exports of the missions; it is closed only then, since an end never moves.
Source: docs/bundle-format.md, section 9.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.clock import instant_from
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language
from ascn_desk.domain.channels import REFERENCE
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.founding import ROOT_DAYS
from ascn_desk.operations.imports import import_files
from ascn_desk.operations.incoming_files import read_bundle_file
from ascn_desk.operations.profiles import PRACTICE_MARK, desk_name
from ascn_desk.operations.registry_changes import registered_desk
from ascn_desk.operations.trust_changes import Signing, TrustChanged, key_in, registry_expiry
from ascn_desk.sync.bundle import read_bundle, verify_bundle
from ascn_desk.sync.held_trust import keep_trust, pin_root, pinned_root
from ascn_desk.sync.outer import open_outer
from ascn_desk.sync.trust import RootKeys, Trust, judge
from ascn_desk.sync.trust_change import (
    Change,
    missing_signatures,
    short_key,
    sign_change,
    signatures_needed,
    take_effect,
)
from ascn_desk.sync.trust_differences import differences
from ascn_desk.sync.trust_making import next_registry, next_root


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Headquarters in its new place; ``entries`` came with the file, ``words`` are those of the root as ever."""

    change: TrustChanged
    desk: str
    entries: int
    words: tuple[str, ...]


def take_over(desk: Desk, paths: Sequence[Path], signing: Signing) -> TakenOver:
    """Put a new desk of headquarters into the place of one that is lost.

    Shapes: ``paths`` are open files (``export --to anyone``) of any offices, best of all that can be reached: an office
            that holds newer documents than these takes none that are made from them. From now on the registry is
            signed by exactly the registry keys of ``signing``.
    Errors: CorrectableError ``headquarters-only``, ``accepted-already``, ``practice-mixed``, ``registry-key-needed``,
            ``not-an-open-file``, ``signatures-needed``, ``key-without-part``, ``wrong-key-passphrase``,
            ``no-such-file``; RefusedError for the file; MachineError. Nothing is changed then.
    """
    if desk.office_kind != "headquarters":
        raise CorrectableError("headquarters-only")
    if desk.is_accepted:
        raise CorrectableError("accepted-already")
    held = _trust_in(desk, paths)
    roots = [key_in(file, "root") for file in signing.root_keys]
    registries = [key_in(file, "registry") for file in signing.registry_keys]
    if not registries:
        raise CorrectableError("registry-key-needed")
    change = Change(
        next_root(
            held.roots[-1],
            RootKeys(
                held.keys().root,
                held.keys().root_threshold,
                tuple(dict.fromkeys(key.public for key in registries)),
                min(held.keys().registry_threshold, len(registries)),
            ),
            expires=max(desk.clock.now() + timedelta(days=ROOT_DAYS), instant_from(held.roots[-1].signed["expires"])),
        ),
        next_registry(
            held.registry,
            [
                registered_desk(
                    desk=desk.desk,
                    office=desk.office,
                    kind=desk.office_kind,
                    countries=desk.countries,
                    name=desk_name(desk.about),
                    public=desk.secrets.desk.public,
                    age=desk.secrets.desk.recipient,
                    since=desk.now(),
                )
            ],
            expires=registry_expiry(desk, held),
            signers=(),
        ),
    )
    change, strangers = sign_change(held, change, roots, registries)
    if strangers:
        place = [*signing.root_keys, *signing.registry_keys][[*roots, *registries].index(strangers[0])].path
        raise CorrectableError("key-without-part", path=str(place), key=short_key(strangers[0].public))
    if missing := missing_signatures(held, change):
        raise signatures_needed(missing)
    return _held(desk, paths, held, take_effect(held, change))


def _trust_in(desk: Desk, paths: Sequence[Path]) -> Trust:
    """The newest documents of some open files. That they are this ministry's own, the root keys at hand will prove."""
    trust: Trust | None = None
    with desk.reading() as (connection, _):
        pinned = pinned_root(connection)
    for path in paths:
        with closing(open_outer(read_bundle_file(path, desk.profile), desk.secrets.desk)) as opened:
            bundle = read_bundle(*opened)
            if opened.is_encrypted:
                raise CorrectableError("not-an-open-file", path=str(path))
            trust = judge(trust, pinned, bundle.root_versions, bundle.registry)
    if trust is None:
        raise CorrectableError("nothing-to-choose")
    if any((PRACTICE_MARK in each.name) != desk.is_practice for each in trust.registry.desks.values()):
        raise CorrectableError("practice-mixed")
    for path in paths:
        # What the import would refuse is refused before anything is trusted.
        data = read_bundle_file(path, desk.profile)
        verify_bundle(data, desk.secrets.desk, trust, trust.root_fingerprint()).close()
    return trust


def _held(desk: Desk, paths: Sequence[Path], before: Trust, after: Trust) -> TakenOver:
    def trust_it(connection: Connection) -> None:
        pin_root(connection, after.root_fingerprint())
        keep_trust(connection, after)
        desk.forget_trust()
        desk.ledger(connection).merger.show_no_more(REFERENCE)

    report = import_files(desk, paths, prepare=trust_it)
    desk.forget_trust()
    changed = TrustChanged(
        outcome="applied",
        root=after.root_version,
        registry=after.registry.version,
        differences=differences(before, after),
    )
    return TakenOver(changed, desk.desk, report.balance["received"], tuple(after.words(language())))
