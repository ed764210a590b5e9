"""The room of trust in the window: reached from the palette, and by files that are dropped at headquarters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ascn_desk.operations.desk import Desk
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.screens.trust import TrustScreen
from ascn_desk.ui.tasks import Tasks
from tests.support.hands import Hands
from tests.support.house import House

Opened = Callable[[Desk], MainWindow]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, house: House, tasks: Tasks, hands: Hands) -> Iterator[Opened]:
    """The window of a desk."""
    qapp.setQuitOnLastWindowClosed(False)

    def show(desk: Desk) -> MainWindow:
        window = MainWindow(desk, tasks)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        hands.settle()
        return window

    yield show


def test_the_palette_leads_to_trust_and_the_rail_stays_at_the_exchange(
    house: House, opened: Opened, hands: Hands
) -> None:
    window = opened(house.hq)
    hands.press("Ctrl+K")
    hands.type("go to trust")
    hands.press("Return")

    assert isinstance(window.room_screen(), TrustScreen)
    assert hands.focus_name() == "trust-list"


def test_a_request_that_is_dropped_at_headquarters_waits_in_trust(house: House, opened: Opened, hands: Hands) -> None:
    request = house.request().rename(house.post / "vn.ascn-request")
    window = opened(house.hq)
    window.receive([request])
    hands.settle()
    assert window.current_room() == "trust"
    assert (house.hq.profile / "inbox" / "vn.ascn-request").exists()


def test_a_bundle_goes_to_the_exchange(house: House, opened: Opened, hands: Hands) -> None:
    bundle = house.post / "emb-vn-1.ascn"
    bundle.write_bytes(b"not a bundle")
    window = opened(house.hq)
    window.receive([bundle])
    hands.settle()

    assert window.current_room() == "exchange"
