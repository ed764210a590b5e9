"""The built wheel holds everything, and works installed in an empty folder, where no checkout is to be seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
STORY = Path(__file__).resolve().parent / "story.py"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; hatchling builds it by itself, so no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the wheel, and the libraries of the running one."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, with_pip=False)
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    interpreter = home / scripts / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(interpreter), "--disable-pip-version-check"]
    run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], home)
    # Paths of a .pth file come after the environment's own packages, and .pth files found in them are not read: so
    # the wheel's package wins, and the editable install beside the libraries stays unseen.
    own = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
    Path(own, "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return interpreter


def run(command: list[str], folder: Path, **more: str) -> str:
    """What a command prints; a failure shows what it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ASCN_DESK"))} | more
    done = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, encoding="utf-8", timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_every_module_and_every_shipped_file(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "ascn_desk").rglob("*.py")}
    shipped = {f"ascn_desk/{path.relative_to(ROOT).as_posix()}" for path in files(ROOT / "resources")}
    assert (modules | shipped) - names == set()
    assert {name.partition("/")[0] for name in names} == {"ascn_desk", f"{wheel.name.split('-py3')[0]}.dist-info"}


def test_the_wheel_carries_every_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    licences = {name.partition("/licenses/")[2] for name in names if "/licenses/" in name}
    texts = [path for path in files(ROOT / "resources") if path.name.startswith(("LICENSE", "OFL"))]
    assert licences == {"LICENSE", *(path.relative_to(ROOT).as_posix() for path in texts)}
    assert len(texts) >= 8


def test_every_folder_that_holds_the_work_of_others_says_whose_it_is() -> None:
    silent = [path.name for path in (ROOT / "resources").iterdir() if path.name != "i18n" and not _has_readme(path)]
    assert silent == []


def test_the_installed_program_works_where_no_checkout_is(python: Path, tmp_path: Path) -> None:
    told = json.loads(run([str(python), "-I", str(STORY)], tmp_path))
    home = str(python.parent.parent)
    assert told["package"].startswith(home) and told["resources"].startswith(home)
    assert (told["kinds"], told["pages"], told["missing_glyphs"]) == (39, 2, [])
    assert told["reference"] > 700
    assert all(told["sentences"]) and told["sentences"][0] != told["sentences"][1]
    assert (tmp_path / "city.pdf").read_bytes().startswith(b"%PDF-")


def test_the_installed_command_logs_sends_and_checks_a_case_in_an_empty_folder(python: Path, tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_text("correct horse battery\n", encoding="utf-8")
    common = ["--profile", "desk", "--passphrase-file", "passphrase", "--json"]

    def told(*command: str) -> dict[str, Any]:
        line = run([str(python.with_name("ascn-desk")), *command, *common], tmp_path, ASCN_DESK_STATE="state")
        answer: dict[str, Any] = json.loads(line)
        return answer

    assert told("init", "--office", "hq", "--officer", "sato", "--roots", "1")["office"] == "hq"
    case = told("case", "add", "--company", "nippon-koei", "--category", "trouble", "--summary", "練習")
    assert case["reference"].startswith("TYO-")
    (sent,) = told("export", "--to", "anyone", "--out", ".")["files"]
    verified = told("verify", sent["path"])
    assert (verified["ok"], verified["entries"]) == (True, sent["entries"])
    assert told("pack", "city-brief", "--record", "city:vn-hanoi", "--out", "hanoi.pdf")["pages"] == 2
    assert told("sheet", "export", "case", "--out", "cases.xlsx")["rows"] == 1
    assert told("check")["ok"] is True


def files(folder: Path) -> list[Path]:
    """All files below a folder that git would keep."""
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def _has_readme(folder: Path) -> bool:
    return folder.is_file() or (folder / "README.md").is_file()
