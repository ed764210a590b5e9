"""Making and changing records of any kind: what is refused changes nothing, what is saved can be read everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascn_desk.base.errors import CorrectableError, MachineError
from ascn_desk.base.words import error_text
from ascn_desk.operations import conflicts, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import BatchError, Operation
from ascn_desk.operations.upkeep import check
from tests.support.trio import COUNTRY, Trio, dump, rows_of, take

CASE = {"company": "nippon-koei", "category": "trouble", "summary": "練習：相談", "status": "new"}


def values_of(desk: Desk, kind: str, id: str) -> Mapping[str, Any]:
    return records.show_record(desk, kind, id).values


def refused(desk: Desk, act: Callable[[], object], code: str) -> CorrectableError:
    """That an act is refused with a sentence in both languages, and changes nothing."""
    before = dump(desk)
    with pytest.raises(CorrectableError) as told:
        act()
    assert told.value.code == code
    assert dump(desk) == before
    sentences = {error_text(told.value, "ja"), error_text(told.value, "en")}
    assert len(sentences) == 2 and all(sentences)
    return told.value


def test_a_record_shows_what_was_saved(trio: Trio) -> None:
    saved = records.add_record(trio.vn, "case", {**CASE, "tags": ["rail", "port"], "sensitive": True})
    view = records.show_record(trio.vn, "case", saved.id)
    assert (saved.channel, view.channel, dict(view.seen)) == ("office/emb-vn", "office/emb-vn", {trio.vn.desk: saved.n})
    assert (view.values["summary"], view.values["tags"]) == ("練習：相談", ("port", "rail"))
    assert view.values["sensitive"] is True
    assert (view.made_by, view.changed_by, view.made_at) == ("tanaka", "tanaka", "2026-11-24T09:00:00Z")
    assert view.names["nippon-koei"]


@pytest.mark.parametrize(
    ("kind", "values", "more", "code"),
    [
        ("ship", {}, {}, "unknown-kind"),
        ("case", {"colour": "red"}, {}, "unknown-field"),
        ("case", {**CASE, "summary": None}, {}, "required"),
        ("case", {**CASE, "summary": "  "}, {}, "required"),
        ("case", {**CASE, "summary": "x" * 201}, {}, "too-long"),
        ("case", {**CASE, "details": "x" * 20_001}, {}, "too-long"),
        ("case", {**CASE, "summary": "【機密性3】 text"}, {}, "secret-mark"),
        ("case", {**CASE, "category": "gossip"}, {}, "not-offered"),
        ("case", {**CASE, "priority": "urgent"}, {}, "not-offered"),
        ("case", {**CASE, "received_on": "2026-02-30"}, {}, "bad-date"),
        ("case", {**CASE, "status": "solved"}, {}, "needed-to-close"),
        ("case", {**CASE, "sensitive": "yes"}, {}, "bad-boolean"),
        ("case", {**CASE, "company": "Nippon Koei"}, {}, "bad-reference"),
        ("case", {**CASE, "tags": "rail"}, {}, "member-needed"),
        ("case", {**CASE, "tags": {"rail": True}}, {}, "member-needed"),
        ("case", {**CASE, "tags": 5}, {}, "member-needed"),
        ("case", {**CASE, "tags": ["Two Words"]}, {}, "bad-reference"),
        ("case", {**CASE, "tags:": True}, {}, "bad-reference"),
        ("case", {**CASE, "tags:x/y": True}, {}, "bad-reference"),
        ("case", {**CASE, "limits:Forward": True}, {}, "bad-choice"),
        ("case", {**CASE, "tags:rail": "yes"}, {}, "bad-member"),
        ("case", {**CASE, "summary:part": True}, {}, "not-a-set"),
        ("case", {**CASE, "summary": 5}, {}, "bad-text"),
        ("case", {**CASE, "summary": 1.5}, {}, "bad-text"),
        ("case", {**CASE, "summary": ["a"]}, {}, "bad-text"),
        ("case", CASE, {"id": "Not An Id"}, "bad-id"),
        ("case", CASE, {"id": "x" * 65}, "bad-id"),
        ("case", CASE, {"why": "y" * 501}, "too-long"),
        ("case", CASE, {"channel": "office/cg-ho-chi-minh-city"}, "channel-not-writable"),
        ("case", CASE, {"channel": "country/th"}, "channel-not-writable"),
        ("case", CASE, {"channel": "reference"}, "channel-not-writable"),
        ("case", CASE, {"channel": "nowhere"}, "channel-not-writable"),
        ("city", {"name_en": "x", "name_ja": "x", "country": "vn"}, {}, "not-writable"),
        ("purge", {"desk": "x"}, {}, "not-writable"),
        ("tag", {}, {}, "nothing-to-save"),
        ("company", {"name_ja": "x", "name_en": "y", "deleted": "soon"}, {}, "bad-boolean"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_words_and_changes_nothing(
    trio: Trio, kind: str, values: dict[str, Any], more: dict[str, Any], code: str
) -> None:
    refused(trio.vn, lambda: records.add_record(trio.vn, kind, values, **more), code)


@pytest.mark.parametrize("text", ["end\x00", "\ud800", "half \udfff of a letter", "\x00"])
@pytest.mark.parametrize("place", ["summary", "details", "why", "company"])
def test_what_no_file_can_carry_is_refused_with_its_place(trio: Trio, text: str, place: str) -> None:
    values, why = dict(CASE), None
    if place == "why":
        why = text
    else:
        values[place] = text
    act: Callable[[], object] = lambda: records.add_record(trio.vn, "case", values, why=why)  # noqa: E731
    told = refused(trio.vn, act, "unfit-letter")
    assert str(told.data["letter"]) in error_text(told)
    case = records.add_record(trio.vn, "case", CASE)
    if place != "why":
        refused(trio.vn, lambda: records.set_fields(trio.vn, "case", case.id, {place: text}), "unfit-letter")


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_entry_that_was_saved_is_read_by_headquarters(trio: Trio, data: st.DataObject) -> None:
    odd = ["\x01", "\x7f", "\u2028", "\ufeff", "\U0010ffff", "e\u0301", "\\\"/"]
    text = st.text(max_size=40) | st.sampled_from(odd)
    scalars = text | st.integers() | st.booleans() | st.none() | st.floats() | st.lists(text, max_size=2)
    names = st.sampled_from(["summary", "details", "status", "priority", "received_on", "sensitive", "next_due", "tags",
                             "tags:rail", "city", "deleted", "merged_into", "grade"]) | text  # fmt: skip
    values = data.draw(st.dictionaries(names, scalars, max_size=4))
    case = records.add_record(trio.vn, "case", CASE)
    try:
        records.set_fields(trio.vn, "case", case.id, values, why=data.draw(st.none() | text))
    except CorrectableError as error:
        assert error_text(error, "ja") and error_text(error, "en")
    report = trio.carry(trio.vn, trio.hq)
    assert (report.is_complete, dict(report.why)) == (True, {})


def test_very_long_texts_and_many_members_travel(trio: Trio) -> None:
    long = "長" * 20_000
    members = [f"tag-{number}" for number in range(3_000)]
    note = records.add_record(trio.vn, "city_note", {"city": "vn-hanoi", "text": long, "tags": members})
    trio.carry(trio.vn, trio.hq)
    shown = values_of(trio.hq, "city_note", note.id)
    assert (shown["text"], len(shown["tags"])) == (long, 3_000)


def test_more_than_one_entry_can_hold_is_refused(trio: Trio) -> None:
    members = [f"{number:064}" for number in range(16_000)]
    refused(
        trio.vn,
        lambda: records.add_record(trio.vn, "city_note", {"city": "vn-hanoi", "text": "x", "tags": members}),
        "entry-too-large",
    )


def test_a_form_that_was_opened_before_an_import_makes_a_conflict_and_loses_nothing(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    form = records.show_record(trio.vn, "company", company)
    records.set_fields(trio.hq, "company", company, {"website": "https://hq.example"})
    trio.carry(trio.hq, trio.vn)
    records.set_fields(trio.vn, "company", company, {"website": "https://vn.example"}, seen=form.seen)
    (found,) = conflicts.conflicts(trio.vn)
    assert {each.value for each in found.heads} == {"https://hq.example", "https://vn.example"}
    assert found.base == "https://base.example"


def test_a_form_that_saw_everything_replaces_quietly(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    records.set_fields(trio.hq, "company", company, {"website": "https://hq.example"})
    trio.carry(trio.hq, trio.vn)
    form = records.show_record(trio.vn, "company", company)
    records.set_fields(trio.vn, "company", company, {"website": "https://vn.example"}, seen=form.seen)
    assert conflicts.conflicts(trio.vn) == ()


def test_two_people_on_one_desk_with_the_same_form_open_make_a_conflict(trio: Trio) -> None:
    case = records.add_record(trio.vn, "case", CASE)
    form = records.show_record(trio.vn, "case", case.id)
    records.set_fields(trio.vn, "case", case.id, {"summary": "first"}, seen=form.seen)
    records.set_fields(trio.vn, "case", case.id, {"summary": "second"}, seen=form.seen)
    (found,) = conflicts.conflicts(trio.vn)
    assert [each.value for each in found.heads] == ["first", "second"]


def test_nobody_claims_to_have_seen_what_is_not_here(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    stranger = "a" * 26
    claimed = {trio.hq.desk: 10**12, stranger: 5, trio.hcm.desk: 7}
    records.set_fields(trio.vn, "company", company, {"website": "https://vn.example"}, seen=claimed)
    records.set_fields(trio.hq, "company", company, {"website": "https://hq.example"})
    trio.exchange()
    assert {each.register for each in conflicts.conflicts(trio.hq)} == {"website"}
    lines = rows_of(trio.vn, "SELECT line FROM entry ORDER BY n DESC")
    assert all(stranger.encode() not in line for (line,) in lines)


def test_one_field_of_a_group_completes_it_by_what_is_shown(trio: Trio) -> None:
    given = {"city": "vn-hanoi", "title_en": "Practice", "budget": 100, "budget_currency": "JPY", "budget_year": 2026}
    project = records.add_record(trio.vn, "project", given)
    records.set_fields(trio.vn, "project", project.id, {"budget": 250})
    shown = values_of(trio.vn, "project", project.id)
    assert (shown["budget"], shown["budget_currency"], shown["budget_year"]) == (250, "JPY", 2026)
    refused(
        trio.vn,
        lambda: records.set_fields(trio.vn, "project", project.id, {"budget_currency": None}),
        "needs-currency",
    )


def test_a_change_of_status_is_dated_today_and_does_not_keep_the_reason_of_the_last(trio: Trio) -> None:
    case = records.add_record(trio.vn, "case", {**CASE, "status_reason": "it came by mail"})
    assert values_of(trio.vn, "case", case.id)["status_on"] == "2026-11-24"
    trio.vn.clock.advance(days=3)  # type: ignore[attr-defined]
    records.set_fields(trio.vn, "case", case.id, {"status": "waiting"})
    shown = values_of(trio.vn, "case", case.id)
    assert (shown["status"], shown["status_on"], shown["status_reason"]) == ("waiting", "2026-11-27", None)
    trio.vn.clock.advance(days=3)  # type: ignore[attr-defined]
    records.set_fields(trio.vn, "case", case.id, {"status_reason": "their lawyer is away"})
    shown = values_of(trio.vn, "case", case.id)
    assert (shown["status_on"], shown["status_reason"]) == ("2026-11-27", "their lawyer is away")
    refused(
        trio.vn,
        lambda: records.set_fields(trio.vn, "case", case.id, {"status": "solved", "outcome": "done"}),
        "needed-to-close",
    )
    closing = {"status": "solved", "outcome": "done", "status_reason": "paid", "status_on": "2026-11-26"}
    records.set_fields(trio.vn, "case", case.id, closing)
    assert values_of(trio.vn, "case", case.id)["status_on"] == "2026-11-26"


def test_a_set_changes_member_by_member_or_is_given_whole(trio: Trio) -> None:
    case = records.add_record(trio.vn, "case", {**CASE, "tags": ["rail", "port"]})
    records.set_fields(trio.vn, "case", case.id, {"tags:water": True, "tags:port": False})
    assert values_of(trio.vn, "case", case.id)["tags"] == ("rail", "water")
    records.set_fields(trio.vn, "case", case.id, {"tags": ("water", "air")})
    assert values_of(trio.vn, "case", case.id)["tags"] == ("air", "water")
    records.set_fields(trio.vn, "case", case.id, {"tags": None})
    assert values_of(trio.vn, "case", case.id)["tags"] == ()


def test_a_change_that_says_nothing_writes_nothing(trio: Trio) -> None:
    case = records.add_record(trio.vn, "case", {**CASE, "tags": ["rail"]})
    before = dump(trio.vn)
    for nothing in ({}, {"tags": ["rail"]}):
        assert records.set_fields(trio.vn, "case", case.id, nothing).n is None
    assert dump(trio.vn) == before


def test_a_code_that_is_taken_makes_no_second_record(trio: Trio) -> None:
    records.add_record(trio.vn, "company", {"name_ja": "練習"}, id="practice-co")
    refused(
        trio.vn, lambda: records.add_record(trio.vn, "company", {"name_ja": "別"}, id="practice-co"), "record-exists"
    )
    refused(
        trio.vn,
        lambda: records.batch(
            trio.vn, [Operation("company", {"name_ja": name}, new_id="another-co") for name in ("甲", "乙")]
        ),
        "record-exists",
    )


def test_a_record_that_is_not_here_cannot_be_changed_or_shown(trio: Trio) -> None:
    refused(trio.vn, lambda: records.set_fields(trio.vn, "case", "absent", {"summary": "x"}), "unknown-record")
    refused(trio.vn, lambda: records.show_record(trio.vn, "case", "absent"), "unknown-record")
    refused(trio.vn, lambda: records.show_record(trio.vn, "ship", "absent"), "unknown-kind")
    case = records.add_record(trio.vn, "case", CASE)
    refused(trio.vn, lambda: records.show_record(trio.vn, "case", case.id, "country/vn"), "unknown-record")


def test_an_incomplete_record_can_be_taken_from_sight(trio: Trio) -> None:
    company = trio.company()
    records.set_fields(trio.vn, "company", company, {"deleted": True})
    refused(trio.vn, lambda: records.set_fields(trio.vn, "company", company, {"deleted": "x"}), "bad-boolean")
    assert records.show_record(trio.vn, "company", company).deleted


def test_a_batch_is_saved_in_one_step_and_in_its_order(trio: Trio) -> None:
    done = records.batch(
        trio.vn,
        [
            Operation("company", {"name_ja": "練習"}, new_id="practice-co"),
            Operation("company", {"website": "https://a.example"}, id="practice-co", why="seen"),
            Operation("case", {**CASE, "company": "practice-co"}),
            Operation("follow_up", {"what": "call back"}),
            Operation("company", {"website": "https://b.example"}, id="practice-co"),
        ],
    )
    counts = [each.n or 0 for each in done]
    assert counts == list(range(counts[0], counts[0] + 5))
    assert [each.channel for each in done] == [COUNTRY, COUNTRY, "office/emb-vn", "office/emb-vn", COUNTRY]
    assert values_of(trio.vn, "company", "practice-co")["website"] == "https://b.example"
    assert conflicts.conflicts(trio.vn) == ()
    assert take(trio.hq, trio.send(trio.vn, trio.hq)).is_complete
    assert check(trio.hq) == ()


def test_a_batch_may_use_what_it_has_just_made(trio: Trio) -> None:
    choice = {"list": "case_topic", "code": "practice", "name_en": "Practice", "name_ja": "練習"}
    records.batch(
        trio.hq,
        [
            Operation("choice", choice, new_id="case-topic--practice"),
            Operation("case", {**CASE, "sub_topic": "practice"}),
        ],
    )
    refused(trio.vn, lambda: records.add_record(trio.vn, "case", {**CASE, "sub_topic": "practice"}), "not-offered")
    trio.carry(trio.hq, trio.vn)
    records.add_record(trio.vn, "case", {**CASE, "sub_topic": "practice"})
    records.set_fields(trio.hq, "choice", "case-topic--practice", {"disabled_on": "2026-11-24"})
    refused(trio.hq, lambda: records.add_record(trio.hq, "case", {**CASE, "sub_topic": "practice"}), "not-offered")


@pytest.mark.parametrize("place", [1, 2, 4])
def test_a_fault_in_a_batch_is_named_and_nothing_of_it_is_saved(trio: Trio, place: int) -> None:
    good = [Operation("follow_up", {"what": f"call {number}"}) for number in range(4)]
    good[place - 1] = Operation("follow_up", {"what": "bad \x00"})
    before = dump(trio.vn)
    with pytest.raises(BatchError) as told:
        records.batch(trio.vn, good)
    assert (told.value.place, told.value.code, told.value.fault.code) == (place, "unfit-letter", "unfit-letter")
    assert dump(trio.vn) == before


def test_one_by_one_what_came_before_a_fault_stays(trio: Trio) -> None:
    operations = [
        Operation("follow_up", {"what": "first"}),
        Operation("follow_up", {"what": "x"}, id="absent"),
        Operation("follow_up", {"what": "third"}),
    ]
    done = []
    with pytest.raises(BatchError) as told:
        for saved in records.batch_each(trio.vn, operations):
            done.append(saved)
    assert (told.value.place, told.value.code, len(done)) == (2, "unknown-record", 1)
    assert values_of(trio.vn, "follow_up", done[0].id)["what"] == "first"


def test_a_failing_machine_is_no_fault_of_a_line(trio: Trio) -> None:
    with trio.vn.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    change = [Operation("follow_up", {"what": "x"}, new_id="one")] + [
        Operation("follow_up", {"what": "長" * 200, "tags": [f"tag-{n}-{m}" for m in range(500)]}, id="one")
        for n in range(30)
    ]
    with pytest.raises(MachineError, match="disk-full"):
        records.batch(trio.vn, change)


def test_an_empty_batch_does_nothing(trio: Trio) -> None:
    before = dump(trio.vn)
    assert records.batch(trio.vn, []) == []
    assert list(records.batch_each(trio.vn, [])) == []
    assert dump(trio.vn) == before


def test_headquarters_writes_reference_data_and_into_every_country_and_office(trio: Trio) -> None:
    records.set_fields(trio.hq, "city", "vn-hanoi", {"name_en": "Ha Noi"})
    for channel in ("country/th", "office/emb-vn", "reference"):
        saved = records.add_record(trio.hq, "company", {"name_ja": channel}, channel=channel)
        assert saved.channel == channel
    assert records.add_record(trio.hq, "case", CASE).channel == "office/hq"


def test_a_record_of_the_same_id_in_two_channels_is_two_records(trio: Trio) -> None:
    records.add_record(trio.vn, "case", CASE, id="same")
    records.add_record(trio.vn, "case", {**CASE, "summary": "wider"}, id="same", channel=COUNTRY)
    assert values_of(trio.vn, "case", "same")["summary"] == "wider"
    assert records.show_record(trio.vn, "case", "same", "office/emb-vn").values["summary"] == "練習：相談"
    records.set_fields(trio.vn, "case", "same", {"merged_into": "same"}, channel="office/emb-vn")
    assert records.show_record(trio.vn, "case", "same", "office/emb-vn").merged_into == "same"
    assert check(trio.vn) == ()
