"""Signed documents: DSSE envelopes over canonical JSON.

- the signature covers the payload's type, its length and its exact bytes, never a re-encoding
- the key id is the desk that claims to have signed: a hint until the signature is checked
- an envelope has exactly the members said here, in canonical spelling; anything else is refused

Source: DSSE protocol v1 (secure-systems-lab/dsse, protocol.md); docs/bundle-format.md, section 4.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ascn_desk.base import canonical
from ascn_desk.base.errors import RefusedError
from ascn_desk.sync.forms import is_whole

SEGMENT_TYPE = "application/vnd.ascn-desk.segment+json"
BUNDLE_TYPE = "application/vnd.ascn-desk.bundle+json"
REQUEST_TYPE = "application/vnd.ascn-desk.request+json"

FORMAT = 1


class Signer(Protocol):
    """Whoever can sign: a desk, or a key of the registry."""

    @property
    def keyid(self) -> str:
        """The name under which the signature stands."""
        ...

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature of some bytes."""
        ...


class Signature(NamedTuple):
    """One signature of an envelope, not yet checked."""

    keyid: str
    sig: bytes


class Envelope(NamedTuple):
    """A signed document as read, its signatures not yet checked."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...]


def seal(payload_type: str, payload: object, signers: Sequence[Signer]) -> bytes:
    """Sign a document; the signatures stand in the order of the signers."""
    body = canonical.encode(payload)
    signed = _signed_bytes(payload_type, body)
    return canonical.encode(
        {
            "payload": _text(body),
            "payloadType": payload_type,
            "signatures": [{"keyid": each.keyid, "sig": _text(each.sign(signed))} for each in signers],
        }
    )


def read(data: bytes | memoryview, most: int = 1) -> Envelope:
    """Read an envelope of one signature, or up to ``most`` (only a request under new keys has two).

    Errors: RefusedError ``bad-signature`` for any other shape.
    """
    try:
        document = canonical.decode_strict(data)
    except ValueError:
        raise _refused("not a signed document in canonical form") from None
    match document:
        case {"payload": str(payload), "payloadType": str(kind), "signatures": list(listed), **more} if (
            not more and 1 <= len(listed) <= most
        ):
            return Envelope(kind, _bytes(payload), tuple(map(_signature, listed)))
        case _:
            raise _refused("not the members of a signed document")


def check(envelope: Envelope, payload_type: str, public: bytes, place: int = 0) -> None:
    """Check that one signature of an envelope is that of a public key, over a payload of the type expected.

    Errors: RefusedError ``bad-signature``.
    """
    if envelope.payload_type != payload_type:
        raise _refused("signed as another type of document")
    signed = _signed_bytes(envelope.payload_type, envelope.payload)
    if not is_signature(public, envelope.signatures[place].sig, signed):
        raise _refused("the signature does not fit")


def is_signature(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether a signature over some bytes is that of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def open_payload(envelope: Envelope) -> dict[str, object]:
    """The members of a payload whose signature was checked, in the one format that this version knows.

    Errors: RefusedError ``bad-signature`` if it is no canonical JSON object with a format, ``newer-format``
    if a later version of the product wrote it.
    """
    members = peek(envelope)
    if not is_whole(members.get("format"), FORMAT):
        raise _refused("the payload has no format")
    if members["format"] != FORMAT:
        raise RefusedError("newer-format", format=members["format"])
    return members


def peek(envelope: Envelope) -> dict[str, object]:
    """The members of a payload before its signature is checked: only to find out whose key to check it with.

    Errors: RefusedError ``bad-signature`` if it is no canonical JSON object.
    """
    try:
        members = canonical.decode_strict(envelope.payload)
    except ValueError:
        raise _refused("the payload is not canonical JSON") from None
    if not isinstance(members, dict):
        raise _refused("the payload is no object")
    return members


def _signed_bytes(payload_type: str, payload: bytes) -> bytes:
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def _signature(listed: object) -> Signature:
    match listed:
        case {"keyid": str(keyid), "sig": str(sig), **more} if not more:
            return Signature(keyid, _bytes(sig))
        case _:
            raise _refused("not the members of a signature")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _refused("not base64") from None
    # Unused bits of the last letter would give one signature several spellings.
    if _text(data) != text:
        raise _refused("not base64 in its one spelling")
    return data


def _refused(reason: str) -> RefusedError:
    return RefusedError("bad-signature", reason=reason)
