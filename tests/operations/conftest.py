"""Three enrolled desks, made once a session and copied for each test that wants them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.words import set_language
from tests.support import trio as threes
from tests.support.trio import Trio


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


@pytest.fixture(scope="session")
def trio_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of three profiles that are enrolled and closed."""
    folder = tmp_path_factory.mktemp("trio")
    threes.build(folder)
    return folder


@pytest.fixture
def trio_folder(trio_template: Path, tmp_path: Path) -> Path:
    """A copy of the three profiles."""
    folder = tmp_path / "trio"
    shutil.copytree(trio_template, folder)
    return folder


@pytest.fixture
def trio(trio_folder: Path, english: None) -> Iterator[Trio]:
    """The three desks, open."""
    three = Trio.open(trio_folder)
    yield three
    three.close()
