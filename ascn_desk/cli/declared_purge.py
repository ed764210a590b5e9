"""The commands by which two officers of headquarters let entries go everywhere, declared."""

from __future__ import annotations

from ascn_desk.cli.declaring import Argument, Command, Option

_REQUEST = Argument(name="request", shown="REQUEST", words="Id of the request, as “purge list” shows it.")
_REASON = Option(
    name="why", shown="TEXT", words="Reason, kept in the history; without what shall go.", needed=True
)
_OFFICER = Option(
    name="officer", shown="ID", words="User id of the officer who says so, if not the one whose desk this is."
)

PURGE: tuple[Command, ...] = (
    Command(
        name="purge request",
        words="Headquarters: ask that entries go everywhere; a second officer confirms it.",
        more="All entries of the record, with copies in other channels and in records merged with it; --field or "
        "--entry choose some. An entry goes whole: what else was shown from it is listed, to be written again.",
        arguments=(
            Argument(name="kind", shown="KIND", words="Kind of record, as “kinds” lists them."),
            Argument(name="id", shown="ID", words="Id of the record."),
        ),
        options=(
            Option(
                name="channel", shown="CHANNEL", words="Channel of the record: reference, country/… or office/…."
            ),
            Option(
                name="field",
                shown="FIELD",
                words="Only entries that set this field.",
                many=True,
                fits=r"[a-z][a-z0-9_:-]*",
            ),
            Option(
                name="entry",
                shown="DESK:N",
                words="Only this entry, and those that repeat a text of it.",
                many=True,
                fits=r"[a-z2-7]{26}:[0-9]+",
            ),
            _REASON,
            _OFFICER,
        ),
    ),
    Command(
        name="purge again",
        words="Headquarters: ask again for purges that hold no more, since the desk that wrote them was closed.",
        options=(_REASON, _OFFICER),
    ),
    Command(
        name="purge confirm",
        words="Headquarters: confirm, as a second officer, what another asked to purge.",
        arguments=(_REQUEST,),
        options=(_OFFICER,),
    ),
    Command(
        name="purge decline",
        words="Headquarters: decline what was asked to be purged.",
        arguments=(_REQUEST,),
    ),
    Command(
        name="purge list",
        words="List what is asked to be purged, what was purged, and redacted entries without their purge.",
    ),
)
