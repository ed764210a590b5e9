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
from typing import NamedTuple

from msgspec import Struct
from tuf.api.metadata import Root, Targets

from ascn_desk.base.clock import instant_text
from ascn_desk.sync.forms import Positive, shaped
from ascn_desk.sync.mnemonic import Language, root_words
from ascn_desk.sync.registry import Registry, check_succession, read_registry
from ascn_desk.sync.tuf_document import Document, ListedKey, check_keys, read_document, untrusted


class RootKeys(NamedTuple):
    """Whom a root names: the public keys that sign roots and those that sign registries, each with its threshold."""

    root: tuple[bytes, ...]
    root_threshold: int
    registry: tuple[bytes, ...]
    registry_threshold: int


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

    def keys(self) -> RootKeys:
        """The keys that the newest root names."""
        return keys_of(self.roots[-1])

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


def keys_of(root: Document[Root]) -> RootKeys:
    """The keys that a root names."""
    signed = root.metadata.signed
    roles, keys = signed.roles, signed.keys
    publics = {
        name: tuple(bytes.fromhex(keys[keyid].keyval["public"]) for keyid in roles[name].keyids)
        for name in (Root.type, Targets.type)
    }
    return RootKeys(
        publics[Root.type], roles[Root.type].threshold, publics[Targets.type], roles[Targets.type].threshold
    )


def load(root_versions: Iterable[bytes], registry: bytes) -> Trust:
    """The trust of documents that this desk judged before and kept itself; signatures are not counted again.

    Errors: RefusedError as :func:`judge`, if what was kept is damaged.
    """
    versions = tuple(root_versions)
    return Trust(
        root_versions=versions,
        registry_bytes=registry,
        registry=read_registry_document(registry)[1],
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
    document, newer = read_registry_document(registry)
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
        chain = tuple(map(read_root, root_versions))
    except ValueError as error:
        raise untrusted("untrusted-root", error) from None
    if not chain or [root.version for root in chain] != list(range(1, len(chain) + 1)):
        raise untrusted("untrusted-root", "not every version from 1 on")
    return chain


def read_root(data: bytes | memoryview) -> Document[Root]:
    """A root of the shape that is wanted, its signatures not yet counted.

    Errors: ValueError for another shape; RefusedError ``bad-key``.
    """
    document = read_document(data, Root)
    signed = shaped(document.signed, _Signed)
    check_keys(signed.keys)
    if any(keyid not in signed.keys for role in signed.roles.values() for keyid in role.keyids):
        raise ValueError("a role names a key that is not listed")
    if any(signed.roles[name] != _Role((), 1) for name in ("snapshot", "timestamp")):
        raise ValueError("snapshot and timestamp have keys")
    return document


def read_registry_document(data: bytes | memoryview) -> tuple[Document[Targets], Registry]:
    """A registry and what it says, its signatures not yet counted. Errors: RefusedError ``untrusted-registry``."""
    try:
        document = read_document(data, Targets)
        return document, read_registry(document)
    except ValueError as error:
        raise untrusted("untrusted-registry", error) from None
