"""Hostile segments, frames, lines and entries: steps 6 to 10 of receiving. A good segment comes beside each."""

from __future__ import annotations

import gzip
import struct
from collections.abc import Iterator
from typing import Any

import zstandard

from tests.vectors.hostile_bundles import bent_envelopes, odd_spellings
from tests.vectors.world import (
    BUNDLE_TYPE,
    CASE,
    CLOSED,
    CLOSED_1,
    COUNTRY,
    ENDED,
    ENDED_1,
    HQ,
    HQ_2,
    LAOS,
    SECOND,
    SEGMENT_TYPE,
    STRANGER,
    WRITER,
    WRITER_1,
    WRITER_2,
    Inside,
    Segment,
    Vector,
    bundle,
    compressed_by,
    digest,
    entry,
    envelope,
    frame,
    lines_digest,
    name_of,
    payload_of,
    segment,
    spelled,
)

MARK = "a" * 64


def third(*entries: Any, **changes: Any) -> Segment:
    """The writer's next segment, with one entry unless said otherwise."""
    return segment(WRITER, 3, WRITER_2, *(entries or (entry(5, over={WRITER.desk: 3}),)), **changes)


def v(name: str, code: str, wrong: str, one: Segment, stated: int = 0, effect: str = "held-back") -> Vector:
    return Vector(f"segment/{name}", code, wrong, Inside(bundle(sorted([HQ_2, one]))), effect, stated)


def signatures() -> Iterator[Vector]:
    """Step 6: who wrote it, and may it be here."""
    bad = "bad-signature"
    payload = payload_of(third().envelope)
    for name, wrong, data in bent_envelopes(SEGMENT_TYPE, BUNDLE_TYPE, payload, WRITER, LAOS):
        yield v(name, bad, wrong, third()._replace(envelope=data))
    for name, wrong, data in odd_spellings(payload):
        yield v(
            f"payload-{name}",
            bad,
            wrong,
            third()._replace(envelope=envelope(SEGMENT_TYPE, data, WRITER)),
            stated_by(name),
        )
    for member in payload:
        if member not in ("format", "entries"):
            yield v(f"without-{member}", bad, f"{member} left out", third(drop=[member]), 1)
    yield v("without-entries", bad, "entries left out", third(drop=["entries"]))
    shapes: dict[str, tuple[str, dict[str, Any]]] = {
        "more": ("one more member", {"more": 1}),
        "app-number": ("a number for the program", {"app": 7}),
        "channel-upper-case": ("country/VN", {"channel": "country/VN"}),
        "channel-pattern": ("country/*", {"channel": "country/*"}),
        "channel-other": ("another channel than its name says", {"channel": "office/cg-da-nang"}),
        "desk-other": ("another desk than its name says", {"desk": LAOS.desk}),
        "number-other": ("another number than its name says", {"number": 4}),
        "number-vast": ("a number of nine digits", {"number": 100_000_000}),
        "previous-missing": ("number 3 without the one before", {"previous": None}),
        "previous-short": ("the one before is no digest", {"previous": "a"}),
        "lines-upper-case": ("its digest in upper case", {"lines": MARK.upper()}),
        "sealed-day": ("sealed on 31 November", {"sealed": "2026-11-31T00:00:00Z"}),
        "sealed-fraction": ("sealed at a fraction of a second", {"sealed": "2026-11-24T09:30:00.5Z"}),
        "first-nought": ("first count 0", {"first": 0}),
        "last-vast": ("last count 2^44", {"last": 2**44}),
        "size-negative": ("a size below 0", {"size": -1}),
        "file-more": ("one more member in an attachment", {"files": [{"more": 1, "sha256": MARK, "size": 1}]}),
        "file-size": ("an attachment of a size below 0", {"files": [{"sha256": MARK, "size": -1}]}),
        "file-digest": ("an attachment that is no digest", {"files": [{"sha256": "x", "size": 1}]}),
        "files-null": ("null for the attachments", {"files": None}),
    }  # fmt: skip
    for name, (wrong, changes) in shapes.items():
        yield v(f"shape-{name}", bad, wrong, third(says=changes), 1)
    yield v("shape-entries-negative", bad, "entries below 0", third(entries=-1))
    yield v("shape-entries-text", bad, "entries in words", third(entries="1"))
    first = segment(SECOND, 1, MARK, entry(5))
    yield v("previous-of-first", bad, "number 1 that names one before", first, 1)
    yield v("newer", "newer-format", "format 2, signed", third(format=2))
    newer = envelope(SEGMENT_TYPE, {"format": 2, "new": True}, WRITER)
    yield v("newer-shape", "newer-format", "format 2 of another shape, signed", third()._replace(envelope=newer))
    unsigned = envelope(SEGMENT_TYPE, {**payload, "format": 2}, LAOS, keyids=[WRITER.desk])
    yield v("newer-unsigned", bad, "format 2, and the signature does not fit", third()._replace(envelope=unsigned))
    yield v("moved", bad, "under another desk's name", third(name=name_of(LAOS, COUNTRY, 3)), 1)
    yield v(
        "moved-channel", bad, "under another channel's name", third(name=name_of(WRITER, "office/cg-da-nang", 3)), 1
    )
    yield v("moved-number", bad, "under another number's name", third(name=name_of(WRITER, COUNTRY, 4)), 1)
    no = "not-authorised"
    yield v("stranger", no, "an unregistered desk wrote it", segment(STRANGER, 1, None, entry(5)))
    yield v(
        "writes-reference",
        no,
        "a mission writes reference data",
        segment(WRITER, 1, None, entry(5), channel="reference"),
        1,
    )
    yield v("writes-elsewhere", no, "a desk of Laos writes for Viet Nam", segment(LAOS, 1, None, entry(5)), 1)
    yield v(
        "reads-not",
        no,
        "a channel that the receiver may not read",
        segment(LAOS, 1, None, entry(5), channel="country/la"),
        1,
    )
    office = segment(WRITER, 1, None, entry(5), channel="office/cg-da-nang")
    yield v("reads-not-office", no, "another office's own channel", office, 1)
    yield v(
        "hq-reads-not",
        no,
        "headquarters' word for another country",
        segment(HQ, 1, None, entry(5), channel="country/la"),
        1,
    )


