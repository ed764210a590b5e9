"""The commands, declared once: the reader of the command line, the help and docs/commands.md follow from this.

Legend:
    Argument   what stands without a dash, in its order: ``list KIND``
    Option     ``--name`` with a value, several values, or none (a flag)
    many       takes further values as long as they fit: ``--to emb-vn emb-th``, ``--where a=b c=d``
               and may be given again, each time adding: ``--where a=b --where c=d``

All words are English here; the Japanese stands in ``resources/i18n/cli.csv`` (a test holds that none lacks).
"""

from __future__ import annotations

from ascn_desk.cli.declared_attachments import ATTACHMENTS
from ascn_desk.cli.declared_packs import PACKS
from ascn_desk.cli.declared_purge import PURGE
from ascn_desk.cli.declared_quarantine import QUARANTINE
from ascn_desk.cli.declared_returns import RETURNS
from ascn_desk.cli.declared_rotation import ROTATION
from ascn_desk.cli.declared_trust import ENROLLING, TRUST
from ascn_desk.cli.declaring import Argument, Command, Option

ASSIGNMENT = r"[A-Za-z_][^=\s]*=.*"
_SEEN = r"[a-z2-7]{26}:[0-9]+(,[a-z2-7]{26}:[0-9]+)*"
_PAIR = r"[^:\s]+:\S+"
_ANY = r".+"


def _kind(words: str = "Kind of record, as “kinds” lists them.", least: int = 1) -> Argument:
    return Argument(name="kind", shown="KIND", words=words, least=least)


_RECORD = Argument(name="id", shown="ID", words="Id of the record.")
_VALUES = Argument(
    name="values",
    shown="FIELD=VALUE",
    words="Value of a field as text; FIELD:MEMBER=true for a member of a set.",
    many=True,
)
_MORE_VALUES = Argument(
    name="values", shown="FIELD=VALUE", words="Further fields of the record.", least=0, many=True
)
_FILES = Argument(name="files", shown="FILE", words="Bundles.", many=True)
_CHANNEL = Option(
    name="channel", shown="CHANNEL", words="Channel of the record: reference, country/… or office/…."
)
_WHY = Option(name="why", shown="TEXT", words="Reason, kept in the history.")
_BUNDLE = Argument(name="bundle", shown="BUNDLE", words="Id of the bundle as “bundles” lists it, or OFFICE:NUMBER.")
_DRY = Option(name="dry-run", words="Only say what would change.")
_EXPLAIN = Option(name="explain", words="Say step by step what is checked and what was found.")
_OUT = Option(name="out", shown="FILE", words="File to write.", needed=True)

COMMON: tuple[Option, ...] = (
    Option(
        name="profile", shown="DIR", words="Folder of the desk; else ASCN_DESK_PROFILE, else the usual place."
    ),
    Option(name="json", words="Print JSON for programs."),
    Option(name="lang", shown="ja|en", words="Language of words and help.", choices=("ja", "en")),
    Option(
        name="passphrase-file",
        shown="FILE",
        words="File with the passphrase; else ASCN_DESK_PASSPHRASE_FILE, else it is asked for.",
    ),
    Option(name="help", words="Show this help."),
    Option(name="version", words="Print the version."),
)

