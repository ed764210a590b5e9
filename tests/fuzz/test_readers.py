"""What is fuzzed holds on honest documents and on their nearest neighbours; the fuzzing itself is ``make fuzz``."""

from __future__ import annotations

import pytest

from tests.fuzz.readers import READERS, seeds


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_takes_honest_documents_and_their_neighbours(reader: str) -> None:
    for data in seeds(reader):
        READERS[reader](data)
        for place in range(0, len(data), max(1, len(data) // 60)):
            READERS[reader](data[:place])
            READERS[reader](data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
