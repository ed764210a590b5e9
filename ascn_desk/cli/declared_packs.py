"""The commands for packs, declared."""

from __future__ import annotations

from ascn_desk.cli.declaring import Argument, Command, Option
from ascn_desk.domain.vocabularies import PaperLanguage, PaperSize, Redaction

_PAIR = r"[^:\s]+:\S+"
_OUT = Option(name="out", shown="FILE", words="File to write.", needed=True)
_ISSUE = Argument(name="issued", shown="ISSUE", words="Id or number of an issued pack, as “packs list” shows it.")
_FOR = Option(name="for", shown="TEXT", words="For whom it is issued.")
_PASSWORD = Option(
    name="password-file",
    shown="FILE",
    words="Encrypt the file with the password on the first line of this one.",
)
_TEXT = Option(name="text", shown="FILE", words="Write the words of the pack there too, page by page, as plain text.")
_XLSX = Option(name="xlsx", shown="FILE", words="Write the content of the pack there too, as an Excel file.")
_KEEP = Option(name="issue", words="Keep on record that it was issued, so that it can be printed again.")
_MANNER = (
    Option(
        name="language",
        shown="ja|en|both",
        words="Language of the paper; that of the desk if left out.",
        choices=tuple(PaperLanguage),
    ),
    Option(name="marking", shown="CODE", words="Marking; never below the grade of the content."),
    Option(name="as-of", shown="DATE", words="Day as of which it is printed; today if left out."),
    Option(
        name="redaction",
        shown="PROFILE",
        words="For whom: internal, ministry or delegation.",
        choices=tuple(Redaction),
    ),
    Option(name="paper", shown="a4|letter", words="Size of the paper; A4 if left out.", choices=tuple(PaperSize)),
    Option(name="bound", words="Leave a margin for binding at the left."),
    Option(name="draft", words="Print DRAFT behind the text of every page."),
)
"""How any pack is printed."""

PACKS: tuple[Command, ...] = (
    Command(
        name="pack",
        words="Print a briefing pack as PDF.",
        more="Of an own template, what is not given is taken from there.",
        arguments=(
            Argument(
                name="template",
                shown="TEMPLATE",
                words="Template, for example city-brief; that of --definition if left out.",
                least=0,
            ),
        ),
        options=(
            Option(name="record", shown="KIND:ID", words="Record to print.", many=True, fits=_PAIR),
            _OUT,
            *_MANNER,
            Option(
                name="section",
                shown="SECTION",
                words="Section to print, in the order given; all if left out.",
                many=True,
                fits=r"[a-z][a-z-]*",
            ),
            Option(name="definition", shown="NAME", words="Own template, by its id or title."),
            _KEEP,
            _FOR,
            _TEXT,
            _XLSX,
            _PASSWORD,
        ),
    ),
    Command(
        name="packs every",
        words="Print a template for every city of the network, every country or every company.",
        arguments=(Argument(name="template", shown="TEMPLATE", words="Template, for example city-brief."),),
        options=(
            Option(name="out", shown="DIR", words="Folder for the files.", needed=True),
            *_MANNER,
            Option(name="country", shown="CODE", words="Only what is in this country."),
        ),
    ),
    Command(
        name="packs list",
        words="List the packs that were issued, the newest first.",
        arguments=(Argument(name="text", shown="TEXT", words="Only those with these words.", least=0, many=True),),
    ),
    Command(
        name="packs reissue",
        words="Print an issued pack again, to the last byte.",
        arguments=(_ISSUE,),
        options=(_OUT, _TEXT, _XLSX, _PASSWORD),
    ),
    Command(
        name="packs renew",
        words="Print an issued pack as of today, and say page by page what changed since.",
        arguments=(_ISSUE,),
        options=(_OUT, _KEEP, _FOR, _TEXT, _XLSX, _PASSWORD),
    ),
)
