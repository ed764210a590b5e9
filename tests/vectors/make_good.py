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
    identity_of,
    olpc,
    segment,
    spelled,
    update,
)

UNSEEN = segment(
    WRITER,
    3,
    WRITER_2,
    entry(5, id=OTHER_CASE, set={"summary": "大使館の別案"}),
    entry(6, over={WRITER.desk: 4}, set={"details": "一行目\n二行目\t\"引用\"\\", "tags:rail": True}, why="聞き取り"),
)
SEGMENTS = (*HELD, HQ_2, UNSEEN)
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


def _payload(one: Segment) -> bytes:
    return base64.b64decode(json.loads(one.envelope)["payload"])


def main() -> None:
    """Write what is not there yet."""
    GOOD.mkdir(exist_ok=True)
    files = {
        "bundle.ascn": lambda: encrypted(bundle(SEGMENTS, files={digest(ATTACHMENT): ATTACHMENT})),
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
    text = json.dumps(expected(), ensure_ascii=False, indent=1, sort_keys=True)
    (GOOD / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
