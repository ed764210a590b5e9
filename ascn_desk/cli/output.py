"""Writing answers: JSON in UTF-8 for programs, text for people, errors where each looks for them."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Mapping
from typing import TextIO

from ascn_desk.base.errors import CancelledError, DeskError, MachineError, UsageError
from ascn_desk.base.words import error_text
from ascn_desk.cli import shapes


def prepare(as_json: bool) -> None:
    """Make the streams carry every letter: programs get UTF-8 and bare line feeds on every system."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if as_json:
                stream.reconfigure(encoding="utf-8", newline="\n", errors="backslashreplace")
            else:
                stream.reconfigure(errors="backslashreplace")


def progress() -> Callable[[int, int], None] | None:
    """Shows how far long work is on the terminal; None where nobody sits before it."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        # The line is written over, and empty at the end.
        print(f"\r{done}/{total}" if done < total else "\r\x1b[K", end="", file=sys.stderr, flush=True)

    return show


def json_line(shape: Mapping[str, object]) -> str:
    """An object on one line."""
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"))


def put(text: str, stream: TextIO | None = None) -> None:
    """Write a text with its line feed."""
    print(text, file=stream or sys.stdout)


def put_error(error: DeskError, as_json: bool) -> None:
    """Tell a failure: an object on standard output for programs, a sentence on standard error for people."""
    if isinstance(error, CancelledError):
        return
    if as_json:
        put(json_line(shapes.error(error)))
    else:
        put(error_text(error), sys.stderr)


def exit_code(error: DeskError) -> int:
    """1 refused or incomplete, 2 wrong usage, 3 the machine."""
    if isinstance(error, UsageError):
        return 2
    return 3 if isinstance(error, MachineError) else 1
