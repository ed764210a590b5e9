"""The files of a pack: the paper, perhaps under a password, its words as plain text, its content as a workbook.

They are seen to before anything is issued, and none is written before the content of all is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ascn_desk.base.files import check_place, write_atomic
from ascn_desk.operations.pack_book import pack_book
from ascn_desk.operations.pack_locking import check_password, locked
from ascn_desk.operations.pack_text import pack_text
from ascn_desk.operations.views import BuiltPack


@dataclass(frozen=True, slots=True)
class PackFiles:
    """Where a pack is written. Only the paper is ever encrypted: ``text`` and ``book`` are not."""

    out: Path
    text: Path | None = None
    book: Path | None = None
    password: str | None = None

    @classmethod
    def beside(cls, out: Path, *, text: bool, book: bool, password: str | None = None) -> PackFiles:
        """Those that stand beside the paper under its name, for the readers who want them."""
        base = out.with_suffix("") if out.suffix.lower() == ".pdf" else out
        return cls(
            out,
            base.with_name(f"{base.name}.txt") if text else None,
            base.with_name(f"{base.name}.xlsx") if book else None,
            password,
        )

    @property
    def companions(self) -> tuple[Path, ...]:
        """The files beside the paper."""
        return tuple(path for path in (self.text, self.book) if path is not None)

    def check(self) -> None:
        """See that all can be written.

        Errors: CorrectableError of the password; MachineError of places where nothing can be written.
        """
        if self.password is not None:
            check_password(self.password)
        for path in (self.out, *self.companions):
            check_place(path)

    def write(self, built: BuiltPack) -> None:
        """Write them. Errors: as :meth:`check`; MachineError ``disk-full``."""
        made = {self.out: built.pdf if self.password is None else locked(built.pdf, self.password)}
        if self.text is not None:
            made[self.text] = pack_text(built).encode()
        if self.book is not None:
            made[self.book] = pack_book(built)
        for path, data in made.items():
            write_atomic(path, data)
