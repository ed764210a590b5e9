"""Every error that a person or a program may meet, in one tree.

    DeskError                 carries a stable code and data; never a sentence
    ├── CorrectableError      the person can put it right; the sentence says how
    │   ├── UsageError        the command line itself is wrong (exit code 2)
    │   └── RefusedError      a file, a signature or a right is refused (a code of the receiving steps)
    ├── MachineError          disk, lock, damaged file (exit code 3)
    └── CancelledError        the person stopped it; silent

The faces turn a code into a sentence with :func:`ascn_desk.base.words.error_text`.
"""

from __future__ import annotations


class DeskError(Exception):
    """A failure with a stable code and the data that its sentence needs.

    Example: raise CorrectableError("unknown-record", kind="city", id="vn-da-nan")
    """

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data: dict[str, object] = data

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.data.items())
        return f"{self.code} ({details})" if details else self.code


class CorrectableError(DeskError):
    """Something the person can put right."""


class UsageError(CorrectableError):
    """The command was not given as it must be."""


class RefusedError(CorrectableError):
    """A file, document or entry is refused; the code is that of the step that refused it."""


class MachineError(DeskError):
    """The machine could not do it: disk, lock, damage. Nothing was changed."""


class CancelledError(DeskError):
    """The person stopped the work. Shown nowhere."""

    def __init__(self) -> None:
        super().__init__("cancelled")
