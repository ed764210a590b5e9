"""Care for the documents of trust: later days of expiry, a higher limit of counting, and warnings before either is met.

Expiry warns and never locks anyone out: an office that was cut off for a year goes on working.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ascn_desk.base.clock import instant_from
from ascn_desk.base.words import t
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.registry_changes import raised_count
from ascn_desk.operations.trust_changes import (
    NOBODY_ELSE,
    Signing,
    TrustChanged,
    change_registry,
    trust_of_headquarters,
)
from ascn_desk.store.journal import greatest_n
from ascn_desk.sync.held_trust import COUNTS_ABOVE

WARNED_DAYS = 90
"""So long before the day of expiry the warnings begin."""


@dataclass(frozen=True, slots=True)
class Warned:
    """Something about root or registry that somebody should see to; work goes on."""

    code: str
    message: str


def renew(desk: Desk, signing: Signing = NOBODY_ELSE) -> TrustChanged:
    """Make the registry's next version, with a later day of expiry and nothing else.

    Errors: as :func:`trust_changes.carry_out`; CorrectableError ``headquarters-only``.
    """
    trust = trust_of_headquarters(desk)
    return change_registry(desk, trust, [], signing)


def raise_count(desk: Desk, wanted: int | None = None, signing: Signing = NOBODY_ELSE) -> TrustChanged:
    """Raise what the registry says of counts: entries up to 2^32 above it count. Without a number: to what counts here.

    Errors: CorrectableError ``headquarters-only``, ``count-not-raised``, and as :func:`trust_changes.carry_out`.
    """
    trust = trust_of_headquarters(desk)
    if wanted is None:
        with desk.reading() as (connection, _):
            wanted = greatest_n(connection)
    return change_registry(desk, trust, [], signing, x_count=raised_count(trust.registry, wanted))


def warnings(desk: Desk) -> tuple[Warned, ...]:
    """What somebody should see to before it matters; none before the desk's enrolment."""
    with desk.reading() as (connection, _):
        trust = desk.trust(connection)
        count = greatest_n(connection)
    if trust is None:
        return ()
    now = desk.clock.now()
    found: list[Warned] = []
    root, registry = trust.roots[-1].signed["expires"], trust.registry.expires
    gone, soon = trust.expired(now), trust.expired(now + timedelta(days=WARNED_DAYS))
    if "root" in gone:
        found.append(
            Warned("root-expired", t("The root expired on {day}. Work goes on; headquarters should renew it with "
                                     "“trust change-root”.", day=_day(root)))
        )  # fmt: skip
    elif "root" in soon:
        found.append(
            Warned("root-expires", t("The root expires on {day}. Headquarters should renew it with "
                                     "“trust change-root”.", day=_day(root)))
        )  # fmt: skip
    if "registry" in gone:
        found.append(
            Warned("registry-expired", t("The registry expired on {day}. Work goes on; headquarters should renew it "
                                         "with “trust renew” and send bundles.", day=_day(registry)))
        )  # fmt: skip
    elif "registry" in soon:
        found.append(
            Warned("registry-expires", t("The registry expires on {day}. Headquarters should renew it with "
                                         "“trust renew” and send bundles.", day=_day(registry)))
        )  # fmt: skip
    if count > trust.registry.x_count + COUNTS_ABOVE // 2:
        found.append(
            Warned("count-near-limit", t("The count has reached {count}, and entries count up to {limit}. Headquarters "
                                         "should raise it with “trust raise-count”.",
                                         count=count, limit=trust.registry.x_count + COUNTS_ABOVE))
        )  # fmt: skip
    return tuple(found)


def _day(instant: str) -> str:
    return instant_from(instant).date().isoformat()
