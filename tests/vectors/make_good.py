"""Writes the good vectors and what must come of them, once: ``python -m tests.vectors.make_good``; files are kept.

The files are made by hand (:mod:`tests.vectors.world`); what must come of them was computed by the oracle, the plain
second reading of section 8, and by hand; the product is held to it.
"""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from typing import Any

from mnemonic import Mnemonic

from tests.vectors.hostile_requests import ROTATION, request_payload
from tests.vectors.world import (
    CASE,
    CLOSED,
    COUNTRY,
    ENDED,
    FORKED,
    GOOD,
    HELD,
    HQ,
    HQ_2,
    HQ_REFERENCE_1,
    KEYS,
    OTHER_CASE,
    RECEIVER,
    REGISTRY,
    REQUEST_TYPE,
    ROOT_CHAIN,
    STRANGER,
    WRITER,
    WRITER_2,
    Segment,
    bundle,
    digest,
    encrypted,
    entry,
    envelope,
    frame,
    identity_of,
    olpc,
    segment,
    spelled,
    update,
)

GONE = entry(6, over={WRITER.desk: 4}, set={"details": "一行目\n二行目\t\"引用\"\\", "tags:rail": True}, why="聞き取り")
UNSEEN = segment(
    WRITER,
    3,
    WRITER_2,
    entry(5, id=OTHER_CASE, set={"summary": "大使館の別案"}),
    GONE,
)
SEGMENTS = (*HELD, HQ_2, UNSEEN)
# What the embassy wrote last, without what its second line said; headquarters' purge of that line comes with it.
LEFT = spelled({**{name: GONE[name] for name in ("at", "by", "id", "kind", "n", "over")},
                "set": {"details": None, "tags:rail": None}}).decode()  # fmt: skip
PURGE_ID = "0193a5f0-0000-7000-8000-00000000000f"
PURGE_SET = {"desk": WRITER.desk, "line": digest(spelled(GONE)), "n": 6, "skeleton": LEFT}
PURGED = UNSEEN._replace(
    body=frame(
        spelled(entry(5, id=OTHER_CASE, set={"summary": "大使館の別案"}))
        + b"\n"
        + spelled({"n": 6, "redacted": digest(spelled(GONE))})
        + b"\n"
    )
)
HQ_3 = segment(HQ, 3, HQ_2, entry(10, id=PURGE_ID, kind="purge", set=PURGE_SET))
PURGE_SEGMENTS = (*HELD, HQ_2, PURGED, HQ_3)
ATTACHMENT = "添付 a letter\n".encode()


def state_digest(states: list[list[Any]]) -> str:
    """Section 8, from the page: one line a register, by (kind, id, register)."""
    return sha256(b"".join(spelled(each) + b"\n" for each in sorted(states))).hexdigest()


def fingerprint(ends: dict[str, Segment], *forks: str) -> str:
    """Section 8, from the page: the last counting segment of each log, then what forked."""
    logs = sorted(f"{desk} {int(each.name[-8:])} {identity_of(each)}" for desk, each in ends.items())
    return sha256("".join(f"{line}\n" for line in [*logs, *forks]).encode()).hexdigest()


def six_words(print_hex: str) -> list[str]:
    """The first 66 bits, eleven a word."""
    words = Mnemonic("english").wordlist
    bits = bin(int(print_hex, 16))[2:].zfill(256)
    return [words[int(bits[place : place + 11], 2)] for place in range(0, 66, 11)]


