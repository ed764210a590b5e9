"""Canonical JSON: the one spelling of everything that is hashed or signed.

- UTF-8, keys sorted by code point, no white space, no duplicate keys
- escapes ``\\" \\\\ \\b \\f \\n \\r \\t``, others of U+0001-U+001F as ``\\u00xx``; everything else raw
- no U+0000, no lone surrogates, no floating-point numbers, integers within ±(2^53 - 1)

Reading refuses whatever differs from its own re-encoding, so one content has exactly one spelling.
Source: docs/bundle-format.md, section 3. msgspec's sorted encoder emits just this form (held by test).
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

GREATEST_INTEGER = 2**53 - 1

_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(strict=True)


def encode(content: object) -> bytes:
    """The canonical bytes of plain content: dictionaries with text keys, lists, texts, integers, true, null.

    Errors: ValueError for what the form cannot hold; TypeError for other types.
    """
    try:
        _check(content)
        return _encoder.encode(content)
    except (UnicodeEncodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def decode_strict(data: bytes | memoryview) -> object:
    """The content of canonical bytes.

    Errors: ValueError for anything that is not exactly the canonical spelling of its content.
    """
    try:
        content: object = _decoder.decode(data)
        _check(content)
        if _encoder.encode(content) != data:
            raise ValueError("not the canonical spelling")
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return content


def _check(content: object) -> None:
    kind = type(content)
    if kind is str:
        if "\0" in content:  # type: ignore[operator]
            raise ValueError("U+0000 in a text")
    elif kind is int:
        if not -GREATEST_INTEGER <= content <= GREATEST_INTEGER:  # type: ignore[operator]
            raise ValueError("integer out of range")
    elif kind is dict:
        for key in content:  # type: ignore[attr-defined]
            if type(key) is not str:
                raise TypeError(f"key of type {type(key).__name__}")
        _check_all(content)  # type: ignore[arg-type]
        _check_all(content.values())  # type: ignore[attr-defined]
    elif kind is list or kind is tuple:
        _check_all(content)  # type: ignore[arg-type]
    elif kind is float:
        raise ValueError("floating-point number")
    elif kind is not bool and content is not None:
        raise TypeError(f"value of type {kind.__name__}")


def _check_all(contents: Iterable[object]) -> None:
    for content in contents:
        _check(content)
