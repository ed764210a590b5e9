"""The first page of the exchange: what will go, what went and arrived, what came, the six words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ascn_desk.base.words import t
from ascn_desk.operations.unsent import UnsentRecord
from ascn_desk.operations.views import Decision, ExchangeView, ExportedFile, ReceivedBundle, SentBundle
from ascn_desk.ui import icons, paint, shapes, theme
from ascn_desk.ui.parts import (
    Banner,
    Button,
    ButtonKind,
    Cell,
    CellKind,
    Choice,
    Column,
    DropZone,
    Hairline,
    HashWords,
    Label,
    LinkLabel,
    ListView,
    Mark,
    Page,
    PagedModel,
    Paragraph,
    Part,
    SectionHeading,
    Select,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.parts.base import ready
from ascn_desk.ui.screens import telling

ENDINGS = (".ascn", ".ascn-request")
_FIRST_GOING, _FIRST_SENT = 8, 4


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """All that the first page shows; ``is_accepted`` is false until headquarters registered this desk."""

    view: ExchangeView
    going: tuple[UnsentRecord, ...]
    decisions: tuple[Decision, ...]
    conflicts: int
    is_accepted: bool
    is_headquarters: bool
    today: date


class NextBundle(Part):
    """What will go, in large: the number, how many changes, of which kinds; the button stands at its right."""

    def __init__(self, caption: str, number: str, count: str, groups: str, parent: QWidget | None = None) -> None:
        super().__init__(name="next-bundle", accessible=f"{caption} {number} {count}, {groups}", parent=parent)
        self._caption, self._number, self._count, self._groups = caption, number, count, groups
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(82 if self._groups else 60))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, width = self.look, float(self.width())
        paint.text(painter, QRectF(0, 0, width, theme.px(22)), self._caption, look.color("second"))
        row = QRectF(0, theme.px(22), width, theme.px(36))
        left = 0.0
        if self._number:
            left = paint.text(painter, row, self._number, look.color("text"), kind=Type.PAGE, bold=True) + theme.px(18)
        paint.text(painter, row.adjusted(left, 0, 0, 0), self._count, look.color("text"), kind=Type.RECORD, bold=True)
        paint.text(painter, QRectF(0, theme.px(58), width, theme.px(24)), self._groups, look.color("second"))
        painter.end()


class FileLine(Part):
    """The file that will be made, on the surface colour: name in bold, what it is beside."""

    def __init__(self, name: str, words: str, icon: str = "file-check", parent: QWidget | None = None) -> None:
        super().__init__(accessible=f"{name} {words}", parent=parent)
        self._name, self._words, self._icon = name, words, icon
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _lines(self, width: int) -> list[str]:
        return paint.lines_of(self._words, max(theme.px(120), width - theme.px(64)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme.px(20 + 22) + theme.px(22) * len(self._lines(width))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(320), self.heightForWidth(max(self.width(), theme.px(480))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look, area = self.look, QRectF(self.rect())
        paint.box(painter, area, theme.px(8), look.color("surface"))
        mark = QRectF(theme.px(16), theme.px(11), theme.px(18), theme.px(20))
        icons.draw(painter, mark, self._icon, look.color("second"))
        row = QRectF(theme.px(46), theme.px(10), area.width() - theme.px(62), theme.px(22))
        paint.text(painter, row, self._name, look.color("text"), bold=True)
        for line in self._lines(self.width()):
            row.translate(0, theme.px(22))
            paint.text(painter, row.adjusted(0, 0, 2, 0), line, look.color("second"))
        painter.end()


def going_columns() -> list[Column]:
    """The columns of what will go."""
    return [
        Column(key="sort", title=t("Kind"), width=172, sortable=False),
        Column(key="what", title=t("What"), stretch=4, sortable=False),
        Column(key="fields", title=t("Changed fields"), stretch=3, kind=CellKind.SECOND, sortable=False),
        Column(key="day", title=t("Changed"), width=96, kind=CellKind.DATE, sortable=False),
    ]


def going_row(each: UnsentRecord, today: date) -> dict[str, object]:
    """A row of it; its id names the record."""
    kind = telling.kind_words(each.kind)
    sort = t("New: {kind}", kind=kind) if each.is_new else kind
    fields = "" if each.is_new else telling.fields_words(each.kind, each.fields, 2)
    return {"id": record_key(each.kind, each.id, each.channel), "sort": Cell(sort, icon=telling.kind_icon(each.kind)),
            "what": each.title, "fields": fields, "day": telling.day_words(each.at, today)}  # fmt: skip


def record_key(kind: str, record_id: str, channel: str) -> str:
    """The id of a row that stands for a record."""
    return f"{kind}|{record_id}|{channel}"


class OverviewPage(QWidget):
    """Signals: what the person asks for."""

    send_asked = Signal()
    files_chosen = Signal(list)
    choose_asked = Signal()
    all_going_asked = Signal()
    decisions_asked = Signal()
    conflicts_asked = Signal()
    request_asked = Signal()
    record_asked = Signal(str)
    folder_asked = Signal(str)
    office_asked = Signal(str)

    def __init__(
        self, state: ExchangeState, *, written: Sequence[ExportedFile] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._written = tuple(written)
        self._shows_all_sent = False
        self._words: HashWords | None = None
        self._give_way: list[tuple[ListView, str]] = []
        self._is_narrow = False
        self._unsealed: Label | None = None
        self.send = Button(t("Make and sign"), kind=ButtonKind.PRIMARY, icon="send", key="Ctrl+Enter", height=40,
                           name="exchange-send", enabled=state.is_accepted)  # fmt: skip
        self.send.clicked.connect(self.send_asked)
        self.page = self._make_page()
        self._columns = {key: listed.rows().columns() for listed, key in self._give_way}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def first_control(self) -> QWidget:
        """Where work begins."""
        if self._state.is_accepted:
            return self.send
        return self.findChild(QWidget, "exchange-drop") or self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(telling.NARROW)
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._arrange()

    def _arrange(self) -> None:
        """Where it is narrow the side pane is slimmer and each list leaves out its least important column."""
        self.page.set_side_width(276 if self._is_narrow else 320)
        for listed, key in self._give_way:
            model = listed.rows()
            if not self._is_narrow:
                model.set_columns(self._columns[key])
            else:
                model.set_columns([column for column in self._columns[key] if column.key != key])
            listed.show_columns()

    def _make_page(self) -> Page:
        self._give_way = []
        actions: list[QWidget] = []
        if len(self._state.going) > _FIRST_GOING:
            see = Button(t("See all that goes"), kind=ButtonKind.QUIET, icon="list-checks", key="V",
                         name="exchange-all-going")  # fmt: skip
            see.clicked.connect(self.all_going_asked)
            actions.append(see)
        keys = [("Ctrl+O", t("read a file"))]
        if self._state.is_accepted:
            keys.insert(0, ("Ctrl+Enter", t("make and sign")))
        if self._state.conflicts:
            keys.append(("C", t("conflicts")))
        keys.append(("Enter", t("open the record")))
        return Page(
            t("Exchange"),
            subtitle=self._state.view.office_name,
            actions=actions,
            body=self._body(),
            scrolls=True,
            padded=True,
            side=self._side(),
            side_scrolls=True,
            head_line=True,
            foot_keys=keys,
            name="exchange-overview",
        )

    # What goes and went

    def _body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, theme.px(12), 0, 0)
        column.setSpacing(theme.px(12))
        if not self._state.is_accepted:
            column.addWidget(self._not_accepted())
        if self._written:
            column.addWidget(self._just_written())
        column.addLayout(self._next())
        view = self._state.view
        if self._state.is_accepted:
            column.addWidget(self._file_line())
        if self._state.going:
            rows = [going_row(each, self._state.today) for each in self._state.going[:_FIRST_GOING]]
            going = ListView(PagedModel.of_rows(going_columns(), rows), outer=0, fit_rows=True, name="exchange-going",
                             accessible=t("What will go"))  # fmt: skip
            going.row_activated.connect(self.record_asked)
            column.addWidget(going)
            self._give_way.append((going, "fields"))
        if self._state.is_headquarters:
            column.addSpacing(theme.px(8))
            self._add_offices(column)
        elif view.sent or self._state.is_accepted:
            column.addSpacing(theme.px(8))
            self._add_sent(column)
        return body

    def _not_accepted(self) -> Banner:
        banner = Banner(
            Tone.INFO,
            t("This desk is not registered yet. You can work, but not send."),
            detail=t("Send the request, then read the starter file that comes back."),
            actions=[("request", t("Write the request")), ("starter", t("Read the starter file"))],
            name="exchange-not-accepted",
        )
        banner.action_chosen.connect(self._on_not_accepted)
        return banner

    @Slot(str)
    def _on_not_accepted(self, action: str) -> None:
        if action == "request":
            self.request_asked.emit()
        else:
            self.choose_asked.emit()

    def _just_written(self) -> Banner:
        first, count = self._written[0], len(self._written)
        if count == 1:
            words = t("No. {n} is written and verified: {file}, {size}", n=first.number, file=first.path.name,
                      size=telling.size_words(first.size))  # fmt: skip
        else:
            words = t("{files} are written and verified.", files=telling.files_words(count))
        banner = Banner(
            Tone.SUCCESS,
            words,
            detail=t("In {folder}. It counts as received only once a file from there says so.",
                     folder=str(first.path.parent)),
            actions=[("folder", t("Open the folder"))],
            name="exchange-written",
        )  # fmt: skip
        banner.action_chosen.connect(lambda _: self.folder_asked.emit(str(first.path)))
        return banner

    def _next(self) -> QHBoxLayout:
        view = self._state.view
        groups = [telling.group_words(each.made, each.changed, each.kind) for each in view.unsent_groups]
        number = ""
        if self._state.is_accepted and not self._state.is_headquarters and view.receivers:
            number = t("No. {n}", n=telling.next_number(view.sent, receiver_of(view)))
        count = telling.changes_words(view.unsent) if view.unsent else t("Nothing new")
        shown = t(", ").join(groups[:4]) + (" …" if len(groups) > 4 else "")
        if not groups and self._state.is_accepted:
            shown = t("What the receiver has not confirmed goes once more, so a lost file heals by itself.")
        row = QHBoxLayout()
        row.setSpacing(theme.px(24))
        row.addWidget(NextBundle(t("To go next"), number, count, shown), 1)
        if self._state.is_accepted:
            row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            self.send.setParent(self)
            self.send.hide()
        return row

    def _file_line(self) -> FileLine:
        view = self._state.view
        name = f"{view.office}-{view.desk[:6]}-….ascn"
        words = t(
            "Signed by this desk, encrypted for the desks of the receiver alone. It may go by stick or by mail; "
            "everything goes, nothing is left out."
        )
        return FileLine(name, words)

    def _add_sent(self, column: QVBoxLayout) -> None:
        sent = self._state.view.sent
        more = len(sent) > _FIRST_SENT and not self._shows_all_sent
        heading = SectionHeading(t("Sent"), count=len(sent), link=t("All") if more else "", name="exchange-sent-head")
        heading.link_chosen.connect(self._on_all_sent)
        column.addWidget(heading)
        if not sent:
            column.addWidget(Paragraph(t("Nothing was sent from this desk yet.")))
            return
        shown = sent if self._shows_all_sent else sent[:_FIRST_SENT]
        several = len({each.office for each in sent}) > 1
        columns = [
            Column(key="no", title=t("No."), width=72, sortable=False),
            *([Column(key="to", title=t("To"), stretch=1, sortable=False)] if several else []),
            Column(key="made", title=t("Made"), width=104, kind=CellKind.DATE, sortable=False),
            Column(key="entries", title=t("Entries"), width=80, kind=CellKind.NUMBER, sortable=False),
            Column(key="gap", width=16, sortable=False),
            Column(key="state", title=t("State"), stretch=1, kind=CellKind.STATE, sortable=False),
            Column(key="file", title=t("File"), stretch=1, kind=CellKind.SECOND, sortable=False),
        ]
        rows = [self._sent_row(each) for each in shown]
        table = ListView(PagedModel.of_rows(columns, rows), outer=0, fit_rows=True, name="exchange-sent",
                         accessible=t("Sent"))  # fmt: skip
        table.row_activated.connect(self._on_sent_opened)
        self._give_way.append((table, "file"))
        column.addWidget(table)

    def _sent_row(self, each: SentBundle) -> dict[str, object]:
        return {"id": each.bundle, "no": t("No. {n}", n=each.number), "to": each.office_name,
                "made": telling.day_words(each.at, self._state.today), "entries": each.entries,
                "state": telling.sent_mark(each), "file": Path(each.path).name}  # fmt: skip

    @Slot(str)
    def _on_sent_opened(self, bundle: str) -> None:
        for each in self._state.view.sent:
            if each.bundle == bundle:
                self.folder_asked.emit(each.path)

    @Slot()
    def _on_all_sent(self) -> None:
        self._shows_all_sent = True
        old = self.page
        self.page = self._make_page()
        self._columns = {key: listed.rows().columns() for listed, key in self._give_way}
        self._arrange()
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self.page)
        old.hide()
        old.deleteLater()

    # Headquarters: every office

    def _add_offices(self, column: QVBoxLayout) -> None:
        view = self._state.view
        title = t("Offices registered")
        column.addWidget(SectionHeading(title, count=len(view.receivers), name="exchange-offices-head"))
        if not view.receivers:
            column.addWidget(
                Paragraph(t("No office is registered yet. Drop a request (.ascn-request) here to approve it."))
            )
            return
        columns = [
            Column(key="office", title=t("Office"), stretch=2, sortable=False),
            Column(key="no", title=t("Came last"), width=92, sortable=False, align_right=True),
            Column(key="on", title=t("on"), width=84, kind=CellKind.DATE, sortable=False),
            Column(key="entries", title=t("Entries"), width=76, kind=CellKind.NUMBER, sortable=False),
            Column(key="gap", width=12, sortable=False),
            Column(key="missing", title=t("Missing"), width=104, kind=CellKind.STATE, sortable=False),
            Column(key="sent", title=t("Last sent to it"), width=204, kind=CellKind.STATE, sortable=False),
        ]
        rows = [self._office_row(code, name) for code, name in view.receivers]
        listed = ListView(PagedModel.of_rows(columns, rows), outer=0, fit_rows=True, name="exchange-offices",
                          accessible=t("Offices registered"))  # fmt: skip
        listed.row_activated.connect(self.office_asked)
        column.addWidget(listed)

    def _office_row(self, code: str, name: str) -> dict[str, object]:
        view, today = self._state.view, self._state.today
        came = next((each for each in view.received if each.office == code), None)
        went = next((each for each in view.sent if each.office == code), None)
        missing = telling.missing_numbers(view.received, code)
        gaps: Mark | str = ""
        if missing:
            gaps = Mark(Shape.TRIANGLE, Tone.WARNING, telling.numbers_words(missing, 3))
        elif came is not None:
            gaps = Mark(Shape.CHECK, Tone.SUCCESS, t("none"))
        return {
            "id": code,
            "office": telling.office_words(code, name),
            "no": t("No. {n}", n=came.number) if came else t("nothing yet"),
            "on": telling.day_words(came.at, today) if came else "",
            "entries": came.entries if came else "",
            "missing": gaps,
            "sent": self._went(went) if went else "",
        }

    def _went(self, went: SentBundle) -> Mark:
        mark = telling.sent_mark(went)
        if went.state == "received":
            return Mark(mark.shape, mark.tone, t("No. {n}, received", n=went.number))
        return Mark(mark.shape, mark.tone, t("No. {n}, not confirmed", n=went.number))

    # What came

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(SectionHeading(t("Received files")))
        self._add_received(column)
        drop = DropZone(t("Drop files here"), hint=t("or choose with Ctrl+O"), endings=ENDINGS, name="exchange-drop")
        drop.files_dropped.connect(self.files_chosen)
        drop.clicked.connect(self.choose_asked)
        column.addWidget(drop)
        column.addWidget(Hairline())
        if self._state.view.fingerprints:
            self._add_words(column)
            column.addWidget(Hairline())
        if self._state.view.received and not self._state.is_headquarters:
            self._add_missing(column)
        return side

    def _add_received(self, column: QVBoxLayout) -> None:
        received = self._state.view.received
        if not received:
            column.addWidget(Label(t("Nothing yet"), color="second"))
        for each in received[:3]:
            column.addWidget(_ReceivedLine(each, self._state.today, with_office=self._state.is_headquarters))
        if self._state.decisions:
            count = len(self._state.decisions)
            words = t("1 of your values was not kept") if count == 1 else t("{n} of your values were not kept", n=count)
            column.addWidget(Label(words, mark=Mark(Shape.DIAMOND, Tone.CONFLICT)))
            link = LinkLabel(t("See who and why"), chevron=True, name="exchange-decisions")
            link.clicked.connect(self.decisions_asked)
            column.addWidget(link)
        if self._state.conflicts:
            words = telling.conflicts_words(self._state.conflicts)
            column.addWidget(Label(words, mark=Mark(Shape.DIAMOND, Tone.CONFLICT)))
            go = LinkLabel(t("Decide them"), chevron=True, name="exchange-conflicts")
            go.clicked.connect(self.conflicts_asked)
            column.addWidget(go)

    def _add_words(self, column: QVBoxLayout) -> None:
        prints = self._state.view.fingerprints
        column.addWidget(SectionHeading(t("Six words")))
        column.addWidget(Paragraph(t("Read them out on the telephone: if all six agree, both hold the same.")))
        names = {**dict(self._state.view.receivers), self._state.view.office: self._state.view.office_name}
        own = self._state.view.office
        # The own office's channel tells most: it is what only this office and headquarters hold.
        shown = next((each for each in prints if each.channel.startswith("office/")), prints[0])
        if len(prints) > 1:
            choices = [Choice(each.channel, telling.channel_words(each.channel, names, own)) for each in prints]
            select = Select("", choices=choices, value=shown.channel, dense=True, name="exchange-channel",
                            accessible=t("Which records"), reserve_below=False)  # fmt: skip
            select.changed.connect(self._on_channel)
            column.addWidget(select)
        else:
            column.addWidget(Label(telling.channel_words(shown.channel, names, own), color="second"))
        self._words = HashWords(shown.words, columns=2, name="exchange-words")
        column.addWidget(self._words)
        self._unsealed = Label("", kind=Type.CAPTION, color="hint", name="exchange-unsealed")
        column.addWidget(self._unsealed)
        self._tell_unsealed(shown.unsealed)

    def _tell_unsealed(self, count: int) -> None:
        if self._unsealed is not None:
            self._unsealed.set_words(t("Besides {entries} here that are not sealed yet",
                                       entries=telling.entries_words(count)) if count else "")  # fmt: skip
            self._unsealed.setVisible(bool(count))

    @Slot(object)
    def _on_channel(self, channel: str) -> None:
        for each in self._state.view.fingerprints:
            if each.channel == channel and self._words is not None:
                self._words.set_words(each.words)
                self._tell_unsealed(each.unsealed)

    def _add_missing(self, column: QVBoxLayout) -> None:
        received = self._state.view.received
        column.addWidget(SectionHeading(t("Missing numbers")))
        for office, name in dict.fromkeys((each.office, each.office_name) for each in received):
            missing = telling.missing_numbers(received, office)
            last = max(each.number for each in received if each.office == office)
            if missing:
                words = telling.numbers_words(missing)
                if len({each.office for each in received}) > 1:
                    column.addWidget(Label(name, color="second"))
                column.addWidget(Label(words, mark=Mark(Shape.TRIANGLE, Tone.WARNING)))
                column.addWidget(
                    Paragraph(t("What the sender does not see confirmed, it sends again by itself with its next file."))
                )
            else:
                words = t("None up to no. {last}", last=last)
                column.addWidget(Label(words, mark=Mark(Shape.CHECK, Tone.SUCCESS)))


class _ReceivedLine(Part):
    """A file that came: number in bold, when and how much at the right."""

    def __init__(self, bundle: ReceivedBundle, today: date, *, with_office: bool) -> None:
        words = t("No. {n} imported", n=bundle.number)
        if with_office:
            words = t("{office}, no. {n}", office=bundle.office_name, n=bundle.number)
        meta = t(", ").join((telling.day_words(bundle.at, today), telling.entries_words(bundle.entries)))
        super().__init__(accessible=f"{words} {meta}")
        self._words, self._meta, self._two = words, meta, with_office
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(44 if self._two else 26))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = ready(self)
        look = self.look
        size, step = theme.px(13), theme.px(24)
        shapes.draw(painter, QRectF(0, 0, size, step), Shape.CHECK, look.color("success"), look.color("background"))
        left = theme.px(24)
        meta = paint.width_of(self._meta, Type.CAPTION, digits=True) + 2
        row = QRectF(left, 0, self.width() - left - (0 if self._two else meta + theme.px(8)), step)
        paint.text(painter, row, self._words, look.color("text"), bold=True)
        second = QRectF(left, theme.px(21), self.width() - left, theme.px(20))
        if not self._two:
            second = QRectF(self.width() - meta, 0, meta, step)
        paint.text(painter, second, self._meta, look.color("hint"), kind=Type.CAPTION, digits=True,
                   align=paint.LEFT if self._two else paint.RIGHT)  # fmt: skip
        painter.end()


def receiver_of(view: ExchangeView) -> str:
    """To whom a mission sends unless it chooses otherwise: headquarters."""
    codes: Sequence[str] = [code for code, _ in view.receivers]
    return "hq" if "hq" in codes or not codes else codes[0]
