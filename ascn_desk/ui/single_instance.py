"""One window a profile: a second start hands its file to the first and lets it come forward.

- the socket's name is made from the profile's whole path, so two profiles never meet; only this user may connect
- the first answers when it has understood: one that hangs takes connections but does not answer
"""

from __future__ import annotations

from enum import Enum
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS = 1000
ANSWER_MS = 5000
_MOST_BYTES = 65_536
_UNDERSTOOD = b"ok\n"


class Answer(Enum):
    """What became of handing over: nobody is there, it was taken, or the other does not answer."""

    NOBODY = "nobody"
    TAKEN = "taken"
    SILENT = "silent"


class SingleInstance(QObject):
    """Signal: ``called(str)`` when another start handed over: the path of its file, or an empty text."""

    called = Signal(str)

    def __init__(self, profile: Path, parent: QObject | None = None, *, answer_ms: int = ANSWER_MS) -> None:
        super().__init__(parent)
        self._name = "ascn-desk-" + sha256(str(profile.resolve()).encode()).hexdigest()[:32]
        self._answer_ms = answer_ms
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def hand_over(self, file: Path | None) -> Answer:
        """Give the file to the window that is open already, if there is one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(CONNECT_MS):
            return Answer.NOBODY
        socket.write((str(file.resolve()) if file else "").encode() + b"\n")
        socket.flush()
        answered = socket.waitForReadyRead(self._answer_ms)
        socket.disconnectFromServer()
        return Answer.TAKEN if answered else Answer.SILENT

    def listen(self) -> bool:
        """Be the one that others hand over to; what a crash left of an earlier one is taken away."""
        if self._server.listen(self._name):
            return True
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._on_words)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._hear(socket)

    @Slot()
    def _on_words(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > _MOST_BYTES:
            socket.abort()
        elif socket.canReadLine():
            words = bytes(socket.readLine().data()).decode("utf-8", "replace").rstrip("\n")
            socket.write(_UNDERSTOOD)
            socket.flush()
            self.called.emit(words)
