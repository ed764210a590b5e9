"""Makers of trust, desks, segments and bundles, with sensible defaults."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from securesystemslib.formats import encode_canonical

from ascn_desk.base import canonical
from ascn_desk.base.errors import DeskError
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.archive import read_archive
from ascn_desk.sync.bundle import Chain, Content, Open
from ascn_desk.sync.entry_line import Entry, encode_entry
from ascn_desk.sync.keys import DeskKeys, SigningKey
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.segment import RawSegment, SealedSegment, SegmentFile, seal_segment
from ascn_desk.sync.trust import Trust, judge
from ascn_desk.sync.trust_making import first_registry, new_root
from tests.support.whole import seal_outer, write_archive

LATER = datetime(2036, 1, 1, tzinfo=UTC)
SEALED_AT = "2026-11-24T09:30:00Z"
BUNDLE_ID = "0193a5f0-0000-7000-8000-000000000001"


def expect(code: str, act: Callable[[], object]) -> None:
    """The act must be refused with that code."""
    with pytest.raises(DeskError) as caught:
        act()
    assert caught.value.code == code, caught.value


def seed(name: str) -> bytes:
    """A seed that is always the same for a name."""
    return sha256(name.encode()).digest()


def desk_keys(name: str) -> DeskKeys:
    """Keys whose signing half is always the same for a name."""
    return dataclasses.replace(DeskKeys.generate(), seed=seed(name))


def registered(keys: DeskKeys, office: str = "emb-vn", **changes: Any) -> RegisteredDesk:
    """A mission's desk (of Viet Nam unless said otherwise) as the registry lists it."""
    usual: dict[str, Any] = {
        "desk": keys.desk,
        "office": office,
        "kind": "mission",
        "name": f"Desk of {office}",
        "public": keys.public,
        "age": keys.recipient,
        "paths": ("country/vn", f"office/{office}"),
        "reads": ("reference", "country/vn", f"office/{office}"),
        "since": "2026-11-01T00:00:00Z",
        "ends": {},
    }
    return RegisteredDesk(**{**usual, **changes})


def headquarters(keys: DeskKeys, **changes: Any) -> RegisteredDesk:
    """Headquarters' desk as the registry lists it."""
    everything = ("reference", "country/*", "office/*")
    return registered(
        keys, "hq", **{"kind": "headquarters", "paths": everything, "reads": everything, **changes}
    )


@dataclass(kw_only=True)
class World:
    """Headquarters, one embassy and one stranger, under a root of two keys out of three."""

    root_keys: list[SigningKey] = field(
        default_factory=lambda: [SigningKey.of(seed(f"root {i}")) for i in range(3)]
    )
    registry_key: SigningKey = field(default_factory=lambda: SigningKey.of(seed("registry")))
    hq: DeskKeys = field(default_factory=lambda: desk_keys("hq"))
    embassy: DeskKeys = field(default_factory=lambda: desk_keys("embassy"))
    stranger: DeskKeys = field(default_factory=lambda: desk_keys("stranger"))

    def root(self, version: int = 1, signers: Sequence[SigningKey] | None = None, **changes: Any) -> bytes:
        """A version of the root, signed by two keys unless said otherwise."""
        usual: dict[str, Any] = {
            "root_keys": [key.public for key in self.root_keys],
            "root_threshold": 2,
            "registry_keys": [self.registry_key.public],
            "registry_threshold": 1,
            "expires": LATER,
        }
        signing = self.root_keys[:2] if signers is None else signers
        return new_root(**{**usual, **changes}, signers=signing, version=version)

    def desks(self) -> list[RegisteredDesk]:
        """The desks registered at first."""
        return [headquarters(self.hq), registered(self.embassy)]

    def registry(self, desks: Sequence[RegisteredDesk] | None = None) -> bytes:
        """Version 1 of the registry."""
        return first_registry(desks or self.desks(), expires=LATER, signers=[self.registry_key])

    def trust(self, desks: Sequence[RegisteredDesk] | None = None) -> Trust:
        """What a desk holds after its enrolment."""
        return judge(None, None, [self.root()], self.registry(desks))


