"""A record kind: its declaration made from a frozen dataclass, and the register of all kinds' mechanics.

One declaration serves the journal's checks, the shown table, forms, lists, sheets, papers and the data dictionary.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ascn_desk.domain.fields import Field, FieldType, boolean, choice, listed, long_text, reference, text
from ascn_desk.domain.vocabularies import Confidence, Grade

DELETED = "deleted"
MERGED_INTO = "merged_into"


class Scope(StrEnum):
    """Where a new record of a kind goes unless the person says otherwise."""

    REFERENCE = "reference"
    COUNTRY = "country"
    OFFICE = "office"


class Writer(StrEnum):
    """The two kinds of desks."""

    MISSION = "mission"
    HEADQUARTERS = "headquarters"


BOTH = frozenset({Writer.MISSION, Writer.HEADQUARTERS})
HEADQUARTERS_ONLY = frozenset({Writer.HEADQUARTERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The declaration of a kind.

    Shapes: ``fields`` in the order of declaration, the common ones last; ``groups`` maps a register of several fields
            to their names; ``title`` names the fields tried in turn for a record's title, per language.
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

    def columns(self) -> list[Field]:
        """The fields shown in a list, in their order."""
        shown = [each for each in self.fields.values() if each.column is not None]
        return sorted(shown, key=lambda each: each.column or 0)

    def title_fields(self, lang: str) -> tuple[str, ...]:
        """The fields tried in turn for a record's title."""
        return self.title_ja if lang == "ja" else self.title_en


def kind(
    name: str,
    *,
    ja: str,
    en: str,
    plural_en: str | None = None,
    writers: frozenset[Writer] = BOTH,
    scope: Scope = Scope.REFERENCE,
    personal: bool = False,
    default_grade: Grade = Grade.PUBLIC,
    sourced: bool = False,
    groups: tuple[str, ...] = (),
    title_en: tuple[str, ...] = ("name_en", "name_ja"),
    title_ja: tuple[str, ...] = ("name_ja", "name_en"),
) -> Callable[[type[Any]], type[Any]]:
    """Declare a frozen dataclass as a record kind; its declaration stands in the class attribute ``KIND``.

    Each of ``groups`` lists the fields of one register, separated by blanks: ``"status status_on status_reason"``.
    ``sourced`` adds ``source`` and ``confidence``, which reference and programme kinds carry.
    """

    def declare(record_class: type[Any]) -> type[Any]:
        fields = {each.name: _field(each) for each in dataclasses.fields(record_class)}
        common = _Sourced if sourced else _Common
        for each in dataclasses.fields(common):
            fields.setdefault(each.name, _field(each))
        fields[DELETED] = Field(name=DELETED, type=FieldType.BOOLEAN, en="Deleted", ja="削除", register=DELETED, by_program=True)
        merged = dataclasses.fields(_Merged)[0]
        fields[MERGED_INTO] = dataclasses.replace(_field(merged), target=name)
        grouped: dict[str, tuple[str, ...]] = {}
        for line in (*groups, "archived archived_reason"):
            members = tuple(line.split())
            if missing := [each for each in members if each not in fields]:
                raise ValueError(f"{name}: group of unknown fields {missing}")
            grouped[members[0]] = members
            for each in members:
                fields[each] = dataclasses.replace(fields[each], register=members[0])
        record_class.KIND = Kind(
            name=name, ja=ja, en=en, plural_en=plural_en or f"{en}s", writers=writers, scope=scope, personal=personal,
            default_grade=default_grade, record_class=record_class, fields=fields, groups=grouped,
            title_en=title_en, title_ja=title_ja,
        )  # fmt: skip
        return record_class

    return declare


def _field(each: dataclasses.Field[Any]) -> Field:
    settings = dict(each.metadata["declaration"])
    return Field(name=each.name, register=each.name, **settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merged:
    merged_into: str | None = reference("統合先", "Merged into", "", by_program=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Common:
    """What every record carries."""

    grade: Grade | None = choice("取扱区分", "Grade", Grade)
    limits: tuple[str, ...] = listed("取扱制限", "Handling limits", "limit", is_set=True)
    tags: tuple[str, ...] = reference("札", "Tags", "tag", is_set=True)
    archived: bool | None = boolean("保管済み", "Archived")
    archived_reason: str | None = long_text("保管の理由", "Reason for archiving", length=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sourced(_Common):
    """What records of the reference and programme kinds carry beside."""

    source: str | None = text("出典", "Source", length=1000)
    confidence: Confidence | None = choice("確度", "Confidence", Confidence)
