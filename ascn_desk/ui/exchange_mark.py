"""How the exchange stands, as the bar says it in every room."""

from __future__ import annotations

from datetime import date

from ascn_desk.base.clock import instant_from, local_date
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.operations.counts import Counts
from ascn_desk.ui.shapes import Mark, Shape
from ascn_desk.ui.theme import Tone


def exchange_mark(found: Counts, today: date) -> Mark:
    """How the exchange stands, in a shape and words."""
    if found.last_sent is None:
        sent = t("nothing sent yet")
    else:
        day = show_day(local_date(instant_from(found.last_sent[1])), language(), today)
        sent = t("last sent {day}, no. {number}", day=day, number=found.last_sent[0])
    if found.unsent:
        return Mark(Shape.UP, Tone.WARNING, t("{n:,} unsent; {sent}", n=found.unsent, sent=sent))
    return Mark(Shape.CHECK, Tone.SUCCESS, t("All sent; {sent}", sent=sent))
