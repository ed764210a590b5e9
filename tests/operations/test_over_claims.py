"""At headquarters: who claims to have seen what does not exist is named, and nobody else is."""

from __future__ import annotations

from ascn_desk.operations import conflicts, records, trust_closing, writing_again
from ascn_desk.operations.over_claims import Claim, claims
from tests.operations.test_receiving import forged, keys_of, line, segment
from tests.support.trio import COUNTRY, Trio, rows_of, take


def newest(trio: Trio) -> int:
    return int(rows_of(trio.hq, "SELECT max(n) FROM entry")[0][0])


def test_honest_work_with_conflicts_and_decisions_is_no_claim(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    for desk, value in ((trio.vn, "ours"), (trio.hcm, "theirs")):
        records.set_fields(desk, "company", company, {"website": f"https://{value}.example"}, channel=COUNTRY)
    trio.exchange()
    conflicts.resolve(trio.hq, "company", company, "website", value="https://agreed.example")
    trio.exchange()
    for desk in trio.desks:
        records.set_fields(desk, "company", company, {"note": desk.office}, channel=COUNTRY)
    trio.exchange()
    assert claims(trio.hq) == ()


def test_a_number_that_is_not_of_the_record_or_too_great_is_named_with_desk_number_and_record(trio: Trio) -> None:
    company = trio.company(website="https://base.example")
    other = trio.company(name_en="Another")
    made = dict(rows_of(trio.hq, "SELECT r.id, e.n FROM entry e JOIN record r ON r.key = e.record"
                                 " WHERE r.id IN (?, ?)", company, other))  # fmt: skip
    first = newest(trio) + 1

    def edit(n: int, seen: int) -> bytes:
        return line(n, kind="company", id=company, over={trio.hq.desk: seen}, set={"website": f"https://{n}.example"})

    lies = [edit(first, made[company]), edit(first + 1, made[other]), edit(first + 2, first + 9)]
    sealed = segment(keys_of(trio), 1, None, *lies, channel=COUNTRY, first=first, last=first + 2)
    take(trio.hq, [forged(trio, [sealed])])
    told = {"desk": trio.vn.desk, "channel": COUNTRY, "kind": "company", "id": company, "seen_desk": trio.hq.desk}
    assert claims(trio.hq) == (
        Claim(n=first + 1, seen_n=made[other], **told),
        Claim(n=first + 2, seen_n=first + 9, **told),
    )
    assert claims(trio.vn) == ()


def test_what_may_still_arrive_is_believed_until_the_log_goes_beyond_it(trio: Trio) -> None:
    first = newest(trio) + 1
    hcm = trio.hcm.secrets.desk
    seen = line(first + 5, over={hcm.desk: first + 3}, set={"text": "seen"}, id="note-x")
    sealed = segment(keys_of(trio), 1, None, seen, channel=COUNTRY, first=first + 5, last=first + 5)
    take(trio.hq, [forged(trio, [sealed])])
    assert claims(trio.hq) == ()
    one = segment(hcm, 1, None, line(first), channel=COUNTRY, first=first, last=first)
    take(trio.hq, [forged(trio, [one], sender=trio.hcm)])
    assert claims(trio.hq) == ()
    two = segment(hcm, 2, one, line(first + 4), channel=COUNTRY, first=first + 4, last=first + 4)
    take(trio.hq, [forged(trio, [one, two], sender=trio.hcm)])
    assert [(each.n, each.seen_desk, each.seen_n) for each in claims(trio.hq)] == [(first + 5, hcm.desk, first + 3)]


def test_what_was_written_again_after_a_ruling_names_the_last_shared_number_and_is_no_claim(trio: Trio) -> None:
    first = newest(trio) + 1
    keys = keys_of(trio)
    one = segment(keys, 1, None, line(first), channel=COUNTRY, first=first, last=first)
    stays, goes = (
        segment(keys, 2, one, line(n), channel=COUNTRY, first=n, last=n) for n in (first + 1, first + 2)
    )
    take(trio.hq, [forged(trio, [one, stays])])
    edited = line(first + 3, id=f"note-{first + 2}", over={trio.vn.desk: first + 2}, set={"text": "again"})
    gone = segment(keys, 3, goes, edited, channel=COUNTRY, first=first + 3, last=first + 3)
    take(trio.hq, [forged(trio, [one, goes, gone])])
    trust_closing.rule_fork(trio.hq, trio.vn.desk, COUNTRY, stays.header.identity)
    assert writing_again.write_again(trio.hq, trio.vn.desk).written == 2
    assert rows_of(trio.hq, "SELECT count(*) FROM shown_city_note WHERE text = 'again'") == [(1,)]
    assert claims(trio.hq) == ()
