"""What the room of companies asks of the operations, each in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.base.words import language
from ascn_desk.domain.channels import covers
from ascn_desk.operations import companies, lists, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import CompanyView, Page, RecordView
from ascn_desk.ui.forms import storing
from ascn_desk.ui.forms.shown_values import Reader

PAGE = 100


@dataclass(frozen=True, slots=True)
class Query:
    """Which companies are listed, and how; without an order by their reading."""

    text: str = ""
    sort: str = ""
    descending: bool = False
    sector: str = ""
    members: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """The first page of a list, and how many companies there are in all."""

    query: Query
    page: Page
    all_companies: int
    reader: Reader


@dataclass(frozen=True, slots=True)
class CompanyPageData:
    """One company, and what is needed to show values; ``may_write`` its own record."""

    view: CompanyView
    reader: Reader
    may_write: bool


def first_page(desk: Desk, query: Query) -> Listed:
    """The first page of the list."""
    return Listed(query, page_at(desk, query, 0), lists.count_records(desk, "company"), _reader(desk))


def page_at(desk: Desk, query: Query, offset: int, limit: int = PAGE) -> Page:
    """Another page of it."""
    where: dict[str, str | bool] = {}
    if query.sector:
        where["sectors"] = query.sector
    if query.members:
        where["jasca_member"] = True
    usual = "name_ja" if language() == "ja" else "name_en"
    return lists.list_records(desk, "company", where=where, text=query.text, sort=query.sort or usual,
                              descending=query.descending, limit=limit, offset=offset)  # fmt: skip


def company_page(desk: Desk, company_id: str, channel: str | None) -> CompanyPageData:
    """A company's page."""
    view = companies.company_view(desk, company_id, channel)
    may_write = covers(desk.paths, view.record.channel)
    return CompanyPageData(view, _reader(desk), may_write)


def company_of(desk: Desk, kind: str, record_id: str, channel: str | None) -> tuple[str, RecordView | None]:
    """The company that a record belongs to, and the record itself where it is not the company."""
    if kind == "company":
        return record_id, None
    view = records.show_record(desk, kind, record_id, channel)
    company = view.values.get("company")
    return (company if isinstance(company, str) else ""), view


def record(desk: Desk, kind: str, record_id: str, channel: str) -> RecordView:
    """A record, to be edited."""
    return records.show_record(desk, kind, record_id, channel)


def _reader(desk: Desk) -> Reader:
    return Reader(language(), lists.today_of(desk), storing.load_lists(desk))
