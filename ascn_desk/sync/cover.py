"""The cover sheet inside a bundle: what this is, and how to check and open it with common tools alone.

It is for the day when the product is not at hand, so it names no command that a plain Linux machine lacks,
and stands in Japanese and in English at once. Nothing reads it back. The commands are held by
``tests/sync/open_by_hand.sh``.
"""

from __future__ import annotations

from collections.abc import Sequence

from ascn_desk.sync.registry import Registry

_SHEET = """\
ASCN Desk 送付パッケージ / ASCN Desk export bundle
================================================

発信 / From       : {sender}
宛先 / To         : {to}
作成 / Created    : {created} (UTC)
備考 / Note       : {note}
内容 / Contents   : {segments} セグメント / segments, {files} 添付資料 / attachments


【日本語】
これは、ASCN Desk の拠点間で記録を受け渡すためのファイルです。
通常は ASCN Desk で開き、検証と試行のうえ取り込んでください。
ASCN Desk がない場合は、下のコマンドで復号、検証、閲覧ができます。
内容は署名されており、1 バイトでも変わると検証に失敗します。
失敗した場合は使用せず、発信拠点に再送を依頼してください。

[English]
This file carries records between desks of ASCN Desk. Open it with ASCN Desk, which verifies and rehearses
before it imports. Without the product, the commands below decrypt, check and show it.
All of it is signed: one changed byte makes a check fail. Do not use it then; ask the sender for another.


手順 / By hand (age, tar, jq, openssl, sha256sum, zstd)
------------------------------------------------------

1. 復号 / Decrypt
   暗号化されていない .ascn は tar そのものです / A file that is not encrypted is the tar itself.
   age --decrypt --identity KEY.txt --output bundle.tar FILE.ascn

2. 展開 / Unpack
   mkdir bundle && tar -xf bundle.tar -C bundle && cd bundle

3. 全ファイルの照合 / Check every member against the signed list
   jq -r .payload bundle.json | base64 -d > ../payload.json
   jq -r '.members[] | .sha256 + "  " + .name' ../payload.json | sha256sum --check --strict

4. 署名の検証 / Check the signature of the sending desk
   desk={desk}
   printf 'DSSEv1 %d %s %d ' {type_size} {type} "$(wc -c < ../payload.json)" > ../signed
   cat ../payload.json >> ../signed
   jq -r '.signatures[0].sig' bundle.json | base64 -d > ../sig
   key=$(jq -r --arg desk $desk '.signed.delegations.keys[$desk].keyval.public' trust/registry.json)
   printf '302a300506032b6570032100%s' $key | tr a-f A-F | basenc -d --base16 > ../key.der
   openssl pkeyutl -verify -pubin -keyform DER -inkey ../key.der -rawin -in ../signed -sigfile ../sig
   拠点名は公開鍵の SHA-256 から決まります / The desk is named after its key:
   tail -c 32 ../key.der | sha256sum | head -c 32 | tr a-f A-F > ../name
   basenc -d --base16 ../name | base32 | tr A-Z a-z | head -c 26

5. 閲覧 / Read the entries, one JSON object a line
   for body in segments/*/*/*.jsonl.zst; do echo "$body"; zstd -dc "$body"; done
   添付資料は files/ にあり、名称は内容の SHA-256 です。
   Attachments lie in files/, named by their SHA-256.

根の証明書 trust/1.root.json の真正性は、本省から電話で聞いた 12 語でのみ確かめられます。
Only the twelve words heard from headquarters tell that trust/1.root.json is the true root.
"""

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
        desk=sender,
        type=payload_type,
        type_size=len(payload_type),
    )


def _name(registry: Registry, desk: str) -> str:
    known = registry.desks.get(desk)
    return f"{known.name} ({known.office}, {desk})" if known else desk
