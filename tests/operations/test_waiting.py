"""What waits, log by log, and for what: the numbers before it, a higher count, the purge of its redacted lines."""

from __future__ import annotations

from ascn_desk.operations import exchange, setting_aside, trust_care
from ascn_desk.operations.views import WaitingLog
from ascn_desk.operations.waiting import waiting
from ascn_desk.sync.entry_line import redact
from ascn_desk.sync.held_trust import COUNTS_ABOVE
from ascn_desk.sync.segment import RawSegment, pack_lines
from tests.operations.test_receiving import COUNTRY, OWN, forged, keys_of, line, segment
from tests.support.trio import Trio, take


def figures(found: tuple[WaitingLog, ...]) -> list[tuple[object, ...]]:
    return [(each.channel, each.numbers, each.entries, each.missing) for each in found]


def test_segments_wait_for_the_numbers_before_them_and_each_log_for_its_own(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(20))
    three = segment(keys_of(trio), 3, two, line(30), line(31), last=31)
    four = segment(keys_of(trio), 4, three, line(40))
    five = segment(keys_of(trio), 5, four, line(50))
    elsewhere = segment(keys_of(trio), 2, one, line(21), channel=COUNTRY, first=21, last=21)
    report = take(trio.hq, [forged(trio, [elsewhere, one, three, five])])
    assert figures(report.waiting) == [
        (COUNTRY, ((2, 2),), 1, ((1, 1),)),
        (OWN, ((3, 3), (5, 5)), 3, ((2, 2), (4, 4))),
    ]
    assert {(each.desk, each.office) for each in report.waiting} == {(trio.vn.desk, "emb-vn")}
    assert waiting(trio.hq) == report.waiting == exchange.exchange_view(trio.hq).waiting
    again = forged(trio, [two])
    rehearsed = exchange.rehearse(trio.hq, [again])
    assert take(trio.hq, [again]) == rehearsed
    assert figures(rehearsed.waiting)[1:] == [(OWN, ((5, 5),), 1, ((4, 4),))]
    take(trio.hq, [forged(trio, [four])])
    assert figures(waiting(trio.hq)) == [(COUNTRY, ((2, 2),), 1, ((1, 1),))]


def test_what_is_set_aside_waits_for_nothing(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    take(trio.hq, [forged(trio, [one, segment(keys_of(trio), 2, one, line(20))])])
    (bundle,) = setting_aside.bundles(trio.hq)
    setting_aside.set_aside(trio.hq, bundle.bundle)
    assert waiting(trio.hq) == ()


def test_counts_above_what_the_registry_allows_wait_until_it_is_raised(trio: Trio) -> None:
    high = COUNTS_ABOVE + 5
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(high), first=high, last=high)
    three = segment(keys_of(trio), 3, two, line(high + 1), first=high + 1, last=high + 1)
    take(trio.hq, [forged(trio, [one, two, three])])
    (found,) = waiting(trio.hq)
    assert (found.numbers, found.missing, found.too_high, found.unpurged) == (((2, 3),), (), ((2, 3),), ())
    trust_care.raise_count(trio.hq, 100)
    assert waiting(trio.hq) == ()


def test_a_redacted_line_without_its_purge_waits_for_it_or_for_a_full_copy(trio: Trio) -> None:
    one = segment(keys_of(trio), 1, None, line(10))
    two = segment(keys_of(trio), 2, one, line(20))
    bare = RawSegment(two.name, two.envelope, pack_lines([redact(line(20))]))
    take(trio.hq, [forged(trio, [one, bare, segment(keys_of(trio), 3, two, line(30))])])
    (found,) = waiting(trio.hq)
    assert (found.numbers, found.missing, found.too_high, found.unpurged) == (((2, 3),), (), (), ((2, 2),))
    take(trio.hq, [forged(trio, [two])])
    assert waiting(trio.hq) == ()
