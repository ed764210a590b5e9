"""A city as the city brief prints it: collected from records, as they stood on the day of the pack.

What is dated after that day is left out: facts, notes, cases, and offices whose jurisdiction began later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ascn_desk.base.errors import CorrectableError
from ascn_desk.briefing.content import (
    BadgeLook,
    Bar,
    BarChart,
    CaseLine,
    CityBrief,
    ContactLine,
    Fact,
    Figure,
    MapPlace,
    NoteLine,
    PairingLine,
    ProjectLine,
)
from ascn_desk.briefing.say import NOTHING, Words, day_words, fixed
from ascn_desk.domain.vocabularies import (
    CLOSING_STATUSES,
    CaseStatus,
    Confidence,
    Interest,
    OfficeKind,
    ProjectStatus,
    Reliability,
)
from ascn_desk.operations.pack_records import (
    PackRecords,
    Redaction,
    members_of,
    names_of,
    number_of,
    text_of,
    typed,
    vocabulary,
)
from ascn_desk.operations.views import Row

_PROGRAMMES_OF_JAPAN = frozenset({"smart-jamp", "mlit-subsidy"})
_BODIES_OF_JAPAN = frozenset({"ministry", "agency"})
_MOST_BARS = 9
_OTHER_PLACES = 3
_NAMED_PARTNERS = 2
_MARGIN_LETTERS = 5
_MOST_CASES = 60
"""Cases that are looked up for a page, which holds fewer."""

_LOOKS: dict[str, BadgeLook] = {
    ProjectStatus.PLANNED: "line",
    ProjectStatus.COMMISSIONED: "line",
    ProjectStatus.ONGOING: "solid",
    ProjectStatus.DELAYED: "solid",
    ProjectStatus.DORMANT: "dashes",
    ProjectStatus.ABANDONED: "dashes",
    ProjectStatus.COMPLETED: "tint",
    ProjectStatus.UNKNOWN: "dashes",
    CaseStatus.NEW: "line",
    CaseStatus.IN_PROGRESS: "solid",
    CaseStatus.WAITING: "line",
    CaseStatus.ASKED_HQ: "line",
}

# What stands in a badge must be short.
_SHORT: dict[str, Words] = {
    CaseStatus.WAITING: Words("Waiting", "先方待ち"),
    CaseStatus.ASKED_HQ: Words("Asked HQ", "本省照会中"),
}


def city_brief(records: PackRecords, city_id: str, as_of: date) -> CityBrief:
    """All that a city's two pages say.

    Errors: CorrectableError ``unknown-record`` if there is no such city; ``city-without-place`` if it has no
            coordinates, since the map needs them.
    """
    city = records.get("city", city_id)
    if city is None:
        raise CorrectableError("unknown-record", kind="city", id=city_id)
    latitude, longitude = text_of(city, "latitude"), text_of(city, "longitude")
    if not latitude or not longitude:
        raise CorrectableError("city-without-place", city=city_id)
    country = records.get("country", city.values.get("country"))
    office = _office_of(records, city, as_of)
    projects = _projects(records, city)
    pairings = [records.use(row) for row in records.find("pairing", city=city.id)]
    pairings.sort(key=lambda row: (number_of(row, "since_year") or 9999, row.id))
    cases, further = (
        open_cases(records, records.find("case", city=city.id), as_of) if records.wants("cases") else (None, 0)
    )
    # The order in which sources get their numbers is that in which the pages name them.
    figures = tuple(_figures(records, city, country, projects, pairings, as_of))
    decides = tuple(_decides(records, city, office))
    project_lines = tuple(project_line(records, row) for row in projects)
    return CityBrief(
        name=names_of(city),
        local=text_of(city, "name_local"),
        country_code=text_of(city, "country"),
        country=names_of(country) if country else NOTHING,
        latitude=float(latitude),
        longitude=float(longitude),
        lead=names_of(city, "lead"),
        overview=names_of(city, "overview") or typed(text_of(city, "admin_note")),
        figures=figures,
        decides=decides,
        places=tuple(_places(records, city, country)),
        projects=project_lines,
        chart=_chart(records, city, country, as_of),
        involvement=tuple(_involvement(records, city, projects)),
        pairings=tuple(_pairing_line(records, row) for row in pairings),
        cases=cases,
        further_cases=further,
        notes=tuple(_notes(records, city, as_of)) if records.wants("notes") else (),
        contacts=tuple(_contacts(records, city, office)) if records.wants("contacts") else (),
        sources=records.sources,
    )


def _figures(
    records: PackRecords, city: Row, country: Row | None, projects: list[Row], pairings: list[Row], as_of: date
) -> Iterator[Figure]:
    yield Figure(
        fixed("Population"),
        number_of(city, "population"),
        fixed("people"),
        text_of(city, "population_year"),
        typed(text_of(city, "population_basis")),
        records.ref(city),
        unsure(city),
        ask=fixed("headquarters"),
    )
    yield from (_fact_figure(records, row) for row in _newest_facts(records, city, as_of))
    # Counted today; the month is enough, and leaves room for what was counted.
    today = as_of.isoformat()[:7]
    if since := number_of(city, "ascn_since"):
        standing = records.choice("ascn_status", city.values.get("ascn_status"))
        yield Figure(
            fixed("ASCN member since"), str(since), Words("", "年"), today, ref=records.ref(city), note=standing
        )
    own = records.ref_to(fixed("records of this desk, {day}", day=day_words(as_of)))
    japanese = sum(1 for row in projects if _is_japanese(records, row))
    yield Figure(
        fixed("Projects on record"),
        len(projects),
        Words("", "件"),
        today,
        ref=own,
        note=fixed("{n} with Japan", n=japanese) if japanese else NOTHING,
    )
    yield Figure(
        fixed("Partners in Japan"),
        len(pairings),
        Words("", "件"),
        today,
        ref=own,
        note=_partner_names(pairings) or fixed("none on record"),
    )
    bases = number_of(country, "japanese_bases") if country else None
    if country is not None and bases is not None:
        yield Figure(
            fixed("Japanese bases"),
            bases,
            Words("", "拠点"),
            text_of(country, "japanese_bases_year"),
            fixed("foreign ministry survey"),
            note=fixed("in the whole country"),
            short=fixed("Bases"),
        )


def _newest_facts(records: PackRecords, city: Row, as_of: date) -> list[Row]:
    """For each label the newest fact known on the day, in the order of the labels' first appearance."""
    newest: dict[str, Row] = {}
    for row in records.find("city_fact", city=city.id):
        label, day = text_of(row, "label_en").casefold(), text_of(row, "as_of")
        if day > as_of.isoformat() or (not row.values.get("value") and records.redaction is Redaction.DELEGATION):
            continue
        held = newest.get(label)
        if held is None or day > text_of(held, "as_of"):
            newest[label] = row
    return [records.use(row) for row in newest.values()]


