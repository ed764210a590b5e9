"""Starting the windows: first run, the passphrase page or the desk, whichever fits the profile.

The first page needs little to stand; what the desk needs is loaded beside it while the passphrase is typed.
"""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, QRectF, Qt, QTimer, QTranslator, Slot
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from ascn_desk.base.clock import Clock, clock_from_environment
from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import Language, set_language, t
from ascn_desk.operations.public_profile import profile_state
from ascn_desk.ui import theme
from ascn_desk.ui.parts.rail import paint_logo
from ascn_desk.ui.single_instance import Answer, SingleInstance
from ascn_desk.ui.sizes import LEAST, USUAL, is_better_maximised
from ascn_desk.ui.tasks import Tasks

if TYPE_CHECKING:
    from ascn_desk.operations.desk import Desk
    from ascn_desk.operations.settings import Settings
    from ascn_desk.ui.main_window import MainWindow


class Program(QObject):
    """The one window of a profile, whatever it shows now."""

    def __init__(self, app: QApplication, profile: Path, clock: Clock, file: Path | None = None) -> None:
        super().__init__()
        self._app, self._profile, self._clock, self._file = app, profile, clock, file
        self.tasks = Tasks(self)
        self.desk: Desk | None = None
        self.window: QWidget | None = None
        self.main: MainWindow | None = None
        self.instance = SingleInstance(profile, self)
        self.instance.called.connect(self._on_called)
        app.aboutToQuit.connect(self.close)

    def begin(self, passphrase: str | None = None) -> None:
        """Show what fits: the desk if the passphrase opens it, its page, or the first run.

        Errors: those of opening, where a passphrase was given.
        """
        if not profile_state(self._profile).exists:
            self.show_first_run()
        elif passphrase is not None:
            from ascn_desk.operations.profiles import open_desk

            self.show_desk(open_desk(self._profile, passphrase, clock=self._clock))
        else:
            self.show_unlock()

    def show_first_run(self, step: int = 0) -> None:
        """The first run, from a step on."""
        from ascn_desk.ui.screens.first_run import FirstRun

        page = FirstRun(self._profile, self._clock, self.tasks, step=step)
        page.made.connect(self._on_made)
        page.finished.connect(self.show_desk)
        page.language_chosen.connect(self._on_first_language)
        self._show(page)

    def show_unlock(self) -> None:
        """The page that asks for the passphrase."""
        from ascn_desk.ui.screens.unlock import UnlockPage

        page = UnlockPage(self._profile, self._clock, self.tasks)
        page.opened.connect(self.show_desk)
        FirstPaint(page, self._load)
        self._show(page)
        page.focus_first()

    def _load(self) -> None:
        self.tasks.files(_load_the_rest, owner=self)

    @Slot(object)
    def show_desk(self, desk: Desk, room: str = "today") -> None:
        """The window of an open desk, in a room."""
        from ascn_desk.operations import settings
        from ascn_desk.ui.main_window import MainWindow

        self.desk = desk
        self.tasks.store(_forget_copies, desk.profile, owner=self)
        self._dress(settings.settings(desk))
        window = MainWindow(desk, self.tasks, room=room)
        window.appearance_changed.connect(self._on_appearance, Qt.ConnectionType.QueuedConnection)
        self._show(window, window)
        if self._file is not None:
            window.receive([self._file])
            self._file = None

    @Slot()
    def close(self) -> None:
        """Finish what is being written, and close the desk."""
        self.instance.close()
        self.tasks.close()
        if self.desk is not None:
            self.desk.close()
            _forget_copies(self.desk.profile)
            self.desk = None

    @Slot(str)
    def _on_appearance(self, part: str) -> None:
        """In the same window: a new one would have to be given the keys again."""
        from ascn_desk.operations import settings

        if self.desk is not None and self.main is not None:
            self._dress(settings.settings(self.desk))
            self.main.rebuild()
            self.main.show_settings(part)

    def _dress(self, held: Settings) -> None:
        speak(self._app, held.language)
        theme.set_text_scale(self._app, held.scale / 100)
        theme.switch(self._app, look_of(held.theme))

    @Slot(object)
    def _on_made(self, desk: Desk) -> None:
        self.desk = desk

    @Slot(str)
    def _on_first_language(self, chosen: str) -> None:
        speak(self._app, "en" if chosen == "en" else "ja")
        self.show_first_run()

    @Slot(str)
    def _on_called(self, file: str) -> None:
        if self.window is not None:
            self.window.showNormal() if self.window.isMinimized() else self.window.show()
            self.window.raise_()
            self.window.activateWindow()
        if file and self.main is not None:
            self.main.receive([Path(file)])
        elif file:
            self._file = Path(file)

    def _show(self, window: QWidget, main: MainWindow | None = None) -> None:
        before, self.window = self.window, window
        before_main, self.main = self.main, main
        window.setWindowIcon(program_icon())
        if main is None:
            window.setWindowTitle("ASCN Desk")
            window.setMinimumSize(LEAST)
            window.resize(before.size() if before is not None else USUAL)
            if is_better_maximised(QGuiApplication.primaryScreen().availableSize()):
                window.setWindowState(Qt.WindowState.WindowMaximized)
        elif before_main is not None:
            window.setGeometry(before_main.geometry())
            window.setWindowState(before_main.windowState())
        window.show()
        window.activateWindow()
        if before is not None:
            before.close()
            before.deleteLater()


