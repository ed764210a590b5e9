"""All record kinds, in the order in which people meet them: reference, programme, case work."""

from __future__ import annotations

from collections.abc import Mapping

from ascn_desk.domain.kind import Kind, Record
from ascn_desk.domain.kinds.action_item import ActionItem
from ascn_desk.domain.kinds.attachment import Attachment
from ascn_desk.domain.kinds.barrier import Barrier
from ascn_desk.domain.kinds.best_practice import BestPractice
from ascn_desk.domain.kinds.call import Call
from ascn_desk.domain.kinds.case import Case
from ascn_desk.domain.kinds.choice import Choice
from ascn_desk.domain.kinds.city import City
from ascn_desk.domain.kinds.city_fact import CityFact
from ascn_desk.domain.kinds.city_note import CityNote
from ascn_desk.domain.kinds.company import Company
from ascn_desk.domain.kinds.contact import Contact
from ascn_desk.domain.kinds.country import Country
from ascn_desk.domain.kinds.duplicate_decision import DuplicateDecision
from ascn_desk.domain.kinds.facility import Facility
from ascn_desk.domain.kinds.financing import Financing
from ascn_desk.domain.kinds.follow_up import FollowUp
from ascn_desk.domain.kinds.inquiry import Inquiry
from ascn_desk.domain.kinds.interest import CompanyInterest
from ascn_desk.domain.kinds.jurisdiction import Jurisdiction
from ascn_desk.domain.kinds.log_entry import LogEntry
from ascn_desk.domain.kinds.meeting import Meeting
from ascn_desk.domain.kinds.municipality import Municipality
from ascn_desk.domain.kinds.office import Office
from ascn_desk.domain.kinds.officer import Officer
from ascn_desk.domain.kinds.organisation import Organisation
from ascn_desk.domain.kinds.outcome import Outcome
from ascn_desk.domain.kinds.pack_definition import PackDefinition
from ascn_desk.domain.kinds.pack_issue import PackIssue
from ascn_desk.domain.kinds.pairing import Pairing
from ascn_desk.domain.kinds.programme_item import ProgrammeItem
from ascn_desk.domain.kinds.project import Project
from ascn_desk.domain.kinds.proposal import Proposal
from ascn_desk.domain.kinds.purge import Purge
from ascn_desk.domain.kinds.referral import Referral
from ascn_desk.domain.kinds.suggestion import Suggestion
from ascn_desk.domain.kinds.tag import Tag
from ascn_desk.domain.kinds.technology import Technology
from ascn_desk.domain.kinds.visit import Visit

RECORD_CLASSES: tuple[type[Record], ...] = (
    Choice,
    Tag,
    Country,
    City,
    CityFact,
    Office,
    Jurisdiction,
    Organisation,
    Company,
    Technology,
    Municipality,
    BestPractice,
    Pairing,
    Facility,
    Meeting,
    ActionItem,
    Project,
    Call,
    Proposal,
    Financing,
    Case,
    LogEntry,
    FollowUp,
    Referral,
    Outcome,
    CityNote,
    Barrier,
    Contact,
    CompanyInterest,
    Inquiry,
    Visit,
    ProgrammeItem,
    Suggestion,
    Attachment,
    Officer,
    PackDefinition,
    PackIssue,
    DuplicateDecision,
    Purge,
)

KINDS: Mapping[str, Kind] = {each.KIND.name: each.KIND for each in RECORD_CLASSES}

__all__ = [
    "KINDS",
    "RECORD_CLASSES",
    "ActionItem",
    "Attachment",
    "Barrier",
    "BestPractice",
    "Call",
    "Case",
    "Choice",
    "City",
    "CityFact",
    "CityNote",
    "Company",
    "CompanyInterest",
    "Contact",
    "Country",
    "DuplicateDecision",
    "Facility",
    "Financing",
    "FollowUp",
    "Inquiry",
    "Jurisdiction",
    "LogEntry",
    "Meeting",
    "Municipality",
    "Office",
    "Officer",
    "Organisation",
    "Outcome",
    "PackDefinition",
    "PackIssue",
    "Pairing",
    "ProgrammeItem",
    "Project",
    "Proposal",
    "Purge",
    "Referral",
    "Suggestion",
    "Tag",
    "Technology",
    "Visit",
]
