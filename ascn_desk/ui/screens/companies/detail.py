"""A company: names and number, and all that this desk may read of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import companies, lists
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import CompanyView, RecordView, Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms import edit_record
from ascn_desk.ui.forms.offers import Lists
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.forms.storing import load_lists, row_title
from ascn_desk.ui.parts import (
    CellKind,
    Column,
    DetailHeader,
    Hairline,
    IconButton,
    ListView,
    PagedModel,
    Paragraph,
    Scroll,
    SectionHeading,
    Tone,
)
from ascn_desk.ui.screens.cases.content_page import ContentPage
from ascn_desk.ui.screens.cases.marks import short_reference, status_mark
from ascn_desk.ui.session import Session


@dataclass(frozen=True, slots=True)
class Read:
    """A company and the words of choices, read in one go."""

    view: CompanyView
    lists: Lists


class CompanyDetail(QWidget):
    """Signal: ``edit_asked()``."""

    edit_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._wanted: tuple[str, str] | None = None
        self._view: CompanyView | None = None
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(self._body, padding=(24, 16, 24, 24)))

    def load(self, record_id: str, channel: str) -> None:
        """Show a company."""
        self._wanted = (record_id, channel)
        self.refresh()

    def clear(self) -> None:
        """Show none."""
        self._wanted, self._view = None, None
        self._empty()

    def refresh(self) -> None:
        """Read it anew."""
        if self._wanted is not None:
            self._session.read(read, *self._wanted, done=self._on_read, owner=self)

    def record(self) -> RecordView | None:
        """The company shown."""
        return self._view.record if self._view is not None else None

    def edit(self) -> None:
        """Open its form."""
        if self._view is not None:
            edit_record(self._session, self, self._view.record)

    def _on_read(self, found: Read) -> None:
        view = found.view
        if self._wanted is None or self._wanted[0] != view.record.id:
            return
        self._view = view
        self._empty()
        reader = Reader(language(), lists.today_of(self._session.desk), found.lists, view.record.names)
        for widget in self._widgets(view, reader):
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def _empty(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _widgets(self, view: CompanyView, reader: Reader) -> list[QWidget]:
        widgets: list[QWidget] = [self._header(view)]
        if view.record.conflicts:
            widgets.append(_conflict_note(len(view.record.conflicts)))
        if view.cases:
            widgets += [SectionHeading(t("Cases"), count=len(view.cases)), self._cases(view.cases, reader)]
        for title, rows, names in (
            (t("Projects"), view.projects, ("city", "stage")),
            (t("Interests and barriers"), view.notes, ("country", "interest")),
            (t("Technologies"), view.technologies, ("focus_area",)),
            (t("Contacts"), view.contacts, ("post",)),
        ):
            if rows:
                widgets += [SectionHeading(title, count=len(rows)), self._rows(rows, names, reader)]
        widgets += [Hairline(), ContentPage(view.record, reader)]
        return widgets

    def _header(self, view: CompanyView) -> DetailHeader:
        values = view.record.values
        lang = language()
        other = values.get("name_en") if lang == "ja" else values.get("name_ja")
        second = [str(each) for each in (values.get("reading"), other) if each]
        edit = IconButton("pencil", t("Edit"), name="company-edit")
        edit.clicked.connect(self.edit)
        return DetailHeader(
            view.title,
            number=str(values.get("corporate_number") or ""),
            links=[("", each) for each in second],
            actions=[edit],
            name="company-header",
        )

    def _cases(self, rows: Sequence[Row], reader: Reader) -> ListView:
        columns = [
            Column(key="no", title=t("Number"), width=72, kind=CellKind.SECOND),
            Column(key="summary", title=t("Subject"), width=120, stretch=1),
            Column(key="status", title=t("State"), width=124, kind=CellKind.STATE),
        ]
        made: list[tuple[object, ...]] = [
            (
                _key(row),
                short_reference(str(row.values.get("reference") or "")),
                str(row.values.get("summary") or ""),
                status_mark(_text(row, "status"), short=True),
            )
            for row in rows
        ]
        return self._list(columns, made, "company-cases")

    def _rows(self, rows: Sequence[Row], names: Sequence[str], reader: Reader) -> ListView:
        kind = KINDS[rows[0].kind]
        shown = [kind.fields[name] for name in names if name in kind.fields]
        columns = [Column(key="title", title=kind.words(language()), width=140, stretch=2)]
        columns += [Column(key=each.name, title=each.words(language()), width=96, stretch=1) for each in shown]
        made: list[tuple[object, ...]] = []
        for row in rows:
            own = Reader(reader.lang, reader.today, reader.lists, row.names)
            words = [own.words(KINDS[row.kind], each.name, row.values) for each in shown]
            made.append((_key(row), row_title(row), *words))
        return self._list(columns, made, f"company-{kind.name}")

    def _list(self, columns: Sequence[Column], rows: Sequence[tuple[object, ...]], name: str) -> ListView:
        model = PagedModel.of_rows(columns, rows)
        made = ListView(model, fit_rows=True, outer=0, name=name)
        model.setParent(made)
        made.row_activated.connect(partial(self._open))
        return made

    def _open(self, key: str) -> None:
        kind, record_id, channel = key.split(" ")
        self._session.open_wanted.emit(kind, record_id, channel)


def read(desk: Desk, record_id: str, channel: str) -> Read:
    """A company with the words of choices."""
    return Read(companies.company_view(desk, record_id, channel or None), load_lists(desk))


def _conflict_note(count: int) -> Paragraph:
    return Paragraph(t("{n} values await a decision.", n=count), tone=Tone.CONFLICT)


def _key(row: Row) -> str:
    return f"{row.kind} {row.id} {row.channel}"


def _text(row: Row, name: str) -> str | None:
    value = row.values.get(name)
    return value if isinstance(value, str) else None
