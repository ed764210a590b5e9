"""The documents of trust as a desk's database keeps them, and what they mean for counting and merging."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from ascn_desk.domain.kind import Writer
from ascn_desk.store.holdings import LogEnd
from ascn_desk.store.judging import ForkSpan, Rules
from ascn_desk.store.ledger import Limits
from ascn_desk.sync.registry import Registry
from ascn_desk.sync.trust import Trust, load

COUNTS_ABOVE = 2**32
"""How far above the registry's ``x-count`` an entry may count."""
_PINNED, _TURN = "pinned_root", "trust_turn"
_REGISTRY, _ROOT_END = "registry", ".root"


def held_trust(connection: Connection) -> Trust | None:
    """The root chain and the newest registry that this desk holds; None before its enrolment."""
    rows = connection.exec_driver_sql("SELECT name, document FROM trust").all()
    documents: dict[str, bytes] = {name: document for name, document in rows}
    registry = documents.pop(_REGISTRY, None)
    if registry is None:
        return None
    return load([documents[f"{version}{_ROOT_END}"] for version in range(1, len(documents) + 1)], registry)


def keep_trust(connection: Connection, trust: Trust) -> None:
    """Hold these documents from now on."""
    rows = [(f"{version}{_ROOT_END}", bytes(root)) for version, root in enumerate(trust.root_versions, 1)]
    for name, document in [*rows, (_REGISTRY, bytes(trust.registry_bytes))]:
        connection.exec_driver_sql(
            "INSERT INTO trust VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET document = excluded.document",
            (name, document),
        )
    _set(connection, _TURN, str(trust_turn(connection) + 1))


def trust_turn(connection: Connection) -> int:
    """How often the documents changed here: another number means that they are to be read anew."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_TURN,)).scalar()
    return int(found or 0)


def pinned_root(connection: Connection) -> str | None:
    """The fingerprint of the root that the officer confirmed by its words; None before that."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (_PINNED,)).scalar()
    return str(found) if found else None


def pin_root(connection: Connection, fingerprint: str) -> None:
    """Trust this root from now on."""
    _set(connection, _PINNED, fingerprint)


def _set(connection: Connection, name: str, value: str) -> None:
    connection.exec_driver_sql(
        "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value)
    )


def rules_of(registry: Registry | None, desk: str, kind: Writer) -> Rules:
    """What the registry says that the merge needs; before its enrolment a desk knows only itself."""
    if registry is None:
        return Rules({desk: kind})
    writers = {name: Writer(each.kind) for name, each in registry.desks.items()}
    forks = {
        (channel, name): ForkSpan(end.shared, end.gone)
        for name, each in registry.desks.items()
        for channel, end in each.ends.items()
        if end.shared is not None and end.gone is not None
    }
    return Rules({desk: kind, **writers}, forks)


def limits_of(registry: Registry | None) -> Limits:
    """What the registry says of counting."""
    if registry is None:
        return Limits({}, frozenset(), COUNTS_ABOVE)
    ends: Mapping[tuple[str, str], LogEnd] = {
        (channel, name): LogEnd(end.number, end.identity)
        for name, each in registry.desks.items()
        for channel, end in each.ends.items()
    }
    closed = frozenset(name for name, each in registry.desks.items() if each.closed)
    return Limits(ends, closed, registry.x_count + COUNTS_ABOVE)
