"""Vocabularies by which code decides; all other lists are records of kind ``choice``.

Each member is stored by its value and has words in both languages in :data:`WORDS` (held by a test). A code
that is not a member comes from a newer version: it is valid, kept and shown as the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never


class Grade(StrEnum):
    """Grades of handling, lowest first; a paper carries the highest of what it contains."""

    PUBLIC = "public"
    CONF_1 = "conf-1"
    CARE = "care"
    CONF_2 = "conf-2"


class Confidence(StrEnum):
    """Whether a fact was read in the source named."""

    SOURCED = "sourced"
    FROM_MEMORY = "from-memory"


class OfficeKind(StrEnum):
    """What an office is."""

    HEADQUARTERS = "headquarters"
    EMBASSY = "embassy"
    CONSULATE_GENERAL = "consulate-general"
    CONSULAR_OFFICE = "consular-office"
    MISSION = "mission"


class Role(StrEnum):
    """What a person does at the desk; screens not for a role are absent."""

    OFFICER = "officer"
    STAFF = "staff"
    HEADQUARTERS = "headquarters"


class CaseStatus(StrEnum):
    """Where a support case stands; the last five close it."""

    NEW = "new"
    IN_PROGRESS = "in-progress"
    WAITING = "waiting"
    ASKED_HQ = "asked-hq"
    SOLVED = "solved"
    PARTLY = "partly"
    NOT_SOLVED = "not-solved"
    WITHDRAWN = "withdrawn"
    OUT_OF_SCOPE = "out-of-scope"


class Priority(StrEnum):
    """How soon a case wants attention."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class LogKind(StrEnum):
    """What a line of a case's log tells of."""

    CONVERSATION = "conversation"
    MEETING = "meeting"
    LETTER = "letter"
    SITE_VISIT = "site-visit"
    NOTE = "note"
    SUPPORT = "support"


class Support(StrEnum):
    """What an office does for a company."""

    INFORMATION = "information"
    ADVICE = "advice"
    INTRODUCTION = "introduction"
    APPROACH = "approach"
    LETTER = "letter"
    ACCOMPANIMENT = "accompaniment"
    ATTENDANCE = "attendance"
    FACILITIES = "facilities"
    OTHER = "other"


class SupportState(StrEnum):
    """How far a promised support has come."""

    PROMISED = "promised"
    UNDER_WAY = "under-way"
    DONE = "done"
    DROPPED = "dropped"


class Stage(StrEnum):
    """The gates of a project, in their order; the last four are side exits."""

    IDEA = "idea"
    PROPOSED = "proposed"
    SCREENED = "screened"
    SELECTED = "selected"
    CONTRACTED = "contracted"
    KICK_OFF = "kick-off"
    STUDY = "study"
    REPORT = "report"
    MEMORANDUM = "memorandum"
    FINANCING = "financing"
    PROCUREMENT = "procurement"
    IMPLEMENTATION = "implementation"
    OPERATION = "operation"
    NOT_SELECTED = "not-selected"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"
    NO_FOLLOW_UP = "no-follow-up"


class ProjectStatus(StrEnum):
    """How a project goes, whatever its stage."""

    PLANNED = "planned"
    COMMISSIONED = "commissioned"
    ONGOING = "ongoing"
    DELAYED = "delayed"
    DORMANT = "dormant"
    ABANDONED = "abandoned"
    COMPLETED = "completed"
    UNKNOWN = "unknown"


class Door(StrEnum):
    """Who answers a call: the city proposes, or the company applies."""

    CITY = "city"
    COMPANY = "company"


class Decision(StrEnum):
    """What became of a proposal."""

    PENDING = "pending"
    SCREENED = "screened"
    SELECTED = "selected"
    NOT_SELECTED = "not-selected"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class FinancingState(StrEnum):
    """How far a financing has come."""

    CONSIDERED = "considered"
    APPLIED = "applied"
    AGREED = "agreed"
    DISBURSED = "disbursed"
    DECLINED = "declined"


class ActionState(StrEnum):
    """Where an action item of a meeting stands."""

    OPEN = "open"
    DONE = "done"
    CARRIED_OVER = "carried-over"
    DROPPED = "dropped"


class Answer(StrEnum):
    """What the one asked replied to a referral."""

    NONE = "none"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ANSWERED = "answered"


class Reliability(StrEnum):
    """How far a source of city information may be trusted, best first."""

    A = "a"
    B = "b"
    C = "c"
    D = "d"


class Interest(StrEnum):
    """How a company stands to a country or city."""

    PRESENT = "present"
    PLANNED = "planned"
    INTERESTED = "interested"
    NONE = "none"


