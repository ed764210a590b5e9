"""Where passphrases come from: a file, else the terminal. Never from the command line, which others can see."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

from ascn_desk.base.errors import UsageError
from ascn_desk.base.words import t

ENVIRONMENT = "ASCN_DESK_PASSPHRASE_FILE"


def passphrase(named: Path | None) -> str:
    """The passphrase of this desk. Errors: UsageError ``passphrase-needed``, and those of :func:`from_file`."""
    file = _file(named)
    if file is not None:
        return from_file(file)
    _need_terminal()
    return _asked(t("Passphrase of this desk: "))


def new_passphrase(named: Path | None, question: str, *, is_own: bool = True) -> str:
    """A passphrase that does not exist yet: typed twice where it is typed. ``question`` in the current language.

    ``is_own``: it is this desk's, so the environment may name its file; a root key's is never the same.
    Errors: UsageError ``passphrase-needed``, ``passphrases-differ``, and those of :func:`from_file`.
    """
    file = _file(named) if is_own else named
    if file is not None:
        return from_file(file)
    _need_terminal()
    typed = _asked(question)
    if not typed:
        raise UsageError("passphrase-empty", path="-")
    if _asked(t("The same again: ")) != typed:
        raise UsageError("passphrases-differ")
    return typed


def key_passphrases(keys: Sequence[Path], files: Sequence[Path]) -> list[str]:
    """The passphrase of each key file: from as many files, else typed.

    Errors: UsageError ``key-passphrases``, ``passphrase-needed``, and those of :func:`from_file`.
    """
    if files:
        if len(files) != len(keys):
            raise UsageError("key-passphrases", count=len(files), needed=len(keys))
        return [from_file(file) for file in files]
    if keys:
        _need_terminal()
    return [_asked(t("Passphrase of the key file {path}: ", path=key)) for key in keys]


def from_file(file: Path) -> str:
    """The first line of a passphrase file. Errors: UsageError ``passphrase-file``, ``passphrase-empty``."""
    try:
        content = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise UsageError("passphrase-file", path=str(file), reason=reason) from None
    line = content.partition("\n")[0].rstrip("\r")
    if not line:
        raise UsageError("passphrase-empty", path=str(file))
    return line


def answered(question: str) -> str:
    """What somebody types who may be seen typing. Errors: UsageError ``passphrase-needed`` if nobody answers."""
    # Standard output belongs to the answer of the command.
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise UsageError("passphrase-needed")
    return line.strip()


def is_terminal() -> bool:
    """Whether somebody sits before it and can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def _file(named: Path | None) -> Path | None:
    if named is not None:
        return named
    from_environment = os.environ.get(ENVIRONMENT)
    return Path(from_environment).expanduser() if from_environment else None


def _asked(question: str) -> str:
    try:
        return getpass(question)
    except EOFError:
        raise UsageError("passphrase-needed") from None


def _need_terminal() -> None:
    if not is_terminal():
        raise UsageError("passphrase-needed")
