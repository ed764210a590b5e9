"""The canonical archive."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.spool import Spool
from ascn_desk.sync import archive as module
from ascn_desk.sync.archive import Outgoing, archive_pieces, archive_size, read_archive
from tests.support.whole import write_archive
from tests.sync.makers import expect, members_of

NAMES = st.from_regex(r"[a-z0-9][a-z0-9~._/-]{0,98}", fullmatch=True).filter(lambda name: ".." not in name)
MEMBERS = st.dictionaries(NAMES, st.binary(max_size=1500), max_size=6)


@given(MEMBERS)
def test_what_is_written_is_read_back(members: dict[str, bytes]) -> None:
    assert members_of(write_archive(list(members.items()))) == list(members.items())


@given(MEMBERS, st.integers(1, 700))
def test_a_member_is_given_in_pieces_from_memory_and_from_a_spool(members: dict[str, bytes], piece: int) -> None:
    archive = write_archive(list(members.items()))
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder, Spool(Path(folder)) as spool:
        patch.setattr(module, "_PIECE", piece)
        spool.write(archive)
        spool.end()
        for source in (archive, spool):
            read = read_archive(source)
            assert {member.name: bytes(member.data) for member in read} == members
            for member, data in zip(read, members.values(), strict=True):
                pieces = [bytes(each) for each in member.pieces()]
                assert b"".join(pieces) == data and [len(each) for each in pieces[:-1]] == [piece] * (len(pieces) - 1)
                assert all(pieces)
                assert member.digest() == sha256(data).hexdigest()
                assert bytes(member.first(3)) == data[:3]


@given(MEMBERS)
def test_every_tar_reads_it(members: dict[str, bytes]) -> None:
    with tarfile.open(fileobj=io.BytesIO(write_archive(list(members.items())))) as tar:
        assert [member.name for member in tar] == list(members)


def test_tar_lists_names_modes_and_sizes(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(write_archive([("COVER.txt", b"12345"), ("files/" + "a" * 64, b"")]))
    listed = subprocess.run(
        ["tar", "-tvf", tmp_path / "a.tar"], check=True, capture_output=True, text=True
    ).stdout
    assert [line.split()[0::5][:2] for line in listed.splitlines()] == [
        ["-r--r--r--", "COVER.txt"],
        ["-r--r--r--", "files/" + "a" * 64],
    ]


def test_each_field_of_a_header_stands_where_the_standard_has_it() -> None:
    """POSIX.1-2017, pax, ustar interchange format: name, mode, uid, gid, size, mtime, chksum, typeflag, …, magic."""
    header = write_archive([("a/b", b"xyz")])[:512]
    fields = {0: b"a/b\0", 100: b"0000444\0", 108: b"0000000\0", 116: b"0000000\0", 124: b"00000000003\0",
              136: b"00000000000\0", 156: b"0", 257: b"ustar\0" + b"00"}  # fmt: skip
    for place, field in fields.items():
        assert header[place : place + len(field)] == field
    assert set(header[4:100] + header[157:257] + header[265:]) == {0}


@pytest.mark.parametrize(
    "name", ["", "A", "/a", "../a", "a/../b", "a..b", "a b", "ä", "a" * 100, "cover.TXT", ".a", "a\\b", "a\n"]
)
def test_no_other_names_are_written(name: str) -> None:
    with pytest.raises(ValueError):
        write_archive([(name, b"")])


def test_no_name_is_written_twice() -> None:
    with pytest.raises(ValueError):
        write_archive([("a", b""), ("a", b"")])


@pytest.mark.parametrize("size", [2, 4])
def test_a_member_whose_bytes_are_more_or_fewer_than_was_said_is_not_written(size: int) -> None:
    with pytest.raises(ValueError, match="has 3 bytes"):
        list(archive_pieces([Outgoing("a", size, lambda: [b"xy", b"z"])]))


@given(MEMBERS)
def test_the_size_of_an_archive_is_known_before_it_is_written(members: dict[str, bytes]) -> None:
    going = [Outgoing(name, len(data), lambda data=data: [data]) for name, data in members.items()]  # type: ignore[misc]
    assert archive_size(going) == len(b"".join(archive_pieces(going)))


def test_no_more_than_20000_members_are_written_or_read() -> None:
    members = [(f"{number}", b"") for number in range(20_000)]
    archive = write_archive(members)
    assert len(read_archive(archive)) == 20_000
    with pytest.raises(ValueError):
        write_archive([*members, ("one-more", b"")])
    one_more = write_archive([("one-more", b"")])
    expect("too-large", lambda: read_archive(archive[:-1024] + one_more))


def test_every_single_bit_counts() -> None:
    archive = write_archive([("a/b", b"x" * 3), ("c", b"")])
    data_of_the_first_member = range(512, 515)
    for place in range(len(archive)):
        if place in data_of_the_first_member:
            continue
        for bit in range(8):
            altered = bytearray(archive)
            altered[place] ^= 1 << bit
            expect("malformed-container", lambda altered=altered: read_archive(bytes(altered)))


def test_every_truncation_is_refused() -> None:
    archive = write_archive([("a", b"x" * 600)])
    for length in range(len(archive)):
        expect("malformed-container", lambda length=length: read_archive(archive[:length]))


@pytest.mark.parametrize("more", [b"\0" * 512, b"\0" * 8192, b"x", b"x" * 512])
def test_nothing_may_follow(more: bytes) -> None:
    expect("malformed-container", lambda: read_archive(write_archive([("a", b"")]) + more))


def test_a_name_that_comes_twice_is_refused() -> None:
    one = write_archive([("a", b"")])
    expect("malformed-container", lambda: read_archive(one[:-1024] + one))


@pytest.mark.parametrize("format_", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_archives_of_other_programs_are_refused(format_: int) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=format_) as tar:
        member = tarfile.TarInfo("a")
        member.size = 1
        tar.addfile(member, io.BytesIO(b"x"))
    expect("malformed-container", lambda: read_archive(file.getvalue()))


def _with_header(change: dict[int, bytes]) -> bytes:
    header = bytearray(write_archive([("a", b"")])[:512])
    for place, content in change.items():
        header[place : place + len(content)] = content
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + bytes(1024)


@pytest.mark.parametrize(
    "change",
    [
        {156: b"5"},
        {156: b"2", 157: b"b"},
        {156: b"L"},
        {156: b"x"},
        {0: b"../a"},
        {0: b"a" * 100},
        {0: b"\xff"},
        {0: b"\0"},
        {124: b" 0000000000\0"},
        {124: b"-0000000000\0"},
        {124: b"+0000000000\0"},
        {124: b"0000_000000\0"},
        {124: b"\x80" + bytes(11)},
        {124: b"77777777777\0"},
        {100: b"0000644\0"},
        {345: b"p"},
        {329: b"0000000\0"},
    ],
)
def test_other_headers_are_refused_even_with_a_right_checksum(change: dict[int, bytes]) -> None:
    expect("malformed-container", lambda: read_archive(_with_header(change)))


def test_the_plain_header_of_that_test_is_read() -> None:
    assert [member.name for member in read_archive(_with_header({}))] == ["a"]


@given(
    st.binary(max_size=3000) | st.lists(st.sampled_from([bytes(512), b"a" * 512]), max_size=6).map(b"".join)
)
def test_noise_is_malformed(noise: bytes) -> None:
    if noise != bytes(1024):
        expect("malformed-container", lambda: read_archive(noise))
