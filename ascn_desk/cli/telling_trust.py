"""What people read of root and registry: who signs, what a change says, what a lost desk could read, forks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ascn_desk.base.words import language, t
from ascn_desk.cli import telling_exchange
from ascn_desk.cli.tables import Column, pairs, plain, table
from ascn_desk.cli.telling import Room, instant_words
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.enrolment import RequestInfo
from ascn_desk.operations.trust_care import Warned
from ascn_desk.operations.trust_changes import TrustChanged
from ascn_desk.operations.trust_closing import Closed, Fork
from ascn_desk.operations.trust_readable import Readable
from ascn_desk.operations.trust_takeover import TakenOver
from ascn_desk.operations.trust_words import difference_words, missing_words

_SHORT_IDENTITY = 12


def trust(held: Mapping[str, Any], warned: Iterable[Warned], room: Room) -> str:
    """What to see to first; the root by its twelve words and its keys; the registry with every desk."""
    root, registry = held["root"], held["registry"]
    items = [
        (t("Twelve words of the root"), " ".join(held["words"])),
        (t("Fingerprint of the root"), held["fingerprint"]),
        (t("Root"), _version(root["version"], root["expires"])),
        (t("Root keys"), _signers(root, "root")),
        (t("Registry"), _version(registry["version"], registry["expires"])),
        (t("Registry keys"), _signers(root, "targets")),
    ]
    columns = [
        Column(head=t("Office")),
        Column(head=t("Name")),
        Column(head=t("Desk")),
        Column(head=t("Since")),
        Column(head=t("State")),
    ]
    rows = [
        (
            each["x-office"],
            each["x-name"],
            each["name"],
            instant_words(each["x-since"]),
            t("closed") if each.get("x-closed") else "",
        )
        for each in registry["delegations"]["roles"]
    ]
    parts = [each.message for each in warned]
    return "\n\n".join([*parts, pairs(items, room), table(columns, rows, room)])


def request(asks: RequestInfo, room: Room) -> str:
    """Who asks to be registered."""
    items = [
        (t("Office"), f"{asks.office_name} ({asks.office})"),
        (t("Name"), asks.name),
        (t("Desk"), asks.desk),
        (t("Made"), instant_words(asks.created)),
        (t("Goes on for"), asks.previous or ""),
    ]
    return pairs([(name, value) for name, value in items if value], room)


def changed(done: TrustChanged) -> str:
    """What a change says, and what became of it."""
    leads = {
        "applied": t("This is in effect from now on. The offices learn of it with their next bundle:"),
        "prepared": t("Written for the next person to sign: {path}", path=done.path),
        "rehearsed": t("Nothing was changed. This would be in effect:"),
        "looked-at": t("Nothing was changed. This change says:"),
    }
    parts = [leads[done.outcome], *(f"  {plain(difference_words(each))}" for each in done.differences)]
    if done.begins or done.ceases:
        parts.append(
            t("{begins} entries held here begin to count, {ceases} cease.", begins=done.begins, ceases=done.ceases)
        )
    parts += [plain(missing_words(each)) for each in done.missing]
    parts += telling_exchange.taken(done.taken)
    if done.outcome in ("prepared", "looked-at") and not done.missing:
        parts.append(t("Enough people signed: “trust apply” puts it into effect."))
    return "\n".join(parts)


def taken_over(done: TakenOver) -> str:
    """Headquarters in its new place, and how the rest comes back."""
    lead = t("This desk is headquarters from now on. {entries} entries came with the files.", entries=done.entries)
    lines = "\n".join(f"  {plain(difference_words(each))}" for each in done.change.differences)
    after = t("Send every office an open file (“export --to anyone”) and ask each for its export. Close the lost desk "
              "with “trust close” only when these are imported.")  # fmt: skip
    return f"{lead}\n{lines}\n{after}"


def closed(done: Closed, room: Room) -> str:
    """A desk that was closed, and what it could read."""
    lead = changed(done.change)
    items = [(channel, _place(end.number, end.identity)) for channel, end in sorted(done.ends.items())]
    ends = pairs(items, room) if items else t("It wrote nothing that is held here.")
    return "\n\n".join([lead, t("Its logs end here:") + "\n" + ends, _reach(done.readable, room)])


def readable(told: Readable, room: Room) -> str:
    """What a desk could read, record by record."""
    parts = [_reach(told, room)]
    for each in told.channels:
        columns = [Column(head=t("Kind")), Column(head=t("Title")), Column(head=t("Id"))]
        rows = [(_kind(one.kind), one.title, one.id) for one in each.records]
        parts.append(f"{each.channel}\n{table(columns, rows, room)}")
    return "\n\n".join(parts)


def forks(found: Sequence[Fork], room: Room) -> str:
    """Every forked log with its branches side by side."""
    if not found:
        return t("No log is forked.")
    return "\n\n".join(_fork(each, room) for each in found)


def _fork(fork: Fork, room: Room) -> str:
    number, _, n = fork.shared
    lead = t("{channel}, desk {desk} of {office}: the branches share number {number} and counts up to {n}.",
             channel=fork.channel, desk=fork.desk, office=fork.office, number=number, n=n)  # fmt: skip
    state = t("Ruled.") if fork.is_ruled else t("Not ruled yet: “trust rule” says which branch stays.")
    columns = [
        Column(head=t("Last segment")),
        Column(head=t("Number"), is_number=True),
        Column(head=t("Entries"), is_number=True),
        Column(head=t("Counts"), is_number=True),
        Column(head=t("State")),
    ]
    rows = [
        (
            each.identity[:_SHORT_IDENTITY],
            str(each.number),
            str(each.entries),
            f"{each.first}–{each.last}",
            t("counts") if each.counts else t("does not count"),
        )
        for each in fork.branches
    ]
    return f"{lead} {state}\n{table(columns, rows, room)}"


def _reach(told: Readable, room: Room) -> str:
    lead = t("Desk {desk} of {office} could read at most:", desk=told.desk, office=told.office)
    columns = [
        Column(head=t("Channel")),
        Column(head=t("Records"), is_number=True),
        Column(head=t("Of personal kinds"), is_number=True),
    ]
    rows = [(each.channel, str(each.total), str(each.personal)) for each in told.channels]
    parts = [lead, table(columns, rows, room)]
    if told.last_at is not None:
        parts.append(
            t("The last bundle to this office was no. {number} on {at}: what was written later never reached it.",
              number=told.last_number, at=instant_words(told.last_at))
        )  # fmt: skip
    return "\n".join(parts)


def _place(number: int, identity: str | None) -> str:
    if identity is None:
        return t("nothing at all")
    return t("number {number}, {identity}", number=number, identity=identity)


def _signers(root: Mapping[str, Any], role: str) -> str:
    """``2 of 3: a1b2c3d4, …``, as keys are called among people."""
    named = root["roles"][role]
    keys = t(", ").join(root["keys"][keyid]["keyval"]["public"][:8] for keyid in named["keyids"])
    return t("{threshold} of {keys}: {names}", threshold=named["threshold"], keys=len(named["keyids"]), names=keys)


def _version(number: int, expires: str) -> str:
    return t("version {number}, expires {day}", number=number, day=expires.partition("T")[0])


def _kind(kind: str) -> str:
    return KINDS[kind].words(language()) if kind in KINDS else kind
