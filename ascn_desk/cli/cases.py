"""Cases from the command line: case add, case log."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ascn_desk.base.errors import CorrectableError
from ascn_desk.cli import shapes, telling
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.records import saved
from ascn_desk.cli.typed_values import assigned
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import cases, lists

_REFERENCE = re.compile(r"[A-Z]{3}-[0-9]{2}-[2-9A-HJ-NP-Z]{4,5}")


def add(call: Call) -> Answer:
    """Log a case."""
    given = call.given
    done = cases.add_case(
        call.desk,
        given.one("company"),
        given.one("category"),
        given.one("summary"),
        city=given.maybe("city"),
        channel=given.maybe("channel"),
        more=assigned(KINDS["case"], given.all("values"), call.today),
    )
    return Answer(shape=shapes.saved_case(done), words=telling.saved(done))


def log(call: Call) -> Answer:
    """Log what happened in a case."""
    given = call.given
    more = assigned(KINDS["log_entry"], given.all("values"), call.today)
    case, channel = given.one("case"), given.maybe("channel")
    if _REFERENCE.fullmatch(case.upper()):
        case, channel = _by_reference(call, case.upper(), channel)
    done = cases.log_case(
        call.desk, case, given.one("text"), medium=given.maybe("medium"), channel=channel, more=more
    )
    return saved(done)


def _by_reference(call: Call, reference: str, channel: str | None) -> tuple[str, str]:
    found = lists.list_records(call.desk, "case", where={"reference": reference}, limit=10)
    rows = [row for row in found.rows if channel in (None, row.channel)]
    if not rows:
        raise CorrectableError("unknown-reference", reference=reference)
    if len(rows) > 1:
        raise CorrectableError("reference-twice", reference=reference, ids=", ".join(row.id for row in rows))
    return rows[0].id, rows[0].channel


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {"case add": add, "case log": log}
