"""Making the documents of trust: the first ones at the founding, and the versions after those that are held.

A next version takes over what it does not change, members of a newer program included.
Source: docs/bundle-format.md, section 6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tuf.api.metadata import DelegatedRole, Delegations, Role, Root, Targets

from ascn_desk.sync.envelope import Signer
from ascn_desk.sync.keys import SigningKey
from ascn_desk.sync.registry import RegisteredDesk, Registry, check_succession, registry_extras
from ascn_desk.sync.trust import RootKeys, read_registry_document
from ascn_desk.sync.tuf_document import Document, listed_key, sign, untrusted

_ROOT_MEMBERS = {"_type", "consistent_snapshot", "expires", "keys", "roles", "spec_version", "version"}
_OWN_MEMBERS = {"_type", "delegations", "expires", "spec_version", "targets", "version", "x-count"}


def new_root(
    *,
    root_keys: Sequence[bytes],
    root_threshold: int,
    registry_keys: Sequence[bytes],
    registry_threshold: int,
    expires: datetime,
    signers: Sequence[Signer],
    version: int = 1,
    unknown: Mapping[str, Any] | None = None,
) -> bytes:
    """A version of the root that names these public keys; ``unknown``: members of a newer program, to be kept.

    From version 2 on the signers are those of the version before and of this one; signatures may also be
    added later, one medium after another, with :func:`tuf_document.add_signature`.
    """
    names = {public: SigningKey.name_of(public) for public in (*root_keys, *registry_keys)}
    signed = Root(
        version=version,
        expires=expires,
        keys={name: listed_key(name, public) for public, name in names.items()},
        roles={
            "root": Role([names[public] for public in root_keys], root_threshold),
            "targets": Role([names[public] for public in registry_keys], registry_threshold),
            "snapshot": Role([], 1),
            "timestamp": Role([], 1),
        },
        unrecognized_fields=dict(unknown or {}),
    )
    return sign(signed, signers)


def next_root(held: Document[Root], keys: RootKeys, *, expires: datetime, signers: Sequence[Signer] = ()) -> bytes:
    """The version after a held one, with these keys; unknown members stay."""
    unknown = {name: held.signed[name] for name in held.signed.keys() - _ROOT_MEMBERS}
    return new_root(
        root_keys=keys.root,
        root_threshold=keys.root_threshold,
        registry_keys=keys.registry,
        registry_threshold=keys.registry_threshold,
        expires=expires,
        signers=signers,
        version=held.version + 1,
        unknown=unknown,
    )


def first_registry(
    desks: Sequence[RegisteredDesk], *, expires: datetime, signers: Sequence[Signer], x_count: int = 0
) -> bytes:
    """Version 1 of the registry."""
    return _write_registry(1, desks, expires, x_count, {}, signers)


def next_registry(
    held: Registry,
    changes: Sequence[RegisteredDesk],
    *,
    expires: datetime,
    signers: Sequence[Signer],
    x_count: int | None = None,
) -> bytes:
    """The version after a held one: desks that are new or stand changed, all others as they were.

    Errors: RefusedError ``untrusted-registry`` if the changes took something back.
    """
    desks = {**held.desks, **{desk.desk: desk for desk in changes}}
    count = held.x_count if x_count is None else x_count
    unknown = {name: held.signed[name] for name in held.signed.keys() - _OWN_MEMBERS}
    written = _write_registry(held.version + 1, list(desks.values()), expires, count, unknown, signers)
    try:
        check_succession(held, read_registry_document(written)[1])
    except ValueError as error:
        raise untrusted("untrusted-registry", error) from None
    return written


def _write_registry(
    version: int,
    desks: Sequence[RegisteredDesk],
    expires: datetime,
    x_count: int,
    unknown: dict[str, object],
    signers: Sequence[Signer],
) -> bytes:
    keys = {desk.desk: listed_key(desk.desk, desk.public, desk.age) for desk in desks}
    roles = {
        desk.desk: DelegatedRole(
            desk.desk,
            [desk.desk],
            1,
            True,
            list(desk.paths),
            unrecognized_fields=registry_extras(desk),
        )
        for desk in desks
    }
    signed = Targets(
        version=version,
        expires=expires,
        delegations=Delegations(dict(keys), roles),
        unrecognized_fields={**unknown, "x-count": x_count},
    )
    return sign(signed, signers)
