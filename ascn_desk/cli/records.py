"""Records from the command line: add, set, batch, show, list, history, kinds, search."""

from __future__ import annotations

from ascn_desk.cli import shapes, telling
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.typed_values import asked, assigned, kind_named, seen_of
from ascn_desk.domain.dictionary import describe_kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import lists, records, views
from ascn_desk.operations import search as searching

_PAGE = 100
_HITS = 50


def add(call: Call) -> Answer:
    """Add a record."""
    given = call.given
    kind = kind_named(given.one("kind"))
    values = assigned(kind, given.all("values"), call.today)
    done = records.add_record(
        call.desk, kind.name, values, channel=given.maybe("channel"), why=given.maybe("why"), id=given.maybe("id")
    )
    return saved(done)


def change(call: Call) -> Answer:
    """Change fields of a record."""
    given = call.given
    kind = kind_named(given.one("kind"))
    values = assigned(kind, given.all("values"), call.today)
    seen = seen_of(given.all("seen"))
    done = records.set_fields(
        call.desk,
        kind.name,
        given.one("id"),
        values,
        channel=given.maybe("channel"),
        seen=seen,
        why=given.maybe("why"),
    )
    return saved(done)


def show(call: Call) -> Answer:
    """Show a record."""
    given = call.given
    kind = kind_named(given.one("kind"))
    view = records.show_record(call.desk, kind.name, given.one("id"), channel=given.maybe("channel"))
    return Answer(shape=shapes.record(view), words=telling.record(view, call.room))


def listing(call: Call) -> Answer:
    """List records."""
    given = call.given
    kind = kind_named(given.one("kind"))
    where = asked(kind, given.all("where"), call.today)
    limit, offset = given.number("limit", _PAGE), given.number("offset", 0)
    sort = given.maybe("sort")
    found = lists.list_records(
        call.desk,
        kind.name,
        where=where,
        sort=sort.removeprefix("-") if sort else None,
        descending=bool(sort) and str(sort).startswith("-"),
        limit=limit,
        offset=offset,
    )
    return Answer(shape=shapes.page(found), words=telling.page(found, kind.name, call.room))


def history(call: Call) -> Answer:
    """Show all that was written about a record."""
    given = call.given
    kind = kind_named(given.one("kind"))
    entries = records.history(call.desk, kind.name, given.one("id"), channel=given.maybe("channel"))
    return Answer(shape=shapes.history(entries), words=telling.history(kind.name, entries, call.room))


def kinds(call: Call) -> Answer:
    """Print the declarations; no desk is needed."""
    name = call.given.maybe("kind")
    chosen = [kind_named(name)] if name else list(KINDS.values())
    described = [describe_kind(kind) for kind in chosen]
    return Answer(shape={"kinds": described}, words=telling.kinds(described, call.room))


def search(call: Call) -> Answer:
    """Search in all records."""
    given = call.given
    kind = given.maybe("kind")
    found = searching.search(
        call.desk,
        " ".join(given.all("text")),
        kind=kind_named(kind).name if kind else None,
        limit=given.number("limit", _HITS),
    )
    return Answer(shape=shapes.hits(found), words=telling.hits(found, call.room))


def saved(done: views.Saved) -> Answer:
    """That something was saved."""
    return Answer(shape=shapes.saved(done), words=telling.saved(done))
