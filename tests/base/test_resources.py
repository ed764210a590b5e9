"""Shipped files are found by name, and nothing outside them."""

from __future__ import annotations

import pytest

from ascn_desk.base.resources import resource_bytes, resource_path, resource_text


def test_a_shipped_file_is_found_by_name() -> None:
    assert resource_path("i18n/errors.csv").is_file()
    assert resource_path("i18n").is_dir()


def test_text_and_bytes_of_a_file_are_the_same_content() -> None:
    content = resource_text("i18n/errors.csv")
    assert content.startswith("code,en,ja")
    assert resource_bytes("i18n/errors.csv").decode().splitlines() == content.splitlines()


@pytest.mark.parametrize("name", ["/etc/passwd", "../pyproject.toml", "i18n/../../pyproject.toml", "i18n\\errors.csv"])
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a resource name"):
        resource_path(name)


def test_a_file_that_is_not_shipped_is_told() -> None:
    with pytest.raises(FileNotFoundError):
        resource_path("absent.txt")
