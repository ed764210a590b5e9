"""The commands for decisions that came back, declared."""

from __future__ import annotations

from ascn_desk.cli.declaring import Argument, Command, Option

_ARGUMENTS = (
    Argument(name="kind", shown="KIND", words="Kind of record, as “kinds” lists them."),
    Argument(name="id", shown="ID", words="Id of the record."),
    Argument(name="register", shown="REGISTER", words="Register that was decided, as “returns list” names it."),
)
_CHANNEL = Option(
    name="channel", shown="CHANNEL", words="Channel of the record: reference, country/… or office/…."
)

RETURNS: tuple[Command, ...] = (
    Command(
        name="returns list",
        words="List the values of this desk that were not kept, by whom and why.",
    ),
    Command(
        name="returns read",
        words="Note a decision as read; it is told no more.",
        arguments=_ARGUMENTS,
        options=(_CHANNEL,),
    ),
    Command(
        name="returns contest",
        words="Write this desk’s own value again where another was decided.",
        more="An ordinary change: the decision stays in the history, and whoever decided can decide again.",
        arguments=_ARGUMENTS,
        options=(_CHANNEL, Option(name="why", shown="TEXT", words="Reason, which the others read.")),
    ),
)
