"""One window a profile: a second start hands its file to the first and lets it come forward.

The socket's name is made from the profile's whole path, so two profiles never meet; only this user may connect.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1000
_MOST_BYTES = 65_536


class SingleInstance(QObject):
    """Signal: ``called(str)`` when another start handed over: the path of its file, or an empty text."""

    called = Signal(str)

    def __init__(self, profile: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = "ascn-desk-" + sha256(str(profile.resolve()).encode()).hexdigest()[:32]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def hand_over(self, file: Path | None) -> bool:
        """Give the file to the window that is open already; whether there is one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write((str(file.resolve()) if file else "").encode() + b"\n")
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

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
            socket.waitForReadyRead(_WAIT_MS)
            words = bytes(socket.read(_MOST_BYTES).data()).decode("utf-8", "replace").partition("\n")[0]
            socket.disconnectFromServer()
            socket.deleteLater()
            self.called.emit(words)
