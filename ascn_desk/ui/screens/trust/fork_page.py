"""The branches of a forked log side by side: field by field what each wrote, and what a ruling would write again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.forks import Ruling
from ascn_desk.ui import theme
from ascn_desk.ui.parts import (
    Button,
    ButtonKind,
    CellKind,
    Column,
    KeyValueList,
    Label,
    ListView,
    Mark,
    Page,
    PagedModel,
    Paragraph,
    SectionHeading,
    Type,
)
from ascn_desk.ui.parts.key_values import Value
from ascn_desk.ui.screens.telling import NARROW
from ascn_desk.ui.screens.trust.fork_sides import SideRow, Sides, again_words, rows_of

_SIDE, _SIDE_THIN = 380, 300
_MOST_AGAIN = 40


class ForkPage(QWidget):
    """Signals: ``kept(int)`` the branch of that number, from 1, is to stay; ``back_asked()``."""

    kept = Signal(int)
    back_asked = Signal()

    def __init__(self, told: Sides, office: str, *, may_rule: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fork-page")
        self._told, self._rows = told, rows_of(told)
        self._number = len(told.found.branches)
        self._keys = [str(n) for n in range(1, self._number + 1)] if may_rule else []
        self.list = self._make_list()
        self._values = QVBoxLayout()
        keys = [("1 – " + self._keys[-1], t("keep that branch"))] if self._keys else []
        self._page = Page(
            t("Side by side"), subtitle=office, crumbs=[("trust", t("Trust"))], actions=self._buttons(),
            body=self.list, side=self._side(), side_width=_SIDE, side_scrolls=True, head_line=True,
            foot_keys=[("↑ ↓", t("next, previous")), *keys, ("Esc", t("back"))], name="fork-sides",
        )  # fmt: skip
        self._page.crumb_chosen.connect(self.back_asked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self.list.current_changed.connect(self._on_current)
        self.list.set_current_row(0)

    def press(self, keys: str) -> bool:
        """Do what a key stands for; whether it stands for anything here."""
        if keys == "Esc":
            self.back_asked.emit()
        elif keys in self._keys:
            self.kept.emit(int(keys))
        else:
            return False
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.set_side_width(_SIDE if self.width() >= theme.px(NARROW) else _SIDE_THIN)

    def _make_list(self) -> ListView:
        branches = [
            Column(key=f"branch-{n}", title=_branch(n), width=110, stretch=3, kind=CellKind.STATE, sortable=False)
            for n in range(1, self._number + 1)
        ]
        columns = [
            Column(key="record", title=t("Record"), width=120, stretch=3, sortable=False),
            Column(key="field", title=t("Field"), width=90, stretch=2, sortable=False),
            Column(key="before", title=t("Before"), width=90, stretch=3, kind=CellKind.SECOND, sortable=False,
                   leaves=1),
            *branches,
            Column(key="now", title=t("Shown now"), width=90, stretch=3, sortable=False, leaves=2),
        ]  # fmt: skip
        rows = [{"id": str(n), **_cells(row)} for n, row in enumerate(self._rows)]
        return ListView(PagedModel.of_rows(columns, rows), name="fork-rows", accessible=t("Side by side"))

    def _buttons(self) -> list[QWidget]:
        made: list[QWidget] = []
        for key in self._keys:
            button = Button(t("Keep branch {n}", n=key), kind=ButtonKind.SECONDARY, key=key, icon="gavel",
                            name=f"fork-keep-{key}")  # fmt: skip
            button.clicked.connect(partial(self.kept.emit, int(key)))
            made.append(button)
        return made

    def _side(self) -> QWidget:
        """The row that is current, in full; below it what each ruling writes again."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self._values.setSpacing(theme.px(8))
        column.addLayout(self._values)
        for ruling in self._told.found.rulings:
            column.addWidget(SectionHeading(self._ruling_words(ruling), line=True))
            lines = [again_words(self._told, each) for each in ruling.again[:_MOST_AGAIN]]
            rest = len(ruling.again) - _MOST_AGAIN
            if rest > 0:
                lines.append(t("and {n} more", n=f"{rest:,}"))
            if lines:
                column.addWidget(Label(t("Written again:"), color="second"))
            words = "\n".join(lines) or t("Nothing has to be written again.")
            column.addWidget(Paragraph(words, kind=Type.CAPTION))
        column.addStretch(1)
        return side

    def _ruling_words(self, ruling: Ruling) -> str:
        identities = [each.figures.identity for each in self._told.found.branches]
        if ruling.keep not in identities:
            return t("No branch stays")
        branch = identities.index(ruling.keep) + 1
        if self._told.found.fork.end is not None:
            return t("Branch {n} stays", n=branch)
        return t("If branch {n} stays", n=branch)

    @Slot(str)
    def _on_current(self, row_id: str) -> None:
        while (item := self._values.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        if not row_id:
            return
        row = self._rows[int(row_id)]
        self._values.addWidget(Label(row.record, kind=Type.RECORD, bold=True, name="fork-record"))
        if row.field:
            self._values.addWidget(Label(row.field, color="second"))
        branches: list[tuple[str, Value]] = [
            (_branch(n), _told(mark, state) if mark is not None else t("nothing"))
            for n, (mark, state) in enumerate(zip(row.branches, row.states, strict=True), start=1)
        ]
        pairs = [(t("Before"), row.before), *branches, (t("Shown now"), row.now)]
        self._values.addWidget(KeyValueList([pair for pair in pairs if pair[1]], name_width=110, name="fork-values"))


def _branch(number: int) -> str:
    return t("Branch {n}", n=number)


def _told(mark: Mark, state: str) -> Mark:
    """What a branch wrote, and in words what became of it."""
    return Mark(mark.shape, mark.tone, t("{value} ({by})", value=mark.word, by=state) if state else mark.word)


def _cells(row: SideRow) -> dict[str, str | Mark]:
    branches = {f"branch-{n}": mark or "" for n, mark in enumerate(row.branches, start=1)}
    return {"record": row.record, "field": row.field, "before": row.before, **branches, "now": row.now}