def stated_by(name: str) -> int:
    """Payloads whose signature fits and that can be read as canonical JSON of format 1 state one entry."""
    return 1 if name in ("negative", "true") else 0


def chains() -> Iterator[Vector]:
    """Steps 7 and 8, and the ends: kept, and not counting."""

    def kept(name: str, code: str, wrong: str, one: Segment, stated: int = 1) -> Vector:
        return v(name, code, wrong, one, stated, "kept")

    def forked(name: str, code: str, wrong: str, one: Segment, stated: int = 1) -> Vector:
        return v(name, code, wrong, one, stated, "takes-back")

    e = entry(5, set={"details": "来ない"})
    yield forked("fork-2", "fork", "another number 2", segment(WRITER, 2, WRITER_1, entry(3, set={"details": "別"})))
    yield forked("fork-1", "fork", "another number 1", segment(WRITER, 1, None, entry(1, set={"details": "別"})), 1)
    yield kept("fork-previous", "fork", "goes on from another number 2", segment(WRITER, 3, MARK, e))
    yield kept("gap", "gap", "number 4 while 3 is missing", segment(WRITER, 4, MARK, e))
    yield kept("gap-far", "gap", "number 99,999,999", segment(WRITER, 99_999_999, MARK, e))
    yield kept("after-end", "after-end", "after the end of its log", segment(ENDED, 2, ENDED_1, e))
    yield kept("after-end-closed", "after-end", "a closed desk's, after its end", segment(CLOSED, 2, CLOSED_1, e))
    other = segment(CLOSED, 1, None, e, channel="office/cg-ho-chi-minh-city")
    yield v("after-end-unreadable", "not-authorised", "a closed desk's, in a channel not read here", other, 1)
    far = 2**32 + 101
    yield kept("count-far", "gap", "a count 2^32 above the registry's", third(entry(far)))
    yield kept("count-farthest", "gap", "the greatest count there is", third(entry(2**44 - 1)))
    redacted = {"n": 5, "redacted": MARK}
    gone = third(spelled(redacted), first=5, last=5, lines=digest(bytes.fromhex(MARK)), size=999)
    yield kept("redacted", "gap", "a redacted line without its purge", gone)
    yield v("count-below", "malformed-entry", "counts not above the segment before", third(entry(4)), 1)
    yield v("count-far-below", "malformed-entry", "counts from the beginning again", third(entry(1), entry(9)), 2)