def _fact_figure(records: PackRecords, row: Row) -> Figure:
    ask_by, label = text_of(row, "ask_by"), names_of(row, "label")
    return Figure(
        label,
        _number(text_of(row, "value")),
        Words(text_of(row, "unit"), text_of(row, "unit")),
        text_of(row, "as_of"),
        ref=records.ref(row),
        note=unsure(row),
        ask=typed(text_of(row, "ask_whom")),
        ask_by=date.fromisoformat(ask_by) if ask_by else None,
        short=Words(label.en.partition(" ")[0], label.ja[:_MARGIN_LETTERS]),
    )


def _number(value: str) -> str | int | float | None:
    """A figure that is written as a plain number, so that its thousands are parted; else its words."""
    plain = value.replace(",", "").strip()
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        # Words such as "nan" and "inf" are numbers to Python alone.
        return float(plain) if plain[:1].isdigit() or plain[:1] == "-" else value or None
    except ValueError:
        return value or None


def _partner_names(pairings: list[Row]) -> Words:
    shown = [names_of(row, "partner") for row in pairings]
    if len(shown) > _NAMED_PARTNERS:
        shown = shown[: _NAMED_PARTNERS - 1]
    more = len(pairings) - len(shown)
    return listed([*shown, fixed("{n} more", n=more)] if more else shown)


def _decides(records: PackRecords, city: Row, office: Row | None) -> Iterator[Fact]:
    post = text_of(city, "officer_post")
    if post:
        yield Fact(fixed("City"), typed(post), ref=records.ref(city))
    for row in records.find("organisation", country=text_of(city, "country")):
        if text_of(row, "organisation_kind").startswith("partner-"):
            records.use(row)
            yield Fact(fixed("Ministry"), with_abbreviation(row), note=unsure(row), ref=records.ref(row))
    if office is not None:
        yield Fact(fixed("Japan"), names_of(office), ref=records.ref(office))


def with_abbreviation(row: Row) -> Words:
    """The name of a body with its abbreviation."""
    name, abbreviation = names_of(row), text_of(row, "abbr")
    if not abbreviation:
        return name
    return Words(f"{name.of('en')} ({abbreviation})", f"{name.of('ja')}（{abbreviation}）")


