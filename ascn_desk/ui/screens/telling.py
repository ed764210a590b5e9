"""How records and files are told on several screens: days, sizes, counts, kinds, channels, fields, states of files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ascn_desk.base.clock import instant_from, local_date
from ascn_desk.base.spans import Span, spans_text
from ascn_desk.base.words import language, t
from ascn_desk.domain.channels import COUNTRY_PREFIX, HEADQUARTERS_OFFICE, OFFICE_PREFIX, REFERENCE
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import BundleChain, SentBundle, WaitingLog
from ascn_desk.ui.parts import Mark, Shape, Tone

KIND_ICONS = {
    "case": "briefcase-business", "log_entry": "notebook-pen", "company": "building-2", "city": "map-pin",
    "city_fact": "chart-bar", "city_note": "notebook-pen", "project": "landmark", "contact": "contact",
    "attachment": "paperclip", "visit": "calendar-days", "follow_up": "alarm-clock", "organisation": "landmark",
    "office": "landmark", "suggestion": "lightbulb", "interest": "lightbulb",
}  # fmt: skip
"""The drawing of a kind in lists; any other kind has the plain sheet."""

OPEN_UPDATE = "anyone"
NARROW = 960
"""Below this width of a room, in px at 100 %, side panes give way."""
_FORMAL_JA = re.compile("(社会主義|人民民主|連邦|民主)?共和国$|王国$")

_MACHINE = frozenset({"cannot-read", "cannot-write", "disk-full", "disk-failed", "database-locked", "database-failed",
                      "database-read-only", "damaged-database"})  # fmt: skip


def day_words(at: str, today: date) -> str:
    """The day of an instant where this desk stands."""
    return show_day(local_date(instant_from(at)), language(), today) if at else ""


def time_words(at: str, today: date) -> str:
    """Day and time of an instant where this desk stands."""
    if not at:
        return ""
    return f"{day_words(at, today)} {instant_from(at).astimezone():%H:%M}"


def size_words(size: int) -> str:
    """How large a file is: ``38 KB``, ``1.2 MB``."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} KB"
    return f"{size / 1_000_000:.1f} MB"


def entries_words(count: int) -> str:
    """``1 entry``, ``12 entries``."""
    return t("1 entry") if count == 1 else t("{n} entries", n=f"{count:,}")


def records_words(count: int) -> str:
    """``1 record``, ``12 records``."""
    return t("1 record") if count == 1 else t("{n} records", n=f"{count:,}")


def not_kept_words(count: int) -> str:
    """How many values of this desk others decided otherwise."""
    return t("1 of your values was not kept") if count == 1 else t("{n} of your values were not kept", n=f"{count:,}")


def taken_words(count: int) -> str:
    """How many refused files came in by themselves."""
    if count == 1:
        return t("1 refused file that waited for this was taken in.")
    return t("{n} refused files that waited for this were taken in.", n=f"{count:,}")


def changes_words(count: int) -> str:
    """``1 change``, ``12 changes``."""
    return t("1 change") if count == 1 else t("{n} changes", n=f"{count:,}")


def conflicts_words(count: int) -> str:
    """``1 conflict``, ``7 conflicts``."""
    return t("1 conflict") if count == 1 else t("{n} conflicts", n=f"{count:,}")


def files_words(count: int) -> str:
    """``1 file``, ``20 files``."""
    return t("1 file") if count == 1 else t("{n} files", n=f"{count:,}")


def kind_words(kind: str, *, plural: bool = False) -> str:
    """What a kind of record is called; a kind of a newer version by its code."""
    declared = KINDS.get(kind)
    if declared is None:
        return kind
    if language() == "en" and plural:
        return declared.plural_en
    return declared.words(language())


def kind_icon(kind: str) -> str:
    """The drawing of a kind."""
    return KIND_ICONS.get(kind, "file-text")


def field_words(kind: str, name: str) -> str:
    """What a field or register is called; a member of a set by its field."""
    head = name.partition(":")[0]
    declared = KINDS.get(kind)
    if head == "deleted":
        return t("Deleted")
    if head == "merged_into":
        return t("Merged into another")
    found = declared.fields.get(head) if declared else None
    return found.words(language()) if found else head


def fields_words(kind: str, names: Sequence[str], most: int = 3) -> str:
    """The fields that changed, the first of them by name: ``Status, Due and 2 more``."""
    declared = KINDS.get(kind)
    heads = [name.partition(":")[0] for name in names]
    if declared is not None:
        # Fields that are always written together are told by their first.
        heads = [declared.fields[head].register if head in declared.fields else head for head in heads]
    words = list(dict.fromkeys(field_words(kind, head) for head in heads))
    shown = ("・" if language() == "ja" else ", ").join(words[:most])
    if len(words) > most:
        return t("{fields} and {n} more", fields=shown, n=len(words) - most)
    return shown


def group_words(made: int, changed: int, kind: str) -> str:
    """``3 support cases made, 2 changed``."""
    name = kind_words(kind, plural=made + changed != 1)
    if made and changed:
        return t("{kind}: {made} new, {changed} changed", kind=name, made=f"{made:,}", changed=f"{changed:,}")
    if made:
        return t("{kind}: {made} new", kind=name, made=f"{made:,}")
    return t("{kind}: {changed} changed", kind=name, changed=f"{changed:,}")


