"""What a pack is made of and how it is shown: the left side of the builder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import parse_day, show_day
from ascn_desk.domain.vocabularies import GRADE_ORDER, Grade, PaperLanguage, Redaction, word
from ascn_desk.operations.pack_definitions import KIND, PackRequest, read_request, text_in
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.views import Choice as Record
from ascn_desk.operations.views import Row
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Choice, DateField, Label, Segmented, Select
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.packs import reading
from ascn_desk.ui.screens.packs.paper_choice import PaperChoice
from ascn_desk.ui.screens.packs.record_chooser import Place, RecordChooser
from ascn_desk.ui.screens.packs.section_list import SectionList

OWN = "own:"
AskRecords = Callable[[str, str, Callable[[Sequence[Record]], None]], None]
"""(template, text, answer)."""


class PackOptions(QWidget):
    """Signal: ``changed()`` what would be printed is another now."""

    changed = Signal()

    def __init__(self, ask: AskRecords, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._templates = {each.name: each for each in reading.templates()}
        self._definitions: dict[str, Row] = {}
        self._definition: str | None = None
        self._current = next(iter(self._templates.values()))
        self.template = Select(_called("template"), choices=self._offered(), value=self._current.name,
                               reserve_below=False, name="pack-template")  # fmt: skip
        self.records = RecordChooser(lambda text, answer: ask(self._current.name, text, answer))
        spoken = [Choice(each.value, word(each, language())) for each in PaperLanguage]
        self.spoken = Segmented(spoken, value=language(), name="pack-language", accessible=_called("language"))
        self.sections = SectionList()
        self.marking = Select(_called("marking"), choices=_markings(Grade.PUBLIC), value="", reserve_below=False,
                              name="pack-marking")  # fmt: skip
        self.redaction = Select(_called("redaction"), choices=_readers(), value=Redaction.INTERNAL.value,
                                reserve_below=False, name="pack-redaction")  # fmt: skip
        self.day = DateField(_called("as_of"), parse=self._read_day, tell=lambda day: show_day(day, language(), today),
                             placeholder=t("today"), reserve_below=False, name="pack-as-of")  # fmt: skip
        self.paper = PaperChoice()
        self._lay_out()
        self._connect()
        self._take_template(self._current.name)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(14))
        column.addWidget(self.template)
        column.addWidget(self.records)
        column.addLayout(_labelled(_called("language"), self.spoken))
        column.addLayout(_labelled(_called("sections"), self.sections))
        for field in (self.marking, self.redaction, self.day, self.paper):
            column.addWidget(field)
        column.addStretch(1)

    def _connect(self) -> None:
        self.template.changed.connect(self._on_template)
        self.records.changed.connect(self.changed)
        self.spoken.changed.connect(self.changed)
        self.sections.changed.connect(self.changed)
        self.marking.changed.connect(self.changed)
        self.redaction.changed.connect(self.changed)
        self.day.changed.connect(self._on_day)
        self.paper.changed.connect(self.changed)

    # What is asked for

    def request(self) -> PackRequest:
        """What the person asks for."""
        return PackRequest(
            template=self._current.name,
            records=self.records.places(),
            sections=self.sections.chosen(),
            language=self.spoken.value(),
            marking=self.marking.value() or None,
            as_of=self.day.value(),
            redaction=self.redaction.value(),
            paper=self.paper.paper(),
            definition=self._definition,
        )

    def is_complete(self) -> bool:
        """Whether there are records enough for the template."""
        return len(self.records.places()) >= self._current.least

    def show_request(self, request: PackRequest, names: Mapping[Place, str]) -> None:
        """Show what was asked for before; gives no signal."""
        self._definition = request.definition if request.definition in self._definitions else None
        name = template_named(request.template).name
        self._take_template(name)
        self.template.set_value(f"{OWN}{self._definition}" if self._definition else name)
        self.records.set_places(request.records, dict(names), self._current.most)
        self.sections.set_sections(self._current.sections, request.sections)
        self.spoken.set_value(request.language)
        self.marking.set_value(request.marking or "")
        self.redaction.set_value(request.redaction)
        self.day.set_value(request.as_of)
        self.paper.show_paper(request.paper)

    def set_definitions(self, definitions: Sequence[Row]) -> None:
        """Offer these own templates after those of the program; not those that only a newer program prints."""
        known = [each for each in definitions if reading.is_known(text_in(each.values, "template"))]
        self._definitions = {each.id: each for each in known}
        self.template.set_choices(self._offered())

    def set_least_marking(self, grade: str) -> None:
        """Offer no marking below the grade of the content."""
        self.marking.set_choices(_markings(Grade(grade)))

    def title(self) -> str:
        """What the pack is called: its template."""
        return self._current.words

    # Changes

    @Slot(str)
    def _on_template(self, chosen: str) -> None:
        if chosen.startswith(OWN):
            definition = chosen.removeprefix(OWN)
            request = read_request(self._definitions[definition].values, definition)
            if not request.records:
                # A template for anything of its kind: what was chosen before stays.
                request = replace(request, records=self.records.places())
            takes = template_named(request.template).takes
            kept = tuple(each for each in request.records if each[0] in takes)
            self.show_request(replace(request, records=kept), {})
        else:
            self._definition = None
            self._take_template(chosen)
        self.changed.emit()

    def _take_template(self, name: str) -> None:
        self._current = self._templates[name]
        kept = [each for each in self.records.places() if each[0] in self._current.takes]
        self.records.set_places(kept, {}, self._current.most)
        self.sections.set_sections(self._current.sections)

    @Slot(object)
    def _on_day(self, day: date | None) -> None:
        if not self.day.is_unreadable():
            self.changed.emit()

    def _read_day(self, text: str) -> date | None:
        try:
            return parse_day(text, self._today, "past")
        except CorrectableError:
            return None

    def _offered(self) -> list[Choice]:
        own = t("own")
        made = [Choice(each.name, each.words) for each in self._templates.values()]
        return made + [
            Choice(f"{OWN}{row.id}", text_in(row.values, "title"), own) for row in self._definitions.values()
        ]


def _labelled(words: str, widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    column.addWidget(Label(words, bold=True))
    column.addWidget(widget)
    return column


def _markings(least: Grade) -> list[Choice]:
    offered = GRADE_ORDER[GRADE_ORDER.index(least) :]
    return [Choice("", t("As the content asks")), *(Choice(each.value, word(each, language())) for each in offered)]


def _readers() -> list[Choice]:
    return [Choice(each.value, word(each, language())) for each in Redaction]


def _called(name: str) -> str:
    """What a field of the record that keeps this is called."""
    return telling.field_words(KIND, name)
