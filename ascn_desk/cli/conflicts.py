"""Conflicts from the command line: conflicts, resolve."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.base.errors import UsageError
from ascn_desk.cli import shapes, telling_exchange
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.records import saved
from ascn_desk.cli.typed_values import group_value, kind_named, taken
from ascn_desk.domain.kind import Kind
from ascn_desk.domain.typed import Scalar, parse_assignment, parse_value
from ascn_desk.operations import conflicts, records


def listing(call: Call) -> Answer:
    """List what awaits a decision."""
    found = conflicts.conflicts(call.desk)
    return Answer(shape=shapes.conflicts(found), words=telling_exchange.conflicts(found, call.room, call.choice_names))


def resolve(call: Call) -> Answer:
    """Decide a conflict: take one of its values, or write another."""
    given = call.given
    kind = kind_named(given.one("kind"))
    record, register, channel = given.one("id"), given.one("register"), given.maybe("channel")
    chosen, typed = given.maybe("take"), given.maybe("value")
    if (chosen is None) == (typed is None):
        raise UsageError("take-or-value")
    if chosen is not None:
        view = records.show_record(call.desk, kind.name, record, channel=channel)
        take = taken(chosen, view.heads.get(register, ()))
        done = conflicts.resolve(
            call.desk, kind.name, record, register, channel=view.channel, take=take, why=given.maybe("why")
        )
        return saved(done)
    value = _value(kind, register, str(typed), call)
    done = conflicts.resolve(
        call.desk, kind.name, record, register, channel=channel, value=value, why=given.maybe("why")
    )
    return saved(done)


def _value(kind: Kind, register: str, typed: str, call: Call) -> Scalar | Mapping[str, Scalar]:
    """The value of a register as typed: a group as a JSON object, or the text of its first field alone."""
    head, colon, _ = register.partition(":")
    field = kind.fields.get(head)
    if field is None or (field.register != head and not colon):
        raise UsageError("unknown-register", register=register, kind=kind.name)
    if colon:
        return parse_assignment(kind, f"{register}={typed}", call.today)[1]
    if head not in kind.groups:
        return parse_value(field, typed, call.today)
    return group_value(typed) or {head: parse_value(field, typed, call.today)}


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {"conflicts": listing, "resolve": resolve}
