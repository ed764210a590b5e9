"""Many packs at once: a template for every city of the network, every country or every company.

Each file is whole or not there. Whoever stops the work, or a disk that is full, leaves what was finished before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ascn_desk.base.errors import CorrectableError, UsageError
from ascn_desk.base.files import write_atomic
from ascn_desk.base.words import error_text
from ascn_desk.domain.vocabularies import Redaction
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.pack_paper import USUAL, PackPaper
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.packs import build_pack
from ascn_desk.operations.views import Row

Progress = Callable[[int, int], None]

_EVERY = ("city", "country", "company")
_NO_MEMBER = frozenset({None, "none"})


@dataclass(frozen=True)
class BatchFile:
    """A pack of many; ``path`` is None where it could not be printed, and ``problem`` says why."""

    record: str
    path: Path | None
    pages: int = 0
    warnings: tuple[tuple[str, int | None, str], ...] = ()
    problem: str = ""


def build_every(
    desk: Desk,
    template: str,
    folder: Path,
    language: str = "ja",
    marking: str | None = None,
    as_of: date | None = None,
    redaction: str = Redaction.INTERNAL,
    country: str | None = None,
    progress: Progress | None = None,
    paper: PackPaper = USUAL,
) -> Iterator[BatchFile]:
    """Print a template for everything that it can be printed for, one file after another.

    Shapes: cities are those of the network; ``country`` leaves only what is there. Each file is named after template
            and record. ``progress`` is told before the first and after each; what it raises stops the work.
    Errors: UsageError ``unknown-template``, ``not-for-every``; MachineError of the disk. What is wrong with one record
            stands in its result.
    """
    chosen = template_named(template)
    kind = chosen.takes[0]
    if kind not in _EVERY:
        raise UsageError("not-for-every", template=template)
    rows = sorted(_rows(desk, kind, country), key=lambda row: row.id)
    folder.mkdir(parents=True, exist_ok=True)
    if progress is not None:
        progress(0, len(rows))
    for done, row in enumerate(rows, start=1):
        try:
            built = build_pack(desk, template, [(kind, row.id)], language, marking, as_of, redaction, paper=paper)
        except CorrectableError as error:
            yield BatchFile(row.id, None, problem=error_text(error))
        else:
            path = folder / f"{chosen.name}-{row.id}.pdf"
            write_atomic(path, built.pdf)
            yield BatchFile(row.id, path, built.pages, built.warnings)
        if progress is not None:
            progress(done, len(rows))


def _rows(desk: Desk, kind: str, country: str | None) -> list[Row]:
    where = {} if country is None else {"id" if kind == "country" else "country": country}
    if kind == "company":
        where = {}
    rows = {row.id: row for row in list_records(desk, kind, where=where, limit=None).rows}
    if kind == "city":
        return [row for row in rows.values() if row.values.get("ascn_status") not in _NO_MEMBER]
    if kind == "country":
        # Japan is on record for headquarters; it has no city of the network.
        inside = {row.values.get("country") for row in list_records(desk, "city", limit=None).rows}
        return [row for row in rows.values() if row.id in inside]
    return list(rows.values())
