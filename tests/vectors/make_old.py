"""Keeps a desk of the version at hand as a file of its time: ``python -m tests.vectors.make_old``.

Run once a release; what a release left is never made again. Before 1.0 tables may change freely, and then the folder
of the version under way may be deleted and made anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import ascn_desk
from tests.vectors.receiver import receiver, taken
from tests.vectors.world import GOOD, HERE

OLD = HERE / "old"
FILES = ("desk.db", "keys/desk.key", "profile.json")


def main() -> None:
    """Write the folder of this version, if it is not there."""
    folder = OLD / ascn_desk.__version__
    if folder.exists():
        raise SystemExit(f"{folder} is there already")
    with tempfile.TemporaryDirectory() as place:
        os.environ["ASCN_DESK_STATE"] = str(Path(place) / "state")
        desk = receiver(Path(place) / "profile")
        taken(desk, GOOD / "bundle.ascn")
        desk.close()
        for name in FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(Path(place) / "profile" / name, folder / name)
        shutil.copy(GOOD / "bundle.ascn", folder)


if __name__ == "__main__":
    main()