def figures() -> Iterator[Vector]:
    """Step 9: digests, sizes, counts."""
    code = "damaged-member"
    one = entry(5, over={WRITER.desk: 3})
    line = spelled(one)
    shapes: dict[str, tuple[str, dict[str, Any]]] = {
        "lines": ("another digest of the lines", {"lines": MARK}),
        "lines-of-all": ("the digest of the whole instead of the digests", {"lines": digest(line + b"\n")}),
        "size-less": ("a size one too small", {"size": len(line)}),
        "size-more": ("a size one too great", {"size": len(line) + 2}),
        "size-nought": ("size 0", {"size": 0}),
        "size-vast": ("a size beyond 64 MiB", {"size": 2**26 + 1}),
        "size-vastest": ("a size of 2^53 - 1", {"size": 2**53 - 1}),
        "first": ("another first count", {"first": 6}),
        "last": ("another last count", {"last": 6}),
        "file-twice": ("an attachment twice", {"files": [{"sha256": MARK, "size": 1}] * 2}),
        "files-1001": ("1,001 attachments", {"files": [{"sha256": f"{n:064x}", "size": 1} for n in range(1_001)]}),
    }  # fmt: skip
    for name, (wrong, changes) in shapes.items():
        yield v(f"figure-{name}", code, wrong, third(one, **changes), 1)
    for count in (2, 50_000, 50_001, 2**53 - 1):
        yield v(
            f"figure-entries-{count}", code, f"says {count:,} entries and has one", third(one, entries=count), count
        )
    yield v("figure-entries-0", code, "says no entries and has one", third(one, entries=0))
    raws = {
        "no-line-feed": ("no line feed at the end", line, 1),
        "empty-line": ("an empty line at the end", line + b"\n\n", 1),
        "nothing": ("no lines at all", b"", 1),
        "long-line": ("a line of 1 MiB", b"0" * 2**20 + b"\n", 1),
    }
    for name, (wrong, raw, stated) in raws.items():
        lines = raw.split(b"\n")[:-1] or [raw]
        yield v(f"figure-{name}", code, wrong, third(one, raw=raw, lines=lines_digest(lines)), stated)


