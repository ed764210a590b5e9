"""Settings of this desk: language, light or dark, size, and a backup now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.operations import settings
from ascn_desk.operations.public_profile import profile_state
from ascn_desk.ui import theme
from ascn_desk.ui.parts.button import Button, ButtonKind
from ascn_desk.ui.parts.candidates import Choice
from ascn_desk.ui.parts.dialog_frame import DialogButton, DialogFrame
from ascn_desk.ui.parts.field_label import FieldLabel
from ascn_desk.ui.parts.hairline import Hairline
from ascn_desk.ui.parts.key_values import KeyValueList
from ascn_desk.ui.parts.label import Paragraph
from ascn_desk.ui.parts.scrolled_body import ScrolledBody
from ascn_desk.ui.parts.segmented import Segmented
from ascn_desk.ui.session import Session


class SettingsPanel(DialogFrame):
    """Changes act at once. Signal: ``appearance_changed(str)`` the name of the part that was changed."""

    appearance_changed = Signal(str)

    def __init__(self, window: QWidget, session: Session) -> None:
        self._session = session
        held = settings.settings(session.desk)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self._language = Segmented(
            [Choice("ja", "日本語"), Choice("en", "English")],
            value=language(),
            name="language",
            accessible=t("Language"),
        )
        self._theme = Segmented(
            [Choice("light", t("Light")), Choice("dark", t("Dark")), Choice("system", t("As the system"))],
            value=held.theme,
            name="theme",
            accessible=t("Light or dark"),
        )
        self._scale = Segmented(
            [Choice(str(scale), f"{scale} %") for scale in settings.SCALES],
            value=str(held.scale),
            name="scale",
            accessible=t("Size of text"),
        )
        for label, part in (
            (t("Language"), self._language),
            (t("Light or dark"), self._theme),
            (t("Size of text"), self._scale),
        ):
            column.addWidget(FieldLabel(label))
            column.addWidget(part)
            column.addSpacing(theme.px(8))
        column.addWidget(Hairline())
        column.addSpacing(theme.px(4))
        desk = session.desk
        office = profile_state(desk.profile).office_names.get(language()) or desk.office
        about = [(t("Officer"), desk.officer_name), (t("Office"), office), (t("Desk"), desk.desk)]
        column.addWidget(KeyValueList([*about, (t("Profile"), str(desk.profile))]))
        backup = Button(t("Back up now"), icon="database", name="backup-now")
        backup.clicked.connect(self._back_up)
        row = QHBoxLayout()
        row.addWidget(backup)
        row.addStretch(1)
        column.addLayout(row)
        self._told = Paragraph("", name="backup-told")
        self._told.hide()
        column.addWidget(self._told)
        super().__init__(
            window,
            t("Settings"),
            ScrolledBody(body, 560 - 48),
            buttons=[DialogButton("", t("Close"), ButtonKind.PRIMARY, "Esc")],
            width=560,
            name="settings-panel",
        )
        self.finished.connect(self.deleteLater)
        for part in (self._language, self._theme, self._scale):
            part.changed.connect(self._on_changed)

    @Slot()
    def _on_changed(self) -> None:
        part = self.sender()
        name = part.objectName() if part is not None else ""
        self._session.read(
            settings.change_settings,
            language="en" if self._language.value() == "en" else "ja",
            theme=next(each for each in settings.THEMES if each == self._theme.value()),
            scale=int(self._scale.value()),
            done=lambda _: self.appearance_changed.emit(name),
            owner=self,
        )

    @Slot()
    def _back_up(self) -> None:
        from ascn_desk.operations import upkeep

        self._session.read(upkeep.backup, done=self._backed_up, owner=self)

    def _backed_up(self, path: Path) -> None:
        self._told.set_words(t("Backed up and checked: {path}", path=path))
        self._told.show()
        self.fit()
