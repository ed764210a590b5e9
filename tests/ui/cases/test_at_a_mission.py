"""Cases at an embassy: where they lie, new companies, what another office changed meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from ascn_desk.operations import cases, lists, records
from ascn_desk.ui.screens.cases import CasesScreen
from ascn_desk.ui.screens.quick_case import QuickCase
from ascn_desk.ui.session import Session
from ascn_desk.ui.tasks import Tasks
from tests.support import trio as threes
from tests.support.hands import Hands
from tests.support.trio import COUNTRY, Trio
from tests.ui.cases.conftest import Window


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three enrolled desks, closed."""
    folder = tmp_path_factory.mktemp("missions")
    threes.build(folder)
    return folder


@pytest.fixture
def trio(template: Path, tmp_path: Path) -> Iterator[Trio]:
    """A copy of them, open."""
    folder = tmp_path / "trio"
    shutil.copytree(template, folder)
    made = Trio.open(folder)
    yield made
    made.close()


@pytest.fixture
def embassy(trio: Trio, tasks: Tasks) -> Session:
    """The embassy's desk as the windows use it."""
    return Session(trio.vn, tasks, tasks)


def test_a_case_lies_with_the_office_unless_it_is_shared(
    trio: Trio, embassy: Session, window: Window, hands: Hands
) -> None:
    quick = QuickCase(embassy, window)
    quick.open()
    hands.settle()
    hands.type("hitachi")
    hands.press("Return", "1")
    hands.type("For this office")
    hands.press("Ctrl+Shift+Return")
    hands.press("1")
    hands.type("For the country")
    hands.press("Alt+D")
    channel = quick.findChild(QWidget, "quick-channel")
    assert channel is not None
    channel.setFocus()
    hands.press("Down", "Down", "Return")
    hands.press("Ctrl+Return")

    found = {str(row.values["summary"]): row.channel for row in lists.list_records(trio.vn, "case").rows}
    assert found == {"For this office": "office/emb-vn", "For the country": COUNTRY}


def test_a_new_company_lies_in_the_country_until_headquarters_takes_it_in(
    trio: Trio, embassy: Session, window: Window, hands: Hands
) -> None:
    QuickCase(embassy, window).open()
    hands.settle()
    hands.type("Quite New Works")
    hands.press("Return", "2")
    hands.type("First call")
    hands.press("Ctrl+Return")

    made = cases.find_companies(trio.vn, "Quite New Works")
    assert [each.channel for each in made] == [COUNTRY]


def test_a_conflict_of_two_offices_is_shown_at_the_case(
    trio: Trio, embassy: Session, window: Window, hands: Hands
) -> None:
    company = cases.find_companies(trio.vn, "hitachi")[0].id
    saved = cases.add_case(trio.vn, company, "redress", "Shared by both", channel=COUNTRY)
    trio.carry(trio.vn, trio.hq)
    trio.carry(trio.hq, trio.vn)
    for desk, words in ((trio.vn, "As the embassy says"), (trio.hq, "As headquarters says")):
        records.set_fields(desk, "case", saved.id, {"summary": words}, channel=COUNTRY)
    trio.carry(trio.hq, trio.vn)
    screen = CasesScreen(embassy)
    window.put(screen)
    screen.show()
    hands.settle()
    screen.open_record("case", saved.id, COUNTRY)
    hands.settle()

    banner = screen.findChild(QWidget, "case-conflict")
    assert banner is not None and banner.isVisible()
    assert banner.accessibleName() == "In conflict: Summary"
    asked: list[str] = []
    embassy.go_wanted.connect(asked.append)
    banner.findChild(QWidget, "banner-decide").click()  # type: ignore[union-attr]
    assert asked == ["conflicts"]
