"""A process that does one thing to a profile and may be killed while it does.

Run as a program it reads orders, one JSON object a line, and forks for each: ``act`` on ``profile``, killed before its
write point number ``point`` (counted from 1), or ``after`` so many seconds, or never; it answers with one line.

A write point is a statement to the database, a flush of a file, or a file taking its name.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import exchange, purging, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import open_desk
from tests.support.joined import PASSPHRASE

CASE = "0193a5f0-0000-7000-8000-0000000000aa"
CHANNEL = "country/vn"


def save(desk: Desk, order: dict[str, Any]) -> None:
    """Two saves, as a person makes them."""
    records.set_fields(desk, "case", CASE, {"summary": "改", "details": "長い文" * 200}, channel=CHANNEL)
    records.add_record(
        desk,
        "log_entry",
        {"case": CASE, "text": "電話", "log_kind": "note", "happened_on": "2026-11-24"},
        channel=CHANNEL,
    )


def export(desk: Desk, order: dict[str, Any]) -> None:
    """Seal, and write a file for headquarters."""
    exchange.export(desk, ["hq"], Path(order["out"]))


def take_in(desk: Desk, order: dict[str, Any]) -> None:
    """Import a file."""
    exchange.import_files(desk, [Path(order["file"])])


def purge(desk: Desk, order: dict[str, Any]) -> None:
    """Confirm, as a second officer, what another asked to purge."""
    purging.confirm(desk, order["request"], officer="suzuki")


ACTS: dict[str, Callable[[Desk, dict[str, Any]], None]] = {
    "save": save,
    "export": export,
    "import": take_in,
    "purge": purge,
}


def _count(point: int | None) -> list[int]:
    """Count write points; at the one that is named this process kills itself, without a chance to tidy up."""
    passed = [0]

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def at_point(*arguments: Any, **more: Any) -> Any:
            passed[0] += 1
            if passed[0] == point:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*arguments, **more)

        return at_point

    connection = sqlalchemy.engine.Connection
    connection.exec_driver_sql = counted(connection.exec_driver_sql)  # type: ignore[method-assign]
    os.fsync, os.replace = counted(os.fsync), counted(os.replace)
    return passed


def _child(order: dict[str, Any], pipe: int) -> None:
    profile = Path(order["profile"])
    clock = FixedClock(datetime(2026, 11, 24, 3, tzinfo=UTC))
    desk = open_desk(profile, order.get("passphrase", PASSPHRASE), clock=clock, state=profile / "state")
    passed = _count(order.get("point"))
    os.write(pipe, b"ready\n")
    begun = time.perf_counter()
    ACTS[order["act"]](desk, order)
    os.write(pipe, json.dumps({"points": passed[0], "seconds": time.perf_counter() - begun}).encode() + b"\n")
    desk.close()


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
