"""The cover sheet inside a bundle: what this is, and how to check and open it with common tools alone.

It is for the day when the product is not at hand, so it names no command that a plain Linux machine lacks,
and stands in Japanese and in English at once. It is short, since every bundle carries it uncompressed, by mail too:
with the names of most offices it fits into 1,024 bytes. Nothing reads it back.
Its commands, as they stand, and ``tests/sync/open_by_hand.sh``, which checks all that they leave out, are tested.
"""

from __future__ import annotations

from collections.abc import Sequence

from ascn_desk.sync.registry import Registry

_SHEET = """\
ASCN Desk 送付パッケージ / export bundle
発信 From: {sender}
宛先 To: {to}
{created}, {segments} segments, {files} files: {note}

ASCN Desk で取り込む。検証に失敗したら再送を依頼。
Import with ASCN Desk. If a check fails, ask for another.
1.root.json: 本省の12語で確認 / check by headquarters' 12 words

製品なしで / By hand
{open}
jq -r .payload bundle.json|base64 -d>p
jq -r '.members[]|.sha256+"  "+.name' p|sha256sum -c
(printf 'DSSEv1 {type_size} {type} %d ' $(wc -c<p);cat p)>m
jq -r .signatures[0].sig bundle.json|base64 -d>s
{key}
openssl pkeyutl -verify -pubin -keyform DER -inkey k -rawin -in m -sigfile s
zstd -dc segments/*/*/*.zst
"""

_DER_START = "302a300506032b6570032100"
"""What stands before the 32 bytes of an Ed25519 public key where openssl reads one (RFC 8410)."""
_KEY = (
    'jq -r ".signed.delegations.keys.\\"$(jq -r .from p)\\".keyval.public" trust/registry.json'
    f"|sed s/^/{_DER_START}/|tr a-f A-F|basenc -d --base16>k"
)
_OPEN = "age -d -i KEY.txt FILE.ascn|tar x"
_OPEN_PLAIN = "tar xf FILE.ascn"
_FOR_ANYONE = "全拠点 / anyone"


def cover_text(
    *,
    registry: Registry,
    sender: str,
    to: Sequence[str],
    created: str,
    segments: int,
    files: int,
    note: str,
    payload_type: str,
) -> str:
    """The cover sheet of a bundle from one desk to some desks."""
    return _SHEET.format(
        sender=_name(registry, sender),
        to=", ".join(_name(registry, desk) for desk in to) or _FOR_ANYONE,
        created=created,
        note=" ".join(note.split()) or "-",
        segments=segments,
        files=files,
        open=_OPEN if to else _OPEN_PLAIN,
        key=_KEY,
        type=payload_type,
        type_size=len(payload_type),
    )


def _name(registry: Registry, desk: str) -> str:
    known = registry.desks.get(desk)
    return f"{known.name} ({known.office}, {desk})" if known else desk
