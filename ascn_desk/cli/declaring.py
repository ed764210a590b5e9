"""What the declaration of a command is made of; the commands themselves stand in ``declared``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A value that stands without a dash; ``shown`` is what help calls it."""

    name: str
    shown: str
    words: str
    least: int = 1
    many: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value behind a dash; without ``shown`` it is a flag. ``fits`` is a pattern for further values."""

    name: str
    words: str
    shown: str = ""
    many: bool = False
    needed: bool = False
    fits: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_flag(self) -> bool:
        return not self.shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: its words on the line, what it is for, what it takes."""

    name: str
    words: str
    more: str = ""
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
