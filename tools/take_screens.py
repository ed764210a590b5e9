"""Draw every room of a practice desk: ``python tools/take_screens.py OUT [--desk FOLDER] [--only NAME] [--look …]``.

Plays the story of ``ascn-desk demo`` in a temporary folder unless a folder of one is given; offscreen. Without a look
the two of the documents are drawn, with ``--look all`` all eight, with ``--look en-light-200`` that one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from ascn_desk.app import main as run_program
from ascn_desk.base.clock import SystemClock
from ascn_desk.base.words import t
from ascn_desk.cli.story_cases import CONSULATE, EMBASSY, HEADQUARTERS, SHARED_CHANNEL
from ascn_desk.operations import exchange, records, settings
from ascn_desk.operations.lists import list_records
from ascn_desk.operations.profiles import open_desk
from ascn_desk.ui import theme
from ascn_desk.ui.main_window import MainWindow
from ascn_desk.ui.screens.first_run import FirstRun
from ascn_desk.ui.screens.packs import PacksScreen
from ascn_desk.ui.screens.unlock import UnlockPage
from ascn_desk.ui.sizes import USUAL
from ascn_desk.ui.start import look_of, speak
from ascn_desk.ui.tasks import Tasks

SMALLEST = 0
"""The quality of a PNG is how little it is packed."""
FLAT = 96
"""How many colours of a picture are kept as they are."""
SHOWN = (("ja", "light", 100), ("en", "dark", 150))
EVERY = tuple(product(("ja", "en"), ("light", "dark"), (100, 150)))


def settle(tasks: Tasks, least_ms: int = 250) -> None:
    """Let everything that was asked for arrive."""
    deadline = QDeadlineTimer(10_000)
    quiet = QDeadlineTimer(least_ms)
    while not deadline.hasExpired() and not quiet.hasExpired():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if tasks.is_busy():
            quiet = QDeadlineTimer(least_ms)  # what arrived last has still to be shown


def scenes(window: MainWindow) -> Iterator[tuple[str, Callable[[], object]]]:
    """Name and how to get there, in an open desk."""
    for room in ("today", "cases", "companies", "cities", "exchange", "trust", "purging"):
        yield room, partial(window.go, room)
    yield "company", partial(window.open_record, "company", "hitachi", "reference")
    yield "city", partial(window.open_record, "city", "vn-da-nang", "reference")
    yield "packs", partial(make_pack, window)
    yield "search", partial(look_for, window, "ハノイ")
    yield "quick-case", partial(begin_case, window)
    yield "palette", partial(over_today, window, window.show_palette)
    yield "settings", partial(over_today, window, window.show_settings)
    yield "keys", partial(over_today, window, window.show_keys)


def look_for(window: MainWindow, words: str) -> None:
    """Search as if the words had been typed."""
    window.top_bar.set_search_text(words)
    window.top_bar.search_edited.emit(words)


def make_pack(window: MainWindow) -> None:
    """The pack of a city being made."""
    window.go("packs")
    screen = window.room_screen()
    assert isinstance(screen, PacksScreen)
    screen.make_of("city-brief", (("city", "vn-da-nang"),))


def begin_case(window: MainWindow) -> None:
    """A new case over the room of cases."""
    window.go("cases")
    window.show_quick_case()


def over_today(window: MainWindow, show: Callable[[], object]) -> None:
    """Something over the first room."""
    window.go("today")
    show()


def grab(widget: QWidget, path: Path) -> None:
    """Write what a window shows in 256 colours: by eye the same, and less than half as large."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(image.constBits()).cast("I"))
    table = [color for color, _ in counted.most_common(FLAT)]
    # Edges of letters have thousands of colours, few of each: one stands for all that are alike.
    alike: Counter[int] = Counter()
    for color, count in counted.items():
        alike[color & 0xFFF0F0F0 | 0x080808] += count
    table += [color for color, _ in alike.most_common(256 - FLAT)]
    few = image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)
    few.save(str(path), "PNG", SMALLEST)
    print(path)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("--only", default="")
    asked.add_argument("--desk", type=Path)
    asked.add_argument("--look", default="", help="such as en-dark-150, or all")
    asked.add_argument("--size", default="", help="of the window in px, such as 1024x640")
    asked.add_argument("--office", default=EMBASSY)
    given = asked.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as made:
        for lang, look, scale in looks(given.look):
            # The words of the cases are those of the language in which the story was played.
            folder = given.desk or Path(made) / f"story-{lang}"
            if not folder.exists() and run_program(["demo", "--no-window", "--lang", lang, "--dir", str(folder)]) != 0:
                return 1
            passphrase = (folder / "passphrase.txt").read_text().strip()
            speak(app, "en" if lang == "en" else "ja")
            theme.install(app, look_of(look), scale / 100)
            size = QSize(*map(int, given.size.split("x"))) if given.size else USUAL * theme.text_scale()
            name = f"{lang}-{look}-{scale}"
            draw(given.out, name, size, folder / given.office, passphrase, given.only, Path(made))
            if not given.only or given.only in "conflicts":
                draw_conflict(given.out, name, size, with_conflict(folder, passphrase, Path(made)), passphrase)
    return 0


