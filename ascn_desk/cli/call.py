"""One run of a command: what was given, the desk it works on, and the answer it gives back."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from ascn_desk.base.clock import Clock, clock_from_environment, local_date
from ascn_desk.base.paths import default_profile
from ascn_desk.base.words import Language
from ascn_desk.cli.arguments import Given
from ascn_desk.cli.passphrases import passphrase
from ascn_desk.operations import lists, profiles
from ascn_desk.operations.desk import Desk

DONE, REFUSED, MACHINE = 0, 1, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command has to say: to programs, to people, and as exit code."""

    shape: dict[str, object]
    words: str
    code: int = DONE


Lines: TypeAlias = Iterator[Answer]
"""Answers printed as they come, one a line; the greatest exit code holds."""


class Call:
    """A command with what it was given. The desk opens when it is first asked for, and closes at the end."""

    def __init__(self, given: Given, lang: Language) -> None:
        self.given = given
        self.lang = lang
        self.clock: Clock = clock_from_environment()
        self._desk: Desk | None = None

    @property
    def profile(self) -> Path:
        """The folder of the desk."""
        return self.given.common.profile or default_profile()

    @property
    def desk(self) -> Desk:
        """The desk, open. So what is wrong on the command line is told before a passphrase is asked for."""
        if self._desk is None:
            self._desk = profiles.open_desk(
                self.profile, passphrase(self.given.common.passphrase_file), clock=self.clock
            )
        return self._desk

    def keep(self, desk: Desk) -> None:
        """Close this desk too at the end: it was just made."""
        self._desk = desk

    def close(self) -> None:
        """Close the desk if it was opened."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    @property
    def choice_names(self) -> Mapping[str, str]:
        """The words of the choices that headquarters keeps, by their ids, for people; programs get the codes."""
        if self.given.common.as_json:
            return {}
        name = "name_ja" if self.lang == "ja" else "name_en"
        found = lists.list_records(self.desk, "choice", limit=None)
        return {row.id: str(row.values.get(name) or row.values.get("code") or row.id) for row in found.rows}

    @property
    def today(self) -> date:
        """The day here."""
        return local_date(self.clock.now())

    @property
    def room(self) -> int | None:
        """The width of the terminal; None where the text goes to a file or another program."""
        return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
