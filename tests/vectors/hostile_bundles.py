"""Hostile ``bundle.json`` and lists of members: steps 4 and 5 of receiving."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

from tests.vectors.world import (
    BUNDLE_TYPE,
    CLOSED,
    HQ,
    HQ_2,
    LAOS,
    RECEIVER,
    SECOND,
    SEGMENT_TYPE,
    STRANGER,
    WRITER,
    Inside,
    Key,
    Members,
    Vector,
    archive,
    bundle,
    bundle_payload,
    carried,
    digest,
    envelope,
    spelled,
    with_envelope,
)

BAD = "bad-signature"
_ORDER = 2**252 + 27742317777372353535851937790883648493


def usual() -> dict[str, Any]:
    """What the usual bundle says of itself."""
    return bundle_payload(carried([HQ_2]))


def sealed(signed: bytes) -> bytes:
    return Inside(with_envelope(signed))


def bent_envelopes(
    kind: str, other_kind: str, payload: dict[str, Any], key: Key, other: Key
) -> Iterator[tuple[str, str, bytes]]:
    """An honest document bent in every way that has nothing to do with what it says."""
    good = envelope(kind, payload, key)
    document = json.loads(good)
    signature = document["signatures"][0]
    raw = base64.b64decode(signature["sig"])

    def again(**changes: Any) -> bytes:
        return spelled({**document, **changes})

    def signed(**changes: Any) -> bytes:
        return again(signatures=[{**signature, **changes}])

    def sig(data: bytes) -> str:
        return base64.b64encode(data).decode()

    altered = spelled({**payload, "schema": 1})
    more = (int.from_bytes(raw[32:], "little") + _ORDER).to_bytes(32, "little")
    yield "payload-altered", "the payload altered after signing", again(payload=sig(altered))
    yield "signature-bent", "one bit of the signature", signed(sig=sig(bytes([raw[0] ^ 1]) + raw[1:]))
    yield "signature-noughts", "a signature of noughts", signed(sig=sig(bytes(64)))
    yield "signature-short", "a signature of 63 bytes", signed(sig=sig(raw[:63]))
    yield "signature-long", "a signature of 65 bytes", signed(sig=sig(raw + b"\0"))
    yield "signature-empty", "an empty signature", signed(sig="")
    yield "signature-malleable", "the group's order added to S", signed(sig=sig(raw[:32] + more))
    yield "signature-number", "a signature that is a number", signed(sig=7)
    yield (
        "signed-by-another",
        "signed by another desk under this one's name",
        envelope(kind, payload, other, keyids=[key.desk]),
    )
    yield "keyid-other", "another desk's name at the signature", signed(keyid=other.desk)
    yield "keyid-list", "a list for the name", signed(keyid=[key.desk])
    yield "signature-more", "one more member in the signature", signed(more=1)
    yield "signatures-two", "two signatures", envelope(kind, payload, key, other)
    yield "signatures-twice", "one signature twice", again(signatures=[signature, signature])
    yield "signatures-none", "no signature", again(signatures=[])
    yield "signatures-object", "an object for the list of signatures", again(signatures=signature)
    yield "type-renamed", "another type named after signing", again(payloadType=other_kind)
    yield "type-signed", "signed as another type", envelope(other_kind, payload, key)
    yield "type-empty", "no type", again(payloadType="")
    yield "more", "one more member", again(more=1)
    yield "missing", "the type left out", spelled({k: v for k, v in document.items() if k != "payloadType"})
    text = document["payload"]
    yield "base64-line", "a line feed in the base64", again(payload=text[:76] + "\n" + text[76:])
    yield "base64-unpadded", "the padding of the signature left out", signed(sig=signature["sig"].rstrip("="))
    yield "base64-url", "the letters of URLs", signed(sig=base64.urlsafe_b64encode(b"\xfb\xff" * 32).decode())
    yield "base64-spare", "spare bits set", signed(sig=signature["sig"][:-3] + _next(signature["sig"][-3]) + "==")
    yield "pretty", "written with white space", json.dumps(document, indent=1, sort_keys=True).encode()
    yield (
        "unsorted",
        "members in another order",
        json.dumps(dict(reversed(document.items())), separators=(",", ":")).encode(),
    )
    yield "line-feed", "a line feed at the end", good + b"\n"
    yield "twice-payload", "the payload twice", good.replace(b'{"payload"', b'{"payload":"","payload"', 1)
    yield "escaped", "a letter written as an escape", good.replace(b'"payload"', b'"p\\u0061yload"', 1)
    yield "list", "a list", b"[" + good + b"]"
    yield "empty", "nothing", b""
    yield "not-utf-8", "bytes that are no UTF-8", good.replace(b'"payload"', b'"\xff":1,"payload"', 1)
    yield "deep", "nested too deeply", b"[" * 20_000 + b"]" * 20_000


def _next(letter: str) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    return letters[(letters.index(letter) & ~15) | ((letters.index(letter) + 1) & 15)]


def odd_spellings(payload: dict[str, Any]) -> Iterator[tuple[str, str, bytes]]:
    """Payloads that are signed, and are not in the one spelling."""
    good = spelled(payload)

    def put(old: str, new: bytes | str) -> bytes:
        data = new.encode() if isinstance(new, str) else new
        assert old.encode() in good, old
        return good.replace(old.encode(), data, 1)

    yield "space", "a blank", put('"schema":0', '"schema": 0')
    yield "duplicate", "schema twice", put('"schema":0', '"schema":0,"schema":0')
    yield "float", "schema 0.0", put('"schema":0', '"schema":0.0')
    yield "exponent", "schema 1e2", put('"schema":0', '"schema":1e2')
    yield "minus-nought", "schema -0", put('"schema":0', '"schema":-0')
    yield "leading-nought", "schema 00", put('"schema":0', '"schema":00')
    yield "vast", "schema 2^53", put('"schema":0', f'"schema":{2**53}')
    yield "vaster", "schema 2^64", put('"schema":0', f'"schema":{2**64}')
    yield "vastest", "schema of 5,000 digits", put('"schema":0', '"schema":' + "9" * 5_000)
    yield "negative", "schema below 0", put('"schema":0', '"schema":-1')
    yield "true", "schema true", put('"schema":0', '"schema":true')
    yield "not-a-number", "schema NaN", put('"schema":0', '"schema":NaN')
    yield (
        "unsorted",
        "members in another order",
        json.dumps(dict(reversed(payload.items())), ensure_ascii=False, separators=(",", ":")).encode(),
    )
    yield "format-text", "the format in words", put('"format":1', '"format":"1"')
    yield "format-true", "the format is true", put('"format":1', '"format":true')
    yield "format-nought", "format 0", put('"format":1', '"format":0')
    yield "format-float", "format 1.0", put('"format":1', '"format":1.0')
    yield "format-negative", "format -1", put('"format":1', '"format":-1')
    yield "format-missing", "no format", spelled({k: v for k, v in payload.items() if k != "format"})
    yield "list", "a list", b"[" + good + b"]"
    yield "text", "a text", b'"text"'
    yield "nothing", "no payload", b""
    yield "null", "null", b"null"


def envelopes() -> Iterator[Vector]:
    """Who sent it, and what signs it."""
    for name, wrong, data in bent_envelopes(BUNDLE_TYPE, SEGMENT_TYPE, usual(), HQ, WRITER):
        yield Vector(f"bundle/{name}", BAD, wrong, sealed(data))
    for name, wrong, data in odd_spellings(usual()):
        yield Vector(f"bundle/payload-{name}", BAD, wrong, sealed(envelope(BUNDLE_TYPE, data, HQ)))
    texts = {
        "escape-oblique": (b"\\/", "an oblique written as an escape"),
        "escape-letter": (b"\\u0041", "a letter written as an escape"),
        "escape-upper-case": (b"\\u001F", "an escape in upper case"),
        "escape-tab": (b"\\u0009", "a tabulator written with digits"),
        "escape-high": (b"\\u9031", "a character written as an escape"),
        "control": (b"\x01", "a raw control character"),
        "nought": (b"\\u0000", "U+0000"),
        "surrogate": (b"\\ud800", "a lone surrogate as an escape"),
        "surrogate-raw": (b"\xed\xa0\x80", "a lone surrogate, raw"),
        "surrogate-pair": (b"\\ud83d\\ude00", "a pair of surrogates as escapes"),
        "not-utf-8": (b"\xff", "a byte that is no UTF-8"),
        "overlong": (b"\xc0\xaf", "an overlong oblique"),
    }
    for name, (raw, wrong) in texts.items():
        data = spelled(usual()).replace("週報".encode(), raw)
        yield Vector(f"bundle/text-{name}", BAD, wrong, sealed(envelope(BUNDLE_TYPE, data, HQ)))
    yield Vector("bundle/unknown-sender", "unknown-sender", "a stranger sends", Inside(bundle(sender=STRANGER)))
    yield Vector("bundle/unknown-upper-case", "unknown-sender", "the sender's name in upper case",
                 sealed(envelope(BUNDLE_TYPE, usual(), HQ, keyids=[HQ.desk.upper()])))  # fmt: skip
    yield Vector("bundle/revoked-sender", "revoked-sender", "a closed desk sends", Inside(bundle(sender=CLOSED)))
    yield Vector("bundle/revoked-bent", "revoked-sender", "a closed desk sends, its signature bent as well",
                 sealed(envelope(BUNDLE_TYPE, usual(), HQ, keyids=[CLOSED.desk])))  # fmt: skip


def payloads() -> Iterator[Vector]:
    """What it says of itself."""
    other = {**usual(), "from": WRITER.desk}
    yield Vector(
        "bundle/from-other", BAD, "signed by headquarters, and names another", sealed(envelope(BUNDLE_TYPE, other, HQ))
    )
    yield Vector("bundle/newer", "newer-format", "format 2, signed", Inside(bundle(format=2)))
    shape = {"format": 2, "from": HQ.desk, "what": ["is", "new"]}
    yield Vector(
        "bundle/newer-shape",
        "newer-format",
        "format 2 of another shape, signed",
        sealed(envelope(BUNDLE_TYPE, shape, HQ)),
    )
    yield Vector("bundle/newer-far", "newer-format", "format 2^53 - 1", Inside(bundle(format=2**53 - 1)))
    newer = envelope(BUNDLE_TYPE, {**usual(), "format": 2}, WRITER, keyids=[HQ.desk])
    yield Vector("bundle/newer-unsigned", BAD, "format 2, and the signature does not fit", sealed(newer))
    to = {
        "to-another": ("meant for another office", [LAOS]),
        "to-two-offices": ("meant for two offices", sorted([RECEIVER, LAOS], key=lambda k: k.desk)),
        "to-stranger-too": ("meant for a stranger too", [RECEIVER, STRANGER]),
        "to-second": ("meant for the other desk of the office", [SECOND]),
    }
    for name, (wrong, desks) in to.items():
        yield Vector(f"bundle/{name}", "not-for-this-desk", wrong, Inside(bundle(to=desks)))
    yield Vector("bundle/to-twice", BAD, "the receiver twice", Inside(bundle(to=[RECEIVER, RECEIVER])))
    mark = "a" * 64
    shapes: dict[str, tuple[str, dict[str, Any]]] = {
        "more": ("one more member", {"more": 1}),
        "created-day": ("made on 30 February", {"created": "2026-02-30T00:00:00Z"}),
        "created-zone": ("made at a time of another zone", {"created": "2026-11-24T09:31:00+09:00"}),
        "created-second": ("made at second 60", {"created": "2026-11-24T09:31:60Z"}),
        "id-upper-case": ("its id in upper case", {"bundle": "0193A5F0-0000-7000-8000-0000000000B1"}),
        "id-short": ("its id too short", {"bundle": "0193a5f0"}),
        "chain-nought": ("number 0 in its chain", {"chain": {"number": 0, "previous": None}}),
        "chain-more": ("one more member in its chain", {"chain": {"number": 1, "previous": None, "more": 1}}),
        "chain-previous": ("the one before is no digest", {"chain": {"number": 2, "previous": "x"}}),
        "open-negative": ("less than nothing unsealed", {"open": {"conflicts": 0, "unsealed": -1}}),
        "open-missing": ("conflicts left out", {"open": {"unsealed": 0}}),
        "note-number": ("a number for the note", {"note": 7}),
        "to-text": ("a text for the list of receivers", {"to": RECEIVER.desk}),
        "to-upper-case": ("a receiver in upper case", {"to": [RECEIVER.desk.upper()]}),
        "lacks-upper-case": ("a digest in upper case", {"lacks": [mark.upper()]}),
        "lacks-object": ("an object for a list", {"lacks": {}}),
        "root-nought": ("root 0", {"root": 0}),
        "registry-negative": ("registry -1", {"registry": -1}),
        "have-channel": ("an unknown channel", {"have": {"world": {HQ.desk: [[1, mark]]}}}),
        "have-desk": ("a desk of another form", {"have": {"country/vn": {"hq": [[1, mark]]}}}),
        "have-number": ("number 0 of a log", {"have": {"country/vn": {HQ.desk: [[0, mark]]}}}),
        "have-empty": ("a log without ends", {"have": {"country/vn": {HQ.desk: []}}}),
        "have-three": ("an end of three members", {"have": {"country/vn": {HQ.desk: [[1, mark, 1]]}}}),
        "have-null": ("an end without identity", {"have": {"country/vn": {HQ.desk: [[1, None]]}}}),
        "members-text": ("a text for the list of members", {"members": "none"}),
    }
    for name, (wrong, changes) in shapes.items():
        yield Vector(f"bundle/shape-{name}", BAD, wrong, sealed(envelope(BUNDLE_TYPE, {**usual(), **changes}, HQ)))
    for member in usual():
        if member not in ("format", "members"):
            less = {name: value for name, value in usual().items() if name != member}
            yield Vector(f"bundle/without-{member}", BAD, f"{member} left out", sealed(envelope(BUNDLE_TYPE, less, HQ)))


def members() -> Iterator[Vector]:
    """Step 5: the members are those that are listed."""
    here: Members = carried([HQ_2], files={digest(b"a"): b"a"})

    def v(name: str, wrong: str, listed: Any, there: Members = here) -> Vector:
        payload = {**usual(), "members": listed}
        data = archive([("bundle.json", envelope(BUNDLE_TYPE, payload, HQ)), *there])
        return Vector(f"member/{name}", "damaged-member", wrong, Inside(data))

    right = bundle_payload(here)["members"]
    for place, what in ((0, "cover"), (3, "registry"), (4, "segment"), (5, "body"), (6, "file")):
        bent = [dict(each) for each in right]
        bent[place]["sha256"] = "0" * 64
        yield v(f"digest-{what}", f"another digest for the {what}", bent)
        bent = [dict(each) for each in right]
        bent[place]["size"] += 1
        yield v(f"size-{what}", f"another size for the {what}", bent)
    yield v("none", "no member is listed", [])
    yield v("less", "one member is not listed", right[:-1])
    yield v(
        "more",
        "one member is listed and not there",
        [*right, {"name": "files/" + "b" * 64, "sha256": "b" * 64, "size": 1}],
    )
    yield v("twice", "one member is listed twice", [*right, right[-1]])
    yield v("turned", "listed in another order", [right[1], right[0], *right[2:]])
    yield v("itself", "bundle.json lists itself", [{"name": "bundle.json", "sha256": "0" * 64, "size": 1}, *right])
    changed = [(name, data + b"!" if name == "COVER.txt" else data) for name, data in here]
    yield v("cover-changed", "the cover changed after signing", right, changed)
    false = carried([HQ_2], files={"c" * 64: b"a"})
    yield v("file-named-falsely", "an attachment is not what it is called", bundle_payload(false)["members"], false)
    unlisted = carried([HQ_2], files={digest(b"a"): b"a", digest(b"b"): b"b"})
    yield v("unlisted", "an attachment was added after signing", right, unlisted)
