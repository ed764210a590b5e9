"""The commands for new keys, and for writing again what only a branch that goes still holds, declared."""

from __future__ import annotations

from ascn_desk.cli.declaring import Argument, Command, Option

ROTATION: tuple[Command, ...] = (
    Command(
        name="enrol rotate",
        words="Write the request by which this desk asks to go on under new keys.",
        more="Needed after a backup was put back or a machine was copied; any desk may ask. The answer of headquarters "
        "is taken in with “import”, like any file.",
        options=(Option(name="out", shown="FILE", words="File to write.", needed=True),),
    ),
    Command(
        name="write-again",
        words="Write again, under this desk's name, what only a branch that does not count holds of another desk.",
        more="For a fork that headquarters ruled, or a desk that was closed, where its own office cannot do it.",
        arguments=(
            Argument(name="desk", shown="DESK", words="Desk, or the beginning of its name, as “trust show” lists it."),
        ),
        options=(Option(name="channel", shown="CHANNEL", words="Only what was written in this channel."),),
    ),
)
