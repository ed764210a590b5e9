"""A field that holds several values: chips to turn on where all fit, else chips of what it holds and a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.fields import FieldType
from ascn_desk.domain.folding import fold
from ascn_desk.operations.views import Shown
from ascn_desk.ui import theme
from ascn_desk.ui.forms.chip_flow import ChipFlow
from ascn_desk.ui.forms.editor import Editor, Setting
from ascn_desk.ui.forms.labelled import Labelled
from ascn_desk.ui.forms.offers import Offer
from ascn_desk.ui.forms.reference_editor import ICONS, AskRecords, Deliver, NameOf
from ascn_desk.ui.parts import Choice, SearchSelect

MOST_CHIPS = 12

OffersFor = Callable[[Sequence[str]], Sequence[Offer]]


class ChipsEditor(Editor):
    """Several of a short list, each a chip that is on or off."""

    def __init__(self, setting: Setting, offers: OffersFor) -> None:
        self._offers = offers
        self._held: list[str] = []
        self._chips = ChipFlow(closable=False, name=f"{setting.name}-chips")
        super().__init__(setting, Labelled(setting.label, self._chips, name=setting.name))
        self._chips.toggled.connect(self._on_toggled)
        self.put(())

    def value(self) -> Shown:
        return tuple(self._held)

    def put(self, value: Shown) -> None:
        self._held = list(value) if isinstance(value, tuple) else []
        shown = [(each.code, each.title, each.code in self._held) for each in self._offers(self._held)]
        self._chips.set_chips(shown)

    def focus_target(self) -> QWidget:
        return self._chips.first_chip() or self._chips

    @Slot(str, bool)
    def _on_toggled(self, code: str, on: bool) -> None:
        if on and code not in self._held:
            self._held.append(code)
        elif not on and code in self._held:
            self._held.remove(code)
        self._on_changed()


class SearchedSetEditor(Editor):
    """Several records, or several of a long list: each a chip with a cross, more by searching."""

    def __init__(
        self, setting: Setting, name_of: NameOf, *, ask: AskRecords | None = None, offers: OffersFor | None = None
    ) -> None:
        self._held: list[str] = []
        self._titles: dict[str, str] = {}
        self._name_of, self._ask_records, self._offers = name_of, ask, offers
        self._chips = ChipFlow(closable=True, name=f"{setting.name}-chips")
        target = setting.field.target or ""
        self._search = SearchSelect(ask=self._ask, placeholder=t("Add: type to search"), name=setting.name,
                                    accessible=setting.label, icon=ICONS.get(target, "plus"),
                                    reserve_below=False)  # fmt: skip
        super().__init__(setting, Labelled(setting.label, self._stack(), name=f"{setting.name}-frame"))
        self._search.changed.connect(self._on_picked)
        self._chips.closed.connect(self._on_closed)

    def _stack(self) -> QWidget:
        stack = QWidget()
        column = QVBoxLayout(stack)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._chips)
        column.addWidget(self._search)
        return stack

    def value(self) -> Shown:
        return tuple(self._held)

    def put(self, value: Shown) -> None:
        self._held = list(value) if isinstance(value, tuple) else []
        self._show()

    def focus_target(self) -> QWidget:
        return self._search

    def _title(self, member: str) -> str:
        if member in self._titles:
            return self._titles[member]
        if self._offers is not None:
            return next((each.title for each in self._offers([member]) if each.code == member), member)
        return self._name_of(member)

    def _show(self) -> None:
        self._chips.setVisible(bool(self._held))
        self._chips.set_chips([(member, self._title(member), True) for member in self._held])

    def _ask(self, text: str, deliver: Deliver) -> None:
        if self._offers is not None:
            wanted = fold(text)
            deliver([Choice(each.code, each.title) for each in self._offers([])
                     if wanted in fold(each.title) and each.code not in self._held])  # fmt: skip
        elif self._ask_records is not None:
            target = self.setting.field.target or ""
            self._ask_records(target, text, lambda found: deliver([c for c in found if c.id not in self._held]))

    @Slot(object)
    def _on_picked(self, choice: Choice | None) -> None:
        if choice is None:
            return
        self._search.set_value(None)
        self._titles[choice.id] = choice.title
        self._held.append(choice.id)
        self._show()
        self._on_changed()

    @Slot(str)
    def _on_closed(self, member: str) -> None:
        self._held.remove(member)
        self._show()
        if not self._held:
            self._search.setFocus()
        self._on_changed()


def make_set_editor(
    setting: Setting, offers: OffersFor, name_of: NameOf, ask: AskRecords
) -> ChipsEditor | SearchedSetEditor:
    """The editor that fits a set: chips where all choices fit."""
    if setting.field.type is FieldType.REFERENCE:
        return SearchedSetEditor(setting, name_of, ask=ask)
    if len(offers([])) <= MOST_CHIPS:
        return ChipsEditor(setting, offers)
    return SearchedSetEditor(setting, name_of, offers=offers)
