"""Amounts: minor units inside, ordinary numbers for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascn_desk.base.errors import CorrectableError
from ascn_desk.domain.money import places_of, show_amount, to_major, to_minor


def test_currencies_have_their_own_places() -> None:
    assert [places_of(each) for each in ("JPY", "VND", "USD", "IDR", "KWD", None)] == [0, 0, 2, 2, 3, 2]


@given(st.integers(-(2**53) + 1, 2**53 - 1), st.sampled_from(["JPY", "USD", "KWD"]))
def test_an_amount_survives_being_shown_and_read(amount: int, currency: str) -> None:
    assert to_minor(str(to_major(amount, currency)), currency) == amount
    assert to_minor(show_amount(amount, currency).removeprefix(f"{currency} "), currency) == amount


def test_amounts_are_shown_with_their_currency() -> None:
    assert show_amount(1_000_000, "JPY") == "JPY 1,000,000"
    assert show_amount(123_456, "USD") == "USD 1,234.56"
    assert show_amount(-5, None) == "-0.05"


@pytest.mark.parametrize(
    ("text", "currency"), [("1.5", "JPY"), ("1.234", "USD"), ("much", "USD"), ("NaN", "USD")]
)
def test_what_is_no_amount_of_the_currency_is_refused(text: str, currency: str) -> None:
    with pytest.raises(CorrectableError, match="bad-amount"):
        to_minor(text, currency)
