"""Settings of a desk: language, theme and size, and what screens remember of themselves.

Language, theme and size are also noted in the profile's open part, since the first screen speaks and shows itself
before the passphrase is known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import LANGUAGES, Language, set_language
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.public_profile import note_public, profile_state
from ascn_desk.store.settings import read_setting, write_setting

Theme = Literal["system", "light", "dark"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")
SCALES = (100, 125, 150, 175, 200)
"""Sizes of text and controls, in per cent."""

_SCALE = "scale"
_SCREEN = "screen/"


@dataclass(frozen=True, slots=True)
class Settings:
    """How the program speaks and looks on this desk."""

    language: Language = "ja"
    theme: Theme = "light"
    scale: int = 100


def settings(desk: Desk) -> Settings:
    """The settings of a desk; what is unknown stands at its usual value."""
    public = profile_state(desk.profile)
    found = Settings()
    if public.language in LANGUAGES:
        found = replace(found, language=public.language)
    if public.theme in THEMES:
        found = replace(found, theme=public.theme)
    with desk.store.reading() as connection:
        scale = read_setting(connection, _SCALE)
    if scale is not None and scale.isdecimal() and int(scale) in SCALES:
        found = replace(found, scale=int(scale))
    return found


def change_settings(
    desk: Desk, *, language: Language | None = None, theme: Theme | None = None, scale: int | None = None
) -> Settings:
    """Change what is given; the language is spoken from now on.

    Errors: CorrectableError ``unknown-setting`` for a value that there is not.
    """
    for value, known in ((language, LANGUAGES), (theme, THEMES), (scale, SCALES)):
        if value is not None and value not in known:
            raise CorrectableError("unknown-setting", value=value, known=", ".join(map(str, known)))
    if scale is not None:
        with desk.store.writing() as connection:
            write_setting(connection, _SCALE, str(scale))
    public = {name: value for name, value in (("language", language), ("theme", theme)) if value is not None}
    if public:
        note_public(desk.profile, **public)
    if language is not None:
        set_language(language)
    return settings(desk)


def remember(desk: Desk, name: str, value: Any) -> None:
    """Keep what a screen wants to find again: its columns, its order, the channel last used. None forgets it."""
    with desk.store.writing() as connection:
        write_setting(connection, _SCREEN + name, None if value is None else json.dumps(value, ensure_ascii=False))


def remembered(desk: Desk, name: str) -> Any:
    """What was kept under a name, or None."""
    with desk.store.reading() as connection:
        held = read_setting(connection, _SCREEN + name)
    return None if held is None else json.loads(held)


