"""Where a desk keeps its data, and where it must not.

The database needs a disk of this machine: network shares lock files unreliably, and cloud folders copy
them away in the middle of writing, to places that the office does not control.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PurePosixPath

import platformdirs

from ascn_desk.base.errors import CorrectableError

_APP = "ascn-desk"

_CLOUD_FOLDER = re.compile(
    r"(onedrive|dropbox|google ?drive|icloud ?drive|icloud|com~apple~clouddocs)([ \-_(].*)?"
    r"|my drive|マイドライブ|mobile documents|cloudstorage",
    re.IGNORECASE,
)

_NETWORK_KINDS = frozenset({
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
    "smb2", "smb3", "smbfs", "fuse.ceph", "fuse.curlftpfs", "fuse.davfs", "fuse.glusterfs", "fuse.gvfsd-fuse",
    "fuse.kio-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs",
})  # fmt: skip
_CLOUD_KINDS = frozenset({"fuse.google-drive-ocamlfuse", "fuse.onedriver"})

_REMOTE_DRIVE = 4
"""DRIVE_REMOTE of GetDriveTypeW."""


def default_profile() -> Path:
    """The folder of this desk's data: ASCN_DESK_PROFILE, else the place of the system for local data."""
    named = os.environ.get("ASCN_DESK_PROFILE")
    if named:
        return _whole(Path(named))
    # A folder of its own: on Windows and macOS data and state share one place.
    return platformdirs.user_data_path(_APP, appauthor=False, roaming=False) / "profile"


def state_folder() -> Path:
    """The folder for what is kept beside the profile: ASCN_DESK_STATE, else the place of the system."""
    named = os.environ.get("ASCN_DESK_STATE")
    if named:
        return _whole(Path(named))
    return platformdirs.user_state_path(_APP, appauthor=False, roaming=False) / "state"


def check_place(path: Path) -> None:
    """Refuse a folder where a profile would be damaged or copied away. The folder need not exist yet.

    Network disks are known on Windows and Linux; cloud folders everywhere, by their names.
    Errors: CorrectableError ``profile-on-network`` or ``profile-in-cloud``.
    """
    given = _whole(path)
    places = (given, given.resolve())
    kinds = [_kind_of(place) for place in places]
    if any(names_cloud(place) for place in places) or any(kind in _CLOUD_KINDS for kind in kinds):
        raise CorrectableError("profile-in-cloud", path=str(path))
    if any(kind in _NETWORK_KINDS for kind in kinds):
        raise CorrectableError("profile-on-network", path=str(path))


def names_cloud(path: Path) -> bool:
    """Whether a folder on the way is named as the cloud services name theirs."""
    return any(_CLOUD_FOLDER.fullmatch(part) for part in path.parts)


def is_share(path: str) -> bool:
    r"""Whether a Windows path names a share, as ``\\server\share`` does; ``\\?\C:\`` is a local disk."""
    plain = path.replace("/", "\\").upper()
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        return plain[4:].startswith("UNC\\")
    return plain.startswith("\\\\")


def mounted_kind(path: PurePosixPath, mounts: str) -> str:
    """The kind of file system that a Linux path lies on, by the text of ``/proc/mounts``; empty if unknown."""
    found, depth = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePosixPath(_unescaped(fields[1]))
        # Of two mounts on one point the later hides the earlier.
        if path.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = fields[2], len(point.parts)
    return found


def _kind_of(path: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        remote = is_share(str(path)) or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE
        return "smbfs" if remote else ""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""
    return mounted_kind(PurePosixPath(path), mounts)


def _whole(path: Path) -> Path:
    # absolute() keeps "..", which would hide the folder that is really meant.
    return Path(os.path.abspath(path.expanduser()))


def _unescaped(field: str) -> str:
    # The kernel writes space, tab, line feed and backslash as \ooo.
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)
