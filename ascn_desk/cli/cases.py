"""Cases from the command line: case add, case log, case share."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.cli import shapes, telling
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.records import saved
from ascn_desk.cli.typed_values import assigned
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import cases, sharing


def add(call: Call) -> Answer:
    """Log a case."""
    given = call.given
    more = assigned(KINDS["case"], given.all("values"), call.today)
    done = cases.add_case(
        call.desk,
        given.one("company"),
        given.one("category"),
        given.one("summary"),
        city=given.maybe("city"),
        channel=given.maybe("channel"),
        more=more,
    )
    return Answer(shape=shapes.saved_case(done), words=telling.saved(done))


def log(call: Call) -> Answer:
    """Log what happened in a case, named by its id or its reference."""
    given = call.given
    more = assigned(KINDS["log_entry"], given.all("values"), call.today)
    done = cases.log_case(
        call.desk,
        given.one("case"),
        given.one("text"),
        medium=given.maybe("medium"),
        channel=given.maybe("channel"),
        more=more,
    )
    return saved(done)


def share(call: Call) -> Answer:
    """Share a case with all who read a wider channel."""
    given = call.given
    done = sharing.share_case(
        call.desk, given.one("case"), given.one("channel"), given.all("with"), from_channel=given.maybe("from")
    )
    shape = shapes.saved(done.saved) | {"notes": done.notes}
    return Answer(shape=shape, words=telling.saved(done.saved))


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {"case add": add, "case log": log, "case share": share}
