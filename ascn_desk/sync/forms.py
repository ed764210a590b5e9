"""The written forms of names in everything that travels: desks, channels, digests, instants.

| name | example |
|---|---|
| desk | 26 of ``[a-z2-7]`` |
| channel | ``reference``, ``country/vn``, ``office/emb-vn`` |
| pattern | a channel, ``country/*`` or ``office/*`` |
| digest | 64 lower-case hexadecimal digits of a SHA-256 |
| instant | ``2026-11-24T09:30:12Z``, one that exists |
"""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from ascn_desk.domain import validity

DESK = re.compile(r"[a-z2-7]{26}")
OFFICE = re.compile(r"[a-z0-9-]{1,37}")
CHANNEL = re.compile(r"reference|country/[a-z]{2}|office/[a-z0-9-]{1,37}")
PATTERN = re.compile(r"reference|country/(?:[a-z]{2}|\*)|office/(?:[a-z0-9-]{1,37}|\*)")
DIGEST = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")

GREATEST_COUNT = 2**44 - 1
GREATEST_NUMBER = 99_999_999
GREATEST_INTEGER = 2**53 - 1

# The same forms as types, for documents read by :func:`shaped`.
DeskName = Annotated[str, Meta(pattern=rf"\A{DESK.pattern}\Z")]
OfficeCode = Annotated[str, Meta(pattern=rf"\A{OFFICE.pattern}\Z")]
ChannelName = Annotated[str, Meta(pattern=rf"\A(?:{CHANNEL.pattern})\Z")]
Digest = Annotated[str, Meta(pattern=rf"\A{DIGEST.pattern}\Z")]
Uuid = Annotated[str, Meta(pattern=rf"\A{UUID.pattern}\Z")]
Instant = Annotated[str, Meta(pattern=rf"\A{INSTANT.pattern}\Z")]
Count = Annotated[int, Meta(ge=1, le=GREATEST_COUNT)]
Number = Annotated[int, Meta(ge=1, le=GREATEST_NUMBER)]
Natural = Annotated[int, Meta(ge=0, le=GREATEST_INTEGER)]
Positive = Annotated[int, Meta(ge=1, le=GREATEST_INTEGER)]

Form = TypeVar("Form")


def shaped(content: object, form: type[Form]) -> Form:
    """Plain content as a record of exactly the members and forms that its type declares.

    Errors: ValueError, naming the place.
    """
    try:
        return msgspec.convert(content, form, strict=True)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None


def digest_of(data: bytes | memoryview) -> str:
    """The SHA-256 of some bytes, written out."""
    return hashlib.sha256(data).hexdigest()


def is_text_of(form: re.Pattern[str], value: object) -> bool:
    """Whether a value is a text wholly of that form."""
    return type(value) is str and form.fullmatch(value) is not None


def is_instant(value: object) -> bool:
    """Whether a value is an instant ``YYYY-MM-DDTHH:MM:SSZ`` that exists."""
    return type(value) is str and validity.is_instant(value)


def is_whole(value: object, least: int = 0, greatest: int = GREATEST_INTEGER) -> bool:
    """Whether a value is an integer (true and false are none) within the bounds, both included."""
    return type(value) is int and least <= value <= greatest
