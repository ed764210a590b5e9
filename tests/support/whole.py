"""Archives, bundles and files as a whole, in memory; the product gives them out piece by piece."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from ascn_desk.base.files import Written
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync.archive import Outgoing, archive_pieces, read_archive
from ascn_desk.sync.bundle import Content, composed, read_bundle
from ascn_desk.sync.forms import digest_of
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.outer import seal_into


def write_archive(members: Sequence[tuple[str, bytes | memoryview]]) -> bytes:
    """The canonical archive of some files, in the order given. Errors: ValueError."""
    return b"".join(archive_pieces([Outgoing.of(name, data) for name, data in members]))


def compose(content: Content, keys: DeskKeys) -> bytes:
    """The signed archive of a bundle, read back. Errors: ValueError; RefusedError for what is no bundle's archive."""
    archive = b"".join(composed(content, keys).pieces())
    read_bundle(archive, is_encrypted=bool(content.to))
    return archive


def bundle_identity(archive: bytes | memoryview) -> str:
    """The identity of a bundle: what the next one to the same office names as ``previous``."""
    return digest_of(envelopes.read(read_archive(archive)[0].data).payload)


def seal_outer(archive: bytes, recipients: Iterable[str]) -> bytes:
    """The file that only these age recipients can open."""
    file = io.BytesIO()
    seal_into(Written(file), [archive], recipients)
    return file.getvalue()
