"""Reading and signing documents of The Update Framework."""

from __future__ import annotations

import json

import pytest
from tuf.api.metadata import Metadata, Root, Targets

from ascn_desk.sync.tuf_document import add_signature, read_document
from tests.sync.makers import World

WORLD = World()
ROOT = WORLD.root()


def test_the_framework_itself_reads_and_verifies_what_is_written() -> None:
    root = Metadata[Root].from_bytes(ROOT)
    root.verify_delegate("root", root)
    root.verify_delegate("targets", Metadata[Targets].from_bytes(WORLD.registry()))


def test_a_signature_can_be_added_on_another_medium() -> None:
    signed_by_none = WORLD.root(signers=[])
    signed = signed_by_none
    for key in WORLD.root_keys[:2]:
        signed = add_signature(signed, key)
    assert signed == ROOT
    assert add_signature(signed, WORLD.root_keys[1]) == ROOT


@pytest.mark.parametrize("data", [b"", b"{}", b"[]"])
def test_nothing_else_can_be_signed(data: bytes) -> None:
    with pytest.raises(ValueError):
        add_signature(data, WORLD.root_keys[0])


def test_a_document_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError):
        read_document(ROOT, Targets)


def test_white_space_around_the_signed_part_changes_nothing() -> None:
    spread = json.dumps(json.loads(ROOT), indent=2).encode()
    assert read_document(spread, Root).signed_bytes == read_document(ROOT, Root).signed_bytes
