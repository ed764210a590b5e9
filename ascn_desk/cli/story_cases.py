"""What the officers of the story type: neutral in matter, marked as practice, for real cities and companies.

Texts are said in the language of the run, so that the desks read as one office's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ascn_desk.base.words import t

HEADQUARTERS, EMBASSY, CONSULATE = "hq", "emb-vn", "cg-ho-chi-minh-city"
SHARED_CHANNEL = "country/vn"
PRINTED_CITY = "vn-hanoi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A case as it is logged, with what followed; days are counted from the day it is logged."""

    company: str
    category: str
    summary: str
    city: str
    medium: str
    next_action: str = ""
    next_in_days: int = 0
    log: tuple[str, ...] = ()
    follow_up: str = ""
    values: dict[str, str] = field(default_factory=dict)


def marked(text: str) -> str:
    """A text that says of itself that it is practice."""
    return f"【{t('practice')}】{text}"


def embassy_calls() -> list[Call]:
    """What the officer in Hanoi logs."""
    return [
        Call(
            company="hitachi",
            category="introduction",
            city="vn-hanoi",
            medium="phone",
            summary=marked(t("Asks which office of the city receives visitors on smart transport")),
            next_action=t("Ask the foreign affairs office of the city"),
            next_in_days=6,
            log=(
                t("Telephone: the company plans a visit in January and has no contact yet."),
                t("Sent the public list of the city's departments by mail."),
            ),
            follow_up=marked(t("Send the names of the contact points")),
        ),
        Call(
            company="metawater",
            category="information",
            city="vn-hai-phong",
            medium="mail",
            summary=marked(t("Asks for the published plan on water supply")),
            next_action=t("Look for the plan on the city's site"),
            next_in_days=3,
            log=(t("Mail: the company knows of the plan from the newspaper only."),),
        ),
        Call(
            company="nec",
            category="publicity",
            city="vn-hanoi",
            medium="visit",
            summary=marked(t("Wishes to show a poster at the seminar on smart cities")),
            next_action=t("Tell the size of the poster"),
            next_in_days=10,
        ),
    ]


def later_embassy_call() -> Call:
    """What comes in after the first bundle was made."""
    return Call(
        company="nippon-koei",
        category="information",
        city="vn-da-nang",
        medium="phone",
        summary=marked(t("Asks where the digital map of the city is published")),
        next_action=t("Ask the consulate general in Da Nang"),
        next_in_days=5,
        log=(t("Telephone: called back the same day."),),
    )


def consulate_calls() -> list[Call]:
    """What the officer in Ho Chi Minh City logs."""
    return [
        Call(
            company="tokyu",
            category="information",
            city="vn-binh-duong",
            medium="meeting",
            summary=marked(t("Asks how a seminar room of the province is reserved")),
            next_action=t("Ask the province's office"),
            next_in_days=4,
            log=(t("Meeting at the chamber of commerce: a room for forty people is looked for."),),
            follow_up=marked(t("Tell the company the opening hours")),
        ),
        Call(
            company="softbank",
            category="introduction",
            city="vn-ho-chi-minh-city",
            medium="video",
            summary=marked(t("Wishes to meet the operations centre of the city")),
            next_action=t("Propose three dates"),
            next_in_days=7,
            log=(t("Video meeting: interested in how the centre was set up."),),
        ),
    ]


def shared_case() -> dict[str, str]:
    """The case that headquarters opens for both offices; of it both change the same field."""
    return {
        "company": "nomura-research-institute",
        "category": "publicity",
        "summary": marked(t("Joint seminar on smart cities in Viet Nam")),
        "city": "vn-da-nang",
    }


def shared_project() -> dict[str, str]:
    """The project that headquarters opens for both offices; of it they change different fields."""
    return {
        "city": "vn-ho-chi-minh-city",
        "title_en": "[practice] Open data of public transport",
        "title_ja": "【練習】公共交通オープンデータ",
        "programme": "other",
        "study_type": "other",
        "stage": "idea",
        "stage_on": "",
    }