def run(
    profile: Path,
    *,
    passphrase: str | None = None,
    file: Path | None = None,
    language: Language | None = None,
    clock: Clock | None = None,
) -> int:
    """Open the program in its window and stay until it is closed; the exit code.

    Errors: those of opening the desk, where a passphrase was given.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("ASCN Desk")
    app.setDesktopFileName("ascn-desk")
    state = profile_state(profile)
    speak(app, language or ("en" if state.language == "en" else "ja"))
    theme.install(app, look_of(state.theme))
    program = Program(app, profile, clock or clock_from_environment(), file)
    match program.instance.hand_over(file):
        case Answer.TAKEN:
            return 0
        case Answer.SILENT:
            tell_silent(profile)
            return 1
    program.instance.listen()
    log = _keep_faults(profile)
    try:
        program.begin(passphrase)
    except DeskError:
        program.close()
        raise
    code = app.exec()
    if log is not None:
        faulthandler.disable()
        log.close()
    return code


def tell_silent(profile: Path) -> None:
    """Say that the window of this profile is open and does not answer."""
    words = t("ASCN Desk is open already for {profile}, but does not answer. Wait, or end it and start again.",
              profile=profile)  # fmt: skip
    box = QMessageBox(QMessageBox.Icon.Warning, "ASCN Desk", words)
    box.exec()


class FirstPaint(QObject):
    """Does something once a widget stands on the screen: what is loaded beside it must not keep it from there."""

    def __init__(self, widget: QWidget, act: Callable[[], None]) -> None:
        super().__init__(widget)
        self._act = act
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._act)
        return False


def _load_the_rest() -> None:
    """Load what opening a desk needs; not Qt's part of it, which belongs to the window's thread."""
    import ascn_desk.operations.profiles
    import ascn_desk.operations.today  # noqa: F401


def _forget_copies(profile: Path) -> None:
    """Remove the copies of attachments that other programs showed."""
    from ascn_desk.operations.opened_copies import forget_copies

    forget_copies(profile)


def speak(app: QApplication, chosen: Language) -> None:
    """Speak a language everywhere, Qt's own words too."""
    set_language(chosen)
    QLocale.setDefault(QLocale("ja_JP" if chosen == "ja" else "en_GB"))
    for old in app.findChildren(QTranslator, "qtbase"):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    translator.setObjectName("qtbase")
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{chosen}", folder):
        app.installTranslator(translator)


def look_of(name: str) -> theme.Theme:
    """The set of colours of a setting."""
    if name == "system":
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return theme.DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else theme.LIGHT
    return theme.DARK if name == "dark" else theme.LIGHT


def program_icon() -> QIcon:
    """The sign of the program."""
    pixmap = QPixmap(64, 64)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_logo(painter, QRectF(2, 2, 60, 60), QColor(theme.LIGHT.brand), QColor(theme.LIGHT.on_brand))
    painter.end()
    return QIcon(pixmap)


def _keep_faults(profile: Path) -> TextIO | None:
    """Let a crash of the program itself leave its traces in the profile."""
    folder = profile / "log"
    if not folder.is_dir():
        return None
    log = (folder / "faults.txt").open("a", encoding="utf-8")
    faulthandler.enable(log)
    return log
