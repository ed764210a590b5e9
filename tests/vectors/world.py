"""The desks, keys and documents that all vectors speak of, always the same; and ways to write what must be refused.

Nothing here asks the product to write: containers, envelopes and documents are made by hand, so that a fault of the
product's writers can't make a vector fit. Keys stand in ``keys.json``; they guard nothing.
"""

from __future__ import annotations

import base64
import copy
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pyrage
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HERE = Path(__file__).parent
HOSTILE, GOOD = HERE / "hostile", HERE / "good"
SEGMENT_TYPE = "application/vnd.ascn-desk.segment+json"
BUNDLE_TYPE = "application/vnd.ascn-desk.bundle+json"
REQUEST_TYPE = "application/vnd.ascn-desk.request+json"
COUNTRY = "country/vn"
CASE = "0193a5f0-0000-7000-8000-000000000001"
OTHER_CASE = "0193a5f0-0000-7000-8000-000000000002"
AT = "2026-11-24T09:30:12Z"
EXPIRES = "2036-01-01T00:00:00Z"
BLOCK = 512

_secrets: dict[str, dict[str, str]] = json.loads((HERE / "keys.json").read_text(encoding="ascii"))


@dataclass(frozen=True)
class Key:
    """A signing key, with an age identity where it is a desk's."""

    seed: bytes
    age_secret: str = ""

    @property
    def public(self) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def desk(self) -> str:
        return base64.b32encode(sha256(self.public).digest()[:16]).decode().lower().rstrip("=")

    @property
    def listed(self) -> dict[str, Any]:
        return {"keytype": "ed25519", "keyval": {"public": self.public.hex()}, "scheme": "ed25519"}

    @property
    def keyid(self) -> str:
        """Its name in a root."""
        return sha256(spelled(self.listed)).hexdigest()

    @property
    def age(self) -> str:
        return str(pyrage.x25519.Identity.from_str(self.age_secret).to_public())

    def sign(self, data: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(data)


KEYS = {name: Key(bytes.fromhex(each["seed"]), each.get("age", "")) for name, each in _secrets.items()}
HQ, WRITER, RECEIVER, SECOND, CLOSED, ENDED, FORKED, LAOS, STRANGER = (
    KEYS[name]
    for name in ("hq", "writer", "receiver", "second", "closed", "ended", "forked", "laos", "stranger")
)
ROOTS = [KEYS["root 1"], KEYS["root 2"], KEYS["root 3"]]
REGISTRY_KEY = KEYS["registry"]


class Vector(NamedTuple):
    """One hostile file: what it is called, the code that it must meet, and what is wrong, in words.

    ``effect``: ``refused`` the whole file, nothing changes; ``held-back`` a log, of which nothing is kept; ``kept``
    what came is kept and shows nothing; ``takes-back`` so, and what was shown of that log goes too; ``taken`` it is
    no error at all. ``stated``: entries that the report counts under the code.
    """

    name: str
    code: str
    wrong: str
    data: bytes
    effect: str = "refused"
    stated: int = 0


def spelled(content: Any) -> bytes:
    """Canonical JSON of plain content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


# --- archives


def header(name: bytes | str, length: int, **bent: bytes) -> bytes:
    """A header of an archive; ``bent`` replaces fields, and ``checksum`` what is computed over the rest."""
    raw = name.encode() if isinstance(name, str) else name
    fields = {
        "name": raw.ljust(100, b"\0"),
        "mode": b"0000444\0",
        "uid": b"0000000\0",
        "gid": b"0000000\0",
        "size": b"%011o\0" % length,
        "mtime": b"00000000000\0",
        "checksum": b"        ",
        "type": b"0",
        "link": bytes(100),
        "magic": b"ustar\0",
        "version": b"00",
        "rest": bytes(247),
    }
    checksum = bent.pop("checksum", None)
    for field, value in bent.items():
        fields[field] = value.ljust(len(fields[field]), b"\0")
    fields["checksum"] = checksum or b"%06o\0 " % sum(b"".join(fields.values()))
    made = b"".join(fields.values())
    assert len(made) == BLOCK, (name, len(made))
    return made


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % BLOCK)


def archive(members: Sequence[tuple[bytes | str, bytes]], end: bytes = bytes(2 * BLOCK)) -> bytes:
    """An archive of these members in this order, whatever their names."""
    return b"".join(header(name, len(data)) + padded(data) for name, data in members) + end


def members_of(made: bytes) -> list[tuple[str, bytes]]:
    """The members of an archive made here."""
    members, at = [], 0
    while made[at]:
        size = int(made[at + 124 : at + 135], 8)
        name = made[at : at + 100].rstrip(b"\0").decode()
        members.append((name, made[at + BLOCK : at + BLOCK + size]))
        at += BLOCK + size + -size % BLOCK
    return members


def encrypted(data: bytes, *keys: Key) -> bytes:
    """The file that these desks (the receiver and headquarters, if none is named) can open."""
    recipients = [pyrage.x25519.Recipient.from_str(each.age) for each in keys or (RECEIVER, HQ)]
    return bytes(pyrage.encrypt(data, recipients))


class Inside(bytes):
    """An archive that is kept as it is, and encrypted to the receiver when it is tried: so that it can be read."""


# --- envelopes and documents of trust


def to_sign(kind: str, payload: bytes) -> bytes:
    return b"DSSEv1 %d %b %d %b" % (len(kind.encode()), kind.encode(), len(payload), payload)


def envelope(
    kind: str, payload: bytes | Mapping[str, Any], *keys: Key, keyids: Sequence[str] = (), **bent: Any
) -> bytes:
    """A signed document; ``bent`` replaces its members after signing."""
    body = payload if isinstance(payload, bytes) else spelled(payload)
    names = keyids or [key.desk for key in keys]
    listed = [
        {"keyid": name, "sig": base64.b64encode(key.sign(to_sign(kind, body))).decode()}
        for name, key in zip(names, keys, strict=True)
    ]
    return spelled(
        {"payload": base64.b64encode(body).decode(), "payloadType": kind, "signatures": listed, **bent}
    )


def payload_of(signed: bytes) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(base64.b64decode(json.loads(signed)["payload"]))
    return payload


def document(signed: Mapping[str, Any], *keys: Key, desks: bool = False) -> bytes:
    """A document of trust signed by some keys."""
    data = olpc(signed)
    listed = [{"keyid": key.desk if desks else key.keyid, "sig": key.sign(data).hex()} for key in keys]
    return spelled({"signatures": listed, "signed": signed})


def olpc(content: Any) -> bytes:
    """OLPC canonical JSON: only the quotation mark and the reverse oblique are escaped."""
    if isinstance(content, str):
        return b'"' + content.replace("\\", "\\\\").replace('"', '\\"').encode("utf-8", "surrogatepass") + b'"'
    if isinstance(content, bool) or content is None or isinstance(content, int):
        return json.dumps(content).encode()
    if isinstance(content, Mapping):
        members = (olpc(key) + b":" + olpc(content[key]) for key in sorted(content))
        return b"{" + b",".join(members) + b"}"
    if isinstance(content, float):
        return repr(content).encode()
    return b"[" + b",".join(map(olpc, content)) + b"]"


Change = Callable[[dict[str, Any]], object]


def root(version: int, *signers: Key, change: Change | None = None, keys: Sequence[Key] = ()) -> bytes:
    """A version of the root; two of its three keys sign it unless others are named."""
    root_keys = list(keys or ROOTS)
    empty = {"keyids": [], "threshold": 1}
    signed: dict[str, Any] = {
        "_type": "root",
        "consistent_snapshot": True,
        "expires": EXPIRES,
        "keys": {key.keyid: key.listed for key in [*root_keys, REGISTRY_KEY]},
        "roles": {
            "root": {"keyids": [key.keyid for key in root_keys], "threshold": 2},
            "snapshot": dict(empty),
            "targets": {"keyids": [REGISTRY_KEY.keyid], "threshold": 1},
            "timestamp": dict(empty),
        },
        "spec_version": "1.0.31",
        "version": version,
    }
    if change:
        change(signed)
    return document(signed, *(signers or root_keys[:2]))


def _desk(key: Key, office: str, *countries: str, **more: Any) -> dict[str, Any]:
    if office == "hq":
        paths = reads = ["reference", "country/*", "office/*"]
        kind = "headquarters"
    else:
        paths = [*(f"country/{each}" for each in countries), f"office/{office}"]
        reads, kind = ["reference", *paths], "mission"
    return {
        "keyids": [key.desk],
        "name": key.desk,
        "paths": paths,
        "terminating": True,
        "threshold": 1,
        "x-ends": {},
        "x-kind": kind,
        "x-name": f"Desk of {office}",
        "x-office": office,
        "x-reads": reads,
        "x-since": "2026-11-01T00:00:00Z",
        **more,
    }


def registry_signed(version: int) -> dict[str, Any]:
    """What the registry of a version says; version 3 is the one that the receiver holds."""
    ends: list[Any] = [1, identity_of(ENDED_1)]
    forked_end: list[Any] = [1, identity_of(FORKED_1), 2, 5]
    roles = [
        _desk(HQ, "hq"),
        _desk(WRITER, "cg-da-nang", "vn"),
        _desk(RECEIVER, "emb-vn", "vn"),
        _desk(SECOND, "emb-vn", "vn"),
        _desk(CLOSED, "cg-ho-chi-minh-city", "vn"),
        _desk(ENDED, "cg-da-nang", "vn"),
        _desk(FORKED, "cg-ho-chi-minh-city", "vn"),
        _desk(LAOS, "emb-la", "la"),
    ]
    if version >= 2:
        roles[4] |= {"x-closed": True, "x-ends": {COUNTRY: [1, identity_of(CLOSED_1)]}}
        roles[5] |= {"x-ends": {COUNTRY: ends}}
        roles[6] |= {"x-ends": {COUNTRY: forked_end}}
    return {
        "_type": "targets",
        "delegations": {
            "keys": {role["name"]: _listed_desk(role["name"]) for role in roles},
            "roles": roles,
        },
        "expires": EXPIRES,
        "spec_version": "1.0.31",
        "targets": {},
        "version": version,
        "x-count": 0 if version == 1 else 100,
    }


def _listed_desk(name: str) -> dict[str, Any]:
    key = next(each for each in KEYS.values() if each.desk == name)
    return {**key.listed, "x-age": key.age}


def registry(version: int = 4, *signers: Key, change: Change | None = None) -> bytes:
    """A registry; ``change`` bends what it says before it is signed."""
    signed = copy.deepcopy(registry_signed(version))
    if change:
        change(signed)
    return document(signed, *(signers or (REGISTRY_KEY,)))


def role_of(signed: dict[str, Any], key: Key) -> dict[str, Any]:
    """The delegation of a desk in a registry."""
    found: dict[str, Any] = next(each for each in signed["delegations"]["roles"] if each["name"] == key.desk)
    return found


# --- segments


class Segment(NamedTuple):
    """The two members of a segment, under their common name."""

    name: str
    envelope: bytes
    body: bytes


def entry(n: int, **changes: Any) -> dict[str, Any]:
    """An entry that edits a case."""
    usual = {"at": AT, "by": "sato", "id": CASE, "kind": "case", "n": n, "set": {"summary": f"要旨 {n}"}}
    return {**usual, **changes}


def frame(raw: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=9).compress(raw)


def lines_digest(lines: Sequence[bytes]) -> str:
    return digest(b"".join(sha256(line).digest() for line in lines))


def name_of(key: Key, channel: str, number: int) -> str:
    return f"segments/{key.desk}/{channel.replace('/', '~')}/{number:08}"


def segment(
    key: Key,
    number: int,
    previous: Segment | str | None,
    *entries: Mapping[str, Any] | bytes,
    channel: str = COUNTRY,
    name: str = "",
    body: bytes | None = None,
    raw: bytes | None = None,
    signer: Key | None = None,
    drop: Sequence[str] = (),
    says: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Segment:
    """A segment sealed by hand; ``changes``, ``says`` and ``drop`` bend its payload before it is signed."""
    lines = [each if isinstance(each, bytes) else spelled(each) for each in entries]
    content = b"".join(line + b"\n" for line in lines) if raw is None else raw
    counts = [each["n"] for each in entries if isinstance(each, Mapping) and type(each["n"]) is int] or [5]
    before = identity_of(previous) if isinstance(previous, Segment) else previous
    payload: dict[str, Any] = {
        "app": "ascn-desk 0.1.0",
        "channel": channel,
        "desk": key.desk,
        "entries": len(lines),
        "files": [],
        "first": counts[0],
        "format": 1,
        "last": counts[-1],
        "lines": lines_digest(lines),
        "number": number,
        "previous": before,
        "schema": 0,
        "sealed": "2026-11-24T09:30:00Z",
        "size": len(content),
        **changes,
        **(says or {}),
    }
    kept = {each: value for each, value in payload.items() if each not in drop}
    signed = envelope(SEGMENT_TYPE, kept, signer or key)
    return Segment(name or name_of(key, channel, number), signed, frame(content) if body is None else body)


def identity_of(one: Segment) -> str:
    return digest(base64.b64decode(json.loads(one.envelope)["payload"]))


ENDED_1 = segment(ENDED, 1, None, entry(1, id=OTHER_CASE, set={"details": "終わり"}))
CLOSED_1 = segment(CLOSED, 1, None, entry(1, id=OTHER_CASE, set={"medium": "mail"}))
FORKED_1 = segment(FORKED, 1, None, entry(1, id=OTHER_CASE, set={"priority": "low"}))
WRITER_1 = segment(WRITER, 1, None, entry(1), entry(2, over={WRITER.desk: 1}))
WRITER_2 = segment(
    WRITER,
    2,
    WRITER_1,
    entry(3, over={WRITER.desk: 2}),
    entry(4, over={WRITER.desk: 3}, set={"status": "in-progress", "status_on": "2026-11-24", "status_reason": None}),
)
HQ_1 = segment(HQ, 1, None, entry(1, id=OTHER_CASE, set={"summary": "本部"}))
HQ_2 = segment(HQ, 2, HQ_1, entry(9, id=OTHER_CASE, over={HQ.desk: 1}, set={"summary": "本部の二"}))
HQ_REFERENCE_1 = segment(HQ, 1, None, entry(1, id="vn-hue", kind="tag", set={"name_en": "Hue"}), channel="reference")
HELD = (CLOSED_1, ENDED_1, FORKED_1, HQ_1, HQ_REFERENCE_1, WRITER_1, WRITER_2)
"""What the receiver holds already; :data:`HQ_2` is the good one that comes beside every bad one."""

ROOT_CHAIN = (root(1), root(2))
REGISTRY = registry(3)


# --- bundles

Members = list[tuple[str, bytes]]


def carried(
    segments: Sequence[Segment] = (),
    *,
    roots: Sequence[bytes] = ROOT_CHAIN,
    listed: bytes = REGISTRY,
    files: Mapping[str, bytes] | None = None,
) -> Members:
    """The members of a bundle after ``bundle.json``, in their order."""
    members = [("COVER.txt", "表紙 cover\n".encode())]
    members += [(f"trust/{number}.root.json", data) for number, data in enumerate(roots, 1)]
    members.append(("trust/registry.json", listed))
    for each in sorted(segments):
        members += [(f"{each.name}.json", each.envelope), (f"{each.name}.jsonl.zst", each.body)]
    return members + [(f"files/{name}", data) for name, data in sorted((files or {}).items())]


def bundle_payload(
    members: Members, sender: Key = HQ, to: Sequence[Key] = (RECEIVER,), **changes: Any
) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "bundle": "0193a5f0-0000-7000-8000-0000000000b1",
        "chain": {"number": 7, "previous": "0" * 64},
        "created": "2026-11-24T09:31:00Z",
        "format": 1,
        "from": sender.desk,
        "have": {},
        "lacks": [],
        "members": [{"name": name, "sha256": digest(data), "size": len(data)} for name, data in members],
        "note": "週報",
        "open": {"conflicts": 0, "unsealed": 0},
        "registry": 3,
        "root": 2,
        "schema": 0,
        "to": [key.desk for key in to],
    }
    return {**usual, **changes}


def bundle(
    segments: Sequence[Segment] = (HQ_2,),
    *,
    sender: Key = HQ,
    to: Sequence[Key] = (RECEIVER,),
    roots: Sequence[bytes] = ROOT_CHAIN,
    listed: bytes = REGISTRY,
    files: Mapping[str, bytes] | None = None,
    **changes: Any,
) -> bytes:
    """The archive of a bundle from headquarters to the receiver unless said otherwise, all in order and signed."""
    members = carried(segments, roots=roots, listed=listed, files=files)
    payload = bundle_payload(members, sender, to, **changes)
    return archive([("bundle.json", envelope(BUNDLE_TYPE, payload, sender)), *members])


UPDATE_2 = segment(
    HQ, 2, HQ_REFERENCE_1, entry(8, id="vn-hoi-an", kind="tag", set={"name_en": "Hoi An"}), channel="reference"
)


def update(segments: Sequence[Segment] = (UPDATE_2,), **changes: Any) -> bytes:
    """The bare archive of a reference update for anyone."""
    return bundle(segments, to=(), **changes)


def with_envelope(signed: bytes, made: bytes | None = None) -> bytes:
    """The usual bundle under another ``bundle.json``."""
    return archive([("bundle.json", signed), *members_of(made or bundle())[1:]])


def compressed_by(raw: bytes, **options: Any) -> bytes:
    """A frame written piece by piece, so that its header says what the options let it say."""
    out = io.BytesIO()
    with zstandard.ZstdCompressor(**options).stream_writer(out, closefd=False) as writer:
        writer.write(raw)
    return out.getvalue()


def all_of(*areas: Callable[[], Iterator[Vector]]) -> list[Vector]:
    """The vectors of all areas; no name comes twice."""
    made = [vector for area in areas for vector in area()]
    names = [vector.name for vector in made]
    assert len(set(names)) == len(names), sorted({name for name in names if names.count(name) > 1})
    return made
