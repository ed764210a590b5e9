"""Bundles: the files that carry segments, attachments, trust and receipts from one desk to one office.

- an encrypted file is age over the archive; a reference update for anyone travels as the bare archive
- composing and reading hold the same order of members, so what is written here is read here
- :func:`verify_bundle` makes steps 1 to 5 in their order; the first failure refuses the whole file
- nothing of an encrypted file is used before all of it has authenticated

Source: docs/bundle-format.md, sections 5 and 7; age v1 (C2SP).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import pairwise, zip_longest
from operator import attrgetter
from typing import Annotated, Literal, NamedTuple, Protocol, overload

import msgspec
from msgspec import Meta, Struct

from ascn_desk.base.clock import utc
from ascn_desk.base.errors import RefusedError
from ascn_desk.base.spool import Spool
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync import suffixes
from ascn_desk.sync.archive import Member, Outgoing, archive_pieces, archive_size, read_archive
from ascn_desk.sync.cover import cover_text
from ascn_desk.sync.forms import (
    DIGEST,
    ChannelName,
    DeskName,
    Digest,
    Instant,
    Natural,
    Number,
    Positive,
    Uuid,
    digest_of,
    is_instant,
    is_text_of,
    shaped,
)
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.outer import LargeFile, Opened, open_outer
from ascn_desk.sync.registry import RegisteredDesk, Registry
from ascn_desk.sync.segment import RawSegment, place_of
from ascn_desk.sync.trust import Trust, judge

_FILE_NAME = re.compile(r"([a-z0-9-]{1,37})-[a-z2-7]{6}-[0-9]{8}T[0-9]{6}Z(?:-[0-9]+)?" + re.escape(suffixes.BUNDLE))
_BUNDLE, _COVER, _REGISTRY = "bundle.json", "COVER.txt", "trust/registry.json"
_HEADER_END, _BODY_END = ".json", ".jsonl.zst"
_GREATEST_DOCUMENTS = 32 * 2**20
"""Bytes of all that must be read whole before the segments; no honest bundle comes near it."""
_GREATEST_ENVELOPE, _GREATEST_BODY = 4 * 2**20, 72 * 2**20
"""Bytes beyond which no envelope and no body of a segment is within the limits of section 4."""


class Chain(Struct, frozen=True, forbid_unknown_fields=True):
    """The place of a bundle among those from one desk to one office."""

    number: Positive
    previous: Digest | None


class Open(Struct, frozen=True, forbid_unknown_fields=True):
    """What the sender still has to do or to send."""

    unsealed: Natural
    conflicts: Natural


class ListedMember(Struct, frozen=True, forbid_unknown_fields=True):
    """A member of the archive as the payload lists it."""

    name: str
    sha256: Digest
    size: Natural


Tips = Mapping[str, Mapping[str, Sequence[tuple[int, str]]]]
"""Channel → desk → the ends of every branch held without a gap: (number, identity)."""


class BundlePayload(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a bundle says of itself, signed by the desk that sends it."""

    bundle: Uuid
    chain: Chain
    created: Instant
    format: Literal[1] = 1
    sender: DeskName = msgspec.field(name="from")
    have: dict[ChannelName, dict[DeskName, Annotated[tuple[tuple[Number, Digest], ...], Meta(min_length=1)]]]
    lacks: tuple[Digest, ...]
    members: tuple[ListedMember, ...]
    note: str | None
    open: Open
    registry: Positive
    root: Positive
    schema: Natural
    to: tuple[DeskName, ...]


class SegmentBytes(Protocol):
    """A segment that goes: the two members may be read each time that they are asked for."""

    @property
    def name(self) -> str: ...
    @property
    def envelope(self) -> bytes | memoryview: ...
    @property
    def body(self) -> bytes | memoryview: ...


