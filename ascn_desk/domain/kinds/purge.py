"""Which line of a journal had to go, and what stands in its place; headquarters only."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "purge",
    ja="消去",
    en="Purge",
    writers=HEADQUARTERS_ONLY,
    scope=Scope.ENTRY,
    default_grade=Grade.CONF_2,
    title_en=(
        "desk",
        "line",
    ),
    title_ja=(
        "desk",
        "line",
    ),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Purge(Record):
    """Which line of a journal had to go, and what stands in its place; headquarters only."""

    desk: str | None = f.text(
        "端末", "Desk", required="save", by_program=True, column=1, pattern="[a-z2-7]{26}"
    )
    n: int | None = f.integer(
        "番号", "Count", required="save", by_program=True, column=2, minimum=1, maximum=2**44 - 1
    )
    line: str | None = f.text(
        "行のハッシュ値",
        "Digest of the line",
        required="save",
        by_program=True,
        column=3,
        pattern="[0-9a-f]{64}",
    )
    skeleton: str | None = f.long_text("残す骨格", "Skeleton", required="save", by_program=True, length=2**20)
