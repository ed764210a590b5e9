"""Purging from the command line: asked for by one officer, confirmed or declined by another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ascn_desk.base.errors import UsageError
from ascn_desk.base.words import t
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.shapes import Json
from ascn_desk.cli.tables import Column, table
from ascn_desk.cli.telling import Room, instant_words
from ascn_desk.operations import purging
from ascn_desk.operations.purging import PurgedLine, Request


def request(call: Call) -> Answer:
    """Ask for a purge."""
    given = call.given
    asked = purging.request(
        call.desk,
        given.one("kind"),
        given.one("id"),
        why=given.one("why"),
        channel=given.maybe("channel"),
        fields=given.all("field"),
        entries=[_entry(text) for text in given.all("entry")],
        officer=given.maybe("officer"),
    )
    return _asked(asked, call.room)


def again(call: Call) -> Answer:
    """Ask again for purges that hold no more."""
    asked = purging.request_again(call.desk, why=call.given.one("why"), officer=call.given.maybe("officer"))
    return _asked(asked, call.room)


def confirm(call: Call) -> Answer:
    """Confirm what another officer asked for."""
    done = purging.confirm(call.desk, call.given.one("request"), officer=call.given.maybe("officer"))
    return Answer(
        shape={"request": done.request, "purged": len(done.lines), "lines": _lines(done.lines)},
        words=t("Purged: {count} entries. The next bundles carry it to every desk.", count=len(done.lines)),
    )


def decline(call: Call) -> Answer:
    """Decline what was asked for."""
    asked = purging.decline(call.desk, call.given.one("request"))
    return Answer(
        shape={"request": asked.id, "declined": True},
        words=t("Declined: the request of {by}. Nothing was purged.", by=asked.by),
    )


def listing(call: Call) -> Answer:
    """List requests, what was purged, and what lacks its purge."""
    found = purging.purges(call.desk)
    parts = [_requests(each, call.room) for each in found.requests]
    if found.purged:
        parts.append(t("Purged entries:") + "\n" + _table(found.purged, call.room))
    if found.lacking:
        lacking = ", ".join(f"{desk}:{n}" for _, desk, n in found.lacking)
        parts.append(t("Redacted, but the purge is not held or holds no more: {entries}", entries=lacking))
    return Answer(
        shape={
            "requests": [_request(each) for each in found.requests],
            "purged": _lines(found.purged),
            "lacking": [{"channel": channel, "desk": desk, "n": n} for channel, desk, n in found.lacking],
        },
        words="\n\n".join(parts) or t("Nothing was purged, and nothing is asked for."),
    )


def _asked(asked: Request, room: Room) -> Answer:
    return Answer(shape=_request(asked), words=_requests(asked, room))


def _request(asked: Request) -> Json:
    return {
        "request": asked.id,
        "at": asked.at,
        "by": asked.by,
        "why": asked.why,
        "lines": _lines(asked.lines),
        "emptied": list(asked.emptied),
    }


def _lines(lines: Iterable[PurgedLine]) -> list[Json]:
    return [
        {
            "channel": each.channel,
            "desk": each.desk,
            "n": each.n,
            "kind": each.kind,
            "id": each.id,
            "fields": list(each.fields),
        }
        for each in lines
    ]


def _requests(asked: Request, room: Room) -> str:
    at = instant_words(asked.at)
    told = t("Request {request} of {by}, {at}: {why}", request=asked.id, by=asked.by, at=at, why=asked.why)
    parts = [told, _table(asked.lines, room)]
    if asked.emptied:
        parts.append(t("Shown no more after it; write again what must stay: {fields}", fields="; ".join(asked.emptied)))
    return "\n".join((*parts, t("A second officer has to confirm it.")))


def _table(lines: Iterable[PurgedLine], room: Room) -> str:
    columns = [
        Column(head=t("Channel")),
        Column(head=t("Entry"), is_whole=True),
        Column(head=t("Kind")),
        Column(head=t("Record"), is_whole=True),
        Column(head=t("Fields that it set")),
    ]
    rows = [(each.channel, f"{each.desk}:{each.n}", each.kind, each.id, ", ".join(each.fields)) for each in lines]
    return table(columns, rows, room)


def _entry(text: str) -> tuple[str, int]:
    desk, _, n = text.partition(":")
    if not n.isdecimal():
        raise UsageError("bad-seen", value=text)
    return desk, int(n)


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "purge request": request,
    "purge again": again,
    "purge confirm": confirm,
    "purge decline": decline,
    "purge list": listing,
}