def expected() -> dict[str, Any]:
    """What a desk that holds all of it must say."""
    by_log = {each.name: each for each in SEGMENTS}
    last = {each.name.split("/")[1]: each for each in sorted(SEGMENTS) if "country~vn" in each.name}
    root_print = digest(olpc(json.loads(ROOT_CHAIN[0])["signed"]))
    country = fingerprint(last, f"{FORKED.desk} 2 5 forked")
    reference = fingerprint({HQ.desk: HQ_REFERENCE_1})
    # The two summaries of the second case were written unseen of each other: a conflict, the greater count is shown.
    summary = {"heads": [[HQ.desk, 9], [WRITER.desk, 5]], "shown": "本部の二"}
    group = {"status": "in-progress", "status_on": "2026-11-24", "status_reason": None}
    states: list[list[Any]] = [
        ["case", CASE, "details", "一行目\n二行目\t\"引用\"\\", []],
        ["case", CASE, "status", group, []],
        ["case", CASE, "summary", "要旨 3", []],
        ["case", CASE, "tags:rail", True, []],
        ["case", OTHER_CASE, "details", "終わり", []],
        ["case", OTHER_CASE, "medium", "mail", []],
        ["case", OTHER_CASE, "priority", "low", []],
        ["case", OTHER_CASE, "summary", "本部の二", [[WRITER.desk, 5], [HQ.desk, 9]]],
    ]
    assert len(by_log) == len(SEGMENTS) and {CLOSED.desk, ENDED.desk} < last.keys()
    return {
        "channels": {
            COUNTRY: {"fingerprint": country, "words": six_words(country), "state": state_digest(states)},
            "reference": {"fingerprint": reference, "words": six_words(reference)},
        },
        "conflict": summary,
        "desks": {name: key.desk for name, key in sorted(KEYS.items()) if key.age_secret},
        "entries": sum(json.loads(_payload(each))["entries"] for each in SEGMENTS),
        "files": {path.name: digest(path.read_bytes()) for path in sorted(GOOD.iterdir()) if path.suffix != ".json"},
        "identities": {each.name: identity_of(each) for each in sorted(SEGMENTS)},
        "registers": states,
        "root_fingerprint": root_print,
    }


def expected_purge() -> dict[str, Any]:
    """What a desk that holds the redacted segment and its purge must say: the skeleton stands in the line's place."""
    last = {each.name.split("/")[1]: each for each in sorted(PURGE_SEGMENTS) if "country~vn" in each.name}
    country = fingerprint(last, f"{WRITER.desk} 6 redacted", f"{FORKED.desk} 2 5 forked")
    shown = {("case", CASE, "details"): None, ("case", CASE, "tags:rail"): False}
    states = [[*each[:3], shown.get(tuple(each[:3]), each[3]), each[4]] for each in expected()["registers"]]
    states += [["purge", PURGE_ID, name, value, []] for name, value in PURGE_SET.items()]
    return {
        "channels": {COUNTRY: {"fingerprint": country, "words": six_words(country), "state": state_digest(states)}},
        "entries": sum(json.loads(_payload(each))["entries"] for each in PURGE_SEGMENTS),
        "redacted": {"id": CASE, "n": 6, "registers": ["details", "tags:rail"]},
        "registers": sorted(states),
    }


def _payload(one: Segment) -> bytes:
    return base64.b64decode(json.loads(one.envelope)["payload"])


def main() -> None:
    """Write what is not there yet."""
    GOOD.mkdir(exist_ok=True)
    files = {
        "bundle.ascn": lambda: encrypted(bundle(SEGMENTS, files={digest(ATTACHMENT): ATTACHMENT})),
        "purge.ascn": lambda: encrypted(bundle(PURGE_SEGMENTS)),
        "bundle.tar": lambda: bundle(SEGMENTS, files={digest(ATTACHMENT): ATTACHMENT}),
        "update.ascn": lambda: update([HQ_REFERENCE_1]),
        "request.ascn-request": lambda: envelope(REQUEST_TYPE, request_payload(), STRANGER),
        "rotation.ascn-request": lambda: envelope(REQUEST_TYPE, request_payload(**ROTATION), STRANGER, WRITER),
        "1.root": lambda: ROOT_CHAIN[0],
        "2.root": lambda: ROOT_CHAIN[1],
        "registry": lambda: REGISTRY,
        "receiver.key": lambda: (RECEIVER.age_secret + "\n").encode(),
    }
    for name, make in files.items():
        if not (GOOD / name).exists():
            (GOOD / name).write_bytes(make())
    for name, said in (("expected.json", expected()), ("purge.json", expected_purge())):
        text = json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True)
        (GOOD / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
