"""Decisions that came back: which values of this desk were not kept, noted as read, or contested.

Contesting is an ordinary edit: the officer's own value is written again, over what was decided, with a reason that
travels. Where the others see it, their history says both.
"""

from __future__ import annotations

from collections.abc import Mapping

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations.conflicts import acknowledge_decision, decisions
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import set_fields
from ascn_desk.operations.views import Decision, Saved


def returned(desk: Desk, kind: str, record_id: str, register: str, channel: str | None = None) -> Decision:
    """One decision that was not read yet, the newest where several are of one register.

    Errors: CorrectableError ``no-such-return``.
    """
    found = [
        each
        for each in decisions(desk)
        if (each.kind, each.id, each.register) == (kind, record_id, register) and channel in (None, each.channel)
    ]
    if not found:
        raise CorrectableError("no-such-return", register=register, id=record_id)
    return max(found, key=lambda each: each.at)


def read(desk: Desk, decision: Decision) -> None:
    """Note that the officer has read it: it is told no more."""
    acknowledge_decision(desk, decision)


def contest(desk: Desk, decision: Decision, why: str | None = None) -> Saved:
    """Write this desk's own value again, with a reason that the others read.

    Errors: CorrectableError for what can no longer be saved so.
    """
    value = decision.mine
    values = dict(value) if isinstance(value, Mapping) else {decision.register: value}
    return set_fields(desk, decision.kind, decision.id, values, channel=decision.channel, why=why)
