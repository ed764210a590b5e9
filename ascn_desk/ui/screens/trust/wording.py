"""How desks, keys, positions and changes of trust are told in the room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ascn_desk.base.clock import instant_from
from ascn_desk.base.words import language, t
from ascn_desk.domain.channels import OFFICE_PREFIX
from ascn_desk.domain.dates import show_day
from ascn_desk.operations.trust_changes import TrustChanged
from ascn_desk.operations.trust_overview import DeskLine, Signers
from ascn_desk.ui.parts import Mark, Shape, Tone
from ascn_desk.ui.screens import telling

_WARN_DAYS = 90
_GROUP = 4


def desk_letters(desk: str) -> str:
    """The letters of a desk's name in groups, as they are read out."""
    return " ".join(desk[place : place + _GROUP] for place in range(0, len(desk), _GROUP))


def short_desk(desk: str) -> str:
    """The beginning of a desk's name, by which people tell two of an office apart."""
    return desk[:6]


def signers_words(signers: Signers) -> str:
    """``2 of 3: 1a2b3c4d, …``."""
    keys = t(", ").join(signers.keys)
    return t("{threshold} of {keys}: {names}", threshold=signers.threshold, keys=len(signers.keys), names=keys)


def until_words(expires: str) -> str:
    """The day of an expiry, with its year."""
    return show_day(instant_from(expires).date(), language())


def expiry_mark(expires: str, today: date) -> Mark:
    """How near an expiry is: it warns and stops nothing."""
    days = (instant_from(expires).date() - today).days
    words = until_words(expires)
    if days < 0:
        return Mark(Shape.TRIANGLE, Tone.ERROR, t("expired on {day}", day=words))
    if days <= _WARN_DAYS:
        return Mark(Shape.TRIANGLE, Tone.WARNING, t("until {day}", day=words))
    return Mark(Shape.CHECK, Tone.SUCCESS, t("until {day}", day=words))


def state_mark(line: DeskLine) -> Mark:
    """Whether a desk goes on."""
    match line.state:
        case "active":
            return Mark(Shape.CHECK, Tone.SUCCESS, t("active"))
        case "replaced":
            return Mark(Shape.HALF, Tone.NEUTRAL, t("replaced by newer keys"))
        case "closed":
            return Mark(Shape.SLASH, Tone.NEUTRAL, t("closed"))


def channels_words(channels: Sequence[str], names: Mapping[str, str], own_office: str) -> str:
    """Channels, as patterns, in words."""
    return t(", ").join(channel_words(each, names, own_office) for each in channels)


def channel_words(channel: str, names: Mapping[str, str], own_office: str = "") -> str:
    """Who reads a channel; a pattern that covers all of a kind says so."""
    if channel.endswith("/*"):
        return t("All offices") if channel.startswith(OFFICE_PREFIX) else t("All countries")
    return telling.channel_words(channel, names, own_office)


def effect_words(done: TrustChanged) -> str:
    """How many entries begin or cease to count."""
    if not done.begins and not done.ceases:
        return t("No entry that is held here begins or ceases to count.")
    return t("{begins} entries held here begin to count, {ceases} cease.", begins=done.begins, ceases=done.ceases)
