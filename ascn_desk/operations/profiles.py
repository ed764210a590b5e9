"""Profiles: making a desk, opening it, and what can be known of one without its passphrase.

A profile is one folder: ``desk.db`` (encrypted), ``keys/desk.key`` (all its secrets under one passphrase),
``profile.json`` (what the first screen shows; nothing secret), and folders for files, backups and what was refused.
"""

from __future__ import annotations

import contextlib
import json
import os
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ascn_desk.base.clock import Clock, instant_text
from ascn_desk.base.errors import CorrectableError, MachineError
from ascn_desk.base.files import machine_error, write_atomic
from ascn_desk.base.paths import check_place
from ascn_desk.domain.channels import HEADQUARTERS_OFFICE, paths_of, reads_of
from ascn_desk.domain.kind import Writer
from ascn_desk.operations import reference_data
from ascn_desk.operations.desk import About, Desk
from ascn_desk.operations.views import OfficeChoice, ProfileState
from ascn_desk.reference.loader import load_reference
from ascn_desk.store.backup import make_backup
from ascn_desk.store.desk_store import DeskStore
from ascn_desk.sync.held_trust import keep_trust, pin_root
from ascn_desk.sync.keys import (
    USUAL_COST,
    Cost,
    DeskKeys,
    ProfileSecrets,
    SigningKey,
    unwrap_profile,
    wrap_profile,
    write_root_key,
)
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.trust import Trust, first_registry, judge, new_root

DATABASE, KEYS, PUBLIC = "desk.db", "keys/desk.key", "profile.json"
FOLDERS = ("keys", "files", "outbox", "inbox", "quarantine", "backups", "log")
PRACTICE_MARK = "練習 / practice"
_ROOT_DAYS, _REGISTRY_DAYS = 3650, 730
_ABOUT = "about"
SHORTEST_PASSPHRASE = 8
LONGEST_OFFICER = 80


def offices() -> tuple[OfficeChoice, ...]:
    """The offices of the shipped data that a desk can be set up for, headquarters first."""
    return tuple(
        OfficeChoice(
            code=each.id,
            name_en=str(each.values["name_en"]),
            name_ja=str(each.values["name_ja"]),
            kind="headquarters" if each.id == HEADQUARTERS_OFFICE else "mission",
            country=None if each.id == HEADQUARTERS_OFFICE else str(each.values["country"]),
        )
        for each in load_reference()
        if each.kind == "office"
    )


def office_named(code: str) -> OfficeChoice:
    """The shipped office of that code. Errors: CorrectableError ``unknown-office``."""
    for each in offices():
        if each.code == code:
            return each
    raise CorrectableError("unknown-office", office=code)


def profile_state(profile: Path) -> ProfileState:
    """What can be known of a profile without its passphrase."""
    public = _read_public(profile)
    return ProfileState(
        exists=(profile / KEYS).exists(),
        office=public.get("office"),
        officer=public.get("officer_name"),
        language=str(public.get("language", "ja")),
        theme=str(public.get("theme", "light")),
        is_practice=bool(public.get("is_practice", False)),
    )


