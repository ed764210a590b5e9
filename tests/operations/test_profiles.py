"""Making and opening a profile: on good days, and on every bad one that an office has."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, Root

from ascn_desk.base.errors import CorrectableError, DeskError, MachineError
from ascn_desk.base.words import error_text
from ascn_desk.operations import enrolment, exchange, profiles, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import create_desk, open_desk
from ascn_desk.operations.public_profile import profile_state
from ascn_desk.operations.upkeep import check
from ascn_desk.store.engine import writing
from ascn_desk.sync.key_files import read_key_file
from ascn_desk.sync.keys import TRIFLING_COST
from tests.support.short_disk import short_of_space
from tests.support.trio import PASSPHRASE, Trio, clock, dump, new_desk, shown

pytestmark = pytest.mark.usefixtures("english")


def made(profile: Path, office: str = "emb-vn", **more: object) -> Desk:
    given = {"clock": clock(), "cost": TRIFLING_COST, **more}
    return create_desk(profile, office, "tanaka", "田中", PASSPHRASE, **given)  # type: ignore[arg-type]


def reopened(profile: Path) -> Desk:
    return open_desk(profile, PASSPHRASE, clock=clock())


def refused(code: str, profile: Path, **more: object) -> DeskError:
    """What making a desk is refused with; nothing is left behind."""
    with pytest.raises(DeskError) as told:
        made(profile, **more)  # type: ignore[arg-type]
    assert told.value.code == code
    return told.value


@pytest.fixture
def embassy(tmp_path: Path) -> Iterator[Desk]:
    desk = made(tmp_path / "desk")
    yield desk
    desk.close()


def test_a_desk_that_was_made_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    first = made(tmp_path / "desk", language="en", is_practice=True)
    name = first.desk
    first.close()
    desk = reopened(tmp_path / "desk")
    assert (desk.desk, desk.office, desk.office_kind, desk.countries) == (name, "emb-vn", "mission", ("vn",))
    assert (desk.officer, desk.officer_name, desk.is_practice, desk.is_accepted) == ("tanaka", "田中", True, False)
    desk.close()


def test_what_the_first_screen_shows_is_known_without_the_passphrase(embassy: Desk, tmp_path: Path) -> None:
    state = profile_state(tmp_path / "desk")
    assert (state.exists, state.office, state.officer, state.language) == (True, "emb-vn", "田中", "ja")
    nothing = profile_state(tmp_path / "none")
    assert (nothing.exists, nothing.office) == (False, None)


def test_nothing_secret_stands_in_the_files_of_a_profile(embassy: Desk) -> None:
    records.add_record(embassy, "city_note", {"city": "vn-hanoi", "text": "needle-in-the-hay"})
    seed = embassy.secrets.desk.seed
    for path in embassy.profile.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"needle-in-the-hay" not in data and seed not in data and seed.hex().encode() not in data
            assert not data.startswith(b"SQLite format 3")


def test_a_wrong_passphrase_is_told_from_damage(embassy: Desk, tmp_path: Path) -> None:
    embassy.close()
    with pytest.raises(CorrectableError, match="wrong-passphrase"):
        open_desk(tmp_path / "desk", "another-passphrase", clock=clock())
    key = tmp_path / "desk" / "keys" / "desk.key"
    key.write_bytes(key.read_bytes()[:-20])
    with pytest.raises(MachineError, match="damaged-key-file"):
        reopened(tmp_path / "desk")


def test_a_folder_without_a_desk_is_no_profile(tmp_path: Path) -> None:
    with pytest.raises(CorrectableError, match="no-profile"):
        reopened(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_desk_is_never_made_over_another(embassy: Desk, tmp_path: Path) -> None:
    before = dump(embassy)
    assert "desk" in error_text(refused("profile-exists", tmp_path / "desk"))
    assert dump(embassy) == before


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("unknown-office", {"office": "emb-atlantis"}),
        ("passphrase-too-short", {"passphrase": "short"}),
        ("bad-officer", {"officer_id": ""}),
        ("bad-officer", {"officer_id": "x" * 81}),
        ("bad-officer", {"officer_id": "two\nlines"}),
        ("bad-officer", {"officer_id": "half \ud800"}),
        ("bad-root-count", {"office": "hq", "roots": 2}),
        ("root-place-needed", {"office": "hq"}),
        ("root-place-needed", {"office": "hq", "roots": 1, "root_passphrases": ["first-one", "second-one"]}),
    ],
)
def test_what_cannot_be_a_desk_is_refused_and_leaves_nothing(
    tmp_path: Path, code: str, more: dict[str, object]
) -> None:
    given = {"office": "emb-vn", "officer_id": "tanaka", "officer_name": "", "passphrase": PASSPHRASE, **more}
    with pytest.raises(CorrectableError, match=code) as told:
        create_desk(tmp_path / "desk", clock=clock(), cost=TRIFLING_COST, **given)  # type: ignore[arg-type]
    assert error_text(told.value, "ja") != error_text(told.value, "en")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_a_cloud_service_copies_is_refused(tmp_path: Path) -> None:
    refused("profile-in-cloud", tmp_path / "OneDrive" / "desk")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_profile_is_told(tmp_path: Path) -> None:
    (tmp_path / "desk").write_text("not a folder")
    refused("cannot-write", tmp_path / "desk")
    assert (tmp_path / "desk").read_text() == "not a folder"


@pytest.mark.parametrize("size", [0, 2_000, 60_000, 400_000, 1_000_000])
def test_a_disk_that_is_full_while_a_desk_is_made_leaves_nothing(tmp_path: Path, size: int) -> None:
    with short_of_space(size), pytest.raises(MachineError):
        made(tmp_path / "desk", office="hq", roots=1)
    assert list(tmp_path.iterdir()) == []
    desk = made(tmp_path / "desk", office="hq", roots=1)
    desk.close()


def test_what_lay_in_the_folder_before_stays_after_a_failure(tmp_path: Path) -> None:
    (tmp_path / "desk" / "files").mkdir(parents=True)
    (tmp_path / "desk" / "files" / "own.txt").write_text("mine")
    with short_of_space(60_000), pytest.raises(MachineError):
        made(tmp_path / "desk")
    assert [path.name for path in (tmp_path / "desk").rglob("*")] == ["files", "own.txt"]


def test_a_full_database_refuses_a_save_and_changes_nothing(embassy: Desk) -> None:
    before = dump(embassy)
    with embassy.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    notes = [records.Operation("city_note", {"city": "vn-hanoi", "text": f"{n} " + "長" * 15_000}) for n in range(20)]
    with pytest.raises(MachineError, match="disk-full"):
        records.batch(embassy, notes)
    assert dump(embassy) == before
    with embassy.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert len(records.batch(embassy, notes)) == 20


def test_a_locked_database_is_told_and_nothing_changes(embassy: Desk, tmp_path: Path) -> None:
    other = reopened(tmp_path / "desk")
    with other.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 20")
    before = dump(embassy)
    with embassy.store.writing(), pytest.raises(MachineError, match="database-locked") as told:
        records.add_record(other, "follow_up", {"what": "call back"})
    assert "in use" in error_text(told.value)
    assert dump(embassy) == before
    other.close()


def test_a_damaged_database_is_told(embassy: Desk, tmp_path: Path) -> None:
    embassy.close()
    path = tmp_path / "desk" / "desk.db"
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(MachineError, match="damaged-database"):
        reopened(tmp_path / "desk")
    path.write_bytes(b"")
    with pytest.raises(MachineError):
        reopened(tmp_path / "desk")
    path.unlink()
    with pytest.raises(MachineError, match="cannot-open-database"):
        reopened(tmp_path / "desk")
    assert not path.exists()


def test_a_database_without_encryption_is_no_database_of_a_desk(embassy: Desk, tmp_path: Path) -> None:
    embassy.close()
    path = tmp_path / "desk" / "desk.db"
    path.unlink()
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE setting (name, value)")
    plain.commit()
    plain.close()
    with pytest.raises(MachineError, match="damaged-database"):
        reopened(tmp_path / "desk")


def test_the_database_of_a_newer_program_is_refused_before_anything_is_made(embassy: Desk, tmp_path: Path) -> None:
    with writing(embassy.store.engine) as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    embassy.close()
    with pytest.raises(MachineError, match="newer-schema") as told:
        reopened(tmp_path / "desk")
    assert "99" in error_text(told.value)
    assert list((tmp_path / "desk" / "backups").iterdir()) == []


def test_the_database_of_another_program_is_refused(embassy: Desk, tmp_path: Path) -> None:
    with writing(embassy.store.engine) as connection:
        connection.exec_driver_sql("DROP TABLE setting")
    embassy.close()
    with pytest.raises(MachineError, match="foreign-database"):
        reopened(tmp_path / "desk")


def test_headquarters_makes_three_root_keys_of_which_two_suffice(tmp_path: Path) -> None:
    phrases = ["first-passphrase", "second-passphrase", "third-passphrase"]
    desk = made(tmp_path / "hq", office="hq", root_dir=tmp_path / "keys", root_passphrases=phrases)
    files = sorted((tmp_path / "keys").iterdir())
    assert [path.name for path in files] == ["root-1.key", "root-2.key", "root-3.key"]
    keys = [read_key_file(path, "root", phrase) for path, phrase in zip(files, phrases, strict=True)]
    trust = desk.trust()
    assert trust is not None
    root: Root = Metadata[Root].from_bytes(trust.root_versions[0]).signed
    assert (set(root.roles["root"].keyids), root.roles["root"].threshold) == ({key.keyid for key in keys}, 2)
    assert [each.office for each in trust.registry.desks.values()] == ["hq"]
    with pytest.raises(CorrectableError, match="wrong-key-passphrase"):
        read_key_file(files[0], "root", phrases[1])
    desk.close()
    assert all(key.seed not in path.read_bytes() for key in keys for path in tmp_path.rglob("*") if path.is_file())


def test_root_keys_that_are_there_are_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "root-3.key").write_text("of another headquarters")
    phrases = ["first-passphrase", "second-passphrase", "third-passphrase"]
    refused("root-key-exists", tmp_path / "hq", office="hq", root_dir=tmp_path / "keys", root_passphrases=phrases)
    assert [path.name for path in tmp_path.rglob("*")] == ["keys", "root-3.key"]
    assert (tmp_path / "keys" / "root-3.key").read_text() == "of another headquarters"


def test_the_passphrase_of_a_root_key_is_long_enough_too(tmp_path: Path) -> None:
    phrases = ["first-passphrase", "short", "third-passphrase"]
    refused("passphrase-too-short", tmp_path / "hq", office="hq", root_dir=tmp_path, root_passphrases=phrases)
    assert list(tmp_path.iterdir()) == []


def test_changed_declarations_make_the_shown_tables_anew(trio_folder: Path) -> None:
    trio = Trio.open(trio_folder)
    company = trio.company(website="https://a.example")
    records.set_fields(trio.vn, "company", company, {"website": "https://b.example"})
    records.set_fields(trio.hcm, "company", company, {"website": "https://c.example"})
    trio.exchange()
    before = [shown(desk) for desk in trio.desks]
    for desk in trio.desks:
        with desk.store.writing() as connection:
            connection.exec_driver_sql("UPDATE setting SET value = 'of another version' WHERE name = 'declarations'")
            connection.exec_driver_sql("DELETE FROM shown_company")
    trio.close()
    again = Trio.open(trio_folder)
    assert [shown(desk) for desk in again.desks] == before
    assert [len(list((desk.profile / "backups").glob("*.db"))) for desk in again.desks] == [1, 1, 1]
    again.close()


def test_changed_declarations_keep_the_shipped_data_of_a_desk_that_waits_for_its_acceptance(
    embassy: Desk, tmp_path: Path
) -> None:
    records.add_record(embassy, "follow_up", {"what": "call back"})
    before = shown(embassy)
    with embassy.store.writing() as connection:
        connection.exec_driver_sql("UPDATE setting SET value = 'of another version' WHERE name = 'declarations'")
    embassy.close()
    desk = reopened(tmp_path / "desk")
    assert shown(desk) == before
    desk.close()


def test_two_open_desks_of_one_profile_see_what_each_other_writes(trio: Trio, trio_folder: Path) -> None:
    other = reopened(trio_folder / "vn")
    first = records.add_record(trio.vn, "follow_up", {"what": "call back"})
    second = records.add_record(other, "follow_up", {"what": "write a letter"})
    assert second.n == (first.n or 0) + 1
    assert records.show_record(other, "follow_up", first.id).values["what"] == "call back"
    assert records.show_record(trio.vn, "follow_up", second.id).values["what"] == "write a letter"
    trio.carry(other, trio.hq)
    assert records.show_record(trio.hq, "follow_up", first.id).values["what"] == "call back"
    other.close()


def test_two_programs_that_write_at_once_share_one_count(trio: Trio, trio_folder: Path) -> None:
    other = reopened(trio_folder / "vn")

    def write(desk: Desk) -> list[int]:
        return [records.add_record(desk, "follow_up", {"what": f"call {number}"}).n or 0 for number in range(25)]

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(write, (trio.vn, other))
    assert len({*one, *two}) == 50 and one == sorted(one) and two == sorted(two)
    assert trio.carry(other, trio.hq).balance["shown"] == 50
    assert check(trio.hq) == ()
    other.close()


def test_an_open_desk_hears_of_a_registry_that_another_program_brought(trio: Trio, trio_folder: Path) -> None:
    other = reopened(trio_folder / "hq")
    assert other.trust() is not None
    newcomer = new_desk(trio_folder / "dn", "cg-da-nang")
    request = enrolment.make_request(newcomer, trio.post / "request")
    enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    exported = exchange.export(other, ["cg-da-nang"], trio.post)
    assert [each.office for each in exported] == ["cg-da-nang"]
    other.close()
    newcomer.close()


def test_the_offices_to_choose_from_begin_with_headquarters() -> None:
    offices = profiles.offices()
    assert (offices[0].code, offices[0].kind, offices[0].country) == ("hq", "headquarters", None)
    assert {"emb-vn", "cg-ho-chi-minh-city"} <= {each.code for each in offices}
    assert all(each.name_ja and each.name_en for each in offices)


def test_a_setting_that_the_first_screen_needs_is_kept_beside_the_others(embassy: Desk, tmp_path: Path) -> None:
    profiles.note_public(tmp_path / "desk", theme="dark")
    state = profile_state(tmp_path / "desk")
    assert (state.theme, state.office) == ("dark", "emb-vn")
    assert json.loads((tmp_path / "desk" / "profile.json").read_text(encoding="utf-8"))["theme"] == "dark"
