"""Reading the command line: which command, with what; in any order, with errors in the person's language.

Why not argparse: its own sentences are English only, it mixes up options between values, and an option of
several values swallows what stands behind it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ascn_desk.base.errors import UsageError
from ascn_desk.base.words import LANGUAGES, Language
from ascn_desk.cli.declared import BY_NAME, COMMON, GROUPS
from ascn_desk.cli.declaring import Argument, Command, Option
from ascn_desk.sync import suffixes


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every command takes; None where it was not given."""

    profile: Path | None = None
    as_json: bool = False
    lang: Language | None = None
    passphrase_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A command with what was given for it, by the names of its arguments and options; flags have no values."""

    command: Command
    common: Common
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def flag(self, name: str) -> bool:
        """Whether a flag was given."""
        return name in self.values

    def one(self, name: str) -> str:
        """The value of what is needed."""
        return self.values[name][0]

    def maybe(self, name: str) -> str | None:
        """The value of what may be left out."""
        held = self.values.get(name)
        return held[0] if held else None

    def all(self, name: str) -> tuple[str, ...]:
        """Every value, none if nothing was given."""
        return self.values.get(name, ())

    def path(self, name: str) -> Path:
        """The value of what is needed, as a path."""
        return Path(self.one(name)).expanduser()

    def file(self, name: str) -> Path:
        """The value of what is needed, as a file that is there. Errors: UsageError ``no-such-file``."""
        return existing(self.one(name))

    def number(self, name: str, otherwise: int, least: int = 0) -> int:
        """A whole number. Errors: UsageError ``not-a-count``."""
        typed = self.maybe(name)
        if typed is None:
            return otherwise
        if re.fullmatch(r"[0-9]{1,15}", typed) is None or int(typed) < least:
            raise UsageError("not-a-count", option=f"--{name}", value=typed, least=least)
        return int(typed)


def existing(name: str) -> Path:
    """A file that is there. Errors: UsageError ``no-such-file``."""
    path = Path(name).expanduser()
    if not path.is_file():
        raise UsageError("no-such-file", path=str(path))
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """No command: the window is meant, for a file to verify if one is named."""

    common: Common
    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Help is asked for: of a command, of the commands of a group, or of all (empty)."""

    common: Common
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The version is asked for."""

    common: Common


def common_of(arguments: Sequence[str]) -> Common:
    """What can be read of the options common to all, however wrong the rest is: errors need a language too."""
    found: dict[str, str] = {}
    for place, token in enumerate(arguments):
        if token == "--":
            break
        name, equals, value = token.removeprefix("--").partition("=")
        if token.startswith("--") and name in ("profile", "lang", "passphrase-file", "json"):
            following = arguments[place + 1] if place + 1 < len(arguments) else ""
            found[name] = value if equals else following
    lang = found.get("lang")
    return Common(
        profile=Path(found["profile"]).expanduser() if found.get("profile") else None,
        as_json="json" in found,
        lang=lang if lang in LANGUAGES else None,
        passphrase_file=Path(found["passphrase-file"]).expanduser() if found.get("passphrase-file") else None,
    )


def parse(arguments: Sequence[str]) -> Given | Window | Help | Version:
    """What the command line asks for.

    Errors: UsageError ``unknown-command``, ``command-incomplete``, ``unknown-option``, ``option-needs-value``,
            ``option-takes-no-value``, ``option-twice``, ``argument-needed``, ``option-needed``,
            ``too-many-arguments``, ``not-one-of``.
    """
    common = common_of(arguments)
    reader = _Reader(arguments)
    reader.read()
    if "help" in reader.options:
        return Help(common=common, about=reader.command.name if reader.command else reader.group)
    if "version" in reader.options:
        return Version(common=common)
    if reader.command is None:
        if reader.group:
            raise UsageError("command-incomplete", command=reader.group, commands=_second_words(reader.group))
        return Window(common=common, file=reader.file)
    return Given(command=reader.command, common=common, values=reader.bound())


class _Reader:
    """One pass over the tokens: options where they stand, the rest in its order."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.tokens = list(arguments)
        self.place = 0
        self.command: Command | None = None
        self.group = ""
        self.file: Path | None = None
        self.rest: list[str] = []
        self.options: dict[str, list[str]] = {}

    def read(self) -> None:
        only_values = False
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            self.place += 1
            if token == "--" and not only_values:
                only_values = True
            elif not only_values and token.startswith("-") and token != "-":
                self._option(token)
            elif self.command is None:
                self._word(token)
            else:
                self.rest.append(token)

    def _word(self, token: str) -> None:
        if self.file is not None:
            raise UsageError("too-many-arguments", value=token)
        name = f"{self.group} {token}" if self.group else token
        if name in BY_NAME:
            self.command = BY_NAME[name]
        elif self.group:
            raise UsageError("unknown-command", command=name, near=_near(name, list(BY_NAME)))
        elif token in GROUPS:
            self.group = token
        elif token.endswith(suffixes.BUNDLE):
            self.file = Path(token).expanduser()
        else:
            raise UsageError("unknown-command", command=token, near=_near(token, [*BY_NAME, *GROUPS]))

    def _option(self, token: str) -> None:
        if token == "-h":
            token = "--help"
        name, equals, value = token.removeprefix("--").partition("=")
        known = {option.name: option for option in (*COMMON, *(self.command.options if self.command else ()))}
        option = known.get(name) if token.startswith("--") else None
        if option is None:
            near = _near(f"--{name}", [f"--{each}" for each in known])
            raise UsageError("unknown-option", option=token.partition("=")[0], near=near)
        if option.is_flag:
            if equals:
                raise UsageError("option-takes-no-value", option=f"--{name}")
            self.options[name] = []
            return
        values = [value] if equals else self._values(option)
        for each in values:
            if option.choices and each not in option.choices:
                raise UsageError("not-one-of", name=f"--{name}", value=each, choices=", ".join(option.choices))
        if name in self.options and not option.many:
            raise UsageError("option-twice", option=f"--{name}")
        self.options.setdefault(name, []).extend(values)

    def _values(self, option: Option) -> list[str]:
        if self.place == len(self.tokens) or self.tokens[self.place].startswith("--"):
            raise UsageError("option-needs-value", option=f"--{option.name}", shown=option.shown)
        values = [self.tokens[self.place]]
        self.place += 1
        while option.many and self.place < len(self.tokens):
            token = self.tokens[self.place]
            if token.startswith("--") or re.fullmatch(option.fits, token, re.DOTALL) is None:
                break
            values.append(token)
            self.place += 1
        return values

    def bound(self) -> dict[str, tuple[str, ...]]:
        """Every argument and option with its values."""
        assert self.command is not None
        held: dict[str, tuple[str, ...]] = {}
        rest = self.rest
        for argument in self.command.arguments:
            taken = rest if argument.many else rest[:1]
            rest = rest[len(taken) :]
            if len(taken) < argument.least:
                raise UsageError("argument-needed", command=self.command.name, name=argument.shown)
            _check_choices(argument, taken)
            if taken:
                held[argument.name] = tuple(taken)
        if rest:
            raise UsageError("too-many-arguments", value=rest[0])
        for option in self.command.options:
            if option.needed and option.name not in self.options:
                name = f"--{option.name}"
                raise UsageError("option-needed", command=self.command.name, option=name, shown=option.shown)
        return held | {name: tuple(values) for name, values in self.options.items()}


def _check_choices(argument: Argument, taken: Sequence[str]) -> None:
    for each in taken:
        if argument.choices and each not in argument.choices:
            raise UsageError("not-one-of", name=argument.shown, value=each, choices=", ".join(argument.choices))


def _second_words(group: str) -> str:
    return ", ".join(name for name in BY_NAME if name.startswith(f"{group} "))


def _near(name: str, known: Sequence[str]) -> str:
    """What was probably meant, for the sentence; else where to look."""
    found = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return found[0] if found else "--help"
