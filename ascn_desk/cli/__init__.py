"""The commands: the face of the desk for scripts, for programs of others, and for people at a terminal.

:func:`main` runs one command; :func:`wanted_window` tells whether the command line means the window instead.
"""

from ascn_desk.cli.running import main, wanted_window

__all__ = ["main", "wanted_window"]
