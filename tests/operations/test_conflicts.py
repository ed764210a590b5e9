"""Two offices write the same field unseen of each other: both values stand until a person decides."""

from __future__ import annotations

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import conflicts, history, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.upkeep import check
from ascn_desk.operations.views import ConflictView, RecordView
from tests.support.trio import COUNTRY, Trio, dump


def view(desk: Desk, id: str, kind: str = "company") -> RecordView:
    return records.show_record(desk, kind, id, COUNTRY)


def edit(desk: Desk, id: str, values: dict[str, object], kind: str = "company") -> int:
    return records.set_fields(desk, kind, id, values, channel=COUNTRY).n or 0


def clash(trio: Trio, **values: tuple[object, object]) -> str:
    """A company of which both offices wrote these fields, unseen of each other; headquarters has both."""
    company = trio.company(website="https://base.example")
    edit(trio.vn, company, {name: ours for name, (ours, _) in values.items()})
    edit(trio.hcm, company, {name: theirs for name, (_, theirs) in values.items()})
    for desk in (trio.vn, trio.hcm):
        trio.carry(desk, trio.hq)
    return company


def only(desk: Desk) -> ConflictView:
    (found,) = conflicts.conflicts(desk)
    return found


def head_of(found: ConflictView, office: str) -> tuple[str, int]:
    (head,) = [each for each in found.heads if each.office == office]
    return head.desk, head.n


def test_a_conflict_shows_base_and_both_values_with_their_authors(trio: Trio) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    found = only(trio.hq)
    assert (found.kind, found.id, found.channel, found.register) == ("company", company, COUNTRY, "website")
    assert found.base == "https://base.example"
    assert {(each.office, each.value, each.by) for each in found.heads} == {
        ("emb-vn", "https://ours.example", "tanaka"),
        ("cg-ho-chi-minh-city", "https://theirs.example", "tanaka"),
    }
    last = max(found.heads, key=lambda each: (each.n, each.desk))
    assert found.shown == last.value == view(trio.hq, company).values["website"]
    assert view(trio.hq, company).conflicts == ("website",)
    assert found.title == "Practice Co"


def test_a_value_that_is_taken_settles_the_conflict_everywhere(trio: Trio) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    found = only(trio.hq)
    conflicts.resolve(trio.hq, "company", company, "website", take=head_of(found, "emb-vn"), why="It answers.")
    assert conflicts.conflicts(trio.hq) == ()
    trio.exchange()
    for desk in trio.desks:
        assert view(desk, company).values["website"] == "https://ours.example"
        assert conflicts.conflicts(desk) == () and check(desk) == ()
    assert len({fingerprints(desk, COUNTRY, with_state=True)[0].state for desk in trio.desks}) == 1


def test_another_value_than_both_may_be_given(trio: Trio) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    conflicts.resolve(trio.hq, "company", company, "website", value="https://third.example")
    trio.exchange()
    assert [view(desk, company).values["website"] for desk in trio.desks] == ["https://third.example"] * 3
    assert {each.mine for desk in (trio.vn, trio.hcm) for each in conflicts.decisions(desk)} == {
        "https://ours.example",
        "https://theirs.example",
    }


def test_no_value_at_all_is_a_decision_too(trio: Trio) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    conflicts.resolve(trio.hq, "company", company, "website", value=None)
    assert view(trio.hq, company).values["website"] is None
    assert conflicts.conflicts(trio.hq) == ()


def test_a_group_is_one_conflict_and_decided_as_a_whole(trio: Trio) -> None:
    project = records.add_record(trio.hq, "project", {"city": "vn-hanoi", "title_en": "Practice"}, channel=COUNTRY).id
    trio.exchange()
    edit(trio.vn, project, {"budget": 100, "budget_currency": "JPY"}, "project")
    edit(trio.hcm, project, {"budget": 200, "budget_currency": "USD", "budget_year": 2026}, "project")
    trio.exchange()
    found = only(trio.vn)
    assert found.register == "budget"
    assert found.base is None
    values = [dict(each.value) for each in found.heads if isinstance(each.value, dict)]
    assert {"budget": 200, "budget_currency": "USD", "budget_year": 2026} in values
    with pytest.raises(CorrectableError, match="group-value-needed"):
        conflicts.resolve(trio.hq, "project", project, "budget", value=300)
    with pytest.raises(CorrectableError, match="group-value-needed"):
        conflicts.resolve(trio.hq, "project", project, "budget", value={"title_en": "another"})
    conflicts.resolve(trio.hq, "project", project, "budget", value={"budget": 300, "budget_currency": "USD"})
    trio.exchange()
    for desk in trio.desks:
        shown = view(desk, project, "project").values
        assert (shown["budget"], shown["budget_currency"]) == (300, "USD")
        assert conflicts.conflicts(desk) == ()


