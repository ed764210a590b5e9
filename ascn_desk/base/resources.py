"""Where the shipped files are: inside the package when installed, beside it in a checkout.

A built wheel carries them as ``ascn_desk/resources``; a checkout and an editable install do not see what
the wheel's build adds, so they read the folder at the top of the project.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_path(name: str) -> Path:
    """The file or folder of that name, e.g. ``fonts/NotoSans-Regular.ttf``.

    Errors: ValueError for absolute names and ``..``; FileNotFoundError if it is not shipped.
    """
    relative = PurePosixPath(name)
    if relative.is_absolute() or ".." in relative.parts or "\\" in name:
        raise ValueError(f"not a resource name: {name}")
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = root / relative
        if path.exists():
            return path
    raise FileNotFoundError(name)


def resource_bytes(name: str) -> bytes:
    """The bytes of a shipped file."""
    return resource_path(name).read_bytes()


def resource_text(name: str) -> str:
    """The text of a shipped UTF-8 file."""
    return resource_path(name).read_text(encoding="utf-8")
