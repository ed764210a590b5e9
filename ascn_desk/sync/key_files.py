"""Root keys and registry keys in files of their own, each under a passphrase, on media that leave the machine.

- a root key is no registry key: the file says what for, and the passphrase covers that
- the public half stands in the file for everyone to read, so that a stick can be told from another without a passphrase
- a key that is there is never overwritten
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import write_atomic
from ascn_desk.sync.forms import DIGEST, is_text_of
from ascn_desk.sync.keys import (
    USUAL_COST,
    Cost,
    SigningKey,
    check_point,
    damaged_key_file,
    read_wrapped,
    secret_of,
    unwrap,
    wrap,
)

Purpose = Literal["root", "registry"]
PURPOSES: tuple[Purpose, ...] = ("root", "registry")


class PublicHalf(NamedTuple):
    """What a key file says of itself without its passphrase."""

    purpose: Purpose
    public: bytes


def write_key_file(path: Path, purpose: Purpose, passphrase: str, key: SigningKey, cost: Cost = USUAL_COST) -> None:
    """Keep a key in a new file, flushed to its medium before it takes its name.

    Errors: FileExistsError rather than losing a key that is there; MachineError of the medium.
    """
    if path.exists():
        raise FileExistsError(path)
    write_atomic(path, wrap(purpose, {"seed": key.seed.hex()}, passphrase, cost, {"public": key.public.hex()}))


def read_key_file(path: Path, purpose: Purpose, passphrase: str) -> SigningKey:
    """The key in a file.

    Errors: CorrectableError ``wrong-key-passphrase``; MachineError ``damaged-key-file``, also for a file of another
            purpose; OSError of the medium.
    """
    data = path.read_bytes()
    stated = _stated(data)
    try:
        key = SigningKey.of(secret_of(unwrap(purpose, data, passphrase)["seed"]))
    except CorrectableError:
        raise CorrectableError("wrong-key-passphrase", path=str(path)) from None
    except (KeyError, TypeError, ValueError):
        raise damaged_key_file() from None
    if key.public != stated.public:
        raise damaged_key_file()
    return key


def look_at_key_file(path: Path) -> PublicHalf:
    """Which key a file holds. Errors: MachineError ``damaged-key-file``; OSError of the medium."""
    return _stated(path.read_bytes())


def _stated(data: bytes) -> PublicHalf:
    head, _ = read_wrapped(data)
    purpose, public = head.get("purpose"), head.get("public")
    if purpose not in PURPOSES or not is_text_of(DIGEST, public):
        raise damaged_key_file()
    return PublicHalf("root" if purpose == "root" else "registry", check_point(str(public)))
