"""The written forms of names."""

from __future__ import annotations

import pytest
from msgspec import Struct

from ascn_desk.sync.forms import digest_of, is_instant, is_whole, shaped


class _Named(Struct, frozen=True, forbid_unknown_fields=True):
    n: int


def test_content_of_the_right_members_becomes_a_record() -> None:
    assert shaped({"n": 1}, _Named) == _Named(1)


@pytest.mark.parametrize("content", [{}, {"n": True}, {"n": "1"}, {"n": 1, "m": 1}, [], None])
def test_content_of_other_members_is_refused(content: object) -> None:
    with pytest.raises(ValueError):
        shaped(content, _Named)


@pytest.mark.parametrize("text", ["2024-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"])
def test_instants_that_exist_are_instants(text: str) -> None:
    assert is_instant(text)


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        "",
        "2023-02-29T00:00:00Z",
        "2024-00-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:60Z",
        "2024-01-01T00:00:00z",
        "2024-01-01 00:00:00Z",
        "2024-01-01T00:00:00+00:00",
        "2024-01-01T00:00:00.0Z",
        "2024-1-1T0:0:0Z",
        "２024-01-01T00:00:00Z",
        "2024-01-01T00:00:00Z\n",
    ],
)
def test_anything_else_is_no_instant(value: object) -> None:
    assert not is_instant(value)


def test_true_is_no_number() -> None:
    assert is_whole(1, 1, 1)
    assert not is_whole(True)
    assert not is_whole(2, 0, 1)
    assert not is_whole(-1)




def test_a_digest_is_lower_case() -> None:
    assert digest_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