def _office_of(records: PackRecords, city: Row, as_of: date) -> Row | None:
    """The office whose jurisdiction holds the city on the day, else its country; else the embassy."""
    day = as_of.isoformat()
    for where in ({"city": city.id}, {"country": text_of(city, "country")}):
        for row in records.find("jurisdiction", **where):
            begun = text_of(row, "valid_from") <= day
            ended = text_of(row, "valid_until") and text_of(row, "valid_until") < day
            if begun and not ended and ("city" in where or not row.values.get("city")):
                return records.get("office", row.values.get("office"))
    offices = records.find("office", country=text_of(city, "country"))
    return next((records.use(row) for row in offices if row.values.get("office_kind") == OfficeKind.EMBASSY), None)


def _places(records: PackRecords, city: Row, country: Row | None) -> Iterator[MapPlace]:
    """The capital, and the pilot cities of the country, as far as a small map bears them."""
    if country is None:
        return
    capital = text_of(country, "capital_en")
    others = [row for row in records.find("city", country=country.id) if row.id != city.id]
    others = [row for row in others if row.values.get("latitude") and row.values.get("longitude")]
    wanted = [row for row in others if text_of(row, "name_en") == capital]
    wanted += [row for row in others if row.values.get("pilot") and row not in wanted][:_OTHER_PLACES]
    for row in wanted:
        records.use(row)
        yield MapPlace(
            names_of(row),
            text_of(row, "name_local"),
            float(text_of(row, "latitude")),
            float(text_of(row, "longitude")),
            capital=text_of(row, "name_en") == capital,
        )


def _projects(records: PackRecords, city: Row) -> list[Row]:
    return sorted((records.use(row) for row in records.find("project", city=city.id)), key=project_order)


def project_order(row: Row) -> tuple[int, str, str]:
    """Projects stand by the year of their start; what has none comes last."""
    return (_first_year(row) or 9999, text_of(row, "title_en"), row.id)


def _first_year(row: Row) -> int | None:
    return number_of(row, "start_year") or number_of(row, "fiscal_year")


def _is_japanese(records: PackRecords, row: Row) -> bool:
    """Whether a project is Japan's: by its programme, its leading firm, or the ministry or agency behind it."""
    behind = records.get("organisation", row.values.get("ministry"))
    return (
        text_of(row, "programme") in _PROGRAMMES_OF_JAPAN
        or bool(row.values.get("lead_company"))
        or (behind is not None and text_of(behind, "organisation_kind") in _BODIES_OF_JAPAN)
    )


def project_line(records: PackRecords, row: Row) -> ProjectLine:
    """A project as the tables print it."""
    ministry = records.get("organisation", row.values.get("ministry"))
    company = records.get("company", row.values.get("lead_company"))
    status = text_of(row, "status")
    return ProjectLine(
        title=_marked_unsure(row, names_of(row, "title")),
        programme=records.choice("programme", row.values.get("programme")),
        area=records.choice("focus_area", row.values.get("focus_area")),
        ministry=_short_name(ministry) if ministry else NOTHING,
        company=names_of(company) if company else NOTHING,
        years=_years(row),
        state=vocabulary(ProjectStatus, status),
        look=_LOOKS.get(status, "dashes"),
        as_of=text_of(row, "status_on"),
        ref=records.ref(row),
        ours=_is_japanese(records, row),
    )


def _short_name(row: Row) -> Words:
    return Words(text_of(row, "abbr") or names_of(row).of("en"), names_of(row).of("ja"))


def _years(row: Row) -> str:
    first, last = _first_year(row), text_of(row, "ends_on")[:4]
    if first is None:
        return f"–{last}" if last else ""
    return f"{first}–{last[2:]}" if last and last != str(first) else str(first)


def _chart(records: PackRecords, city: Row, country: Row | None, as_of: date) -> BarChart | None:
    """How many projects each city of the country has; nothing to compare where there is one city."""
    if country is None:
        return None
    counted = [
        (len(records.find("project", city=row.id)), row)
        for row in records.find("city", country=country.id)
        if row.id == city.id or row.values.get("ascn_status") not in (None, "none")
    ]
    counted.sort(key=lambda pair: (-pair[0], pair[1].id))
    shown = counted[:_MOST_BARS]
    if city.id not in {row.id for _, row in shown}:
        shown[-1:] = [pair for pair in counted if pair[1].id == city.id]
    if len(shown) < 2:
        return None
    return BarChart(
        fixed("Projects on record by city"),
        tuple(Bar(names_of(records.use(row)), number, row.id == city.id) for number, row in shown),
        fixed("ASCN cities of {country}, {day}; a count, not a measure of size", country=names_of(country),
              day=day_words(as_of)),
        fixed("Source: ASCN Desk records. All programmes are counted alike."),
    )  # fmt: skip


