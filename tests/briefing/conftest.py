"""The packs that several tests look at: made once a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.every_pack import EveryPack, every_pack


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EveryPack]:
    """Every template, printed; read only."""
    with every_pack(tmp_path_factory.mktemp("packs")) as made:
        yield made
