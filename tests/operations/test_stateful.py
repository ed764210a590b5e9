"""Random days of two to five desks through the operations: in the end all agree, with a naive reading too.

Headquarters, three offices of one country, and a second desk of the first of these; nothing that was typed is gone.
The courier loses, repeats and delays; forms stay open over imports; people decide, undo, delete and merge.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import conflicts, exchange, history, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import ImportReport
from ascn_desk.sync.tally import BALANCE
from tests.operations.agreeing import all_agree
from tests.support.trio import COUNTRY, OFFICES, dump, enrolled, new_desk, open_machine, rows_of, shown, take

EXAMPLES = int(os.environ.get("ASCN_DESK_TEST_DAYS", "10"))
"""How many random stories; more of them to look for rare ones."""
NAMES = {**OFFICES, "dng": "cg-da-nang", "vn2": "emb-vn"}
PLACES = st.integers(0, len(NAMES) - 1)
"""Whose turn it is, counted round among the desks that take part."""
FIELDS = st.sampled_from(
    [
        *({"website": f"https://{letter}.example"} for letter in "ab"),
        {"website": None, "reading": "れんしゅう"},
        {"name_ja": "練習株式会社"},
        {"name_ja": "練習二"},
        {"archived": True, "archived_reason": "merged firms"},
        *({"archived": False}, {"tags:rail": True}),
        {"tags:rail": False, "tags:port": True},
        {"tags": ("water",)},
        *({"deleted": True}, {"deleted": False}, {"merged_into": None}),
        {"jasca_member": True},
    ]
)


class Days(RuleBasedStateMachine):
    """Two to five desks; ``files`` are on their way to an office and may be taken in any number of times."""

    template: ClassVar[Path]
    folder: ClassVar[Path]

    companies = Bundle("companies")
    forms = Bundle("forms")
    files = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.template, self.folder)
        self.desks: list[Desk] = []
        self.written: set[tuple[str, int]] = set()
        self.office_notes = 0

    def desk(self, place: int) -> Desk:
        return self.desks[place % len(self.desks)]

    @property
    def hq(self) -> Desk:
        return self.desks[0]

    @property
    def missions(self) -> list[Desk]:
        return self.desks[1:]

    def export(self, sender: Desk, office: str) -> Path:
        (file,) = exchange.export(sender, [office], self.folder / "post")
        return file.path

    def note(self, place: int, n: int | None) -> None:
        if n is not None:
            self.written.add((self.desk(place).desk, n))

    # -- people --------------------------------------------------------------------------------------------------

    @initialize(target=companies, many=st.integers(2, len(NAMES)))
    def first_company(self, many: int) -> str:
        self.desks = [open_machine(self.folder / name) for name in list(NAMES)[:many]]
        values = {"name_ja": "練習株式会社", "website": "https://base.example", "tags": ["rail"]}
        made = records.add_record(self.hq, "company", values, channel=COUNTRY)
        self.headquarters_answers()
        return made.id

    def headquarters_answers(self) -> None:
        for office in sorted({desk.office for desk in self.missions}):
            path = self.export(self.hq, office)
            for desk in self.missions:
                if desk.office == office:
                    take(desk, [path])

    @rule(target=companies, place=PLACES)
    def add(self, place: int) -> str:
        saved = records.add_record(self.desk(place), "company", {"name_ja": "新しい会社"}, channel=COUNTRY)
        self.note(place, saved.n)
        return saved.id

    @rule(place=PLACES)
    def add_for_own_office(self, place: int) -> None:
        saved = records.add_record(self.desk(place), "city_note", {"city": "vn-hanoi", "text": "練習"})
        self.note(place, saved.n)
        self.office_notes += 1

    @rule(target=forms, place=PLACES, company=companies)
    def open_form(self, place: int, company: str) -> tuple[int, str, dict[str, int]] | None:
        try:
            view = records.show_record(self.desk(place), "company", company, COUNTRY)
        except CorrectableError:
            return None
        return place, company, dict(view.seen)

    @rule(form=consumes(forms), values=FIELDS)
    def save_form(self, form: tuple[int, str, dict[str, int]] | None, values: dict[str, Any]) -> None:
        if form is not None:
            place, company, seen = form
            self._set(place, company, values, seen)

    @rule(place=PLACES, company=companies, values=FIELDS)
    def change(self, place: int, company: str, values: dict[str, Any]) -> None:
        self._set(place, company, values, None)

    @rule(place=PLACES, one=companies, other=companies)
    def merge(self, place: int, one: str, other: str) -> None:
        self._set(place, one, {"merged_into": other}, None)

    def _set(self, place: int, company: str, values: dict[str, Any], seen: dict[str, int] | None) -> None:
        desk = self.desk(place)
        try:
            saved = records.set_fields(desk, "company", company, values, channel=COUNTRY, seen=seen)
        except CorrectableError as error:
            assert error.code in ("unknown-record", "merged-self")
            return
        self.note(place, saved.n)

    @rule(place=PLACES, choice=st.integers(0, 9))
    def decide(self, place: int, choice: int) -> None:
        open_now = conflicts.conflicts(self.desk(place))
        if not open_now:
            return
        found = open_now[choice % len(open_now)]
        head = found.heads[choice % len(found.heads)]
        saved = conflicts.resolve(
            self.desk(place), found.kind, found.id, found.register, channel=found.channel, take=(head.desk, head.n)
        )
        self.note(place, saved.n)
        left = {(each.id, each.register) for each in conflicts.conflicts(self.desk(place))}
        assert (found.id, found.register) not in left

    @rule(place=PLACES)
    def undo(self, place: int) -> None:
        try:
            self.note(place, history.undo_last(self.desk(place)).saved.n)
        except CorrectableError as error:
            assert error.code in ("nothing-to-undo", "undo-overtaken")

    @rule(name=st.sampled_from(["Hanoi", "Ha Noi", "Hà Nội"]))
    def correct_a_city(self, name: str) -> None:
        self.note(0, records.set_fields(self.hq, "city", "vn-hanoi", {"name_en": name}).n)

    @rule(place=PLACES)
    def close_and_open(self, place: int) -> None:
        place %= len(self.desks)
        self.desk(place).close()
        self.desks[place] = open_machine(self.folder / list(NAMES)[place])

    # -- the road --------------------------------------------------------------------------------------------------

    @rule(target=files, sender=PLACES, receiver=PLACES)
    def send(self, sender: int, receiver: int) -> tuple[int, Path] | None:
        one, other = self.desk(sender), self.desk(receiver)
        if one is other:
            return None
        return receiver, self.export(one, other.office)

    @rule(target=files)
    def send_to_anyone(self) -> Any:
        path = self.export(self.hq, "anyone")
        return multiple(*((place, path) for place in range(1, len(self.desks))))

    @rule(some=st.lists(files, min_size=2, max_size=4))
    def arrive_together(self, some: list[tuple[int, Path] | None]) -> None:
        for desk in self.desks:
            paths = [
                file[1] for file in some if file is not None and self.desk(file[0]) is desk and file[1].exists()
            ]
            if paths:
                report = take(desk, paths)
                assert report.balance["received"] == sum(report.balance[part] for part in BALANCE[1:])

    @rule(file=consumes(files))
    def lose(self, file: tuple[int, Path] | None) -> None:
        if file is not None:
            file[1].unlink(missing_ok=True)

    @rule(file=files)
    def arrive(self, file: tuple[int, Path] | None) -> None:
        if file is not None and file[1].exists():
            self._import(*file)

    @rule(file=files)
    def rehearse(self, file: tuple[int, Path] | None) -> None:
        if file is not None and file[1].exists():
            desk = self.desk(file[0])
            before = dump(desk)
            rehearsed = exchange.rehearse(desk, [file[1]])
            assert dump(desk) == before
            assert take(desk, [file[1]]) == rehearsed

    def _import(self, receiver: int, path: Path) -> ImportReport:
        desk = self.desk(receiver)
        report = take(desk, [path])
        assert report.balance["received"] == sum(report.balance[part] for part in BALANCE[1:])
        assert {each.code for each in report.files} <= {None, "gap"}
        after = dump(desk)
        again = take(desk, [path])
        assert dump(desk) == after
        assert again.balance["known"] == again.balance["received"] == report.balance["received"]
        return report

    @precondition(lambda self: self.office_notes > 0)
    @rule(place=PLACES)
    def rebuild(self, place: int) -> None:
        desk = self.desk(place)
        before = shown(desk)
        with desk.writing() as ledger:
            ledger.rebuild()
        assert shown(desk) == before

    # -- what always holds, and what holds in the end ------------------------------------------------------------------

    @invariant()
    def nobody_holds_what_he_may_not_read(self) -> None:
        for desk in self.missions:
            channels = {name for (name,) in rows_of(desk, "SELECT name FROM channel")}
            assert channels <= {"reference", COUNTRY, f"office/{desk.office}"}

    def teardown(self) -> None:
        try:
            if self.desks:
                for desk in self.missions:
                    take(self.hq, [self.export(desk, "hq")])
                self.headquarters_answers()
                all_agree(self.desks, self.written)
        finally:
            for desk in self.desks:
                desk.close()


@pytest.fixture
def five_template(trio_template: Path, tmp_path: Path) -> Path:
    """The three profiles and two more, enrolled and closed."""
    folder = tmp_path / "five"
    shutil.copytree(trio_template, folder)
    hq = open_machine(folder / "hq")
    trust = hq.trust()
    assert trust is not None
    for name in [each for each in NAMES if each not in OFFICES]:
        desk = new_desk(folder / name, NAMES[name], practice_root=trust.root_fingerprint())
        enrolled(hq, desk, folder / "post")
        desk.close()
    hq.close()
    return folder


def test_whatever_happens_on_the_road_all_agree_in_the_end(
    five_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    class Here(Days):
        template = five_template
        folder = tmp_path_factory.mktemp("days") / "five"

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