def channel_words(channel: str, names: Mapping[str, str] | None = None, own_office: str = "") -> str:
    """Who reads a channel; ``names``: office or country code → name."""
    called = names or {}
    if channel == REFERENCE:
        return t("Reference data, all offices")
    if channel.startswith(COUNTRY_PREFIX):
        code = channel.removeprefix(COUNTRY_PREFIX)
        return t("Offices in {country}", country=called.get(code, code.upper()))
    code = channel.removeprefix(OFFICE_PREFIX)
    if code == own_office:
        return t("This office and headquarters") if code != HEADQUARTERS_OFFICE else t("Headquarters alone")
    return called.get(code, code)


def country_words(name: str) -> str:
    """A country as people call it: its formal name without what it is a republic or kingdom of."""
    if language() == "ja":
        return _FORMAL_JA.sub("", name) or name
    return "Laos" if name.startswith("Lao ") else name


def office_words(code: str, name: str) -> str:
    """An office in a few words: “Headquarters”, “Embassy in Viet Nam”."""
    return t("Headquarters") if code == HEADQUARTERS_OFFICE else name.replace(" of Japan in ", " in ")


def sent_mark(bundle: SentBundle) -> Mark:
    """The state of what went, worked out from receipts: made, or received there."""
    if bundle.state == "received":
        return Mark(Shape.CHECK, Tone.SUCCESS, t("Received there"))
    return Mark(Shape.RING, Tone.WARNING, t("Made, receipt not confirmed"))


def next_number(sent: Sequence[SentBundle], office: str) -> int:
    """The number that the next file to an office will have."""
    return max((each.number for each in sent if each.office == office), default=0) + 1


def chains_of(chains: Sequence[BundleChain], office: str) -> list[BundleChain]:
    """The numbered files of an office that were made for this one; open updates are numbered apart."""
    return [each for each in chains if each.office == office and not each.is_open]


def missing_mark(chains: Sequence[BundleChain]) -> Mark:
    """How numbers that never came are marked: with a warning where something may be lacking."""
    if all(each.came_otherwise for each in chains):
        return Mark(Shape.HALF, Tone.INFO)
    return Mark(Shape.TRIANGLE, Tone.WARNING)


def numbers_words(spans: Sequence[Span], most: int = 5) -> str:
    """``No. 7, 9–12``."""
    return t("No. {n}", n=spans_text(spans, most))


def waiting_lines(logs: Sequence[WaitingLog], countries: Mapping[str, str], most: int) -> list[str]:
    """What waits and for what, a line a log, and how many more there are."""
    told = [_waiting_words(log, countries) for log in logs[:most]]
    rest = len(logs) - most
    return [*told, t("and {n} more", n=f"{rest:,}")] if rest > 0 else told


def _waiting_words(log: WaitingLog, countries: Mapping[str, str]) -> str:
    """What waits in a log, and for what."""
    names = {**countries, log.office: office_words(log.office, log.office_name)}
    told = {
        "office": names[log.office] or log.desk[:6],
        "channel": channel_words(log.channel, names),
        "parts": spans_text(log.numbers, 3),
    }
    if log.missing:
        return t("{office}, {channel}: part {parts} needs part {missing} first.",
                 missing=spans_text(log.missing, 3), **told)  # fmt: skip
    if log.too_high:
        return t("{office}, {channel}: part {parts} counts once headquarters raises the count.", **told)
    return t("{office}, {channel}: part {parts} needs the purge of its redacted lines first.", **told)


def what_to_do(code: str | None) -> str:
    """What a person does next about a file that was refused."""
    match code:
        case "not-for-this-desk":
            return t("Ask the sender to address the file to this desk, or hand it to the desk it was made for.")
        case "damaged" | "damaged-member" | "malformed-container" | "not-a-bundle":
            return t("Copy the file again from its medium, or ask the sender to send the same number again.")
        case "bad-signature" | "untrusted-root" | "untrusted-registry" | "bad-key":
            return t("Do not use this file. Call the sender and compare the six words.")
        case "unknown-sender":
            return t("Import a newer file from headquarters first, then try this one again.")
        case "newer-format":
            return t("Install the newer program, then try this file again. Nothing of it is lost.")
        case None:
            return ""
        case _:
            return t("All else was taken. Tell the sender the code, and ask for the file again.")


def is_machine(code: str | None) -> bool:
    """Whether it was the machine that failed, and not the file: then nobody need be asked for it again."""
    return code in _MACHINE


def why_words(code: str) -> str:
    """Why entries were held back, in a few words."""
    match code:
        case "gap":
            return t("Waits for an earlier number")
        case "fork":
            return t("Two different files carry the same number")
        case "after-end":
            return t("Written after that desk was closed")
        case "set-aside":
            return t("Belongs to a file that was set aside")
        case "invalid":
            return t("A value does not have the form of its field")
        case "not-authorised":
            return t("Written without the right to")
        case "malformed-entry":
            return t("An entry is not written as it must be")
        case "damaged" | "damaged-member":
            return t("Damaged on the way")
        case "bad-signature":
            return t("The signature does not fit")
        case "not-for-this-desk":
            return t("Made for another desk")
        case "not-a-bundle":
            return t("Not a file of this program")
        case "unknown-sender":
            return t("The sender is not registered")
        case "revoked-sender":
            return t("The sending desk was closed")
        case "newer-format":
            return t("Written by a newer program")
        case "untrusted-root" | "untrusted-registry" | "bad-key":
            return t("The signatures of headquarters do not fit")
        case "too-large":
            return t("Larger than is allowed")
        case _ if is_machine(code):
            return t("This machine could not take it in")
        case _:
            return t("Refused ({code})", code=code)
