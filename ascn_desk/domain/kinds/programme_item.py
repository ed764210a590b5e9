"""One line of a visit's programme, by the clock of the place."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "programme_item",
    ja="日程",
    en="Programme item",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    title_en=(
        "what",
        "starts_at",
    ),
    title_ja=(
        "what",
        "starts_at",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeItem(Record):
    """One line of a visit's programme, by the clock of the place."""

    visit: str | None = f.reference("来訪", "Visit", "visit", required="save", column=1)
    starts_at: str | None = f.local_time("開始", "Starts at", required="save", column=2)
    ends_at: str | None = f.local_time("終了", "Ends at", column=3)
    place: str | None = f.text("場所", "Place", searchable=True, column=5)
    what: str | None = f.text("内容", "What", searchable=True, column=4)
    counterpart: str | None = f.text("先方", "Counterpart", searchable=True, column=6)
    lead: str | None = f.text("当方代表", "Lead", searchable=True, column=7)
    interpreter: str | None = f.text("通訳", "Interpreter", column=8)
    note: str | None = f.text("備考", "Remarks", searchable=True)