def test_a_group_can_be_taken_as_it_stands(trio: Trio) -> None:
    project = records.add_record(trio.hq, "project", {"city": "vn-hanoi", "title_en": "Practice"}, channel=COUNTRY).id
    trio.exchange()
    edit(trio.vn, project, {"stage": "study"}, "project")
    edit(trio.hcm, project, {"stage": "report", "stage_reason": "finished"}, "project")
    trio.exchange()
    found = only(trio.hq)
    conflicts.resolve(trio.hq, "project", project, "stage", take=head_of(found, "cg-ho-chi-minh-city"))
    shown = view(trio.hq, project, "project").values
    assert (shown["stage"], shown["stage_reason"], shown["stage_on"]) == ("report", "finished", "2026-11-24")


@pytest.mark.parametrize(
    ("register", "more", "code"),
    [
        ("website", {"take": ("a" * 26, 5)}, "no-such-head"),
        ("reading", {"value": "x"}, "no-conflict"),
        ("website", {"value": "x" * 30_000}, "too-long"),
        ("website", {"value": 5}, "bad-text"),
        ("website", {"value": "half a letter \ud800"}, "unfit-letter"),
        ("website", {"value": "x", "why": "y" * 501}, "too-long"),
    ],
)
def test_what_is_no_decision_is_refused_and_changes_nothing(
    trio: Trio, register: str, more: dict[str, object], code: str
) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    before = dump(trio.hq)
    with pytest.raises(CorrectableError, match=code):
        conflicts.resolve(trio.hq, "company", company, register, **more)  # type: ignore[arg-type]
    with pytest.raises(CorrectableError, match="unknown-record"):
        conflicts.resolve(trio.hq, "company", "absent", "website", value="x")
    assert dump(trio.hq) == before


def test_a_record_that_lacks_what_saving_needs_can_still_be_decided(trio: Trio) -> None:
    company = clash(trio, name_ja=("練習甲", "練習乙"), website=("https://a.example", None))
    for register in ("name_ja", "website"):
        found = next(each for each in conflicts.conflicts(trio.hq) if each.register == register)
        conflicts.resolve(trio.hq, "company", company, register, take=head_of(found, "emb-vn"))
    assert conflicts.conflicts(trio.hq) == ()


def test_equal_values_are_no_conflict(trio: Trio) -> None:
    company = clash(trio, website=("https://same.example", "https://same.example"))
    assert conflicts.conflicts(trio.hq) == ()
    assert view(trio.hq, company).values["website"] == "https://same.example"
    assert len(view(trio.hq, company).heads["website"]) == 2


def test_different_fields_are_merged_and_only_listed(trio: Trio) -> None:
    company = trio.company()
    edit(trio.vn, company, {"website": "https://ours.example"})
    edit(trio.hcm, company, {"reading": "れんしゅう"})
    first = trio.carry(trio.vn, trio.hq)
    second = trio.carry(trio.hcm, trio.hq)
    assert (first.parallel, second.conflicts) == ((), ())
    assert {each.register for each in second.parallel} == {"website", "reading"}
    shown = view(trio.hq, company).values
    assert (shown["website"], shown["reading"]) == ("https://ours.example", "れんしゅう")


def test_members_of_a_set_are_united_and_only_listed_where_one_side_took_one_away(trio: Trio) -> None:
    company = trio.company(sectors=["construction", "finance"])
    edit(trio.vn, company, {"sectors:energy": True, "sectors:finance": False})
    edit(trio.hcm, company, {"sectors:finance": True, "sectors:trading": True})
    trio.carry(trio.vn, trio.hq)
    report = trio.carry(trio.hcm, trio.hq)
    assert report.conflicts == ()
    assert "sectors:finance" in {each.register for each in report.parallel}
    assert view(trio.hq, company).values["sectors"] == ("construction", "energy", "finance", "trading")
    assert conflicts.conflicts(trio.hq) == ()


