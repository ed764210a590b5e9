"""The room of trust: the registry as people read it, requests, changes of two people, closing, by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.base import words
from ascn_desk.base.words import Language
from ascn_desk.operations import (
    enrolment,
    exchange,
    records,
    rotation,
    trust_changes,
    trust_closing,
    trust_papers,
)
from ascn_desk.operations.trust_changes import Signing
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.ui import paint, theme
from ascn_desk.ui.parts import CheckBox, HashWords, Pressable, TextField
from ascn_desk.ui.screens.trust import TrustScreen
from tests.support.hands import RoomWindow
from tests.support.house import House
from tests.support.trio import enrolled, take
from tests.ui.trust.conftest import Answers, Enter, go_to, over, rows, said

LIST = "trust-list"
OFFICE = "office/emb-vn"


def registered(house: House, desk: str) -> RegisteredDesk:
    """A desk as the registry has it now."""
    return house.trust.registry.desks[desk]


def give_key(window: RoomWindow, answers: Answers, house: House, name: str = "registry-2.key") -> None:
    """Name a key file by keys and type its passphrase; the focus stands on the button that chooses."""
    answers.open = [house.folder / "stick" / name]
    window.press("Space")
    window.type(f"{name}-passphrase")


def test_the_room_tells_root_and_registry_and_every_desk(house: House, enter: Enter) -> None:
    enrolled(house.hq, house.vn, house.post)
    window = enter(house.hq, TrustScreen)
    assert rows(window, LIST)[0] == ("Root and registry", "until 23 Nov 2028")
    assert rows(window, LIST)[1:] == [
        ("Headquarters", f"{house.hq.desk[:6]}, active, this desk"),
        ("Embassy in Viet Nam", f"{house.vn.desk[:6]}, active"),
    ]
    assert "Keys that sign: 2 of 3:" in said(window)
    go_to(window, LIST, "Viet Nam")

    assert f"Letters of the desk: {house.vn.desk[:4]} {house.vn.desk[4:8]}" in said(window)
    assert "Writes: Offices in Viet Nam, Embassy of Japan in Viet Nam" in said(window)


def test_a_mission_sees_whom_it_trusts_and_can_change_nothing(house: House, enter: Enter) -> None:
    enrolled(house.hq, house.vn, house.post)
    window = enter(house.vn, TrustScreen)
    assert "This desk trusts what these keys signed." in said(window)
    words_shown = window.part("trust-words")
    assert isinstance(words_shown, HashWords)
    assert house.trust.words("en")[0] in words_shown.accessibleName()
    assert [each.id for each in window.room.commands()] == []
    before = house.trust.registry.version
    window.press("N", "R", "Down", "Down", "C", "Ctrl+O")

    assert house.trust.registry.version == before
    assert window.findChild(QWidget, "change") is None


def test_a_desk_that_nobody_registered_is_led_to_the_exchange(house: House, enter: Enter) -> None:
    window = enter(house.vn, TrustScreen)
    assert "trust-empty" in [each.objectName() for each in window.findChildren(QWidget)]
    button = next(each for each in window.findChildren(Pressable) if each.isVisible())
    button.setFocus()
    window.press("Space")

    assert window.left_for == ["exchange"]


def test_a_request_is_approved_for_two_countries_and_the_words_are_shown(
    house: House, enter: Enter, answers: Answers
) -> None:
    request = house.request().rename(house.post / "vn.ascn-request")
    window = enter(house.hq, TrustScreen)
    answers.open = [request]
    window.press("Ctrl+O")
    assert ("Embassy in Viet Nam", "asks to be registered") in rows(window, LIST)
    assert f"Letters of the desk: {house.vn.desk[:4]}" in said(window)
    box = window.part("country-la")
    assert isinstance(box, CheckBox)
    box.setFocus()
    window.press("Space", "A")
    assert "reads reference" in said(over(window, "change"))
    answers.save = house.post / "start.ascn"
    shown: list[str] = []
    window.when_shown("approved", lambda dialog: (shown.append(said(dialog)), dialog.press("yes")))  # type: ignore[attr-defined]
    window.press("Ctrl+Return")

    assert answers.save.exists() and "The desk is registered." in shown[0]
    assert "country/la" in registered(house, house.vn.desk).reads
    assert all(below != "asks to be registered" for _, below in rows(window, LIST))
    assert trust_papers.papers(house.hq) == ()


def test_a_request_that_is_not_wanted_is_taken_away(house: House, enter: Enter, answers: Answers) -> None:
    window = enter(house.hq, TrustScreen)
    answers.open = [house.request().rename(house.post / "vn.ascn-request")]
    window.press("Ctrl+O")
    window.when_shown("drop-paper", lambda dialog: dialog.press("yes"))  # type: ignore[attr-defined]
    window.press("Del")

    assert [row[0] for row in rows(window, LIST)] == ["Root and registry", "Headquarters"]
    assert house.vn.desk not in house.trust.registry.desks


def test_the_registry_is_renewed_by_two_people_at_one_desk(house: House, enter: Enter, answers: Answers) -> None:
    house.two_registry_keys()
    before = house.trust.registry.version
    window = enter(house.hq, TrustScreen)
    window.press("N")
    assert "Still needed: 1 of the registry keys" in said(over(window, "change"))
    window.press("Ctrl+Return")
    phrase = window.part("key-0-phrase")
    assert isinstance(phrase, TextField) and phrase.error() == "Choose the file of the key first."
    answers.open = [house.folder / "stick" / "registry-2.key"]
    window.press("Space")
    window.type("not the passphrase")
    window.press("Ctrl+Return")
    assert "passphrase" in said(over(window, "change")) and house.trust.registry.version == before
    window.part("key-0-phrase").setFocus()
    window.press("Ctrl+A")
    window.type("registry-2.key-passphrase")
    window.press("Ctrl+Return")

    assert house.trust.registry.version == before + 1
    assert window.said == ["In effect. The offices learn of it with the next files."]
    assert window.findChild(QWidget, "change") is None


def test_the_root_is_renewed_by_two_of_its_three_keys(house: House, enter: Enter, answers: Answers) -> None:
    window = enter(house.hq, TrustScreen)
    window.press("R")
    for number, phrase in ((1, "first-passphrase"), (3, "third-passphrase")):
        answers.open = [house.folder / "stick" / f"root-{number}.key"]
        window.part(f"key-{number // 2}-choose").setFocus()
        window.press("Space")
        window.type(phrase)
    window.press("Ctrl+Return")

    assert house.trust.root_version == 2


def test_a_change_waits_for_the_second_person_who_reads_it_and_signs(
    house: House, enter: Enter, answers: Answers
) -> None:
    enrolled(house.hq, house.vn, house.post)
    house.two_registry_keys()
    window = enter(house.hq, TrustScreen)
    go_to(window, LIST, "Viet Nam")
    window.press("C", "Ctrl+Return", "Ctrl+S")
    assert ("Change that waits", "1 more signature needed") in rows(window, LIST)
    assert f"Desk {house.vn.desk} of emb-vn is closed." in said(window)
    assert not registered(house, house.vn.desk).closed
    answers.save = house.post / "for-the-second.ascn-change"
    window.press("W")
    assert trust_changes.look_at_change(house.hq, answers.save).missing
    window.press("S")
    give_key(window, answers, house)
    window.press("Ctrl+Return")

    assert registered(house, house.vn.desk).closed
    assert trust_papers.papers(house.hq) == ()
    assert ("Embassy in Viet Nam", f"{house.vn.desk[:6]}, closed") in rows(window, LIST)


def test_a_change_that_came_too_late_says_so(house: House, enter: Enter) -> None:
    second = house.two_registry_keys()
    trust = house.trust
    path = trust_papers.new_change_path(house.hq)
    trust_changes.change_registry(house.hq, trust, [], Signing(prepare=path))
    count = trust.registry.x_count + 1
    trust_changes.change_registry(house.hq, trust, [], Signing(registry_keys=(second,)), x_count=count)
    window = enter(house.hq, TrustScreen)
    go_to(window, LIST, path.name)

    assert "nothing can come of it any more" in dict(rows(window, LIST)).values()
    assert "Prepare it again" in said(window)


def test_a_desk_is_closed_at_the_position_that_is_typed(house: House, enter: Enter) -> None:
    enrolled(house.hq, house.vn, house.post)
    for name in ("one", "two"):
        records.add_record(house.vn, "company", {"name_ja": name}, channel=OFFICE)
        take(house.hq, [each.path for each in exchange.export(house.vn, ["hq"], house.post)])
    window = enter(house.hq, TrustScreen)
    go_to(window, LIST, "Viet Nam")
    window.press("C")
    field = window.part(f"end-{OFFICE}")
    assert isinstance(field, TextField) and field.value() == "2"
    headings = [each.accessibleName() for each in over(window, "ends").findChildren(QWidget)]
    assert "What it could read at most" in headings
    window.press("Ctrl+A")
    window.type("7")
    window.press("Ctrl+Return")
    assert "7" in said(over(window, "ends"))
    field.setFocus()
    window.press("Ctrl+A")
    window.type("1")
    window.press("Ctrl+Return")
    question = said(over(window, "change"))
    assert "There is no way back" in question and "0 entries held here begin to count, 1 cease." in question
    assert not registered(house, house.vn.desk).closed
    window.press("Ctrl+Return")

    assert registered(house, house.vn.desk).ends[OFFICE].number == 1
    assert registered(house, house.vn.desk).closed
    go_to(window, LIST, "Viet Nam")
    window.press("V")
    assert "records" in said(over(window, "readable"))


def test_esc_leaves_everything_as_it_was(house: House, enter: Enter) -> None:
    enrolled(house.hq, house.vn, house.post)
    window = enter(house.hq, TrustScreen)
    go_to(window, LIST, "Viet Nam")
    before = house.trust.registry.version
    window.press("C", "Esc", "C", "Ctrl+Return", "Esc")

    assert house.trust.registry.version == before
    assert window.findChild(QWidget, "change") is None


def test_new_keys_of_a_desk_are_approved_and_the_old_ones_closed(house: House, enter: Enter, answers: Answers) -> None:
    enrolled(house.hq, house.vn, house.post)
    old = house.vn.desk
    answers.open = [house.post / "keys.ascn-request"]
    new = rotation.rotate(house.vn, answers.open[0])
    window = enter(house.hq, TrustScreen)
    window.press("Ctrl+O")
    assert f"Goes on for: {old[:6]}" in said(window)
    answers.save = house.post / "start.ascn"
    window.when_shown("approved", lambda dialog: dialog.press("yes"))  # type: ignore[attr-defined]
    window.press("A", "Ctrl+Return")

    assert registered(house, old).closed and not registered(house, new).closed
    assert ("Embassy in Viet Nam", f"{old[:6]}, replaced by newer keys") in rows(window, LIST)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("width", "scale"), [(1024, 1.0), (1366, 1.0), (1366, 1.5)])
def test_the_room_shows_all_its_words(
    house: House, enter: Enter, qapp: QApplication, lang: Language, width: int, scale: float
) -> None:
    enrolled(house.hq, house.vn, house.post)
    house.two_registry_keys()
    trust_closing.close_desk(house.hq, house.vn.desk, None, Signing(prepare=trust_papers.new_change_path(house.hq)))
    words.set_language(lang)
    theme.set_text_scale(qapp, scale)
    try:
        window = enter(house.hq, TrustScreen)
        window.resize(int((width - 176) * scale), int(716 * scale))
        window.settle()
        for _ in rows(window, LIST):
            with paint.elisions() as seen:
                window.grab()
            assert seen == []
            assert [each.accessibleName() for each in window.findChildren(Pressable)
                    if each.isVisible() and each.width() + 1 < each.sizeHint().width()] == []  # fmt: skip
            window.press("Down")
        window.press("C", "Ctrl+Return")
        with paint.elisions() as seen:
            over(window, "change").grab()
        assert seen == []
    finally:
        theme.set_text_scale(qapp, 1.0)


def test_a_desk_is_registered_by_two_people_and_gets_its_starter_then(
    house: House, enter: Enter, answers: Answers
) -> None:
    house.two_registry_keys()
    request = house.request().rename(house.post / "vn.ascn-request")
    window = enter(house.hq, TrustScreen)
    window.room.receive([request])  # type: ignore[attr-defined]
    window.settle()
    window.press("A", "Ctrl+S")
    assert house.vn.desk not in house.trust.registry.desks
    go_to(window, LIST, "Change that waits")
    window.press("S")
    give_key(window, answers, house)
    window.press("Ctrl+Return")
    assert ("Embassy in Viet Nam", "registered; its starter") in rows(window, LIST)
    go_to(window, LIST, "its starter")
    answers.save = house.post / "start.ascn"
    window.when_shown("approved", lambda dialog: dialog.press("yes"))  # type: ignore[attr-defined]
    window.press("A")

    asked = enrolment.inspect_starter(house.vn, answers.save).asked
    spoken = house.trust.words("en")
    enrolment.accept(house.vn, answers.save, {each: spoken[each - 1] for each in asked})
    assert house.vn.is_accepted
    assert trust_papers.papers(house.hq) == ()
