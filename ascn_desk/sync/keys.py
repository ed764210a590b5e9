"""The keys of a desk, and the files that keep keys under a passphrase.

- a desk is named after its signing key: 26 letters of the SHA-256 of the public key
- a key file tells a wrong passphrase from damage: a digest over all else it holds is judged first
- the passphrase goes through NFKC, so that every keyboard and input method gives the same
- what Argon2id shall cost stands in the file; figures out of bounds are damage, not an order to obey

Source: RFC 8032 (Ed25519), RFC 9106 (Argon2id; its second choice: 64 MiB, 3 passes, 4 lanes), RFC 8439
(ChaCha20-Poly1305), age v1; docs/bundle-format.md, sections 2 and 6.
"""

from __future__ import annotations

import base64
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Any

import pyrage  # type: ignore[import-untyped]
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from nacl.bindings import crypto_core_ed25519_is_valid_point

from ascn_desk.base import canonical
from ascn_desk.base.errors import CorrectableError, MachineError, RefusedError

SEED_BYTES = 32


def desk_of(public: bytes) -> str:
    """The name of the desk that owns a public signing key."""
    return base64.b32encode(sha256(public).digest()[:16]).decode("ascii").lower().rstrip("=")


@lru_cache(maxsize=4096)
def check_point(public_hex: str) -> bytes:
    """The bytes of a public signing key given as 64 lower-case digits, once it is known to be honest.

    Under a small-order key one signature fits every message, and most libraries accept such keys.
    Errors: RefusedError ``bad-key``.
    """
    public = bytes.fromhex(public_hex)
    if not crypto_core_ed25519_is_valid_point(public):
        raise RefusedError("bad-key", public=public_hex)
    return public


def is_age_recipient(text: object) -> bool:
    """Whether a text is an age X25519 recipient in lower case."""
    if type(text) is not str or not text.startswith("age1") or text != text.lower():
        return False
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A key that signs registries or roots, by the name under which they list it."""

    keyid: str
    seed: bytes = field(repr=False)

    @staticmethod
    def of(seed: bytes) -> SigningKey:
        """The key of a seed."""
        public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
        return SigningKey(keyid=SigningKey.name_of(public), seed=seed)

    @staticmethod
    def name_of(public: bytes) -> str:
        """The name of a public key, as The Update Framework names keys."""
        named = {"keytype": "ed25519", "keyval": {"public": public.hex()}, "scheme": "ed25519"}
        return sha256(canonical.encode(named)).hexdigest()

    @staticmethod
    def generate() -> SigningKey:
        """A new key by chance."""
        return SigningKey.of(os.urandom(SEED_BYTES))

    @property
    def public(self) -> bytes:
        """The raw public key."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature of some bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(data)


