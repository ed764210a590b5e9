"""What happened in a play, told shortly where it went wrong."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_TOLD = 14


class Event(NamedTuple):
    """One thing that was done; ``about``: the records, logs and desks concerned."""

    step: int
    month: int
    who: str
    what: str
    about: frozenset[Hashable]


class Broken(AssertionError):
    """What has to hold did not; ``about``: the record, log or desk that differs."""

    def __init__(self, what: str, *about: Hashable) -> None:
        super().__init__(what)
        self.what = what
        self.about = frozenset(about)


@dataclass(slots=True)
class Story:
    """The events of a play, in their order."""

    step: int = 0
    month: int = 1
    events: list[Event] = field(default_factory=list)

    def tell(self, who: str, what: str, *about: Hashable) -> None:
        """Note what happened."""
        self.events.append(Event(self.step, self.month, who, what, frozenset(about)))

    def last(self, about: Collection[Hashable], most: int = MOST_TOLD) -> list[str]:
        """The last events that concern any of these, or simply the last."""
        concerned = [each for each in self.events if each.about & set(about)] or self.events
        return [f"  month {each.month:2}, step {each.step:4}: {each.who}: {each.what}" for each in concerned[-most:]]


def hold(condition: object, what: str, *about: Hashable) -> None:
    """Something that always has to hold. Errors: Broken."""
    if not condition:
        raise Broken(what, *about)
