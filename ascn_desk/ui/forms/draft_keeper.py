"""Keeps what is typed as a draft: half a second after the last change, and at once when a field is left.

A draft holds what was shown when the form was opened (``seen``), so that saving it later still tells truly which
changes of others it knew. It belongs to one form and never lands in another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ascn_desk.operations import drafts
from ascn_desk.operations.views import Changed, Draft, Values
from ascn_desk.ui.session import Session

WAIT_MS = 500

DRAFTS = Changed(frozenset({"draft"}), frozenset())
"""What is told when a draft comes or goes, so that lists of drafts read anew; not at each of its versions."""


@dataclass(frozen=True, slots=True)
class DraftOf:
    """Which form a draft belongs to, and what was shown when it was opened."""

    id: str
    form: str
    kind: str
    record: str | None
    channel: str | None
    seen: Mapping[str, int]


class DraftKeeper(QObject):
    """Signal: ``kept(str)`` the instant of the draft that was written. ``read`` gives what is typed, or None."""

    kept = Signal(str)

    def __init__(self, session: Session, of: DraftOf, read: Callable[[], Values | None], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._of, self._read = session, of, read
        self._is_written = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._write)

    @property
    def draft_id(self) -> str:
        """The id of the draft."""
        return self._of.id

    def adopt(self) -> None:
        """The draft is there already: it was opened from one."""
        self._is_written = True

    @Slot()
    def touch(self) -> None:
        """Something was typed."""
        self._wait.start()

    @Slot()
    def flush(self) -> None:
        """Write now what is still waiting."""
        if self._wait.isActive():
            self._wait.stop()
            self._write()

    def drop(self) -> None:
        """Forget the draft: what it held was saved or thrown away."""
        self._wait.stop()
        if self._is_written:
            self._is_written = False
            self._session.write(drafts.drop_draft, self._of.id, changed=DRAFTS)

    @Slot()
    def _write(self) -> None:
        values = self._read()
        if values is None:
            self.drop()
            return
        of = self._of
        draft = Draft(of.id, of.form, of.kind, of.record, of.channel, values, of.seen, self._session.desk.now())
        write = self._session.read if self._is_written else partial(self._session.write, changed=DRAFTS)
        self._is_written = True
        write(drafts.save_draft, draft, done=lambda _: self.kept.emit(draft.saved_at), owner=self)