def frames() -> Iterator[Vector]:
    """Step 9: exactly one frame, of bounded size and window."""
    code = "damaged-member"
    one = entry(5, over={WRITER.desk: 3})
    raw = spelled(one) + b"\n"
    good = frame(raw)
    skippable = struct.pack("<II", 0x184D2A50, 3) + b"abc"
    dictionary = zstandard.ZstdCompressionDict(b"summary" * 40, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    with_dictionary = zstandard.ZstdCompressor(level=19, dict_data=dictionary).compress(raw)
    named = bytearray(compressed_by(raw, level=3))
    named[4] |= 1
    with_name = bytes(named[:6]) + b"\x07" + bytes(named[6:])
    wide = zstandard.ZstdCompressionParameters.from_level(3, window_log=24)
    checked = zstandard.ZstdCompressor(level=3, write_checksum=True).compress(raw)
    bodies: dict[str, tuple[str, bytes]] = {
        "trailing-byte": ("a byte after the frame", good + b"\0"),
        "trailing-text": ("a text after the frame", good + b"more"),
        "two-frames": ("two frames", good + good),
        "empty-frame-after": ("an empty frame after it", good + frame(b"")),
        "split": ("the lines in two frames", frame(raw[:20]) + frame(raw[20:])),
        "skippable-before": ("a skippable frame before it", skippable + good),
        "skippable-after": ("a skippable frame after it", good + skippable),
        "skippable-only": ("only a skippable frame", skippable),
        "cut": ("cut by one byte", good[:-1]),
        "cut-half": ("cut in the middle", good[: len(good) // 2]),
        "cut-header": ("only the header of the frame", good[:6]),
        "magic": ("another magic number", b"\x27" + good[1:]),
        "old-format": ("the magic number of version 0.7", b"\x27\xb5\x2f\xfd" + good[4:]),
        "gzip": ("gzip", gzip.compress(raw, mtime=0)),
        "plain": ("the lines, not compressed", raw),
        "empty": ("nothing", b""),
        "empty-frame": ("a frame of nothing", frame(b"")),
        "dictionary-named": ("a dictionary named", with_name),
        "dictionary": ("made with a dictionary", with_dictionary),
        "window": ("a window of 16 MiB", compressed_by(raw, compression_params=wide)),
        "window-vast": ("a window of 3.75 TiB", good[:4] + b"\0\xff" + good[6:]),
        "size-lies-less": ("says to be smaller", _says(raw, len(raw) - 1)),
        "size-lies-more": ("says to be greater", _says(raw, len(raw) + 1)),
        "size-lies-vast": ("says to be of 2^63 bytes", _says(raw, 2**63)),
        "checksum": ("its own checksum does not fit", checked[:-1] + bytes([checked[-1] ^ 1])),
        "reserved-bit": ("a reserved bit set", good[:4] + bytes([good[4] | 8]) + good[5:]),
        "reserved-block": ("a block of a reserved type", good[:4] + b"\0\x58" + b"\x07\0\0"),
        "block-vast": ("a block said to be of 2 MiB", good[:4] + b"\0\x58" + b"\xf9\xff\xff" + b"\0"),
        "bomb": ("65 MiB of noughts", frame(b"0" * (65 * 2**20))),
        "bomb-lines": ("65 MiB of line feeds", frame(b"\n" * (65 * 2**20))),
        "bomb-run": ("blocks of one byte repeated, without end", good[:4] + b"\0\x58" + b"\x02\x00\x10\x30" * 900),
        "more-lines": ("one line more than said", frame(raw + raw)),
    }  # fmt: skip
    for name, (wrong, body) in bodies.items():
        yield v(f"frame-{name}", code, wrong, third(one, body=body), 1)


def _says(raw: bytes, size: int) -> bytes:
    """A frame of one raw block whose header says another size, as eight bytes and without a window."""
    return b"\x28\xb5\x2f\xfd\xe0" + struct.pack("<Q", size) + (len(raw) << 3 | 1).to_bytes(3, "little") + raw


def lines() -> Iterator[Vector]:
    """Step 9: every line is canonical and of the right shape, n rises."""
    code = "malformed-entry"
    good = spelled(entry(5))
    text = good.decode()

    def put(old: str, new: str | bytes) -> bytes:
        assert old in text, old
        return good.replace(old.encode(), new.encode() if isinstance(new, str) else new, 1)

    def shaped(**changes: Any) -> bytes:
        return spelled({key: value for key, value in {**entry(5), **changes}.items() if value is not ...})

    spellings: dict[str, tuple[str, bytes]] = {
        "blank": ("a blank", put('"n":5', '"n": 5')),
        "blank-end": ("a blank at the end", good + b" "),
        "blank-begin": ("a blank at the beginning", b" " + good),
        "return": ("a carriage return at the end", good + b"\r"),
        "mark": ("a byte order mark", b"\xef\xbb\xbf" + good),
        "unsorted": ("members in another order", put('"at":', '"by":"sato","at":').replace(b',"by":"sato"', b"", 1)),
        "duplicate": ("n twice", put('"n":5', '"n":5,"n":5')),
        "duplicate-set": ("a field twice", put('"summary":', '"summary":"x","summary":')),
        "float": ("n 5.0", put('"n":5', '"n":5.0')),
        "exponent": ("n 5e0", put('"n":5', '"n":5e0')),
        "exponent-capital": ("n 5E0", put('"n":5', '"n":5E0')),
        "minus-nought": ("a value of -0", put('"要旨 5"', "-0")),
        "value-float": ("a value of 1.5", put('"要旨 5"', "1.5")),
        "value-exponent": ("a value of 1e3", put('"要旨 5"', "1e3")),
        "value-vast": ("a value of 2^53", put('"要旨 5"', str(2**53))),
        "value-low": ("a value of -2^53", put('"要旨 5"', str(-(2**53)))),
        "value-vaster": ("a value of 2^64", put('"要旨 5"', str(2**64))),
        "value-nan": ("a value of NaN", put('"要旨 5"', "NaN")),
        "value-plus": ("a value of +1", put('"要旨 5"', "+1")),
        "value-list": ("a list for a value", put('"要旨 5"', '["a"]')),
        "value-object": ("an object for a value", put('"要旨 5"', '{"a":1}')),
        "escape-oblique": ("an oblique as an escape", put("要旨 5", "\\/")),
        "escape-letter": ("a letter as an escape", put("要旨 5", "\\u0041")),
        "escape-high": ("a character as an escape", put("要旨 5", "\\u8981")),
        "escape-upper-case": ("an escape in upper case", put("要旨 5", "\\u001F")),
        "escape-feed": ("a form feed in digits", put("要旨 5", "\\u000c")),
        "escape-delete": ("U+007F as an escape", put("要旨 5", "\\u007f")),
        "control": ("a raw control character", put("要旨 5", "\x01")),
        "tabulator": ("a raw tabulator", put("要旨 5", "\t")),
        "nought": ("U+0000", put("要旨 5", "\\u0000")),
        "nought-by": ("U+0000 in a name", put('"sato"', '"sa\\u0000to"')),
        "surrogate": ("a lone surrogate as an escape", put("要旨 5", "\\ud800")),
        "surrogate-low": ("a lone low surrogate", put("要旨 5", "\\udc00")),
        "surrogate-raw": ("a lone surrogate, raw", put("要旨 5", b"\xed\xa0\x80")),
        "surrogate-pair": ("a pair of surrogates as escapes", put("要旨 5", "\\ud83d\\ude00")),
        "not-utf-8": ("a byte that is no UTF-8", put("要旨 5", b"\xff")),
        "overlong": ("an overlong character", put("要旨 5", b"\xc0\xaf")),
        "above-unicode": ("a character above U+10FFFF", put("要旨 5", b"\xf4\x90\x80\x80")),
        "cut": ("cut in the middle", good[:40]),
        "two": ("two entries on one line", good + good),
        "list": ("a list", b"[" + good + b"]"),
        "number": ("a number", b"5"),
        "empty": ("an empty object", b"{}"),
        "blank-line": ("nothing", b""),
        "comment": ("a comment", good + b"//x"),
        "deep": ("nested too deeply", b'{"at":' + b"[" * 9_000 + b"]" * 9_000 + b"}"),
    }  # fmt: skip
    for name, (wrong, line) in spellings.items():
        yield v(f"line-{name}", code, wrong, third(line), 1)
    shapes: dict[str, tuple[str, dict[str, Any]]] = {
        "more": ("one more member", {"more": 1}),
        "n-nought": ("n 0", {"n": 0}),
        "n-negative": ("n -1", {"n": -1}),
        "n-vast": ("n 2^44", {"n": 2**44}),
        "n-text": ("n in words", {"n": "5"}),
        "n-true": ("n true", {"n": True}),
        "n-null": ("n null", {"n": None}),
        "at-day": ("30 February", {"at": "2026-02-30T00:00:00Z"}),
        "at-leap": ("29 February of no leap year", {"at": "2026-02-29T00:00:00Z"}),
        "at-hour": ("hour 24", {"at": "2026-11-24T24:00:00Z"}),
        "at-second": ("second 60", {"at": "2026-11-24T09:30:60Z"}),
        "at-zone": ("another zone", {"at": "2026-11-24T09:30:12+09:00"}),
        "at-small": ("small letters", {"at": "2026-11-24t09:30:12z"}),
        "at-year": ("year 0", {"at": "0000-01-01T00:00:00Z"}),
        "at-digits": ("digits of another script", {"at": "２０２６-11-24T09:30:12Z"}),
        "at-number": ("seconds since 1970", {"at": 1795512612}),
        "by-long": ("81 characters", {"by": "a" * 81}),
        "by-null": ("nobody", {"by": None}),
        "id-upper-case": ("an id in upper case", {"id": CASE.upper()}),
        "id-empty": ("no id", {"id": ""}),
        "id-long": ("an id of 65 characters", {"id": "a" * 65}),
        "id-oblique": ("an oblique in an id", {"id": "a/b"}),
        "id-number": ("a number for an id", {"id": 7}),
        "kind-upper-case": ("a kind in upper case", {"kind": "Case"}),
        "kind-empty": ("no kind", {"kind": ""}),
        "kind-digit": ("a kind that begins with a digit", {"kind": "1case"}),
        "kind-long": ("a kind of 65 characters", {"kind": "a" * 65}),
        "kind-hyphen": ("a hyphen in a kind", {"kind": "my-case"}),
        "set-empty": ("sets nothing", {"set": {}}),
        "set-list": ("a list for what is set", {"set": []}),
        "set-null": ("null for what is set", {"set": None}),
        "field-upper-case": ("a field in upper case", {"set": {"Summary": "x"}}),
        "field-empty": ("a field without name", {"set": {"": "x"}}),
        "field-long": ("a field of 65 characters", {"set": {"a" * 65: "x"}}),
        "member-empty": ("a member without name", {"set": {"tags:": True}}),
        "member-upper-case": ("a member in upper case", {"set": {"tags:Rail": True}}),
        "member-long": ("a member of 65 characters", {"set": {"tags:" + "a" * 65: True}}),
        "member-two": ("a member of a member", {"set": {"tags:a:b": True}}),
        "over-empty": ("saw nothing, and says so", {"over": {}}),
        "over-null": ("null for what was seen", {"over": None}),
        "over-desk": ("a desk of another form", {"over": {"hq": 1}}),
        "over-desk-digits": ("a desk of other digits", {"over": {"0" * 26: 1}}),
        "over-nought": ("count 0 seen", {"over": {WRITER.desk: 0}}),
        "over-vast": ("count 2^44 seen", {"over": {WRITER.desk: 2**44}}),
        "over-text": ("a count in words", {"over": {WRITER.desk: "1"}}),
        "over-list": ("a list for what was seen", {"over": [1]}),
        "why-long": ("a reason of 501 characters", {"why": "理" * 501}),
        "why-null": ("null for a reason", {"why": None}),
        "salt-short": ("a salt of 15 bytes", {"salt": "A" * 20}),
        "salt-long": ("a salt of 17 bytes", {"salt": "A" * 23 + "="}),
        "salt-unpadded": ("a salt without padding", {"salt": "A" * 22}),
        "salt-spare": ("a salt with spare bits", {"salt": "A" * 21 + "B=="}),
        "salt-url": ("a salt in the letters of URLs", {"salt": "_" * 21 + "w=="}),
        "salt-null": ("null for a salt", {"salt": None}),
        "redacted-too": ("an entry that says to be redacted", {"redacted": MARK}),
    }  # fmt: skip
    for name, (wrong, changes) in shapes.items():
        yield v(f"entry-{name}", code, wrong, third(shaped(**changes)), 1)
    for member in entry(5):
        yield v(f"entry-without-{member}", code, f"{member} left out", third(shaped(**{member: ...})), 1)
    redacted: dict[str, tuple[str, bytes]] = {
        "upper-case": ("its digest in upper case", spelled({"n": 5, "redacted": MARK.upper()})),
        "short": ("its digest too short", spelled({"n": 5, "redacted": MARK[1:]})),
        "more": ("one more member", spelled({"n": 5, "redacted": MARK, "set": {}})),
        "nought": ("n 0", spelled({"n": 0, "redacted": MARK})),
        "float": ("n 5.0", spelled({"n": 5, "redacted": MARK}).replace(b"5", b"5.0", 1)),
        "blank": ("a blank", spelled({"n": 5, "redacted": MARK}) + b" "),
        "null": ("no digest", spelled({"n": 5, "redacted": None})),
    }
    for name, (wrong, line) in redacted.items():
        yield v(f"redacted-{name}", code, wrong, third(line), 1)
    yield v("count-equal", code, "one count twice", third(entry(5), entry(5)), 2)
    yield v("count-falling", code, "counts that fall", third(entry(7), entry(6)), 2)
    yield v("count-late", code, "a count that falls after good ones", third(entry(5), entry(6), entry(8), entry(7)), 4)
    late = [spelled(entry(n)) for n in range(5, 25)]
    late[-1] += b" "
    yield v("line-last", code, "the last of twenty lines", third(*late, first=5, last=24), 20)


def values() -> Iterator[Vector]:
    """Step 10: entries that are kept, and show nothing."""

    def invalid(name: str, wrong: str, *entries: dict[str, Any], code: str = "invalid") -> Vector:
        return v(f"value-{name}", code, wrong, third(*entries), len(entries), "kept")

    def of(**values: Any) -> dict[str, Any]:
        return entry(5, over={WRITER.desk: 4}, set=values)

    yield invalid("type", "a number for a text", of(summary=7))
    yield invalid("boolean", "true for a text", of(summary=True))
    yield invalid("group-half", "one field of three that belong together", of(status="open"))
    yield invalid("group-two", "two fields of three that belong together", of(status="open", status_on="2026-11-24"))
    yield invalid("date", "a day that does not exist", of(received_on="2026-02-30"))
    yield invalid("date-shape", "a day of another form", of(received_on="24.11.2026"))
    yield invalid("code", "a code of another form", of(priority="Very High"))
    yield invalid("set-member-null", "null for a member of a set", of(**{"tags:rail": None}))
    yield invalid("set-member-text", "a text for a member of a set", of(**{"tags:rail": "yes"}))
    yield invalid("set-whole", "a set named whole", of(tags=True))
    yield invalid("member-of-text", "a member of what is no set", of(**{"summary:rail": True}))
    yield invalid("deleted-text", "a text for deleted", of(deleted="yes"))
    yield invalid("merged-form", "merged into what is no id", of(merged_into="A B"))
    yield invalid("merged-true", "merged into true", of(merged_into=True))
    yield invalid("long", "a text beyond its length", of(summary="長" * 20_000))
    yield invalid("beside-good", "a good field beside a bad one", of(details="良", summary=7))
    yield invalid("salt-missing", "a person without salt", entry(5, kind="contact", set={"name_ja": "塩なし"}))
    yield invalid("salt-needless", "a salt where none belongs", entry(5, salt="A" * 22 + "==", set={"details": "塩"}))
    country = entry(5, kind="country", id="vn", set={"name_ja": "国"})
    yield invalid("kind-of-headquarters", "a mission edits a country", country, code="not-authorised")
    purge = {"desk": WRITER.desk, "line": MARK, "n": 1, "skeleton": "{}"}
    yield invalid("purge-by-mission", "a mission purges", entry(5, kind="purge", set=purge), code="not-authorised")
