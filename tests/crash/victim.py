"""A process that does one thing to a profile and may be killed while it does.

Run as a program it reads orders, one JSON object a line, and forks for each: ``act`` on ``profile``, killed before its
write point number ``point`` (counted from 1), or ``after`` so many seconds, or never; it answers with one line. With
``follow`` that says which write points there are: the first and the last number of each name. With ``size`` no file may
grow beyond so many bytes; with ``spare`` the database may have so many pages more than it has; ``medium`` tells what
lies between this process and the system (medium.c) what to do: then the answer has the code of the error that the act
ended with.

A write point is a statement that writes to the database (each row of many, and what SQLite's triggers and index tables
do, are statements of their own), a flush of a file, or a file that takes a name or goes.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.errors import MachineError
from ascn_desk.operations import exchange, exports, incoming_files, purging, records, setting_aside, upkeep
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import open_desk
from tests.support.joined import PASSPHRASE

CASE = "0193a5f0-0000-7000-8000-0000000000aa"
CHANNEL = "country/vn"


def save(desk: Desk, order: dict[str, Any]) -> None:
    """Two saves, as a person makes them."""
    records.set_fields(desk, "case", CASE, {"summary": "改", "details": "長い文" * 3_000}, channel=CHANNEL)
    records.add_record(
        desk,
        "log_entry",
        {"case": CASE, "text": "電話", "log_kind": "note", "happened_on": "2026-11-24"},
        channel=CHANNEL,
    )


def seal(desk: Desk, order: dict[str, Any]) -> None:
    """Seal what was written, as every export begins."""
    exports.seal(desk, exports.accepted_trust(desk))


def export(desk: Desk, order: dict[str, Any]) -> None:
    """Seal, and write a file for headquarters."""
    exchange.export(desk, ["hq"], Path(order["out"]))


def take_in(desk: Desk, order: dict[str, Any]) -> None:
    """Import a file."""
    exchange.import_files(desk, [Path(order["file"])])


def take_in_many(desk: Desk, order: dict[str, Any]) -> None:
    """Import several files, each a lot of its own and opened piece by piece, as many large ones are."""
    incoming_files._LOT_FILES, incoming_files.IN_MEMORY_BYTES = 1, 0
    report = exchange.import_files(desk, [Path(each) for each in order["files"]])
    failed = [each.code for each in report.files if each.code is not None]
    if failed:
        raise MachineError(failed[0])


def put_aside(desk: Desk, order: dict[str, Any]) -> None:
    """Let the bundle that was imported last not count."""
    setting_aside.set_aside(desk, setting_aside.bundles(desk)[0].bundle)


def take_back(desk: Desk, order: dict[str, Any]) -> None:
    """Let it count again."""
    setting_aside.take_back(desk, setting_aside.bundles(desk)[0].bundle)


def rebuild(desk: Desk, order: dict[str, Any]) -> None:
    """Compute all that is shown anew."""
    upkeep.rebuild(desk)


def backup(desk: Desk, order: dict[str, Any]) -> None:
    """Keep a copy of the database and the keys."""
    upkeep.backup(desk)


def purge(desk: Desk, order: dict[str, Any]) -> None:
    """Confirm, as a second officer, what another asked to purge."""
    purging.confirm(desk, order["request"], officer="suzuki")


ACTS: dict[str, Callable[[Desk, dict[str, Any]], None]] = {
    "save": save,
    "seal": seal,
    "export": export,
    "import": take_in,
    "import-many": take_in_many,
    "set-aside": put_aside,
    "take-back": take_back,
    "rebuild": rebuild,
    "backup": backup,
    "purge": purge,
}

_READS = ("SELECT", "PRAGMA", "--", "WITH")


class _Points:
    """The write points that were passed; at the one that is named this process dies, without a chance to tidy up."""

    def __init__(self, desk: Desk, point: int | None) -> None:
        self.point = point
        self.passed = 0
        self.names: dict[str, list[int]] = {}
        event.listen(desk.store.engine, "checkout", self._listen)
        for name in ("fsync", "replace", "rename", "unlink"):
            setattr(os, name, self._counted(name, getattr(os, name)))

    def pass_one(self, name: str) -> None:
        self.passed += 1
        if self.passed == self.point:
            os.kill(os.getpid(), signal.SIGKILL)
        first, _ = self.names.get(name, (self.passed, 0))
        self.names[name] = [first, self.passed]

    def _listen(self, connection: Any, *_: Any) -> None:
        connection.set_trace_callback(self._statement)

    def _statement(self, statement: str) -> None:
        if not statement.lstrip().upper().startswith(_READS):
            words = re.findall(r"\w+", statement[:80])
            self.pass_one(" ".join(words[: 5 if words[1:2] == ["OR"] else 3]))

    def _counted(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def at_point(*arguments: Any, **more: Any) -> Any:
            self.pass_one(name)
            return act(*arguments, **more)

        return at_point


def _child(order: dict[str, Any], pipe: int) -> None:
    profile = Path(order["profile"])
    clock = FixedClock(datetime(2026, 11, 24, 3, tzinfo=UTC))
    desk = open_desk(profile, order.get("passphrase", PASSPHRASE), clock=clock, state=profile / "state")
    # To follow every statement takes time, so it is done only where it is asked for.
    points = _Points(desk, order.get("point")) if {"point", "follow"} & set(order) else None
    _limit(desk, order)
    os.write(pipe, b"ready\n")
    begun = time.perf_counter()
    told: dict[str, Any] = {}
    try:
        ACTS[order["act"]](desk, order)
    except MachineError as error:
        told = {"error": error.code}
    if points:
        told |= {"points": points.passed, "names": points.names}
    os.write(pipe, json.dumps({**told, "seconds": time.perf_counter() - begun}).encode() + b"\n")
    desk.close()


def _limit(desk: Desk, order: dict[str, Any]) -> None:
    """Leave little room on the disk, or a medium that is not what it should be."""
    os.environ.update(order.get("medium", {}))
    if "size" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["size"], order["size"]))
    if "spare" in order:

        def narrow(connection: Any, *_: Any) -> None:
            ((pages,),) = connection.execute("PRAGMA page_count").fetchall()
            connection.execute(f"PRAGMA max_page_count = {pages + order['spare']}")

        # At once for a connection that is there, and once for each that is made.
        with desk.store.engine.connect() as held:
            narrow(held.connection.driver_connection)
        event.listen(desk.store.engine, "connect", narrow)


def main() -> None:
    """Take orders until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _child(order, writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answers:
            assert answers.readline() == "ready\n", "the victim did not come to its act"
            if order.get("after") is not None:
                time.sleep(order["after"])
                os.kill(child, signal.SIGKILL)
            answer = answers.readline()
        _, status = os.waitpid(child, 0)
        told = json.loads(answer) if answer else {}
        print(json.dumps({**told, "killed": os.WIFSIGNALED(status), "status": status}), flush=True)


if __name__ == "__main__":
    main()
