"""Sending, looking at what came, rehearsing and importing, by keys, on real desks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ascn_desk.base.errors import MachineError
from ascn_desk.base.words import set_language
from ascn_desk.operations import (
    cases,
    enrolment,
    exchange,
    history,
    imports,
    incoming_files,
    records,
    setting_aside,
)
from ascn_desk.ui import dialogs, paint, theme
from ascn_desk.ui.parts import Banner, Button, HashWords, ListView, Paragraph, Select, SumLine, TextField
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.screens.exchange import ExchangeScreen
from ascn_desk.ui.screens.exchange.arrivals import ArrivalsPage
from ascn_desk.ui.screens.exchange.decisions_page import DecisionsPage
from ascn_desk.ui.screens.exchange.going_page import GoingPage
from ascn_desk.ui.screens.exchange.overview import OverviewPage
from ascn_desk.ui.screens.exchange.refused_page import RefusedPage
from ascn_desk.ui.screens.exchange.report_page import ReportPage
from tests.support.hands import RoomWindow, press
from tests.support.made_desk import make_desk
from tests.ui.exchange.conftest import Pair

Enter = Callable[[Path, type[Screen]], RoomWindow]


def room(window: RoomWindow) -> ExchangeScreen:
    assert isinstance(window.room, ExchangeScreen)
    return window.room


def received(window: RoomWindow) -> int:
    return len(exchange.exchange_view(window.session.desk).received)


def test_sending_takes_two_keys_and_the_file_reads_back(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    window.when_shown("send", lambda frame: press(frame.window().focusWidget() or frame, "Ctrl+Return"))
    window.press("Ctrl+Return")
    window.settle()
    view = exchange.exchange_view(window.session.desk)
    made = Path(view.sent[0].path)
    assert made.parent == window.session.desk.profile / "outbox" and made.is_file()
    assert view.sent[0].state == "made"
    banner = window.part("exchange-written")
    assert isinstance(banner, Banner) and "No. 3" in banner.accessibleName()


def test_after_sending_the_keys_belong_to_the_room_and_not_to_its_neighbour(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    neighbour = QPushButton(room(window).parentWidget())
    neighbour.show()
    window.when_shown("send", lambda frame: press(frame.window().focusWidget() or frame, "Ctrl+Return"))
    window.press("Ctrl+Return")
    window.settle()
    assert neighbour.isVisible()
    assert not neighbour.hasFocus()
    assert room(window).isAncestorOf(QApplication.focusWidget())


def test_sending_asks_for_a_folder_that_exists_and_for_a_receiver(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    seen: list[str] = []

    def answer(frame: QWidget) -> None:
        folder = frame.findChild(TextField, "send-folder")
        assert folder is not None
        folder.set_value("/nowhere/at/all")
        press(frame, "Ctrl+Return")
        seen.append(folder.error())
        press(frame, "Esc")

    window.when_shown("send", answer)
    window.press("Ctrl+Return")
    assert seen == ["There is no such folder. Choose one that exists."]
    assert len(exchange.exchange_view(window.session.desk).sent) == 2


def test_a_file_is_looked_at_rehearsed_and_imported_each_by_its_own_step(pair: Pair, enter: Enter) -> None:
    window = enter(pair.headquarters, ExchangeScreen)
    before = received(window)
    room(window).receive([pair.coming])
    window.settle()
    assert isinstance(room(window).page(), ArrivalsPage) and received(window) == before
    window.press("Ctrl+Return")
    page = room(window).page()
    assert isinstance(page, ReportPage) and received(window) == before
    assert "Nothing has been changed yet" in window.part("report-banner").accessibleName()
    window.press("Ctrl+Return")
    assert received(window) == before + 1
    total = window.part("report-sum")
    assert isinstance(total, SumLine) and total.agrees()
    decide = window.part("report-conflicts")
    assert isinstance(decide, Button) and decide.text() == "Decide 4 conflicts"
    window.press("C")
    assert window.left_for == ["conflicts"]


def test_where_the_machine_fails_half_way_it_says_what_is_in_and_blames_no_sender(
    pair: Pair, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    lots = iter([None, MachineError("disk-full", path="desk.db")])
    keep_receipts = imports._keep_receipts

    def keep_or_fail(*arguments: Any) -> None:
        if (error := next(lots)) is not None:
            raise error
        keep_receipts(*arguments)

    window = enter(pair.headquarters, ExchangeScreen)
    before = received(window)
    room(window).receive([pair.coming, pair.answer])
    window.settle()
    window.press("Ctrl+Return")
    monkeypatch.setattr(incoming_files, "_LOT_FILES", 1)
    monkeypatch.setattr(imports, "_keep_receipts", keep_or_fail)
    window.press("Ctrl+Return")
    assert received(window) == before + 1
    assert "What was taken in stays" in window.part("report-banner").accessibleName()
    told = [each.words() for each in room(window).page().findChildren(Paragraph)]
    assert any("import those files again" in each for each in told)
    assert not any("Ask the sender" in each for each in told)


def test_the_same_file_again_changes_nothing_and_says_so(pair: Pair, enter: Enter) -> None:
    window = enter(pair.headquarters, ExchangeScreen)
    for _ in range(2):
        room(window).receive([pair.coming])
        window.settle()
        window.press("Ctrl+Return", "Ctrl+Return")
    assert "All of it was here already" in window.part("report-banner").accessibleName()


def test_a_damaged_file_says_what_happened_what_is_safe_and_what_to_do(
    pair: Pair, enter: Enter, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.ascn"
    cut.write_bytes(pair.coming.read_bytes()[:-2000])
    window = enter(pair.headquarters, ExchangeScreen)
    before = received(window)
    room(window).receive([cut])
    window.settle()
    assert isinstance(room(window).page(), RefusedPage)
    assert window.part("refused-banner").accessibleName() == "Damaged on the way. It was not taken over."
    window.press("Esc")
    assert isinstance(room(window).page(), OverviewPage) and received(window) == before


def test_among_several_files_the_bad_one_is_named_and_the_good_one_goes_on(
    pair: Pair, enter: Enter, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.ascn"
    cut.write_bytes(pair.coming.read_bytes()[:-2000])
    window = enter(pair.headquarters, ExchangeScreen)
    room(window).receive([cut, pair.coming])
    window.settle()
    listed = window.part("arrivals")
    assert isinstance(listed, ListView)
    states = [listed.rows().data(listed.rows().index(row, 5)) for row in range(2)]
    assert states == ["Damaged on the way", "Valid"]
    window.press("Ctrl+Return", "Ctrl+Return")
    assert received(window) == 2


def test_a_file_counts_as_received_only_once_the_other_side_says_so(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    assert [each.state for each in exchange.exchange_view(window.session.desk).sent] == ["made", "made"]
    room(window).receive([pair.answer])
    window.settle()
    window.press("Ctrl+Return", "Ctrl+Return")
    assert [each.state for each in exchange.exchange_view(window.session.desk).sent] == ["received", "received"]


def test_one_learns_which_own_value_was_not_kept_by_whom_and_why(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    room(window).receive([pair.answer])
    window.settle()
    window.press("Ctrl+Return", "Ctrl+Return", "D")
    page = room(window).page()
    assert isinstance(page, DecisionsPage)
    current = page.current()
    assert current is not None and (current.mine, current.shown) == ("Rail signals in Hanoi", "Rail signals (redress)")
    assert current.why == "Agreed by telephone"
    window.press("Return")
    assert window.opened == [("case", current.id, current.channel)]
    window.press("Y")
    assert window.said[-1] == "Noted as read"
    assert isinstance(window.part("decisions-empty"), QWidget)


def test_ones_own_value_is_written_again_by_one_key_and_a_reason(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    room(window).receive([pair.answer])
    window.settle()
    window.press("Ctrl+Return", "Ctrl+Return", "D")
    page = room(window).page()
    assert isinstance(page, DecisionsPage)
    current = page.current()
    assert current is not None

    def write(frame: QWidget) -> None:
        field = frame.findChild(TextField, "contest-field")
        assert field is not None
        field.set_value("The city says so")
        press(frame, "Ctrl+Return")

    window.when_shown("contest", write)
    window.press("W")
    desk = window.session.desk
    view = records.show_record(desk, current.kind, current.id, current.channel)
    assert view.values["summary"] == "Rail signals in Hanoi"
    newest = history.history(desk, current.kind, current.id, current.channel)[0]
    assert newest.why == "The city says so"
    assert isinstance(window.part("decisions-empty"), QWidget)


def test_all_that_goes_is_listed_with_its_fields_and_opens(pair: Pair, enter: Enter) -> None:
    window = enter(pair.headquarters, ExchangeScreen)
    window.press("V")
    page = room(window).page()
    assert isinstance(page, GoingPage) and page.list is not None
    rows = page.list.rows()
    words = {str(rows.data(rows.index(row, 2))) for row in range(rows.total())}
    assert "Reliability" in words and "Deleted" in words
    window.press("Return")
    assert window.opened


def test_every_channel_has_its_own_six_words(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    words, channel = window.part("exchange-words"), window.part("exchange-channel")
    assert isinstance(words, HashWords) and isinstance(channel, Select)
    before = words.accessibleName()
    other = next(each.id for each in channel.choices() if each.id != channel.value())
    channel.set_value(other)
    channel.changed.emit(other)
    assert words.accessibleName() != before and len(words.accessibleName().split(", ")) == 6


def test_a_starter_is_accepted_only_with_the_words_that_were_heard(
    pair: Pair, enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hq, new = make_desk(tmp_path / "hq2"), make_desk(tmp_path / "th", "emb-th")
    enrolment.make_request(new, tmp_path / "th.ascn-request")
    approval = enrolment.approve(hq, tmp_path / "th.ascn-request", tmp_path / "starter.ascn")
    hq.close()
    new.close()
    set_language("en")
    window = enter(tmp_path / "th", ExchangeScreen)
    assert window.part("exchange-not-accepted").isVisible()
    room(window).receive([tmp_path / "starter.ascn"])
    window.settle()
    fields = [each for each in window.findChildren(TextField) if each.objectName().startswith("starter-word-")]
    assert len(fields) == 3
    for one in fields:
        one.set_value("zebra")
    window.press("Ctrl+Return")
    assert not window.session.desk.is_accepted
    assert "These are not the words" in window.part("starter-problem").accessibleName()
    for one in fields:
        one.set_value(approval.words[int(one.objectName().rpartition("-")[2]) - 1])
    window.press("Ctrl+Return")
    assert window.session.desk.is_accepted and window.said[-1].startswith("Accepted.")


def test_headquarters_approves_a_request_and_reads_out_twelve_words(
    pair: Pair, enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = make_desk(tmp_path / "th", "emb-th")
    request, starter = tmp_path / "th.ascn-request", tmp_path / "th-starter.ascn"
    enrolment.make_request(new, request)
    new.close()
    set_language("en")
    monkeypatch.setattr(dialogs, "choose_save", lambda *args, **named: starter)
    window = enter(pair.headquarters, ExchangeScreen)
    shown: list[str] = []

    def read_out(frame: QWidget) -> None:
        words = frame.findChild(HashWords, "approved-words")
        shown.append(words.accessibleName() if words is not None else "")
        press(frame, "Esc")

    window.when_shown("approve", lambda frame: press(frame, "Ctrl+Return"))
    window.when_shown("approved", read_out)
    room(window).receive([request])
    window.settle()
    assert starter.is_file()
    assert len(shown[0].split(", ")) == 12


def test_what_is_not_a_request_is_told_in_words(pair: Pair, enter: Enter, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.ascn-request"
    wrong.write_bytes(b"{}")
    window = enter(pair.headquarters, ExchangeScreen)
    told: list[str] = []

    def read(frame: QWidget) -> None:
        banner = frame.findChild(Banner)
        told.append(banner.accessibleName() if banner is not None else "")
        press(frame, "Esc")

    window.when_shown("exchange-error", read)
    room(window).receive([wrong])
    window.settle()
    assert told and told[0]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_headings_and_buttons_are_never_cut(pair: Pair, enter: Enter, lang: str) -> None:
    set_language("ja" if lang == "ja" else "en")
    window = enter(pair.headquarters, ExchangeScreen)
    with paint.elisions() as cut:
        window.grab()
    assert [words for words in cut if not words.endswith((".ascn", "city"))] == []


def test_a_switch_of_the_theme_keeps_the_page(pair: Pair, enter: Enter, qapp: QApplication) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    theme.switch(qapp, theme.DARK)
    window.settle()
    assert isinstance(room(window).page(), OverviewPage)
    assert theme.of(window.room).is_dark


def test_where_it_is_narrow_the_side_goes_under_the_body_and_back(pair: Pair, enter: Enter) -> None:
    window = enter(pair.headquarters, ExchangeScreen)
    drop, send = window.part("exchange-drop"), window.part("exchange-send")

    def left_of(part: QWidget) -> int:
        return part.mapTo(window.room, part.rect().topLeft()).x()

    assert left_of(drop) > left_of(send)
    window.resize(700, 600)
    window.settle()
    with paint.elisions() as cut:
        window.grab()
    assert left_of(drop) < left_of(send) and [words for words in cut if not words.endswith((".ascn", "city"))] == []
    window.resize(1190, 716)
    window.settle()
    assert left_of(drop) > left_of(send)


def heard(window: RoomWindow, words: str) -> str:
    """Type words into the field of the telephone page; what is said of them."""
    field = window.part("telephone-heard")
    assert isinstance(field, TextField)
    field.set_value(words)
    field.setFocus()
    window.press("Return")
    banner = window.room.findChild(Banner, "telephone-result")
    return banner.accessibleName() if banner is not None else field.error()


def test_words_heard_on_the_telephone_are_the_same_or_the_place_is_told(pair: Pair, enter: Enter) -> None:
    window = enter(pair.hanoi, ExchangeScreen)
    window.press("T")
    shown = {name: window.part(f"telephone-words-{name}") for name in ("ja", "en")}
    english = shown["en"].accessibleName().split(", ")
    assert len(english) == 6 and shown["ja"].accessibleName() not in ("", shown["en"].accessibleName())
    assert "5" in heard(window, "one two three four five")
    assert heard(window, " ".join(english)) == "All six agree: both desks hold the same here."
    other = "abandon" if english[1] != "abandon" else "ability"
    assert "differ at word 2" in heard(window, " ".join([english[0], other, *english[2:]]))
    window.room.findChild(ListView, "telephone-channels").setFocus()
    window.press("Esc")
    assert isinstance(room(window).page(), OverviewPage)


def test_an_import_is_set_aside_after_a_question_with_figures_and_taken_back(pair: Pair, enter: Enter) -> None:
    window = enter(pair.headquarters, ExchangeScreen)
    room(window).receive([pair.coming])
    window.settle()
    window.press("Ctrl+Return", "Ctrl+Return")
    asked: list[str] = []

    def answer(frame: QWidget) -> None:
        asked.extend(each.words() for each in frame.findChildren(Paragraph))
        frame.findChild(Button, "aside-yes").click()

    window.when_shown("aside", answer)
    window.press("B", "U")
    desk = window.session.desk
    assert "will count no more" in asked[0]
    assert setting_aside.bundles(desk)[0].aside is not None
    assert window.said[-1].startswith("Set aside: ")
    window.press("U")
    assert setting_aside.bundles(desk)[0].aside is None
    assert window.said[-1].startswith("Taken back: ")
    window.press("Esc")
    assert isinstance(room(window).page(), OverviewPage)


def test_a_copied_desk_says_that_it_only_reads_and_asks_for_new_keys_by_one_key(
    pair: Pair, enter: Enter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = enter(pair.hanoi, ExchangeScreen).session.desk
    cases.add_case(first, "nec", "redress", "Written on the first")
    exchange.export(first, ["hq"], tmp_path)
    window = enter(pair.hanoi, ExchangeScreen)  # a copy from before, on the same machine
    banner = window.part("exchange-read-only")
    assert isinstance(banner, Banner) and "only reads" in banner.accessibleName()
    out = tmp_path / "keys.ascn-request"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_, **__: out)
    window.press("R")
    again = window.part("exchange-new-keys")
    assert isinstance(again, Button) and "again" in again.text()
    headquarters = enter(pair.headquarters, ExchangeScreen).session.desk
    assert enrolment.read_request(headquarters, out).office == "emb-vn"
