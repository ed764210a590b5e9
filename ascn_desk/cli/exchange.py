"""The exchange from the command line: export, verify, inspect, rehearse, import, fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ascn_desk.base.errors import CorrectableError, DeskError
from ascn_desk.cli import shapes, telling_exchange
from ascn_desk.cli.call import REFUSED, Answer, Call
from ascn_desk.operations import exchange, upkeep, views

_SMALLEST_SIZE = 1


def export(call: Call) -> Answer:
    """Write bundles for offices."""
    given = call.given
    size = given.number("max-size", 0, least=_SMALLEST_SIZE) or None
    files = exchange.export(call.desk, list(given.all("to")), given.path("out"), max_size=size)
    return Answer(shape=shapes.exported(files), words=telling_exchange.exported(files, call.room))


def verify(call: Call) -> Answer:
    """Check a bundle."""
    file = exchange.verify(call.desk, call.given.path("file"))
    return _checked(file, shapes.verified(file), telling_exchange.verified(file, call.room))


def inspect(call: Call) -> Answer:
    """Check a bundle and list what is in it."""
    file = exchange.verify(call.desk, call.given.path("file"))
    return _checked(file, shapes.inspected(file), telling_exchange.inspected(file, call.room))


def rehearse(call: Call) -> Answer:
    """Say what an import would do."""
    return _reported(exchange.rehearse(call.desk, _paths(call)), call)


def take_in(call: Call) -> Answer:
    """Import bundles."""
    return _reported(exchange.import_files(call.desk, _paths(call)), call)


def fingerprint(call: Call) -> Answer:
    """Tell the six words of each channel."""
    prints = upkeep.fingerprint(call.desk, channel=call.given.maybe("channel"), state=call.given.flag("state"))
    return Answer(shape=shapes.fingerprints(prints), words=telling_exchange.fingerprints(prints, call.room))


def _paths(call: Call) -> list[Path]:
    return [Path(each).expanduser() for each in call.given.all("files")]


def _checked(file: views.VerifiedFile, shape: dict[str, object], words: str) -> Answer:
    if file.ok:
        return Answer(shape=shape, words=words)
    refusal = CorrectableError(file.code or "damaged", path=str(file.path))
    return Answer(shape=shape | _with_message(refusal, file.message), words=words, code=REFUSED)


def _reported(report: views.ImportReport, call: Call) -> Answer:
    shape, words = shapes.report(report), telling_exchange.report(report, call.room)
    if report.is_complete:
        return Answer(shape=shape, words=words)
    refused = [each for each in report.files if not each.ok]
    if refused:
        problem: DeskError = CorrectableError(refused[0].code or "damaged", path=refused[0].path)
        shape |= _with_message(problem, refused[0].message)
    else:
        shape |= shapes.error(CorrectableError("import-incomplete", codes=", ".join(sorted(report.why))))
    return Answer(shape=shape, words=words, code=REFUSED)


def _with_message(problem: DeskError, message: str) -> dict[str, object]:
    """An error whose sentence was made where all its data was known."""
    return {"error": {"code": problem.code, "message": message, "data": shapes.data(problem.data)}}


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "export": export,
    "verify": verify,
    "inspect": inspect,
    "rehearse": rehearse,
    "import": take_in,
    "fingerprint": fingerprint,
}
