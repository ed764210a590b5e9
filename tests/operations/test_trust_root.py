"""Threshold roots, other root keys, registry keys more than one, and a change carried between two people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.clock import FixedClock, instant_from
from ascn_desk.base.errors import CorrectableError, RefusedError
from ascn_desk.base.words import error_text
from ascn_desk.operations import enrolment, exchange, trust_care, trust_changes, trust_closing, trust_root
from ascn_desk.operations.profiles import create_desk
from ascn_desk.operations.trust_changes import KeyAt, Signing
from ascn_desk.operations.trust_root import RoleWish
from ascn_desk.sync.keys import TRIFLING_COST
from ascn_desk.sync.trust import judge
from tests.support import house as houses
from tests.support.house import PHRASES, House
from tests.support.trio import PASSPHRASE, approved, clock, dump, enrolled, new_desk, take

pytestmark = pytest.mark.usefixtures("english")

@pytest.fixture(scope="session")
def house_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return houses.build(tmp_path_factory.mktemp("house"))


@pytest.fixture
def house(house_template: Path, tmp_path: Path, english: None) -> Iterator[House]:
    with houses.opened(house_template, tmp_path / "house") as made:
        yield made


def test_under_a_root_of_three_keys_a_desk_is_enrolled_by_three_of_the_twelve_words(house: House) -> None:
    answer = approved(house.hq, house.vn, house.post)
    asked = enrolment.inspect_starter(house.vn, answer.path).asked
    enrolment.accept(house.vn, answer.path, {each: answer.words[each - 1] for each in asked})
    assert house.vn.is_accepted
    assert (house.trust.keys().root_threshold, len(house.trust.keys().root)) == (2, 3)


def test_a_lost_root_key_is_replaced_by_the_two_others_and_the_words_stay(house: House) -> None:
    words = house.trust.words("en")
    lost = house.trust.keys().root[2]
    new = house.new_key("root-4.key", "root")
    done = trust_root.change_root(
        house.hq, Signing(root_keys=house.roots(1, 2)), root=RoleWish(add=[str(new.path)], remove=[lost.hex()[:8]])
    )
    assert (done.outcome, done.root, done.registry) == ("applied", 2, 1)
    assert [each.code for each in done.differences] == ["root-version", "root-key-added", "root-key-removed"]
    assert lost not in house.trust.keys().root and house.trust.words("en") == words
    again = Signing(root_keys=(*house.roots(1), new))
    assert trust_root.change_root(house.hq, again).root == 3
    enrolled(house.hq, house.vn, house.post)
    held = house.vn.trust()
    assert held is not None and (held.root_version, held.words("en")) == (3, words)


@pytest.mark.parametrize("numbers", [(), (1,), (3,)])
def test_fewer_root_keys_than_the_threshold_change_nothing(house: House, numbers: tuple[int, ...]) -> None:
    before = dump(house.hq)
    with pytest.raises(CorrectableError, match="signatures-needed") as told:
        trust_root.change_root(house.hq, Signing(root_keys=house.roots(*numbers)))
    assert "--prepare" in error_text(told.value)
    assert dump(house.hq) == before


def test_every_key_of_the_root_may_go_if_enough_of_the_old_and_of_the_new_sign(house: House) -> None:
    new = [house.new_key(f"root-{number}.key", "root") for number in (4, 5, 6)]
    wish = RoleWish(add=[str(each.path) for each in new], remove=[key.hex() for key in house.trust.keys().root])
    for signers in (house.roots(1, 2), (*house.roots(1, 2), new[0]), (house.roots(1)[0], *new)):
        with pytest.raises(CorrectableError, match="signatures-needed"):
            trust_root.change_root(house.hq, Signing(root_keys=signers), root=wish)
    trust_root.change_root(house.hq, Signing(root_keys=(*house.roots(2, 3), *new[1:])), root=wish)
    assert (house.trust.root_version, len(house.trust.keys().root)) == (2, 3)


def test_wrong_files_and_passphrases_are_told_by_their_names(house: House) -> None:
    registry = house.new_key("registry-2.key", "registry")
    stranger = house.new_key("root-9.key", "root")
    one = house.roots(1)[0]
    cases: list[tuple[str, Signing]] = [
        ("wrong-key-passphrase", Signing(root_keys=(KeyAt(one.path, PHRASES[1]),))),
        ("no-such-file", Signing(root_keys=(KeyAt(house.folder / "none", PHRASES[1]),))),
        ("key-without-part", Signing(root_keys=(stranger,))),
        ("key-without-part", Signing(root_keys=house.roots(1, 2), registry_keys=(registry,))),
        ("damaged-key-file", Signing(root_keys=(registry,))),
    ]
    before = dump(house.hq)
    for code, signing in cases:
        with pytest.raises(Exception, match=code):
            trust_root.change_root(house.hq, signing)
    assert dump(house.hq) == before


def test_impossible_thresholds_and_keys_are_refused(house: House) -> None:
    keys = house.trust.keys()
    registry = house.new_key("registry-2.key", "registry")
    wishes: list[tuple[str, dict[str, RoleWish]]] = [
        ("bad-threshold", {"root": RoleWish(threshold=1)}),
        ("bad-threshold", {"root": RoleWish(threshold=4)}),
        ("bad-threshold", {"root": RoleWish(remove=[keys.root[0].hex(), keys.root[1].hex()])}),
        ("bad-threshold", {"registry": RoleWish(threshold=2)}),
        ("bad-threshold", {"registry": RoleWish(threshold=0)}),
        ("bad-threshold", {"registry": RoleWish(remove=[keys.registry[0].hex()])}),
        ("key-twice", {"root": RoleWish(add=[keys.root[0].hex()])}),
        ("key-twice", {"registry": RoleWish(add=[keys.root[0].hex()])}),
        ("key-of-other-role", {"root": RoleWish(add=[str(registry.path)])}),
        ("unknown-key", {"root": RoleWish(remove=[keys.registry[0].hex()])}),
        ("unknown-key", {"root": RoleWish(remove=[keys.root[0].hex()[:3]])}),
        ("no-such-file", {"root": RoleWish(add=["nowhere.key"])}),
        ("bad-key", {"root": RoleWish(add=["00" * 32])}),
    ]
    for code, wish in wishes:
        with pytest.raises(CorrectableError, match=code):
            trust_root.change_root(house.hq, Signing(root_keys=house.roots(1, 2)), **wish)
    assert house.trust.root_version == 1


def test_a_trial_root_of_one_key_becomes_one_of_three_of_which_two_sign(tmp_path: Path) -> None:
    hq = new_desk(tmp_path / "hq", "hq")
    only = KeyAt(tmp_path / "hq-root" / "root-1.key", PASSPHRASE)
    new = []
    for number in (2, 3):
        path = tmp_path / f"root-{number}.key"
        trust_root.make_key(path, "root", PHRASES[number - 1], hq.profile, TRIFLING_COST)
        new.append(KeyAt(path, PHRASES[number - 1]))
    wish = RoleWish(add=[str(each.path) for each in new])
    trust_root.change_root(hq, Signing(root_keys=(only, new[0])), root=wish)
    trust = hq.trust()
    assert trust is not None and (trust.keys().root_threshold, len(trust.keys().root)) == (2, 3)
    with pytest.raises(CorrectableError, match="signatures-needed"):
        trust_root.change_root(hq, Signing(root_keys=(only,)))
    hq.close()


def test_a_key_file_is_never_written_over_nor_a_root_key_into_the_profile(house: House) -> None:
    path = house.roots(1)[0].path
    before = path.read_bytes()
    with pytest.raises(CorrectableError, match="key-file-exists"):
        trust_root.make_key(path, "root", "long-enough")
    assert path.read_bytes() == before
    with pytest.raises(CorrectableError, match="root-in-profile"):
        trust_root.make_key(house.hq.profile / "keys" / "root-4.key", "root", "long-enough", house.hq.profile)
    with pytest.raises(CorrectableError, match="no-such-folder"):
        trust_root.make_key(house.folder / "none" / "root-4.key", "root", "long-enough")
    with pytest.raises(CorrectableError, match="passphrase-too-short"):
        trust_root.make_key(house.folder / "root-4.key", "root", "short")
    with pytest.raises(CorrectableError, match="root-in-profile"):
        create_desk(
            house.folder / "other", "hq", "sato", "佐藤", PASSPHRASE, clock=clock(),
            root_dir=house.folder / "other" / "keys", root_passphrases=PHRASES, cost=TRIFLING_COST,
        )  # fmt: skip
    assert not (house.folder / "other").exists()


def test_with_two_registry_keys_one_person_registers_nobody(house: House) -> None:
    second = house.two_registry_keys()
    assert (house.trust.root_version, house.trust.registry.version) == (2, 2)
    before = dump(house.hq)
    with pytest.raises(CorrectableError, match="signatures-needed"):
        approved(house.hq, house.vn, house.post)
    assert dump(house.hq) == before and list(house.post.glob("*.ascn")) == []
    starter = house.post / "start.ascn"
    answer = enrolment.approve(house.hq, house.request(), starter, Signing(registry_keys=(second,)))
    enrolment.accept(house.vn, starter, answer.words)
    assert house.vn.is_accepted and answer.registry == 3


def test_a_change_is_prepared_by_one_signed_by_the_second_and_put_into_effect(house: House) -> None:
    second = house.two_registry_keys()
    request, file = house.request(), house.post / "approval.ascn-change"
    done = enrolment.register(house.hq, request, Signing(prepare=file))
    assert (done.outcome, done.path, [each.needed for each in done.missing]) == ("prepared", file, [1])
    assert house.vn.desk not in house.trust.registry.desks
    with pytest.raises(CorrectableError, match="signatures-needed"):
        trust_changes.apply_change(house.hq, file)
    seen = trust_changes.look_at_change(house.hq, file)
    assert [each.code for each in seen.differences] == ["registry-version", "desk-added"]
    assert seen.differences[1].data["desk"] == house.vn.desk
    signed = trust_changes.sign_in_file(house.hq, file, Signing(registry_keys=(second,)))
    assert signed.missing == ()
    with pytest.raises(CorrectableError, match="nothing-to-sign"):
        trust_changes.sign_in_file(house.hq, file, Signing())
    assert trust_changes.apply_change(house.hq, file).outcome == "applied"
    answer = enrolment.approve(house.hq, request, house.post / "start.ascn")
    enrolment.accept(house.vn, answer.path, answer.words)
    with pytest.raises(CorrectableError, match="change-known"):
        trust_changes.apply_change(house.hq, file)


def test_a_root_may_be_signed_one_medium_after_another(house: House) -> None:
    file = house.post / "root.ascn-change"
    second = house.new_key("registry-2.key", "registry")
    public = trust_root.look_at_key_file(second.path).public.hex()
    wish = RoleWish(add=[public], threshold=2)
    done = trust_root.change_root(house.hq, Signing(root_keys=house.roots(3), prepare=file), registry=wish)
    assert {(each.role, each.needed) for each in done.missing} == {("root", 1), ("registry", 1)}
    trust_changes.sign_in_file(house.hq, file, Signing(root_keys=house.roots(1)))
    left = trust_changes.look_at_change(house.hq, file).missing
    assert [(each.role, each.needed, each.keys) for each in left] == [("registry", 1, (public[:8],))]
    trust_changes.sign_in_file(house.hq, file, Signing(registry_keys=(second,)))
    trust_changes.apply_change(house.hq, file)
    assert (house.trust.root_version, house.trust.registry.version) == (2, 2)
    # Whoever comes new follows the chain from the words of version 1, and the registry stands under the newest root.
    fresh = judge(None, house.trust.root_fingerprint(), house.trust.root_versions, house.trust.registry_bytes)
    assert fresh.keys() == house.trust.keys()


def test_a_second_desk_of_headquarters_signs_what_the_first_prepared(house: House) -> None:
    second = house.two_registry_keys()
    other = create_desk(
        house.folder / "hq2", "hq", "mori", "森", PASSPHRASE, clock=clock(), roots=0, is_practice=True,
        cost=TRIFLING_COST,
    )  # fmt: skip
    assert other.trust() is None and other.secrets.registry_seeds == ()
    request = enrolment.make_request(other, house.post / "request-hq2")
    answer = enrolment.approve(house.hq, request, house.post / "hq2.ascn", Signing(registry_keys=(second,)))
    enrolment.accept(other, answer.path, answer.words)
    file = house.post / "change"
    enrolment.register(house.hq, house.request(), Signing(prepare=file))
    seen = trust_changes.look_at_change(other, file)
    assert [each.code for each in seen.differences] == ["registry-version", "desk-added"]
    trust_changes.sign_in_file(other, file, Signing(registry_keys=(second,)))
    trust_changes.apply_change(other, file)
    trust_changes.apply_change(house.hq, file)
    held = other.trust()
    assert held is not None and held.registry_bytes == house.trust.registry_bytes
    # One desk of headquarters is lost: the other closes it.
    done = trust_closing.close_desk(house.hq, other.desk, signing=Signing(registry_keys=(second,)))
    assert done.office == "hq" and house.trust.registry.desks[other.desk].closed
    other.close()


def test_a_change_that_another_one_overtook_is_stale(house: House) -> None:
    file = house.post / "late.ascn-change"
    enrolment.register(house.hq, house.request(), Signing(prepare=file))
    trust_care.renew(house.hq)
    for act in (trust_changes.apply_change, trust_changes.look_at_change):
        with pytest.raises(CorrectableError, match="change-stale"):
            act(house.hq, file)
    root = house.post / "root.ascn-change"
    more = RoleWish(add=[str(house.new_key("root-4.key", "root").path)])
    trust_root.change_root(house.hq, Signing(root_keys=house.roots(1, 2), prepare=root), root=more)
    for _ in range(2):
        trust_root.change_root(house.hq, Signing(root_keys=house.roots(1, 3)))
        with pytest.raises(CorrectableError, match="change-stale"):
            trust_changes.apply_change(house.hq, root)


def test_another_file_is_no_change_and_an_altered_one_has_lost_its_signatures(house: House) -> None:
    file = house.post / "change"
    for content in (b"", b"{}", b'{"format":1,"registry":null,"root":null}', b"\xff", house.trust.registry_bytes):
        file.write_bytes(content)
        with pytest.raises(RefusedError, match="malformed-change"):
            trust_changes.look_at_change(house.hq, file)
    file.write_bytes(b'{"format":2,"registry":null,"root":null}')
    with pytest.raises(RefusedError, match="newer-format"):
        trust_changes.look_at_change(house.hq, file)
    file.unlink()
    enrolment.register(house.hq, house.request(), Signing(prepare=file))
    good = file.read_bytes()
    file.write_bytes(good.replace(b"emb-vn", b"emb-th"))
    with pytest.raises(CorrectableError, match="signatures-needed"):
        trust_changes.apply_change(house.hq, file)
    file.write_bytes(good)
    trust_changes.apply_change(house.hq, file)


def test_only_headquarters_changes_anything(house: House) -> None:
    enrolled(house.hq, house.vn, house.post)
    file = house.post / "change"
    trust_root.change_root(house.hq, Signing(root_keys=house.roots(1, 2), prepare=file))
    acts = [
        lambda: trust_root.change_root(house.vn, Signing()),
        lambda: trust_care.renew(house.vn),
        lambda: trust_care.raise_count(house.vn),
        lambda: trust_changes.apply_change(house.vn, file),
        lambda: trust_changes.sign_in_file(house.vn, file, Signing()),
    ]
    for act in acts:
        with pytest.raises(CorrectableError, match="headquarters-only"):
            act()


def test_a_rehearsal_says_what_would_be_and_changes_nothing(house: House) -> None:
    before = dump(house.hq)
    done = trust_root.change_root(house.hq, Signing(is_rehearsal=True))
    assert (done.outcome, done.root, [each.role for each in done.missing]) == ("rehearsed", 2, ["root"])
    assert dump(house.hq) == before and house.trust.root_version == 1


def test_expiry_warns_and_renewing_ends_the_warning(house: House) -> None:
    enrolled(house.hq, house.vn, house.post)
    assert trust_care.warnings(house.hq) == ()
    for desk in (house.hq, house.vn):
        desk.clock = FixedClock(instant_from("2028-10-01T00:00:00Z"))
        assert [each.code for each in trust_care.warnings(desk)] == ["registry-expires"]
        desk.clock = FixedClock(instant_from("2037-01-01T00:00:00Z"))
        assert [each.code for each in trust_care.warnings(desk)] == ["root-expired", "registry-expired"]
    # Nobody is locked out: the embassy writes and headquarters receives, years after.
    (path,) = [each.path for each in exchange.export(house.vn, ["hq"], house.post)]
    assert take(house.hq, [path]).is_complete
    assert [each.code for each in trust_care.renew(house.hq).differences] == ["registry-version"]
    trust_root.change_root(house.hq, Signing(root_keys=house.roots(1, 2)))
    assert trust_care.warnings(house.hq) == ()
    (path,) = [each.path for each in exchange.export(house.hq, ["emb-vn"], house.post)]
    assert take(house.vn, [path]).is_complete
    assert trust_care.warnings(house.vn) == ()


def test_a_clock_gone_wrong_makes_no_registry_that_expires_sooner(house: House) -> None:
    before = house.trust.registry.expires
    house.hq.clock = FixedClock(instant_from("2001-01-01T00:00:00Z"))
    trust_care.renew(house.hq)
    assert house.trust.registry.expires == before


def test_the_count_is_only_raised(house: House) -> None:
    trust_care.raise_count(house.hq, 5_000_000)
    assert house.trust.registry.x_count == 5_000_000
    for wanted in (5_000_000, 4, 2**44):
        with pytest.raises(CorrectableError, match="count-not-raised"):
            trust_care.raise_count(house.hq, wanted)
    with house.hq.store.writing() as connection:
        connection.exec_driver_sql("UPDATE setting SET value = ? WHERE name = 'greatest_n'", (str(2**32),))
    assert [each.code for each in trust_care.warnings(house.hq)] == ["count-near-limit"]
    trust_care.raise_count(house.hq)
    assert (house.trust.registry.x_count, trust_care.warnings(house.hq)) == (2**32, ())
