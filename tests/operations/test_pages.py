"""The pages of a company and of a city, from the shipped data and what an embassy added."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import set_language
from ascn_desk.operations import cases
from ascn_desk.operations.cities import city_view
from ascn_desk.operations.companies import company_view
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.records import add_record
from tests.support.made_desk import make_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = make_desk(tmp_path_factory.mktemp("profile"), "emb-vn")
    cases.add_case(made, "hitachi", "redress", "信号", city="vn-da-nang")
    cases.add_case(made, "nec", "trouble", "水処理", city="vn-hanoi", more={"other_companies:hitachi": True})
    add_record(made, "contact", {"name": "Nguyen Van A", "company": "hitachi"})
    add_record(made, "interest", {"company": "hitachi", "interest": "present", "country": "vn", "city": "vn-da-nang"})
    add_record(made, "city_note", {"city": "vn-da-nang", "text": "新港の入札"})
    yield made
    made.close()


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    set_language("ja")
    yield
    set_language("en")


def test_a_company_shows_every_case_it_has_a_part_in_and_what_else_names_it(desk: Desk) -> None:
    view = company_view(desk, "hitachi")
    assert view.title == "日立製作所"
    assert [row.values["summary"] for row in view.cases] == ["水処理", "信号"]
    assert [row.values["name"] for row in view.contacts] == ["Nguyen Van A"]
    assert [row.kind for row in view.notes] == ["interest"]
    assert all("hitachi" in row.values["providers"] for row in view.technologies)  # type: ignore[operator]


def test_a_city_shows_its_facts_projects_pairings_cases_and_companies(desk: Desk) -> None:
    view = city_view(desk, "vn-da-nang")
    assert view.title == "ダナン"
    assert view.country is not None and view.country.id == "vn"
    assert view.office is not None and view.office.id == "cg-da-nang"
    assert [row.values["summary"] for row in view.cases] == ["信号"]
    assert "hitachi" in {row.id for row in view.companies}
    assert [row.values["text"] for row in view.notes] == ["新港の入札"]
    assert view.projects and all(row.values["city"] == "vn-da-nang" for row in view.projects)
    assert view.pairings and view.organisations


def test_facts_of_one_indicator_stand_together_newest_first(desk: Desk) -> None:
    hq = make_desk(desk.profile.parent / "hq", "hq")
    for label, day in (("Population", "2024-01-01"), ("Area", "2020-01-01"), ("Population", "2026-01-01")):
        values = {"city": "vn-hai-phong", "label_en": label, "value": "1", "unit": "x", "as_of": day}
        add_record(hq, "city_fact", values)
    facts = [(row.values["label_en"], row.values["as_of"]) for row in city_view(hq, "vn-hai-phong").facts]
    hq.close()
    assert facts == [("Area", "2020-01-01"), ("Population", "2026-01-01"), ("Population", "2024-01-01")]


def test_a_company_or_city_that_is_not_there_is_named(desk: Desk) -> None:
    for look in (company_view, city_view):
        with pytest.raises(CorrectableError, match="unknown-record"):
            look(desk, "nowhere")
