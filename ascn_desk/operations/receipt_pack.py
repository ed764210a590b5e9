"""The receipt of a bundle that was imported here: what arrived, what became of it, and how to compare by telephone.

It says how things stand on the day it is printed: what waited at first counts once its predecessors have come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from ascn_desk.base.spans import Span, spans_text
from ascn_desk.briefing.content import Fact
from ascn_desk.briefing.receipt import Receipt
from ascn_desk.briefing.say import NOTHING, Words, brief_day_words, day_words, fixed
from ascn_desk.operations.bundle_arrivals import Arrival
from ascn_desk.operations.pack_records import PackRecords, names_of
from ascn_desk.store.bundles import Received
from ascn_desk.sync.mnemonic import six_words

_MOST_MISSING = 6
_DIGEST_LINE = 32


def receipt(records: PackRecords, named: str, as_of: date) -> Receipt:
    """All that the receipt of a bundle says.

    Errors: CorrectableError ``unknown-bundle``, ``bundle-unclear``.
    """
    arrival = records.desk.arrival(named)
    bundle = arrival.bundle
    office = records.get("office", bundle.office)
    own = records.get("office", records.desk.office)
    kept = min(arrival.kept, bundle.fresh)
    return Receipt(
        office=names_of(office) if office else Words(bundle.office, bundle.office),
        number=None if bundle.is_open else bundle.number,
        at=_instant(bundle.at),
        arrived=bundle.entries,
        counted=bundle.fresh - kept,
        known=bundle.entries - bundle.fresh,
        kept=kept,
        is_whole=bool(bundle.digest),
        differences=bundle.conflicts,
        facts=tuple(_facts(arrival)),
        receiver=names_of(own) if own else NOTHING,
    )


def _facts(arrival: Arrival) -> Iterator[Fact]:
    bundle = arrival.bundle
    yield Fact(fixed("Number"), Words(bundle.bundle, bundle.bundle), note=_made(bundle))
    if not bundle.is_open:
        yield Fact(fixed("The one before"), _before(arrival), note=_missing(arrival.missing))
    if bundle.conflicts:
        yield Fact(fixed("Differing values"), fixed("{n} to be decided at the import", n=bundle.conflicts))
    if bundle.digest:
        digest = bytes.fromhex(bundle.digest)
        words = Words(" ".join(six_words(digest, "en")), "　".join(six_words(digest, "ja")))
        yield Fact(fixed("To read out"), NOTHING, words)
        yield Fact(Words("SHA-256", "SHA-256"), _in_groups(bundle.digest))
    else:
        yield Fact(fixed("To read out"), fixed("nothing, since a part was held back"))


def _before(arrival: Arrival) -> Words:
    if arrival.bundle.previous is None or arrival.bundle.number == 1:
        return fixed("none: the first of its office")
    if arrival.before is None:
        return fixed("No. {n}: not received", n=arrival.bundle.number - 1)
    day = day_words(_instant(arrival.before.at).date())
    return fixed("No. {n}, received on {day}", n=arrival.before.number, day=day)


def _missing(missing: Sequence[Span]) -> Words:
    if not missing:
        return fixed("no number is missing")
    return fixed("missing: {numbers}", numbers=spans_text(missing, _MOST_MISSING))


def _made(bundle: Received) -> Words:
    return fixed("made on {day}", day=brief_day_words(_instant(bundle.created).date()))


def _in_groups(digest: str) -> Words:
    """Eight letters at a time, four groups a line: so it is read out and compared."""
    groups = [digest[at : at + 8] for at in range(0, len(digest), 8)]
    half = _DIGEST_LINE // 8
    shown = " ".join(groups[:half]) + "\n" + " ".join(groups[half:])
    return Words(shown, shown)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
