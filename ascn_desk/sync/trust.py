"""The chain of trust of a desk: the root that was pinned by word of mouth, and the registry under it.

- each root version is signed by the thresholds of the one before and of its own, distinct keys counted
- versions only matter upwards: what is older and a beginning of what is held is not judged again
- another content under a version already held is refused
- a newer registry stands under the newest root known and takes nothing back
- expiry is told, never enforced: an office cut off for a year goes on working

Source: docs/bundle-format.md, section 6 and section 7, step 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct
from tuf.api.metadata import DelegatedRole, Delegations, Role, Root, Targets

from ascn_desk.base.clock import instant_text
from ascn_desk.sync.envelope import Signer
from ascn_desk.sync.forms import Positive, shaped
from ascn_desk.sync.keys import SigningKey
from ascn_desk.sync.mnemonic import Language, root_words
from ascn_desk.sync.registry import (
    RegisteredDesk,
    Registry,
    check_succession,
    read_registry,
    registry_extras,
)
from ascn_desk.sync.tuf_document import (
    Document,
    ListedKey,
    check_keys,
    listed_key,
    read_document,
    sign,
    untrusted,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The documents that a desk trusts, as files, and what they say."""

    root_versions: tuple[bytes, ...]
    registry_bytes: bytes
    registry: Registry
    roots: tuple[Document[Root], ...] = field(repr=False)

    def root_fingerprint(self) -> str:
        """SHA-256 of what version 1 of the root signed: what an officer pins."""
        return self.roots[0].fingerprint

    def words(self, lang: Language) -> list[str]:
        """The twelve words of the root fingerprint, to be heard by telephone."""
        return root_words(self.root_fingerprint(), lang)

    @property
    def root_version(self) -> int:
        """The newest version of the root."""
        return self.roots[-1].version

    def expired(self, now: datetime) -> list[str]:
        """Which of ``root`` and ``registry`` have expired: to warn about, never to lock anyone out."""
        expiries = {"root": self.roots[-1].signed["expires"], "registry": self.registry.expires}
        return [name for name, expires in expiries.items() if expires <= instant_text(now)]


class _Role(Struct, frozen=True):
    keyids: tuple[str, ...]
    threshold: Positive


class _Signed(Struct, frozen=True):
    keys: dict[str, ListedKey]
    roles: dict[str, _Role]


def load(root_versions: Iterable[bytes], registry: bytes) -> Trust:
    """The trust of documents that this desk judged before and kept itself; signatures are not counted again.

    Errors: RefusedError as :func:`judge`, if what was kept is damaged.
    """
    versions = tuple(root_versions)
    return Trust(
        root_versions=versions,
        registry_bytes=registry,
        registry=_read_registry(registry)[1],
        roots=_read_chain(versions),
    )


def judge(
    held: Trust | None,
    pinned: str | None,
    root_versions: Sequence[bytes | memoryview],
    registry: bytes | memoryview,
) -> Trust:
    """What to trust once a bundle's documents were judged: the held ones, or newer ones in their place.

    Without ``held`` the documents must stand by themselves; without ``pinned`` too, the officer has yet to
    compare the words.

    Errors: RefusedError ``untrusted-root``, ``untrusted-registry``, ``bad-key``.
    """
    if held is not None and tuple(root_versions) == held.root_versions and registry == held.registry_bytes:
        return held
    roots = _judge_chain(held, pinned, root_versions)
    known = held.root_versions if held else ()
    versions = known + tuple(map(bytes, root_versions[len(known) :]))
    document, newer = _read_registry(registry)
    if held is not None and newer.version <= held.registry.version:
        if newer.version == held.registry.version and newer.signed_bytes != held.registry.signed_bytes:
            raise untrusted("untrusted-registry", "another content under the version held")
        return Trust(
            root_versions=versions, registry_bytes=held.registry_bytes, registry=held.registry, roots=roots
        )
    root = roots[-1].metadata.signed
    if not root.get_verification_result(Targets.type, document.signed_bytes, document.metadata.signatures):
        raise untrusted("untrusted-registry", "not signed by enough keys of the root")
    if held is not None:
        try:
            check_succession(held.registry, newer)
        except ValueError as error:
            raise untrusted("untrusted-registry", error) from None
    return Trust(root_versions=versions, registry_bytes=bytes(registry), registry=newer, roots=roots)


def new_root(
    *,
    root_keys: Sequence[bytes],
    root_threshold: int,
    registry_keys: Sequence[bytes],
    registry_threshold: int,
    expires: datetime,
    signers: Sequence[Signer],
    version: int = 1,
) -> bytes:
    """A version of the root that names these public keys.

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
    )
    return sign(signed, signers)


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
        check_succession(held, _read_registry(written)[1])
    except ValueError as error:
        raise untrusted("untrusted-registry", error) from None
    return written


_OWN_MEMBERS = {"_type", "delegations", "expires", "spec_version", "targets", "version", "x-count"}


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


def _judge_chain(
    held: Trust | None, pinned: str | None, root_versions: Sequence[bytes | memoryview]
) -> tuple[Document[Root], ...]:
    """The longer of the held chain and the one given, which must be one chain. Errors: RefusedError."""
    chain = _read_chain(root_versions)
    known = held.roots if held else ()
    if pinned is not None and chain[0].fingerprint != pinned:
        raise untrusted("untrusted-root", "it is not the root that was pinned")
    if any(one.signed_bytes != other.signed_bytes for one, other in zip(chain, known, strict=False)):
        raise untrusted("untrusted-root", "another content under a version held")
    for place in range(len(known), len(chain)):
        earlier = chain[place - 1].metadata.signed if place else None
        later = chain[place]
        if not later.metadata.signed.get_root_verification_result(
            earlier, later.signed_bytes, later.metadata.signatures
        ):
            raise untrusted("untrusted-root", f"version {later.version} is not signed by enough keys")
    return known + chain[len(known) :]


def _read_chain(root_versions: Sequence[bytes | memoryview]) -> tuple[Document[Root], ...]:
    try:
        chain = tuple(map(_read_root, root_versions))
    except ValueError as error:
        raise untrusted("untrusted-root", error) from None
    if not chain or [root.version for root in chain] != list(range(1, len(chain) + 1)):
        raise untrusted("untrusted-root", "not every version from 1 on")
    return chain


def _read_root(data: bytes | memoryview) -> Document[Root]:
    document = read_document(data, Root)
    signed = shaped(document.signed, _Signed)
    check_keys(signed.keys)
    if any(keyid not in signed.keys for role in signed.roles.values() for keyid in role.keyids):
        raise ValueError("a role names a key that is not listed")
    if any(signed.roles[name] != _Role((), 1) for name in ("snapshot", "timestamp")):
        raise ValueError("snapshot and timestamp have keys")
    return document


def _read_registry(data: bytes | memoryview) -> tuple[Document[Targets], Registry]:
    try:
        document = read_document(data, Targets)
        return document, read_registry(document)
    except ValueError as error:
        raise untrusted("untrusted-registry", error) from None
