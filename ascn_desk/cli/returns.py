"""Decisions that came back, from the command line: returns list, returns read, returns contest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.base.words import t
from ascn_desk.cli import shapes, telling_exchange
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.records import saved
from ascn_desk.operations import conflicts, returns
from ascn_desk.operations.views import Decision


def listing(call: Call) -> Answer:
    """List the values of this desk that were not kept, until they are noted as read."""
    found = conflicts.decisions(call.desk)
    shape: dict[str, object] = {"returns": [shapes.decision(each) for each in found]}
    return Answer(shape=shape, words=telling_exchange.decisions(found) or t("Every value of this desk was kept."))


def read(call: Call) -> Answer:
    """Note a decision as read."""
    decision = _returned(call)
    returns.read(call.desk, decision)
    return Answer(shape={"read": shapes.decision(decision)}, words=t("Noted as read"))


def contest(call: Call) -> Answer:
    """Write this desk's own value again."""
    return saved(returns.contest(call.desk, _returned(call), call.given.maybe("why")))


def _returned(call: Call) -> Decision:
    given = call.given
    return returns.returned(
        call.desk, given.one("kind"), given.one("id"), given.one("register"), given.maybe("channel")
    )


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "returns list": listing,
    "returns read": read,
    "returns contest": contest,
}
