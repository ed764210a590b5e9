"""The commands for refused files, declared."""

from __future__ import annotations

from ascn_desk.cli.declaring import Argument, Command, Option

_ID = Argument(name="id", shown="ID", words="Id of the file, or how it begins, as “quarantine list” shows it.")

QUARANTINE: tuple[Command, ...] = (
    Command(
        name="quarantine list",
        words="List the refused files that are kept, and why.",
    ),
    Command(
        name="quarantine retry",
        words="Import refused files again.",
        more="Each import does so by itself where newer documents or keys may help.",
        arguments=(
            Argument(
                name="id", shown="ID", words="Only this file; all that are kept if left out.", least=0,
            ),
        ),
    ),
    Command(
        name="quarantine export",
        words="Write a refused file as it came; it stays in quarantine.",
        arguments=(_ID,),
        options=(Option(name="out", shown="FILE", words="File to write.", needed=True),),
    ),
    Command(
        name="quarantine discard",
        words="Throw a refused file away.",
        arguments=(_ID,),
    ),
)
