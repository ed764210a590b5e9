"""What operations give back: frozen records that a window or a command shows as they are.

Shapes: values are ``field → value``; a set-valued field has the tuple of its members; instants are UTC texts
        ``YYYY-MM-DDTHH:MM:SSZ`` and days ``YYYY-MM-DD``, as the journal has them.
"""

from __future__ import annotations

from ascn_desk.operations.views.arrivals import Balance, FileReport, ImportReport, SegmentLine, VerifiedFile
from ascn_desk.operations.views.cases import CaseView, TimelineItem, TimelineSort, Travel
from ascn_desk.operations.views.deciding import ConflictRef, ConflictView, Decision, Edit
from ascn_desk.operations.views.desks import Accepted, Approval, Finding, OfficeChoice, StarterInfo
from ascn_desk.operations.views.exchange import (
    BundleChain,
    ChannelPrint,
    Comparison,
    ExchangeView,
    ExportedFile,
    ReceivedBundle,
    SentBundle,
    UnsentGroup,
    WaitingLog,
)
from ascn_desk.operations.views.finding import CasesOf, SearchHit, SearchPage, SearchWithCases
from ascn_desk.operations.views.network import CityView, CompanyView
from ascn_desk.operations.views.papers import BuiltPack
from ascn_desk.operations.views.records import (
    Changed,
    Choice,
    Draft,
    Head,
    HistoryEntry,
    Page,
    RecordView,
    Register,
    Row,
    Saved,
    Scalar,
    Shown,
    Values,
)
from ascn_desk.operations.views.today import Health, TodayItem, TodayView

__all__ = [
    "Accepted",
    "Approval",
    "Balance",
    "BuiltPack",
    "BundleChain",
    "CaseView",
    "CasesOf",
    "Changed",
    "ChannelPrint",
    "Choice",
    "CityView",
    "CompanyView",
    "Comparison",
    "ConflictRef",
    "ConflictView",
    "Decision",
    "Draft",
    "Edit",
    "ExchangeView",
    "ExportedFile",
    "FileReport",
    "Finding",
    "Head",
    "Health",
    "HistoryEntry",
    "ImportReport",
    "OfficeChoice",
    "Page",
    "ReceivedBundle",
    "RecordView",
    "Register",
    "Row",
    "Saved",
    "Scalar",
    "SearchHit",
    "SearchPage",
    "SearchWithCases",
    "SegmentLine",
    "SentBundle",
    "Shown",
    "StarterInfo",
    "TimelineItem",
    "TimelineSort",
    "TodayItem",
    "TodayView",
    "Travel",
    "UnsentGroup",
    "Values",
    "VerifiedFile",
    "WaitingLog",
]
