"""The founding of headquarters: root keys in their files, the first root and the first registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.clock import Clock, instant_text
from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.desk import About
from ascn_desk.operations.passphrases import check_passphrase
from ascn_desk.operations.registry_changes import registered_desk
from ascn_desk.sync.held_trust import keep_trust, pin_root
from ascn_desk.sync.key_files import write_key_file
from ascn_desk.sync.keys import Cost, ProfileSecrets, SigningKey
from ascn_desk.sync.trust import Trust, judge
from ascn_desk.sync.trust_making import first_registry, new_root

ROOT_DAYS = 3650
"""How long a root is good before the desks begin to warn."""
REGISTRY_DAYS = 730
"""How long a registry is good before the desks begin to warn."""


def hold(connection: Connection, trust: Trust | None, practice_root: str | None) -> None:
    """Keep the documents of a new headquarters; a practice desk only pins the root of its own."""
    if trust is not None:
        keep_trust(connection, trust)
        pin_root(connection, trust.root_fingerprint())
    elif practice_root is not None:
        pin_root(connection, practice_root)


def write_root_keys(
    profile: Path,
    roots: int,
    root_dir: Path | None,
    passphrases: Sequence[str],
    cost: Cost,
    undo: list[Callable[[], object]],
) -> list[SigningKey]:
    """Root keys in their files; ``undo`` gets what takes them away again."""
    if roots not in (1, 3):
        raise CorrectableError("bad-root-count", roots=roots)
    if len(passphrases) != roots or (roots == 3 and root_dir is None):
        raise CorrectableError("root-place-needed")
    for passphrase in passphrases:
        check_passphrase(passphrase)
    folder = root_dir if root_dir is not None else profile.with_name(f"{profile.name}-root")
    check_root_place(folder, profile)
    paths = [folder / f"root-{number}.key" for number in range(1, roots + 1)]
    for path in paths:
        if path.exists():
            raise CorrectableError("root-key-exists", path=str(path))
    keys = [SigningKey.generate() for _ in range(roots)]
    if not folder.exists():
        undo.append(folder.rmdir)
    folder.mkdir(parents=True, exist_ok=True)
    for path, key, passphrase in zip(paths, keys, passphrases, strict=True):
        undo.append(partial(path.unlink, missing_ok=True))
        write_key_file(path, "root", passphrase, key, cost)
    return keys


def check_root_place(folder: Path, profile: Path) -> None:
    """Whoever takes the profile must not have the root as well. Errors: CorrectableError ``root-in-profile``."""
    if folder.resolve().is_relative_to(profile.resolve()):
        raise CorrectableError("root-in-profile", path=str(folder))


def make_trust(
    about: About, name: str, secrets: ProfileSecrets, clock: Clock, keys: Sequence[SigningKey]
) -> Trust:
    """The first root and the first registry with headquarters' own desk."""
    now = clock.now()
    registry_key = SigningKey.of(secrets.registry_seeds[0])
    threshold = 1 if len(keys) == 1 else 2
    root = new_root(
        root_keys=[key.public for key in keys],
        root_threshold=threshold,
        registry_keys=[registry_key.public],
        registry_threshold=1,
        expires=now + timedelta(days=ROOT_DAYS),
        signers=keys[:threshold],
    )
    own = registered_desk(
        desk=secrets.desk.desk,
        office=about.office,
        kind=about.office_kind,
        countries=about.countries,
        name=name,
        public=secrets.desk.public,
        age=secrets.desk.recipient,
        since=instant_text(now),
    )
    registry = first_registry([own], expires=now + timedelta(days=REGISTRY_DAYS), signers=[registry_key])
    return judge(None, None, [root], registry)
