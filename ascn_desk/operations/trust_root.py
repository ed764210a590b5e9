"""The root at headquarters: new keys on media of their own, and the next version of the root that names them.

A root is signed by enough keys of the one before and enough of its own, so no single person replaces it. Whoever knows
the first version follows the chain to the newest; the twelve words stay those of version 1 for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from ascn_desk.base.clock import instant_from
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import cannot_read
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.founding import ROOT_DAYS, check_root_place
from ascn_desk.operations.passphrases import check_passphrase
from ascn_desk.operations.trust_changes import (
    Signing,
    TrustChanged,
    carry_out,
    registry_expiry,
    trust_of_headquarters,
)
from ascn_desk.sync.forms import DIGEST, is_text_of
from ascn_desk.sync.key_files import PublicHalf, Purpose, look_at_key_file, write_key_file
from ascn_desk.sync.keys import USUAL_COST, Cost, SigningKey, check_point
from ascn_desk.sync.trust import RootKeys, Trust
from ascn_desk.sync.trust_change import Change, is_registry_signed_under, short_key
from ascn_desk.sync.trust_making import next_registry, next_root

_LEAST_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key file, and which key it holds; ``key`` is how the key is called."""

    path: Path
    purpose: Purpose
    public: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWish:
    """What shall change among the keys of one role; ``add``: key files, or public keys as 64 digits.

    ``remove``: keys by the beginning of their public half; ``threshold`` stays as it is where it is None.
    """

    add: Sequence[str] = ()
    remove: Sequence[str] = ()
    threshold: int | None = None


AS_IT_IS = RoleWish()


def make_key(
    path: Path, purpose: Purpose, passphrase: str, profile: Path | None = None, cost: Cost = USUAL_COST
) -> KeyFile:
    """Make a root key or a registry key in a file of its own.

    Errors: CorrectableError ``passphrase-too-short``, ``key-file-exists``, ``no-such-folder``, ``root-in-profile``;
            MachineError of the medium.
    """
    check_passphrase(passphrase)
    if not path.parent.is_dir():
        raise CorrectableError("no-such-folder", path=str(path.parent))
    if purpose == "root" and profile is not None:
        check_root_place(path.parent, profile)
    key = SigningKey.generate()
    try:
        write_key_file(path, purpose, passphrase, key, cost)
    except FileExistsError:
        raise CorrectableError("key-file-exists", path=str(path)) from None
    return KeyFile(path, purpose, key.public.hex(), short_key(key.public))


def look_at_key(path: Path) -> KeyFile:
    """Say which key a file holds, without its passphrase: which stick is which.

    Errors: CorrectableError ``no-such-file``; MachineError ``damaged-key-file``, ``cannot-read``.
    """
    stated = _stated(path)
    return KeyFile(path, stated.purpose, stated.public.hex(), short_key(stated.public))


def change_root(
    desk: Desk, signing: Signing, *, root: RoleWish = AS_IT_IS, registry: RoleWish = AS_IT_IS
) -> TrustChanged:
    """Make the next version of the root: with other keys, other thresholds, or only a later day of expiry.

    Where the registry held has not the signatures that the new root wants, its next version goes along.
    Errors: CorrectableError ``headquarters-only``, ``unknown-key``, ``key-twice``, ``key-of-other-role``,
            ``bad-threshold``, ``no-such-file``, and as :func:`trust_changes.carry_out`; RefusedError ``bad-key``.
            Nothing is changed then.
    """
    trust = trust_of_headquarters(desk)
    held = trust.keys()
    keys = RootKeys(
        _keys(held.root, "root", root),
        _root_threshold(held, root),
        _keys(held.registry, "registry", registry),
        held.registry_threshold if registry.threshold is None else registry.threshold,
    )
    _check(held, keys)
    expires = max(desk.clock.now() + timedelta(days=ROOT_DAYS), instant_from(trust.roots[-1].signed["expires"]))
    document = next_root(trust.roots[-1], keys, expires=expires)
    return carry_out(desk, trust, Change(document, _registry_under(desk, trust, document)), signing)


def _registry_under(desk: Desk, trust: Trust, root: bytes) -> bytes | None:
    if is_registry_signed_under(root, trust.registry_bytes):
        return None
    return next_registry(trust.registry, [], expires=registry_expiry(desk, trust), signers=())


def _keys(held: Sequence[bytes], purpose: Purpose, wish: RoleWish) -> tuple[bytes, ...]:
    removed = {_held_key(held, text) for text in wish.remove}
    added = [_public(text, purpose) for text in wish.add]
    return (*(key for key in held if key not in removed), *added)


def _held_key(held: Sequence[bytes], text: str) -> bytes:
    found = [key for key in held if key.hex().startswith(text)]
    if len(found) != 1 or len(text) < _LEAST_BEGINNING:
        raise CorrectableError("unknown-key", key=text, keys=", ".join(map(short_key, held)))
    return found[0]


def _public(text: str, purpose: Purpose) -> bytes:
    if is_text_of(DIGEST, text):
        return check_point(text)
    stated = _stated(Path(text).expanduser())
    if stated.purpose != purpose:
        raise CorrectableError("key-of-other-role", path=text, purpose=stated.purpose)
    return stated.public


def _stated(path: Path) -> PublicHalf:
    try:
        return look_at_key_file(path)
    except FileNotFoundError:
        raise CorrectableError("no-such-file", path=str(path)) from None
    except OSError as error:
        raise cannot_read(path, error) from error


def _root_threshold(held: RootKeys, wish: RoleWish) -> int:
    if wish.threshold is not None:
        return wish.threshold
    # A trial's root of one key becomes a real one when further keys are added.
    is_trial_over = held.root_threshold == 1 and bool(wish.add) and len(wish.add) > len(wish.remove)
    return 2 if is_trial_over else held.root_threshold


def _check(held: RootKeys, keys: RootKeys) -> None:
    """Errors: CorrectableError ``key-twice``, ``bad-threshold``."""
    every = [*keys.root, *keys.registry]
    for key in every:
        if every.count(key) > 1:
            raise CorrectableError("key-twice", key=short_key(key))
    is_trial = (len(held.root), len(keys.root), keys.root_threshold) == (1, 1, 1)
    if not is_trial and not 2 <= keys.root_threshold <= len(keys.root):
        raise CorrectableError("bad-threshold", threshold=keys.root_threshold, keys=len(keys.root), least=2)
    if not 1 <= keys.registry_threshold <= len(keys.registry):
        raise CorrectableError("bad-threshold", threshold=keys.registry_threshold, keys=len(keys.registry), least=1)
