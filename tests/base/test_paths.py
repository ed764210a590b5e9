"""Where the data of a desk lies, and where it must not."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.paths import check_place, default_profile, is_share, mounted_kind, names_cloud, state_folder

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//server/team /mnt/our\\040team cifs rw 0 0
me@host:/ /home/me/far fuse.sshfs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
systemd-1 /auto autofs rw 0 0
server:/auto /auto nfs rw 0 0
broken
"""


def test_the_environment_may_name_profile_and_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASCN_DESK_PROFILE", str(tmp_path / "p"))
    monkeypatch.setenv("ASCN_DESK_STATE", str(tmp_path / "s"))
    assert (default_profile(), state_folder()) == (tmp_path / "p", tmp_path / "s")


def test_a_relative_name_becomes_a_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASCN_DESK_PROFILE", "a/../p")
    assert default_profile() == Path.cwd() / "p"


def test_without_names_profile_and_state_lie_apart_in_local_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASCN_DESK_PROFILE", raising=False)
    monkeypatch.delenv("ASCN_DESK_STATE", raising=False)
    profile, state = default_profile(), state_folder()
    assert profile.is_absolute() and state.is_absolute()
    assert not profile.is_relative_to(state) and not state.is_relative_to(profile)
    assert "Roaming" not in profile.parts


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Ministry",
        "onedrive",
        "Dropbox",
        "Dropbox (Personal)",
        "Google Drive",
        "GoogleDrive-me@example.org",
        "My Drive",
        "マイドライブ",
        "iCloudDrive",
        "iCloud Drive",
        "Mobile Documents",
        "CloudStorage",
    ],
)
def test_a_folder_of_a_cloud_service_is_refused(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "desk"
    with pytest.raises(CorrectableError) as caught:
        check_place(place)
    assert (caught.value.code, caught.value.data) == ("profile-in-cloud", {"path": str(place)})


@pytest.mark.parametrize("folder", ["Dropboxes", "Drive", "Documents", "cloud", "iCloudy"])
def test_a_name_that_only_resembles_a_cloud_service_passes(folder: str) -> None:
    assert not names_cloud(Path("/home/me") / folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_a_link_into_a_cloud_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "OneDrive")
    with pytest.raises(CorrectableError, match="profile-in-cloud"):
        check_place(tmp_path / "plain" / "desk")


def test_a_folder_on_this_machine_passes_even_before_it_exists(tmp_path: Path) -> None:
    check_place(tmp_path / "not" / "yet")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me", "ext4"),
        ("/mnt/share/desk", "nfs4"),
        ("/mnt/shared", "ext4"),
        ("/mnt/our team/desk", "cifs"),
        ("/home/me/far", "fuse.sshfs"),
        ("/mnt/share/local/desk", "ext4"),
        ("/auto/desk", "nfs"),
    ],
)
def test_the_nearest_and_latest_mount_tells_the_kind(path: str, kind: str) -> None:
    assert mounted_kind(PurePosixPath(path), MOUNTS) == kind


def test_without_mounts_the_kind_is_unknown() -> None:
    assert mounted_kind(PurePosixPath("/home"), "") == ""


@pytest.mark.parametrize("path", [r"\\server\share", "//server/share", r"\\?\UNC\server\share"])
def test_windows_paths_of_shares_are_known(path: str) -> None:
    assert is_share(path)


@pytest.mark.parametrize("path", ["C:\\desk", r"\\?\C:\desk", r"\desk", "desk"])
def test_windows_paths_of_disks_are_no_shares(path: str) -> None:
    assert not is_share(path)
