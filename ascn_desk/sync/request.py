"""Requests: how a new desk, or an old one under new keys, asks headquarters to be registered.

The new key signs first; where an old desk goes on under new keys, its old key signs second and the request
says how far its logs went. Source: docs/bundle-format.md, section 6 (enrolment, rotation).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from ascn_desk.base.errors import RefusedError
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.forms import (
    DIGEST,
    ChannelName,
    DeskName,
    Digest,
    Instant,
    Number,
    OfficeCode,
    is_instant,
    is_text_of,
    shaped,
)
from ascn_desk.sync.keys import DeskKeys, check_point, desk_of, is_age_recipient
from ascn_desk.sync.registry import Registry


class Request(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a desk asks: to be registered with this key and age recipient, for this office."""

    age: str
    created: Instant
    desk: DeskName
    ends: dict[ChannelName, tuple[Number, Digest]]
    format: Literal[1] = 1
    name: str
    office: OfficeCode
    previous: DeskName | None
    public: Digest
    root: Digest | None


def make_request(
    keys: DeskKeys,
    *,
    office: str,
    name: str,
    created: str,
    root: str | None,
    previous: DeskKeys | None = None,
    ends: Mapping[str, tuple[int, str]] | None = None,
) -> bytes:
    """The file by which a desk asks to be registered; ``ends`` only together with the keys it had before."""
    request = Request(
        age=keys.recipient,
        created=created,
        desk=keys.desk,
        ends=dict(ends or {}),
        name=name,
        office=office,
        previous=previous.desk if previous else None,
        public=keys.public.hex(),
        root=root,
    )
    signers = [keys, previous] if previous else [keys]
    return envelopes.seal(envelopes.REQUEST_TYPE, msgspec.to_builtins(request), signers)


def read_request(data: bytes | memoryview, registry: Registry | None) -> Request:
    """The request in a file, once its signatures fit: the new key's, and the old one's by the registry.

    Errors: RefusedError ``bad-signature``, ``bad-key``, ``newer-format``; ``unknown-sender`` if the old desk
    is in no registry.
    """
    envelope = envelopes.read(data, most=2)
    public = envelopes.peek(envelope).get("public")
    if not is_text_of(DIGEST, public):
        raise _refused("no public key")
    key = check_point(str(public))
    desk = desk_of(key)
    if envelope.signatures[0].keyid != desk:
        raise _refused("the first signature is not the new desk's")
    envelopes.check(envelope, envelopes.REQUEST_TYPE, key)
    request = _shape(envelopes.open_payload(envelope))
    if request.desk != desk or len(envelope.signatures) != (2 if request.previous else 1):
        raise _refused("another desk, or another number of signatures")
    if request.previous is not None:
        if registry is None or request.previous not in registry.desks:
            raise RefusedError("unknown-sender", desk=request.previous)
        if envelope.signatures[1].keyid != request.previous:
            raise _refused("the second signature is not the old desk's")
        envelopes.check(envelope, envelopes.REQUEST_TYPE, registry.desks[request.previous].public, place=1)
    return request


def _shape(members: dict[str, object]) -> Request:
    try:
        request = shaped(members, Request)
    except ValueError as error:
        raise _refused(str(error)) from None
    if not is_instant(request.created) or not is_age_recipient(request.age):
        raise _refused("no such instant, or no age recipient")
    if request.previous is None and request.ends:
        raise _refused("ends without a desk before")
    return request


def _refused(reason: str) -> RefusedError:
    return RefusedError("bad-signature", reason=reason)
