"""Files of a case: added by a key, a button or a drop, opened, saved, and told where one is not here."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.base import words
from ascn_desk.base.words import Language
from ascn_desk.operations import attachments
from ascn_desk.operations.desk import Desk
from ascn_desk.store import files
from ascn_desk.ui import dialogs, paint
from ascn_desk.ui.parts import Banner, ListView, Scroll, Timeline
from ascn_desk.ui.parts.cells import words_of
from ascn_desk.ui.screens.cases import CasesScreen
from ascn_desk.ui.screens.cases.case_detail import CaseDetail
from ascn_desk.ui.session import Session
from tests.support.hands import Hands
from tests.ui.cases.conftest import Said, Window, case_named

RAIL = "Approval of urban rail signals"
TEXT = b"What was agreed on Tuesday.\n" * 2000


@pytest.fixture
def room(session: Session, window: Window, hands: Hands, said: Said) -> CasesScreen:
    """The room of cases with the first case beside the list."""
    screen = CasesScreen(session)
    window.put(screen)
    screen.show()
    hands.settle()
    screen.focus_first()
    hands.press("V", "Down", "Return")
    return screen


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A file of the person's own."""
    path = tmp_path / "minutes of Tuesday.pdf"
    path.write_bytes(TEXT)
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that another program was asked to show."""
    found: list[Path] = []

    def show(url: QUrl) -> bool:
        found.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", show)
    return found


def choose(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """Answer the question for files."""
    monkeypatch.setattr(dialogs, "choose_open", lambda *_, **__: list(paths))


def listed(room: CasesScreen) -> list[list[str]]:
    """The rows of the list of files."""
    model = _list(room).rows()
    return [[words_of(model.value(row, column))
             for column in range(model.columnCount())] for row in range(model.rowCount())]  # fmt: skip


def _list(room: CasesScreen) -> ListView:
    found = room.findChild(ListView, "case-files")
    assert found is not None
    return found


def _fits(room: CasesScreen) -> bool:
    """Whether the page of the case is no wider than what is seen of it."""
    scroll = room.findChild(Scroll, "case-scroll")
    assert scroll is not None
    body = scroll.widget()
    return body is not None and body.minimumSizeHint().width() <= scroll.viewport().width()


def _drop(room: CasesScreen, paths: list[Path]) -> tuple[bool, bool]:
    """Hold files over the case and let go: whether they were welcome, and whether the drop was taken."""
    detail = room.findChild(CaseDetail, "case-detail")
    assert detail is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(9, 9), action, data, buttons, keys)
    entering.ignore()
    QApplication.sendEvent(detail, entering)
    banner = room.findChild(Banner, "case-files-held")
    assert banner is not None
    assert banner.isVisible() == entering.isAccepted()
    dropping = QDropEvent(QPointF(9, 9), action, data, buttons, keys)
    dropping.ignore()
    QApplication.sendEvent(detail, dropping)
    return entering.isAccepted(), dropping.isAccepted()


def test_a_key_adds_a_file_and_the_focus_stands_on_it(
    room: CasesScreen, hands: Hands, said: Said, paper: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, paper)
    hands.press("A")

    assert said.toasts == ["1 file added"]
    assert listed(room) == [["minutes of Tuesday.pdf", "56 KB", "Here"]]
    assert hands.focus_name() == "case-files"
    (held,) = attachments.attachments_of(desk, "case", case_named(desk, RAIL).id)
    assert attachments.attachment(desk, held.id).data == TEXT


def test_enter_opens_a_copy_and_ctrl_s_saves_one(
    room: CasesScreen, hands: Hands, said: Said, paper: Path, tmp_path: Path, opened: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    choose(monkeypatch, paper)
    hands.press("A")
    hands.press("Return")
    assert [path.name for path in opened] == [paper.name]
    assert opened[0].read_bytes() == TEXT
    out = tmp_path / "saved.pdf"
    monkeypatch.setattr(dialogs, "choose_save", lambda *_, **__: out)
    hands.press("Ctrl+S")

    assert out.read_bytes() == TEXT
    assert said.toasts[-1] == "Saved: saved.pdf"


def test_the_timeline_names_the_file_and_enter_opens_it_there(
    room: CasesScreen, hands: Hands, paper: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, paper)
    hands.press("A")
    timeline = room.findChild(Timeline, "case-timeline")
    assert timeline is not None
    assert any("minutes of Tuesday.pdf" in timeline._words(row) and "56 KB" in timeline._words(row)
               for row in range(len(timeline._ids())))  # fmt: skip
    tabs = room.findChild(QWidget, "case-tabs")
    assert tabs is not None
    tabs.setFocus()
    hands.press("Left", "Left", "Left", "Tab", "Tab")
    assert hands.focus_name() == "case-timeline"
    place = next(row for row in range(len(timeline._ids())) if "minutes" in timeline._words(row))
    hands.press("Home", *["Down"] * place, "Return")

    assert [path.name for path in opened] == [paper.name]


def test_what_cannot_be_added_is_told_and_the_others_are_added(
    room: CasesScreen, hands: Hands, said: Said, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as file:
        file.truncate(files.GREATEST_BYTES + 1)
    choose(monkeypatch, large, tmp_path, paper, tmp_path / "gone.pdf")
    hands.press("A")

    assert said.toasts == ["1 file added"]
    (sentence,) = said.errors
    assert "“film.mp4” is larger than 50 MB." in sentence
    assert "is a folder" in sentence and "gone.pdf" in sentence
    assert [row[0] for row in listed(room)] == [paper.name]


def test_what_could_be_a_program_is_not_opened(
    room: CasesScreen, hands: Hands, said: Said, tmp_path: Path, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "setup.exe").write_bytes(TEXT)
    choose(monkeypatch, tmp_path / "setup.exe")
    hands.press("A", "Return")

    assert opened == []
    assert "could be a program" in said.errors[-1]


def test_a_file_that_is_still_to_come_says_so(
    room: CasesScreen, hands: Hands, said: Said, paper: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, paper)
    hands.press("A")
    for each in (desk.profile / "files").iterdir():
        each.unlink()
    room.refresh()
    hands.settle()
    assert listed(room) == [[paper.name, "56 KB", "Still to come"]]
    assert all(not room.findChild(QWidget, name).isEnabled() for name in ("file-open", "file-save"))  # type: ignore[union-attr]
    _list(room).setFocus()
    hands.press("Return")

    assert "was not received yet" in said.errors[-1]


def test_dropped_files_are_added_and_files_of_other_desks_are_left_to_the_window(
    room: CasesScreen, hands: Hands, said: Said, paper: Path, tmp_path: Path
) -> None:
    assert _drop(room, [paper]) == (True, True)
    hands.settle()
    assert [row[0] for row in listed(room)] == [paper.name]
    for name in ("hq-emb-vn-1.ascn", "emb-vn.ascn-request", "registry-2.ascn-change"):
        of_desks = tmp_path / name
        of_desks.write_bytes(TEXT)
        assert _drop(room, [paper, of_desks]) == (False, False)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("width", [1024, 1366])
def test_the_files_of_a_case_show_all_their_words(
    session: Session, window: Window, hands: Hands, paper: Path, desk: Desk, lang: Language, width: int
) -> None:
    words.set_language(lang)
    window.resize(width - 176, 716)
    case = case_named(desk, RAIL)
    attachments.attach(desk, "case", case.id, paper, channel=case.channel, name="Minutes.pdf")
    held = (desk.profile / "files").iterdir()
    screen = CasesScreen(session)
    window.put(screen)
    screen.show()
    hands.settle()
    screen.open_record("case", case.id, case.channel)
    hands.settle()
    hands.press("Right", "Right", "Right")
    assert _list(screen).isVisible()
    with paint.elisions() as seen:
        screen._detail.grab()
    assert seen == []
    assert _fits(screen)
    next(held).unlink()
    screen.refresh()
    hands.settle()
    with paint.elisions() as seen:
        screen._detail.grab()
    assert seen == []
    assert _fits(screen)
