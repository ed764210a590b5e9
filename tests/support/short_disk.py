"""A disk that is nearly full, and a machine that is switched off: for tests of what is left behind."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from ascn_desk.operations.desk import Desk


@contextmanager
def short_of_space(size: int) -> Iterator[None]:
    """No file may grow beyond this size, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def statements_of(open_it: Callable[[], Desk], act: Callable[[Desk], Any], *, kill_at: int = 0) -> int:
    """Run an act on a desk in a process of its own; how many statements it made, 0 if it was killed at ``kill_at``."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        code = 1
        try:
            desk = open_it()
            done = 0

            def count(*_: Any) -> None:
                nonlocal done
                done += 1
                if done == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

            event.listen(desk.store.engine, "before_cursor_execute", count)
            act(desk)
            os.write(tell, str(done).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(tell)
    with os.fdopen(told, "rb") as file:
        counted = file.read()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) != 0:
        raise RuntimeError("the act failed")
    return int(counted) if counted else 0
