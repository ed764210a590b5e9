"""The inks of the paper. Each stays distinct in a grey print; the comment gives its black in per cent.

Colour never speaks alone: a triangle, bold letters, a bar or dashes go with it.
"""

from __future__ import annotations

INK = "#1a1a1a"  # 90
TEXT_2 = "#4a4a4a"  # 71
TEXT_3 = "#6b6b6b"  # 58
RULE = "#8c8c8c"  # 45
HAIRLINE = "#bdbdbd"  # 26
ACCENT = "#1d3557"  # 81
ACCENT_HALF = "#6c84a3"  # 50
ACCENT_QUARTER = "#b4c1d0"  # 25
WARN = "#8f1d14"  # 76
TINT = "#f1f2f3"  # 5
GROUP = "#dfe2e6"  # 12
LAND = "#e2e4e7"
LAND_OUTSIDE = "#f0f1f2"
WATERMARK = "#ededed"
WHITE = "#ffffff"
