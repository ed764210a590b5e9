"""What a profile shows before its passphrase is known; nothing of it is secret.

Kept apart from all that opens a desk, so that the first window needs little to stand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ascn_desk.base.files import write_atomic

KEYS, PUBLIC = "keys/desk.key", "profile.json"


@dataclass(frozen=True, slots=True)
class ProfileState:
    """What can be known of a profile without its passphrase."""

    exists: bool
    office: str | None
    office_names: Mapping[str, str]
    officer: str | None
    language: str
    theme: str
    is_practice: bool


def profile_state(profile: Path) -> ProfileState:
    """What can be known of a profile without its passphrase."""
    public = _read_public(profile)
    return ProfileState(
        exists=(profile / KEYS).exists(),
        office=public.get("office"),
        office_names=public.get("office_names", {}),
        officer=public.get("officer_name"),
        language=str(public.get("language", "ja")),
        theme=str(public.get("theme", "light")),
        is_practice=bool(public.get("is_practice", False)),
    )


def note_public(profile: Path, **changes: Any) -> None:
    """Keep something of the profile where the first screen finds it without the passphrase."""
    public = {**_read_public(profile), **changes}
    write_atomic(profile / PUBLIC, (json.dumps(public, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def _read_public(profile: Path) -> dict[str, Any]:
    try:
        read = json.loads((profile / PUBLIC).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
