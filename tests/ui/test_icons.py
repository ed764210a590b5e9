from __future__ import annotations

import re
from pathlib import Path

import pytest

import ascn_desk.ui
from ascn_desk.ui import icons


@pytest.mark.parametrize("name", icons.icon_names())
def test_every_icon_draws_something_in_its_colour(name: str) -> None:
    picture = icons.pixmap(name, 20, "#0017c1", 1.5).toImage()

    assert picture.width() == 30
    dots = [picture.pixelColor(x, y) for x in range(30) for y in range(30)]
    inks = {dot.name() for dot in dots if dot.alpha() > 200}
    assert "#0017c1" in inks


def test_the_same_icon_is_drawn_once() -> None:
    assert icons.pixmap("plus", 18, "#000000", 1.0) is icons.pixmap("plus", 18, "#000000", 1.0)


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", 18, "#000000", 1.0)


def test_every_icon_named_in_the_windows_is_shipped() -> None:
    shipped = set(icons.icon_names())
    named: set[str] = set()
    for file in Path(ascn_desk.ui.__file__).parent.rglob("*.py"):
        named |= set(re.findall(r'\bicon="([a-z0-9-]+)"', file.read_text(encoding="utf-8")))

    assert named <= shipped
