"""The founding of headquarters: root keys in their files, the first root and the first registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from ascn_desk.base.clock import Clock, instant_text
from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.channels import paths_of, reads_of
from ascn_desk.domain.kind import Writer
from ascn_desk.operations.desk import About
from ascn_desk.operations.passphrases import check_passphrase
from ascn_desk.sync.held_trust import keep_trust, pin_root
from ascn_desk.sync.key_files import write_key_file
from ascn_desk.sync.keys import Cost, DeskKeys, ProfileSecrets, SigningKey
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.trust import Trust, judge
from ascn_desk.sync.trust_making import first_registry, new_root

_ROOT_DAYS = 3650
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
        expires=now + timedelta(days=_ROOT_DAYS),
        signers=keys[:threshold],
    )
    own = _registered(secrets.desk, about, instant_text(now), name)
    registry = first_registry([own], expires=now + timedelta(days=REGISTRY_DAYS), signers=[registry_key])
    return judge(None, None, [root], registry)


def _registered(desk: DeskKeys, about: About, since: str, name: str) -> RegisteredDesk:
    """A desk as the registry lists it, with the channels of its office."""
    writer = Writer(about.office_kind)
    return RegisteredDesk(
        desk=desk.desk,
        office=about.office,
        kind=about.office_kind,
        name=name,
        public=desk.public,
        age=desk.recipient,
        paths=paths_of(writer, about.office, about.countries),
        reads=reads_of(writer, about.office, about.countries),
        since=since,
        ends={},
    )
