"""Records from the command line: add, set, batch, show, list, history, kinds, search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ascn_desk.base.errors import DeskError, MachineError
from ascn_desk.base.words import error_text, t
from ascn_desk.cli import shapes, telling
from ascn_desk.cli.arguments import existing
from ascn_desk.cli.batch_file import reading_lines
from ascn_desk.cli.call import MACHINE, REFUSED, Answer, Call, Lines
from ascn_desk.cli.typed_values import asked, assigned, kind_named, seen_of
from ascn_desk.domain.dictionary import describe_kind
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import history as past
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


def batch(call: Call) -> Lines:
    """Add and change many records; at a fault the one line that is printed says where."""
    name = call.given.one("file")
    if name != "-":
        existing(name)
    numbers: list[int] = []
    operations = _operations(name, numbers)
    try:
        if call.given.flag("each"):
            for done in records.batch_each(call.desk, operations):
                yield saved(done)
        else:
            # Printed when all of it is safe: a line that was printed is a record that is there.
            for done in records.batch(call.desk, operations):
                yield saved(done)
    except DeskError as error:
        yield _fault(error, numbers)


def _operations(name: str, numbers: list[int]) -> Iterator[records.Operation]:
    """The operations of a file; ``numbers`` gets the number of each one's line."""
    for line in reading_lines(name):
        numbers.append(line.number)
        yield records.Operation(
            kind=line.kind,
            values=line.values,
            id=None if line.is_new else line.id,
            new_id=line.id if line.is_new else None,
            channel=line.channel,
            why=line.why,
            seen=line.seen,
        )


def _fault(error: DeskError, numbers: Sequence[int]) -> Answer:
    """Where a batch stopped, if a line is to blame; else the failure itself. Errors: those that no line caused."""
    if isinstance(error, records.BatchError):
        line, fault = numbers[error.place - 1], error.fault
    elif isinstance(error.data.get("line"), int):
        line, fault = int(str(error.data["line"])), error
    else:
        raise error
    # A fault of a line is no wrong use of the command.
    code = MACHINE if isinstance(fault, MachineError) else REFUSED
    words = t("Line {line}: {message}", line=line, message=error_text(fault))
    return Answer(shape={"line": line, **shapes.error(fault)}, words=words, code=code)


def show(call: Call) -> Answer:
    """Show a record."""
    given = call.given
    kind = kind_named(given.one("kind"))
    view = records.show_record(call.desk, kind.name, given.one("id"), channel=given.maybe("channel"))
    return Answer(shape=shapes.record(view), words=telling.record(view, call.room, call.choice_names))


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
    return Answer(shape=shapes.page(found), words=telling.page(found, kind.name, call.room, call.choice_names))


def history(call: Call) -> Answer:
    """Show all that was written about a record."""
    given = call.given
    kind = kind_named(given.one("kind"))
    entries = past.history(call.desk, kind.name, given.one("id"), channel=given.maybe("channel"))
    words = telling.history(kind.name, entries, call.room, call.choice_names)
    return Answer(shape=shapes.history(entries), words=words)


def kinds(call: Call) -> Answer:
    """Print the declarations; no desk is needed."""
    name = call.given.maybe("kind")
    chosen = [kind_named(name)] if name else list(KINDS.values())
    described = [describe_kind(kind) for kind in chosen]
    return Answer(shape={"kinds": described}, words=telling.kinds(described, call.room))


def search(call: Call) -> Answer:
    """Search in all records; without a kind, the cases of what was found by its name as well."""
    given = call.given
    kind, text, limit = given.maybe("kind"), " ".join(given.all("text")), given.number("limit", _HITS)
    if kind:
        page = searching.search(call.desk, text, kind=kind_named(kind).name, limit=limit)
        found = views.SearchWithCases(page, ())
    else:
        found = searching.search_with_cases(call.desk, text, limit=limit)
    return Answer(shape=shapes.found(found), words=telling.found(found, call.room))


def saved(done: views.Saved) -> Answer:
    """That something was saved."""
    return Answer(shape=shapes.saved(done), words=telling.saved(done))


RUNNERS: Mapping[str, Callable[[Call], Answer | Lines]] = {
    "add": add,
    "set": change,
    "batch": batch,
    "show": show,
    "list": listing,
    "history": history,
    "kinds": kinds,
    "search": search,
}
