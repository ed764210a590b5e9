"""The page of one company: what happened with it, its cases, contacts, interests, projects; who it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    CellKind,
    Chip,
    Column,
    EmptyState,
    Hairline,
    KeyValueList,
    Label,
    LinkLabel,
    ListView,
    Mark,
    Page,
    PagedModel,
    Paragraph,
    Scroll,
    SectionHeading,
    Shape,
    Tabs,
    Timeline,
    TimelineItem,
    Tone,
    Type,
    When,
)
from ascn_desk.ui.screens import related, telling
from ascn_desk.ui.screens.cases.marks import status_mark
from ascn_desk.ui.screens.companies.company_list import is_stub
from ascn_desk.ui.screens.companies.reading import CompanyPageData

OVERVIEW = "overview"
_COMPANY = KINDS["company"]
_SIDE_ROWS = 5


class CompanyPage(QWidget):
    """Signals: ``back_asked()``, ``record_asked(str)`` a row's key, ``case_asked()``, ``contact_asked()``,
    ``interest_asked()``, ``edit_asked()``.
    """

    back_asked = Signal()
    record_asked = Signal(str)
    case_asked = Signal()
    contact_asked = Signal()
    interest_asked = Signal()
    edit_asked = Signal()

    def __init__(self, data: CompanyPageData, tab: str = OVERVIEW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = data
        self._shown_sorts: set[str] = set()
        self._timeline: Timeline | None = None
        view = data.view
        self._interests = [row for row in view.notes if row.kind == "interest"]
        barriers = [row for row in view.notes if row.kind == "barrier"]
        self._groups: dict[str, tuple[str, str, Sequence[Row]]] = {
            "cases": (t("Cases"), "case", view.cases),
            "contacts": (t("Contacts"), "contact", view.contacts),
            "interests": (t("Interests"), "interest", self._interests),
            "projects": (t("Projects"), "project", view.projects),
            "technologies": (t("Technologies"), "technology", view.technologies),
            "barriers": (t("Barriers"), "barrier", barriers),
        }
        self.tabs = Tabs([(OVERVIEW, t("Overview")), *((key, words) for key, (words, _, _) in self._groups.items())],
                         outer=24, name="company-tabs", accessible=t("Parts of the page"))  # fmt: skip
        for key, (_, _, rows) in self._groups.items():
            self.tabs.set_count(key, len(rows))
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._below: QWidget | None = None
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        case = Button(t("Case of this company"), kind=ButtonKind.PRIMARY, icon="plus", key="Ctrl+N",
                      name="company-case")  # fmt: skip
        case.clicked.connect(self.case_asked)
        contact = Button(t("Add a contact"), icon="contact", key="T", name="company-contact")
        contact.clicked.connect(self.contact_asked)
        sectors = data.reader.words(_COMPANY, "sectors", view.record.values)
        crumbs = [("companies", t("Companies")), *([("", sectors)] if sectors else [])]
        self._page = Page(
            view.title,
            subtitle=self._other_names(),
            crumbs=crumbs,
            actions=[contact, case],
            body=body,
            side=self._side(),
            side_width=372,
            side_scrolls=True,
            foot_keys=[("Ctrl+N", t("case")), ("T", t("contact")), ("I", t("interest")), ("E", t("edit")),
                       ("Enter", t("open")), ("Esc", t("all companies"))],
            name="company-page",
        )  # fmt: skip
        self._page.crumb_chosen.connect(self.back_asked)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        self.tabs.chosen.connect(self.show_tab)
        self.show_tab(tab if tab == OVERVIEW or tab in self._groups else OVERVIEW)

    @Slot(str)
    def show_tab(self, tab: str) -> None:
        """Show a part of the page; each is made when it is first asked for."""
        if tab not in self._pages:
            self._pages[tab] = self._overview() if tab == OVERVIEW else self._whole(tab)
            self._stack.addWidget(self._pages[tab])
        self._stack.setCurrentWidget(self._pages[tab])
        self.tabs.set_current(tab)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where it is narrow, what stands at the side stands below the overview."""
        narrow = self.width() < theme.px(telling.NARROW)
        self._page.show_side(not narrow)
        if self._below is not None:
            self._below.setVisible(narrow)

    def focus_first(self) -> None:
        """Put the focus on the tabs."""
        self.tabs.setFocus()

    def _other_names(self) -> str:
        values = self.data.view.record.values
        names = dict.fromkeys(str(values.get(name) or "") for name in ("reading", "name_ja", "name_en"))
        return "　".join(name for name in names if name and name != self.data.view.title)

    # The parts

    def _overview(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        record = self.data.view.record
        if is_stub(record.channel):
            words = t("Added by a mission; headquarters has not taken it over yet.")
            column.addWidget(Banner(Tone.INFO, words, name="company-stub"))
        if record.conflicts:
            words = t("Fields of this company are in conflict.")
            column.addWidget(Banner(Tone.CONFLICT, words, name="company-conflict"))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(SectionHeading(t("Timeline"), aside=t("what this desk may read")), 1)
        items = self._items()
        sorts = {sort for sort, _ in items}
        if len(sorts) > 1:
            for sort, words in (("case", t("Cases")), ("contact", t("Contacts")), ("interest", t("Interests")),
                                ("project", t("Projects"))):  # fmt: skip
                if sort in sorts:
                    chip = Chip(words, name=f"company-only-{sort}")
                    chip.toggled.connect(lambda on, sort=sort: self._narrow(sort, on))
                    line.addWidget(chip)
        column.addLayout(line)
        if items:
            self._timeline = Timeline([item for _, item in items], name="company-timeline", accessible=t("Timeline"))
            self._timeline.row_activated.connect(self.record_asked)
            column.addWidget(self._timeline)
        else:
            column.addWidget(Paragraph(t("Nothing is on record yet. Ctrl+N logs the first case.")))
        note = str(record.values.get("note") or "")
        if note:
            column.addWidget(SectionHeading(t("Remarks")))
            column.addWidget(Paragraph(note, color="text"))
        self._below = self._side()
        self._below.hide()
        column.addWidget(self._below)
        column.addStretch(1)
        return Scroll(body, padding=(24, 4, 24, 24))

    def _narrow(self, sort: str, on: bool) -> None:
        (self._shown_sorts.add if on else self._shown_sorts.discard)(sort)
        if self._timeline is not None:
            items = [item for own, item in self._items() if not self._shown_sorts or own in self._shown_sorts]
            self._timeline.set_items(items)

    def _items(self) -> list[tuple[str, TimelineItem]]:
        """Everything dated, newest first."""
        dated: list[tuple[str, str, TimelineItem]] = []
        for row in self.data.view.cases:
            dated.append((_day_of(row, "received_on", "status_on"), "case", self._case(row)))
        for row in self._interests:
            dated.append((_day_of(row, "as_of"), "interest", self._interest(row)))
        for row in self.data.view.contacts:
            if row.values.get("last_met"):
                dated.append((_day_of(row, "last_met"), "contact", self._contact(row)))
        for row in self.data.view.projects:
            day = str(row.values.get("start_year") or row.values.get("fiscal_year") or "")
            dated.append((day, "project", self._project(row, day)))
        dated.sort(key=lambda each: each[0], reverse=True)
        return [(sort, item) for _, sort, item in dated]

    def _case(self, row: Row) -> TimelineItem:
        reader = self.data.reader
        status = row.values.get("status")
        mark = status_mark(status if isinstance(status, str) else None, short=True)
        reference = str(row.values.get("reference") or "").rpartition("-")[2]
        city = row.values.get("city")
        place = row.names.get(city, "") if isinstance(city, str) else ""
        words = reader.words(KINDS["case"], "next_action", row.values)
        due = reader.words(KINDS["case"], "next_due", row.values)
        outcome = str(row.values.get("outcome") or "").partition("\n")[0]
        body = outcome or (t("Next: {what}, {day}", what=words, day=due) if words and due else words)
        return TimelineItem(
            id=related.key(row), when=self._when(_day_of(row, "received_on", "status_on")),
            title=f"{reference}　{row_title(row)}".strip("　"), mark=mark, strong=True, note=body,
            meta=t(", ").join(part for part in (place, mark.word) if part),
        )  # fmt: skip

    def _interest(self, row: Row) -> TimelineItem:
        country, city = row.values.get("country"), row.values.get("city")
        place = telling.country_words(row.names.get(str(city or country), str(city or country or "")))
        mark = related.interest_mark(row.values.get("interest"))
        word = mark.word if isinstance(mark, Mark) else ""
        return TimelineItem(id=related.key(row), when=self._when(_day_of(row, "as_of")), icon="lightbulb",
                            title=t("Interest in {place}: {what}", place=place, what=word))  # fmt: skip

    def _contact(self, row: Row) -> TimelineItem:
        when, post = self._when(_day_of(row, "last_met")), str(row.values.get("post") or "")
        return TimelineItem(id=related.key(row), when=when, icon="users", title=t("Met {who}", who=row_title(row)),
                            meta=post)  # fmt: skip

    def _project(self, row: Row, year: str) -> TimelineItem:
        mark = related.project_mark(row.values.get("status"))
        city = row.values.get("city")
        place = row.names.get(city, "") if isinstance(city, str) else ""
        word = mark.word if isinstance(mark, Mark) else ""
        return TimelineItem(id=related.key(row), when=year or "–", icon="landmark", title=row_title(row),
                            meta=t(", ").join(part for part in (place, word) if part))  # fmt: skip

    def _when(self, day: str) -> str:
        try:
            return show_day(date.fromisoformat(day), language(), self.data.reader.today).partition("(")[0]
        except ValueError:
            return day or "–"

    def _whole(self, tab: str) -> QWidget:
        title, kind, rows = self._groups[tab]
        if rows:
            made = related.table(kind, rows, self.data.reader, outer=24, fit=False, name=f"company-{kind}",
                                 leave_out=["company"] if kind == "case" else [])  # fmt: skip
            made.row_activated.connect(self.record_asked)
            return made
        button, key, signal = {
            "cases": (t("Case of this company"), "Ctrl+N", self.case_asked),
            "contacts": (t("Add a contact"), "T", self.contact_asked),
            "interests": (t("Add an interest"), "I", self.interest_asked),
        }.get(tab, ("", "", None))
        empty = EmptyState(t("{what}: none yet", what=title), t("Nothing of this is on record for the company."),
                           button=button, button_key=key, name=f"company-{tab}-empty")  # fmt: skip
        if signal is not None:
            empty.begun.connect(signal)
        return empty

    # The side

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        edit = t("Edit") if self.data.may_write else t("Suggest a change")
        head = SectionHeading(t("Basics"), link=edit, name="company-basics")
        head.link_chosen.connect(self.edit_asked)
        column.addWidget(head)
        column.addWidget(KeyValueList(self._basics(), name_width=136))
        column.addWidget(Hairline())
        link = t("Add") if len(self._interests) <= _SIDE_ROWS else t("All")
        interests = SectionHeading(t("Interests"), count=len(self._interests), link=link, name="company-interests")
        interests.link_chosen.connect(self._on_interests)
        column.addWidget(interests)
        if self._interests:
            column.addWidget(self._interest_table())
        else:
            column.addWidget(Label(t("None on record"), color="second"))
        column.addWidget(Hairline())
        self._add_contacts(column)
        return side

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
            self.show_tab("interests")
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
        head.link_chosen.connect((lambda: self.show_tab("contacts")) if contacts else self.contact_asked.emit)
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
            met = self._when(_day_of(row, "last_met")) if row.values.get("last_met") else ""
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


def _day_of(row: Row, *fields: str) -> str:
    return next((str(row.values[name]) for name in fields if row.values.get(name)), "")
