"""Amounts of money: whole numbers of minor units inside, ordinary numbers for people.

Source: ISO 4217, minor units of currencies.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ascn_desk.base.errors import CorrectableError

_USUAL_PLACES = 2
_NO_PLACES = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_PLACES = "BHD IQD JOD KWD LYD OMR TND"
_PLACES = {**dict.fromkeys(_NO_PLACES.split(), 0), **dict.fromkeys(_THREE_PLACES.split(), 3)}


def places_of(currency: str | None) -> int:
    """How many decimal places a currency has: none for yen and dong, two for most."""
    return _PLACES.get(currency or "", _USUAL_PLACES)


def to_major(amount: int, currency: str | None) -> Decimal:
    """An amount in minor units as people write it: 123456 of USD is 1234.56."""
    return Decimal(amount).scaleb(-places_of(currency))


def to_minor(text: str, currency: str | None) -> int:
    """An amount as people write it, in minor units.

    Errors: CorrectableError ``bad-amount`` if it is no number, or has more places than the currency.
    """
    try:
        minor = Decimal(text.replace(",", "")).scaleb(places_of(currency))
    except InvalidOperation:
        raise CorrectableError("bad-amount", value=text, currency=currency or "") from None
    if not minor.is_finite() or minor != minor.to_integral_value():
        raise CorrectableError("bad-amount", value=text, currency=currency or "")
    return int(minor)


def show_amount(amount: int, currency: str | None) -> str:
    """An amount with its currency: ``JPY 1,000,000``, ``USD 1,234.56``."""
    number = f"{to_major(amount, currency):,f}"
    return f"{currency} {number}" if currency else number
