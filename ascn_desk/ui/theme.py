"""Colours, type and measures of the windows, light and dark, from one table.

- A widget finds its theme in its own palette (:func:`of`), so a switch of the application's palette
  repaints everything live and nothing keeps the colours of the old theme.
- Sizes are told in pixels at 100 % and derived from the application font (:func:`px`), so larger text
  makes larger controls.
- Fonts are only ours: with one family named, Qt falls back to whatever the machine has and pictures differ.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from functools import cache

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from ascn_desk.base.resources import resource_path

FAMILIES = ["Noto Sans JP", "Noto Sans", "Noto Sans Thai", "Noto Sans Lao", "Noto Sans Khmer", "Noto Sans Myanmar"]
"""The chain in which a glyph is looked for; all of them are shipped."""

BODY_PT = 10.5
"""Size of running text at 100 %; every other size follows it."""


class Type(Enum):
    """The steps of the type scale, in points at 100 % text."""

    CAPTION = 9.0
    BODY = 10.5
    FORM = 12.0
    SECTION = 13.5
    RECORD = 15.0
    PAGE = 18.0


class Tone(StrEnum):
    """What a colour says. Never alone: a shape and a word stand beside it."""

    NEUTRAL = "neutral"
    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"
    CONFLICT = "conflict"
    PRIMARY = "primary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One set of colour tokens, as ``#RRGGBB``. Names say the use, not the hue."""

    is_dark: bool
    background: str
    surface: str
    raised: str
    text: str
    second: str
    hint: str
    disabled: str
    border: str
    hair: str
    line: str
    primary: str
    on_primary: str
    primary_hover: str
    link: str
    tint: str
    selection: str
    on_selection_strong: str
    success: str
    success_ground: str
    warning: str
    warning_ground: str
    error: str
    error_ground: str
    info: str
    info_ground: str
    conflict: str
    conflict_ground: str
    focus: str
    halo: str
    toast: str
    on_toast: str
    toast_link: str
    toast_success: str
    own_country: str
    brand: str
    brand_ground: str
    on_brand: str
    scrim_percent: int

    def color(self, token: str) -> QColor:
        """The colour of a token, for the painter."""
        return _color(getattr(self, token))

    def ink(self, tone: Tone) -> QColor:
        """The colour of words and shapes of a tone."""
        return self.color(_INK[tone])

    def ground(self, tone: Tone) -> QColor:
        """The pale ground on which words of that tone stand."""
        return self.color(_GROUND[tone])


LIGHT = Theme(
    is_dark=False,
    background="#FFFFFF", surface="#F2F2F2", raised="#FFFFFF",
    text="#1A1A1A", second="#4D4D4D", hint="#666666", disabled="#999999",
    border="#767676", hair="#E6E6E6", line="#CCCCCC",
    primary="#0017C1", on_primary="#FFFFFF", primary_hover="#00118F", link="#0031D8",
    tint="#E8F1FE", selection="#D9E6FF", on_selection_strong="#0017C1",
    success="#197A4B", success_ground="#E6F5EC", warning="#8B3200", warning_ground="#FFEEE2",
    error="#CE0000", error_ground="#FDEEEE", info="#0055AD", info_ground="#F0F9FF",
    conflict="#5C10BE", conflict_ground="#F1EAFA",
    focus="#000000", halo="#FFD43D",
    toast="#333333", on_toast="#FFFFFF", toast_link="#9DB7F9", toast_success="#71C598",
    own_country="#C5D7FB", brand="#0017C1", brand_ground="#00118F", on_brand="#FFFFFF", scrim_percent=44,
)  # fmt: skip

DARK = Theme(
    is_dark=True,
    background="#1A1A1A", surface="#262626", raised="#262626",
    text="#F2F2F2", second="#CCCCCC", hint="#B3B3B3", disabled="#666666",
    border="#7F7F7F", hair="#333333", line="#4D4D4D",
    primary="#9DB7F9", on_primary="#000060", primary_hover="#C5D7FB", link="#9DB7F9",
    tint="#1F2740", selection="#00118F", on_selection_strong="#F2F2F2",
    success="#71C598", success_ground="#08351F", warning="#FFA66D", warning_ground="#541E00",
    error="#FF9696", error_ground="#620000", info="#97D3FF", info_ground="#00234B",
    conflict="#CDA6FF", conflict_ground="#30016C",
    focus="#FFFFFF", halo="#FFD43D",
    toast="#F2F2F2", on_toast="#1A1A1A", toast_link="#0031D8", toast_success="#197A4B",
    own_country="#264AF4", brand="#0017C1", brand_ground="#00118F", on_brand="#FFFFFF", scrim_percent=60,
)  # fmt: skip

COLOUR_TOKENS: tuple[str, ...] = tuple(f.name for f in fields(Theme) if f.type == "str")

