"""What the exchange asks of the operations, each in one go on the worker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ascn_desk.base.errors import CorrectableError, DeskError
from ascn_desk.base.words import error_text
from ascn_desk.operations import conflicts, enrolment, exchange, lists, quarantine, returns, rotation, settings
from ascn_desk.operations.counts import counts
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.unsent import UnsentRecord, unsent
from ascn_desk.operations.views import Accepted, Decision, ExportedFile, ImportReport, Saved, VerifiedFile
from ascn_desk.ui.forms import storing
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.screens.conflicts.values import reader_for
from ascn_desk.ui.screens.exchange.sending import Sending
from ascn_desk.ui.screens.exchange.state import ExchangeState
from ascn_desk.ui.screens.telling import country_words

Progress = Callable[[int, int], None]

_REMEMBERED = "exchange"


@dataclass(frozen=True, slots=True)
class Arrived:
    """Files that were looked at, and what countries are called: code → name."""

    files: tuple[VerifiedFile, ...]
    countries: Mapping[str, str]


def state(desk: Desk) -> ExchangeState:
    """All that the first page shows."""
    return ExchangeState(
        view=exchange.exchange_view(desk),
        going=unsent(desk),
        decisions=conflicts.decisions(desk),
        conflicts=counts(desk).conflicts,
        is_accepted=desk.is_accepted,
        is_headquarters=desk.office_kind == "headquarters",
        today=lists.today_of(desk),
        countries=_countries(desk),
        is_read_only=rotation.why_read_only(desk) is not None,
        is_waiting=rotation.is_waiting(desk),
        refused=len(quarantine.quarantined(desk)),
    )


def going(desk: Desk) -> tuple[UnsentRecord, ...]:
    """The records that will go, all of them."""
    return unsent(desk)


def decisions(desk: Desk) -> tuple[tuple[Decision, ...], Reader]:
    """The values of this desk that were not kept, and what is needed to show them."""
    found = conflicts.decisions(desk)
    said = [(each.kind, each.register, value) for each in found for value in (each.mine, each.shown)]
    return found, reader_for(desk, said)


def contest(desk: Desk, decision: Decision, why: str | None) -> Saved:
    """Write one's own value again where another was decided: a new change, which answers the decision."""
    return returns.contest(desk, decision, why)


def verify(desk: Desk, paths: Sequence[Path], progress: Progress) -> Arrived:
    """Look at each file; one that cannot be read at all is told like one that was refused."""
    found: list[VerifiedFile] = []
    for done, path in enumerate(paths):
        progress(done, len(paths))
        try:
            found.append(exchange.verify(desk, path))
        except DeskError as error:
            found.append(_unreadable(path, error))
    progress(len(paths), len(paths))
    return Arrived(tuple(found), _countries(desk))


def rehearse(desk: Desk, paths: Sequence[Path], progress: Progress) -> ImportReport:
    """Exactly what importing would do, rolled back."""
    return exchange.rehearse(desk, paths, progress)


def take_in(desk: Desk, paths: Sequence[Path], progress: Progress) -> ImportReport:
    """Import."""
    return exchange.import_files(desk, paths, progress)


def send(desk: Desk, sending: Sending) -> tuple[ExportedFile, ...]:
    """Write the files, and remember the folder for the next time."""
    written = exchange.export(desk, sending.offices, sending.folder, sending.max_size, sending.note)
    settings.remember(desk, _REMEMBERED, {"folder": str(sending.folder)})
    return tuple(written)


def folder(desk: Desk) -> Path:
    """The folder last written to, if it is still there; else the one of the profile."""
    held = settings.remembered(desk, _REMEMBERED)
    last = Path(str(held.get("folder", ""))) if isinstance(held, dict) and held.get("folder") else None
    return last if last is not None and last.is_dir() else desk.profile / "outbox"


def accept(desk: Desk, path: Path, words: dict[int, str]) -> Accepted:
    """Trust the root whose words were heard, and import the starter."""
    return enrolment.accept(desk, path, words)


def ask_request(desk: Desk, out: Path) -> Path:
    """Write the request of this desk."""
    return enrolment.make_request(desk, out)


def _countries(desk: Desk) -> dict[str, str]:
    rows = lists.list_records(desk, "country", limit=None).rows
    return {row.id: country_words(storing.row_title(row)) for row in rows}


def _unreadable(path: Path, error: DeskError) -> VerifiedFile:
    code = error.code if isinstance(error, CorrectableError) else "cannot-read"
    return VerifiedFile(
        path=path, ok=False, code=code, message=error_text(error), desk="", office="", office_name="", number=0,
        entries=0, created="", note="", unsealed=0, conflicts=0, is_encrypted=False, segments=(),
    )  # fmt: skip
