"""Instants have one form, and clocks are UTC in whole seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.clock import (
    TOKYO,
    FixedClock,
    SystemClock,
    clock_from_environment,
    instant_from,
    instant_text,
    utc,
)
from ascn_desk.base.errors import UsageError

INSTANT = datetime(2026, 12, 5, 9, 30, tzinfo=UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_is_read_back_as_written(instant: datetime) -> None:
    assert instant_from(instant_text(instant)) == instant.replace(microsecond=0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-12-05",
        "2026-12-05T09:30:00",
        "2026-12-05T09:30:00+00:00",
        "2026-12-05T09:30:00.0Z",
        "2026-12-05 09:30:00Z",
        "2026-12-05t09:30:00z",
        "2026-12-5T09:30:00Z",
        "2026-12-05T9:30:00Z",
        " 2026-12-05T09:30:00Z",
        "2026-12-05T09:30:00Z\n",
        "２026-12-05T09:30:00Z",
        "2026-02-29T09:30:00Z",
        "2026-12-05T24:00:00Z",
        "2026-12-05T23:59:60Z",
        "0000-12-05T09:30:00Z",
    ],
)
def test_any_other_form_or_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        instant_from(text)


def test_an_instant_of_another_zone_is_written_in_utc() -> None:
    assert instant_text(datetime(2026, 12, 5, 18, 30, tzinfo=TOKYO)) == "2026-12-05T09:30:00Z"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        utc(datetime(2026, 12, 5))


def test_the_clock_of_the_machine_tells_utc_in_whole_seconds() -> None:
    now = SystemClock().now()
    assert (now.utcoffset(), now.microsecond) == (timedelta(0), 0)


def test_a_fixed_clock_stands_until_it_is_moved() -> None:
    clock = FixedClock(INSTANT)
    assert clock.now() == clock.now() == INSTANT
    clock.advance(days=1)
    assert clock.now() == INSTANT + timedelta(days=1)


def test_the_environment_may_name_the_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASCN_DESK_CLOCK", "2026-12-05T09:30:00Z")
    assert clock_from_environment().now() == INSTANT


def test_a_wrong_instant_in_the_environment_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASCN_DESK_CLOCK", "tomorrow")
    with pytest.raises(UsageError) as caught:
        clock_from_environment()
    assert (caught.value.code, caught.value.data) == ("bad-clock", {"value": "tomorrow"})


def test_without_a_named_instant_the_machine_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASCN_DESK_CLOCK", raising=False)
    assert isinstance(clock_from_environment(), SystemClock)
