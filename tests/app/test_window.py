"""The program without a subcommand."""

from __future__ import annotations

import os
import subprocess
import sys


def test_without_a_display_the_window_is_refused_with_a_sentence() -> None:
    bare = {name: value for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}  # fmt: skip

    ended = subprocess.run([sys.executable, "-m", "ascn_desk"], env=bare, capture_output=True, text=True, check=False)

    assert ended.returncode == 3
    assert "--help" in ended.stderr and "Traceback" not in ended.stderr
