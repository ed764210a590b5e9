"""A pack under a password: the PDF encrypted with AES-256, for those whom it is handed to on a stick or by mail."""

from __future__ import annotations

import io

from ascn_desk.base.errors import CorrectableError

LEAST_LETTERS = 8
MOST_BYTES = 127
"""More than this of a password the format does not look at."""


def check_password(password: str) -> None:
    """See that a password will do.

    Errors: CorrectableError ``password-short``, ``password-long``.
    """
    # A second is enough to try all passwords of a few letters.
    if len(password) < LEAST_LETTERS:
        raise CorrectableError("password-short", least=LEAST_LETTERS)
    if len(password.encode()) > MOST_BYTES:
        raise CorrectableError("password-long", most=MOST_BYTES)


def locked(pdf: bytes, password: str) -> bytes:
    """The same PDF, opened only with a password; never the same bytes twice, since the key is drawn by chance.

    Errors: as :func:`check_password`.
    """
    check_password(password)
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    # The first version of the format that knows this cipher.
    writer.pdf_header = "%PDF-2.0"
    writer.encrypt(user_password=password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
