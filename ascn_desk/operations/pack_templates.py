"""The templates of packs: what each takes, its sections in order, how its content is gathered and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, TypeVar

from ascn_desk.base.errors import UsageError
from ascn_desk.briefing.case_file import build_case_file
from ascn_desk.briefing.city_brief import build_city_brief
from ascn_desk.briefing.company_brief import build_company_brief
from ascn_desk.briefing.content import Built, PackFrame
from ascn_desk.briefing.country_brief import build_country_brief
from ascn_desk.briefing.handover import build_handover
from ascn_desk.briefing.kept import KeptPages
from ascn_desk.briefing.meeting_record import build_meeting_record
from ascn_desk.briefing.pipeline import build_pipeline
from ascn_desk.briefing.receipt import build_receipt
from ascn_desk.briefing.say import Words, fixed
from ascn_desk.briefing.visit import build_visit
from ascn_desk.domain.vocabularies import Template
from ascn_desk.operations.case_pack import case_file
from ascn_desk.operations.city_pack import city_brief
from ascn_desk.operations.company_pack import company_brief
from ascn_desk.operations.country_pack import country_brief
from ascn_desk.operations.handover_pack import handover
from ascn_desk.operations.meeting_pack import meeting_record
from ascn_desk.operations.pack_records import PackRecords
from ascn_desk.operations.pipeline_pack import pipeline
from ascn_desk.operations.receipt_pack import receipt
from ascn_desk.operations.visit_pack import visit_pack

Place: TypeAlias = tuple[str, str]
"""A record: (kind, id). Of ``bundle``, which is no kind of record: its id, or ``OFFICE:NUMBER``."""

C = TypeVar("C")


@dataclass(frozen=True)
class Prepared:
    """What a pack says, and how to print it; pages that were kept are taken where the template has parts."""

    content: object
    build: Callable[[PackFrame, KeptPages | None], Built]


Prepare: TypeAlias = Callable[[PackRecords, Sequence[Place], date], Prepared]


@dataclass(frozen=True)
class PackTemplate:
    """A template.

    Shapes: ``name`` is what commands call it; ``takes`` the kinds of the records it is printed for, from ``least`` to
            ``most`` of them; ``sections`` (name, English label) in their order on paper.
    """

    template: Template
    name: str
    takes: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    prepare: Prepare
    least: int = 1
    most: int = 1

    @property
    def section_names(self) -> tuple[str, ...]:
        """The sections that may be chosen, in the order in which they stand when nothing is chosen."""
        return tuple(name for name, _ in self.sections)

    def section_words(self, name: str) -> Words:
        """What the paper calls a section; its name where the template has no such section."""
        label = dict(self.sections).get(name)
        return fixed(label) if label is not None else Words(name, name)

    def check(self, records: Sequence[Place], called: str) -> None:
        """See that the records are such as it takes.

        Errors: UsageError ``pack-takes``.
        """
        if self.least <= len(records) <= self.most and all(kind in self.takes for kind, _ in records):
            return
        raise UsageError("pack-takes", template=called, takes=" / ".join(f"{kind}:ID" for kind in self.takes))


def template_named(name: str) -> PackTemplate:
    """The template that people or records call so.

    Errors: UsageError ``unknown-template``.
    """
    for each in PACK_TEMPLATES:
        if name in (each.name, each.template.value):
            return each
    known = sorted({name for each in PACK_TEMPLATES for name in (each.name, each.template.value)})
    raise UsageError("unknown-template", template=name, known=", ".join(known))


def _of_one(gather: Callable[[PackRecords, str, date], C], build: Callable[[C, PackFrame], Built]) -> Prepare:
    """For a template that is printed for one record."""

    def prepare(records: PackRecords, asked: Sequence[Place], as_of: date) -> Prepared:
        content = gather(records, asked[0][1], as_of)
        return Prepared(content, lambda frame, kept: build(content, frame))

    return prepare


def _visit(records: PackRecords, asked: Sequence[Place], as_of: date) -> Prepared:
    content = visit_pack(records, asked[0][1], as_of)
    return Prepared(content, lambda frame, kept: build_visit(content, frame, kept))


def _prepared(
    gather: Callable[[PackRecords, Sequence[Place], date], C], build: Callable[[C, PackFrame], Built]
) -> Prepare:
    """For a template that is printed for several records, or for none."""

    def prepare(records: PackRecords, asked: Sequence[Place], as_of: date) -> Prepared:
        content = gather(records, asked, as_of)
        return Prepared(content, lambda frame, kept: build(content, frame))

    return prepare


PACK_TEMPLATES: tuple[PackTemplate, ...] = (
    PackTemplate(
        Template.DELEGATION,
        "visit",
        ("visit",),
        (
            ("cover", "Cover"),
            ("brief", "Points on one page"),
            ("programme", "Day by day"),
            ("counterparts", "Whom we meet"),
            ("country", "Country"),
            ("cities", "Cities"),
            ("companies", "Companies"),
            ("cases", "Open cases"),
            ("talking", "What to say"),
            ("instruments", "Japan's instruments"),
            ("contacts", "Contacts"),
            ("glossary", "Glossary"),
            ("sources", "Sources"),
        ),
        _visit,
    ),
    PackTemplate(
        Template.CITY,
        "city-brief",
        ("city",),
        (
            ("figures", "Key figures"),
            ("overview", "Where it stands"),
            ("decides", "Who decides"),
            ("location", "Location"),
            ("projects", "Projects"),
            ("chart", "Projects on record by city"),
            ("involvement", "Japanese involvement"),
            ("cases", "Open cases"),
            ("notes", "City notes"),
            ("contacts", "Contacts"),
            ("sources", "Sources"),
        ),
        _of_one(city_brief, build_city_brief),
    ),
    PackTemplate(
        Template.COUNTRY,
        "country-brief",
        ("country",),
        (
            ("facts", "At a glance"),
            ("cities", "Cities and projects"),
            ("location", "Location"),
            ("chart", "Japanese business bases"),
            ("projects", "Projects"),
            ("offices", "Japan's offices"),
            ("counterparts", "Counterparts"),
            ("cases", "Open cases"),
            ("sources", "Sources"),
        ),
        _of_one(country_brief, build_country_brief),
    ),
    PackTemplate(
        Template.COMPANY,
        "company-brief",
        ("company",),
        (
            ("facts", "The company"),
            ("sectors", "Sectors"),
            ("projects", "Projects"),
            ("technologies", "Technologies"),
            ("interests", "Interest"),
            ("cases", "Open cases"),
            ("entries", "Support so far"),
            ("contacts", "Contacts"),
            ("sources", "Sources"),
        ),
        _of_one(company_brief, build_company_brief),
    ),
    PackTemplate(
        Template.CASE,
        "case-file",
        ("case",),
        (
            ("facts", "The case"),
            ("next", "What is next"),
            ("details", "Details"),
            ("entries", "What happened"),
            ("referrals", "Asked of others"),
            ("outcome", "Outcome"),
        ),
        _of_one(case_file, build_case_file),
    ),
    PackTemplate(
        Template.PIPELINE,
        "pipeline",
        ("country",),
        (
            ("figures", "In figures"),
            ("chart", "Projects on record"),
            ("projects", "Projects"),
            ("calls", "Calls"),
            ("proposals", "Proposals"),
            ("financing", "Financing"),
            ("sources", "Sources"),
        ),
        _prepared(pipeline, build_pipeline),
        least=0,
    ),
    PackTemplate(
        Template.HANDOVER,
        "handover",
        ("office", "officer"),
        (
            ("scope", "What is handed over"),
            ("promises", "What was promised"),
            ("late", "What is overdue"),
            ("people", "People to meet"),
            ("weeks", "The first two weeks"),
            ("cases", "Open cases"),
            ("things", "Things to hand over"),
            ("signatures", "Signatures"),
        ),
        _prepared(handover, build_handover),
        least=0,
        most=2,
    ),
    PackTemplate(
        Template.MEETING,
        "meeting",
        ("meeting",),
        (("facts", "The meeting"), ("minutes", "Minutes"), ("actions", "Action items"), ("sources", "Sources")),
        _of_one(meeting_record, build_meeting_record),
    ),
    PackTemplate(
        Template.RECEIPT,
        "receipt",
        ("bundle",),
        (("balance", "What arrived"), ("bundle", "The bundle"), ("receipt", "Receipt")),
        _of_one(receipt, build_receipt),
    ),
)
"""All that can be printed."""
