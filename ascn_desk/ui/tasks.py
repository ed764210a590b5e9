"""The one door for work beside the window: the store's worker, and a pool for files and pages.

- Everything that touches the store runs on one thread, in the order it was given.
- Results come back in the window's thread, through a slot of an object that lives there; never elsewhere.
- Work functions get plain values, and ``progress(done, total)`` if asked for; they never see a widget.
- The garbage collector runs only in the window's thread: elsewhere it would destroy Qt objects in a worker.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from ascn_desk.base.errors import CancelledError

T = TypeVar("T")
Progress = Callable[[int, int], None]

_COLLECT_EVERY_MS = 1000


@dataclass(eq=False)
class Task:
    """A piece of work under way; :meth:`cancel` asks it to stop."""

    number: int
    _stop: Event = field(default_factory=Event)
    _future: Future[None] | None = None
    is_done: bool = False

    def cancel(self) -> None:
        """Stop it where it next reports progress; at once if it has not begun. No callback follows."""
        self._stop.set()
        if self._future is not None:
            self._future.cancel()


@dataclass
class _Callbacks:
    task: Task
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    progress: Progress | None
    owner: QObject | None
    result: Any = None
    error: Exception | None = None

    def may_call(self) -> bool:
        return not self.task._stop.is_set() and (self.owner is None or isValid(self.owner))


class Tasks(QObject):
    """Signals: ``failed_unheard(object)`` an error for which nobody gave ``failed``; ``busy_changed(bool)``."""

    failed_unheard = Signal(object)
    busy_changed = Signal(bool)
    _ended = Signal(int)
    _moved = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None, *, pool_size: int = 2) -> None:
        super().__init__(parent)
        self._store = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._pool = ThreadPoolExecutor(max_workers=pool_size, thread_name_prefix="files")
        self._open: dict[int, _Callbacks] = {}
        self._is_closed = False
        self._last = 0
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        self._collecting = gc.isenabled()
        gc.disable()
        self._collector = QTimer(self)
        self._collector.setInterval(_COLLECT_EVERY_MS)
        self._collector.timeout.connect(self._collect)
        self._collector.start()

    def store(
        self,
        work: Callable[..., T],
        *args: object,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Progress | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Run work that touches the store.

        Shapes: with ``progress`` given, ``work`` gets the keyword ``progress`` and must call it now and then.
        Errors: whatever ``work`` raises goes to ``failed``, else to ``failed_unheard``; CancelledError to nobody.
                Nothing is called any more once ``owner`` is gone or the task was cancelled.
        """
        return self._start(self._store, work, args, done, failed, progress, owner)

    def files(
        self,
        work: Callable[..., T],
        *args: object,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Progress | None = None,
        owner: QObject | None = None,
    ) -> Task:
        """Run work on files and pages, several at once; else like :meth:`store`."""
        return self._start(self._pool, work, args, done, failed, progress, owner)

    def is_busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._open)

    def close(self) -> None:
        """Let the store's short work run to its end, since the draft of what was typed last may be among it; stop
        what is long; end the threads. Nothing is called back, and nothing begins any more."""
        self._is_closed = True
        for callbacks in list(self._open.values()):
            callbacks.task._stop.set()
            if callbacks.progress is not None:
                callbacks.task.cancel()
        self._store.shutdown(wait=True)
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._open.clear()
        self._collector.stop()
        if self._collecting:
            gc.enable()

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[..., T],
        args: tuple[object, ...],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
        progress: Progress | None,
        owner: QObject | None,
    ) -> Task:
        self._last += 1
        task = Task(self._last)
        if self._is_closed:
            task.cancel()
            return task
        callbacks = _Callbacks(task, done, failed, progress, owner)
        self._open[task.number] = callbacks
        if len(self._open) == 1:
            self.busy_changed.emit(True)
        task._future = pool.submit(self._run, callbacks, work, args)
        task._future.add_done_callback(lambda future: self._dropped(task.number) if future.cancelled() else None)
        return task

    def _run(self, callbacks: _Callbacks, work: Callable[..., Any], args: tuple[object, ...]) -> None:
        """In the worker. Only the number travels by signal; the result waits in the callbacks."""
        task = callbacks.task

        def report(done: int, total: int) -> None:
            if task._stop.is_set():
                raise CancelledError
            self._moved.emit(task.number, done, total)

        try:
            if callbacks.progress is not None:
                callbacks.result = work(*args, progress=report)
            else:
                callbacks.result = work(*args)
        except Exception as error:  # all of it, a bug too: the window tells it, the worker lives on
            callbacks.error = error
        self._ended.emit(task.number)

    def _dropped(self, number: int) -> None:
        """A task that was cancelled before it began; called in whatever thread cancelled it."""
        if isValid(self):
            self._ended.emit(number)

    @Slot(int)
    def _on_ended(self, number: int) -> None:
        callbacks = self._open.pop(number, None)
        if callbacks is None:
            return
        callbacks.task.is_done = True
        if not self._open:
            self.busy_changed.emit(False)
        if not callbacks.may_call() or isinstance(callbacks.error, CancelledError):
            return
        if callbacks.error is None:
            if callbacks.done is not None:
                callbacks.done(callbacks.result)
        elif callbacks.failed is not None:
            callbacks.failed(callbacks.error)
        else:
            self.failed_unheard.emit(callbacks.error)

    @Slot(int, int, int)
    def _on_moved(self, number: int, done: int, total: int) -> None:
        callbacks = self._open.get(number)
        if callbacks is not None and callbacks.progress is not None and callbacks.may_call():
            callbacks.progress(done, total)

    @Slot()
    def _collect(self) -> None:
        """What the interpreter would do by itself, but here."""
        young, middle, old = gc.get_count()
        limits = gc.get_threshold()
        if old > limits[2]:
            gc.collect(2)
        elif middle > limits[1]:
            gc.collect(1)
        elif young > limits[0]:
            gc.collect(0)