@dataclass(frozen=True, kw_only=True)
class DeskKeys:
    """The two secrets of a desk: the seed it signs with, the age identity it opens bundles with."""

    seed: bytes = field(repr=False)
    age_secret: str = field(repr=False)

    @staticmethod
    def generate() -> DeskKeys:
        """Keys for a new desk, by chance."""
        return DeskKeys(seed=os.urandom(SEED_BYTES), age_secret=str(pyrage.x25519.Identity.generate()))

    @staticmethod
    def from_secret(secret: dict[str, str]) -> DeskKeys:
        """The keys that :meth:`to_secret` wrote. Errors: ValueError for anything else."""
        try:
            keys = DeskKeys(seed=bytes.fromhex(secret["ed25519"]), age_secret=secret["age"])
            _ = keys.public, keys.identity
        except (KeyError, TypeError, pyrage.IdentityError) as error:
            raise ValueError("not the keys of a desk") from error
        return keys

    def to_secret(self) -> dict[str, str]:
        """The keys as plain texts, for wrapping only."""
        return {"age": self.age_secret, "ed25519": self.seed.hex()}

    @cached_property
    def _signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public(self) -> bytes:
        """The raw public signing key."""
        return self._signing.public_key().public_bytes_raw()

    @cached_property
    def desk(self) -> str:
        """The name of this desk."""
        return desk_of(self.public)

    @property
    def keyid(self) -> str:
        """The name under which its signatures stand: the desk."""
        return self.desk

    @cached_property
    def identity(self) -> pyrage.x25519.Identity:
        """What opens bundles sealed to this desk."""
        return pyrage.x25519.Identity.from_str(self.age_secret)

    @cached_property
    def recipient(self) -> str:
        """What others seal bundles to: ``age1…``."""
        return str(self.identity.to_public())

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature of some bytes."""
        return self._signing.sign(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What guessing a passphrase once shall cost."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


USUAL_COST = Cost()
# For tests, where the cost of guessing does not matter.
TRIFLING_COST = Cost(memory_kib=32, passes=1, lanes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileSecrets:
    """All that the key file of a profile keeps: keys of the database, of the desk, of the registry."""

    database_key: bytes = field(repr=False)
    desk: DeskKeys
    registry_seeds: tuple[bytes, ...] = field(default=(), repr=False)


def wrap_profile(secrets: ProfileSecrets, passphrase: str, cost: Cost = USUAL_COST) -> bytes:
    """The key file of a profile."""
    content = {
        "database": secrets.database_key.hex(),
        "desk": secrets.desk.to_secret(),
        "registry": [seed.hex() for seed in secrets.registry_seeds],
    }
    return wrap("profile", content, passphrase, cost)


def unwrap_profile(data: bytes, passphrase: str) -> ProfileSecrets:
    """The secrets of a profile's key file.

    Errors: CorrectableError ``wrong-passphrase``; MachineError ``damaged-key-file``.
    """
    content = unwrap("profile", data, passphrase)
    try:
        return ProfileSecrets(
            database_key=secret_of(content["database"]),
            desk=DeskKeys.from_secret(content["desk"]),
            registry_seeds=tuple(map(secret_of, content["registry"])),
        )
    except (KeyError, TypeError, ValueError):
        raise damaged_key_file() from None


def rewrap(data: bytes, passphrase: str, new_passphrase: str, cost: Cost = USUAL_COST) -> bytes:
    """The same profile key file under another passphrase. Errors as :func:`unwrap_profile`."""
    return wrap_profile(unwrap_profile(data, passphrase), new_passphrase, cost)


def wrap(purpose: str, content: object, passphrase: str, cost: Cost, stated: Mapping[str, str] | None = None) -> bytes:
    """A file that keeps some content under a passphrase; ``stated`` stands in it for everyone to read."""
    salt, nonce = os.urandom(16), os.urandom(12)
    head: dict[str, object] = {
        "cipher": "chacha20-poly1305",
        "format": 1,
        "kdf": "argon2id",
        "lanes": cost.lanes,
        "memory_kib": cost.memory_kib,
        "nonce": nonce.hex(),
        "passes": cost.passes,
        "purpose": purpose,
        "salt": salt.hex(),
        **(stated or {}),
    }
    key = _derive(passphrase, salt, cost)
    sealed = ChaCha20Poly1305(key).encrypt(nonce, canonical.encode(content), canonical.encode(head))
    whole = {"head": head, "sealed": sealed.hex()}
    return canonical.encode({**whole, "sum": _sum(whole)}) + b"\n"


def unwrap(purpose: str, data: bytes, passphrase: str) -> Any:
    """What a file of that purpose keeps.

    Errors: CorrectableError ``wrong-passphrase``; MachineError ``damaged-key-file``.
    """
    head, sealed = read_wrapped(data)
    try:
        nonce, salt = bytes.fromhex(str(head["nonce"])), bytes.fromhex(str(head["salt"]))
        cost = _cost(head)
    except (KeyError, ValueError):
        raise damaged_key_file() from None
    if head.get("purpose") != purpose or head.get("format") != 1 or len(nonce) != 12 or len(salt) < 8:
        raise damaged_key_file()
    try:
        key = _derive(passphrase, salt, cost)
        content = ChaCha20Poly1305(key).decrypt(nonce, sealed, canonical.encode(head))
    except InvalidTag:
        raise CorrectableError("wrong-passphrase") from None
    return canonical.decode_strict(content)


def secret_of(text: str) -> bytes:
    """A secret as a key file writes it. Errors: ValueError for another length."""
    secret = bytes.fromhex(text)
    if len(secret) != SEED_BYTES:
        raise ValueError("not a secret of 32 bytes")
    return secret


def read_wrapped(data: bytes) -> tuple[dict[str, object], bytes]:
    """What a key file says to everyone, and what is sealed in it. Errors: MachineError ``damaged-key-file``."""
    try:
        match canonical.decode_strict(data.removesuffix(b"\n")):
            case {"head": dict(head), "sealed": str(sealed), "sum": str(stated)} if (
                _sum({"head": head, "sealed": sealed}) == stated
            ):
                return head, bytes.fromhex(sealed)
    except ValueError:
        pass
    raise damaged_key_file()


def _cost(head: dict[str, object]) -> Cost:
    figures = {}
    for name, least, greatest in (("lanes", 1, 16), ("passes", 1, 16), ("memory_kib", 8, 2**20)):
        figure = head[name]
        if not isinstance(figure, int) or not least <= figure <= greatest:
            raise ValueError(name)
        figures[name] = figure
    if figures["memory_kib"] < 8 * figures["lanes"]:
        raise ValueError("memory_kib")
    return Cost(**figures)


def _sum(whole: Mapping[str, object]) -> str:
    return sha256(canonical.encode(whole)).hexdigest()


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    function = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return function.derive(unicodedata.normalize("NFKC", passphrase).encode("utf-8"))


def damaged_key_file() -> MachineError:
    """What is said of a key file that is not as this program wrote it."""
    return MachineError("damaged-key-file")
