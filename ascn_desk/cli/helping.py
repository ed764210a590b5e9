"""The text of ``--help``, wholly in the person's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ascn_desk.base.words import Language, text
from ascn_desk.cli.declared import BY_NAME, COMMANDS, COMMON
from ascn_desk.cli.declaring import Argument, Command, Option
from ascn_desk.cli.tables import GAP, width, wrapped

PROGRAM = "ascn-desk"
ROOM = 100


def help_text(about: str, lang: Language) -> str:
    """Help about a command, about the commands that begin with a word, or about all (empty)."""
    command = BY_NAME.get(about)
    if command is not None:
        return _of_command(command, lang)
    chosen = [each for each in COMMANDS if not about or each.name.startswith(f"{about} ")]
    lines = [
        _usage(lang, f"{PROGRAM} {about or '[COMMAND]'} …"),
        "",
        *wrapped(text("The offline desk of Japan's contact points for smart-city work in ASEAN.", lang), ROOM),
        *wrapped(
            text("Without a command the window opens; with a bundle it opens and verifies that file.", lang), ROOM
        ),
        "",
        text("Commands", lang),
        *_listed([(each.name, text(each.words, lang)) for each in chosen]),
        "",
        text("Options of every command", lang),
        *_listed([(_option(each), text(each.words, lang)) for each in COMMON]),
        "",
        *wrapped(text("“{program} COMMAND --help” tells more about a command.", lang, program=PROGRAM), ROOM),
        *wrapped(
            text(
                "Exit codes: 0 done; 1 refused or incomplete; 2 wrong usage; 3 the machine (disk, lock, damage).", lang
            ),
            ROOM,
        ),
    ]
    return "\n".join(lines)


def usage(command: Command) -> str:
    """The line that shows what a command takes."""
    parts = [PROGRAM, command.name, *(_argument(each) for each in command.arguments)]
    parts += [_option(each) if each.needed else f"[{_option(each)}]" for each in command.options]
    return " ".join(parts)


def _of_command(command: Command, lang: Language) -> str:
    lines = [_usage(lang, usage(command)), "", *wrapped(text(command.words, lang), ROOM)]
    if command.more:
        lines += wrapped(text(command.more, lang), ROOM)
    if command.arguments:
        lines += ["", text("Arguments", lang)]
        lines += _listed([(each.shown, text(each.words, lang)) for each in command.arguments])
    if command.options:
        lines += ["", text("Options", lang)]
        lines += _listed([(_option(each), _option_words(each, lang)) for each in command.options])
    lines += ["", text("Options of every command", lang)]
    lines += _listed([(_option(each), text(each.words, lang)) for each in COMMON])
    return "\n".join(lines)


def _usage(lang: Language, line: str) -> str:
    lead = text("Usage", lang) + ": "
    first, *rest = wrapped(line, ROOM - width(lead))
    return "\n".join([lead + first, *(" " * width(lead) + each for each in rest)])


def _argument(argument: Argument) -> str:
    shown = f"{argument.shown} …" if argument.many else argument.shown
    return shown if argument.least else f"[{shown}]"


def _option(option: Option) -> str:
    if option.is_flag:
        return f"--{option.name}"
    return f"--{option.name} {option.shown}" + (" …" if option.many else "")


def _option_words(option: Option, lang: Language) -> str:
    words = text(option.words, lang)
    return f"{words} {text('(needed)', lang)}" if option.needed else words


def _listed(items: Sequence[tuple[str, str]]) -> Iterable[str]:
    left = min(max(width(name) for name, _ in items), 34)
    for name, words in items:
        lines = wrapped(words, ROOM - left - 2 * len(GAP))
        if width(name) > left:
            yield GAP + name
            name = ""
        for line in lines:
            yield (GAP + name + " " * (left - width(name)) + GAP + line).rstrip()
            name = ""
