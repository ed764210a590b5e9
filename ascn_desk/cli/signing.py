"""Who signs a change, from the command line: key files with their passphrases, and what shall become of it."""

from __future__ import annotations

from pathlib import Path

from ascn_desk.cli.arguments import Given
from ascn_desk.cli.passphrases import key_passphrases
from ascn_desk.operations.trust_changes import KeyAt, Signing


def signing_of(given: Given) -> Signing:
    """The key files that were named, their passphrases, ``--prepare`` and ``--dry-run``.

    Errors: UsageError ``no-such-file``, and those of :func:`passphrases.key_passphrases`.
    """
    roots, registries = _files(given, "root-key"), _files(given, "registry-key")
    if given.flag("dry-run"):
        # What would change is told without anybody's signature.
        return Signing(is_rehearsal=True)
    phrases = key_passphrases([*roots, *registries], _files(given, "key-passphrase-file"))
    keys = [KeyAt(path, phrase) for path, phrase in zip([*roots, *registries], phrases, strict=True)]
    return Signing(
        root_keys=tuple(keys[: len(roots)]),
        registry_keys=tuple(keys[len(roots) :]),
        prepare=given.path("prepare") if given.flag("prepare") else None,
    )


def _files(given: Given, name: str) -> list[Path]:
    return [Path(each).expanduser() for each in given.all(name)]
