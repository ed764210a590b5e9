"""Files refused whole: each code of the first five steps, reached by the public door, with nothing changed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import pytest

from ascn_desk.operations import exchange, incoming_files
from ascn_desk.sync.archive import END
from ascn_desk.sync.outer import GREATEST_FILE_BYTES
from ascn_desk.sync.trust_making import first_registry
from tests.hostile.trial import CHANNEL, Trial, case, logical_content, other_desk, sealed
from tests.support.whole import write_archive
from tests.sync.makers import LATER, carried_by, desk_keys, members_of, rewritten, signed_again

SMALL_ORDER = "0100000000000000000000000000000000000000000000000000000000000000"


def one_segment(trial: Trial, **more: object) -> bytes:
    return trial.bundle([sealed(trial.world.embassy, entries=[case(1)])], **more)


def archive_of(trial: Trial) -> bytes:
    return trial.archive([sealed(trial.world.embassy, entries=[case(1)])])


def with_member(trial: Trial, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A bundle whose member was exchanged, listed anew and signed by headquarters again."""
    archive = archive_of(trial)
    carried = [(each, change(data) if each == name else data) for each, data in carried_by(archive)]
    return trial.seal(rewritten(archive, trial.world.hq, carried=carried))


def not_a_bundle(trial: Trial) -> bytes:
    return b"%PDF-1.7 not a bundle" * 40


def an_empty_file(trial: Trial) -> bytes:
    return b""


def for_another(trial: Trial) -> bytes:
    return trial.seal(archive_of(trial), trial.world.stranger.recipient)


def cut_short(trial: Trial) -> bytes:
    return one_segment(trial)[:-40]


def altered(trial: Trial) -> bytes:
    data = bytearray(one_segment(trial))
    data[-100] ^= 1
    return bytes(data)


def padded(trial: Trial) -> bytes:
    return trial.seal(archive_of(trial) + bytes(512))


def crowded(trial: Trial) -> bytes:
    members = [(f"files/{number:064x}", b"") for number in range(20_000)]
    return trial.seal(archive_of(trial)[: -len(END)] + write_archive(members))


def bare_with_cases(trial: Trial) -> bytes:
    return archive_of(trial)


def of_another_root(trial: Trial) -> bytes:
    strangers = [desk_keys(f"other root {number}") for number in range(3)]
    world = dataclasses.replace(
        trial.world, root_keys=[type(trial.world.root_keys[0]).of(each.seed) for each in strangers]
    )
    registered = list(trial.trust.registry.desks.values())
    return one_segment(trial, trust=world.trust(registered))


def of_another_registry_key(trial: Trial) -> bytes:
    key = type(trial.world.registry_key).of(desk_keys("nobody").seed)

    def change(signed: dict[str, object]) -> None:
        signed["version"] = 99

    return with_member(trial, "trust/registry.json", lambda data: signed_again(data, [key], change))


def that_takes_back(trial: Trial) -> bytes:
    def change(signed: dict[str, object]) -> None:
        signed["version"] = 99
        signed["x-count"] = 0
        roles = signed["delegations"]["roles"]  # type: ignore[index]
        roles[0]["paths"] = []

    return with_member(
        trial, "trust/registry.json", lambda data: signed_again(data, [trial.world.registry_key], change)
    )


def with_another_content_of_the_version(trial: Trial) -> bytes:
    def change(signed: dict[str, object]) -> None:
        signed["expires"] = "2037-01-01T00:00:00Z"

    return with_member(
        trial, "trust/registry.json", lambda data: signed_again(data, [trial.world.registry_key], change)
    )


def with_a_key_that_fits_all(trial: Trial) -> bytes:
    def change(signed: dict[str, object]) -> None:
        signed["version"] = 99
        keys = signed["delegations"]["keys"]  # type: ignore[index]
        next(iter(keys.values()))["keyval"]["public"] = SMALL_ORDER

    return with_member(
        trial, "trust/registry.json", lambda data: signed_again(data, [trial.world.registry_key], change)
    )


def of_a_stranger(trial: Trial) -> bytes:
    return trial.seal(rewritten(archive_of(trial), trial.world.stranger, **{"from": trial.world.stranger.desk}))


def of_a_closed_desk(trial: Trial) -> bytes:
    held = trial.trust.registry.desks[trial.world.embassy.desk]
    trial.change(dataclasses.replace(held, closed=True))
    return one_segment(trial, sender=trial.world.embassy)


def signed_by_another(trial: Trial) -> bytes:
    return trial.seal(rewritten(archive_of(trial), trial.world.embassy))


def with_a_bent_signature(trial: Trial) -> bytes:
    members = members_of(archive_of(trial))
    document = json.loads(members[0][1])
    signature = document["signatures"][0]["sig"]
    document["signatures"][0]["sig"] = ("B" if signature[0] == "A" else "A") + signature[1:]
    members[0] = ("bundle.json", json.dumps(document, separators=(",", ":"), sort_keys=True).encode())
    return trial.seal(write_archive(members))


