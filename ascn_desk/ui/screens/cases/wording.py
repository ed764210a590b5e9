"""Short words of cases: categories that fit a card or a line, and beginnings of summaries."""

from __future__ import annotations

from ascn_desk.base.words import t


def short_category(code: str, title: str) -> str:
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
    return short.get(code, title)


def templates() -> tuple[str, ...]:
    """What many summaries say, to be typed by a key."""
    return (
        t("Question about the procedure for "),
        t("Wish for a meeting with "),
        t("Request to raise "),
        t("Request for a letter to "),
        t("Delay in "),
    )
