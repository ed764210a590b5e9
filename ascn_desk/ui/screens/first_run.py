"""First run: language, office and officer, keys, and how headquarters comes to accept the desk.

The keys never leave the machine. A mission's desk can be used at once; what it writes goes out after its acceptance.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.clock import Clock
from ascn_desk.base.errors import DeskError
from ascn_desk.base.words import LANGUAGES, error_text, language, set_language, t
from ascn_desk.operations import profiles
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.passphrases import SHORTEST_PASSPHRASE
from ascn_desk.ui import dialogs, theme
from ascn_desk.ui.parts.banner import Banner
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.candidates import Choice
from ascn_desk.ui.parts.choice_cards import ChoiceCards
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.label import Label, Paragraph
from ascn_desk.ui.parts.scroll import Scroll
from ascn_desk.ui.parts.select import Select
from ascn_desk.ui.parts.stepper import Stepper
from ascn_desk.ui.parts.text_field import TextField
from ascn_desk.ui.screens.brand_panel import BrandPanel
from ascn_desk.ui.screens.first_run_headquarters import HeadquartersStep
from ascn_desk.ui.screens.first_run_parts import EDGE, centred, explained, page_of, strength
from ascn_desk.ui.tasks import Tasks
from ascn_desk.ui.theme import Tone, Type

_LEAST_FORM = 520
_TRIAL, _THREE = "1", "3"


class FirstRun(QWidget):
    """Signals: ``made(Desk)`` as soon as there is one; ``finished(Desk)`` to begin work with it;
    ``language_chosen(str)`` when the page must be made anew.
    """

    made = Signal(object)
    finished = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, profile: Path, clock: Clock, tasks: Tasks, *, step: int = 0) -> None:
        super().__init__()
        self.setObjectName("first-run")
        self._profile, self._clock, self._tasks = profile, clock, tasks
        self._desk: Desk | None = None
        self._stepper = Stepper([t("Language"), t("Office"), t("Own keys"), t("Headquarters")])
        self._title = Label("", kind=Type.PAGE, bold=True)
        self._words = Paragraph("")
        self._problem = Banner(Tone.ERROR, "", name="first-run-problem")
        self._problem.hide()
        self._steps = QStackedWidget()
        self._back = Button(t("Back"), kind=ButtonKind.QUIET, icon="chevron-left", height=40, name="back")
        self._next = Button("", kind=ButtonKind.PRIMARY, key="Enter", height=40, name="next")
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._make_steps()
        self._lay_out()
        self.go(step)

    # -- the pages -------------------------------------------------------------------------------------------------

    def _make_steps(self) -> None:
        self._language = ChoiceCards(
            [Choice("ja", "日本語", "画面と資料を日本語で"), Choice("en", "English", "Screens and papers in English")],
            value=language(),
            name="first-run-language",
            accessible=t("Language"),
        )
        self._language.changed.connect(self._on_language)
        offices = [
            Choice(each.code, each.name_ja if language() == "ja" else each.name_en) for each in profiles.offices()
        ]
        self._office = Select(
            t("Office"), choices=offices, placeholder=t("Choose"), required=True, icon="landmark", name="office"
        )
        self._office.changed.connect(self._on_office)
        self._name = TextField(t("Your name"), required=True, name="officer-name")
        self._id = TextField(
            t("Your short name"),
            required=True,
            note=t("Small letters and digits; it signs what you write."),
            name="officer-id",
        )
        self._passphrase = TextField(t("Passphrase"), required=True, secret=True, name="new-passphrase")
        self._again = TextField(t("The same again"), required=True, secret=True, name="new-passphrase-again")
        self._passphrase.changed.connect(self._on_passphrase)
        self._roots = ChoiceCards(
            [
                Choice(_TRIAL, t("Trial"), t("One root key beside the profile")),
                Choice(_THREE, t("In earnest"), t("Three root keys, two of which must sign")),
            ],
            value=_TRIAL,
            name="roots",
            accessible=t("Root keys"),
        )
        self._roots.changed.connect(self._on_roots)
        self._root_passphrases = [
            TextField(t("Passphrase of root key {n}", n=n), required=True, secret=True, name=f"root-passphrase-{n}")
            for n in (1, 2, 3)
        ]
        self._headquarters = HeadquartersStep(self._tasks)
        self._headquarters.failed.connect(self._on_failed)
        self._headquarters.accepted.connect(self._next.setFocus)
        self._pages = (
            page_of(self._language),
            page_of(self._office, self._name, self._id),
            page_of(self._passphrase, self._again, self._roots, *self._root_passphrases),
            self._headquarters,
        )
        for page in self._pages:
            self._steps.addWidget(page)

    def _lay_out(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, theme.px(32), 0, theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self._stepper)
        column.addSpacing(theme.px(32))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(theme.px(12))
        column.addWidget(self._problem)
        column.addWidget(self._steps, 1)
        # The way on stays in sight, however long the page is.
        foot = QWidget()
        under = QVBoxLayout(foot)
        under.setContentsMargins(0, 0, 0, theme.px(20))
        under.setSpacing(theme.px(16))
        under.addWidget(Hairline())
        ways = QHBoxLayout()
        ways.addWidget(self._back)
        ways.addStretch(1)
        ways.addWidget(self._next)
        under.addLayout(ways)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(Scroll(centred(form)), 1)
        right.addWidget(centred(foot))
        self._brand = BrandPanel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._brand)
        row.addLayout(right, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._brand.leave_room(self.width(), _LEAST_FORM + 2 * EDGE)

    # -- going through ---------------------------------------------------------------------------------------------

    def go(self, step: int) -> None:
        """Show a step, 0 to 3."""
        self._problem.hide()
        self._stepper.set_current(step)
        for number, page in enumerate(self._pages):
            # Only the page that is shown may ask for room.
            wanted = QSizePolicy.Policy.Preferred if number == step else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, wanted)
        self._steps.setCurrentIndex(step)
        self._show_root_fields()
        titles = (t("Language"), t("Office and officer"), t("Keys of this desk"), t("Headquarters"))
        self._title.set_words(titles[step])
        self._words.set_words(explained(step, is_headquarters=self._office.value() == "hq"))
        buttons = (t("Next: office"), t("Next: make keys"), t("Make the keys"), t("Begin work"))
        self._next.setText(buttons[step])
        self._next.updateGeometry()
        self._back.setVisible(step in (1, 2))
        is_headquarters = self._office.value() == "hq"
        self._roots.setVisible(is_headquarters)
        first = (self._language, self._office, self._passphrase, self._headquarters.first_control())[step]
        if isinstance(first, ChoiceCards):
            first.focus_first()
        else:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What the field or the card did not want: Enter goes on from wherever one is.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._next.isEnabled():
            self._on_next()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_back(self) -> None:
        self.go(max(0, self._steps.currentIndex() - 1))

    @Slot()
    def _on_next(self) -> None:
        match self._steps.currentIndex():
            case 0:
                self.go(1)
            case 1 if self._is_filled(self._office, self._name, self._id):
                self.go(2)
            case 2 if self._has_passphrases():
                self._create()
            case 3 if self._desk is not None:
                self.finished.emit(self._desk)

    @Slot(str)
    def _on_language(self, chosen: str) -> None:
        if chosen in LANGUAGES and chosen != language():
            set_language("en" if chosen == "en" else "ja")
            self.language_chosen.emit(chosen)

    @Slot()
    def _on_office(self) -> None:
        self._office.set_error("")

    @Slot()
    def _on_roots(self) -> None:
        self._show_root_fields()

    def _show_root_fields(self) -> None:
        shown = self._office.value() == "hq" and self._roots.value() == _THREE
        for field in self._root_passphrases:
            field.setVisible(shown)

    @Slot()
    def _on_passphrase(self) -> None:
        length = len(self._passphrase.value())
        least = SHORTEST_PASSPHRASE
        self._passphrase.set_note(
            t("{n} more letters", n=least - length) if length < least else strength(self._passphrase.value())
        )

    def _is_filled(self, *fields: Select | TextField) -> bool:
        for field in fields:
            field.set_error("" if field.value().strip() else t("Write something here."))
        missing = [field for field in fields if not field.value().strip()]
        if missing:
            missing[0].setFocus()
        return not missing

    def _has_passphrases(self) -> bool:
        wanted = [self._passphrase, self._again]
        if self._office.value() == "hq" and self._roots.value() == _THREE:
            wanted += self._root_passphrases
        if not self._is_filled(*wanted):
            return False
        if self._passphrase.value() != self._again.value():
            self._again.set_error(t("This is not the same. Type it again."))
            self._again.setFocus()
            return False
        return True

    # -- what is done ----------------------------------------------------------------------------------------------

    def _create(self) -> None:
        roots, folder = 3, None
        passphrases: tuple[str, ...] = ()
        if self._roots.value() == _TRIAL:
            roots = 1
        elif self._office.value() == "hq":
            folder = dialogs.choose_folder(self, t("Where the root keys go: a medium, not this machine"))
            if folder is None:
                return
            passphrases = tuple(field.value() for field in self._root_passphrases)
        self._next.setEnabled(False)
        make = partial(
            profiles.create_desk,
            self._profile,
            self._office.value(),
            self._id.value().strip(),
            self._name.value().strip(),
            self._passphrase.value(),
            clock=self._clock,
            language=language(),
            roots=roots,
            root_dir=folder,
            root_passphrases=passphrases,
        )
        self._tasks.store(make, done=self._on_created, failed=self._on_failed, owner=self)

    def _on_created(self, desk: Desk) -> None:
        self._desk = desk
        self.made.emit(desk)
        self._next.setEnabled(True)
        self.go(3)
        self._headquarters.take(desk)

    def _on_failed(self, error: Exception) -> None:
        self._next.setEnabled(True)
        self._problem.set_words(error_text(error) if isinstance(error, DeskError) else repr(error))
        self._problem.show()
