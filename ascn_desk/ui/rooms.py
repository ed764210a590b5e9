"""The rooms of the window: where each stands in the rail, and which records open in it.

Numbers are final: a room keeps its key when others are built beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ascn_desk.base.words import t
from ascn_desk.ui.screen import Screen
from ascn_desk.ui.session import Session


@dataclass(frozen=True, slots=True)
class Room:
    """``number`` is its key with Ctrl, 0 for a room that is reached otherwise; ``words`` in the current language.

    ``under`` is the room in the rail that stands for one without a number.
    """

    id: str
    number: int
    icon: str
    words: Callable[[], str]
    make: Callable[[Session], Screen]
    under: str = ""

    @property
    def key(self) -> str:
        return f"Ctrl+{self.number}" if self.number else ""


def rooms() -> tuple[Room, ...]:
    """Every room there is, in the order of the rail."""
    return (
        Room("today", 1, "sunrise", lambda: t("Today"), _today),
        Room("cases", 2, "briefcase-business", lambda: t("Cases"), _cases),
        Room("companies", 3, "building-2", lambda: t("Companies"), _companies),
        Room("cities", 4, "map-pin", lambda: t("Cities & projects"), _cities),
        Room("packs", 6, "book-open", lambda: t("Packs"), _packs),
        Room("exchange", 7, "arrow-up-down", lambda: t("Exchange"), _exchange),
        Room("conflicts", 0, "diamond", lambda: t("Conflicts"), _conflicts, "exchange"),
        Room("trust", 0, "shield-check", lambda: t("Trust"), _trust, "exchange"),
        Room("purging", 0, "eye-off", lambda: t("Purging"), _purging, "exchange"),
        Room("search", 0, "search", lambda: t("Search"), _search),
    )


ROOM_OF_KIND = {
    "case": "cases",
    "log_entry": "cases",
    "follow_up": "cases",
    "company": "companies",
    "contact": "companies",
    "technology": "companies",
    "city": "cities",
    "city_fact": "cities",
    "project": "cities",
    "pairing": "cities",
    "pack_issue": "packs",
    "pack_definition": "packs",
}


# A room is loaded when it is first entered, so that the window stands sooner.


def _today(session: Session) -> Screen:
    from ascn_desk.ui.screens.today import TodayScreen

    return TodayScreen(session)


def _cases(session: Session) -> Screen:
    from ascn_desk.ui.screens.cases import CasesScreen

    return CasesScreen(session)


def _companies(session: Session) -> Screen:
    from ascn_desk.ui.screens.companies import CompaniesScreen

    return CompaniesScreen(session)


def _cities(session: Session) -> Screen:
    from ascn_desk.ui.screens.cities import CitiesScreen

    return CitiesScreen(session)


def _packs(session: Session) -> Screen:
    from ascn_desk.ui.screens.packs import PacksScreen

    return PacksScreen(session)


def _exchange(session: Session) -> Screen:
    from ascn_desk.ui.screens.exchange import ExchangeScreen

    return ExchangeScreen(session)


def _conflicts(session: Session) -> Screen:
    from ascn_desk.ui.screens.conflicts import ConflictsScreen

    return ConflictsScreen(session)


def _trust(session: Session) -> Screen:
    from ascn_desk.ui.screens.trust import TrustScreen

    return TrustScreen(session)


def _purging(session: Session) -> Screen:
    from ascn_desk.ui.screens.purging import PurgingScreen

    return PurgingScreen(session)


def _search(session: Session) -> Screen:
    from ascn_desk.ui.screens.search import SearchScreen

    return SearchScreen(session)
