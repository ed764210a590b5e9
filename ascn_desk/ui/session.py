"""What every screen of an open desk shares: the desk, the worker, and the news that something changed.

Work goes through :meth:`Session.read` and :meth:`Session.write`, which hand the desk to an operation on the store's
worker; results come back in the window's thread. A screen never calls an operation itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import error_text, t
from ascn_desk.ui.tasks import Progress, Task, Tasks

if TYPE_CHECKING:
    from ascn_desk.operations.desk import Desk
    from ascn_desk.operations.views import Changed

T = TypeVar("T")


class Session(QObject):
    """An open desk as the windows use it.

    Signals: ``changed(Changed | None)`` what a write changed, None for everything; ``toast_wanted(sentence, undo)``;
    ``error_wanted(sentence)``; ``open_wanted(kind, id, channel)``; ``act_wanted(id, channel, what)`` to open a case and
    begin something there, such as ``log``; ``draft_wanted(Draft)`` to go on with one; ``go_wanted(room)``;
    ``pack_wanted(template, kind, id)`` to make a pack of a record;
    ``command_wanted(name)``, such as ``quick-case``.
    """

    changed = Signal(object)
    toast_wanted = Signal(str, bool)
    error_wanted = Signal(str)
    open_wanted = Signal(str, str, str)
    act_wanted = Signal(str, str, str)
    draft_wanted = Signal(object)
    go_wanted = Signal(str)
    pack_wanted = Signal(str, str, str)
    command_wanted = Signal(str)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks = tasks

    def read(
        self,
        operation: Callable[..., T],
        *args: object,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Progress | None = None,
        owner: QObject | None = None,
        **named: Any,
    ) -> Task:
        """Run ``operation(desk, *args, **named)`` on the store's worker.

        Errors: go to ``failed``; without it, the sentence is shown to the person.
        """
        work = partial(operation, self.desk, *args, **named)
        return self.tasks.store(
            work, done=done, failed=failed or self.say_error, progress=progress, owner=owner or self
        )

    def write(
        self,
        operation: Callable[..., T],
        *args: object,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Progress | None = None,
        owner: QObject | None = None,
        changed: Changed | None = None,
        **named: Any,
    ) -> Task:
        """As :meth:`read`, for an operation that writes: every screen is told afterwards what ``changed``."""

        def landed(result: T) -> None:
            if done is not None:
                done(result)
            self.changed.emit(changed)

        work = partial(operation, self.desk, *args, **named)
        return self.tasks.store(
            work, done=landed, failed=failed or self.say_error, progress=progress, owner=owner or self
        )

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Tell the person that something is done; with ``undo`` it can be taken back from there."""
        self.toast_wanted.emit(sentence, undo)

    def say_error(self, error: Exception) -> None:
        """Tell the person what is wrong, where, and what to do."""
        if isinstance(error, DeskError):
            self.error_wanted.emit(error_text(error))
        else:
            self.error_wanted.emit(t("Something went wrong in the program itself: {what}", what=repr(error)))
