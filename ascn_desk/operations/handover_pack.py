"""What one officer hands over to the next: collected from cases, follow-ups, promises and contacts of an office.

An officer's handover holds the cases that they are in charge of; an office's those that it leads. Promises are support
that was promised in a case and not yet given, and follow-ups that are not done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import Fact
from ascn_desk.briefing.handover import Handover, Person, Promise
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed, short_day_words
from ascn_desk.domain.vocabularies import Redaction, SupportState
from ascn_desk.operations.pack_case_lines import case_line, is_open_on
from ascn_desk.operations.pack_records import PackRecords, names_of, text_of, typed
from ascn_desk.operations.views import Row

_WEEKS = timedelta(days=14)
_LATER = "9999"
_NOT_GIVEN = frozenset({SupportState.PROMISED.value, SupportState.UNDER_WAY.value})


@dataclass(frozen=True)
class _Work:
    """Whose work it is: an office's, or that of one officer of it."""

    office: Row | None
    office_id: str
    giver: Row | None
    taker: Row | None
    cases: tuple[Row, ...]
    day: str


def handover(records: PackRecords, asked: Sequence[tuple[str, str]], as_of: date) -> Handover:
    """All that a handover says.

    Shapes: ``asked`` names an office, or the officer who hands over and, after them, the one who takes over; nothing
            stands for the office of this desk.
    Errors: CorrectableError ``unknown-record``; ``not-for-these-readers`` for a delegation, which is told of no case.
    """
    if records.redaction is Redaction.DELEGATION:
        raise CorrectableError("not-for-these-readers", redaction=records.redaction.value)
    work = _work(records, asked, as_of)
    cases = [case_line(records, row, work.day) for row in work.cases]
    promises = tuple(_promises(records, work, as_of)) if records.wants("promises") else ()
    late = tuple(each for each in cases if each.overdue)
    people = tuple(_people(records, work)) if records.wants("people") else ()
    office = names_of(work.office) if work.office else Words(work.office_id, work.office_id)
    return Handover(
        office=office,
        year=as_of.year,
        giver=_name(work.giver),
        taker=_name(work.taker),
        lead=_lead(len(cases), len(promises), len(late) + sum(each.overdue for each in promises)),
        scope=tuple(_scope(records, work, office)),
        promises=promises,
        late=late if records.wants("late") else (),
        people=people,
        first_weeks=tuple(_first_weeks(records, work, as_of)) if records.wants("weeks") else (),
        cases=tuple(cases) if records.wants("cases") else (),
        things=tuple(_things(records, work, len(people))),
    )


def _work(records: PackRecords, asked: Sequence[tuple[str, str]], as_of: date) -> _Work:
    rows = [_found(records, kind, record) for kind, record in asked]
    officers = [row for row in rows if row.kind == "officer"]
    named = next((row for row in rows if row.kind == "office"), None)
    giver = officers[0] if officers else None
    taker = officers[1] if len(officers) > 1 else None
    office_id = named.id if named else text_of(giver, "office") if giver else records.desk.office
    office = named or records.get("office", office_id)
    day = as_of.isoformat()
    where = {"officer": giver.id} if giver else {"lead_office": office_id}
    found = {row.id: row for row in records.find("case", **where)}
    if giver is None and office_id == records.desk.office:
        # What is in the office's own channel is its own work, whether or not somebody wrote so.
        own = f"office/{office_id}"
        found |= {
            row.id: row for row in records.find("case") if row.channel == own and not row.values.get("lead_office")
        }
    cases = [records.use(row) for row in found.values() if is_open_on(row, day)]
    cases.sort(key=lambda row: (text_of(row, "next_due") or _LATER, text_of(row, "reference"), row.id))
    return _Work(office, office_id, giver, taker, tuple(cases), day)


def _found(records: PackRecords, kind: str, record: str) -> Row:
    row = records.get(kind, record)
    if row is None:
        raise CorrectableError("unknown-record", kind=kind, id=record)
    return row


def _name(officer: Row | None) -> Words:
    return Words(text_of(officer, "name"), text_of(officer, "name_ja")) if officer else NOTHING


def _lead(cases: int, promises: int, late: int) -> Words:
    if late:
        return fixed(
            "Open cases: {cases}. Promises: {promises}. Overdue: {late}.", cases=cases, promises=promises, late=late
        )
    return fixed("Open cases: {cases}. Promises: {promises}. Nothing is overdue.", cases=cases, promises=promises)


def _scope(records: PackRecords, work: _Work, office: Words) -> Iterator[Fact]:
    unknown = fixed("to be filled in")
    yield Fact(fixed("Hands over"), _name(work.giver) or unknown)
    yield Fact(fixed("Takes over"), _name(work.taker) or unknown)
    yield Fact(fixed("Office"), office)
    companies = {text_of(row, "company") for row in work.cases} - {""}
    cities = {text_of(row, "city") for row in work.cases} - {""}
    yield Fact(fixed("Companies with cases"), Words(str(len(companies))))
    yield Fact(fixed("Cities with cases"), Words(str(len(cities))))
    areas = [row for row in records.find("jurisdiction", office=work.office_id) if _holds(row, work.day)]
    if areas:
        yield Fact(fixed("Jurisdiction"), fixed("{n} on record", n=len(areas)))


