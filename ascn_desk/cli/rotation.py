"""New keys and writing again from the command line: enrol rotate, write-again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.base.words import t
from ascn_desk.cli.call import REFUSED, Answer, Call
from ascn_desk.operations import rotation, writing_again


def rotate(call: Call) -> Answer:
    """Write the request for new keys."""
    out = call.given.path("out")
    name = rotation.rotate(call.desk, out)
    return Answer(
        shape={"desk": name, "previous": call.desk.desk, "file": str(out)},
        words=t(
            "Send this request for new keys to headquarters: {path}. Its answer is taken in with “import”.", path=out
        ),
    )


def write_again(call: Call) -> Answer:
    """Write again what a branch that goes holds alone."""
    done = writing_again.write_again(call.desk, call.given.one("desk"), call.given.maybe("channel"))
    return Answer(
        shape={"written": done.written, "left": done.left},
        words=t(
            "Entries written again: {written}. Left, since this desk may not write them: {left}.",
            written=done.written,
            left=done.left,
        ),
        code=REFUSED if done.left else 0,
    )


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {"enrol rotate": rotate, "write-again": write_again}
