"""A case as the case file prints it: what it is, what is next, and all that was logged until the day of the pack."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import CaseEntry, CaseFile, Fact
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed
from ascn_desk.domain.vocabularies import Answer, CaseStatus, LogKind, Priority, Support, SupportState
from ascn_desk.operations.pack_records import PackRecords, members_of, names_of, text_of, typed, vocabulary
from ascn_desk.operations.views import Row


def case_file(records: PackRecords, named: str, as_of: date) -> CaseFile:
    """All that a case's pages say.

    Shapes: ``named`` is the case's id or its reference.
    Errors: CorrectableError ``unknown-record``; ``not-for-these-readers`` where the profile leaves the case out.
    """
    case = records.get("case", named) or next(iter(records.find("case", reference=named.upper())), None)
    if case is None:
        if records.left_out["case"]:
            raise CorrectableError("not-for-these-readers", redaction=records.redaction.value)
        raise CorrectableError("unknown-record", kind="case", id=named)
    records.use(case)
    company = records.get("company", case.values.get("company"))
    return CaseFile(
        number=text_of(case, "reference") or case.id,
        company=names_of(company) if company else NOTHING,
        summary=typed(text_of(case, "summary")),
        facts=tuple(_facts(records, case)),
        next_steps=tuple(_next_steps(records, case, as_of)),
        details=typed(text_of(case, "details")),
        entries=tuple(_entries(records, case, as_of)),
        outcome=typed(text_of(case, "outcome")),
        referrals=tuple(_referrals(records, case, as_of)),
    )


def _facts(records: PackRecords, case: Row) -> Iterator[Fact]:
    status = vocabulary(CaseStatus, case.values.get("status")) or fixed("unknown")
    since = text_of(case, "status_on")
    yield Fact(fixed("State"), NOTHING, status, note=_day(since) if since else NOTHING)
    yield Fact(fixed("Category"), records.choice("case_category", case.values.get("category")))
    received = text_of(case, "received_on")
    yield Fact(fixed("Received on"), _day(received) if received else fixed("date unknown"))
    if medium := records.choice("medium", case.values.get("medium")):
        yield Fact(fixed("Received by"), medium)
    for label, kind, field in (
        (fixed("City"), "city", "city"),
        (fixed("Officer in charge"), "officer", "officer"),
        (fixed("Office"), "office", "lead_office"),
    ):
        other = records.get(kind, case.values.get(field))
        if other is not None:
            person = Words(text_of(other, "name"), text_of(other, "name_ja"))
            yield Fact(label, person if kind == "officer" else names_of(other))
    project = records.get("project", case.values.get("project"))
    if project is not None:
        yield Fact(fixed("Project"), names_of(project, "title"))
    if topic := records.choice("case_topic", case.values.get("sub_topic")):
        yield Fact(fixed("Topic"), topic)
    if case.values.get("priority") not in (None, Priority.NORMAL.value):
        yield Fact(fixed("Priority"), vocabulary(Priority, case.values.get("priority")))
    others = [records.get("company", each) for each in members_of(case, "other_companies")]
    names = [names_of(each) for each in others if each is not None]
    if names:
        listed = Words(", ".join(name.of("en") for name in names), "、".join(name.of("ja") for name in names))
        yield Fact(fixed("Other firms"), listed)


def _next_steps(records: PackRecords, case: Row, as_of: date) -> Iterator[Fact]:
    """The next action and the open follow-ups of the case, by their days."""
    steps: list[tuple[str, Words]] = []
    if action := text_of(case, "next_action"):
        steps.append((text_of(case, "next_due"), typed(action)))
    for row in records.find("follow_up", of_kind="case", of_id=case.id):
        if not row.values.get("done_on"):
            records.use(row)
            steps.append((text_of(row, "due"), typed(text_of(row, "what"))))
    for due, what in sorted(steps, key=lambda step: step[0] or "9999"):
        day = _day(due) if due else fixed("no day set")
        if due and due < as_of.isoformat():
            yield Fact(day, NOTHING, what, fixed("overdue"))
        else:
            yield Fact(day, what)


def _entries(records: PackRecords, case: Row, as_of: date) -> Iterator[CaseEntry]:
    rows = [
        row
        for row in records.find("log_entry", case=case.id)
        if text_of(row, "happened_on") <= as_of.isoformat() and not row.values.get("archived")
    ]
    rows.sort(key=lambda row: (text_of(row, "happened_on"), row.id))
    for row in rows:
        records.use(row)
        kind = vocabulary(LogKind, row.values.get("log_kind"))
        medium = records.choice("medium", row.values.get("medium"))
        support = vocabulary(Support, row.values.get("support"))
        text = typed(text_of(row, "text"))
        if support:
            state = vocabulary(SupportState, row.values.get("support_state"))
            text = _with_support(text, support, state)
        yield CaseEntry(text_of(row, "happened_on"), medium or kind, text, text_of(row, "participants"))


def _with_support(text: Words, support: Words, state: Words) -> Words:
    en = ": ".join(filter(None, (support.of("en"), state.of("en"))))
    ja = "：".join(filter(None, (support.of("ja"), state.of("ja"))))
    return Words(f"{text.en} [{en}]" if text.en else "", f"{text.ja}〔{ja}〕" if text.ja else "")


def _referrals(records: PackRecords, case: Row, as_of: date) -> Iterator[Fact]:
    for row in records.find("referral", case=case.id):
        if text_of(row, "sent_on") > as_of.isoformat():
            continue
        records.use(row)
        whom = records.get("office", row.values.get("to_office"))
        whom = whom or records.get("organisation", row.values.get("to_organisation"))
        answer = vocabulary(Answer, row.values.get("answer")) or fixed("No answer yet")
        sent = text_of(row, "sent_on")
        yield Fact(
            _day(sent) if sent else fixed("date unknown"),
            typed(text_of(row, "request")),
            names_of(whom) if whom else NOTHING,
            note=answer,
        )
        if replied := text_of(row, "answer_text"):
            day = text_of(row, "answer_on")
            yield Fact(_day(day) if day else fixed("date unknown"), typed(replied), fixed("Answer"))


def _day(text: str) -> Words:
    return day_words(date.fromisoformat(text))
