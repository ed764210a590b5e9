"""An open desk: its profile folder, keys, database and what its registry says. Every operation takes it first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection

from ascn_desk import __version__
from ascn_desk.base.clock import Clock, instant_text
from ascn_desk.domain.channels import HEADQUARTERS_OFFICE, paths_of, reads_of
from ascn_desk.domain.kind import Writer
from ascn_desk.store.desk_store import DeskStore
from ascn_desk.store.files import FILES, FileStore
from ascn_desk.store.judging import Rules
from ascn_desk.store.ledger import Ledger, Limits
from ascn_desk.store.names import Names

if TYPE_CHECKING:
    from ascn_desk.operations.own_keys import OwnKeys
    from ascn_desk.sync.keys import DeskKeys, ProfileSecrets
    from ascn_desk.sync.sending import Sender
    from ascn_desk.sync.trust import Trust

# Trust, bundles and all that they bring are loaded when first needed: the window stands sooner without them.

APP = f"ascn-desk {__version__}"
SCHEMA = 0
"""Below 1 until the first release: fields may still change."""

OfficeKind = Literal["mission", "headquarters"]


@dataclass(frozen=True, slots=True)
class About:
    """What a profile says of itself."""

    office: str
    office_kind: OfficeKind
    countries: tuple[str, ...]
    officer: str
    officer_name: str
    is_practice: bool
    practice_root: str | None = None


class Desk:
    """An open profile. Close it when done; two programs may have the same one open."""

    def __init__(
        self,
        profile: Path,
        about: About,
        secrets: ProfileSecrets,
        store: DeskStore,
        clock: Clock,
        state: Path | None = None,
    ) -> None:
        self.profile = profile
        self.state = state
        """Another folder than the system's for what is kept beside the profile."""
        self.about = about
        self.secrets = secrets
        self.store = store
        self.clock = clock
        self.files = FileStore(profile / FILES, store.key)
        self._trust: Trust | None = None
        self._trust_turn = -1
        self._first_keys = secrets.desk
        self._kept_keys: str | None = None
        self._former: tuple[DeskKeys, ...] = ()
        self._pending: DeskKeys | None = None

    @property
    def desk(self) -> str:
        """The name of this desk: 26 letters made from its public key."""
        return self.secrets.desk.desk

    @property
    def office(self) -> str:
        return self.about.office

    @property
    def office_kind(self) -> OfficeKind:
        return self.about.office_kind

    @property
    def writer(self) -> Writer:
        """This desk's kind, as the kinds' declarations name it."""
        return Writer(self.about.office_kind)

    @property
    def countries(self) -> tuple[str, ...]:
        return self.about.countries

    @property
    def officer(self) -> str:
        return self.about.officer

    @property
    def officer_name(self) -> str:
        return self.about.officer_name

    @property
    def reports_to(self) -> str | None:
        """The office that every entry of this one must reach; headquarters has none."""
        return None if self.about.office_kind == "headquarters" else HEADQUARTERS_OFFICE

    @property
    def is_practice(self) -> bool:
        return self.about.is_practice

    @property
    def is_accepted(self) -> bool:
        """Whether headquarters registered this desk and it pinned the root."""
        trust = self.trust()
        return trust is not None and self.desk in trust.registry.desks

    @property
    def paths(self) -> tuple[str, ...]:
        """The channels, as patterns, that this desk may write."""
        return self.paths_by(self.trust())

    def paths_by(self, trust: Trust | None) -> tuple[str, ...]:
        """As :attr:`paths`, by what a transaction holds."""
        if trust is not None and self.desk in trust.registry.desks:
            return trust.registry.desks[self.desk].paths
        return paths_of(self.writer, self.office, self.countries)

    @property
    def reads(self) -> tuple[str, ...]:
        """The channels, as patterns, that this desk is sent."""
        trust = self.trust()
        if trust is not None and self.desk in trust.registry.desks:
            return trust.registry.desks[self.desk].reads
        return reads_of(self.writer, self.office, self.countries)

    def trust(self, connection: Connection | None = None) -> Trust | None:
        """The root chain and registry that this desk holds now; another program may have brought newer ones."""
        if connection is None:
            with self.store.reading() as opened:
                return self.trust(opened)
        from ascn_desk.sync.held_trust import held_trust, trust_turn

        self.keys(connection)
        turn = trust_turn(connection)
        if turn != self._trust_turn:
            self._trust = held_trust(connection)
            self._trust_turn = turn
        return self._trust

    def keys(self, connection: Connection) -> OwnKeys:
        """The keys of this desk now; another program may have brought it to new ones."""
        from ascn_desk.operations.own_keys import OwnKeys, kept_keys, read_keys

        kept = kept_keys(connection)
        if kept != self._kept_keys:
            held = read_keys(kept, self._first_keys)
            self.secrets = replace(self.secrets, desk=held.current)
            self._former, self._pending, self._kept_keys = held.former, held.pending, kept
        return OwnKeys(current=self.secrets.desk, former=self._former, pending=self._pending)

    def forget_trust(self) -> None:
        """Read the documents anew at the next use: a transaction that brought newer ones was rolled back."""
        self._trust_turn = -1

    def rules(self, connection: Connection) -> Rules:
        """What the registry says that the merge needs."""
        from ascn_desk.sync.held_trust import rules_of

        trust = self.trust(connection)
        return rules_of(trust.registry if trust else None, self.desk, self.writer)

    def limits(self, connection: Connection) -> Limits:
        """What the registry says of counting."""
        from ascn_desk.sync.held_trust import limits_of

        trust = self.trust(connection)
        return limits_of(trust.registry if trust else None)

    def ledger(self, connection: Connection) -> Ledger:
        """The handle for writing, inside a writing transaction."""
        from ascn_desk.sync.receiving import fact_parts

        return Ledger(
            connection, self.store.tables, self.rules(connection), fact_parts, is_searching=self.store.is_searching
        )

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """One transaction that writes: all of it lands, or nothing."""
        with self.store.writing() as connection:
            yield self.ledger(connection)

    @contextmanager
    def reading(self) -> Iterator[tuple[Connection, Names]]:
        """One transaction that reads."""
        with self.store.reading() as connection:
            self.keys(connection)
            yield connection, Names(connection)

    def sender(self, trust: Trust) -> Sender:
        """Who exports, now."""
        from ascn_desk.sync.sending import Sender

        return Sender(
            keys=self.secrets.desk, trust=trust, created=self.now(), app=APP, schema=SCHEMA, files=self.files
        )

    def now(self) -> str:
        """The present instant as every record has it."""
        return instant_text(self.clock.now())

    def close(self) -> None:
        """Close the database."""
        self.store.close()
