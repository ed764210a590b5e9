"""Entries as lines of canonical JSON, read and written by the million.

- a line that differs from its own re-encoding is malformed: that one comparison refuses white space, other
  orders, duplicate keys, other escapes and floating-point numbers
- all else the form asks is judged by msgspec's types, or once for each different name of a batch
- a redacted line, ``{"n":…,"redacted":"<digest of the line>"}``, stands where its line stood

Lines never contain their line feed. Source: docs/bundle-format.md, sections 3 and 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from ascn_desk.base.canonical import GREATEST_INTEGER
from ascn_desk.base.errors import RefusedError
from ascn_desk.domain.validity import is_day
from ascn_desk.sync.forms import DESK, Count, Digest

Scalar = Annotated[int, Meta(ge=-GREATEST_INTEGER, le=GREATEST_INTEGER)] | str | bool | None

# Fields that act on the record itself; a skeleton keeps their values.
KEPT_FIELDS = ("deleted", "merged_into")

# Enough lines to make one call worth while, few enough to stay in the processor's cache.
_BATCH = 1_000

_ID = re.compile(r"[a-z0-9-]{1,64}")
_ID_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789-"
_LONGEST_ID = 64
_KIND = re.compile(r"[a-z][a-z0-9_]{0,63}")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}(?::[a-z0-9-]{1,64})?")
_SALT = re.compile(r"[A-Za-z0-9+/]{21}[AQgw]==")
_INSTANT_SHAPE = b"0000-00-00T00:00:00Z"
# A letter that is no digit stays; a nought before it would pass for one, so all digits become noughts.
_TO_SHAPE = bytes.maketrans(b"123456789", b"000000000")
_HOURS = {(ord(f"{hour:02}"[0]), ord(f"{hour:02}"[1])) for hour in range(24)}
_FIVE = ord("5")
_REDACTED_START = b'{"n":'


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, gc=False):
    """One save, by one person, of some fields of one record."""

    at: str
    by: Annotated[str, Meta(max_length=80)]
    id: str
    kind: str
    n: Count
    over: Annotated[dict[str, Count], Meta(min_length=1)] | UnsetType = UNSET
    salt: str | UnsetType = UNSET
    set: dict[str, Scalar]
    why: Annotated[str, Meta(max_length=500)] | UnsetType = UNSET


class Redacted(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """What is left of a line that had to go: its count and its digest."""

    n: Count
    redacted: Digest


_encoder = msgspec.json.Encoder(order="sorted")
_entries = msgspec.json.Decoder(Entry)
_redacted = msgspec.json.Decoder(Redacted)


def encode_entry(entry: Entry) -> bytes:
    """The line of an entry, without line feed."""
    return _encoder.encode(entry)


def decode_lines(lines: Sequence[bytes], before: int = 0) -> list[Entry | Redacted]:
    """The entries of some lines, each either wholly well formed or the whole refused.

    Shapes: ``before``: how many lines of the segment went before these.
    Errors: RefusedError ``malformed-entry`` with the place of the first bad line, counted from 1.
    """
    entries: list[Entry | Redacted] = []
    for start in range(0, len(lines), _BATCH):
        entries += _decode_batch(lines[start : start + _BATCH], before + start)
    return entries


def line_digest(line: bytes) -> bytes:
    """The digest by which a segment knows a line: of its bytes, or as a redacted line states it.

    Errors: RefusedError ``malformed-entry`` for a bad redacted line.
    """
    if line.startswith(_REDACTED_START):
        return bytes.fromhex(_decode_redacted(line).redacted)
    return sha256(line).digest()


class LinesDigest:
    """The digest of the digests of some lines, in order, as they are added."""

    def __init__(self) -> None:
        self._digest = sha256()
        self._refused: RefusedError | None = None
        self.has_redacted = False

    def add(self, lines: Sequence[bytes]) -> None:
        """The next lines."""
        is_plain = not any([line.startswith(_REDACTED_START) for line in lines])
        self.has_redacted |= not is_plain
        try:
            digests = [sha256(line).digest() for line in lines] if is_plain else list(map(line_digest, lines))
        except RefusedError as error:
            self._refused = self._refused or error
        else:
            self._digest.update(b"".join(digests))

    def hexdigest(self) -> str:
        """What a segment's payload calls ``lines``. Errors: RefusedError ``malformed-entry``: a bad redacted line."""
        if self._refused is not None:
            raise self._refused
        return self._digest.hexdigest()


def lines_digest(lines: Sequence[bytes]) -> str:
    """The digest of the digests of some lines, in order. Errors: as :meth:`LinesDigest.hexdigest`."""
    digest = LinesDigest()
    digest.add(lines)
    return digest.hexdigest()


def redact(line: bytes) -> bytes:
    """What stands in the place of a line that has to go. Errors: RefusedError ``malformed-entry``."""
    entry = decode_lines([line])[0]
    if isinstance(entry, Redacted):
        return line
    return _encoder.encode(Redacted(n=entry.n, redacted=sha256(line).hexdigest()))


