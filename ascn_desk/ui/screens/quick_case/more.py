"""The rest of a quick case, folded away: what is filled in by itself is said in one line, and can be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.fields import Field
from ascn_desk.domain.kinds import KINDS
from ascn_desk.domain.vocabularies import Grade, code_word
from ascn_desk.operations.views import Shown, Values
from ascn_desk.ui import icons, paint, theme
from ascn_desk.ui.forms.offers import Lists, offers_of
from ascn_desk.ui.forms.reference_editor import Deliver
from ascn_desk.ui.parts import Choice, FormLayout, Pressable, SearchSelect, Select
from ascn_desk.ui.parts.base import is_hovered, ready
from ascn_desk.ui.screens.quick_case.days import day_field, day_read

_CASE = KINDS["case"]
_CHOSEN = ("medium", "sub_topic", "grade")


class Fold(Pressable):
    """The heading that folds and unfolds. Signal: ``toggled(bool)``."""

    ring_radius = 4

    def __init__(self, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(name="quick-more", accessible=words, parent=parent)
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleDescription("Alt+D")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(24) + int(paint.width_of(self.text())) + 4, theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, self.area()
        arrow = QRectF(-2, 0, theme.px(18), area.height())
        icons.draw(painter, arrow, "chevron-down" if self.isChecked() else "chevron-right", look.color("second"))
        paint.text(painter, area.adjusted(theme.px(20), 0, 0, 0), self.text(), look.color("text"),
                   underline=is_hovered(self))  # fmt: skip
        painter.end()


class MoreFields(QWidget):
    """Medium, day, city, topic, grade, and who may read it. Signals: ``edited()``; ``left()``."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, today: date, officer: str, ask_city: Callable[[str, Deliver], None], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today, self._officer = today, officer
        self._selects = {name: Select(_words(name), name=f"quick-{name}", reserve_below=False) for name in _CHOSEN}
        self._day = day_field(_words("received_on"), today=today, toward="past", value=today,
                              name="quick-received_on", reserve_below=False)  # fmt: skip
        self._city = SearchSelect(_words("city"), ask=ask_city, icon="map-pin", name="quick-city", reserve_below=False)
        self._channel = Select(t("Who may read it"), name="quick-channel", reserve_below=False)
        self._chose_city = False
        form = FormLayout(2, row_gap=10)
        for field in (self._selects["medium"], self._day, self._city, self._selects["sub_topic"],
                      self._selects["grade"], self._channel):  # fmt: skip
            form.add(field)
            field.changed.connect(self.edited)
            field.committed.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        self._city.changed.connect(self._on_city)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, lists: Lists, channels: Sequence[Choice], channel: str) -> None:
        """Offer choices, and the places where the case may lie."""
        for name, select in self._selects.items():
            offers = offers_of(_CASE.fields[name], lists, language())
            empty = t("As usual: {grade}", grade=_usual_grade()) if name == "grade" else "–"
            select.set_choices([Choice("", empty), *(Choice(each.code, each.title) for each in offers)])
        self._channel.set_choices(channels)
        self._channel.set_value(channel)

    def suggest_city(self, city: Choice | None) -> None:
        """The usual city of the company, unless the person chose one."""
        if not self._chose_city and not (self._city.text() and self._city.value() is None):
            self._city.set_value(city)
            self.edited.emit()

    def channel(self) -> str | None:
        """Where the case will lie; None for the usual place."""
        return self._channel.value() or None

    def values(self) -> dict[str, Shown]:
        """What is filled in."""
        day, city = self._day.value(), self._city.value()
        made: dict[str, Shown] = {name: select.value() or None for name, select in self._selects.items()}
        made["received_on"] = day.isoformat() if day else None
        made["city"] = city.id if city else None
        return {name: value for name, value in made.items() if value is not None}

    def put(self, values: Values, name_of: Callable[[str], str]) -> None:
        """Put values in, of a draft or none."""
        for name, select in self._selects.items():
            value = values.get(name)
            select.set_value(value if isinstance(value, str) else "")
        day = values.get("received_on")
        self._day.set_value(day_read(day, self._today, "past") if isinstance(day, str) else self._today)
        city = values.get("city")
        self._chose_city = isinstance(city, str)
        self._city.set_value(Choice(city, name_of(city)) if isinstance(city, str) else None)

    def problem(self) -> tuple[Field, str] | None:
        """What cannot be read, and why."""
        if self._day.is_unreadable():
            return _CASE.fields["received_on"], t("No such date. Write 12/5, 3d, fri or a month’s end.")
        if self._city.text().strip() and self._city.value() is None:
            return _CASE.fields["city"], t("Choose one of those offered, or empty the field.")
        return None

    def show_problem(self, name: str, sentence: str) -> None:
        """Say what is wrong at a field."""
        fields = {"received_on": self._day, "city": self._city, **self._selects}
        for key, field in fields.items():
            field.set_error(sentence if key == name else "")
        if name in fields:
            fields[name].setFocus()

    def line(self) -> str:
        """All of it in one line."""
        medium = self._title(self._selects["medium"])
        day = self._day.value()
        told = t("today") if day == self._today else show_day(day, language(), self._today) if day else ""
        city = self._city.value()
        parts = [
            t("by {medium}", medium=medium) if self._selects["medium"].value() else "",
            t("received {day}", day=told) if told else "",
            t("officer {name}", name=self._officer),
            t("city {name}", name=city.title) if city else "",
            self._title(self._selects["grade"]) if self._selects["grade"].value() else _usual_grade(),
            self._title(self._channel) if len(self._channel.choices()) > 1 else "",
        ]
        return ("・" if language() == "ja" else " · ").join(part for part in parts if part)

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        self._selects["medium"].setFocus()

    def _title(self, select: Select) -> str:
        return next((each.title for each in select.choices() if each.id == select.value()), "")

    @Slot()
    def _on_city(self) -> None:
        self._chose_city = True


def _words(name: str) -> str:
    return _CASE.fields[name].words(language())


def _usual_grade() -> str:
    return code_word(Grade, _CASE.default_grade.value, language())