def test_deleted_there_and_edited_here_shows_and_awaits_a_decision(trio: Trio) -> None:
    company = trio.company()
    edit(trio.vn, company, {"deleted": True})
    assert list_records(trio.vn, "company", where={"name_en": "Practice Co"}).total == 0
    edit(trio.hcm, company, {"website": "https://theirs.example"})
    trio.exchange()
    for desk in trio.desks:
        found = only(desk)
        assert (found.register, found.shown) == ("deleted", False)
        assert not view(desk, company).deleted
        (beside,) = found.edits
        assert (beside.office, beside.by, beside.at) == ("cg-ho-chi-minh-city", "tanaka", beside.at)
        assert beside.values == {"website": "https://theirs.example"}
        assert list_records(desk, "company", where={"name_en": "Practice Co"}).total == 1
    conflicts.resolve(trio.hq, "company", company, "deleted", value=True, why="It is gone.")
    trio.exchange()
    for desk in trio.desks:
        assert view(desk, company).deleted and conflicts.conflicts(desk) == ()
        assert list_records(desk, "company", where={"name_en": "Practice Co"}).total == 0
        assert check(desk) == ()


def test_undoing_that_a_record_is_kept_does_not_delete_it(trio: Trio) -> None:
    company = trio.company()
    edit(trio.vn, company, {"deleted": True})
    edit(trio.hcm, company, {"website": "https://theirs.example"})
    trio.exchange()
    conflicts.resolve(trio.hq, "company", company, "deleted", value=False)
    undone = history.undo_last(trio.hq)
    assert "the conflict stays decided" in undone.words
    assert not view(trio.hq, company).deleted and conflicts.conflicts(trio.hq) == ()


def test_undoing_a_decision_says_that_the_conflict_stays_decided(trio: Trio) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    found = only(trio.hq)
    conflicts.resolve(trio.hq, "company", company, "website", value="https://third.example")
    assert "the conflict stays decided" in history.undo_last(trio.hq).words
    assert view(trio.hq, company).values["website"] == found.shown
    assert conflicts.conflicts(trio.hq) == ()


def test_a_deletion_that_saw_the_edit_hides_and_can_be_taken_back(trio: Trio) -> None:
    company = trio.company()
    edit(trio.hcm, company, {"website": "https://theirs.example"})
    trio.exchange()
    edit(trio.vn, company, {"deleted": True})
    trio.exchange()
    assert all(view(desk, company).deleted for desk in trio.desks)
    assert all(conflicts.conflicts(desk) == () for desk in trio.desks)
    edit(trio.hcm, company, {"deleted": False})
    trio.exchange()
    for desk in trio.desks:
        assert not view(desk, company).deleted
        assert view(desk, company).values["website"] == "https://theirs.example"


def test_a_record_merged_into_another_is_hidden_and_followed(trio: Trio) -> None:
    stays = trio.company(name_en="Stays")
    goes = trio.company(name_en="Goes")
    edit(trio.hq, goes, {"merged_into": stays})
    trio.exchange()
    for desk in trio.desks:
        names = {row.id for row in list_records(desk, "company", limit=None).rows}
        assert stays in names and goes not in names
        assert view(desk, goes).merged_into == stays
    edit(trio.hq, goes, {"merged_into": None})
    trio.exchange()
    assert all(goes in {row.id for row in list_records(desk, "company", limit=None).rows} for desk in trio.desks)


def test_a_ring_of_mergers_leaves_exactly_one_in_sight(trio: Trio) -> None:
    one, two = trio.company(name_en="One"), trio.company(name_en="Two")
    edit(trio.vn, one, {"merged_into": two})
    edit(trio.hcm, two, {"merged_into": one})
    trio.exchange()
    for desk in trio.desks:
        seen = {row.id for row in list_records(desk, "company", limit=None).rows} & {one, two}
        assert seen == {max(one, two)}
        assert conflicts.conflicts(desk) == () and check(desk) == ()


def test_a_merger_into_itself_or_into_nothing_is_refused(trio: Trio) -> None:
    company = trio.company()
    with pytest.raises(CorrectableError, match="merged-self"):
        edit(trio.vn, company, {"merged_into": company})
    with pytest.raises(CorrectableError, match="unknown-record"):
        edit(trio.vn, company, {"merged_into": "absent"})


def test_when_the_record_that_stays_is_deleted_the_merged_one_shows_again(trio: Trio) -> None:
    stays, goes = trio.company(name_en="Stays"), trio.company(name_en="Goes")
    edit(trio.hq, goes, {"merged_into": stays})
    edit(trio.hq, stays, {"deleted": True})
    trio.exchange()
    for desk in trio.desks:
        assert {row.id for row in list_records(desk, "company", limit=None).rows} & {stays, goes} == {goes}
        assert check(desk) == ()


