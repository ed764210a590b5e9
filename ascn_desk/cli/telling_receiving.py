"""What people read of what came in: bundles, what is set aside."""

from __future__ import annotations

from collections.abc import Iterable

from ascn_desk.base.words import t
from ascn_desk.cli.tables import Column, table
from ascn_desk.cli.telling import Room, instant_words
from ascn_desk.operations.setting_aside import BundleLine, Turned


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
