from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ascn_desk.base.errors import CancelledError, CorrectableError
from ascn_desk.ui.tasks import Progress, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_a_result_comes_back_in_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, threading.Thread]] = []
    tasks.store(lambda a, b: a + b, 2, 3, done=lambda result: seen.append((result, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [(5, threading.main_thread())]


def test_work_on_the_store_runs_on_one_thread_in_its_order(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[int] = []
    threads: set[int] = set()

    def work(number: int) -> None:
        order.append(number)
        threads.add(threading.get_ident())

    for number in range(20):
        tasks.store(work, number)
    qtbot.waitUntil(lambda: not tasks.is_busy())

    assert order == list(range(20))
    assert len(threads) == 1


def test_an_error_goes_to_who_asked(tasks: Tasks, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def work() -> None:
        raise CorrectableError("unknown-record")

    tasks.files(work, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))

    assert isinstance(errors[0], CorrectableError)


def test_an_error_that_nobody_hears_is_still_told(tasks: Tasks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tasks.failed_unheard) as told:
        tasks.store(lambda: 1 // 0)

    assert told.args is not None
    assert isinstance(told.args[0], ZeroDivisionError)


def test_progress_is_told_in_the_windows_thread(tasks: Tasks, qtbot: QtBot) -> None:
    moved: list[tuple[int, int]] = []
    ended: list[str] = []

    def work(progress: Progress) -> str:
        for number in range(3):
            progress(number + 1, 3)
        return "ready"

    tasks.files(work, progress=lambda done, total: moved.append((done, total)), done=ended.append)
    qtbot.waitUntil(lambda: bool(ended))

    assert moved == [(1, 3), (2, 3), (3, 3)]


def test_cancelled_work_stops_and_nobody_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()
    told: list[object] = []
    stopped: list[bool] = []

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(5)
        try:
            progress(1, 2)
        except CancelledError:
            stopped.append(True)
            raise

    task = tasks.store(work, progress=lambda done, total: told.append(done), done=told.append, failed=told.append)
    assert begun.wait(5)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.is_busy())

    assert stopped == [True]
    assert told == []
    assert task.is_done


def test_work_cancelled_before_it_began_never_runs(tasks: Tasks, qtbot: QtBot) -> None:
    hold = threading.Event()
    ran: list[int] = []
    tasks.store(lambda: hold.wait(5))
    later = tasks.store(lambda: ran.append(1))
    later.cancel()
    hold.set()
    qtbot.waitUntil(lambda: not tasks.is_busy())

    assert ran == []


def test_a_result_for_a_closed_window_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    import shiboken6

    owner = QObject()
    hold = threading.Event()
    told: list[object] = []
    tasks.store(lambda: hold.wait(5), done=told.append, owner=owner)
    shiboken6.delete(owner)
    hold.set()
    qtbot.waitUntil(lambda: not tasks.is_busy())

    assert told == []


def test_garbage_is_collected_only_in_the_windows_thread(qtbot: QtBot) -> None:
    made = Tasks()
    assert not gc.isenabled()
    made.close()

    assert gc.isenabled()


def test_busy_is_told_at_the_first_and_after_the_last(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    tasks.store(lambda: None)
    tasks.store(lambda: None)
    qtbot.waitUntil(lambda: told[-1:] == [False])

    assert told == [True, False]


def test_short_work_that_waits_is_still_done_when_all_ends(qtbot: QtBot) -> None:
    made = Tasks()
    hold = threading.Event()
    written: list[str] = []
    told: list[object] = []
    made.store(lambda: hold.wait(5))
    made.store(lambda: written.append("draft"), done=told.append)
    hold.set()
    made.close()

    assert (written, told) == (["draft"], [])


def test_nothing_begins_after_the_end(qtbot: QtBot) -> None:
    made = Tasks()
    made.close()
    began: list[int] = []
    made.store(lambda: began.append(1))
    made.files(lambda: began.append(2))

    assert began == []
