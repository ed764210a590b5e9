"""The kinds: complete, worded in both languages, and held together."""

from __future__ import annotations

import dataclasses
import re

import pytest

from ascn_desk.domain.fields import Field, FieldType
from ascn_desk.domain.kind import HEADQUARTERS_ONLY, Kind, Record, Scope, SourcedRecord, kind
from ascn_desk.domain.kinds import KINDS, RECORD_CLASSES, Case, Visit
from ascn_desk.domain.vocabularies import CaseStatus, Grade

ALL = list(KINDS.values())
ALL_FIELDS = [(each, field) for each in ALL for field in each.fields.values()]
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
COMMON = {"grade", "limits", "tags", "archived", "archived_reason", "deleted", "merged_into"}


def test_there_are_thirty_nine_kinds_each_once() -> None:
    assert len(KINDS) == len(RECORD_CLASSES) == 39


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_a_kind_carries_what_all_records_carry(each: Kind) -> None:
    assert each.fields.keys() >= COMMON
    assert issubclass(each.record_class, Record)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_reference_and_programme_kinds_carry_source_and_confidence(each: Kind) -> None:
    sourced = each.scope in (Scope.REFERENCE, Scope.PROGRAMME)
    assert issubclass(each.record_class, SourcedRecord) is sourced
    assert ("confidence" in each.fields) is sourced


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_names_of_kinds_and_fields_have_the_form_that_travels(each: Kind) -> None:
    assert NAME.fullmatch(each.name)
    assert all(NAME.fullmatch(name) and name == field.name for name, field in each.fields.items())


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_a_kind_and_its_fields_have_words_that_differ_within_the_kind(each: Kind) -> None:
    assert each.words("ja") and each.words("en") and each.plural_en
    for lang in ("ja", "en"):
        words = [field.words(lang) for field in each.fields.values()]
        assert all(words)
        assert len(set(words)) == len(words), sorted(words)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_a_kind_has_a_title_and_columns_without_gaps_or_ties(each: Kind) -> None:
    assert each.title_fields("ja") and each.title_fields("en")
    places = [field.column for field in each.columns()]
    assert places == list(range(1, len(places) + 1))
    assert places


def test_every_reference_points_to_a_kind_and_every_choice_to_a_vocabulary() -> None:
    for each, field in ALL_FIELDS:
        if field.type is FieldType.REFERENCE:
            assert field.target in KINDS, (each.name, field.name)
        if field.type is FieldType.CHOICE:
            assert (field.choices is None) != (field.vocabulary is None), (each.name, field.name)


def test_merging_goes_into_a_record_of_the_same_kind() -> None:
    assert all(each.fields["merged_into"].target == each.name for each in ALL)


def test_groups_share_the_register_named_after_their_first_field() -> None:
    for each in ALL:
        for register, names in each.groups.items():
            assert names[0] == register and len(names) > 1
            assert {each.fields[name].register for name in names} == {register}
        grouped = {name for names in each.groups.values() for name in names}
        assert all(field.register == name for name, field in each.fields.items() if name not in grouped)


def test_what_names_people_is_personal() -> None:
    assert {each.name for each in ALL if each.personal} == {"contact", "officer"}


def test_headquarters_alone_writes_reference_data_and_purges() -> None:
    alone = {each.name for each in ALL if each.writers == HEADQUARTERS_ONLY}
    assert alone == {
        "best_practice", "choice", "city", "city_fact", "country", "facility", "jurisdiction", "municipality",
        "office", "organisation", "pairing", "purge", "technology",
    }  # fmt: skip


def test_case_work_is_of_the_second_grade_and_reference_data_of_the_first() -> None:
    assert KINDS["case"].default_grade is KINDS["city_note"].default_grade is Grade.CONF_2
    assert KINDS["city"].default_grade is KINDS["company"].default_grade is Grade.CONF_1


def test_the_register_of_a_set_is_one_a_member() -> None:
    case = Case.KIND
    assert case.register_of("status_on") == "status"
    assert case.register_of("limits:restrict-copy") == "limits:restrict-copy"
    assert case.register_of("summary") == "summary"


def test_a_record_is_made_from_shown_values_and_leaves_out_what_it_does_not_know() -> None:
    case = Case.KIND.record(
        "a", "office/emb-vn", {"status": "waiting", "tags:x": True, "tags:y": False, "of_tomorrow": 1}
    )
    assert (case.id, case.channel) == ("a", "office/emb-vn")
    assert case.status is CaseStatus.WAITING
    assert case.tags == ("x",)


def test_a_code_of_a_newer_version_stays_the_code() -> None:
    case = Case.KIND.record("a", "office/emb-vn", {"status": "of-tomorrow", "supporting_offices": ["b", "a"]})
    assert case.status == "of-tomorrow"
    assert case.supporting_offices == ("a", "b")


def test_a_field_named_like_a_word_of_python_keeps_its_name_everywhere_but_in_the_class() -> None:
    assert Visit.KIND.fields["class"].attribute == "class_"
    assert Visit.KIND.record("a", "office/hq", {"class": "aa"}).class_ == "aa"


def test_a_declaration_that_groups_or_titles_by_unknown_fields_is_refused() -> None:
    @dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
    class Thing(Record):
        pass

    with pytest.raises(ValueError, match="group of unknown"):
        kind("thing", ja="物", en="Thing", groups=("a b",), title_en=("grade",), title_ja=("grade",))(Thing)
    with pytest.raises(ValueError, match="title of unknown"):
        kind("thing", ja="物", en="Thing")(Thing)


def test_a_field_shows_a_known_code_as_its_member() -> None:
    grade = Case.KIND.fields["grade"]
    assert isinstance(grade, Field)
    assert grade.shown("care") is Grade.CARE
    assert grade.shown(None) is None
    assert Case.KIND.fields["summary"].shown("care") == "care"


def test_a_record_is_handled_by_its_own_grade_else_by_that_of_its_kind() -> None:
    assert Case.KIND.grade_of({"grade": "care"}) is Grade.CARE
    assert Case.KIND.grade_of({}) is Case.KIND.grade_of({"grade": None}) is Grade.CONF_2
    assert KINDS["city"].grade_of({}) is Grade.CONF_1


def test_a_grade_of_a_newer_version_counts_as_the_highest() -> None:
    assert KINDS["city"].grade_of({"grade": "of-tomorrow"}) is Grade.CONF_2
