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
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from ascn_desk.base.clock import Clock
from ascn_desk.base.errors import CorrectableError, MachineError
from ascn_desk.base.files import machine_error, write_atomic
from ascn_desk.base.paths import check_place
from ascn_desk.domain.channels import HEADQUARTERS_OFFICE
from ascn_desk.operations import reference_data
from ascn_desk.operations.desk import About, Desk
from ascn_desk.operations.own_numbers import look_at_opening
from ascn_desk.operations.passphrases import check_passphrase
from ascn_desk.operations.public_profile import KEYS, PUBLIC, note_public
from ascn_desk.operations.purge_traces import clear_traces
from ascn_desk.operations.views import OfficeChoice
from ascn_desk.reference.loader import load_reference
from ascn_desk.store.backup import make_backup
from ascn_desk.store.desk_store import DeskStore
from ascn_desk.store.files import FILES
from ascn_desk.store.recovery import recover
from ascn_desk.store.settings import read_setting, write_setting
from ascn_desk.sync.keys import (
    USUAL_COST,
    Cost,
    DeskKeys,
    ProfileSecrets,
    unwrap_profile,
    wrap_profile,
)

if TYPE_CHECKING:
    from ascn_desk.sync.trust import Trust

DATABASE = "desk.db"
FOLDERS = ("keys", FILES, "outbox", "inbox", "quarantine", "backups", "log")
PRACTICE_MARK = "練習 / practice"

_ABOUT = "about"
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

    Shapes: ``roots`` is 1 (a trial: one file beside the profile, under the same passphrase), 3 (threshold 2, one
            passphrase each, files in ``root_dir``) or 0 (a further desk of headquarters, enrolled like any other).
            ``practice_root``: the fingerprint of the practice headquarters.
    Errors: CorrectableError ``unknown-office``, ``profile-exists``, ``passphrase-too-short``, ``bad-officer``,
            ``bad-root-count``, ``root-place-needed``, ``root-key-exists``, and those of the folder's place;
            MachineError of the disk. Nothing is left behind then.
    """
    from ascn_desk.operations import founding  # only here: the window stands sooner without what it brings

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
    is_founding = chosen.kind == "headquarters" and roots != 0
    registry_seeds = (os.urandom(32),) if is_founding else ()
    secrets = ProfileSecrets(database_key=os.urandom(32), desk=keys, registry_seeds=registry_seeds)
    undo: list[Callable[[], object]] = []
    try:
        for folder in FOLDERS:
            (profile / folder).mkdir(parents=True, exist_ok=True)
        trust = None
        if registry_seeds:
            passphrases = root_passphrases or [passphrase]
            root_keys = founding.write_root_keys(profile, roots, root_dir, passphrases, cost, undo)
            trust = founding.make_trust(about, desk_name(about), secrets, clock, root_keys)
        store = DeskStore(profile / DATABASE, secrets.database_key)
        undo.append(store.close)
        desk = Desk(profile, about, secrets, store, clock)
        _fill(desk, trust)
        note_public(
            profile,
            office=office,
            office_names={"en": chosen.name_en, "ja": chosen.name_ja},
            officer_name=about.officer_name,
            language=language,
            is_practice=is_practice,
        )
        # Last, since a profile with keys is one that is there.
        write_atomic(profile / KEYS, wrap_profile(secrets, passphrase, cost))
    except OSError as error:
        _leave_nothing(profile, undo)
        raise machine_error(error, profile) from error
    except BaseException:
        _leave_nothing(profile, undo)
        raise
    return desk


def open_desk(
    profile: Path, passphrase: str, *, clock: Clock, is_searching: bool = True, state: Path | None = None
) -> Desk:
    """Open a profile; one that was restored or copied meanwhile only reads from now on.

    Shapes: ``state``: another folder than the system's for what is kept beside the profile.
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
    recover(profile / DATABASE, secrets.database_key)
    store = DeskStore(profile / DATABASE, secrets.database_key, is_searching=is_searching)
    try:
        return _opened(profile, secrets, store, clock, state)
    except BaseException:
        store.close()
        raise


def _check_officer(officer_id: str) -> None:
    """The id of an officer stands in every entry. Errors: CorrectableError ``bad-officer``."""
    is_fit = all(unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp") for letter in officer_id)
    if not officer_id.strip() or len(officer_id) > LONGEST_OFFICER or not is_fit:
        raise CorrectableError("bad-officer", limit=LONGEST_OFFICER)


def desk_name(about: About) -> str:
    """What the registry calls a desk; a practice desk says so."""
    name = office_named(about.office).name_en
    return f"{name} ({PRACTICE_MARK})" if about.is_practice else name


def _opened(
    profile: Path, secrets: ProfileSecrets, store: DeskStore, clock: Clock, state: Path | None
) -> Desk:
    if not store.is_current():
        store.check_known()
        make_backup(store, profile / "backups", clock)
        store.bring_up(lambda connection: _rebuild(connection, profile, secrets, store, clock))
    with store.reading() as connection:
        desk = Desk(profile, _about(connection), secrets, store, clock, state)
    look_at_opening(desk)
    clear_traces(desk)
    return desk


def _rebuild(connection: Connection, profile: Path, secrets: ProfileSecrets, store: DeskStore, clock: Clock) -> None:
    """Compute all that is shown afresh, since the declarations changed."""
    desk = Desk(profile, _about(connection), secrets, store, clock)
    ledger = desk.ledger(connection)
    ledger.rebuild()
    if desk.trust(connection) is None:
        reference_data.show_shipped(ledger)


def _fill(desk: Desk, trust: Trust | None) -> None:
    """Make the tables, note what the desk is, and load the shipped data."""
    from ascn_desk.operations import founding

    desk.store.bring_up(lambda connection: None)
    with desk.store.writing() as connection:
        write_setting(connection, _ABOUT, json.dumps(asdict(desk.about), ensure_ascii=False))
        founding.hold(connection, trust, desk.about.practice_root)
        ledger = desk.ledger(connection)
        if trust is not None:
            reference_data.load_into(desk, ledger)
        else:
            reference_data.show_shipped(ledger)


def _about(connection: Connection) -> About:
    text = read_setting(connection, _ABOUT)
    if text is None:
        raise MachineError("damaged-database", path=DATABASE, reason="the desk is not named")
    members = json.loads(text)
    return replace(About(**members), countries=tuple(members["countries"]))


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
