"""Headquarters is lost with its desk and its registry key: the root keys and the missions bring all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascn_desk.base.errors import CorrectableError
from ascn_desk.operations import exchange, records, trust_care, trust_closing, trust_root, trust_takeover
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import create_desk
from ascn_desk.operations.trust_changes import KeyAt, Signing
from ascn_desk.sync.keys import TRIFLING_COST
from tests.operations.test_trust_closing import company, is_shown, registered, states
from tests.support.trio import COUNTRY, PASSPHRASE, Trio, approved, clock, dump, take

pytestmark = pytest.mark.usefixtures("english")


def headquarters(folder: Path, *, is_practice: bool = True) -> Desk:
    return create_desk(
        folder, "hq", "mori", "森", PASSPHRASE, clock=clock(), roots=0, is_practice=is_practice, cost=TRIFLING_COST
    )


@pytest.fixture
def new(trio: Trio) -> Iterator[Desk]:
    desk = headquarters(trio.folder / "new-hq")
    yield desk
    desk.close()


@pytest.fixture
def signing(trio: Trio) -> Signing:
    """The root key that lay apart, and a new registry key."""
    path = trio.folder / "registry-2.key"
    trust_root.make_key(path, "registry", "of the new key", cost=TRIFLING_COST)
    root = KeyAt(trio.folder / "hq-root" / "root-1.key", PASSPHRASE)
    return Signing(root_keys=(root,), registry_keys=(KeyAt(path, "of the new key"),))


def opened(desk: Desk, post: Path) -> Path:
    (path,) = [each.path for each in exchange.export(desk, ["anyone"], post)]
    return path


def test_what_the_missions_hold_rebuilds_headquarters(trio: Trio, new: Desk, signing: Signing) -> None:
    of_hq = company(trio.hq, "本省の企業")
    of_vn = company(trio.vn, "大使館の企業")
    trio.exchange()
    case = records.add_record(
        trio.vn, "case", {"company": of_vn, "category": "trouble", "summary": "練習", "status": "new"}
    )
    before = states(trio.hq)
    words = trust_takeover.take_over(new, [opened(trio.vn, trio.post), opened(trio.hcm, trio.post)], signing)
    trust = trio.hq.trust()
    assert trust is not None and list(words.words) == trust.words("en")
    assert states(new)["reference"] == before["reference"]
    update = opened(new, trio.post)
    for desk in (trio.vn, trio.hcm):
        assert take(desk, [update]).is_complete
        take(new, [each.path for each in exchange.export(desk, ["hq"], trio.post)])
    assert states(new)[COUNTRY] == before[COUNTRY]
    assert is_shown(new, of_hq) and is_shown(new, of_vn)
    assert records.show_record(new, "case", case.id).values["summary"] == "練習"
    keys = Signing(registry_keys=signing.registry_keys)
    trust_closing.close_desk(new, trio.hq.desk, signing=keys)
    assert states(new)[COUNTRY] == before[COUNTRY]
    take(trio.vn, [each.path for each in exchange.export(new, ["emb-vn"], trio.post)])
    assert registered(trio.vn, trio.hq.desk).closed and is_shown(trio.vn, of_hq)
    # The registry key that was lost signs nothing any more.
    with pytest.raises(CorrectableError, match="signatures-needed"):
        trust_care.renew(new)


def test_without_the_root_keys_nobody_takes_over(trio: Trio, new: Desk, signing: Signing) -> None:
    path = opened(trio.vn, trio.post)
    stranger = trio.folder / "root-9.key"
    trust_root.make_key(stranger, "root", "of a stranger", cost=TRIFLING_COST)
    before = dump(new)
    cases = [
        ("signatures-needed", Signing(registry_keys=signing.registry_keys)),
        ("registry-key-needed", Signing(root_keys=signing.root_keys)),
        (
            "key-without-part",
            Signing(root_keys=(KeyAt(stranger, "of a stranger"),), registry_keys=signing.registry_keys),
        ),
        ("wrong-key-passphrase", Signing(root_keys=(KeyAt(stranger, "another"),), registry_keys=signing.registry_keys)),
    ]
    for code, given in cases:
        with pytest.raises(CorrectableError, match=code):
            trust_takeover.take_over(new, [path], given)
    assert dump(new) == before and not new.is_accepted


def test_only_a_fresh_desk_of_headquarters_takes_over_from_an_open_file(
    trio: Trio, new: Desk, signing: Signing
) -> None:
    path = opened(trio.vn, trio.post)
    (sealed,) = trio.send(trio.vn, trio.hq)
    real = headquarters(trio.folder / "real-hq", is_practice=False)
    # As long as headquarters lives, it registers a further desk by a starter.
    starter = approved(trio.hq, new, trio.post).path
    cases = [
        ("headquarters-only", trio.vn, [path]),
        ("accepted-already", trio.hq, [path]),
        ("practice-mixed", real, [path]),
        ("not-for-this-desk", new, [sealed]),
        ("not-an-open-file", new, [starter]),
        ("no-such-file", new, [trio.folder / "none"]),
        ("nothing-to-choose", new, []),
    ]
    for code, desk, paths in cases:
        with pytest.raises(CorrectableError, match=code):
            trust_takeover.take_over(desk, paths, signing)
    real.close()
    assert not new.is_accepted
