"""A person whom the office knows, with consent to keep it."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.domain import fields as f
from ascn_desk.domain.kind import Record, Scope, kind
from ascn_desk.domain.vocabularies import Grade


@kind(
    "contact",
    ja="接触先",
    en="Contact",
    scope=Scope.OFFICE,
    personal=True,
    default_grade=Grade.CONF_2,
    title_en=("name",),
    title_ja=("name",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    """A person whom the office knows, with consent to keep it."""

    name: str | None = f.text("氏名", "Name", required="save", searchable=True, column=1)
    reading: str | None = f.text("読み", "Reading", searchable=True, column=2)
    post: str | None = f.text("役職", "Post", searchable=True, column=3)
    organisation: str | None = f.reference("機関", "Organisation", "organisation", column=4)
    company: str | None = f.reference("企業", "Company", "company", column=5)
    city: str | None = f.reference("都市", "City", "city", column=6)
    telephones: str | None = f.lines("電話番号", "Telephones", searchable=True, column=7)
    mail: str | None = f.lines("メールアドレス", "Mail addresses", searchable=True, column=8)
    languages: str | None = f.text("使用言語", "Languages")
    consent: bool | None = f.boolean("記録への同意", "Consent to being kept", column=9)
    last_met: str | None = f.day("最終面会日", "Last met", column=10)
    note: str | None = f.long_text("備考", "Remarks", searchable=True)
