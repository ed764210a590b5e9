"""What two people compare on the telephone: six words a channel; and the digest of all that a channel shows."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.words import language
from ascn_desk.domain.channels import covers, width_key
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import ChannelPrint, Comparison
from ascn_desk.store.holdings import Holdings
from ascn_desk.store.journal import unsealed_entries
from ascn_desk.store.names import Names
from ascn_desk.store.redaction import redacted_counting
from ascn_desk.store.states import register_states
from ascn_desk.sync.fingerprint import ForkEnd, RegisterState, channel_fingerprint, state_digest
from ascn_desk.sync.mnemonic import differing_words, nearest_word, six_words

SIX = 6
"""How many words stand for a channel."""


def fingerprints(desk: Desk, channel: str | None = None, *, with_state: bool = False) -> tuple[ChannelPrint, ...]:
    """The fingerprint of one channel, or of every channel that holds anything, widest first."""
    with desk.reading() as (connection, names):
        return tuple(prints_in(desk, connection, names, channel, with_state=with_state))


def compare(desk: Desk, channel: str, heard: str) -> Comparison:
    """Whether the other on the telephone, who reads out six words of a channel, holds the same.

    Shapes: ``heard`` is six words with spaces between, in Japanese or English.
    Errors: CorrectableError ``six-words``, ``not-a-word``.
    """
    typed = heard.split()
    if len(typed) != SIX:
        raise CorrectableError("six-words", count=len(typed))
    for place, word in enumerate(typed, 1):
        near = nearest_word(word)
        if near is not None:
            raise CorrectableError("not-a-word", word=word, place=place, near=near or "–")
    (held,) = fingerprints(desk, channel)
    return Comparison(held, tuple(differing_words(bytes.fromhex(held.sha256), typed)))


def prints_in(
    desk: Desk, connection: Connection, names: Names, channel: str | None = None, *, with_state: bool = False
) -> Iterator[ChannelPrint]:
    """As :func:`fingerprints`, inside a transaction."""
    reads = desk.reads
    held = sorted({log.channel for log in names.logs.values() if covers(reads, log.channel)}, key=width_key)
    unsealed = unsealed_entries(connection, names)
    trust = desk.trust(connection)
    for each in held if channel is None else [channel]:
        forks = [
            ForkEnd(name, end.shared, end.gone)
            for name, registered in (trust.registry.desks.items() if trust else ())
            for place, end in registered.ends.items()
            if place == each and end.shared is not None and end.gone is not None
        ]
        digest = channel_fingerprint(
            Holdings(connection, names).counting_ends(each), redacted_counting(connection, names, each), forks
        )
        state = None
        if with_state:
            state = state_digest(RegisterState(*one) for one in register_states(connection, names, each))
        yield ChannelPrint(each, digest.hex(), tuple(six_words(digest, language())), unsealed.get(each, 0), state)
