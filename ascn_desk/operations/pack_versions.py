"""From which versions a pack was made: how far each log counted, as the text that an issue keeps.

Shapes: a line names a channel, the lines under it its desks: ``<desk> <last count> <entries>[ <redacted>]``; ``-``
        where no log counted yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ascn_desk.domain.fields import LONG_LENGTH
from ascn_desk.store.names import Log
from ascn_desk.store.past import Reached

Position: TypeAlias = Mapping[Log, Reached]

_NONE = "-"


def versions_text(reached: Position) -> str | None:
    """The text of a position; None where it has more logs than a record can name, so that nothing is half said."""
    by_channel: dict[str, list[str]] = {}
    for log, each in sorted(reached.items()):
        redacted = f" {each.redacted}" if each.redacted else ""
        by_channel.setdefault(log.channel, []).append(f"{log.desk} {each.n} {each.entries}{redacted}")
    text = "\n".join(line for channel, lines in by_channel.items() for line in (channel, *lines))
    return (text or _NONE) if len(text) <= LONG_LENGTH else None


def read_versions(text: str) -> dict[Log, Reached] | None:
    """The position of such a text; None where it is no such text."""
    if not text:
        return None
    found: dict[Log, Reached] = {}
    channel = ""
    for line in text.splitlines() if text != _NONE else ():
        desk, *numbers = line.split()
        if not numbers:
            channel = desk
        elif channel and len(numbers) in (2, 3) and all(each.isdecimal() for each in numbers):
            found[Log(channel, desk)] = Reached(*map(int, numbers))
        else:
            return None
    return found


def missing(then: Position, here: Position) -> list[tuple[Log, int]]:
    """(log, how many) of the entries that a pack was made from and that do not count here."""
    none = Reached(0, 0)
    lacking = [(log, each.entries - here.get(log, none).entries) for log, each in sorted(then.items())]
    return [(log, count) for log, count in lacking if count > 0]


def redacted_since(then: Position, here: Position) -> int:
    """How many entries were cut to their digest since."""
    return sum(max(0, here[log].redacted - each.redacted) for log, each in then.items() if log in here)