COMMANDS: tuple[Command, ...] = (
    Command(
        name="init",
        words="Set up a desk.",
        more="Office hq makes root and registry as well and loads the shipped reference data.",
        options=(
            Option(name="office", shown="CODE", words="Office, for example emb-vn; hq for headquarters.", needed=True),
            Option(name="officer", shown="ID", words="Your user id, for example sato.", needed=True),
            Option(name="name", shown="TEXT", words="Your name; the user id if left out."),
            Option(
                name="roots",
                shown="0|1|3",
                words="Headquarters: root keys to make; 1 is for a trial, else 3, of which 2 sign; 0: a further desk.",
                choices=("0", "1", "3"),
            ),
            Option(name="root-dir", shown="DIR", words="Headquarters: removable medium for the root keys."),
            Option(
                name="root-passphrase-file",
                shown="FILE",
                words="Headquarters: three files with the passphrases of the three root keys; else they are asked for.",
                many=True,
                fits=_ANY,
            ),
        ),
    ),
    Command(
        name="demo",
        words="Play the story of three practice desks.",
        more="Headquarters, the embassy in Viet Nam and the consulate general in Ho Chi Minh City exchange "
        "practice cases by file. Nothing outside the folder is written.",
        options=(
            Option(name="dir", shown="DIR", words="Folder to make; a new one here if left out."),
            Option(name="no-window", words="Do not open the embassy's desk at the end."),
        ),
    ),
    Command(
        name="enrol request",
        words="Write the request by which this desk asks to be registered.",
        options=(_OUT,),
    ),
    *ENROLLING,
    *ROTATION,
    Command(
        name="enrol accept",
        words="Accept the starter bundle of headquarters.",
        arguments=(Argument(name="file", shown="STARTER", words="The starter bundle."),),
        options=(
            Option(
                name="words",
                shown='"W1 … W12"',
                words="The twelve words that headquarters reads out; without them three are asked for.",
                many=True,
                fits=r"[^./\\]+",
            ),
        ),
    ),
    Command(
        name="add",
        words="Add a record.",
        arguments=(_kind(), _VALUES),
        options=(
            Option(name="id", shown="ID", words="Code of the record, for reference data; else a new id is made."),
            _CHANNEL,
            _WHY,
        ),
    ),
    Command(
        name="set",
        words="Change fields of a record.",
        arguments=(_kind(), _RECORD, _VALUES),
        options=(
            _CHANNEL,
            _WHY,
            Option(
                name="seen",
                shown="DESK:N,…",
                words="What you had seen of the record, as “show” prints it; else what is shown now.",
                many=True,
                fits=_SEEN,
            ),
        ),
    ),
    Command(
        name="batch",
        words="Add and change many records in one go.",
        more='One operation a line: {"add":KIND,"channel":…,"values":{…}} or '
        '{"set":KIND,"id":…,"channel":…,"values":{…},"why":…,"seen":{DESK:n}}. All or nothing, unless --each is given.',
        arguments=(
            Argument(name="file", shown="FILE", words="File with one JSON object a line; - for standard input."),
        ),
        options=(Option(name="each", words="Save each line by itself."),),
    ),
    Command(
        name="show",
        words="Show a record with what is in conflict.",
        arguments=(_kind(), _RECORD),
        options=(_CHANNEL,),
    ),
    Command(
        name="list",
        words="List the records of a kind.",
        arguments=(_kind(),),
        options=(
            Option(
                name="where",
                shown="FIELD=VALUE",
                words="Only records with this value; several all hold.",
                many=True,
                fits=ASSIGNMENT,
            ),
            Option(name="sort", shown="FIELD", words="Sort by this field; -FIELD sorts downwards."),
            Option(name="limit", shown="N", words="At most so many rows; 100 if left out."),
            Option(name="offset", shown="N", words="Leave out the first rows."),
        ),
    ),
    Command(
        name="history",
        words="Show all that was ever written about a record.",
        arguments=(_kind(), _RECORD),
        options=(_CHANNEL,),
    ),
    Command(
        name="case add",
        words="Log a case.",
        arguments=(_MORE_VALUES,),
        options=(
            Option(name="company", shown="ID", words="Company that asks.", needed=True),
            Option(name="category", shown="CODE", words="Category of the case.", needed=True),
            Option(name="summary", shown="TEXT", words="What it is about, in one line.", needed=True),
            Option(name="city", shown="ID", words="City concerned."),
            _CHANNEL,
        ),
    ),
    Command(
        name="case log",
        words="Log what happened in a case.",
        arguments=(
            Argument(name="case", shown="CASE", words="Id or reference of the case, for example HAN-26-K3F7."),
            _MORE_VALUES,
        ),
        options=(
            Option(name="text", shown="TEXT", words="What happened.", needed=True),
            Option(name="medium", shown="CODE", words="By which means: telephone, mail, visit …."),
            _CHANNEL,
        ),
    ),
    Command(
        name="case share",
        words="Share a case with all who read a wider channel.",
        more="A new case there takes over; of the log entries those go along that --with names.",
        arguments=(
            Argument(name="case", shown="CASE", words="Id or reference of the case, for example HAN-26-K3F7."),
        ),
        options=(
            Option(name="channel", shown="CHANNEL", words="The wider channel, for example country/vn.", needed=True),
            Option(name="with", shown="LOG", words="Id of a log entry that goes along.", many=True),
            Option(name="from", shown="CHANNEL", words="Channel of the case, where its id stands in several."),
        ),
    ),
    Command(
        name="export",
        words="Write bundles for offices.",
        more="What is not yet sealed is sealed first.",
        options=(
            Option(
                name="to",
                shown="OFFICE",
                words="Offices to write to; anyone for an open reference update.",
                many=True,
                needed=True,
                fits=r"[a-z0-9-]+",
            ),
            Option(name="out", shown="DIR", words="Folder to write to.", needed=True),
            Option(name="max-size", shown="BYTES", words="Greatest size of a file; several are written if needed."),
        ),
    ),
    Command(
        name="verify",
        words="Check a bundle; nothing is applied.",
        arguments=(Argument(name="file", shown="FILE", words="Bundle."),),
        options=(_EXPLAIN,),
    ),
    Command(
        name="inspect",
        words="Check a bundle and list what is in it; nothing is applied.",
        arguments=(Argument(name="file", shown="FILE", words="Bundle."),),
        options=(_EXPLAIN,),
    ),
    Command(
        name="rehearse",
        words="Say what an import would do; nothing is changed.",
        arguments=(_FILES,),
    ),
    Command(
        name="import",
        words="Import bundles and give account of every entry.",
        arguments=(_FILES,),
    ),
    Command(
        name="bundles",
        words="List the bundles that were imported here.",
    ),
    Command(
        name="set-aside",
        words="Undo an import: what was new with a bundle does not count until it is taken back.",
        more="It stays held, listed and relayed. What follows it in its logs waits with it.",
        arguments=(_BUNDLE,),
        options=(_DRY,),
    ),
    Command(
        name="take-back",
        words="Let what was set aside of a bundle count again.",
        arguments=(_BUNDLE,),
        options=(_DRY,),
    ),
    Command(
        name="conflicts",
        words="List what awaits a decision.",
    ),
    Command(
        name="resolve",
        words="Decide a conflict.",
        arguments=(
            _kind(),
            _RECORD,
            Argument(name="register", shown="REGISTER", words="Register in conflict, as “conflicts” names it."),
        ),
        options=(
            _CHANNEL,
            Option(name="take", shown="DESK:N", words="Take the value that this desk wrote under this number."),
            Option(
                name="value",
                shown="VALUE",
                words="Write another value; for several fields together a JSON object of field and value.",
            ),
            _WHY,
        ),
    ),
    Command(
        name="fingerprint",
        words="Tell the six words by which two desks know that they hold the same.",
        arguments=(Argument(name="channel", shown="CHANNEL", words="Only this channel.", least=0),),
        options=(
            Option(name="state", words="Tell the digest of what is shown as well."),
            Option(name="heard", shown="WORDS", words="Six words heard on the telephone, to compare with those here."),
        ),
    ),
    Command(
        name="kinds",
        words="Print the declarations of the kinds and their fields.",
        arguments=(_kind("Only this kind.", least=0),),
    ),
    Command(
        name="journal",
        words="Print the journal, one entry a line.",
        options=(
            Option(name="after", shown="N", words="Only entries with a count above this."),
            Option(name="all", words="Print also what does not count, with its state."),
        ),
    ),
    Command(
        name="search",
        words="Search in all records.",
        arguments=(Argument(name="text", shown="TEXT", words="Words to find.", many=True),),
        options=(
            Option(name="kind", shown="KIND", words="Only this kind."),
            Option(name="limit", shown="N", words="At most so many rows; 50 if left out."),
        ),
    ),
    *PACKS,
    Command(
        name="sheet export",
        words="Write the records of a kind as an Excel file.",
        arguments=(_kind(),),
        options=(
            _OUT,
            Option(
                name="where",
                shown="FIELD=VALUE",
                words="Only records with this value; several all hold.",
                many=True,
                fits=ASSIGNMENT,
            ),
        ),
    ),
    Command(
        name="sheet template",
        words="Write an empty Excel form for a kind.",
        arguments=(_kind(),),
        options=(_OUT,),
    ),
    *ATTACHMENTS,
    *RETURNS,
    *QUARANTINE,
    *PURGE,
    *TRUST,
    Command(
        name="reference update",
        words="Headquarters: load a newer edition of the shipped reference data.",
    ),
    Command(
        name="check",
        words="Check database and files of the desk.",
    ),
    Command(
        name="rebuild",
        words="Compute anew all that is shown, from the journal.",
    ),
    Command(
        name="backup",
        words="Write a backup and verify it.",
        options=(Option(name="out", shown="FILE", words="File to write; a new one in the profile if left out."),),
    ),
    Command(
        name="restore",
        words="Set up the profile again from a backup.",
        arguments=(Argument(name="file", shown="BACKUP", words="The backup."),),
    ),
)
"""Every command of this program, in the order in which help lists them."""

BY_NAME = {command.name: command for command in COMMANDS}
GROUPS = {name.split()[0] for name in BY_NAME if " " in name}
"""First words that need a second: ``case`` of ``case add``."""
