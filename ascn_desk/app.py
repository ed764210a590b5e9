"""The program: the window where the command line asks for it, else one command.

The window brings Qt with it, so it is only loaded where it is meant.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ascn_desk import cli
from ascn_desk.cli.arguments import Window


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    window = cli.wanted_window(arguments)
    return cli.main(arguments) if window is None else open_window(window)


def open_window(window: Window) -> int:
    """Open the desk in its window; with a file, verify that file there."""
    from ascn_desk.ui import start

    return start.run(
        profile=window.common.profile,
        file=window.file,
        passphrase_file=window.common.passphrase_file,
        language=window.common.lang,
    )
