"""Reading the lines of ``batch``: strict JSON, each of exactly the members that a line may have."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.base.files import cannot_read

Value = str | int | bool | None | list[str]

_MEMBERS = {
    "add": frozenset({"add", "id", "channel", "values", "why"}),
    "set": frozenset({"set", "id", "channel", "values", "why", "seen"}),
}
_GREATEST_INTEGER = 2**53 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One operation, by the number of its line; ``id`` is None for a new record without a code of its own."""

    number: int
    is_new: bool
    kind: str
    id: str | None
    channel: str | None
    values: Mapping[str, Value]
    why: str | None
    seen: Mapping[str, int] | None


def reading_lines(name: str) -> Iterator[BatchLine]:
    """The operations of a file, ``-`` for standard input, one by one as they are read.

    Errors: UsageError ``no-such-file``; MachineError ``cannot-read``; CorrectableError ``batch-…``, with the line.
    """
    if name == "-":
        yield from _lines(sys.stdin.buffer)
        return
    path = Path(name).expanduser()
    try:
        with path.open("rb") as file:
            yield from _lines(file)
    except FileNotFoundError:
        raise UsageError("no-such-file", path=str(path)) from None
    except OSError as error:
        raise cannot_read(path, error) from error


def batch_line(number: int, line: bytes) -> BatchLine:
    """One operation. Errors: CorrectableError ``batch-…`` with the number of the line."""
    try:
        content = json.loads(line.decode("utf-8"), object_pairs_hook=_object, parse_float=_no, parse_constant=_no)
        if b"\\u" in line:
            # Half of a pair of surrogates is no letter and can't be stored.
            json.dumps(content, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise CorrectableError("batch-not-json", line=number, reason=str(error)) from None
    if not isinstance(content, dict):
        raise CorrectableError("batch-not-object", line=number)
    word = next((each for each in _MEMBERS if each in content), None)
    if word is None:
        raise CorrectableError("batch-no-operation", line=number)
    for name in content:
        if name not in _MEMBERS[word]:
            raise CorrectableError("batch-unknown-member", line=number, name=str(name))
    return BatchLine(
        number=number,
        is_new=word == "add",
        kind=_text(number, content, word, is_needed=True),
        id=_text(number, content, "id", is_needed=word == "set") or None,
        channel=_text(number, content, "channel") or None,
        values=_values(number, content.get("values")),
        why=_text(number, content, "why") or None,
        seen=_seen(number, content.get("seen")),
    )


def _lines(file: BinaryIO) -> Iterator[BatchLine]:
    for number, line in enumerate(file, 1):
        # The mark that some editors put before a text belongs to no line.
        bare = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
        if bare:
            yield batch_line(number, bare)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key stands twice")
    return content


def _no(text: str) -> object:
    raise ValueError(f"{text} is no whole number")


def _text(number: int, content: Mapping[str, Any], name: str, *, is_needed: bool = False) -> str:
    value = content.get(name)
    if value is None and not is_needed:
        return ""
    if not isinstance(value, str) or not value:
        raise CorrectableError("batch-text", line=number, name=name)
    return value


def _values(number: int, given: object) -> dict[str, Value]:
    if not isinstance(given, dict) or not given:
        raise CorrectableError("batch-values", line=number)
    for name, value in given.items():
        if not _is_plain(value):
            raise CorrectableError("batch-scalar", line=number, name=str(name))
    return given


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    if isinstance(value, int):
        return abs(value) <= _GREATEST_INTEGER
    return value is None or isinstance(value, str)


def _seen(number: int, given: object) -> dict[str, int] | None:
    if given is None:
        return None
    if not isinstance(given, dict) or not all(type(n) is int and n > 0 for n in given.values()):
        raise CorrectableError("batch-seen", line=number)
    return given
