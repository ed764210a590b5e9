"""Removing what purged entries left beside the tables: attachments that nothing names any more, their copies, rests."""

from __future__ import annotations

import contextlib

from ascn_desk.base.errors import MachineError
from ascn_desk.operations.desk import Desk
from ascn_desk.store.redaction_traces import attachments_due


def clear_traces(desk: Desk) -> None:
    """Remove the traces of what was purged, if there are any.

    What cannot be done now (a full disk, another program that reads) is done when the desk is opened next.
    """
    with desk.reading() as (connection, names):
        due = attachments_due(connection)
        if due is None:
            return
        # Only now: a desk opens sooner without them.
        from ascn_desk.operations.opened_copies import forget_copies
        from ascn_desk.sync.carried import all_named

        gone = set(due) - all_named(connection, names, desk.desk) if due else set()
    with contextlib.suppress(MachineError):
        if gone:
            forget_copies(desk.profile)
            desk.files.keep_only(desk.files.held() - gone)
        desk.store.scrub_if_due()
