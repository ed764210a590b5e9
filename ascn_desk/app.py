"""The program: the window where the command line asks for it, else one command.

The window brings Qt with it, so it is only loaded where it is meant.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ascn_desk import cli
from ascn_desk.base.errors import DeskError, MachineError
from ascn_desk.base.paths import default_profile
from ascn_desk.base.words import error_text
from ascn_desk.cli.arguments import Window
from ascn_desk.cli.demo import has_display
from ascn_desk.cli.output import exit_code
from ascn_desk.cli.passphrases import from_file


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and give its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    window = cli.wanted_window(arguments)
    return cli.main(arguments) if window is None else open_window(window)


def open_window(window: Window) -> int:
    """Open the desk in its window; with a file, verify that file there."""
    if "QT_QPA_PLATFORM" not in os.environ and not has_display(os.environ, sys.platform):
        # Qt would end the process without a word that helps.
        error = MachineError("no-display")
        print(error_text(error), file=sys.stderr)
        return exit_code(error)
    from ascn_desk.ui import start

    named = window.common.passphrase_file
    try:
        return start.run(
            window.common.profile or default_profile(),
            passphrase=from_file(named) if named is not None else None,
            file=window.file,
            language=window.common.lang,
        )
    except DeskError as error:
        print(error_text(error), file=sys.stderr)
        return exit_code(error)
