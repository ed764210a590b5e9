"""What stands beside a company: who it is, in which countries it is interested, whom one knows there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import (
    CellKind,
    Column,
    Hairline,
    KeyValueList,
    Label,
    LinkLabel,
    ListView,
    Mark,
    PagedModel,
    SectionHeading,
    Shape,
    Tone,
    Type,
    When,
)
from ascn_desk.ui.screens import related, telling
from ascn_desk.ui.screens.companies.happenings import short_day
from ascn_desk.ui.screens.companies.reading import CompanyPageData

_COMPANY = KINDS["company"]
_SIDE_ROWS = 5


class CompanySide(QWidget):
    """Signals: ``edit_asked()``, ``record_asked(str)``, ``contact_asked()``, ``interest_asked()``,
    ``part_asked(str)`` the tab that holds all.
    """

    edit_asked = Signal()
    record_asked = Signal(str)
    contact_asked = Signal()
    interest_asked = Signal()
    part_asked = Signal(str)

    def __init__(self, data: CompanyPageData, interests: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data, self._interests = data, interests
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        edit = t("Edit") if self.data.may_write else t("Suggest a change")
        head = SectionHeading(t("Basics"), link=edit, name="company-basics")
        head.link_chosen.connect(self.edit_asked)
        column.addWidget(head)
        column.addWidget(KeyValueList(self._basics(), name_width=136))
        column.addWidget(Hairline())
        link = t("Add") if len(self._interests) <= _SIDE_ROWS else t("All")
        asked = SectionHeading(t("Interests"), count=len(self._interests), link=link, name="company-interests")
        asked.link_chosen.connect(self._on_interests)
        column.addWidget(asked)
        if self._interests:
            column.addWidget(self._interest_table())
        else:
            column.addWidget(Label(t("None on record"), color="second"))
        column.addWidget(Hairline())
        self._add_contacts(column)

    def _interest_table(self) -> ListView:
        columns = [
            Column(key="place", title=t("Country"), stretch=1, sortable=False),
            Column(key="interest", title=t("Interest"), width=128, kind=CellKind.STATE, sortable=False),
            Column(key="as_of", title=t("As of"), width=88, kind=CellKind.DATE, sortable=False),
        ]
        rows = []
        for row in self._interests[:_SIDE_ROWS]:
            place = str(row.values.get("city") or row.values.get("country") or "")
            day = row.values.get("as_of")
            old = related.is_old(day, self.data.reader.today)
            when = When(str(day or "")[:7], Tone.WARNING if old else None)
            mark = related.interest_mark(row.values.get("interest"))
            name = telling.country_words(row.names.get(place, place))
            rows.append((related.key(row), name, mark, when))
        made = ListView(PagedModel.of_rows(columns, rows), outer=0, fit_rows=True, name="company-interest-table",
                        accessible=t("Interests"))  # fmt: skip
        made.row_activated.connect(self.record_asked)
        return made

    @Slot()
    def _on_interests(self) -> None:
        if len(self._interests) > _SIDE_ROWS:
            self.part_asked.emit("interests")
        else:
            self.interest_asked.emit()

    def _basics(self) -> list[tuple[str, str | Mark]]:
        reader, values = self.data.reader, self.data.view.record.values
        made: list[tuple[str, str | Mark]] = []
        number = str(values.get("corporate_number") or "")
        if number:
            made.append((t("Corporate number"), number))
            fits = fits_check_digit(number)
            words = t("check digit fits") if fits else t("check digit does not fit")
            shape, tone = (Shape.CHECK, Tone.SUCCESS) if fits else (Shape.TRIANGLE, Tone.WARNING)
            made.append(("", Mark(shape, tone, words)))
        else:
            made.append((t("Corporate number"), Mark(Shape.TRIANGLE, Tone.WARNING, t("Not recorded"))))
        for name in ("sectors", "prefecture", "size_band", "role_in_scheme", "website"):
            words = reader.words(_COMPANY, name, values)
            if words:
                label = t("Head office") if name == "prefecture" else _COMPANY.fields[name].words(reader.lang)
                made.append((label, words))
        for name in ("aliases", "former_names"):
            names = [each for each in str(values.get(name) or "").splitlines() if each]
            if names:
                told = ("、" if reader.lang == "ja" else ", ").join(names)
                made.append((_COMPANY.fields[name].words(reader.lang), told))
        member = values.get("jasca_member")
        if member is None:
            made.append((t("JASCA member"), Mark(Shape.TRIANGLE, Tone.WARNING, t("Not confirmed"))))
        elif member:
            made.append((t("JASCA member"), Mark(Shape.CHECK, Tone.SUCCESS, t("Member"))))
        else:
            made.append((t("JASCA member"), t("No")))
        return made

    def _add_contacts(self, column: QVBoxLayout) -> None:
        contacts = self.data.view.contacts
        head = SectionHeading(t("Contacts"), count=len(contacts), link=t("All") if contacts else t("Add"),
                              name="company-contacts")  # fmt: skip
        head.link_chosen.connect((lambda: self.part_asked.emit("contacts")) if contacts else self.contact_asked.emit)
        column.addWidget(head)
        if not contacts:
            column.addWidget(Label(t("None yet"), color="second"))
        for row in contacts[:2]:
            reading = str(row.values.get("reading") or "")
            name = row_title(row) + (t(" ({reading})", reading=reading) if reading else "")
            link = LinkLabel(name, bold=True, name=f"contact-{row.id}")
            link.clicked.connect(lambda _=False, row=row: self.record_asked.emit(related.key(row)))
            column.addWidget(link)
            post = str(row.values.get("post") or "")
            if post:
                column.addWidget(Label(post, color="second"))
            met = short_day(str(row.values["last_met"]), self.data.reader.today) if row.values.get("last_met") else ""
            if row.values.get("consent"):
                words = t("Consent to being kept") + (t(", met {day}", day=met) if met else "")
                column.addWidget(Label(words, kind=Type.CAPTION, mark=Mark(Shape.CHECK, Tone.SUCCESS)))
            elif met:
                column.addWidget(Label(t("Met {day}", day=met), kind=Type.CAPTION, color="second"))


def fits_check_digit(number: str) -> bool:
    """Whether the first digit of a corporate number fits the other twelve.

    Source: the rule of the national tax agency: 9 minus the remainder by 9 of the sum of the twelve digits, those in
    even places from the right counted twice.
    """
    if len(number) != 13 or not (number.isascii() and number.isdecimal()):
        return False
    total = sum(int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number[1:])))
    return int(number[0]) == 9 - total % 9
