"""A person who works at an office's desk."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade, Role


@kind(
    "officer",
    ja="担当者",
    en="Officer",
    scope=Scope.OFFICE,
    personal=True,
    default_grade=Grade.CONF_2,
    title_en=(
        "name",
        "name_ja",
    ),
    title_ja=(
        "name_ja",
        "name",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Officer(Record):
    """A person who works at an office's desk."""

    office: str | None = f.reference("公館", "Office", "office", required="save", column=3)
    user_id: str | None = f.text("利用者ID", "User id", required="save", column=4)
    name: str | None = f.text("氏名(英)", "Name", required="save", searchable=True, column=2)
    name_ja: str | None = f.text("氏名(日)", "Name (Japanese)", searchable=True, column=1)
    role: str | None = f.choice("役割", "Role", Role, column=5)