def _holds(row: Row, day: str) -> bool:
    until = text_of(row, "valid_until")
    return text_of(row, "valid_from") <= day and (not until or until >= day)


def _promises(records: PackRecords, work: _Work, as_of: date) -> Iterator[Promise]:
    found = [*_promised_support(records, work), *_follow_ups(records, work)]
    found.sort(key=lambda each: (each[0] or _LATER, each[1]))
    for due, _, promise in found:
        overdue = bool(due) and due < as_of.isoformat()
        yield Promise(promise.whom, promise.what, promise.said, promise.due, promise.basis, overdue)


def _promised_support(records: PackRecords, work: _Work) -> Iterator[tuple[str, str, Promise]]:
    """Support that a case's log says was promised, the newest word on it standing."""
    for case in work.cases:
        for row in records.find("log_entry", case=case.id):
            if row.values.get("support_state") not in _NOT_GIVEN or row.values.get("archived"):
                continue
            said = text_of(row, "happened_on")
            if said > work.day:
                continue
            records.use(row)
            reference = text_of(case, "reference") or case.id
            promise = Promise(_company(records, case), typed(text_of(row, "text")), _date(said), None,
                              Words(reference, reference))  # fmt: skip
            yield "", row.id, promise


def _follow_ups(records: PackRecords, work: _Work) -> Iterator[tuple[str, str, Promise]]:
    cases = {row.id: row for row in work.cases}
    for row in records.find("follow_up"):
        case = cases.get(text_of(row, "of_id")) if text_of(row, "of_kind") == "case" else None
        is_own = work.giver is not None and row.values.get("officer") == work.giver.id
        if row.values.get("done_on") or row.values.get("archived") or (case is None and not is_own):
            continue
        records.use(row)
        due = text_of(row, "due")
        reference = (text_of(case, "reference") or case.id) if case else ""
        whom = _company(records, case) if case else NOTHING
        basis = Words(reference, reference) if reference else fixed("follow-up")
        yield due, row.id, Promise(whom, typed(text_of(row, "what")), None, _date(due), basis)


def _company(records: PackRecords, case: Row) -> Words:
    company = records.get("company", case.values.get("company"))
    return names_of(company) if company else NOTHING


def _people(records: PackRecords, work: _Work) -> Iterator[Person]:
    own = f"office/{work.office_id}"
    rows = [row for row in records.find("contact") if not row.values.get("archived")]
    countries = _countries(records, work)
    rows = [row for row in rows if row.channel == own or row.channel in countries]
    # Whom the office met last comes first.
    rows.sort(key=lambda row: (text_of(row, "name"), row.id))
    rows.sort(key=lambda row: text_of(row, "last_met"), reverse=True)
    for row in rows:
        records.use(row)
        where = records.get("organisation", row.values.get("organisation"))
        where = where or records.get("company", row.values.get("company"))
        where = where or records.get("city", row.values.get("city"))
        met = text_of(row, "last_met")
        last = fixed("last met {day}", day=day_words(date.fromisoformat(met))) if met else NOTHING
        reach = "\n".join(filter(None, (text_of(row, "telephones"), text_of(row, "mail"))))
        yield Person(
            name=typed(text_of(row, "name")),
            reading=text_of(row, "reading"),
            post=typed(text_of(row, "post")),
            where=names_of(where) if where else NOTHING,
            reach=reach,
            note=typed(text_of(row, "note")),
            met=last,
        )


def _countries(records: PackRecords, work: _Work) -> frozenset[str]:
    codes = {text_of(work.office, "country")} if work.office else set()
    codes |= {text_of(row, "country") for row in records.find("jurisdiction", office=work.office_id)}
    return frozenset(f"country/{code}" for code in codes if code)


def _first_weeks(records: PackRecords, work: _Work, as_of: date) -> Iterator[Fact]:
    """What falls due, and who comes, within two weeks."""
    last = (as_of + _WEEKS).isoformat()
    found: list[tuple[str, str, Words, str]] = []
    for row in work.cases:
        reference = text_of(row, "reference") or row.id
        if work.day <= text_of(row, "next_due") <= last:
            found.append((text_of(row, "next_due"), reference, typed(text_of(row, "next_action")), reference))
    for due, record, promise in _follow_ups(records, work):
        if work.day <= due <= last:
            found.append((due, record, promise.what, promise.basis.of("en")))
    own = f"office/{work.office_id}"
    for row in records.find("visit"):
        starts = text_of(row, "starts_on")
        if row.channel == own and work.day <= starts <= last and not row.values.get("archived"):
            records.use(row)
            found.append((starts, row.id, typed(text_of(row, "title")), ""))
    for day, _, what, reference in sorted(found, key=lambda each: each[:2]):
        note = Words(reference, reference)
        yield Fact(short_day_words(date.fromisoformat(day)), what or fixed("no next step written"), note=note)


def _things(records: PackRecords, work: _Work, people: int) -> Iterator[Words]:
    yield fixed("This paper, and the files of {n} open cases", n=len(work.cases))
    yield fixed("{n} contacts, each with the day of the last meeting", n=people)
    attached = sum(
        1 for row in work.cases for _ in records.find("attachment", of_kind="case", of_id=row.id)
    )
    yield fixed("{n} attachments of these cases", n=attached)
    yield fixed("What is not sent yet, and drafts")
    yield fixed("Keys, seals and passes")
    yield fixed("Files on paper")


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