def note_public(profile: Path, **changes: Any) -> None:
    """Keep something of the profile where the first screen finds it without the passphrase."""
    public = {**_read_public(profile), **changes}
    write_atomic(profile / PUBLIC, (json.dumps(public, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def create_desk(
    profile: Path,
    office: str,
    officer_id: str,
    officer_name: str,
    passphrase: str,
    *,
    clock: Clock,
    language: str = "ja",
    roots: int = 3,
    root_dir: Path | None = None,
    root_passphrases: Sequence[str] = (),
    is_practice: bool = False,
    practice_root: str | None = None,
    cost: Cost = USUAL_COST,
) -> Desk:
    """Make a desk in an empty folder: its keys and database; for headquarters root, registry and reference data too.

    Shapes: ``roots`` is 1 (a trial: one file beside the profile, under the same passphrase) or 3 (threshold 2, one
            passphrase each, files in ``root_dir``). ``practice_root``: the fingerprint of the practice headquarters.
    Errors: CorrectableError ``unknown-office``, ``profile-exists``, ``passphrase-too-short``, ``bad-officer``,
            ``bad-root-count``, ``root-place-needed``, ``root-key-exists``, and those of the folder's place;
            MachineError of the disk. Nothing is left behind then.
    """
    chosen = office_named(office)
    check_place(profile)
    if (profile / KEYS).exists() or (profile / DATABASE).exists():
        raise CorrectableError("profile-exists", path=str(profile))
    check_passphrase(passphrase)
    _check_officer(officer_id)
    about = About(
        office=office,
        office_kind=chosen.kind,
        countries=(chosen.country,) if chosen.country else (),
        officer=officer_id,
        officer_name=officer_name or officer_id,
        is_practice=is_practice,
        practice_root=practice_root,
    )
    keys = DeskKeys.generate()
    registry_seeds = (os.urandom(32),) if chosen.kind == "headquarters" else ()
    secrets = ProfileSecrets(database_key=os.urandom(32), desk=keys, registry_seeds=registry_seeds)
    undo: list[Callable[[], object]] = []
    try:
        for folder in FOLDERS:
            (profile / folder).mkdir(parents=True, exist_ok=True)
        trust = None
        if registry_seeds:
            root_keys = _write_root_keys(profile, roots, root_dir, root_passphrases or [passphrase], cost, undo)
            trust = _make_trust(about, secrets, clock, root_keys)
        store = DeskStore(profile / DATABASE, secrets.database_key)
        undo.append(store.close)
        desk = Desk(profile, about, secrets, store, clock)
        _fill(desk, trust)
        note_public(profile, office=office, officer_name=about.officer_name, language=language, is_practice=is_practice)
        # Last, since a profile with keys is one that is there.
        write_atomic(profile / KEYS, wrap_profile(secrets, passphrase, cost))
    except OSError as error:
        _leave_nothing(profile, undo)
        raise machine_error(error, profile) from error
    except BaseException:
        _leave_nothing(profile, undo)
        raise
    return desk


def open_desk(profile: Path, passphrase: str, *, clock: Clock, is_searching: bool = True) -> Desk:
    """Open a profile.

    Errors: CorrectableError ``no-profile``, ``wrong-passphrase``; MachineError ``damaged-key-file``,
            ``damaged-database``, ``foreign-database``, ``newer-schema``, ``database-locked``.
    """
    if not (profile / KEYS).exists():
        raise CorrectableError("no-profile", path=str(profile))
    try:
        secrets = unwrap_profile((profile / KEYS).read_bytes(), passphrase)
    except OSError as error:
        raise machine_error(error, profile / KEYS) from error
    if not (profile / DATABASE).exists():
        raise MachineError("cannot-open-database", path=str(profile / DATABASE), reason="missing")
    store = DeskStore(profile / DATABASE, secrets.database_key, is_searching=is_searching)
    try:
        return _opened(profile, secrets, store, clock)
    except BaseException:
        store.close()
        raise


def check_passphrase(passphrase: str) -> None:
    """Errors: CorrectableError ``passphrase-too-short``."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise CorrectableError("passphrase-too-short", least=SHORTEST_PASSPHRASE)


def _check_officer(officer_id: str) -> None:
    """The id of an officer stands in every entry. Errors: CorrectableError ``bad-officer``."""
    is_fit = all(unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp") for letter in officer_id)
    if not officer_id.strip() or len(officer_id) > LONGEST_OFFICER or not is_fit:
        raise CorrectableError("bad-officer", limit=LONGEST_OFFICER)


def registered(desk: DeskKeys, about: About, since: str, name: str) -> RegisteredDesk:
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


def desk_name(about: About) -> str:
    """What the registry calls a desk; a practice desk says so."""
    name = office_named(about.office).name_en
    return f"{name} ({PRACTICE_MARK})" if about.is_practice else name


def _opened(profile: Path, secrets: ProfileSecrets, store: DeskStore, clock: Clock) -> Desk:
    if not store.is_current():
        store.check_known()
        make_backup(store, profile / "backups", clock)
        store.bring_up(lambda connection: _rebuild(connection, profile, secrets, store, clock))
    with store.reading() as connection:
        return Desk(profile, _about(connection), secrets, store, clock)


def _rebuild(connection: Connection, profile: Path, secrets: ProfileSecrets, store: DeskStore, clock: Clock) -> None:
    """Compute all that is shown afresh, since the declarations changed."""
    desk = Desk(profile, _about(connection), secrets, store, clock)
    ledger = desk.ledger(connection)
    ledger.rebuild()
    if desk.trust(connection) is None:
        reference_data.show_shipped(ledger)


def _fill(desk: Desk, trust: Trust | None) -> None:
    """Make the tables, note what the desk is, and load the shipped data."""
    desk.store.bring_up(lambda connection: None)
    with desk.store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO setting VALUES (?, ?)", (_ABOUT, json.dumps(asdict(desk.about), ensure_ascii=False))
        )
        if trust is not None:
            keep_trust(connection, trust)
            pin_root(connection, trust.root_fingerprint())
        elif desk.about.practice_root is not None:
            pin_root(connection, desk.about.practice_root)
        ledger = desk.ledger(connection)
        if trust is not None:
            reference_data.load_into(desk, ledger)
        else:
            reference_data.show_shipped(ledger)


def _write_root_keys(
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
        write_root_key(path, passphrase, key.seed, cost)
    return keys


def _make_trust(about: About, secrets: ProfileSecrets, clock: Clock, keys: Sequence[SigningKey]) -> Trust:
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
    own = registered(secrets.desk, about, instant_text(now), desk_name(about))
    registry = first_registry([own], expires=now + timedelta(days=_REGISTRY_DAYS), signers=[registry_key])
    return judge(None, None, [root], registry)


def _about(connection: Connection) -> About:
    text = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_ABOUT,)).scalar()
    if text is None:
        raise MachineError("damaged-database", path=DATABASE, reason="the desk is not named")
    members = json.loads(text)
    return replace(About(**members), countries=tuple(members["countries"]))


def _read_public(profile: Path) -> dict[str, Any]:
    try:
        read = json.loads((profile / PUBLIC).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _leave_nothing(profile: Path, undo: Sequence[Callable[[], object]]) -> None:
    """Take away what was made, newest first; what cannot be taken away must not hide why it was to go."""
    for step in reversed(undo):
        with contextlib.suppress(OSError):
            step()
    if not profile.is_dir():
        return
    for name in (KEYS, PUBLIC, DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (profile / name).unlink(missing_ok=True)
    for folder in FOLDERS:
        path = profile / folder
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    if not any(profile.iterdir()):
        profile.rmdir()