def skeleton(entry: Entry, valid: bool = True) -> bytes:
    """The line of an entry without what it said: what a purge leaves for the merge.

    An entry that was invalid set nothing, so its skeleton sets nothing either.
    """
    kept = {name: entry.set[name] if name in KEPT_FIELDS else None for name in entry.set} if valid else {}
    return _encoder.encode(
        Entry(at=entry.at, by=entry.by, id=entry.id, kind=entry.kind, n=entry.n, over=entry.over, set=kept)
    )


def decode_skeleton(line: bytes) -> Entry:
    """The entry that a skeleton describes; ``set`` may be empty.

    Errors: RefusedError ``malformed-entry`` if it is no skeleton.
    """
    try:
        entry = _entries.decode(line)
        _check_batch([entry], line, bare=True)
        if _encoder.encode(entry) != line or skeleton(entry) != line:
            raise ValueError("more than a skeleton")
    except (ValueError, msgspec.DecodeError) as error:
        raise RefusedError("malformed-entry", line=1, reason=str(error)) from None
    return entry


def _decode_batch(lines: Sequence[bytes], start: int) -> list[Entry | Redacted]:
    body = b"\n".join((*lines, b""))
    try:
        entries = _entries.decode_lines(body)
        if _encoder.encode_lines(entries) != body:
            raise ValueError("not the canonical spelling")
        _check_batch(entries, body)
    except (ValueError, msgspec.DecodeError):
        # A redacted line is among them, or a bad one: one at a time tells which.
        return list(_decode_each(lines, start))
    return entries  # type: ignore[return-value]


def _decode_each(lines: Sequence[bytes], start: int) -> Iterator[Entry | Redacted]:
    for place, line in enumerate(lines, start + 1):
        try:
            yield _decode_redacted(line) if line.startswith(_REDACTED_START) else _decode_one(line)
        except (ValueError, msgspec.DecodeError) as error:
            raise RefusedError("malformed-entry", line=place, reason=str(error)) from None


def _decode_redacted(line: bytes) -> Redacted:
    try:
        redacted = _redacted.decode(line)
        if _encoder.encode(redacted) != line:
            raise ValueError("not the canonical spelling")
    except (ValueError, msgspec.DecodeError) as error:
        raise RefusedError("malformed-entry", reason=str(error)) from None
    return redacted


def _decode_one(line: bytes) -> Entry:
    entry = _entries.decode(line)
    if _encoder.encode(entry) != line:
        raise ValueError("not the canonical spelling")
    _check_batch([entry], line)
    return entry


def _check_batch(entries: Sequence[Entry], body: bytes, bare: bool = False) -> None:
    """Judge what types cannot say, names that recur only once. Errors: ValueError."""
    _check_ids([entry.id for entry in entries])
    _check_instants([entry.at for entry in entries])
    _check_names(_KIND, {entry.kind for entry in entries})
    _check_names(_FIELD, set().union(*[entry.set for entry in entries]))
    _check_names(DESK, set().union(*[over for entry in entries if (over := entry.over) is not UNSET]))
    _check_names(_SALT, [salt for entry in entries if (salt := entry.salt) is not UNSET])
    if not bare and not all([entry.set for entry in entries]):
        raise ValueError("sets nothing")
    # Written only so, and mostly a reverse oblique before the letter u: the values are looked at just then.
    if b"\\u0000" in body and any("\0" in text for entry in entries for text in _texts(entry)):
        raise ValueError("U+0000 in a text")


def _check_ids(ids: Sequence[str]) -> None:
    # Deleting all that is allowed from one long text is ten times as fast as a pattern for each.
    left_over = "".join(ids).encode("utf-8").translate(None, _ID_LETTERS)
    if left_over or not all(ids) or max(map(len, ids)) > _LONGEST_ID:
        raise ValueError(f"not an id: {next(each for each in ids if not _ID.fullmatch(each))[:80]!r}")


def _check_instants(instants: Sequence[str]) -> None:
    texts = "".join(instants).encode("utf-8")
    step = len(_INSTANT_SHAPE)
    if set(map(len, instants)) != {step} or texts.translate(_TO_SHAPE) != _INSTANT_SHAPE * len(instants):
        raise ValueError("not an instant")
    hours = zip(texts[11::step], texts[12::step], strict=True)
    if not _HOURS.issuperset(hours) or max(texts[14::step]) > _FIVE or max(texts[17::step]) > _FIVE:
        raise ValueError("no such time of day")
    if not all(map(is_day, {instant[:10] for instant in instants})):
        raise ValueError("no such day")


def _check_names(form: re.Pattern[str], names: Iterable[str]) -> None:
    for name in names:
        if form.fullmatch(name) is None:
            raise ValueError(f"not of the form {form.pattern}: {name[:80]!r}")


def _texts(entry: Entry) -> Iterator[str]:
    yield entry.by
    if entry.why is not UNSET:
        yield entry.why
    yield from (value for value in entry.set.values() if isinstance(value, str))
