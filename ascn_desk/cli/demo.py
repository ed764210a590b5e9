"""The command ``demo``: plays the story and opens a desk of it in the window, apart, so that the command ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from ascn_desk.base.clock import FixedClock
from ascn_desk.base.words import t
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.output import put
from ascn_desk.cli.story import Story, new_folder
from ascn_desk.cli.story_cases import EMBASSY
from ascn_desk.cli.tables import pairs

_LASTS = timedelta(days=6)
_NO_DISPLAY = frozenset({"offscreen", "minimal", "vnc", "linuxfb"})


def demo(call: Call) -> Answer:
    """Play the story."""
    given = call.given
    folder = new_folder(given.path("dir") if given.flag("dir") else None)
    # It ends today, so that what is due stands right in the window.
    clock = FixedClock(call.clock.now() - _LASTS)
    say = _silent if given.common.as_json else _say
    figures = Story(folder=folder, clock=clock, lang=call.lang, say=say).play()
    opened = not given.flag("no-window") and has_display(os.environ, sys.platform)
    if opened:
        open_window(folder / EMBASSY, folder / "passphrase.txt")
    lying = [
        (t("Folder"), folder),
        *((office, folder / office) for office in ("hq", "emb-vn", "cg-ho-chi-minh-city")),
        (t("Passphrase"), folder / "passphrase.txt"),
        (t("City brief"), Path(str(figures["pdf"]))),
        (t("Workbook"), Path(str(figures["workbook"]))),
    ]
    end = t("The embassy's desk opens in its window.") if opened else t("To open the embassy's desk:")
    command = f"{program()} --profile {folder / EMBASSY} --passphrase-file {folder / 'passphrase.txt'}"
    words = "\n".join(["", pairs([(name, str(path)) for name, path in lying], call.room), "", end])
    return Answer(shape=figures | {"window": opened}, words=words if opened else f"{words}\n  {command}")


def program() -> str:
    """How this program is called from here."""
    if shutil.which("ascn-desk"):
        return "ascn-desk"
    called = Path(sys.argv[0])
    return str(called) if called.name.startswith("ascn-desk") else f"{sys.executable} -m ascn_desk"


def has_display(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown."""
    if environment.get("QT_QPA_PLATFORM", "").partition(":")[0] in _NO_DISPLAY:
        return False
    if platform in ("win32", "darwin"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def open_window(profile: Path, passphrase_file: Path) -> subprocess.Popen[bytes]:
    """Start the window of a desk as a program of its own, that outlives this one."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ascn_desk"]
    return subprocess.Popen(
        [*program, "--profile", str(profile), "--passphrase-file", str(passphrase_file)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _say(line: str) -> None:
    put(line)
    sys.stdout.flush()


def _silent(line: str) -> None:
    del line


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {"demo": demo}
