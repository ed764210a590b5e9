"""The commands for attachments, declared."""

from __future__ import annotations

from ascn_desk.cli.declaring import Argument, Command, Option

_CHANNEL = Option(
    name="channel", shown="CHANNEL", words="Channel of the record: reference, country/… or office/…."
)

ATTACHMENTS: tuple[Command, ...] = (
    Command(
        name="attach",
        words="Add a file to a record.",
        more="The file travels with the next bundle to those who read the record.",
        arguments=(
            Argument(name="kind", shown="KIND", words="Kind of record, as “kinds” lists them."),
            Argument(name="id", shown="ID", words="Id of the record; of a case also its reference."),
            Argument(name="file", shown="FILE", words="The file to add."),
        ),
        options=(
            _CHANNEL,
            Option(name="name", shown="TEXT", words="Name to show, if not that of the file."),
            Option(name="note", shown="TEXT", words="What it is."),
        ),
    ),
    Command(
        name="attachment save",
        words="Write out the file of an attachment.",
        arguments=(Argument(name="id", shown="ID", words="Id of the attachment."),),
        options=(
            _CHANNEL,
            Option(
                name="out", shown="FILE", words="Where to write it; into a folder under its own name.", needed=True
            ),
        ),
    ),
)