_INK = {
    Tone.NEUTRAL: "hint", Tone.INFO: "info", Tone.SUCCESS: "success", Tone.WARNING: "warning",
    Tone.ERROR: "error", Tone.CONFLICT: "conflict", Tone.PRIMARY: "primary",
}  # fmt: skip
_GROUND = {
    Tone.NEUTRAL: "surface", Tone.INFO: "info_ground", Tone.SUCCESS: "success_ground",
    Tone.WARNING: "warning_ground", Tone.ERROR: "error_ground", Tone.CONFLICT: "conflict_ground",
    Tone.PRIMARY: "tint",
}  # fmt: skip

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "second", "hint", "link", "error", "warning", "success", "info", "conflict")
      for ground in ("background", "surface", "raised")),
    *((ink, "selection") for ink in ("text", "second", "error", "warning", "info", "conflict", "on_selection_strong")),
    *((ink, "tint") for ink in ("text", "second", "primary")),
    *(("text", f"{tone}_ground") for tone in ("success", "warning", "error", "info", "conflict")),
    *(("link", f"{tone}_ground") for tone in ("success", "warning", "error", "info", "conflict")),
    *((tone, f"{tone}_ground") for tone in ("success", "warning", "error", "info", "conflict")),
    ("on_primary", "primary"), ("on_primary", "primary_hover"), ("primary", "background"),
    ("on_toast", "toast"), ("toast_link", "toast"), ("on_brand", "brand"), ("on_brand", "brand_ground"),
    ("text", "hair"), ("second", "hair"), ("hint", "hair"),
)  # fmt: skip
"""Every (ink, ground) in which words are drawn; a test holds each to 4.5 : 1."""

SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    ("border", "background"), ("border", "surface"), ("primary", "selection"), ("success", "selection"),
    ("focus", "background"), ("primary", "tint"), ("toast_success", "toast"),
)  # fmt: skip
"""Every (mark, ground) of shapes, bars and control borders; held to 3 : 1."""


def of(widget: QWidget) -> Theme:
    """The theme in which this widget stands now."""
    return DARK if widget.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette(theme: Theme) -> QPalette:
    """The palette of Qt's own widgets, filled for the active, inactive and disabled group."""
    roles = QPalette.ColorRole
    plain = {
        roles.Window: theme.background, roles.WindowText: theme.text, roles.Base: theme.background,
        roles.AlternateBase: theme.surface, roles.ToolTipBase: theme.raised, roles.ToolTipText: theme.text,
        roles.PlaceholderText: theme.hint, roles.Text: theme.text, roles.Button: theme.surface,
        roles.ButtonText: theme.text, roles.BrightText: theme.error, roles.Light: theme.raised,
        roles.Midlight: theme.hair, roles.Mid: theme.line, roles.Dark: theme.border, roles.Shadow: "#000000",
        roles.Highlight: theme.selection, roles.HighlightedText: theme.text, roles.Link: theme.link,
        roles.LinkVisited: theme.link, roles.Accent: theme.primary,
    }  # fmt: skip
    made = QPalette()
    for role, name in plain.items():
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
            made.setColor(group, role, _color(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText, roles.Link):
        made.setColor(QPalette.ColorGroup.Disabled, role, _color(theme.disabled))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Base, _color(theme.surface))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Highlight, _color(theme.hair))
    made.setColor(QPalette.ColorGroup.Disabled, roles.Accent, _color(theme.disabled))
    return made


def install(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Dress the application: our fonts, Fusion, our palette, and the ring around what has the focus."""
    from ascn_desk.ui.focus_ring import FocusRings  # here, because the ring itself asks for the theme

    load_fonts()
    app.setStyle(QStyleFactory.create("Fusion"))
    set_text_scale(app, text_scale)
    app.setPalette(palette(theme))
    if app.findChild(FocusRings) is None:
        FocusRings(app)


def switch(app: QApplication, theme: Theme) -> None:
    """Change between light and dark while windows are open."""
    app.setPalette(palette(theme))


def set_text_scale(app: QApplication, factor: float) -> None:
    """Make all text larger or smaller, 1.0 being 10.5 pt for running text; controls grow with it."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF(BODY_PT * factor)
    app.setFont(made)


def load_fonts() -> None:
    """Make the shipped fonts known to Qt; a second call does nothing."""
    known = set(QFontDatabase.families())
    if set(FAMILIES) <= known:
        return
    # Qt tells on the console of every family that lacks a script, though the next of FAMILIES has it.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for file in sorted(resource_path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def text_scale() -> float:
    """How much larger than 100 % the text is now."""
    return QGuiApplication.font().pointSizeF() / BODY_PT


def px(length: float) -> int:
    """A length given in pixels at 100 %, in today's text size; never 0 for a positive length."""
    scale = QGuiApplication.font().pointSizeF() / BODY_PT
    if scale == 1.0:
        return round(length)
    return max(1, round(length * scale)) if length > 0 else round(length * scale)


def font(kind: Type = Type.BODY, *, bold: bool = False, digits: bool = False, underline: bool = False) -> QFont:
    """The font of a step of the scale; ``digits`` gives all figures one width, so that columns line up."""
    return _font(kind, bold, digits, underline, QGuiApplication.font().pointSizeF() / BODY_PT)


def metrics(kind: Type = Type.BODY, *, bold: bool = False, digits: bool = False) -> QFontMetricsF:
    """Measures of that font."""
    return _metrics(kind, bold, digits, QGuiApplication.font().pointSizeF() / BODY_PT)


@cache
def _font(kind: Type, bold: bool, digits: bool, underline: bool, scale: float) -> QFont:
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF(kind.value * scale)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if digits:
        made.setFeature(QFont.Tag("tnum"), 1)
    if kind.value >= Type.SECTION.value:
        made.setFeature(QFont.Tag("palt"), 1)
    made.setUnderline(underline)
    return made


@cache
def _metrics(kind: Type, bold: bool, digits: bool, scale: float) -> QFontMetricsF:
    return QFontMetricsF(_font(kind, bold, digits, False, scale))


@cache
def _color(name: str) -> QColor:
    return QColor(name)
