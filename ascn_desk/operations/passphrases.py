"""What a passphrase must be."""

from __future__ import annotations

from ascn_desk.base.errors import CorrectableError

SHORTEST_PASSPHRASE = 8


def check_passphrase(passphrase: str) -> None:
    """Errors: CorrectableError ``passphrase-too-short``."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise CorrectableError("passphrase-too-short", least=SHORTEST_PASSPHRASE)
