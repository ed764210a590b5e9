"""Ids of new records: UUID version 7 as canonical lower-case text.

They start with the time, so that they lie together in the database in the order they were made, and end
in chance, so that two desks never make the same one.
Source: RFC 9562, sections 5.7 and 6.2 (method 2).
"""

from __future__ import annotations

import os
import re
import threading
import uuid

from ascn_desk.base.clock import Clock

_FORM = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

_lock = threading.Lock()
_last: tuple[int, int] = (-1, 0)


def new_id(clock: Clock) -> str:
    """A fresh id for a record. Within one program run and instant, each is greater than the one before.

    Errors: ValueError for an instant before 1970.
    """
    global _last
    milliseconds = int(clock.now().timestamp()) * 1000
    if milliseconds < 0:
        raise ValueError("instant before 1970")
    with _lock:
        if milliseconds == _last[0]:
            # The clock has whole seconds: a random step onward keeps the order within one of them.
            tail = _last[1] + 1 + int.from_bytes(os.urandom(4), "big")
        else:
            # 73 of the 74 bits, so that the steps have room.
            tail = int.from_bytes(os.urandom(10), "big") >> 7
        _last = (milliseconds, tail)
    number = milliseconds << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | tail & (1 << 62) - 1
    return str(uuid.UUID(int=number))


def is_id(text: str) -> bool:
    """Whether a text is an id as :func:`new_id` makes them. Codes of the reference data are not."""
    return _FORM.fullmatch(text) is not None
