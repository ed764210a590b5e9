"""Short words of the quick case: categories that fit their cards, and beginnings of summaries."""

from __future__ import annotations

from ascn_desk.base.words import t
from ascn_desk.ui.forms.offers import Offer


def short_category(offer: Offer) -> str:
    """A category in a word or two; one that headquarters added keeps its own words."""
    short = {
        "redress": t("Redress"),
        "trouble": t("Trouble"),
        "request": t("Request"),
        "information": t("Info"),
        "introduction": t("Meeting"),
        "tender": t("Tender"),
        "finance": t("Finance"),
        "publicity": t("PR"),
    }
    return short.get(offer.code, offer.title)


def templates() -> tuple[str, ...]:
    """What many summaries say, to be typed by a key."""
    return (
        t("Question about the procedure for "),
        t("Wish for a meeting with "),
        t("Request to raise "),
        t("Request for a letter to "),
        t("Delay in "),
    )
