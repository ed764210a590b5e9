"""Refused files from the command line: quarantine list, retry, export, discard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from ascn_desk.base.words import t
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.exchange import reported
from ascn_desk.cli.output import progress
from ascn_desk.cli.tables import Column, table
from ascn_desk.cli.telling import Room, instant_words
from ascn_desk.operations import quarantine
from ascn_desk.operations.quarantine import Quarantined


def listing(call: Call) -> Answer:
    """List the refused files."""
    found = quarantine.quarantined(call.desk)
    return Answer(shape={"quarantine": [_shape(each) for each in found]}, words=_words(found, call.room))


def retry(call: Call) -> Answer:
    """Import refused files again."""
    return reported(quarantine.retry(call.desk, call.given.maybe("id"), progress()), call)


def export(call: Call) -> Answer:
    """Write a refused file as it came."""
    out = call.given.path("out")
    done = quarantine.export_file(call.desk, call.given.one("id"), out)
    return Answer(
        shape={"file": str(out), "exported": _shape(done)},
        words=t("{file} was written to {path} as it came. It stays in quarantine.", file=done.file, path=out),
    )


def discard(call: Call) -> Answer:
    """Throw a refused file away."""
    done = quarantine.discard(call.desk, call.given.one("id"))
    return Answer(shape={"discarded": _shape(done)}, words=t("Thrown away: {file}", file=done.file))


def _shape(each: Quarantined) -> dict[str, object]:
    return {
        "id": each.id,
        "code": each.code,
        "message": each.message,
        "file": each.file,
        "at": each.at,
        "size": each.size,
        "again": each.may_pass,
        "office": each.office,
        "desk": each.desk,
    }


def _words(found: Iterable[Quarantined], room: Room) -> str:
    columns = [
        Column(head=t("Id"), is_whole=True),
        Column(head=t("File")),
        Column(head=t("Refused")),
        Column(head=t("Bytes"), is_number=True),
        Column(head=t("Reason")),
        Column(head=t("Tried again")),
    ]
    rows = [
        (
            each.id[:12],
            each.file,
            instant_words(each.at),
            t("not kept") if each.size is None else f"{each.size:,}",
            f"{each.message} ({each.code})",
            t("by itself") if each.may_pass else t("by hand"),
        )
        for each in found
    ]
    return table(columns, rows, room) if rows else t("No file lies in quarantine.")


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "quarantine list": listing,
    "quarantine retry": retry,
    "quarantine export": export,
    "quarantine discard": discard,
}
