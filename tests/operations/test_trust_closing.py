"""Desks that are lost, copied machines, forks that somebody rules: what counts after it, here and everywhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import exchange, records, trust_changes, trust_closing, trust_readable
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.fingerprints import fingerprints
from ascn_desk.operations.profiles import open_desk
from ascn_desk.operations.trust_changes import Signing
from ascn_desk.store.names import Names
from ascn_desk.sync.registry import End, RegisteredDesk
from tests.support.trio import COUNTRY, PASSPHRASE, Trio, clock, dump, rows_of, take

pytestmark = pytest.mark.usefixtures("english")

OFFICE = "office/emb-vn"


def company(desk: Desk, name: str) -> str:
    return records.add_record(desk, "company", {"name_ja": name}, channel=COUNTRY).id


def is_shown(desk: Desk, record_id: str) -> bool:
    shown = "SELECT 1 FROM record r JOIN shown_company s ON s._record = r.key WHERE r.id = ?"
    return bool(rows_of(desk, shown, record_id))


def registered(hq: Desk, desk: str) -> RegisteredDesk:
    trust = hq.trust()
    assert trust is not None
    return trust.registry.desks[desk]


def position(hq: Desk, desk: str, number: int, channel: str = COUNTRY) -> str:
    """The identity of a segment that headquarters holds once."""
    with hq.store.reading() as connection:
        log = Names(connection).held_log(channel, desk)
    ((identity,),) = rows_of(hq, "SELECT identity FROM segment WHERE log = ? AND number = ?", log, number)
    return str(identity)


def states(desk: Desk) -> dict[str, tuple[str, str | None]]:
    return {each.channel: (each.sha256, each.state) for each in fingerprints(desk, with_state=True)}


@contextmanager
def copied(trio: Trio) -> Iterator[Desk]:
    """A second machine with the profile of the embassy, as it stands now."""
    folder = trio.folder / "copy"
    trio.vn.close()
    shutil.copytree(trio.folder / "vn", folder)
    trio.vn = open_desk(trio.folder / "vn", PASSPHRASE, clock=clock(), state=trio.folder / "vn" / "state")
    copy = open_desk(folder, PASSPHRASE, clock=clock(), state=folder / "state")
    yield copy
    copy.close()


def sent(sender: Desk, post: Path, office: str = "hq") -> list[Path]:
    return [each.path for each in exchange.export(sender, [office], post)]


# -- a desk that is lost ---------------------------------------------------------------------------------------------


def test_a_desk_closed_at_what_is_held_keeps_what_it_wrote_and_is_heard_no_more(trio: Trio) -> None:
    before = company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    done = trust_closing.close_desk(trio.hq, trio.vn.desk)
    assert (done.desk, done.office, done.change.outcome) == (trio.vn.desk, "emb-vn", "applied")
    assert done.ends == {COUNTRY: End(1, position(trio.hq, trio.vn.desk, 1))}
    assert (done.change.begins, done.change.ceases) == (0, 0)
    assert is_shown(trio.hq, before)
    later = company(trio.vn, "後")
    report = take(trio.hq, sent(trio.vn, trio.post))
    assert [each.code for each in report.files] == ["revoked-sender"]
    assert not is_shown(trio.hq, later)
    with pytest.raises(CorrectableError, match="unknown-receiver"):
        trio.send(trio.hq, "emb-vn")
    trio.carry(trio.hq, trio.hcm)
    assert is_shown(trio.hcm, before) and registered(trio.hcm, trio.vn.desk).closed


def test_a_desk_closed_at_an_earlier_number_loses_what_came_after_it_everywhere(trio: Trio) -> None:
    first = company(trio.vn, "一")
    trio.carry(trio.vn, trio.hq)
    second = company(trio.vn, "二")
    trio.carry(trio.vn, trio.hq)
    trio.carry(trio.hq, trio.hcm)
    assert is_shown(trio.hcm, second)
    rehearsed = trust_closing.close_desk(trio.hq, trio.vn.desk, {COUNTRY: "1"}, Signing(is_rehearsal=True))
    assert (rehearsed.change.outcome, rehearsed.change.ceases) == ("rehearsed", 1)
    assert is_shown(trio.hq, second) and not registered(trio.hq, trio.vn.desk).closed
    done = trust_closing.close_desk(trio.hq, trio.vn.desk[:6], {COUNTRY: "1"})
    assert done.change.ceases == 1
    trio.carry(trio.hq, trio.hcm)
    for desk in (trio.hq, trio.hcm):
        assert (is_shown(desk, first), is_shown(desk, second)) == (True, False)
    assert states(trio.hq)[COUNTRY] == states(trio.hcm)[COUNTRY]


def test_a_closed_desk_that_heard_of_it_writes_no_file_that_all_would_refuse(trio: Trio) -> None:
    trust_closing.close_desk(trio.hq, trio.vn.desk)
    exchange.import_files(trio.vn, sent(trio.hq, trio.post, "anyone"))
    before = set(trio.post.iterdir())
    with pytest.raises(CorrectableError, match="desk-closed"):
        sent(trio.vn, trio.post)
    assert set(trio.post.iterdir()) == before


def test_an_end_beyond_what_is_held_counts_once_it_comes(trio: Trio) -> None:
    first = company(trio.vn, "一")
    take(trio.hq, sent(trio.vn, trio.post))
    second = company(trio.vn, "二")
    path = sent(trio.vn, trio.post)
    take(trio.hcm, path)
    with trio.vn.store.reading() as connection:
        log = Names(connection).held_log(COUNTRY, trio.vn.desk)
    ((identity,),) = rows_of(trio.vn, "SELECT identity FROM segment WHERE log = ? AND number = 2", log)
    done = trust_closing.close_desk(trio.hq, trio.vn.desk, {COUNTRY: f"2:{identity}"})
    assert done.ends[COUNTRY] == End(2, identity)
    assert is_shown(trio.hq, first) and not is_shown(trio.hq, second)


@pytest.mark.parametrize(
    ("channel", "text", "code"),
    [
        (COUNTRY, "x", "bad-position"),
        (COUNTRY, "1:xyz", "bad-position"),
        (COUNTRY, "0:" + "0" * 64, "bad-position"),
        (COUNTRY, "-1", "bad-position"),
        (COUNTRY, "7", "position-not-held"),
        (COUNTRY, "1:00000000", "position-not-held"),
        ("reference", "0", "channel-not-written"),
        ("country/th", "0", "channel-not-written"),
    ],
)
def test_a_place_that_is_none_closes_nothing(trio: Trio, channel: str, text: str, code: str) -> None:
    company(trio.vn, "一")
    trio.carry(trio.vn, trio.hq)
    before = dump(trio.hq)
    with pytest.raises(CorrectableError, match=code):
        trust_closing.close_desk(trio.hq, trio.vn.desk, {channel: text})
    assert dump(trio.hq) == before


def test_who_is_closed_stays_closed_and_nobody_closes_himself(trio: Trio) -> None:
    trust_closing.close_desk(trio.hq, trio.vn.desk, {COUNTRY: "0"})
    assert registered(trio.hq, trio.vn.desk).ends == {COUNTRY: End(0, None)}
    for name, code in ((trio.vn.desk, "closed-already"), (trio.hq.desk, "own-desk"), ("zz", "unknown-desk")):
        with pytest.raises(CorrectableError, match=code):
            trust_closing.close_desk(trio.hq, name)
    with pytest.raises(CorrectableError, match="headquarters-only"):
        trust_closing.close_desk(trio.hcm, trio.vn.desk)


def test_closing_may_be_prepared_for_a_second_person(trio: Trio) -> None:
    file = trio.post / "close.ascn-change"
    done = trust_closing.close_desk(trio.hq, trio.vn.desk, signing=Signing(prepare=file))
    assert done.change.outcome == "prepared" and not registered(trio.hq, trio.vn.desk).closed
    seen = trust_changes.look_at_change(trio.hq, file)
    assert [each.code for each in seen.differences] == ["registry-version", "desk-closed"]
    trust_changes.apply_change(trio.hq, file)
    assert registered(trio.hq, trio.vn.desk).closed


def test_headquarters_is_told_what_the_desk_could_read(trio: Trio) -> None:
    shared = company(trio.hq, "国の企業")
    own = records.add_record(
        trio.vn, "case", {"company": shared, "category": "trouble", "summary": "練習", "status": "new"}
    )
    contact = records.add_record(trio.hcm, "company", {"name_ja": "領事館"}, channel="office/cg-ho-chi-minh-city")
    trio.exchange()
    told = trust_readable.readable(trio.hq, trio.vn.desk)
    assert (told.office, told.last_number) == ("emb-vn", 2)
    channels = {each.channel: each for each in told.channels}
    assert list(channels) == ["reference", COUNTRY, OFFICE]
    assert [(each.kind, each.id, each.title) for each in channels[COUNTRY].records] == [("company", shared, "国の企業")]
    assert [each.id for each in channels[OFFICE].records if each.kind == "case"] == [own.id]
    assert channels["reference"].total == sum(channels["reference"].kinds.values()) > 700
    assert contact.id not in {one.id for each in told.channels for one in each.records}
    figures = trust_readable.readable(trio.hq, trio.vn.desk, with_records=False)
    assert [each.total for each in figures.channels] == [each.total for each in told.channels]


# -- forks -----------------------------------------------------------------------------------------------------------


def forked(trio: Trio, copy: Desk) -> tuple[str, str]:
    """Both machines write number 2, and headquarters gets both; the company of each."""
    mine, theirs = company(trio.vn, "本"), company(copy, "写")
    records.add_record(copy, "company", {"name_ja": "写の二"}, channel=COUNTRY)
    take(trio.hq, sent(trio.vn, trio.post))
    take(trio.hq, sent(copy, trio.post))
    return mine, theirs


def test_a_fork_is_listed_with_what_the_branches_share_and_cannot_be_closed_unruled(trio: Trio) -> None:
    company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    with copied(trio) as copy:
        forked(trio, copy)
        (fork,) = trust_closing.list_forks(trio.hq)
    assert (fork.desk, fork.channel, fork.end, fork.is_ruled) == (trio.vn.desk, COUNTRY, None, False)
    assert fork.shared[:2] == (1, position(trio.hq, trio.vn.desk, 1))
    assert sorted(each.entries for each in fork.branches) == [1, 2]
    assert all(not each.counts and each.number == 2 for each in fork.branches)
    before = dump(trio.hq)
    with pytest.raises(CorrectableError, match="log-forked"):
        trust_closing.close_desk(trio.hq, trio.vn.desk)
    assert dump(trio.hq) == before


def test_the_branch_that_stays_counts_everywhere_and_the_other_does_not(trio: Trio) -> None:
    company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    with copied(trio) as copy:
        mine, theirs = forked(trio, copy)
    trio.carry(trio.hq, trio.hcm)
    assert not is_shown(trio.hq, mine) and not is_shown(trio.hq, theirs)
    (fork,) = trust_closing.list_forks(trio.hq)
    stays = min(fork.branches, key=lambda each: each.entries)
    goes = max(fork.branches, key=lambda each: each.entries)
    done = trust_closing.rule_fork(trio.hq, trio.vn.desk, COUNTRY, stays.identity[:12])
    end = registered(trio.hq, trio.vn.desk).ends[COUNTRY]
    assert end == End(2, stays.identity, fork.shared[2], goes.last)
    assert [each.code for each in done.differences] == ["registry-version", "log-ended", "fork-ruled"]
    assert done.begins == 1
    trio.carry(trio.hq, trio.hcm)
    for desk in (trio.hq, trio.hcm):
        assert (is_shown(desk, mine), is_shown(desk, theirs)) == (True, False)
    assert states(trio.hq)[COUNTRY] == states(trio.hcm)[COUNTRY]
    (ruled,) = trust_closing.list_forks(trio.hq)
    assert ruled.is_ruled
    cases = [(stays.identity, "nothing-to-change"), (goes.identity, "end-is-fixed"), (None, "nothing-to-change")]
    for keep, code in cases:
        with pytest.raises(CorrectableError, match=code):
            trust_closing.rule_fork(trio.hq, trio.vn.desk, COUNTRY, keep)
    trust_closing.close_desk(trio.hq, trio.vn.desk)
    assert registered(trio.hq, trio.vn.desk).ends[COUNTRY] == end


def test_a_branch_that_comes_after_the_ruling_widens_it(trio: Trio) -> None:
    company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    with copied(trio) as copy:
        company(trio.vn, "本")
        take(trio.hq, sent(trio.vn, trio.post))
        company(copy, "写")
        late = sent(copy, trio.post)
        for number in range(5):
            records.add_record(copy, "company", {"name_ja": f"写の{number}"}, channel=COUNTRY)
        later = sent(copy, trio.post)
    take(trio.hq, late)
    (fork,) = trust_closing.list_forks(trio.hq)
    stays = next(each for each in fork.branches if each.identity == identity_of(trio.vn, 2))
    trust_closing.rule_fork(trio.hq, trio.vn.desk, COUNTRY, stays.identity)
    first = registered(trio.hq, trio.vn.desk).ends[COUNTRY]
    take(trio.hq, later)
    (fork,) = trust_closing.list_forks(trio.hq)
    assert not fork.is_ruled
    trust_closing.rule_fork(trio.hq, trio.vn.desk, COUNTRY)
    second = registered(trio.hq, trio.vn.desk).ends[COUNTRY]
    assert second[:3] == first[:3] and first.gone is not None and second.gone == first.gone + 5
    assert trust_closing.list_forks(trio.hq)[0].is_ruled


def identity_of(desk: Desk, number: int) -> str:
    with desk.store.reading() as connection:
        log = Names(connection).held_log(COUNTRY, desk.desk)
    ((identity,),) = rows_of(desk, "SELECT identity FROM segment WHERE log = ? AND number = ?", log, number)
    return str(identity)


def test_a_log_of_one_branch_is_not_ruled_and_a_branch_has_to_be_named(trio: Trio) -> None:
    company(trio.vn, "前")
    trio.carry(trio.vn, trio.hq)
    assert trust_closing.list_forks(trio.hq) == ()
    for channel in (COUNTRY, OFFICE):
        with pytest.raises(CorrectableError, match="no-fork"):
            trust_closing.rule_fork(trio.hq, trio.vn.desk, channel, "0" * 64)
    with copied(trio) as copy:
        forked(trio, copy)
    shared = position(trio.hq, trio.vn.desk, 1)
    cases = [(None, "keep-needed"), (shared, "keep-needed"), ("0" * 64, "position-not-held"), ("", "position-not-held")]
    for keep, code in cases:
        with pytest.raises(CorrectableError, match=code):
            trust_closing.rule_fork(trio.hq, trio.vn.desk, COUNTRY, keep)
    trust_closing.close_desk(trio.hq, trio.vn.desk, {COUNTRY: "1"})
    with pytest.raises(CorrectableError, match="nothing-to-change"):
        trust_closing.rule_fork(trio.hq, trio.vn.desk, COUNTRY)
    assert trust_closing.list_forks(trio.hq)[0].is_ruled
