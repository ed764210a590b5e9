"""Own templates: what a pack is made of, saved as a record that travels to the other desks of the office.

Shapes: ``records`` and ``sections`` are kept as lines of one text: ``city:vn-hanoi``, ``figures``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ascn_desk.base import words
from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.vocabularies import Redaction
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_paper import USUAL, PackPaper, read_paper, stored_paper
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.records import add_record, set_fields, show_record
from ascn_desk.operations.views import Row, Saved
from ascn_desk.operations.views.records import Values
from ascn_desk.store import queries
from ascn_desk.store.queries import Selection

KIND = "pack_definition"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRequest:
    """What is asked for when a pack is made.

    Shapes: ``records`` are (kind, id); ``sections`` in the order wished, empty for all of the template in its order;
            ``marking`` None for that of the content; ``as_of`` None for today. ``definition`` is the id of the own
            template it comes from.
    """

    template: str
    records: tuple[tuple[str, str], ...] = ()
    sections: tuple[str, ...] = ()
    language: str = "ja"
    marking: str | None = None
    as_of: date | None = None
    redaction: str = Redaction.INTERNAL.value
    paper: PackPaper = USUAL
    definition: str | None = None


def save_definition(desk: Desk, title: str, request: PackRequest, definition: str | None = None) -> Saved:
    """Keep what is asked for as an own template, a new one or in place of one.

    Errors: UsageError ``unknown-template``; CorrectableError for what the person must mend, a title foremost.
    """
    values = {"title": title, **stored_request(request)}
    if definition is None:
        return add_record(desk, KIND, values)
    return set_fields(desk, KIND, definition, values)


def definitions(desk: Desk) -> tuple[Row, ...]:
    """The own templates that this desk holds, by title."""
    with desk.store.reading() as connection:
        wanted = Selection(kind=KIND, sort="title", lang=words.language())
        _, found = queries.page(connection, desk.store.tables, wanted)
    return tuple(Row(KIND, each.id, each.channel, each.values) for each in found if not each.values["archived"])


def definition_named(desk: Desk, name: str) -> PackRequest:
    """What an own template asks for, by its id or title.

    Errors: CorrectableError ``unknown-record``, ``several-definitions``.
    """
    found = [each for each in definitions(desk) if name in (each.id, each.values["title"])]
    if len(found) > 1:
        raise CorrectableError("several-definitions", title=name, ids=", ".join(each.id for each in found))
    if found:
        return read_request(found[0].values, found[0].id)
    # An archived one can still be named by its id; what is not there at all is refused here.
    return read_request(show_record(desk, KIND, name).values, name)


def stored_request(request: PackRequest) -> dict[str, str | bool | None]:
    """The fields in which records keep what was asked for."""
    return {
        "template": template_named(request.template).template.value,
        "records": "\n".join(f"{kind}:{record}" for kind, record in request.records) or None,
        "sections": "\n".join(request.sections) or None,
        "language": request.language,
        "marking": request.marking,
        "redaction": request.redaction,
        "as_of": request.as_of.isoformat() if request.as_of else None,
        **stored_paper(request.paper),
    }


def read_request(values: Values, definition: str | None = None) -> PackRequest:
    """What was asked for, from the fields of a definition or an issue."""
    day = text_in(values, "as_of")
    return PackRequest(
        template=text_in(values, "template"),
        records=tuple(_places(text_in(values, "records").splitlines())),
        sections=tuple(each.strip() for each in text_in(values, "sections").splitlines() if each.strip()),
        language=text_in(values, "language") or words.language(),
        marking=text_in(values, "marking") or None,
        as_of=date.fromisoformat(day) if day else None,
        redaction=text_in(values, "redaction") or Redaction.INTERNAL.value,
        paper=read_paper(values),
        definition=definition,
    )


def text_in(values: Mapping[str, object], field: str) -> str:
    """A text of a record; "" where there is none."""
    value = values.get(field)
    return value if isinstance(value, str) else ""


def _places(lines: Sequence[str]) -> list[tuple[str, str]]:
    """(kind, id) of each line; what names no record is left out, a person may have typed it."""
    found = [line.strip().partition(":") for line in lines]
    return [(kind, record) for kind, _, record in found if kind and record]
