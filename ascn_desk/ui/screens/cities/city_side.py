"""What stands beside a city: where it lies, who is in charge of it, the latest notes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascn_desk.base.outlines import Bounds
from ascn_desk.base.words import t
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.views import Row
from ascn_desk.ui import theme
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.forms.storing import row_title
from ascn_desk.ui.parts import (
    Hairline,
    KeyValueList,
    Label,
    LinkLabel,
    Mark,
    Paragraph,
    SectionHeading,
    Shape,
    Tone,
    Type,
)
from ascn_desk.ui.parts.map_marks import MapPlace
from ascn_desk.ui.parts.outline_map import OutlineMap, caption
from ascn_desk.ui.screens.cities.city_row import is_member
from ascn_desk.ui.screens.cities.reading import CityPageData, place_of

_WINDOW_DEGREES = 8.0
_NOTES = 3


class CitySide(QWidget):
    """Signals: ``edit_asked()``, ``notes_asked()`` to see all notes."""

    edit_asked = Signal()
    notes_asked = Signal()

    def __init__(self, data: CityPageData, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data, self._row = data, row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        mapped = self._map()
        if mapped is not None:
            column.addWidget(mapped)
            column.addWidget(Paragraph(caption(), kind=Type.CAPTION, line_height=18))
            column.addWidget(Hairline())
        column.addWidget(KeyValueList(self._facts()))
        edit = LinkLabel(t("Edit") if self.data.may_write else t("Suggest a change"), chevron=True, name="city-edit")
        edit.clicked.connect(self.edit_asked)
        column.addWidget(edit)
        column.addWidget(Hairline())
        self._add_notes(column)

    def _map(self) -> OutlineMap | None:
        at = place_of(self._row)
        if at is None:
            return None
        places = [
            MapPlace(id=row.id, longitude=place[0], latitude=place[1], title=row_title(row),
                     sort="pilot" if row.id == self._row.id else "other")
            for row in sorted(self.data.neighbours, key=lambda row: (row.id != self._row.id, not is_member(row)))
            if (place := place_of(row)) is not None and (row.id == self._row.id or is_member(row))
        ]  # fmt: skip
        half = _WINDOW_DEGREES / 2
        window = Bounds(at[0] - half, at[1] - half, at[0] + half, at[1] + half)
        made = OutlineMap(
            places, own_country=str(self._row.values.get("country") or ""), window=window, here=self._row.id,
            takes_keys=False, rounded=True, name="city-map",
            accessible=t("Outline map with {city}", city=self.data.view.title),
        )  # fmt: skip
        made.setFixedHeight(theme.px(300))
        return made

    def _facts(self) -> list[tuple[str, str | Mark]]:
        view, reader = self.data.view, self.data.reader
        values = view.record.values
        made: list[tuple[str, str | Mark]] = []
        if view.office is not None:
            made.append((t("Office"), row_title(view.office)))
        officer = str(values.get("officer_post") or "")
        made.append((t("City officer"), officer or Mark(Shape.TRIANGLE, Tone.WARNING, t("Not recorded"))))
        focus = reader.words(KINDS["city"], "focus_areas", values)
        if focus:
            made.append((t("Focus"), focus))
        source = str(values.get("source") or "")
        if source:
            made.append((t("Source"), _host(source)))
        if values.get("confidence") == "from-memory":
            made.append((t("Confidence"), Mark(Shape.TRIANGLE, Tone.WARNING, t("From memory: check first"))))
        return made

    def _add_notes(self, column: QVBoxLayout) -> None:
        notes, reader = self.data.view.notes, self.data.reader
        heading = SectionHeading(t("Latest notes"), count=len(notes), link=t("All") if notes else "", name="city-notes")
        heading.link_chosen.connect(self.notes_asked)
        column.addWidget(heading)
        if not notes:
            column.addWidget(Label(t("None yet"), color="second"))
        newest = sorted(notes, key=lambda row: str(row.values.get("seen_on") or ""), reverse=True)
        for row in newest[:_NOTES]:
            line = QHBoxLayout()
            day = reader.words(KINDS["city_note"], "seen_on", row.values)
            told = _reliability(row, reader)
            line.addWidget(Label(day or t("undated"), kind=Type.CAPTION, color="hint"))
            line.addStretch(1)
            line.addWidget(Label(told, kind=Type.CAPTION, color="hint"))
            column.addLayout(line)
            column.addWidget(Paragraph(_shortened(str(row.values.get("text") or "")), color="text"))


def _reliability(row: Row, reader: Reader) -> str:
    code = row.values.get("reliability")
    if isinstance(code, str):
        return t("Reliability {grade}", grade=code.upper())
    return reader.words(KINDS["city_note"], "note_kind", row.values)


def _shortened(text: str, most: int = 160) -> str:
    first = " ".join(text.split())
    return first if len(first) <= most else first[:most].rstrip() + "…"


def _host(source: str) -> str:
    """The name of a source; of an address only the site."""
    first = source.partition(" ; ")[0].strip()
    if first.startswith(("http://", "https://")):
        return first.split("/")[2]
    return first
