"""Bundles: composing, and steps 1 to 5 of receiving in their order."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from ascn_desk.base import canonical
from ascn_desk.sync import bundle as bundles
from ascn_desk.sync import envelope as envelopes
from ascn_desk.sync import outer
from ascn_desk.sync.bundle import VerifiedBundle, bundle_file_name
from ascn_desk.sync.keys import SigningKey
from ascn_desk.sync.registry import RegisteredDesk
from ascn_desk.sync.segment import segment_name
from ascn_desk.sync.trust_making import next_registry
from tests.support.whole import bundle_identity, compose, seal_outer, write_archive
from tests.sync.makers import (
    LATER,
    World,
    carried_by,
    content,
    desk_keys,
    expect,
    file_of,
    headquarters,
    raw,
    registered,
    rewritten,
    sealed,
    signed_again,
)
from tests.sync.test_keys import BAD_POINTS

WORLD = World()
TRUST = WORLD.trust()
ARCHIVE = compose(content(WORLD), WORLD.embassy)
UPDATE = compose(
    content(WORLD, to=(), segments=[raw(sealed(WORLD.hq, "reference"))], files={}, have={}), WORLD.hq
)


def _verify(archive: bytes, encrypted: bool = True, **options: Any) -> VerifiedBundle:
    data = file_of(WORLD, archive) if encrypted else archive
    usual: dict[str, Any] = {"keys": WORLD.hq, "held": TRUST, "pinned": TRUST.root_fingerprint()}
    return bundles.verify_bundle(data, **{**usual, **options})


def test_headquarters_reads_what_the_embassy_sent() -> None:
    verified = _verify(ARCHIVE)
    sent = content(WORLD)
    assert verified.sender.desk == WORLD.embassy.desk
    assert verified.payload.bundle == sent.bundle
    assert verified.payload.note == "週報"
    identity = sealed(WORLD.embassy).header.identity
    assert verified.payload.have == {"country/vn": {WORLD.embassy.desk: ((1, identity),)}}
    assert [(each.name, bytes(each.envelope), bytes(each.body)) for each in verified.segments] == [
        tuple(each) for each in sent.segments
    ]
    assert {name: bytes(member.data) for name, member in verified.files.items()} == dict(sent.files)
    assert verified.identity == bundle_identity(ARCHIVE)
    assert verified.trust is TRUST
    assert verified.is_encrypted


def test_the_sender_reads_its_own_bundle() -> None:
    assert _verify(ARCHIVE, keys=WORLD.embassy).payload.to == (WORLD.hq.desk,)


def test_a_new_desk_reads_its_first_bundle_before_anything_is_pinned() -> None:
    verified = _verify(ARCHIVE, held=None, pinned=None)
    assert verified.trust.root_fingerprint() == TRUST.root_fingerprint()
    assert _verify(ARCHIVE, held=None).trust.registry.version == 1


def test_a_reference_update_is_for_anyone() -> None:
    for options in ({}, {"keys": None}, {"keys": WORLD.stranger}):
        verified = _verify(UPDATE, encrypted=False, **options)
        assert not verified.is_encrypted
        assert [each.name for each in verified.segments] == [segment_name(WORLD.hq.desk, "reference", 1)]


def test_the_same_content_is_the_same_archive() -> None:
    assert compose(content(WORLD), WORLD.embassy) == ARCHIVE


def test_members_stand_in_their_order() -> None:
    second = WORLD.root(2)
    trust = bundles.judge(None, None, [WORLD.root(), second], WORLD.registry())
    one = sealed(WORLD.embassy)
    two = sealed(WORLD.embassy, number=2, previous=one.header.identity)
    own = sealed(WORLD.embassy, "office/emb-vn")
    files = {sha256(data).hexdigest(): data for data in (b"a", b"b", b"c")}
    archive = compose(
        content(WORLD, trust=trust, segments=[raw(two), raw(own), raw(one)], files=files), WORLD.embassy
    )
    names = [name for name, _ in carried_by(archive)]
    assert names[:4] == ["COVER.txt", "trust/1.root.json", "trust/2.root.json", "trust/registry.json"]
    assert names[4:] == sorted(names[4:10]) + [f"files/{digest}" for digest in sorted(files)]
    assert _verify(archive, held=None).payload.root == 2


def test_names_of_files_tell_office_desk_and_time() -> None:
    name = bundle_file_name("emb-vn", WORLD.embassy.desk, datetime(2026, 11, 24, 9, 30, 12, tzinfo=UTC))
    assert name == f"emb-vn-{WORLD.embassy.desk[:6]}-20261124T093012Z.ascn"


@pytest.mark.parametrize(
    "changes",
    [
        {"to": (WORLD.stranger.desk,)},
        {"to": (WORLD.hq.desk, WORLD.embassy.desk)},
        {"to": (WORLD.hq.desk, WORLD.hq.desk)},
        {"to": ()},
        {"to": (), "files": {}},
        {"created": "today"},
        {"bundle": "x"},
        {"have": {"country/vn": {WORLD.embassy.desk: []}}},
        {"files": {"name": b""}},
        {"segments": [raw(sealed(WORLD.embassy))] * 2},
    ],
)
def test_what_no_receiver_would_take_is_not_composed(changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, bundles.RefusedError)):
        compose(content(WORLD, **changes), WORLD.embassy)


# Step 1


@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"age-encryption.org/v2\n"]
)
def test_other_files_are_no_bundle(data: bytes) -> None:
    expect("not-a-bundle", lambda: _verify(data, encrypted=False))


def test_a_file_beyond_512_mib_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = file_of(WORLD, ARCHIVE)
    monkeypatch.setattr(outer, "GREATEST_FILE_BYTES", len(data))
    assert outer.open_outer(data, WORLD.hq).archive == ARCHIVE
    monkeypatch.setattr(outer, "GREATEST_FILE_BYTES", len(data) - 1)
    expect("too-large", lambda: outer.open_outer(data, WORLD.hq))


def test_a_file_for_others_does_not_open() -> None:
    for_others = seal_outer(ARCHIVE, [WORLD.embassy.recipient])
    expect("not-for-this-desk", lambda: outer.open_outer(for_others, WORLD.hq))
    expect("not-for-this-desk", lambda: outer.open_outer(for_others, None))


def test_every_truncation_of_the_file_is_refused() -> None:
    data = file_of(WORLD, ARCHIVE)
    lengths = [*range(800), *range(800, len(data), 61), len(data) - 1]
    for length in lengths:
        with pytest.raises(bundles.RefusedError) as caught:
            outer.open_outer(data[:length], WORLD.hq)
        assert caught.value.code in ("not-a-bundle", "damaged", "not-for-this-desk")
    expect("damaged", lambda: outer.open_outer(data[:-1], WORLD.hq))
    expect("damaged", lambda: outer.open_outer(data + b"\0", WORLD.hq))


# Step 2


def _with_members(change: Any) -> bytes:
    members = [("bundle.json", b"{}"), *carried_by(ARCHIVE)]
    changed = change(members)
    return write_archive(changed if isinstance(changed, list) else members)


STRANGE = f"segments/{WORLD.embassy.desk}/other/00000001"


@pytest.mark.parametrize(
    "change",
    [
        lambda members: [],
        lambda members: members[:1],
        lambda members: members[1:],
        lambda members: members.pop(1),
        lambda members: members.pop(2),
        lambda members: members.pop(3),
        lambda members: members.pop(4),
        lambda members: members.pop(5),
        lambda members: members.insert(0, members.pop(1)),
        lambda members: members.insert(2, members.pop(3)),
        lambda members: members.insert(4, members.pop(5)),
        lambda members: members.insert(4, members.pop(6)),
        lambda members: members.insert(1, members.pop()),
        lambda members: members.append(("files/" + "0" * 64, b"")),
        lambda members: members.append(("files/name", b"")),
        lambda members: members.append(("more", b"")),
        lambda members: members.append(("segments/more", b"")),
        lambda members: members.insert(3, ("trust/3.root.json", b"")),
        lambda members: members.insert(3, ("trust/02.root.json", b"")),
        lambda members: members.insert(5, (members[4][0].replace("01.json", "02.json"), b"")),
        lambda members: members.__setitem__(
            slice(4, 6), [(STRANGE + ".json", b""), (STRANGE + ".jsonl.zst", b"")]
        ),
    ],
)
def test_other_members_or_another_order_are_malformed(change: Any) -> None:
    expect("malformed-container", lambda: _verify(_with_members(change)))


def test_a_damaged_archive_is_malformed() -> None:
    expect("malformed-container", lambda: _verify(ARCHIVE[:-512]))
    expect("malformed-container", lambda: _verify(ARCHIVE[:-512], encrypted=False))


def test_more_than_20000_members_are_too_large() -> None:
    members = write_archive([(f"{number}", b"") for number in range(20_000)])[:-1024]
    expect("too-large", lambda: _verify(members + write_archive([("more", b"")])))


def test_a_bare_archive_carries_reference_data_and_no_files() -> None:
    bare_bundle = rewritten(ARCHIVE, WORLD.embassy, to=[])
    expect("malformed-container", lambda: _verify(bare_bundle, encrypted=False))
    without_files = [member for member in carried_by(ARCHIVE) if not member[0].startswith("files/")]
    bare_segment = rewritten(ARCHIVE, WORLD.embassy, carried=without_files, to=[])
    expect("malformed-container", lambda: _verify(bare_segment, encrypted=False))
    file = (f"files/{sha256(b'').hexdigest()}", b"")
    bare_file = rewritten(UPDATE, WORLD.hq, carried=[*carried_by(UPDATE), file])
    expect("malformed-container", lambda: _verify(bare_file, encrypted=False))


def test_bare_for_someone_and_encrypted_for_nobody_are_malformed() -> None:
    expect(
        "malformed-container",
        lambda: _verify(rewritten(UPDATE, WORLD.hq, to=[WORLD.hq.desk]), encrypted=False),
    )
    expect("malformed-container", lambda: _verify(UPDATE))


# Step 3


def _with_document(place: int, document: bytes) -> bytes:
    members = carried_by(ARCHIVE)
    members[place] = (members[place][0], document)
    return rewritten(ARCHIVE, WORLD.embassy, carried=members)


def test_a_foreign_root_or_registry_is_untrusted() -> None:
    foreign = World(root_keys=[SigningKey.generate() for _ in range(3)])
    expect("untrusted-root", lambda: _verify(_with_document(1, foreign.root())))
    expect("untrusted-root", lambda: _verify(_with_document(1, foreign.root()), held=None))
    unsigned = signed_again(WORLD.registry(), [], lambda signed: signed.update(version=2))
    expect("untrusted-registry", lambda: _verify(_with_document(2, unsigned)))
    expect("untrusted-root", lambda: _verify(_with_document(1, b"{}")))
    expect("untrusted-registry", lambda: _verify(_with_document(2, b"{}")))


def test_a_dishonest_key_in_a_document_is_named() -> None:
    def change(signed: dict[str, Any]) -> None:
        next(iter(signed["delegations"]["keys"].values()))["keyval"]["public"] = BAD_POINTS[0]

    expect("bad-key", lambda: _verify(_with_document(2, signed_again(WORLD.registry(), [], change))))


# Step 4


def _next(*desks: RegisteredDesk) -> bytes:
    return next_registry(TRUST.registry, desks, expires=LATER, signers=[WORLD.registry_key])


def test_a_sender_that_is_not_registered_is_unknown() -> None:
    expect("unknown-sender", lambda: _verify(rewritten(ARCHIVE, WORLD.stranger)))


def test_a_sender_that_was_closed_is_revoked_even_by_the_registry_it_brings() -> None:
    closed = registered(WORLD.embassy, closed=True)
    expect("revoked-sender", lambda: _verify(_with_document(2, _next(closed))))
    held = bundles.judge(TRUST, None, [WORLD.root()], _next(closed))
    expect("revoked-sender", lambda: _verify(ARCHIVE, held=held))


def _with_envelope(envelope: bytes) -> bytes:
    return write_archive([("bundle.json", envelope), *carried_by(ARCHIVE)])


def test_a_bad_signature_is_refused() -> None:
    payload = json.loads(envelopes.read(bundles.read_archive(ARCHIVE)[0].data).payload)
    posing = desk_keys("posing")
    object.__setattr__(posing, "desk", WORLD.embassy.desk)
    for envelope in (
        envelopes.seal(envelopes.BUNDLE_TYPE, payload, [posing]),
        envelopes.seal(envelopes.BUNDLE_TYPE, payload, [WORLD.hq]),
        envelopes.seal(envelopes.BUNDLE_TYPE, payload, [WORLD.embassy, WORLD.hq]),
        envelopes.seal(envelopes.SEGMENT_TYPE, payload, [WORLD.embassy]),
        canonical.encode(payload),
        b"",
    ):
        expect("bad-signature", lambda envelope=envelope: _verify(_with_envelope(envelope)))


DESK = WORLD.hq.desk
SHAPES: list[dict[str, object]] = [
    {"more": 1},
    {"bundle": "0193A5F0-0000-7000-8000-000000000001"},
    {"created": "2026-02-30T00:00:00Z"},
    {"created": "2026-02-28"},
    {"format": 0},
    {"format": "1"},
    {"from": "x"},
    {"from": WORLD.hq.desk},
    {"to": "x"},
    {"to": ["x"]},
    {"to": [DESK, DESK]},
    {"note": 1},
    {"schema": -1},
    {"have": []},
    {"have": {"other": {}}},
    {"have": {"country/vn": {"x": [[1, "0" * 64]]}}},
    {"have": {"country/vn": {DESK: []}}},
    {"have": {"country/vn": {DESK: [[0, "0" * 64]]}}},
    {"have": {"country/vn": {DESK: [[1, None]]}}},
    {"have": {"country/vn": {DESK: [[1, "0" * 64, 1]]}}},
    {"lacks": ["x"]},
    {"open": {"unsealed": 0}},
    {"open": {"unsealed": 0, "conflicts": True}},
    {"open": {"unsealed": 0, "conflicts": 0, "more": 0}},
    {"chain": {"number": 0, "previous": None}},
    {"chain": {"number": 1}},
    {"chain": {"number": 1, "previous": "x"}},
    {"root": 0},
    {"registry": None},
    {"members": {}},
    {"members": [{"name": "a", "size": 1}]},
    {"members": [{"name": "a", "sha256": "0" * 64, "size": -1}]},
    *[
        {name: msgspec.UNSET}
        for name in ("bundle", "created", "format", "from", "to", "note", "schema", "have")
    ],
    *[{name: msgspec.UNSET} for name in ("lacks", "open", "chain", "root", "registry", "members")],
]


@pytest.mark.parametrize("changes", SHAPES)
def test_another_shape_of_payload_is_refused(changes: dict[str, object]) -> None:
    expect("bad-signature", lambda: _verify(rewritten(ARCHIVE, WORLD.embassy, **changes)))


def test_a_later_format_is_named_after_the_signature_and_before_the_shape() -> None:
    later = rewritten(ARCHIVE, WORLD.embassy, format=2, more=1)
    expect("newer-format", lambda: _verify(later))
    expect("unknown-sender", lambda: _verify(rewritten(ARCHIVE, WORLD.stranger, format=2)))


def test_a_note_may_be_missing_as_null() -> None:
    assert _verify(rewritten(ARCHIVE, WORLD.embassy, note=None)).payload.note is None


def test_a_bundle_for_another_desk_is_refused_though_it_opens() -> None:
    to_itself = rewritten(ARCHIVE, WORLD.embassy, to=[WORLD.embassy.desk])
    expect("not-for-this-desk", lambda: _verify(to_itself))
    other_hq = desk_keys("second desk of headquarters")
    registry = _next(headquarters(other_hq))
    two_desks = rewritten(_with_document(2, registry), WORLD.embassy, to=[WORLD.hq.desk, other_hq.desk])
    assert _verify(two_desks).payload.to == (WORLD.hq.desk, other_hq.desk)


def test_receivers_of_two_offices_or_of_none_are_refused() -> None:
    for to in ([WORLD.hq.desk, WORLD.embassy.desk], [WORLD.hq.desk, WORLD.stranger.desk]):
        expect("not-for-this-desk", lambda to=to: _verify(rewritten(ARCHIVE, WORLD.embassy, to=to)))


# Step 5


@pytest.mark.parametrize(
    "change",
    [
        lambda listed: listed.pop(),
        lambda listed: listed.append({"name": "more", "sha256": "0" * 64, "size": 0}),
        lambda listed: listed.insert(0, listed.pop()),
        lambda listed: listed[0].update(name="cover"),
        lambda listed: listed[0].update(size=1),
        lambda listed: listed[-1].update(sha256="0" * 64),
    ],
)
def test_members_other_than_listed_are_damaged(change: Any) -> None:
    payload = json.loads(envelopes.read(bundles.read_archive(ARCHIVE)[0].data).payload)
    change(payload["members"])
    envelope = envelopes.seal(envelopes.BUNDLE_TYPE, payload, [WORLD.embassy])
    expect("damaged-member", lambda: _verify(_with_envelope(envelope)))


def test_an_attachment_under_another_digest_is_damaged() -> None:
    members = carried_by(ARCHIVE)
    members[-1] = ("files/" + "f" * 64, members[-1][1])
    expect("damaged-member", lambda: _verify(rewritten(ARCHIVE, WORLD.embassy, carried=members)))
