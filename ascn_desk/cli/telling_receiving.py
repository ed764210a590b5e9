"""What people read of what came in: bundles and their numbers, what waits, what is set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ascn_desk.base.spans import Span, spans_text
from ascn_desk.base.words import t
from ascn_desk.cli.tables import Column, table
from ascn_desk.cli.telling import Room, instant_words
from ascn_desk.operations.setting_aside import BundleLine, Turned
from ascn_desk.operations.views import BundleChain, WaitingLog

_MOST_RUNS = 12
_SHORT_DESK = 6


def bundles(found: Iterable[BundleLine], room: Room) -> str:
    """The bundles that were imported, the last first."""
    columns = [
        Column(head=t("From")),
        Column(head=t("Bundle no."), is_number=True),
        Column(head=t("Imported")),
        Column(head=t("Entries"), is_number=True),
        Column(head=t("New"), is_number=True),
        Column(head=t("State")),
        Column(head=t("Bundle"), is_whole=True),
    ]
    rows = [
        (each.office_name, str(each.number), instant_words(each.at), str(each.entries), str(each.new), _state(each),
         each.bundle)
        for each in found
    ]  # fmt: skip
    return table(columns, rows, room) if rows else t("No bundle was imported yet.")


def chains(found: Iterable[BundleChain], room: Room) -> str:
    """From which number to which each sender's bundles came, and which of them never did."""
    columns = [
        Column(head=t("From")),
        Column(head=t("Desk")),
        Column(head=t("First no."), is_number=True),
        Column(head=t("Last no."), is_number=True),
        Column(head=t("Missing numbers")),
    ]
    every = list(found)
    rows = [
        (_sender(each), _desks(each), str(each.first), str(each.last), _missing_words(each))
        for each in every
    ]  # fmt: skip
    broken = [_broken_words(each) for each in every if each.broken]
    return "\n".join([table(columns, rows, room), *broken]) if rows else ""


def _missing_words(chain: BundleChain) -> str:
    if not chain.missing:
        return t("none")
    runs = _runs(chain.missing)
    return t("{numbers}; nothing is lacking", numbers=runs) if chain.came_otherwise else runs


def missing(found: Iterable[BundleChain]) -> str:
    """The numbers that never came of the bundles of some senders, a line each; empty where none is missing."""
    lines: list[str] = []
    for each in found:
        if each.missing:
            lines.append(
                t("Missing from {sender} (desk {desk}): no. {numbers}, of those up to no. {last}",
                  sender=_sender(each), desk=_desks(each), numbers=_runs(each.missing), last=each.last)
            )  # fmt: skip
        if each.came_otherwise:
            lines.append("  " + t("All that these held came with later ones: nothing is lacking."))
        if each.broken:
            lines.append(_broken_words(each))
    return "\n".join(lines)


def waiting(found: Iterable[WaitingLog]) -> str:
    """What waits and for what, a line each; empty where nothing waits."""
    return "\n".join(line for each in found for line in _waiting_lines(each))


def _waiting_lines(each: WaitingLog) -> list[str]:
    told = {"office": each.office_name or each.office, "desk": each.desk[:_SHORT_DESK], "channel": each.channel}
    lines: list[str] = []
    if each.missing:
        lines.append(
            t("{channel}, desk {desk} of {office}: segments {numbers} ({entries} entries) wait for {missing}.",
              numbers=_runs(each.numbers), entries=each.entries, missing=_runs(each.missing), **told)
        )  # fmt: skip
    if each.too_high:
        lines.append(
            t("{channel}, desk {desk} of {office}: segments {numbers} wait, since their counts are higher than the "
              "registry allows yet; headquarters can raise it (“trust raise-count”).",
              numbers=_runs(each.too_high), **told)
        )  # fmt: skip
    if each.unpurged:
        lines.append(
            t("{channel}, desk {desk} of {office}: segments {numbers} came with redacted lines and wait for the purge "
              "that orders it, or for a full copy.", numbers=_runs(each.unpurged), **told)
        )  # fmt: skip
    return lines


def _runs(spans: Sequence[Span]) -> str:
    return spans_text(spans, _MOST_RUNS)


def _sender(each: BundleChain) -> str:
    return t("{office}, open updates", office=each.office_name) if each.is_open else each.office_name


def _desks(each: BundleChain) -> str:
    return " → ".join(desk[:_SHORT_DESK] for desk in each.desks)


def _broken_words(each: BundleChain) -> str:
    return t(
        "{sender}: no. {numbers} of desk {desk} follows another bundle than the one that came before it. Two machines "
        "count as one there: ask that office whether one was copied or restored.",
        sender=_sender(each), numbers=", ".join(map(str, each.broken)), desk=_desks(each),
    )  # fmt: skip


def set_aside(done: Turned, *, is_rehearsal: bool) -> str:
    """What ceased to count."""
    told = _told(done)
    if is_rehearsal:
        return t("Would be set aside: bundle {number} of {office}; {entries} entries of {records} records.", **told)
    return t("Set aside: bundle {number} of {office}; {entries} entries of {records} records count no more.", **told)


def taken_back(done: Turned, *, is_rehearsal: bool) -> str:
    """What counts again."""
    told = _told(done)
    if is_rehearsal:
        return t("Would be taken back: bundle {number} of {office}; {entries} entries of {records} records.", **told)
    return t("Taken back: bundle {number} of {office}; {entries} entries of {records} records count again.", **told)


def _told(done: Turned) -> dict[str, object]:
    return {"number": done.number, "office": done.office, "entries": done.entries, "records": done.records}


def _state(each: BundleLine) -> str:
    if each.aside is not None:
        return t("set aside by {by} on {at}", by=each.aside.by, at=instant_words(each.aside.at))
    return t("open update") if each.is_open else ""
