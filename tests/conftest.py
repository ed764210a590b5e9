"""What every test needs before anything else is imported."""

from __future__ import annotations

import os

from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Machines are noisy: a slow moment is no failure.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
