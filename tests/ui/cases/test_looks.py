"""What is shown is shown whole: in both languages, light and dark, at larger text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.base import words
from ascn_desk.base.words import Language
from ascn_desk.domain.kinds import KINDS
from ascn_desk.operations import cases, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import CaseView, Head
from ascn_desk.ui import paint, theme
from ascn_desk.ui.forms import add_new
from ascn_desk.ui.forms.shown_values import Reader
from ascn_desk.ui.parts import Banner, KeyValueList, Pressable
from ascn_desk.ui.screens.cases import CasesScreen
from ascn_desk.ui.screens.cases.case_head import CaseHead
from ascn_desk.ui.screens.cases.content_page import ContentPage
from ascn_desk.ui.screens.quick_case import QuickCase
from ascn_desk.ui.session import Session
from tests.support.hands import Hands
from tests.support.made_desk import NOON
from tests.ui.cases.conftest import Window, case_named

RAIL = "Approval of urban rail signals"
TODAY = NOON.date()

LANGUAGE = pytest.mark.parametrize("lang", ["ja", "en"])
SCALE = pytest.mark.parametrize("scale", [1.0, 1.5])


@pytest.fixture(autouse=True)
def text_put_back(qapp: QApplication) -> Iterator[None]:
    """Text of its usual size again, whatever a test chose."""
    yield
    theme.set_text_scale(qapp, 1.0)


def _cut(widget: QWidget) -> list[str]:
    with paint.elisions() as seen:
        widget.grab()
    return seen


def _squeezed(widget: QWidget) -> list[str]:
    return [part.accessibleName() for part in widget.findChildren(Pressable)
            if part.isVisible() and part.width() + 1 < part.sizeHint().width()]  # fmt: skip


def _window(window: Window, qapp: QApplication, lang: Language, scale: float) -> None:
    words.set_language(lang)
    theme.set_text_scale(qapp, scale)
    window.resize(1366, 768)


@LANGUAGE
@SCALE
def test_the_quick_case_shows_all_its_words(
    session: Session, window: Window, hands: Hands, qapp: QApplication, lang: Language, scale: float
) -> None:
    _window(window, qapp, lang, scale)
    quick = QuickCase(session, window)
    quick.open()
    hands.settle()
    assert _cut(quick) == []
    assert _squeezed(quick) == []
    hands.press("Ctrl+Return")
    assert _cut(quick) == []
    hands.press("Alt+D")

    assert _cut(quick) == []
    assert _squeezed(quick) == []


@LANGUAGE
@pytest.mark.parametrize("key", ["C", "D", "S", "E", "M"])
def test_what_opens_over_a_case_shows_all_its_words(
    session: Session, window: Window, hands: Hands, qapp: QApplication, lang: Language, key: str
) -> None:
    _window(window, qapp, lang, 1.0)
    screen = CasesScreen(session)
    window.put(screen)
    screen.show()
    hands.settle()
    screen._list.set_view("open")
    hands.settle()
    screen.focus_first()
    hands.press(key)

    names = {"C": "status", "D": "done", "S": "put-off", "E": "record-panel", "M": "case-menu"}
    opened = window.findChild(QWidget, names[key])
    assert opened is not None and opened.isVisible()
    assert _cut(opened) == []
    assert _squeezed(opened) == []


@LANGUAGE
@pytest.mark.parametrize("width", [1024, 1366])
def test_the_page_of_a_case_shows_all_its_words(
    session: Session, window: Window, hands: Hands, qapp: QApplication, lang: Language, width: int
) -> None:
    _window(window, qapp, lang, 1.0)
    window.resize(width - 176, 700)
    screen = CasesScreen(session)
    window.put(screen)
    screen.show()
    hands.settle()
    screen._list.set_view("open")
    hands.settle()

    assert _cut(screen._detail) == []
    assert _squeezed(screen) == []


@LANGUAGE
@pytest.mark.parametrize("kind", ["case", "project", "visit", "contact", "company", "financing"])
def test_forms_show_all_their_words(
    session: Session, window: Window, hands: Hands, qapp: QApplication, lang: Language, kind: str
) -> None:
    _window(window, qapp, lang, 1.0)
    panel = add_new(session, window, KINDS[kind])
    hands.settle()

    assert _cut(panel.form()) == []
    assert _squeezed(panel) == []


def _in_conflict(desk: Desk) -> CaseView:
    """A case of which two offices changed the same field, unseen of each other."""
    case = case_named(desk, RAIL)
    view = cases.case_view(desk, case.id, case.channel)
    heads = tuple(
        Head("d" * 26, 9, value, "2026-11-20T03:00:00Z", who, "x", office)
        for value, who, office in (("Signals", "Tanaka", "Embassy"), ("Rail signals", "Sato", "Headquarters"))
    )
    return replace(view, record=replace(view.record, conflicts=("summary",), heads={"summary": heads}))


def test_a_conflict_is_said_at_the_top_and_leads_to_the_decision(desk: Desk, window: Window) -> None:
    head = CaseHead(_in_conflict(desk), Reader("en", TODAY), 440)
    window.put(head)
    asked: list[str] = []
    head.acted.connect(asked.append)
    banner = head.findChild(Banner, "case-conflict")
    assert banner is not None
    assert banner.accessibleName() == "In conflict: Summary"
    banner.action_chosen.emit("decide")

    assert asked == ["decide"]


def test_a_conflict_shows_every_value_with_its_author(desk: Desk, window: Window) -> None:
    page = ContentPage(_in_conflict(desk).record, Reader("en", TODAY, people={"Sato": "Sato Ken"}))
    window.put(page)
    shown = "; ".join(each.accessibleName() for each in page.findChildren(KeyValueList))

    assert "Signals — Tanaka, Embassy" in shown
    assert "Rail signals — Sato Ken, Headquarters" in shown


def test_a_switch_of_the_theme_repaints_without_a_word(
    session: Session, window: Window, hands: Hands, qapp: QApplication, desk: Desk
) -> None:
    screen = CasesScreen(session)
    window.put(screen)
    screen.show()
    hands.settle()
    light = screen.grab().toImage()
    theme.switch(qapp, theme.DARK)
    hands.settle()
    dark = screen.grab().toImage()
    theme.switch(qapp, theme.LIGHT)

    assert light.pixelColor(2, 2).lightness() > 200
    assert dark.pixelColor(2, 2).lightness() < 60
    assert records.show_record(desk, "case", case_named(desk, RAIL).id).kind == "case"
