"""Running a command: words in, an answer out, an exit code back. Nothing else reads or writes the terminal."""

from __future__ import annotations

import contextlib
import locale
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ascn_desk import __version__
from ascn_desk.base.errors import DeskError, MachineError, UsageError
from ascn_desk.base.paths import default_profile
from ascn_desk.base.words import Language, set_language
from ascn_desk.cli.arguments import Common, Given, Help, Version, Window, common_of, parse
from ascn_desk.cli.helping import PROGRAM, help_text
from ascn_desk.cli.output import exit_code, json_line, prepare, put, put_error

if TYPE_CHECKING:
    from ascn_desk.cli.call import Answer, Call, Lines

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; the window is not opened from here (see :func:`wanted_window`)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    common = common_of(arguments)
    prepare(common.as_json)
    lang = chosen_language(common)
    set_language(lang)
    try:
        return _obey(parse(arguments), lang)
    except DeskError as error:
        put_error(error, common.as_json)
        return exit_code(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain once more when it closes the stream.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        trouble = MachineError("system-refused", path=str(error.filename or ""), reason=error.strerror or str(error))
        put_error(trouble, common.as_json)
        return exit_code(trouble)
    except Exception:
        traceback.print_exc()
        put_error(MachineError("program-error"), common.as_json)
        return 3


def wanted_window(argv: Sequence[str]) -> Window | None:
    """What the window shall open, if the command line asks for the window; None if it asks for anything else."""
    try:
        asked = parse(list(argv))
    except UsageError:
        return None
    return asked if isinstance(asked, Window) else None


def chosen_language(common: Common) -> Language:
    """The language of words and help: the one given, else the desk's own, else the system's."""
    if common.lang is not None:
        return common.lang
    profile = common.profile or default_profile()
    if profile.is_dir():
        # Only needed where a desk is; help shall come without the libraries of the database.
        from ascn_desk.operations.public_profile import profile_state

        # What is wrong with the profile is told by the command, in some language.
        with contextlib.suppress(DeskError):
            state = profile_state(profile)
            if state.exists:
                return "ja" if state.language == "ja" else "en"
    return system_language(os.environ)


def system_language(environment: Mapping[str, str]) -> Language:
    """Japanese where the system speaks Japanese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "ja" if environment[name].startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").startswith(("ja", "Japanese")) else "en"


def _obey(asked: Given | Window | Help | Version, lang: Language) -> int:
    match asked:
        case Help(about=about):
            put(help_text(about, lang))
            return 0
        case Version():
            put(f"{PROGRAM} {__version__}")
            return 0
        case Window():
            raise UsageError("command-needed")
        case Given():
            return _run(asked, lang)


def _run(given: Given, lang: Language) -> int:
    # Commands bring the database and the papers with them: not before one runs.
    from ascn_desk.cli.call import Answer, Call

    call = Call(given, lang)
    try:
        answer = runners()[given.command.name](call)
        code = 0
        for each in [answer] if isinstance(answer, Answer) else answer:
            put(json_line(each.shape) if given.common.as_json else each.words)
            code = max(code, each.code)
        return code
    finally:
        call.close()


def runners() -> Mapping[str, Callable[[Call], Answer | Lines]]:
    """The function of every command, by the command's name."""
    from ascn_desk.cli import (
        attachments,
        cases,
        conflicts,
        demo,
        enrolment,
        exchange,
        packs,
        packs_every,
        papers,
        purging,
        quarantine,
        receiving,
        records,
        returns,
        rotation,
        trust,
        upkeep,
    )

    found: dict[str, Callable[[Call], Answer | Lines]] = {}
    modules = (
        rotation, records, cases, attachments, enrolment, exchange, receiving, quarantine, conflicts, returns,
        packs, packs_every, papers, purging, trust, upkeep, demo,
    )  # fmt: skip
    for module in modules:
        found.update(module.RUNNERS)
    return found
