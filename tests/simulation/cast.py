"""Who takes part, and what they may type: every office of the shipped data, some with two desks; all types of field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, NamedTuple

from ascn_desk.domain.channels import country_channel, office_channel
from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import DELETED, MERGED_INTO, Kind, Scope
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations.profiles import offices
from ascn_desk.operations.views import OfficeChoice

HQ = "hq"
REFERENCE_KINDS = ("city", "facility")
COUNTRY_KINDS = ("company", "project", "financing", "call")
OFFICE_KINDS = ("case", "contact", "visit", "attachment")
_SECOND_DESKS = ("emb-vn", "emb-id")
_SETS = ("rail", "port", "water", "5g")
_COMMON = ("grade", "limits")


@dataclass(frozen=True, slots=True)
class Role:
    """A desk of the play; ``name`` is its office's code, with ``.2`` for the second one."""

    name: str
    office: str
    country: str | None

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels of its own that it writes."""
        return (country_channel(self.country or "vn"), office_channel(self.office))


class Record(NamedTuple):
    """Where a record lies."""

    channel: str
    kind: str
    id: str


def roles() -> list[Role]:
    """Headquarters, then the missions, those of the countries with most offices first."""
    found = [Role(each.code, each.code, each.country) for each in _all_offices() if each.code != HQ]
    found += [Role(f"{each.office}.2", each.office, each.country) for each in found if each.office in _SECOND_DESKS]
    sizes = {each.country: sum(other.country == each.country for other in found) for each in found}
    found.sort(key=lambda each: (-sizes[each.country], each.country or "", each.name))
    return [Role(HQ, HQ, None), *found]


@cache
def _all_offices() -> tuple[OfficeChoice, ...]:
    return offices()


def kinds_for(channel: str) -> tuple[str, ...]:
    """The kinds that are written into a channel here."""
    scope = channel.partition("/")[0]
    return {"reference": REFERENCE_KINDS, "country": COUNTRY_KINDS}.get(scope, OFFICE_KINDS)


def first_values(chance: Random, kind: Kind, mark: str) -> dict[str, Any]:
    """What a new record says: all that must be there, and something more."""
    values: dict[str, Any] = {}
    for field in kind.fields.values():
        if field.required == "save":
            values |= _register(chance, kind, field, mark)
    for register in chance.sample(_registers(kind), 2):
        values |= _register(chance, kind, kind.fields[register], mark)
    return values


def changed_values(chance: Random, kind: Kind, mark: str, others: list[str]) -> dict[str, Any]:
    """What an edit says; deletion and merging now and then."""
    dice = chance.random()
    if dice < 0.06:
        return {DELETED: chance.random() < 0.7}
    if dice < 0.12 and others:
        return {MERGED_INTO: chance.choice([*others, None])}
    values: dict[str, Any] = {}
    for register in chance.sample(_registers(kind), chance.choice((1, 1, 1, 2, 3))):
        values |= _register(chance, kind, kind.fields[register], mark)
    if dice < 0.16:
        values |= {DELETED: False}
    return values


def _registers(kind: Kind) -> list[str]:
    return [
        name
        for name, field in kind.fields.items()
        if not field.by_program and name not in _COMMON and field.register == name
    ]


def _register(chance: Random, kind: Kind, field: Field, mark: str) -> dict[str, Any]:
    if field.is_set:
        members = chance.sample(_SETS, chance.choice((1, 1, 2)))
        return {f"{field.name}:{each}": chance.random() < 0.7 for each in members}
    names = kind.groups.get(field.register, (field.name,))
    values = {name: _value(chance, kind.fields[name], mark) for name in names}
    if field.type is FieldType.MONEY and values[field.name] is not None:
        values |= {name: "JPY" for name in names if name.endswith("currency")}
    return values


def _value(chance: Random, field: Field, mark: str) -> Any:
    if field.required != "save" and chance.random() < 0.1:
        return None
    match field.type:
        case FieldType.INTEGER | FieldType.MONEY:
            return chance.randint(max(field.minimum or 0, 1), min(field.maximum or 9_999, 9_999))
        case FieldType.BOOLEAN:
            return chance.random() < 0.5
        case FieldType.DATE:
            return str(date(2026, 1, 1) + timedelta(days=chance.randrange(365)))
        case FieldType.DECIMAL:
            return f"{chance.randrange(-90, 90)}.{chance.randrange(100)}"
        case FieldType.CHOICE if field.choices is not None:
            return chance.choice([each.value for each in field.choices])
        case FieldType.CHOICE | FieldType.REFERENCE:
            return chance.choice(("vn-hanoi", "id-jakarta", "no-such-code"))
        case FieldType.FILE:
            return f"{chance.randrange(16**8):064x}"
        case _ if field.name.endswith("currency"):
            return chance.choice(("JPY", "USD"))
        case _:
            # The mark tells in whose channel it was typed: no other office may ever hold it.
            return f"{mark} {chance.choice('甲乙丙丁')}{chance.randrange(100)}"[: field.length]


def fits(kind: str) -> bool:
    """Whether a kind is one that the play writes."""
    return kind in KINDS and KINDS[kind].scope is not Scope.ENTRY
