"""Documents of The Update Framework: read strictly, signed, their thresholds counted.

The library is lenient where trust must not be, so before it sees a document

- duplicate keys, floating-point numbers, lone surrogates and control characters in any text refuse it
- its members have the types and forms declared here; unknown members are allowed, as the framework asks,
  but only where the signature covers them
- every public key is an honest point (``bad-key`` if not), and none comes twice: one key under two names
  would count twice towards a threshold
- what the library would sign is exactly what stands in the file

Source: The Update Framework specification 1.0; python-tuf 7.0; docs/bundle-format.md, section 6.
"""

from __future__ import annotations

import copy
import json
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import Meta, Struct
from securesystemslib.formats import encode_canonical
from securesystemslib.signer import Signature, SSlibKey
from tuf.api.metadata import Metadata, Root, Targets

from ascn_desk.base import canonical
from ascn_desk.base.errors import RefusedError
from ascn_desk.sync.envelope import Signer
from ascn_desk.sync.forms import Digest, Instant, Positive, digest_of, is_instant, shaped
from ascn_desk.sync.keys import check_point

Kind = TypeVar("Kind", Root, Targets)


class PublicKey(Struct, frozen=True):
    """The value of a key: 64 lower-case digits."""

    public: Digest


class ListedKey(Struct, frozen=True, rename={"x_age": "x-age"}):
    """A key as a document lists it."""

    keytype: Literal["ed25519"]
    scheme: Literal["ed25519"]
    keyval: PublicKey
    x_age: str | None = None


class _Signature(Struct, frozen=True, forbid_unknown_fields=True):
    keyid: str
    sig: Annotated[str, Meta(pattern=r"\A[0-9a-f]{128}\Z")]


class _Document(Struct, frozen=True, forbid_unknown_fields=True):
    signatures: tuple[_Signature, ...]
    signed: dict[str, Any]


class _Common(Struct, frozen=True):
    version: Positive
    spec_version: str
    expires: Instant


@dataclass(frozen=True, slots=True)
class Document(Generic[Kind]):
    """A document of the right shape, its signatures not yet counted."""

    signed: dict[str, Any]
    signed_bytes: bytes
    metadata: Metadata[Kind]

    @property
    def version(self) -> int:
        """Its version, from 1."""
        return self.metadata.signed.version

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what is signed."""
        return digest_of(self.signed_bytes)


def read_document(data: bytes | memoryview, kind: type[Kind]) -> Document[Kind]:
    """A root or a registry of the shape that the framework says.

    Errors: ValueError for another shape; RefusedError ``bad-key``.
    """
    content = _parse(data)
    document = shaped(content, _Document)
    common = shaped(document.signed, _Common)
    if not is_instant(common.expires):
        raise ValueError("it expires on no day")
    try:
        metadata: Metadata[Kind] = Metadata.from_dict(copy.deepcopy(content))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not of the framework's shape: {error}") from None
    signed_bytes = str(encode_canonical(document.signed)).encode("utf-8")
    if type(metadata.signed) is not kind or metadata.signed_bytes != signed_bytes:
        raise ValueError("another document than it seems")
    return Document(document.signed, signed_bytes, metadata)


def check_keys(keys: dict[str, ListedKey]) -> None:
    """Check every public key of a document.

    Errors: RefusedError ``bad-key``; ValueError if one comes twice.
    """
    publics = [check_point(key.keyval.public) for key in keys.values()]
    if len(set(publics)) != len(publics):
        raise ValueError("a public key comes twice")


def listed_key(keyid: str, public: bytes, age: str | None = None) -> SSlibKey:
    """A public key as a document lists it."""
    check_point(public.hex())
    return SSlibKey(keyid, "ed25519", "ed25519", {"public": public.hex()}, {"x-age": age} if age else None)


def sign(signed: Root | Targets, signers: Sequence[Signer]) -> bytes:
    """The file of a document signed by some keys."""
    data = canonical.encode({"signatures": [], "signed": signed.to_dict()})
    for signer in signers:
        data = add_signature(data, signer)
    return data


def add_signature(data: bytes, signer: Signer) -> bytes:
    """The same document with one more signature, or that key's signature renewed.

    Each root key lies on a medium of its own, so signatures come one after another.
    Errors: ValueError if it is no document.
    """
    document = shaped(_parse(data), _Document)
    signed_bytes = str(encode_canonical(document.signed)).encode("utf-8")
    signatures = {each.keyid: each.sig for each in document.signatures}
    signatures[signer.keyid] = signer.sign(signed_bytes).hex()
    listed = [Signature(keyid, sig).to_dict() for keyid, sig in signatures.items()]
    return canonical.encode({"signatures": listed, "signed": document.signed})


def _parse(data: bytes | memoryview) -> dict[str, Any]:
    try:
        content = json.loads(
            bytes(data).decode("utf-8"),
            object_pairs_hook=_members,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
        # Each letter once: a registry of many desks has few letters and long texts.
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in set("".join(_texts(content)))):
            raise ValueError("a control character in a text")
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(content, dict):
        raise ValueError("no document")
    return content


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key comes twice")
    return members


def _refuse_number(text: str) -> object:
    raise ValueError(f"not an integer: {text}")


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list):
        for each in content:
            yield from _texts(each)
    elif isinstance(content, dict):
        yield from content
        for each in content.values():
            yield from _texts(each)


def untrusted(code: Literal["untrusted-root", "untrusted-registry"], reason: object) -> RefusedError:
    """The refusal of a document of trust."""
    return RefusedError(code, reason=str(reason))