def entry(n: int = 1, **changes: Any) -> Entry:
    """An entry that makes a case."""
    usual: dict[str, Any] = {
        "at": "2026-11-24T09:30:12Z",
        "by": "sato",
        "id": "0193a5f0-0000-7000-8000-000000000001",
        "kind": "case",
        "n": n,
        "set": {"title": "道路の許認可", "amount": 1200, "urgent": True, "note": None},
    }
    return Entry(**{**usual, **changes})


def sealed(
    keys: DeskKeys,
    channel: str = "country/vn",
    number: int = 1,
    previous: str | None = None,
    entries: Sequence[Entry] | None = None,
    files: Sequence[SegmentFile] = (),
) -> SealedSegment:
    """A segment of a desk with two entries unless said otherwise."""
    chosen = entries or [entry(2 * number - 1), entry(2 * number)]
    return seal_segment(
        keys,
        channel,
        number,
        previous,
        [encode_entry(each) for each in chosen],
        first=chosen[0].n,
        last=chosen[-1].n,
        files=files,
        sealed_at=SEALED_AT,
        app="ascn-desk 0.1.0",
        schema=0,
    )


def raw(segment: SealedSegment) -> RawSegment:
    """A segment as it travels."""
    return RawSegment(segment.name, segment.envelope, segment.body)


def resealed(segment: SealedSegment, keys: DeskKeys, **changes: Any) -> RawSegment:
    """The same segment with other members in its payload (None-valued ``drop`` removes one), signed again."""
    payload = json.loads(envelopes.read(segment.envelope).payload)
    for name, value in changes.items():
        payload[name] = value
    return RawSegment(segment.name, envelopes.seal(envelopes.SEGMENT_TYPE, payload, [keys]), segment.body)


def content(world: World, **changes: Any) -> Content:
    """A bundle from the embassy to headquarters with one segment and one attachment."""
    attachment = b"a letter"
    segment = sealed(world.embassy)
    usual: dict[str, Any] = {
        "bundle": BUNDLE_ID,
        "created": "2026-11-24T09:31:00Z",
        "to": (world.hq.desk,),
        "note": "週報",
        "schema": 0,
        "have": {"country/vn": {world.embassy.desk: [(1, segment.header.identity)]}},
        "lacks": (),
        "open": Open(0, 0),
        "chain": Chain(1, None),
        "trust": world.trust(),
        "segments": [raw(segment)],
        "files": {sha256(attachment).hexdigest(): attachment},
    }
    return Content(**{**usual, **changes})


def rewritten(
    archive: bytes, keys: DeskKeys, *, carried: Sequence[tuple[str, bytes]] | None = None, **changes: Any
) -> bytes:
    """A bundle's archive with other members or another payload, listed anew and signed again."""
    old = read_archive(archive)
    if carried is None:
        carried = carried_by(archive)
    payload = json.loads(envelopes.read(old[0].data).payload)
    payload["members"] = [
        {"name": name, "sha256": sha256(data).hexdigest(), "size": len(data)} for name, data in carried
    ]
    payload.update(changes)
    payload = {name: value for name, value in payload.items() if value is not msgspec.UNSET}
    envelope = envelopes.seal(envelopes.BUNDLE_TYPE, payload, [keys])
    return write_archive([("bundle.json", envelope), *carried])


def members_of(archive: bytes) -> list[tuple[str, bytes]]:
    """The name and the bytes of every member of an archive."""
    return [(member.name, bytes(member.data)) for member in read_archive(archive)]


def carried_by(archive: bytes) -> list[tuple[str, bytes]]:
    """The members of a bundle after ``bundle.json``."""
    return members_of(archive)[1:]


def file_of(world: World, archive: bytes) -> bytes:
    """The file for headquarters and the embassy."""
    return seal_outer(archive, [world.hq.recipient, world.embassy.recipient])


def signed_again(
    document: bytes, signers: Sequence[SigningKey], change: Callable[[dict[str, Any]], object]
) -> bytes:
    """A document of trust with its signed part changed, however badly, and signed again."""
    signed = json.loads(document)["signed"]
    change(signed)
    signed_bytes = str(encode_canonical(signed)).encode("utf-8")
    signatures = [{"keyid": key.keyid, "sig": key.sign(signed_bytes).hex()} for key in signers]
    return canonical.encode({"signatures": signatures, "signed": signed})
