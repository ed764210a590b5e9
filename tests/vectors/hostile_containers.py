"""Hostile outer files and archives: steps 1 and 2 of receiving."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from tests.vectors.world import (
    BLOCK,
    CLOSED,
    HQ_2,
    RECEIVER,
    STRANGER,
    WRITER,
    Inside,
    Vector,
    archive,
    bundle,
    digest,
    encrypted,
    entry,
    header,
    members_of,
    padded,
    root,
    segment,
    update,
)

MALFORMED = "malformed-container"


def outer() -> Iterator[Vector]:
    """Step 1: the file itself."""
    whole = encrypted(bundle())
    place = whole.index(b"\n---") + 30
    yield Vector("outer/pdf", "not-a-bundle", "another kind of file", b"%PDF-1.7\n" * 100)
    yield Vector("outer/empty", "not-a-bundle", "an empty file", b"")
    yield Vector("outer/shorter", "not-a-bundle", "shorter than one header", update()[:200])
    yield Vector("outer/short", "malformed-container", "the beginning of one header", update()[:300])
    yield Vector("outer/zeros", "not-a-bundle", "only the end of an archive", bytes(2 * BLOCK))
    yield Vector("outer/gzip", "not-a-bundle", "the bare archive compressed", gzip.compress(update(), mtime=0))
    yield Vector("outer/age-version-2", "not-a-bundle", "a later version of age", whole.replace(b"/v1", b"/v2", 1))
    yield Vector("outer/armoured", "not-a-bundle", "age in letters", b"-----BEGIN AGE ENCRYPTED FILE-----\n" + whole)
    yield Vector("outer/gnu-first", "not-a-bundle", "a bare archive whose first header is of GNU's form",
                 header("bundle.json", 0, magic=b"ustar ", version=b" \0") + update()[BLOCK:])  # fmt: skip
    yield Vector("outer/for-a-stranger", "not-for-this-desk", "encrypted to another", encrypted(bundle(), STRANGER))
    yield Vector("outer/cut", "damaged", "the last bytes are missing", whole[:-20])
    yield Vector("outer/longer", "damaged", "a byte follows the end", whole + b"\0")
    yield Vector("outer/bent-last", "damaged", "the last byte is another", whole[:-1] + bytes([whole[-1] ^ 1]))
    yield Vector("outer/bent-nonce", "damaged", "a byte after the header is another",
                 whole[:place + 40] + bytes([whole[place + 40] ^ 1]) + whole[place + 41:])  # fmt: skip
    yield Vector("outer/no-payload", "damaged", "only the header of age", whole[: place + 18])


def _member(what: str, **bent: bytes) -> bytes:
    """The usual bundle with one more member, whose header is bent."""
    return Inside(bundle()[: -2 * BLOCK] + header(what, 3, **bent) + padded(b"abc") + bytes(2 * BLOCK))


def headers() -> Iterator[Vector]:
    """Step 2: headers of other forms. The bent member comes last, so all before it is in order."""
    name = "files/" + digest(b"abc")
    kinds = {"old-regular": b"\0", "hard-link": b"1", "symbolic-link": b"2", "character-device": b"3",
             "block-device": b"4", "folder": b"5", "pipe": b"6", "contiguous": b"7", "pax": b"x", "pax-global": b"g",
             "gnu-long-name": b"L", "gnu-long-link": b"K", "gnu-sparse": b"S", "volume": b"V"}  # fmt: skip
    for kind, letter in kinds.items():
        yield Vector(f"header/{kind}", MALFORMED, f"a member of type {letter!r}", _member(name, type=letter))
    fields = {
        "mode-644": {"mode": b"0000644\0"}, "uid": {"uid": b"0001750\0"}, "gid": {"gid": b"0001750\0"},
        "time": {"mtime": b"14726241600\0"}, "size-blank": {"size": b"          3\0"},
        "size-plus": {"size": b"+0000000003\0"}, "size-minus": {"size": b"-0000000003\0"},
        "size-underscore": {"size": b"000000000_3\0"}, "size-binary": {"size": b"\x80" + bytes(10) + b"\x03"},
        "size-no-end": {"size": b"000000000003"}, "size-beyond": {"size": b"77777777777\0"},
        "link-name": {"link": b"COVER.txt"}, "gnu-magic": {"magic": b"ustar ", "version": b" \0"},
        "no-magic": {"magic": b"", "version": b""}, "version": {"version": b"0\0"},
        "owner": {"rest": b"root"}, "device": {"rest": bytes(64) + b"0000001\0"},
        "prefix": {"rest": bytes(80) + b"files"}, "last-byte": {"rest": bytes(246) + b"\1"},
        "checksum": {"checksum": b"000000\0 "}, "checksum-blanks": {"checksum": b"        "},
    }  # fmt: skip
    for field, bent in fields.items():
        what = next(iter(bent))
        yield Vector(f"header/{field}", MALFORMED, f"the field {what} is not as it must be", _member(name, **bent))
    right = header(name, 3)
    spelled = right[148:156].replace(b"0", b" ", 1)
    yield Vector("header/checksum-spelling", MALFORMED, "the right checksum, spelled otherwise",
                 _member(name, checksum=spelled))  # fmt: skip
    names: dict[str, bytes] = {
        "absolute": b"/etc/passwd", "up": b"../up", "up-within": b"files/../x", "here": b"./cover",
        "upper-case": b"Files/x", "cover-lower-case": b"cover.txt", "blank": b"files/a b",
        "reverse-oblique": b"files\\x", "colon": b"c:x", "control": b"files/\x07", "line-feed": b"files/a\nb",
        "bidirectional": "files/\u202egpj.exe".encode(), "full-width": "ｆiles/x".encode(), "latin-1": b"files/\xe9",
        "folder": b"files/", "empty": b"", "dot": b".", "hidden": b".profile", "after-nul": name.encode() + b"\0x",
        "hundred": b"f" * 100, "unknown": b"readme.txt", "file-short": b"files/abc",
        "file-upper-case": b"files/" + digest(b"abc").upper().encode(),
        "file-deeper": b"files/a/" + digest(b"abc")[:60].encode(),
        "snapshot": b"trust/snapshot.json",
    }  # fmt: skip
    for what, raw in names.items():
        data = bundle()[: -2 * BLOCK] + header(raw, 3) + padded(b"abc") + bytes(2 * BLOCK)
        yield Vector(f"name/{what}", MALFORMED, f"a member is called {raw!r}", Inside(data))


def ends() -> Iterator[Vector]:
    """Step 2: padding and the end."""
    whole = bundle()
    body = whole[: -2 * BLOCK]
    bent = bytearray(whole)
    cover = whole.index(b"COVER.txt") + 2 * BLOCK - 1
    bent[cover] = 1
    yield Vector("end/padding", MALFORMED, "padding that is not zero", Inside(bytes(bent)))
    record = whole + bytes(-len(whole) % 10_240)
    yield Vector("end/ten-kilobytes", MALFORMED, "padded to 10,240 bytes", Inside(record))
    yield Vector("end/none", MALFORMED, "no end", Inside(body))
    yield Vector("end/one-block", MALFORMED, "one block of zeros", Inside(body + bytes(BLOCK)))
    yield Vector("end/three-blocks", MALFORMED, "three blocks of zeros", Inside(whole + bytes(BLOCK)))
    yield Vector("end/odd-length", MALFORMED, "not a whole number of blocks", Inside(whole + b"\0"))
    yield Vector("end/follows", MALFORMED, "an archive follows the end", Inside(whole + whole))
    yield Vector("end/empty", MALFORMED, "an archive of nothing", Inside(bytes(2 * BLOCK)))
    yield Vector("end/empty-file", MALFORMED, "nothing at all, encrypted", Inside(b""))
    yield Vector("end/bare-long", MALFORMED, "a bare archive with one block more", update() + bytes(BLOCK))
    yield Vector("end/bare-cut", MALFORMED, "a bare archive cut in its last block", update()[:-1])


def order() -> Iterator[Vector]:
    """Step 2: which members, and in which order."""
    m = members_of(bundle())
    head, cover, one, two, registry, json, zst = m
    more = segment(WRITER, 3, "0" * 64, entry(5))
    files = [(f"files/{digest(x)}", x) for x in sorted((b"a", b"b"), key=digest, reverse=True)]
    late = [(f"{more.name}.json", more.envelope), (f"{more.name}.jsonl.zst", more.body)]
    pairs = sorted([late, [json, zst]], reverse=True)
    wrong: dict[str, tuple[str, list[tuple[str, bytes]]]] = {
        "cover-first": ("the cover before bundle.json", [cover, head, *m[2:]]),
        "no-bundle": ("no bundle.json", m[1:]),
        "no-cover": ("no cover", [head, *m[2:]]),
        "no-root": ("no root", [head, cover, registry, json, zst]),
        "no-registry": ("no registry", [head, cover, one, two, json, zst]),
        "roots-turned": ("root 2 before root 1", [head, cover, two, one, *m[4:]]),
        "root-gap": ("root 3 after root 1", [head, cover, one, ("trust/3.root.json", root(3)), *m[4:]]),
        "root-nought": ("root 0", [head, cover, ("trust/0.root.json", one[1]), *m[2:]]),
        "root-spelling": ("01.root.json", [head, cover, ("trust/01.root.json", one[1]), *m[3:]]),
        "registry-first": ("the registry before the root", [head, cover, registry, one, two, json, zst]),
        "segments-first": ("segments before the documents", [head, cover, json, zst, one, two, registry]),
        "files-first": ("attachments before segments", [*m[:5], files[1], json, zst]),
        "files-turned": ("attachments not in order", [*m, *files]),
        "segments-turned": ("segments not in order", [*m[:5], *pairs[0], *pairs[1]]),
        "halves-turned": ("the body before its header", [*m[:5], zst, json]),
        "no-body": ("a segment without its body", m[:6]),
        "no-header": ("a body without its header", [*m[:5], zst]),
        "twice": ("a member twice", [*m[:6], json, zst]),
        "cover-twice": ("the cover twice", [head, cover, cover, *m[2:]]),
        "bundle-twice": ("bundle.json once more at the end", [*m, head]),
    }  # fmt: skip
    for what, (why, members) in wrong.items():
        yield Vector(f"order/{what}", MALFORMED, why, Inside(archive(members)))
    names = {
        "number-nought": HQ_2.name[:-8] + "00000000", "number-short": HQ_2.name[:-1], "number-long": HQ_2.name + "0",
        "channel-unknown": HQ_2.name.replace("country", "continent"), "channel-star": HQ_2.name.replace("~vn", "~~"),
        "channel-three": HQ_2.name.replace("~vn", "~vnm"), "desk-short": HQ_2.name.replace("/", "/a", 1)[:-1],
        "desk-digits": HQ_2.name.replace(HQ_2.name[9:12], "018"),
    }  # fmt: skip
    for what, name in names.items():
        moved = HQ_2._replace(name=name)
        yield Vector(f"order/{what}", MALFORMED, f"a segment is called {name}", Inside(bundle([moved])))
    file = {digest(b"a"): b"a"}
    yield Vector("bare/attachment", MALFORMED, "a bare archive carries an attachment", update(files=file))
    yield Vector("bare/country", MALFORMED, "a bare archive carries a country's channel", update([HQ_2]))
    yield Vector("bare/addressed", MALFORMED, "a bare archive names a receiver", bundle([], to=(RECEIVER,)))
    yield Vector("bare/for-nobody", MALFORMED, "encrypted, and for nobody", Inside(bundle([], to=())))
    yield Vector("bare/closed-sender", "revoked-sender", "bare, and by a closed desk", update([], sender=CLOSED))
    yield Vector("good/alone", "", "no error: what comes beside every bad segment, alone", Inside(bundle()), "taken")