class Stored(NamedTuple):
    """An attachment that goes: its size in bytes, and what gives it piece by piece. It is what its digest says."""

    size: int
    pieces: Callable[[], Iterable[bytes | memoryview]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that goes into a bundle: what it says, and what it carries."""

    bundle: str
    created: str
    to: tuple[str, ...]
    note: str
    schema: int
    have: Tips
    lacks: Sequence[str]
    open: Open
    chain: Chain
    trust: Trust
    segments: Sequence[SegmentBytes]
    files: Mapping[str, bytes | memoryview | Stored] = field(default_factory=dict)


class Composed(NamedTuple):
    """A signed archive: its bundle's identity, its size in bytes, and what gives it out piece by piece."""

    identity: str
    size: int
    pieces: Callable[[], Iterable[bytes | memoryview]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleFile:
    """A bundle taken apart in the order that its archive must have; nothing in it is judged yet."""

    envelope: bytes | memoryview
    cover: Member
    root_versions: tuple[bytes | memoryview, ...]
    registry: bytes | memoryview
    segments: Sequence[RawSegment]
    files: Mapping[str, Member]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedBundle:
    """A bundle after steps 1 to 5: its sender, its members and the documents it brought are as signed."""

    payload: BundlePayload
    identity: str
    trust: Trust
    sender: RegisteredDesk
    segments: Sequence[RawSegment]
    files: Mapping[str, Member]
    is_encrypted: bool
    archive: bytes | Spool

    def close(self) -> None:
        """Let the bytes of a large file go; segments and attachments are read no more."""
        Opened(self.archive, self.is_encrypted).close()


class _Segments(Sequence[RawSegment]):
    """The segments of an archive, each read when it is asked for: together they may be too many for memory."""

    def __init__(self, members: Sequence[tuple[str, Member, Member]]) -> None:
        self._members = members

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, place: int) -> RawSegment: ...
    @overload
    def __getitem__(self, place: slice) -> _Segments: ...
    def __getitem__(self, place: int | slice) -> RawSegment | _Segments:
        if isinstance(place, slice):
            return _Segments(self._members[place])
        name, header, body = self._members[place]
        return RawSegment(name, header.first(_GREATEST_ENVELOPE), body.first(_GREATEST_BODY))


def bundle_file_name(office: str, desk: str, created: datetime) -> str:
    """A file name that people can tell apart; nothing trusts it."""
    return f"{office}-{desk[:6]}-{utc(created).strftime('%Y%m%dT%H%M%SZ')}{suffixes.BUNDLE}"


def named_office(file_name: str) -> str:
    """The office that a file's name gives as its sender, which nothing proves; empty where it gives none."""
    found = _FILE_NAME.fullmatch(file_name)
    return found[1] if found else ""


def composed(content: Content, keys: DeskKeys) -> Composed:
    """The signed archive of a bundle, which is given out piece by piece.

    Errors: ValueError or RefusedError where the content breaks the form (more than one office, a member twice).
    """
    registry = content.trust.registry
    if content.to and (len(registry.offices(content.to)) != 1 or None in registry.offices(content.to)):
        raise ValueError("the receivers are not of one office")
    cover = cover_text(
        registry=registry,
        sender=keys.desk,
        to=content.to,
        created=content.created,
        segments=len(content.segments),
        files=len(content.files),
        note=content.note,
        payload_type=envelopes.BUNDLE_TYPE,
    )
    listed: list[ListedMember] = []
    carried: list[Outgoing] = []
    for name, load in _documents_of(content, cover.encode("utf-8")):
        # Read twice rather than held: now for the list that is signed, and once more when its turn comes.
        data = load()
        listed.append(ListedMember(name, digest_of(data), len(data)))
        carried.append(Outgoing(name, len(data), partial(_one_piece, load)))
    for sha256, file in sorted(content.files.items()):
        name = f"files/{sha256}"
        if isinstance(file, Stored):
            listed.append(ListedMember(name, sha256, file.size))
            carried.append(Outgoing(name, file.size, file.pieces))
        else:
            listed.append(ListedMember(name, digest_of(file), len(file)))
            carried.append(Outgoing.of(name, file))
    payload = BundlePayload(
        bundle=content.bundle,
        chain=content.chain,
        created=content.created,
        sender=keys.desk,
        have={
            channel: {desk: tuple(ends) for desk, ends in logs.items()}
            for channel, logs in content.have.items()
        },
        lacks=tuple(content.lacks),
        members=tuple(listed),
        note=content.note,
        open=content.open,
        registry=registry.version,
        root=content.trust.root_version,
        schema=content.schema,
        to=content.to,
    )
    members = msgspec.to_builtins(payload)
    _payload(members)
    envelope = envelopes.seal(envelopes.BUNDLE_TYPE, members, [keys])
    every = [Outgoing.of(_BUNDLE, envelope), *carried]
    return Composed(digest_of(envelopes.read(envelope).payload), archive_size(every), partial(archive_pieces, every))


def read_bundle(archive: bytes | memoryview | Spool, is_encrypted: bool) -> BundleFile:
    """The members of a bundle's archive; step 2.

    Errors: RefusedError ``malformed-container``, ``too-large``.
    """
    return _take_apart(archive, is_encrypted)


def verify_bundle(
    data: bytes | LargeFile, keys: DeskKeys | None, held: Trust | None, pinned: str | None
) -> VerifiedBundle:
    """A bundle for this desk after steps 1 to 5; of a large file it holds a spool until it is closed.

    Errors: RefusedError with the code of the first step that fails; MachineError where a large file cannot be read.
    """
    opened = open_outer(data, keys)
    try:
        return _verified(opened, keys, held, pinned)
    except BaseException:
        opened.close()
        raise


def _verified(opened: Opened, keys: DeskKeys | None, held: Trust | None, pinned: str | None) -> VerifiedBundle:
    archive, is_encrypted = opened
    bundle = read_bundle(archive, is_encrypted)
    trust = judge(held, pinned, bundle.root_versions, bundle.registry)
    payload, identity = check_sender(bundle, trust.registry)
    check_receivers(payload, trust.registry, keys.desk if keys else None, is_encrypted)
    check_members(payload, bundle)
    return VerifiedBundle(
        payload=payload,
        identity=identity,
        trust=trust,
        sender=trust.registry.desks[payload.sender],
        segments=bundle.segments,
        files=bundle.files,
        is_encrypted=is_encrypted,
        archive=archive,
    )


def check_sender(bundle: BundleFile, registry: Registry) -> tuple[BundlePayload, str]:
    """What a bundle says of itself and the identity of that payload, once its sender is known; step 4.

    Errors: RefusedError ``bad-signature``, ``unknown-sender``, ``revoked-sender``, ``newer-format``.
    """
    envelope = envelopes.read(bundle.envelope)
    keyid = envelope.signatures[0].keyid
    sender = registry.desks.get(keyid)
    if sender is None:
        raise RefusedError("unknown-sender", desk=keyid[:64])
    if sender.closed:
        raise RefusedError("revoked-sender", desk=keyid, office=sender.office)
    envelopes.check(envelope, envelopes.BUNDLE_TYPE, sender.public)
    payload = _payload(envelopes.open_payload(envelope))
    if payload.sender != keyid:
        raise RefusedError("bad-signature", reason="signed by another desk than it names")
    return payload, digest_of(envelope.payload)


def check_receivers(
    payload: BundlePayload, registry: Registry, receiver: str | None, is_encrypted: bool
) -> None:
    """Check that a bundle is meant for this desk; the end of step 4.

    Errors: RefusedError ``malformed-container`` if it is encrypted for nobody or bare for someone,
    ``not-for-this-desk``.
    """
    if is_encrypted != bool(payload.to):
        raise RefusedError("malformed-container", reason="encrypted for nobody, or bare for someone")
    if not payload.to:
        return
    if receiver not in (*payload.to, payload.sender):
        raise RefusedError("not-for-this-desk")
    offices = registry.offices(payload.to)
    if len(offices) != 1 or None in offices:
        raise RefusedError("not-for-this-desk", reason="the receivers are not of one office")


def check_members(payload: BundlePayload, bundle: BundleFile) -> None:
    """Check name, order, size and SHA-256 of every member; step 5.

    Errors: RefusedError ``damaged-member``.
    """
    if [listed.name for listed in payload.members] != [member.name for member in bundle.members]:
        raise RefusedError("damaged-member", reason="the members are others than those listed")
    for listed, member in zip(payload.members, bundle.members, strict=True):
        if listed.size != member.size or listed.sha256 != member.digest():
            raise RefusedError("damaged-member", name=member.name)
    digests = {listed.name: listed.sha256 for listed in payload.members}
    for name, member in bundle.files.items():
        if name != digests[member.name]:
            raise RefusedError("damaged-member", name=name)


def _payload(members: dict[str, object]) -> BundlePayload:
    try:
        payload = shaped(members, BundlePayload)
    except ValueError as error:
        raise RefusedError("bad-signature", reason=str(error)) from None
    if not is_instant(payload.created) or len(set(payload.to)) != len(payload.to):
        raise RefusedError("bad-signature", reason="no such instant, or a receiver twice")
    return payload


_Load = Callable[[], bytes | memoryview]


def _documents_of(content: Content, cover: bytes) -> Iterable[tuple[str, _Load]]:
    """All that goes before the attachments, in order, and what gives its bytes."""
    yield _COVER, partial(bytes, cover)
    for version, root in enumerate(content.trust.root_versions, 1):
        yield f"trust/{version}.root.json", partial(bytes, root)
    yield _REGISTRY, partial(bytes, content.trust.registry_bytes)
    for segment in sorted(content.segments, key=attrgetter("name")):
        yield segment.name + _HEADER_END, partial(getattr, segment, "envelope")
        yield segment.name + _BODY_END, partial(getattr, segment, "body")


def _one_piece(load: _Load) -> tuple[bytes | memoryview]:
    return (load(),)


def _take_apart(archive: bytes | memoryview | Spool, is_encrypted: bool) -> BundleFile:
    members = read_archive(archive)
    names = [member.name for member in members]
    roots = 0
    while names[2 + roots : 3 + roots] == [f"trust/{roots + 1}.root.json"]:
        roots += 1
    if names[:2] != [_BUNDLE, _COVER] or not roots or names[2 + roots : 3 + roots] != [_REGISTRY]:
        raise _malformed("the members before the segments are not in their order")
    rest = members[3 + roots :]
    segments = [member for member in rest if member.name.startswith("segments/")]
    files = rest[len(segments) :]
    if any(one.name >= other.name for part in (segments, files) for one, other in pairwise(part)):
        raise _malformed("segments or attachments are not in their order")
    pairs = tuple(_segments(segments, is_encrypted))
    named = {_file_digest(member.name): member for member in files}
    if named and not is_encrypted:
        raise _malformed("a bare archive carries attachments")
    envelope, *root_versions, registry = _documents([members[0], *members[2 : 3 + roots]])
    return BundleFile(
        envelope=envelope,
        cover=members[1],
        root_versions=tuple(root_versions),
        registry=registry,
        segments=_Segments(pairs),
        files=named,
        members=tuple(members[1:]),
    )


def _documents(members: Iterable[Member]) -> Iterable[bytes | memoryview]:
    """The bytes of documents; one beyond all honest ones is cut off, and so fails the step that asks for its shape."""
    left = _GREATEST_DOCUMENTS
    for member in members:
        yield member.first(left)
        left = max(left - member.size, 0)


def _segments(members: Sequence[Member], is_encrypted: bool) -> Iterable[tuple[str, Member, Member]]:
    for header, body in zip_longest(members[::2], members[1::2]):
        name = header.name.removesuffix(_HEADER_END)
        place = place_of(name)
        if (
            body is None
            or (header.name, body.name) != (name + _HEADER_END, name + _BODY_END)
            or place is None
        ):
            raise _malformed("a segment is not a pair of members under one name")
        if place.channel != "reference" and not is_encrypted:
            raise _malformed("a bare archive carries more than reference data")
        yield name, header, body


def _file_digest(name: str) -> str:
    folder, _, digest = name.partition("/")
    if folder != "files" or not is_text_of(DIGEST, digest):
        raise _malformed("a member that no bundle has")
    return digest


def _malformed(reason: str) -> RefusedError:
    return RefusedError("malformed-container", reason=reason)
