"""The company of a new case: one that is known, or one that is made when the case is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Saved, Shown
from ascn_desk.ui.forms.reference_editor import TYPED, Deliver
from ascn_desk.ui.parts import Choice, SearchSelect
from ascn_desk.ui.screens.quick_case import asking
from ascn_desk.ui.session import Session

_NEW = "+"
"""Stands for the id of a company that is made only when the case is saved."""
_NUMBER_LENGTH = 13


class CompanyField(SearchSelect):
    """Signals besides those of its kind of field: ``taken()`` when a company was picked, ``named()`` a new one."""

    taken = Signal()
    named = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(ask=self._ask_companies, new_words=t("New company"), icon="building-2", name="quick-company",
                         accessible=KINDS["case"].fields["company"].words(language()), parent=parent)  # fmt: skip
        self._session = session
        self._names: dict[str, str] = {}
        self._new_name = ""
        self.changed.connect(self._on_chosen)
        self.new_asked.connect(self.begin_new)

    def learn_names(self, names: dict[str, str]) -> None:
        """Take titles of records that a draft names."""
        self._names.update(names)

    def name_of(self, record_id: str) -> str:
        """The title of a record, as far as it is known."""
        return self._names.get(record_id, record_id)

    def company_id(self) -> str | None:
        """The company picked, if it is one that there is."""
        picked = self.value()
        return picked.id if picked is not None and picked.id != _NEW else None

    def new_name(self) -> str:
        """The name of the company to be made, if it is to be."""
        return self._new_name

    def is_undecided(self) -> bool:
        """Whether something is typed that is neither picked nor to be made."""
        return self.value() is None and bool(self.text().strip())

    def draft_value(self) -> str | None:
        """What a draft keeps: the id, or what was typed."""
        if self._new_name or self.is_undecided():
            return f"{TYPED}{self.text().strip()}"
        return self.company_id()

    def put(self, kept: Shown) -> None:
        """Put in what a draft kept."""
        if isinstance(kept, str) and kept.startswith(TYPED):
            self.begin_new(kept.removeprefix(TYPED))
        elif isinstance(kept, str):
            self.set_value(Choice(kept, self.name_of(kept)))

    def take_made(self, saved: Saved) -> None:
        """The new company is made: refer to it."""
        name, self._new_name = self._new_name, ""
        self._names[saved.id] = name
        self.set_value(Choice(saved.id, name))

    @Slot(str)
    def begin_new(self, name: str) -> None:
        """Let a company of this name be made with the case."""
        if not name:
            return
        self.set_value(Choice(_NEW, name, t("new, headquarters will check")))
        self._new_name = name
        self.set_error("")
        self.named.emit()

    @Slot(object)
    def _on_chosen(self, choice: Choice | None) -> None:
        self._new_name = ""
        self.set_error("")
        if choice is not None:
            self.set_value(replace(choice, detail=_in_field(choice.detail)))
        self.taken.emit()

    def _ask_companies(self, text: str, deliver: Deliver) -> None:
        def show(found: Sequence[Choice]) -> None:
            self._names.update((each.id, each.title) for each in found)
            deliver(found)

        self._session.read(asking.find_companies, text, done=show, owner=self)


def _in_field(detail: str) -> str:
    """What is said of a company beside its name: without its number, which told it from others in the list."""
    return " · ".join(part for part in detail.split(" · ") if sum(map(str.isdigit, part)) < _NUMBER_LENGTH)
