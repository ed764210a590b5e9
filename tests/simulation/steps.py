"""The steps of a play, drawn from a seed; and a failing play cut down to the steps that it takes.

Every step has a chance of its own, so that leaving some out changes nothing in the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

_CUT_SECONDS = 20.0


class Step(NamedTuple):
    """One thing to do in a month."""

    number: int
    month: int
    act: str

    def chance(self, seed: int) -> Random:
        """What this step draws from."""
        return Random(f"{seed} step {self.number}")


class Size(NamedTuple):
    """How large plays are."""

    months: int = 12
    steps: int = 40


def plan_of(seed: int, size: Size, weights: Mapping[str, float]) -> list[Step]:
    """The steps of a seed; how often an act is drawn depends on its weight."""
    drawn = Random(f"plan {seed}").choices(list(weights), list(weights.values()), k=size.months * size.steps)
    return [Step(number, number // size.steps + 1, act) for number, act in enumerate(drawn)]


def plan_with_all(seed: int, size: Size, weights: Mapping[str, float]) -> list[Step]:
    """As :func:`plan_of`; from the middle of the year on, when there is something, every month ends with each act."""
    months: dict[int, list[str]] = {}
    for step in plan_of(seed, size, weights):
        months.setdefault(step.month, []).append(step.act)
    for month in range(size.months // 2, size.months + 1):
        months[month] += weights
    acts = [(month, act) for month, some in months.items() for act in some]
    return [Step(number, month, act) for number, (month, act) in enumerate(acts)]


def cut(plan: Sequence[Step], fails: Callable[[Sequence[Step]], bool], seconds: float = _CUT_SECONDS) -> list[Step]:
    """Fewer steps that fail still: parts are left out, ever smaller ones, as long as there is time."""
    until = time.monotonic() + seconds
    left = list(plan)
    part = max(len(left) // 2, 1)
    while part:
        at = 0
        while at < len(left) and time.monotonic() < until:
            fewer = [*left[:at], *left[at + part :]]
            if fails(fewer):
                left = fewer
            else:
                at += part
        part //= 2
    return left
