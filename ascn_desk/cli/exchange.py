"""The exchange from the command line: export, verify, inspect, rehearse, import, fingerprint."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from ascn_desk.base.errors import CorrectableError, DeskError, UsageError
from ascn_desk.base.files import machine_error
from ascn_desk.cli import receiving_shapes, shapes, telling_exchange, telling_receiving
from ascn_desk.cli.arguments import existing
from ascn_desk.cli.call import REFUSED, Answer, Call
from ascn_desk.cli.output import progress
from ascn_desk.operations import exchange, explaining, fingerprints, views

_SMALLEST_SIZE = 1
_CHANNEL = re.compile(r"reference|(?:country|office)/[a-z0-9-]{1,37}")


def export(call: Call) -> Answer:
    """Write bundles for offices."""
    given = call.given
    size = given.number("max-size", 0, least=_SMALLEST_SIZE) or None
    out, desk = given.path("out"), call.desk
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise machine_error(error, out) from error
    files = exchange.export(desk, list(given.all("to")), out, max_size=size)
    return Answer(shape=shapes.exported(files), words=telling_exchange.exported(files, call.room))


def verify(call: Call) -> Answer:
    """Check a bundle."""
    path = call.given.file("file")
    file = exchange.verify(call.desk, path)
    return _explained(call, _checked(file, shapes.verified(file), telling_exchange.verified(file, call.room)))


def inspect(call: Call) -> Answer:
    """Check a bundle and list what is in it."""
    path = call.given.file("file")
    file = exchange.verify(call.desk, path)
    return _explained(call, _checked(file, shapes.inspected(file), telling_exchange.inspected(file, call.room)))


def rehearse(call: Call) -> Answer:
    """Say what an import would do."""
    paths = _paths(call)
    return reported(exchange.rehearse(call.desk, paths, progress()), call)


def take_in(call: Call) -> Answer:
    """Import bundles."""
    paths = _paths(call)
    return reported(exchange.import_files(call.desk, paths, progress()), call)


def fingerprint(call: Call) -> Answer:
    """Tell the six words of each channel."""
    channel = call.given.maybe("channel")
    if channel is not None and _CHANNEL.fullmatch(channel) is None:
        raise UsageError("bad-channel", channel=channel)
    heard = call.given.maybe("heard")
    if heard is not None:
        return _compared(call, channel, heard)
    prints = fingerprints.fingerprints(call.desk, channel, with_state=call.given.flag("state"))
    return Answer(shape=shapes.fingerprints(prints), words=telling_exchange.fingerprints(prints, call.room))


def _compared(call: Call, channel: str | None, heard: str) -> Answer:
    if channel is None:
        raise UsageError("heard-of-which")
    compared = fingerprints.compare(call.desk, channel, heard)
    shape = shapes.fingerprints([compared.held]) | {"heard": shapes.heard(compared)}
    words = telling_exchange.comparison(compared, call.room)
    if compared.is_same:
        return Answer(shape=shape, words=words)
    positions = ", ".join(map(str, compared.differing))
    differing = CorrectableError("words-differ", channel=channel, positions=positions)
    return Answer(shape=shape | shapes.error(differing), words=words, code=REFUSED)


def _paths(call: Call) -> list[Path]:
    return [existing(each) for each in call.given.all("files")]


def _checked(file: views.VerifiedFile, shape: dict[str, object], words: str) -> Answer:
    if file.ok:
        return Answer(shape=shape, words=words)
    refusal = CorrectableError(file.code or "damaged", path=str(file.path))
    return Answer(shape=shape | _with_message(refusal, file.message), words=words, code=REFUSED)


def _explained(call: Call, answer: Answer) -> Answer:
    """The same with each step of the check, if that was asked for."""
    if not call.given.flag("explain"):
        return answer
    steps = explaining.explain(call.desk, call.given.file("file"))
    told = [{"step": each.step, "ok": each.ok, "code": each.code, "message": each.message} for each in steps]
    words = f"{answer.words}\n\n{telling_exchange.steps(steps, call.room)}"
    return Answer(shape=answer.shape | {"steps": told}, words=words, code=answer.code)


def reported(report: views.ImportReport, call: Call) -> Answer:
    """The answer of an import: the report, and as failure what was held back first."""
    shape = shapes.report(report) | receiving_shapes.report(report)
    beside = [telling_receiving.missing(report.chains), telling_receiving.waiting(report.waiting)]
    words = "\n\n".join(filter(None, [telling_exchange.report(report, call.room), *beside]))
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
