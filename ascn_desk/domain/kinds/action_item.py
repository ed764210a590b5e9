"""What a meeting left to be done, and who owes it."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Scope, SourcedRecord, kind
from ascn_desk.domain.vocabularies import ActionState


@kind(
    "action_item",
    ja="宿題事項",
    en="Action item",
    scope=Scope.PROGRAMME,
    groups=("state state_on state_reason",),
    title_en=("what",),
    title_ja=("what",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem(SourcedRecord):
    """What a meeting left to be done, and who owes it."""

    meeting: str | None = f.reference("会議", "Meeting", "meeting", column=4)
    what: str | None = f.text("内容", "What is to be done", required="save", searchable=True, column=1)
    owner: str | None = f.reference("担当", "Owner", "organisation", column=2)
    paragraph: str | None = f.text("議事録の該当箇所", "Paragraph of the minutes")
    due: str | None = f.day("期限", "Due", column=3)
    state: str | None = f.choice("状況", "State", ActionState, column=5)
    state_on: str | None = f.day("状況の日付", "State since", column=6)
    state_reason: str | None = f.text("理由", "Reason", searchable=True)