def of_a_newer_format(trial: Trial) -> bytes:
    return trial.seal(rewritten(archive_of(trial), trial.world.hq, format=2))


def to_other_desks_under_our_key(trial: Trial) -> bytes:
    return trial.seal(rewritten(archive_of(trial), trial.world.hq, to=[trial.world.embassy.desk]))


def to_two_offices(trial: Trial) -> bytes:
    other = desk_keys("two offices")
    trial.change(other_desk(other))
    return trial.seal(rewritten(archive_of(trial), trial.world.hq, to=sorted([trial.receiver.desk, other.desk])))


def with_a_changed_member(trial: Trial) -> bytes:
    members = members_of(archive_of(trial))
    changed = [(name, data[:-1] + b"!" if name == "COVER.txt" else data) for name, data in members]
    return trial.seal(write_archive(changed))


REFUSED: list[tuple[str, Callable[[Trial], bytes]]] = [
    ("not-a-bundle", not_a_bundle),
    ("not-a-bundle", an_empty_file),
    ("not-for-this-desk", for_another),
    ("damaged", cut_short),
    ("damaged", altered),
    ("malformed-container", padded),
    ("malformed-container", bare_with_cases),
    ("too-large", crowded),
    ("untrusted-root", of_another_root),
    ("untrusted-registry", of_another_registry_key),
    ("untrusted-registry", that_takes_back),
    ("untrusted-registry", with_another_content_of_the_version),
    ("bad-key", with_a_key_that_fits_all),
    ("unknown-sender", of_a_stranger),
    ("revoked-sender", of_a_closed_desk),
    ("bad-signature", signed_by_another),
    ("bad-signature", with_a_bent_signature),
    ("newer-format", of_a_newer_format),
    ("not-for-this-desk", to_other_desks_under_our_key),
    ("not-for-this-desk", to_two_offices),
    ("damaged-member", with_a_changed_member),
]


@pytest.mark.parametrize("in_memory", [incoming_files.IN_MEMORY_BYTES, 0], ids=["small", "large"])
@pytest.mark.parametrize(("code", "make"), REFUSED, ids=[make.__name__ for _, make in REFUSED])
def test_a_file_is_refused_with_its_code_and_changes_nothing(
    trial: Trial, code: str, make: Callable[[Trial], bytes], in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_files, "IN_MEMORY_BYTES", in_memory)
    data = make(trial)
    before = logical_content(trial.desk)
    rehearsed = trial.rehearse(data)
    assert (rehearsed.files[0].code, rehearsed.files[0].ok) == (code, False)
    report = trial.take(data)
    assert (report.files[0].code, report.files[0].ok) == (code, False)
    assert report.balance["received"] == 0
    assert report.why == {code: 0}
    assert not report.is_complete
    assert logical_content(trial.desk) == before


def test_a_refused_file_is_kept_with_its_reason_and_does_not_stop_the_others(trial: Trial) -> None:
    good = one_segment(trial)
    report = trial.take(not_a_bundle(trial), good)
    assert [each.ok for each in report.files] == [False, True]
    assert report.balance["shown"] == 1
    kept = list((trial.desk.profile / "quarantine").iterdir())
    assert any(each.read_bytes() == not_a_bundle(trial) for each in kept)


def test_a_file_beyond_all_bounds_is_refused_unread(trial: Trial) -> None:
    path = trial.folder / "vast.ascn"
    with path.open("wb") as file:
        file.truncate(GREATEST_FILE_BYTES + 1)
    before = logical_content(trial.desk)
    report = exchange.import_files(trial.desk, [path], has_backup=False)
    assert report.files[0].code == "too-large"
    assert logical_content(trial.desk) == before


def test_a_file_that_is_not_there_is_reported(trial: Trial) -> None:
    report = exchange.import_files(trial.desk, [trial.folder / "missing.ascn"], has_backup=False)
    assert not report.files[0].ok and report.files[0].code


def test_an_older_registry_in_a_bundle_is_no_error_and_not_taken(trial: Trial) -> None:
    old = trial.trust
    trial.change(other_desk(desk_keys("later")))
    trial.take(trial.bundle([]))
    version = trial.trust.registry.version
    report = trial.take(one_segment(trial, trust=old))
    assert report.files[0].ok
    held = trial.desk.trust()
    assert held is not None and held.registry.version == version


def test_a_forged_older_registry_is_neither_judged_nor_taken(trial: Trial) -> None:
    registry = first_registry(
        list(trial.trust.registry.desks.values()), expires=LATER, signers=[trial.world.root_keys[0]]
    )
    held = trial.desk.trust()
    report = trial.take(one_segment(trial, trust=dataclasses.replace(trial.trust, registry_bytes=registry)))
    assert report.files[0].ok
    assert trial.desk.trust() == held


def test_a_reference_update_for_anyone_is_taken_bare(trial: Trial) -> None:
    made = sealed(trial.world.hq, "reference", entries=[case(1)])
    archive = trial.archive([made], to=())
    report = trial.take(archive)
    assert report.files[0].ok and report.balance["shown"] == 1
    assert CHANNEL not in {each.channel for each in report.conflicts}
