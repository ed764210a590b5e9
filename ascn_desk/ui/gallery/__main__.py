"""Pictures of every part in every state: ``python -m ascn_desk.ui.gallery OUT_DIR [--lang] [--theme] [--scale]``.

They are compared with the design pictures by eye, and with themselves by tests that look for words that were cut.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw all sheets into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", choices=("ja", "en"), default="ja")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--scale", default="1.5")
    parser.add_argument("--text", type=float, default=1.0, help="text size, 1.0 being 100 %%")
    parser.add_argument("--only", default="")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = chosen.scale

    # Qt reads the scale when it is loaded.
    from PySide6.QtWidgets import QApplication

    from ascn_desk.base import words
    from ascn_desk.ui import theme
    from ascn_desk.ui.gallery.sample import ring_pretended
    from ascn_desk.ui.gallery.sheets import SHEETS, WITH_FOCUS

    words.set_language(chosen.lang)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    theme.install(app, theme.DARK if chosen.theme == "dark" else theme.LIGHT, chosen.text)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for name, build in SHEETS.items():
        if chosen.only and chosen.only != name:
            continue
        sheet = build()
        sheet.show()
        app.processEvents()
        has_focus = sheet.focusWidget()
        if name not in WITH_FOCUS and has_focus is not None:
            has_focus.clearFocus()
        ring_pretended(sheet)
        app.processEvents()
        sheet.grab().save(str(chosen.out / f"{name}-{chosen.lang}-{chosen.theme}-{chosen.scale}.png"))
        sheet.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
