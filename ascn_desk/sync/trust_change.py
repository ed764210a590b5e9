"""A change of the documents of trust on its way between the people who sign it.

- a change is the next version of the root, of the registry, or of both, with the signatures that it has so far
- it is a file that travels between two people; nothing in it is believed before enough of them have signed
- where a root changes who signs registries, the change carries a registry signed under it as well: whoever is
  registered later judges the registry under the newest root alone

Shapes: the file is canonical JSON, ``{"format":1,"registry":document or null,"root":document or null}``.
Source: docs/bundle-format.md, sections 6 and 10.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct
from tuf.api.metadata import Metadata, Root, Targets, VerificationResult

from ascn_desk.base import canonical
from ascn_desk.base.errors import CorrectableError, RefusedError
from ascn_desk.sync.forms import shaped
from ascn_desk.sync.keys import SigningKey
from ascn_desk.sync.registry import check_succession
from ascn_desk.sync.trust import Trust, judge, keys_of, load, read_registry_document, read_root
from ascn_desk.sync.tuf_document import Document, add_signature, untrusted

FORMAT = 1


class Change(NamedTuple):
    """The documents that shall follow those that are held; None where one stays."""

    root: bytes | None
    registry: bytes | None


class Missing(NamedTuple):
    """How many more signatures one role needs, and the names of the keys that can give them.

    ``root`` are the root keys so far, ``next-root`` those that the new root names.
    """

    role: Literal["root", "next-root", "registry"]
    needed: int
    keys: tuple[str, ...]


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    registry: dict[str, Any] | None
    root: dict[str, Any] | None


def write_change(change: Change) -> bytes:
    """The file of a change."""
    root, registry = (canonical.decode_strict(each) if each is not None else None for each in change)
    return canonical.encode({"format": FORMAT, "registry": registry, "root": root}) + b"\n"


def read_change(data: bytes) -> Change:
    """The change in a file, its signatures not yet counted.

    Errors: RefusedError ``malformed-change``, ``newer-format``, ``bad-key``.
    """
    try:
        file = shaped(canonical.decode_strict(data.removesuffix(b"\n")), _File)
        if file.format > FORMAT:
            raise RefusedError("newer-format", format=file.format, known=FORMAT)
        if file.root is None and file.registry is None:
            raise ValueError("nothing changes")
        change = Change(*(canonical.encode(each) if each is not None else None for each in (file.root, file.registry)))
        if change.root is not None:
            read_root(change.root)
        if change.registry is not None:
            read_registry_document(change.registry)
    except RefusedError as error:
        if error.code in ("newer-format", "bad-key"):
            raise
        raise RefusedError("malformed-change", reason=str(error.data.get("reason", ""))) from None
    except ValueError as error:
        raise RefusedError("malformed-change", reason=str(error)) from None
    return change


def check_follows(held: Trust, change: Change) -> None:
    """Check that a change stands on what is held, and takes nothing back.

    Errors: CorrectableError ``change-known`` if it took effect already, ``change-stale`` if another one did;
            RefusedError ``untrusted-root`` or ``untrusted-registry`` for what no signature could make good.
    """
    trial = _documents(held, change)
    versions = (trial.root_version, trial.registry.version)
    wanted = (held.root_version + (change.root is not None), held.registry.version + (change.registry is not None))
    if _is_known(held, change):
        raise CorrectableError("change-known")
    if versions != wanted:
        raise CorrectableError("change-stale")
    try:
        check_succession(held.registry, trial.registry)
    except ValueError as error:
        raise untrusted("untrusted-registry", error) from None


def missing_signatures(held: Trust, change: Change) -> tuple[Missing, ...]:
    """What a change that follows still lacks."""
    found: list[Missing] = []
    newest = held.roots[-1]
    if change.root is not None:
        newest = read_root(change.root)
        result = newest.metadata.signed.get_root_verification_result(
            held.roots[-1].metadata.signed, newest.signed_bytes, newest.metadata.signatures
        )
        found += _missing("root", result.first)
        if (result.first.unsigned, result.first.missing) != (result.second.unsigned, result.second.missing):
            found += _missing("next-root", result.second)
    registry = read_registry_document(change.registry or held.registry_bytes)[0]
    return (*found, *_missing("registry", _registry_result(newest, registry)))


def is_registry_signed_under(root: bytes, registry: bytes) -> bool:
    """Whether a registry has the signatures that this root wants."""
    return bool(_registry_result(read_root(root), read_registry_document(registry)[0]))


def sign_change(
    held: Trust, change: Change, root_keys: Iterable[SigningKey], registry_keys: Iterable[SigningKey]
) -> tuple[Change, tuple[SigningKey, ...]]:
    """The change with further signatures, and the keys that have no part in it."""
    newest = keys_of(read_root(change.root)) if change.root is not None else held.keys()
    root, registry = change
    strangers: list[SigningKey] = []
    for key in root_keys:
        if root is None or key.public not in {*held.keys().root, *newest.root}:
            strangers.append(key)
        else:
            root = add_signature(root, key)
    for key in registry_keys:
        if registry is None or key.public not in newest.registry:
            strangers.append(key)
        else:
            registry = add_signature(registry, key)
    return Change(root, registry), tuple(strangers)


def trial(held: Trust, change: Change) -> Trust:
    """What would be trusted if everybody signed: for rehearsals. Errors: as :func:`check_follows`."""
    check_follows(held, change)
    return _documents(held, change)


def take_effect(held: Trust, change: Change) -> Trust:
    """What is trusted from now on.

    Errors: as :func:`check_follows`; CorrectableError ``signatures-needed``.
    """
    check_follows(held, change)
    missing = missing_signatures(held, change)
    if missing:
        raise signatures_needed(missing)
    registry = change.registry or held.registry_bytes
    return judge(held, held.root_fingerprint(), _chain(held, change), registry)


def signatures_needed(missing: Sequence[Missing]) -> CorrectableError:
    """What to say where signatures lack."""
    return CorrectableError(
        "signatures-needed",
        needed=sum(each.needed for each in missing),
        keys=", ".join(dict.fromkeys(key for each in missing for key in each.keys)),
        missing=[each._asdict() for each in missing],
    )


def short_key(public: bytes) -> str:
    """How a key is called among people: the first eight digits of its public half."""
    return public.hex()[:8]


def _missing(role: Literal["root", "next-root", "registry"], result: VerificationResult) -> list[Missing]:
    if result.verified:
        return []
    keys = sorted(short_key(bytes.fromhex(key.keyval["public"])) for key in result.unsigned.values())
    return [Missing(role, result.missing, tuple(keys))]


def _registry_result(root: Document[Root], registry: Document[Targets]) -> VerificationResult:
    metadata: Metadata[Targets] = registry.metadata
    return root.metadata.signed.get_verification_result(Targets.type, registry.signed_bytes, metadata.signatures)


def _chain(held: Trust, change: Change) -> tuple[bytes, ...]:
    return held.root_versions if change.root is None else (*held.root_versions, change.root)


def _documents(held: Trust, change: Change) -> Trust:
    registry = change.registry or held.registry_bytes
    if change.root is None:
        return load(held.root_versions, registry)
    root = read_root(change.root)
    if root.version != held.root_version + 1:
        # A chain with a hole cannot be loaded; which of the two it is, is told from the versions.
        raise CorrectableError("change-known" if _is_known(held, change) else "change-stale")
    return load(_chain(held, change), registry)


def _is_known(held: Trust, change: Change) -> bool:
    """Whether all that a change says stands already."""
    is_known = True
    if change.root is not None:
        root = read_root(change.root)
        is_known = any(root.signed_bytes == each.signed_bytes for each in held.roots)
    if change.registry is not None:
        is_known = is_known and read_registry_document(change.registry)[1].signed_bytes == held.registry.signed_bytes
    return is_known
