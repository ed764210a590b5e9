"""A desk that goes on under new keys: headquarters registers the new one and closes the old at the right place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError, RefusedError
from ascn_desk.operations import enrolment, rotation, trust_care, trust_changes, trust_closing, upkeep, writing_again
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import desk_name, open_desk
from ascn_desk.operations.trust_changes import Signing
from ascn_desk.operations.upkeep import check
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.registry import End
from ascn_desk.sync.request import make_request as sign_request
from tests.operations.test_trust_closing import (
    OFFICE,
    company,
    copied,
    forked,
    identity_of,
    is_shown,
    position,
    registered,
    sent,
)
from tests.support.trio import COUNTRY, PASSPHRASE, Trio, clock, dump, new_desk, take

pytestmark = pytest.mark.usefixtures("english")


def asked(
    new: Desk,
    old: Desk,
    post: Path,
    ends: Mapping[str, tuple[int, str]],
    *,
    office: str = "emb-vn",
    signer: DeskKeys | None = None,
) -> Path:
    """The request of a new desk that goes on for an old one."""
    path = post / f"{new.desk[:6]}.ascn-request"
    trust = old.trust()
    assert trust is not None
    previous = signer or old.secrets.desk
    path.write_bytes(
        sign_request(
            new.secrets.desk, office=office, name=desk_name(new.about), created=new.now(),
            root=trust.root_fingerprint(), previous=previous, ends=ends,
        )
    )  # fmt: skip
    return path


@pytest.fixture
def new(trio: Trio) -> Desk:
    trust = trio.hq.trust()
    assert trust is not None
    return new_desk(trio.folder / "new", "emb-vn", practice_root=trust.root_fingerprint())


def test_the_new_desk_is_registered_and_the_old_one_closed_in_one_registry(trio: Trio, new: Desk) -> None:
    before = company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    ends = {COUNTRY: (1, position(trio.hq, trio.vn.desk, 1))}
    request = asked(new, trio.vn, trio.post, ends)
    assert enrolment.read_request(trio.hq, request).previous == trio.vn.desk
    answer = enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    old, young = registered(trio.hq, trio.vn.desk), registered(trio.hq, new.desk)
    assert (old.closed, old.ends) == (True, {COUNTRY: End(*ends[COUNTRY])})
    assert (young.office, young.paths, young.reads, young.closed) == (old.office, old.paths, old.reads, False)
    enrolment.accept(new, answer.path, answer.words)
    assert is_shown(new, before)
    after = company(new, "後")
    take(trio.hq, sent(new, trio.post))
    trio.carry(trio.hq, trio.hcm)
    assert is_shown(trio.hcm, before) and is_shown(trio.hcm, after)
    assert [each.code for each in take(trio.hq, sent(trio.vn, trio.post)).files] == ["revoked-sender"]
    again = enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    assert again.registry == answer.registry
    new.close()


def test_the_end_is_the_greater_of_what_is_said_and_what_is_held(trio: Trio, new: Desk) -> None:
    company(trio.vn, "一")
    trio.carry(trio.vn, trio.hq)
    first = position(trio.hq, trio.vn.desk, 1)
    company(trio.vn, "二")
    trio.carry(trio.vn, trio.hq)
    second = position(trio.hq, trio.vn.desk, 2)
    # A backup knew only number 1, and nothing of the office's channel.
    enrolment.approve(trio.hq, asked(new, trio.vn, trio.post, {COUNTRY: (1, first)}), trio.post / "start.ascn")
    assert registered(trio.hq, trio.vn.desk).ends == {COUNTRY: End(2, second)}
    new.close()


def test_an_end_that_has_not_come_yet_is_taken_at_the_old_keys_word_and_counts_when_it_comes(
    trio: Trio, new: Desk
) -> None:
    company(trio.vn, "一")
    trio.carry(trio.vn, trio.hq)
    late = company(trio.vn, "二")
    sent(trio.vn, trio.post)
    ends = {COUNTRY: (2, identity_of(trio.vn, 2)), "country/th": (9, "0" * 64)}
    answer = enrolment.approve(trio.hq, asked(new, trio.vn, trio.post, ends), trio.post / "start.ascn")
    # Channels that the desk never could write are left out.
    assert registered(trio.hq, trio.vn.desk).ends == {COUNTRY: End(*ends[COUNTRY])}
    enrolment.accept(new, answer.path, answer.words)
    assert not is_shown(trio.hq, late)
    new.close()


def test_what_is_said_without_a_channel_ends_at_what_is_held_there(trio: Trio, new: Desk) -> None:
    company(trio.vn, "一")
    trio.carry(trio.vn, trio.hq)
    enrolment.approve(trio.hq, asked(new, trio.vn, trio.post, {}), trio.post / "start.ascn")
    old = registered(trio.hq, trio.vn.desk)
    assert (old.ends, old.end(OFFICE)) == ({COUNTRY: End(1, position(trio.hq, trio.vn.desk, 1))}, End(0, None))
    new.close()


def test_another_chain_than_the_one_held_is_ruled_first(trio: Trio, new: Desk) -> None:
    company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    with copied(trio) as copy:
        company(trio.vn, "本")
        trio.carry(trio.vn, trio.hq)
        company(copy, "写")
        sent(copy, trio.post)
        request = asked(new, copy, trio.post, {COUNTRY: (2, identity_of(copy, 2))})
    before = dump(trio.hq)
    with pytest.raises(CorrectableError, match="log-forked"):
        enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    assert dump(trio.hq) == before
    new.close()


def test_where_both_branches_are_held_the_one_that_is_named_stays(trio: Trio, new: Desk) -> None:
    company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    with copied(trio) as copy:
        mine, theirs = forked(trio, copy)
        request = asked(new, copy, trio.post, {COUNTRY: (2, identity_of(copy, 2))})
        kept = identity_of(copy, 2)
    (fork,) = trust_closing.list_forks(trio.hq)
    answer = enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    gone = next(each.last for each in fork.branches if each.identity != kept)
    assert registered(trio.hq, trio.vn.desk).ends == {COUNTRY: End(2, kept, fork.shared[2], gone)}
    enrolment.accept(new, answer.path, answer.words)
    assert is_shown(new, theirs) and not is_shown(new, mine)
    assert trust_closing.list_forks(trio.hq)[0].is_ruled
    new.close()


def test_an_end_that_was_ruled_before_stays_whatever_the_copy_says(trio: Trio, new: Desk) -> None:
    company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    with copied(trio) as copy:
        mine, theirs = forked(trio, copy)
        request = asked(new, copy, trio.post, {COUNTRY: (2, identity_of(copy, 2))})
    trust_closing.rule_fork(trio.hq, trio.vn.desk, COUNTRY, identity_of(trio.vn, 2))
    end = registered(trio.hq, trio.vn.desk).ends[COUNTRY]
    answer = enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    assert registered(trio.hq, trio.vn.desk).ends == {COUNTRY: end}
    enrolment.accept(new, answer.path, answer.words)
    assert is_shown(new, mine) and not is_shown(new, theirs)
    new.close()


def test_new_keys_for_a_desk_that_is_closed_move_no_end(trio: Trio, new: Desk) -> None:
    company(trio.vn, "一")
    trio.carry(trio.vn, trio.hq)
    trust_closing.close_desk(trio.hq, trio.vn.desk, {COUNTRY: "0"})
    request = asked(new, trio.vn, trio.post, {COUNTRY: (1, position(trio.hq, trio.vn.desk, 1))})
    answer = enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    assert registered(trio.hq, trio.vn.desk).ends == {COUNTRY: End(0, None)}
    enrolment.accept(new, answer.path, answer.words)
    assert new.is_accepted
    new.close()


def test_keys_go_over_to_no_other_office_and_only_with_the_old_keys_signature(trio: Trio, new: Desk) -> None:
    with pytest.raises(RefusedError, match="unknown-sender"):
        enrolment.approve(
            trio.hq, asked(new, trio.vn, trio.post, {}, signer=DeskKeys.generate()), trio.post / "start.ascn"
        )
    forged = DeskKeys(seed=DeskKeys.generate().seed, age_secret=trio.vn.secrets.desk.age_secret)
    object.__setattr__(forged, "desk", trio.vn.desk)
    with pytest.raises(RefusedError, match="bad-signature"):
        enrolment.approve(trio.hq, asked(new, trio.vn, trio.post, {}, signer=forged), trio.post / "start.ascn")
    with pytest.raises(CorrectableError, match="rotation-of-other-office"):
        enrolment.approve(
            trio.hq, asked(new, trio.vn, trio.post, {}, office="cg-ho-chi-minh-city"), trio.post / "start.ascn"
        )
    assert not registered(trio.hq, trio.vn.desk).closed
    new.close()


def test_headquarters_registers_its_own_new_keys_without_a_starter(trio: Trio) -> None:
    company(trio.hq, "本省")
    trio.exchange()
    new = new_desk(trio.folder / "hq2", "hq")
    request = asked(new, trio.hq, trio.post, {}, office="hq")
    with pytest.raises(CorrectableError, match="own-desk"):
        enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    assert not registered(trio.hq, trio.hq.desk).closed
    assert enrolment.register(trio.hq, request, Signing()).ceases == 0
    old = registered(trio.hq, trio.hq.desk)
    assert old.closed and set(old.ends) == {"reference", COUNTRY}
    assert not registered(trio.hq, new.desk).closed
    new.close()


def test_headquarters_only_desk_goes_on_under_new_keys_in_its_place(trio: Trio) -> None:
    before = company(trio.hq, "本省の前")
    trio.exchange()
    old, request = trio.hq.desk, trio.post / "own.ascn-request"
    rotation.rotate(trio.hq, request)
    not_sent = company(trio.hq, "依頼の後")
    done = enrolment.approve(trio.hq, request, trio.post / "none.ascn")
    assert (done.path, (trio.post / "none.ascn").exists()) == (None, False)
    assert trio.hq.desk == done.desk != old
    assert registered(trio.hq, old).closed and not registered(trio.hq, done.desk).closed
    after = company(trio.hq, "本省の後")
    trio.exchange()
    for desk in (trio.hq, trio.vn, trio.hcm):
        assert all(is_shown(desk, each) for each in (before, not_sent, after))
    assert check(trio.hq) == check(trio.vn) == ()
    # And the next registry is signed as before.
    assert trust_care.renew(trio.hq).outcome == "applied"


@pytest.fixture
def restored(trio: Trio) -> str:
    """Headquarters' only desk, restored from a backup; the company that the offices have and the backup lacks."""
    upkeep.backup(trio.hq, trio.folder / "early.db")
    later = company(trio.hq, "バックアップの後")
    trio.exchange()
    profile, state = trio.hq.profile, trio.hq.profile / "state"
    trio.hq.close()
    upkeep.restore(profile, trio.folder / "early.db", PASSPHRASE)
    trio.hq = open_desk(profile, PASSPHRASE, clock=clock(), state=state)
    assert rotation.why_read_only(trio.hq) is not None
    return later