def _involvement(records: PackRecords, city: Row, projects: list[Row]) -> Iterator[Fact]:
    leading: dict[str, Words] = {}
    partners: set[str] = set()
    for row in projects:
        if company := records.get("company", row.values.get("lead_company")):
            leading[company.id] = names_of(company)
        partners.update(members_of(row, "members"))
    if leading:
        more = len(partners - leading.keys())
        yield Fact(
            fixed("Firms"),
            listed(list(leading.values())),
            note=fixed("leading; {n} more firms", n=more) if more else fixed("leading"),
        )
    for row in records.find("interest", city=city.id):
        company = records.get("company", row.values.get("company"))
        if company is not None and text_of(row, "interest") != Interest.NONE:
            records.use(row)
            yield Fact(fixed("Firm"), vocabulary(Interest, row.values.get("interest")), names_of(company))


def listed(names: list[Words]) -> Words:
    """Names one after another, each language with its own comma."""
    return Words(
        ", ".join(filter(None, (name.of("en") for name in names))),
        "、".join(filter(None, (name.of("ja") for name in names))),
    )


def _pairing_line(records: PackRecords, row: Row) -> PairingLine:
    return PairingLine(
        _marked_unsure(row, names_of(row, "partner")),
        records.choice("pairing_kind", row.values.get("pairing_kind")),
        typed(text_of(row, "field")),
        text_of(row, "since_year"),
        records.ref(row),
    )


def open_cases(records: PackRecords, found: list[Row], as_of: date) -> tuple[tuple[CaseLine, ...] | None, int]:
    """The most urgent of the open cases, and how many more there are.

    None where the profile left out all there are, since "none open" would then be untrue.
    """
    day = as_of.isoformat()
    rows = [
        records.use(row)
        for row in found
        if text_of(row, "status") not in CLOSING_STATUSES
        and text_of(row, "received_on") <= day
        and not row.values.get("archived")
    ]
    if not rows and (records.left_out["case"] or records.redaction is Redaction.DELEGATION):
        return None, 0
    rows.sort(key=lambda row: (text_of(row, "next_due") or "9999", text_of(row, "reference"), row.id))
    return tuple(_case_line(records, row, day) for row in rows[:_MOST_CASES]), len(rows[_MOST_CASES:])


def _case_line(records: PackRecords, row: Row, day: str) -> CaseLine:
    company = records.get("company", row.values.get("company"))
    due, status = text_of(row, "next_due"), text_of(row, "status")
    return CaseLine(
        text_of(row, "reference"),
        names_of(company) if company else NOTHING,
        typed(text_of(row, "summary")),
        _SHORT.get(status) or vocabulary(CaseStatus, status),
        _LOOKS.get(status, "dashes"),
        date.fromisoformat(due) if due else None,
        overdue=bool(due) and due < day,
    )


def _notes(records: PackRecords, city: Row, as_of: date) -> Iterator[NoteLine]:
    rows = [row for row in records.find("city_note", city=city.id) if text_of(row, "seen_on") <= as_of.isoformat()]
    rows.sort(key=lambda row: (text_of(row, "seen_on"), row.id), reverse=True)
    for row in rows:
        if not row.values.get("archived"):
            records.use(row)
            reliability = vocabulary(Reliability, row.values.get("reliability"))
            yield NoteLine(text_of(row, "seen_on"), typed(text_of(row, "text")), reliability)


def _contacts(records: PackRecords, city: Row, office: Row | None) -> Iterator[ContactLine]:
    if office is not None:
        phone = text_of(office, "telephones").split("\n")[0]
        yield ContactLine(fixed("Support desk"), names_of(office), phone=phone)
    for row in records.find("contact", city=city.id):
        if row.values.get("archived"):
            continue
        records.use(row)
        where = records.get("organisation", row.values.get("organisation"))
        where = where or records.get("company", row.values.get("company"))
        yield ContactLine(
            typed(text_of(row, "post")) or fixed("Contact"),
            names_of(where) if where else NOTHING,
            typed(text_of(row, "name")),
            text_of(row, "telephones").split("\n")[0],
            text_of(row, "mail").split("\n")[0],
        )


def _is_unsure(row: Row) -> bool:
    return row.values.get("confidence") == Confidence.FROM_MEMORY


def unsure(row: Row) -> Words:
    """The remark beside what nobody has checked against a source."""
    return fixed("from memory, to be checked") if _is_unsure(row) else NOTHING


def _marked_unsure(row: Row, words: Words) -> Words:
    """A name with the remark that it is not yet checked."""
    if not _is_unsure(row):
        return words
    return Words(f"{words.of('en')} (to be checked)", f"{words.of('ja')}（要確認）")
