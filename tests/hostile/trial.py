"""A desk made through the product's doors, under a headquarters that the test plays, and files made to harm it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from ascn_desk.operations import exchange
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.views import ImportReport
from ascn_desk.sync.bundle import Chain
from ascn_desk.sync.entry_line import Entry
from ascn_desk.sync.keys import DeskKeys
from ascn_desk.sync.registry import End, RegisteredDesk
from ascn_desk.sync.segment import RawSegment, SealedSegment
from ascn_desk.sync.trust import Trust, judge
from ascn_desk.sync.trust_making import next_registry
from tests.support.joined import join
from tests.support.whole import compose, seal_outer
from tests.sync.makers import LATER, World, content, entry, raw, registered, sealed

CHANNEL = "country/vn"
CASE = "0193a5f0-0000-7000-8000-000000000001"


def case(n: int, over: Mapping[str, int] | None = None, **values: Any) -> Entry:
    """An entry that edits a case."""
    more: dict[str, Any] = {"over": dict(over)} if over else {}
    return entry(n, id=CASE, kind="case", set=values or {"summary": f"要旨 {n}"}, **more)


@dataclass(kw_only=True)
class Trial:
    """The receiving desk of one embassy; ``world.embassy`` is another desk of the country that writes."""

    folder: Path
    world: World = field(default_factory=World)
    desk: Desk = field(init=False)
    receiver: RegisteredDesk = field(init=False)
    registries: list[Trust] = field(init=False)
    files: int = 0

    def __post_init__(self) -> None:
        self.registries = [self.world.trust([*self.world.desks()])]
        self.desk = join(self.folder / "profile", "emb-vn", self._starter, lambda: self.trust.words("en"))

    @property
    def trust(self) -> Trust:
        """The newest documents of headquarters."""
        return self.registries[-1]

    def change(self, *desks: RegisteredDesk, **more: Any) -> Trust:
        """A newer registry."""
        held = self.trust
        document = next_registry(held.registry, desks, expires=LATER, signers=[self.world.registry_key], **more)
        self.registries.append(judge(held, None, held.root_versions, document))
        return self.trust

    def ended(self, segment: SealedSegment | None, desk: str | None = None) -> Trust:
        """A newer registry that ends the embassy's log at a segment, or at nothing."""
        end = End(segment.header.number, segment.header.identity) if segment else End(0, None)
        old = self.trust.registry.desks[desk or self.world.embassy.desk]
        return self.change(dataclasses.replace(old, ends={CHANNEL: end}))

    def archive(
        self, segments: Sequence[RawSegment | SealedSegment], sender: DeskKeys | None = None, **changes: Any
    ) -> bytes:
        """A signed archive to the receiver, from headquarters unless said otherwise."""
        raws = [raw(each) if isinstance(each, SealedSegment) else each for each in segments]
        self.files += 1
        usual: dict[str, Any] = {
            "bundle": f"0193a5f0-0000-7000-8000-{self.files:012}",
            "to": (self.receiver.desk,),
            "trust": self.trust,
            "segments": raws,
            "files": {},
            "have": {},
            "chain": Chain(1, None) if self.files == 1 else Chain(self.files, "0" * 64),
        }
        return compose(content(self.world, **{**usual, **changes}), sender or self.world.hq)

    def seal(self, archive: bytes, *recipients: str) -> bytes:
        """The encrypted file."""
        return seal_outer(archive, [*(recipients or (self.receiver.age,)), self.world.hq.recipient])

    def bundle(self, segments: Sequence[RawSegment | SealedSegment], **changes: Any) -> bytes:
        """A whole file to the receiver."""
        return self.seal(self.archive(segments, **changes))

    def path(self, data: bytes) -> Path:
        """A file on the medium."""
        path = self.folder / f"{sha256(data).hexdigest()[:16]}.ascn"
        path.write_bytes(data)
        return path

    def take(self, *files: bytes) -> ImportReport:
        """Import files through the public door."""
        return exchange.import_files(self.desk, [self.path(each) for each in files], has_backup=False)

    def rehearse(self, *files: bytes) -> ImportReport:
        """Rehearse files through the public door."""
        return exchange.rehearse(self.desk, [self.path(each) for each in files])

    def _starter(self, requested: RegisteredDesk) -> bytes:
        self.receiver = dataclasses.replace(requested)
        self.change(self.receiver)
        return self.bundle([])


def logical_content(desk: Desk, *, but: Sequence[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of a desk's database, table by table; index tables of search apart."""
    with desk.store.reading() as connection:
        names = [
            name
            for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all()
            if not name.startswith(("search", "sqlite_")) and name not in but
        ]
        return {name: sorted(map(repr, connection.exec_driver_sql(f"SELECT * FROM {name}").all())) for name in names}  # type: ignore[misc]


def other_desk(keys: DeskKeys, office: str = "cg-da-nang", **changes: Any) -> RegisteredDesk:
    """One more desk of the country."""
    return registered(keys, office, **changes)


__all__ = ["CASE", "CHANNEL", "Trial", "case", "entry", "logical_content", "other_desk", "registered", "sealed"]
