from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from ascn_desk.ui.sizes import LEAST, USUAL, is_better_maximised


@pytest.mark.parametrize("room", [USUAL, QSize(1920, 768), QSize(1280, 800), LEAST])
def test_a_window_that_its_frame_would_push_off_the_screen_fills_it(room: QSize) -> None:
    assert is_better_maximised(room)


@pytest.mark.parametrize("room", [QSize(1920, 1080), QSize(1440, 900), QSize(800, 800)])
def test_a_window_that_fits_or_that_no_size_would_help_is_left_alone(room: QSize) -> None:
    assert not is_better_maximised(room)
