"""A field that refers to another record, found while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ascn_desk.base.words import t
from ascn_desk.operations.views import Shown
from ascn_desk.ui.forms.editor import Editor, Setting
from ascn_desk.ui.parts import Choice, SearchSelect

Deliver = Callable[[Sequence[Choice]], None]
AskRecords = Callable[[str, str, Deliver], None]
"""``ask(kind, text, deliver)``: the records of a kind that fit a text, delivered when they are found."""

NameOf = Callable[[str], str]
"""The title of a record by its id, as far as it is known."""

TYPED = "~"
"""Stands before what was typed and not picked, in drafts: no id begins with it."""

ICONS = {
    "company": "building-2", "city": "map-pin", "project": "landmark", "office": "building", "officer": "user",
    "organisation": "landmark", "country": "globe", "case": "briefcase-business", "contact": "contact",
}  # fmt: skip


class ReferenceEditor(Editor):
    """One record of a kind. What is typed and not picked is a problem when saving, and is kept in drafts."""

    def __init__(self, setting: Setting, ask: AskRecords, name_of: NameOf) -> None:
        target = setting.field.target or ""
        self._name_of = name_of
        self._search = SearchSelect(setting.label, ask=lambda text, deliver: ask(target, text, deliver),
                                    required=setting.required, name=setting.name, reserve_below=False,
                                    icon=ICONS.get(target, "search"))  # fmt: skip
        super().__init__(setting, self._search)
        self._search.typed.connect(self._on_changed)

    def value(self) -> Shown:
        picked = self._search.value()
        return picked.id or None if picked is not None else None

    def put(self, value: Shown) -> None:
        self._search.set_value(Choice(value, self._name_of(value)) if isinstance(value, str) and value else None)

    def typed(self) -> Shown:
        text = self._search.text().strip()
        return self.value() or (f"{TYPED}{text}" if text else None)

    def retype(self, typed: Shown) -> None:
        if isinstance(typed, str) and typed.startswith(TYPED):
            self._search.set_value(Choice("", typed.removeprefix(TYPED)))
        else:
            self.put(typed)

    def problem(self) -> str:
        if self.value() or not self._search.text().strip():
            return ""
        return t("Choose one of those offered, or empty the field.")