def new_keys_of_headquarters(trio: Trio) -> None:
    request = trio.post / "own.ascn-request"
    rotation.rotate(trio.hq, request)
    enrolment.approve(trio.hq, request, trio.post / "none.ascn")
    assert rotation.why_read_only(trio.hq) is None


def test_headquarters_restored_takes_back_what_the_offices_hold_and_goes_on(trio: Trio, restored: str) -> None:
    # What an office learns is held here, it sends again.
    trio.carry(trio.hq, trio.vn)
    trio.carry(trio.vn, trio.hq)
    new_keys_of_headquarters(trio)
    after = company(trio.hq, "復元の後")
    trio.exchange()
    assert all(is_shown(desk, each) for desk in (trio.hq, trio.vn) for each in (restored, after))
    assert check(trio.hq) == ()


def test_what_comes_back_to_headquarters_after_its_new_keys_is_written_again(trio: Trio, restored: str) -> None:
    old = trio.hq.desk
    new_keys_of_headquarters(trio)
    trio.exchange()
    trio.exchange()
    assert not is_shown(trio.hq, restored)
    assert writing_again.write_again(trio.hq, old).written == 1
    trio.exchange()
    assert is_shown(trio.hq, restored) and is_shown(trio.vn, restored)


def test_a_rotation_may_be_prepared_for_a_second_person(trio: Trio, new: Desk) -> None:
    request, file = asked(new, trio.vn, trio.post, {}), trio.post / "rotation.ascn-change"
    enrolment.register(trio.hq, request, Signing(prepare=file))
    seen = trust_changes.look_at_change(trio.hq, file)
    assert {each.code for each in seen.differences} == {"registry-version", "desk-added", "desk-closed"}
    trust_changes.apply_change(trio.hq, file)
    with pytest.raises(CorrectableError, match="registered-already"):
        enrolment.register(trio.hq, request, Signing(prepare=file))
    answer = enrolment.approve(trio.hq, request, trio.post / "start.ascn")
    enrolment.accept(new, answer.path, answer.words)
    new.close()
