"""Fingerprints and state digests, against lines written out by hand."""

from __future__ import annotations

from hashlib import sha256
from itertools import permutations

from ascn_desk.sync.fingerprint import ForkEnd, RegisterState, channel_fingerprint, state_digest

A, B = "a" * 26, "b" * 26
ONE, TWO = "1" * 64, "2" * 64


def test_a_fingerprint_is_the_digest_of_the_lines_in_their_order() -> None:
    lines = f"{A} 3 {ONE}\n{B} 12 {TWO}\n{A} 2 redacted\n{A} 10 redacted\n{B} 7 9 forked\n"
    made = channel_fingerprint({B: (12, TWO), A: (3, ONE)}, [(A, 10), (A, 2)], [ForkEnd(B, 7, 9)])
    assert made == sha256(lines.encode()).digest()


def test_an_empty_channel_has_the_digest_of_nothing() -> None:
    assert channel_fingerprint({}) == sha256(b"").digest()
    assert state_digest([]) == sha256(b"").hexdigest()


def test_a_state_digest_lists_registers_by_name_and_heads_by_count() -> None:
    states = [
        RegisterState("case", "x", "summary", "信号"),
        RegisterState("case", "x", "status", {"status": "new", "status_on": None}, ((9, A), (4, B))),
        RegisterState("case", "x", "limits:restrict-copy", True),
    ]
    lines = (
        '["case","x","limits:restrict-copy",true,[]]\n'
        f'["case","x","status",{{"status":"new","status_on":null}},[["{B}",4],["{A}",9]]]\n'
        '["case","x","summary","信号",[]]\n'
    )
    for order in permutations(states):
        assert state_digest(order) == sha256(lines.encode()).hexdigest()
