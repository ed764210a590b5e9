"""One thing that happened in a case, or was promised."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade, LogKind, Support, SupportState


@kind(
    "log_entry",
    ja="経過",
    en="Log entry",
    plural_en="Log entries",
    scope=Scope.OFFICE,
    default_grade=Grade.CONF_2,
    groups=("support support_state",),
    title_en=("text",),
    title_ja=("text",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry(Record):
    """One thing that happened in a case, or was promised."""

    case: str | None = f.reference("案件", "Case", "case", required="save", column=2)
    happened_on: str | None = f.day("日付", "Date", required="save", column=1)
    medium: str | None = f.listed("方法", "By", "medium", column=4)
    log_kind: str | None = f.choice("種別", "Kind of entry", LogKind, column=3)
    participants: str | None = f.lines("出席者・相手", "Participants", searchable=True, column=6)
    text: str | None = f.long_text("内容", "Text", required="save", searchable=True, column=5)
    support: str | None = f.choice("支援の内容", "Support", Support, column=7)
    support_state: str | None = f.choice("支援の状況", "State of the support", SupportState, column=8)
