"""The page of figures: what was compared, both figures, their ratio, and what the ratio must be."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from statistics import median

import sqlcipher3.dbapi2 as sqlcipher


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One comparison. ``ratio`` by round; ``must`` and ``goal`` as ``≥ 0.6`` or ``≤ 0.02``."""

    group: str
    what: str
    ours: str
    plain: str
    ratios: Sequence[float]
    must: str = ""
    goal: str = ""

    @property
    def ratio(self) -> float:
        """The median of the rounds."""
        return median(self.ratios)

    def meets(self, limit: str) -> bool | None:
        """Whether the ratio is within a limit; None where there is none."""
        if not limit:
            return None
        sign, figure = limit.split()
        return self.ratio >= float(figure) if sign == "≥" else self.ratio <= float(figure)


@dataclass
class Report:
    """All figures of one run, in the order in which they were measured."""

    figures: list[Figure] = field(default_factory=list)

    def add(self, figure: Figure) -> None:
        """Note a figure and print it."""
        self.figures.append(figure)
        print(f"\n{figure.what}: {figure.ours} to {figure.plain}: {_number(figure.ratio)} {_verdict(figure)}")

    def page(self, day: date) -> str:
        """docs/benchmarks.md."""
        groups = list(dict.fromkeys(each.group for each in self.figures))
        parts = [_HEAD.format(day=day, machine=_machine(), versions=_versions())]
        for group in groups:
            rows = [_row(each) for each in self.figures if each.group == group]
            parts.append(f"## {group}\n\n{_TABLE}" + "".join(rows))
        missed = [each for each in self.figures if each.meets(each.must) is False]
        if missed:
            listed = "".join(f"- {each.what}: {_number(each.ratio)}, must be {each.must}\n" for each in missed)
            parts.append(f"## What falls short\n\n{listed}")
        return "\n".join(parts)


def seconds(figures: Sequence[float]) -> str:
    """The median of some durations, in a unit that fits."""
    middle = median(figures)
    return f"{middle:.2f} s" if middle >= 1 else f"{middle * 1000:.1f} ms"


_HEAD = """# Benchmarks

This page is written by `make bench`; do not edit it.

Measured on {day}, on {machine}. {versions}.

How to read it: a second on another machine means nothing, a ratio does; where the load is above the number of cores,
ratios scatter as well. Each line compares the product with something plain, measured again in the same round
of the same run; both figures are medians over the rounds, and the ratio is the median of the ratios of the rounds, with
the least and the greatest behind it (the large merge and rebuilding: one round). The work is made by
`tests/support/workload.py`: 25 desks write one channel, a case has 14 fields of 58 bytes on average, 70 % of the
changes make cases, 30 % edit them offline, and one collision is planted for twenty changes of editing.
A *change* is one field set.

- **(a)**: the same changes as ready tuples, written by two `executemany` in one transaction through the same library,
  encryption and settings (a log with two indexes, and a state that keeps the newest): no decoding, no signature, no
  conflict.
- **(a2)**: (a), and a trigram index of each changed text in the same transaction.
- Ours is the whole path from the file on: decrypt, verify, decode, journal, winners, conflicts, receipts, commit.
- *must* is what the product promises itself, *goal* what would be outstanding.
"""
_TABLE = "| what | ours | compared with | ratio | must | goal | |\n|---|---|---|---|---|---|---|\n"


def _row(figure: Figure) -> str:
    spread = f"{_number(figure.ratio)} ({_number(min(figure.ratios))}–{_number(max(figure.ratios))})"
    limits = f"{figure.must or '–'} | {figure.goal or '–'}"
    return f"| {figure.what} | {figure.ours} | {figure.plain} | {spread} | {limits} | {_verdict(figure)} |\n"


def _verdict(figure: Figure) -> str:
    if figure.meets(figure.goal):
        return "goal reached"
    met = figure.meets(figure.must)
    return "" if met is None else "met" if met else "**missed**"


def _number(figure: float) -> str:
    return f"{figure:.2f}" if figure >= 0.1 else f"{figure:.4f}"


def _machine() -> str:
    load = f"load average {os.getloadavg()[1]:.1f} at the end" if hasattr(os, "getloadavg") else "load not known"
    return f"{os.cpu_count()} cores of {platform.machine()}, {platform.system()}, {load}"


def _versions() -> str:
    connection = sqlcipher.connect(":memory:")
    sqlite = connection.execute("SELECT sqlite_version()").fetchone()[0]
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
    connection.close()
    names = ("SQLAlchemy", "msgspec", "zstandard", "cryptography", "pyrage", "PySide6-Essentials")
    others = ", ".join(f"{name} {version(name)}" for name in names)
    return f"CPython {platform.python_version()}, SQLite {sqlite}, SQLCipher {cipher}, {others}"