class SuggestionDecision(StrEnum):
    """What headquarters made of a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Template(StrEnum):
    """The templates of briefing packs."""

    DELEGATION = "delegation"
    CITY = "city"
    COUNTRY = "country"
    COMPANY = "company"
    PIPELINE = "pipeline"
    HANDOVER = "handover"
    CASE = "case"
    MEETING = "meeting"
    RECEIPT = "receipt"


class PaperLanguage(StrEnum):
    """The languages that packs are printed in."""

    JA = "ja"
    EN = "en"
    BOTH = "both"


class Redaction(StrEnum):
    """For whom a pack is printed."""

    INTERNAL = "internal"
    MINISTRY = "ministry"
    DELEGATION = "delegation"


class PaperSize(StrEnum):
    """The papers that packs are printed on."""

    A4 = "a4"
    LETTER = "letter"


GRADE_ORDER: tuple[Grade, ...] = tuple(Grade)

WORDS: Mapping[type[StrEnum], Mapping[str, tuple[str, str]]] = {
    Grade: {
        "public": ("Public", "公開"),
        "conf-1": ("Confidentiality 1", "機密性1情報"),
        "care": ("Handle with care", "取扱注意"),
        "conf-2": ("Confidentiality 2", "機密性2情報"),
    },
    Confidence: {"sourced": ("Sourced", "出典あり"), "from-memory": ("From memory", "要確認")},
    OfficeKind: {
        "headquarters": ("Headquarters", "本省"),
        "embassy": ("Embassy", "大使館"),
        "consulate-general": ("Consulate-General", "総領事館"),
        "consular-office": ("Consular office", "領事事務所"),
        "mission": ("Mission to an international organisation", "政府代表部"),
    },
    Role: {
        "officer": ("Support officer", "日本企業支援担当官"),
        "staff": ("Staff", "館員・現地職員"),
        "headquarters": ("Headquarters", "本省"),
    },
    CaseStatus: {
        "new": ("New", "新規"),
        "in-progress": ("In progress", "対応中"),
        "waiting": ("Waiting for the other side", "先方待ち"),
        "asked-hq": ("Asked headquarters", "本省照会中"),
        "solved": ("Solved", "解決"),
        "partly": ("Partly solved", "一部解決"),
        "not-solved": ("Not solved", "未解決"),
        "withdrawn": ("Withdrawn", "取下げ"),
        "out-of-scope": ("Out of scope", "対象外"),
    },
    Priority: {"low": ("Low", "低"), "normal": ("Normal", "通常"), "high": ("High", "高")},
    LogKind: {
        "conversation": ("Conversation", "やり取り"),
        "meeting": ("Meeting", "面談"),
        "letter": ("Letter", "書簡"),
        "site-visit": ("Site visit", "現地視察"),
        "note": ("Note", "メモ"),
        "support": ("Support given", "支援"),
    },
    Support: {
        "information": ("Information", "情報提供"),
        "advice": ("Advice", "助言"),
        "introduction": ("Introduction", "紹介"),
        "approach": ("Approach to the authorities", "申入れ"),
        "letter": ("Letter of support", "書簡の発出"),
        "accompaniment": ("Accompaniment", "同行"),
        "attendance": ("Attendance at an event", "行事への出席"),
        "facilities": ("Use of facilities", "施設の提供"),
        "other": ("Other", "その他"),
    },
    SupportState: {
        "promised": ("Promised", "約束済み"),
        "under-way": ("Under way", "実施中"),
        "done": ("Done", "実施済み"),
        "dropped": ("Dropped", "取りやめ"),
    },
    Stage: {
        "idea": ("Idea", "構想"),
        "proposed": ("Proposed", "提案"),
        "screened": ("Screened", "審査"),
        "selected": ("Selected", "採択"),
        "contracted": ("Contracted", "契約"),
        "kick-off": ("Kick-off", "キックオフ"),
        "study": ("Study", "調査"),
        "report": ("Report", "報告書"),
        "memorandum": ("Memorandum", "協力覚書"),
        "financing": ("Financing", "資金手当"),
        "procurement": ("Procurement", "調達"),
        "implementation": ("Implementation", "実施"),
        "operation": ("Operation", "運用"),
        "not-selected": ("Not selected", "不採択"),
        "postponed": ("Postponed", "延期"),
        "withdrawn": ("Withdrawn", "取下げ"),
        "no-follow-up": ("No follow-up", "後続なし"),
    },
    ProjectStatus: {
        "planned": ("Planned", "計画中"),
        "commissioned": ("Commissioned", "発注済み"),
        "ongoing": ("Ongoing", "実施中"),
        "delayed": ("Delayed", "遅延"),
        "dormant": ("Dormant", "休止"),
        "abandoned": ("Abandoned", "中止"),
        "completed": ("Completed", "完了"),
        "unknown": ("Unknown", "不明"),
    },
    Door: {"city": ("City proposes", "都市提案"), "company": ("Company applies", "企業応募")},
    Decision: {
        "pending": ("Pending", "審査待ち"),
        "screened": ("Screened", "審査済み"),
        "selected": ("Selected", "採択"),
        "not-selected": ("Not selected", "不採択"),
        "postponed": ("Postponed", "延期"),
        "withdrawn": ("Withdrawn", "取下げ"),
    },
    FinancingState: {
        "considered": ("Considered", "検討中"),
        "applied": ("Applied for", "申請済み"),
        "agreed": ("Agreed", "合意"),
        "disbursed": ("Disbursed", "実行済み"),
        "declined": ("Declined", "見送り"),
    },
    ActionState: {
        "open": ("Open", "未了"),
        "done": ("Done", "完了"),
        "carried-over": ("Carried over", "次回へ継続"),
        "dropped": ("Dropped", "取りやめ"),
    },
    Answer: {
        "none": ("No answer yet", "未回答"),
        "accepted": ("Accepted", "引受け"),
        "declined": ("Declined", "辞退"),
        "answered": ("Answered", "回答済み"),
    },
    Reliability: {
        "a": ("A: confirmed by the body itself", "A:当局に確認済み"),
        "b": ("B: from a good source", "B:信頼できる情報源"),
        "c": ("C: heard, not checked", "C:伝聞・未確認"),
        "d": ("D: doubtful", "D:疑わしい"),
    },
    Interest: {
        "present": ("Present", "進出済み"),
        "planned": ("Planned", "進出予定"),
        "interested": ("Interested", "関心あり"),
        "none": ("No interest", "関心なし"),
    },
    SuggestionDecision: {
        "open": ("Open", "検討中"),
        "accepted": ("Accepted", "採用"),
        "declined": ("Declined", "不採用"),
    },
    Template: {
        "delegation": ("Visiting delegation", "訪問団資料"),
        "city": ("City brief", "都市概要"),
        "country": ("Country brief", "国別概要"),
        "company": ("Company brief", "企業概要"),
        "pipeline": ("Project pipeline", "事業一覧"),
        "handover": ("Handover", "引継書"),
        "case": ("Case file", "案件ファイル"),
        "meeting": ("Meeting record", "会議記録"),
        "receipt": ("Receipt of a bundle", "受領票"),
    },
    PaperLanguage: {"ja": ("Japanese", "日本語"), "en": ("English", "英語"), "both": ("Both", "併記")},
    Redaction: {
        "internal": ("Internal use", "省内用"),
        "ministry": ("Partner ministry", "関係省庁用"),
        "delegation": ("Delegation", "訪問団用"),
    },
    PaperSize: {"a4": ("A4", "A4"), "letter": ("Letter", "レター")},
}


def word(member: StrEnum, lang: str) -> str:
    """What a member is called in ``ja`` or ``en``."""
    return WORDS[type(member)][member.value][1 if lang == "ja" else 0]


def code_word(choices: type[StrEnum], code: str, lang: str) -> str:
    """What a stored code is called; a code of a newer version is shown as it is."""
    words = WORDS[choices].get(code)
    return code if words is None else words[1 if lang == "ja" else 0]


def is_closing(status: CaseStatus) -> bool:
    """Whether a case of this status is closed."""
    match status:
        case CaseStatus.NEW | CaseStatus.IN_PROGRESS | CaseStatus.WAITING | CaseStatus.ASKED_HQ:
            return False
        case (
            CaseStatus.SOLVED
            | CaseStatus.PARTLY
            | CaseStatus.NOT_SOLVED
            | CaseStatus.WITHDRAWN
            | CaseStatus.OUT_OF_SCOPE
        ):
            return True
        case _:
            assert_never(status)


CLOSING_STATUSES = frozenset(each for each in CaseStatus if is_closing(each))


def is_side_exit(stage: Stage) -> bool:
    """Whether a project at this stage has left the line that leads to operation."""
    return stage in (Stage.NOT_SELECTED, Stage.POSTPONED, Stage.WITHDRAWN, Stage.NO_FOLLOW_UP)


def highest_grade(grades: list[Grade]) -> Grade:
    """The grade of a paper that contains all of these; public when it contains nothing graded."""
    return max(grades, key=GRADE_ORDER.index, default=Grade.PUBLIC)
