"""A record kind: its declaration made from a frozen dataclass, and the register of all kinds' mechanics.

One declaration serves the journal's checks, the shown table, forms, lists, sheets, papers and the data
dictionary.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from ascn_desk.domain.fields import NOTE_LENGTH, Field, boolean, choice, listed, reference, text
from ascn_desk.domain.vocabularies import GRADE_ORDER, Confidence, Grade

DELETED = "deleted"
MERGED_INTO = "merged_into"


class Scope(StrEnum):
    """Where a new record of a kind goes unless the person says otherwise.

    ``programme``: headquarters' own into ``reference``, a mission's into its country's channel.
    ``entry``: the channel of the entry it speaks of, which the writer names.
    """

    REFERENCE = "reference"
    PROGRAMME = "programme"
    OFFICE = "office"
    ENTRY = "entry"


class Writer(StrEnum):
    """The two kinds of desks."""

    MISSION = "mission"
    HEADQUARTERS = "headquarters"


BOTH = frozenset({Writer.MISSION, Writer.HEADQUARTERS})
HEADQUARTERS_ONLY = frozenset({Writer.HEADQUARTERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The declaration of a kind.

    Shapes: ``fields`` in the order of declaration, the common ones last; ``groups`` maps a register of
            several fields to their names; ``title_en`` and ``title_ja`` name the fields tried in turn for a
            record's title: a reference stands for the title of its target, a long text for its first line.
    """

    name: str
    en: str
    ja: str
    plural_en: str
    writers: frozenset[Writer]
    scope: Scope
    personal: bool
    default_grade: Grade
    record_class: type[Any]
    fields: Mapping[str, Field]
    groups: Mapping[str, tuple[str, ...]]
    title_en: tuple[str, ...]
    title_ja: tuple[str, ...]

    def words(self, lang: str) -> str:
        """What one record of this kind is called."""
        return self.ja if lang == "ja" else self.en

    def register_of(self, name: str) -> str:
        """The register that an entry's ``field`` or ``field:member`` belongs to."""
        head, colon, _ = name.partition(":")
        return name if colon else self.fields[head].register

    def record(self, record_id: str, channel: str, values: Mapping[str, Any]) -> Any:
        """One frozen record of this kind from its shown values.

        Shapes: sets as iterables of members, or as ``field:member`` → true; unknown fields are left out;
                a known code of a fixed vocabulary becomes its member, another stays the code.
        """
        given: dict[str, Any] = {}
        members: dict[str, set[str]] = {}
        for name, value in values.items():
            head, colon, member = name.partition(":")
            field = self.fields.get(head)
            if field is None:
                continue
            if not field.is_set:
                given[field.attribute] = field.shown(value)
            elif not colon:
                members.setdefault(head, set()).update(value)
            elif value:
                members.setdefault(head, set()).add(member)
        given.update((self.fields[name].attribute, tuple(sorted(held))) for name, held in members.items())
        return self.record_class(id=record_id, channel=channel, **given)

    def grade_of(self, values: Mapping[str, Any]) -> Grade:
        """The grade a record is handled by: its own, else its kind's; an unknown one is the highest."""
        code = values.get("grade")
        if code is None:
            return self.default_grade
        try:
            return Grade(code)
        except ValueError:
            return GRADE_ORDER[-1]

    def columns(self) -> list[Field]:
        """The fields shown in a list, in their order."""
        shown = [each for each in self.fields.values() if each.column is not None]
        return sorted(shown, key=lambda each: (each.column is None, each.column))

    def title_fields(self, lang: str) -> tuple[str, ...]:
        """The fields tried in turn for a record's title."""
        return self.title_ja if lang == "ja" else self.title_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record carries: where it is found, how it is handled, whether it still shows."""

    KIND: ClassVar[Kind]

    id: str
    channel: str
    grade: str | None = choice("取扱区分", "Grade", Grade)
    limits: tuple[str, ...] = listed("取扱制限", "Handling limits", "limit", is_set=True)
    tags: tuple[str, ...] = reference("タグ", "Tags", "tag", is_set=True)
    archived: bool | None = boolean("保管済み", "Archived")
    archived_reason: str | None = text("保管の理由", "Reason for archiving")
    deleted: bool | None = boolean("削除", "Deleted", by_program=True)
    merged_into: str | None = reference("統合先", "Merged into", "", by_program=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedRecord(Record):
    """What records of the reference and programme kinds carry beside."""

    source: str | None = text("出典", "Source", length=NOTE_LENGTH)
    confidence: str | None = choice("確度", "Confidence", Confidence)


R = TypeVar("R", bound=Record)


def kind(
    name: str,
    *,
    ja: str,
    en: str,
    plural_en: str | None = None,
    writers: frozenset[Writer] = BOTH,
    scope: Scope = Scope.REFERENCE,
    personal: bool = False,
    default_grade: Grade = Grade.CONF_1,
    groups: tuple[str, ...] = (),
    title_en: tuple[str, ...] = ("name_en", "name_ja"),
    title_ja: tuple[str, ...] = ("name_ja", "name_en"),
) -> Callable[[type[R]], type[R]]:
    """Declare a frozen dataclass as a record kind; its declaration becomes the class attribute ``KIND``.

    Each of ``groups`` lists the fields of one register, separated by blanks: ``"status status_on"``.
    An attribute whose name would be a word of Python ends in ``_``; the field's name does not.

    Errors: ValueError for a group or a title of fields that the class does not have.
    """

    def declare(record_class: type[R]) -> type[R]:
        declared = [each for each in dataclasses.fields(record_class) if each.metadata]
        base = SourcedRecord if issubclass(record_class, SourcedRecord) else Record
        common = {each.name for each in dataclasses.fields(base)}
        ordered = sorted(declared, key=lambda each: each.name in common)
        fields = {field.name: field for field in map(_field, ordered)}
        fields[MERGED_INTO] = dataclasses.replace(fields[MERGED_INTO], target=name)
        if missing := {*title_en, *title_ja} - fields.keys():
            raise ValueError(f"{name}: title of unknown fields {sorted(missing)}")
        grouped: dict[str, tuple[str, ...]] = {}
        for line in (*groups, "archived archived_reason"):
            members = tuple(line.split())
            if missing := set(members) - fields.keys():
                raise ValueError(f"{name}: group of unknown fields {sorted(missing)}")
            grouped[members[0]] = members
            for each in members:
                fields[each] = dataclasses.replace(fields[each], register=members[0])
        record_class.KIND = Kind(
            name=name,
            ja=ja,
            en=en,
            plural_en=plural_en or f"{en}s",
            writers=writers,
            scope=scope,
            personal=personal,
            default_grade=default_grade,
            record_class=record_class,
            fields=MappingProxyType(fields),
            groups=MappingProxyType(grouped),
            title_en=title_en,
            title_ja=title_ja,
        )
        return record_class

    return declare


def _field(each: dataclasses.Field[Any]) -> Field:
    settings = dict(each.metadata["declaration"])
    name = each.name.removesuffix("_")
    return Field(name=name, register=name, **settings)