def test_the_decision_is_told_to_the_one_whose_value_was_not_kept_and_to_nobody_else(trio: Trio) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    conflicts.resolve(
        trio.hq, "company", company, "website", take=head_of(only(trio.hq), "cg-ho-chi-minh-city"), why="It answers."
    )
    told = trio.carry(trio.hq, trio.vn).decisions
    untold = trio.carry(trio.hq, trio.hcm).decisions
    assert untold == () and conflicts.decisions(trio.hcm) == () and conflicts.decisions(trio.hq) == ()
    (decision,) = told
    assert conflicts.decisions(trio.vn) == told
    assert (decision.mine, decision.shown) == ("https://ours.example", "https://theirs.example")
    assert (decision.by, decision.office_name, decision.why) == (
        "sato", "Ministry of Foreign Affairs, headquarters", "It answers."
    )  # fmt: skip
    conflicts.acknowledge_decision(trio.vn, decision)
    assert conflicts.decisions(trio.vn) == ()
    trio.exchange()
    assert conflicts.decisions(trio.vn) == ()


def test_headquarters_is_told_too_where_an_office_decides(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    edit(trio.hq, company, {"website": "https://hq.example"})
    edit(trio.vn, company, {"website": "https://vn.example"})
    trio.carry(trio.hq, trio.vn)
    conflicts.resolve(trio.vn, "company", company, "website", take=head_of(only(trio.vn), "emb-vn"))
    told = trio.carry(trio.vn, trio.hq).decisions
    assert [(each.mine, each.shown) for each in told] == [("https://hq.example", "https://vn.example")]
    assert conflicts.decisions(trio.vn) == ()


def test_who_deleted_is_told_that_the_record_was_kept(trio: Trio) -> None:
    company = trio.company()
    edit(trio.vn, company, {"deleted": True})
    edit(trio.hcm, company, {"website": "https://theirs.example"})
    for desk in (trio.vn, trio.hcm):
        trio.carry(desk, trio.hq)
    conflicts.resolve(trio.hq, "company", company, "deleted", value=False, why="It is still there.")
    told = trio.carry(trio.hq, trio.vn).decisions
    assert [(each.register, each.mine, each.shown, each.why) for each in told] == [
        ("deleted", True, False, "It is still there.")
    ]
    assert trio.carry(trio.hq, trio.hcm).decisions == ()


def test_an_ordinary_later_edit_is_no_decision_against_anybody(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    edit(trio.vn, company, {"website": "https://vn.example"})
    trio.exchange()
    edit(trio.hq, company, {"website": "https://hq.example"})
    trio.exchange()
    assert all(conflicts.decisions(desk) == () for desk in trio.desks)


def test_an_officer_contests_a_decision_by_an_ordinary_edit(trio: Trio) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    conflicts.resolve(trio.hq, "company", company, "website", take=head_of(only(trio.hq), "cg-ho-chi-minh-city"))
    trio.exchange()
    (decision,) = conflicts.decisions(trio.vn)
    edit(trio.vn, company, {"website": decision.mine})
    assert conflicts.decisions(trio.vn) == ()
    trio.exchange()
    for desk in trio.desks:
        assert view(desk, company).values["website"] == "https://ours.example"
        assert conflicts.conflicts(desk) == ()


def test_two_people_who_decide_unseen_of_each_other_leave_one_conflict_again(trio: Trio) -> None:
    company = clash(trio, website=("https://ours.example", "https://theirs.example"))
    for desk in (trio.vn, trio.hcm):
        trio.carry(trio.hq, desk)
    for desk, office in ((trio.vn, "emb-vn"), (trio.hcm, "cg-ho-chi-minh-city")):
        conflicts.resolve(desk, "company", company, "website", take=head_of(only(desk), office))
    trio.exchange()
    for desk in trio.desks:
        assert {each.value for each in only(desk).heads} == {"https://ours.example", "https://theirs.example"}
    assert {each.state for each in history.history(trio.hq, "company", company)} == {"conflict", "shown", "replaced"}


def test_three_values_side_by_side_are_all_listed(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    for desk in trio.desks:
        edit(desk, company, {"website": f"https://{desk.office}.example"})
    trio.exchange()
    for desk in trio.desks:
        assert len(only(desk).heads) == 3 and only(desk).base == "https://base.example"