def looks(asked: str) -> Sequence[tuple[str, str, int]]:
    """What to draw: language, theme, size of text in per cent."""
    if asked == "all":
        return EVERY
    if not asked:
        return SHOWN
    lang, look, scale = asked.split("-")
    return ((lang, look, int(scale)),)


def with_conflict(story: Path, passphrase: str, spare: Path) -> Path:
    """Headquarters' profile in a copy of the story, where the two offices wrote one field unseen of each other."""
    copy = spare / f"conflict-{story.name}"
    if copy.exists():
        return copy / HEADQUARTERS
    shutil.copytree(story, copy)
    post = copy / "post-conflict"
    post.mkdir()
    written = {EMBASSY: t("Ask the foreign affairs office of the city"), CONSULATE: t("Ask the province's office")}
    hq, *offices = (open_desk(copy / name, passphrase, clock=SystemClock()) for name in (HEADQUARTERS, *written))
    for desk, words in zip(offices, written.values(), strict=True):
        (case, *_) = (each for each in list_records(desk, "case", limit=None).rows if each.channel == SHARED_CHANNEL)
        records.set_fields(desk, "case", case.id, {"next_action": words}, channel=SHARED_CHANNEL)
        exchange.import_files(hq, [each.path for each in exchange.export(desk, [hq.office], post)], has_backup=False)
    for desk in (hq, *offices):
        desk.close()
    return copy / HEADQUARTERS


def draw_conflict(out: Path, look: str, size: QSize, profile: Path, passphrase: str) -> None:
    """The room of conflicts at headquarters, with one to decide."""
    tasks, desk = Tasks(), open_desk(profile, passphrase, clock=SystemClock())
    try:
        window = MainWindow(desk, tasks, room="conflicts")
        window.setWindowState(Qt.WindowState.WindowNoState)  # the screen of this platform is small
        window.resize(size)
        window.show()
        window.activateWindow()
        settle(tasks)
        grab(window, out / f"conflicts-{look}.png")
        window.close()
    finally:
        tasks.close()
        desk.close()


def draw(out: Path, look: str, size: QSize, profile: Path, passphrase: str, only: str, spare: Path) -> None:
    """All pictures of one look."""
    tasks = Tasks()
    clock = SystemClock()
    desk = open_desk(profile, passphrase, clock=clock)
    lang, colours, scale = look.split("-")
    settings.change_settings(
        desk, language="en" if lang == "en" else "ja", theme="dark" if colours == "dark" else "light", scale=int(scale)
    )
    try:
        window = MainWindow(desk, tasks)
        window.setWindowState(Qt.WindowState.WindowNoState)  # the screen of this platform is small
        window.resize(size)
        window.show()
        window.activateWindow()
        settle(tasks)
        for name, go in scenes(window):
            if only and only not in name:
                continue
            go()
            settle(tasks)
            grab(window, out / f"{name}-{look}.png")
            for overlay in window.findChildren(QWidget):
                if hasattr(overlay, "finish") and overlay.isVisible():
                    overlay.finish()
            settle(tasks, 50)
        window.close()
        pages: list[tuple[str, QWidget]] = [
            ("first-run", FirstRun(spare / "new", clock, tasks, step=1)),
            ("unlock", UnlockPage(profile, clock, tasks)),
        ]
        for name, page in pages:
            if not only or only in name:
                page.resize(size)
                page.show()
                settle(tasks, 100)
                grab(page, out / f"{name}-{look}.png")
                page.close()
    finally:
        tasks.close()
        desk.close()


if __name__ == "__main__":
    raise SystemExit(main())
