"""Three desks that never meet: headquarters and two offices of one country, with the folder that their post goes by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from ascn_desk.base.clock import FixedClock, instant_from
from ascn_desk.operations import enrolment, exchange, records
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.profiles import create_desk, open_desk
from ascn_desk.operations.views import Approval, ImportReport
from ascn_desk.store.names import Names
from ascn_desk.sync.keys import TRIFLING_COST

PASSPHRASE = "practice-passphrase"
START = "2026-11-24T09:00:00Z"
OFFICES = {"hq": "hq", "vn": "emb-vn", "hcm": "cg-ho-chi-minh-city"}
COUNTRY = "country/vn"


def clock() -> FixedClock:
    return FixedClock(instant_from(START))


def new_desk(profile: Path, office: str, *, practice_root: str | None = None, is_practice: bool = True) -> Desk:
    """A fresh desk; headquarters with one root key beside it."""
    return create_desk(
        profile,
        office,
        "sato" if office == "hq" else "tanaka",
        "佐藤" if office == "hq" else "田中",
        PASSPHRASE,
        clock=clock(),
        roots=1,
        is_practice=is_practice,
        practice_root=practice_root,
        cost=TRIFLING_COST,
    )


def approved(hq: Desk, desk: Desk, post: Path) -> Approval:
    """Headquarters' answer to a desk's request."""
    request = enrolment.make_request(desk, post / f"{desk.desk[:6]}.ascn-request")
    return enrolment.approve(hq, request, post / f"start-{desk.desk[:6]}.ascn")


def enrolled(hq: Desk, desk: Desk, post: Path) -> enrolment.Accepted:
    """The desk asks, is approved and accepts."""
    answer = approved(hq, desk, post)
    return enrolment.accept(desk, answer.path, answer.words)


def open_machine(profile: Path) -> Desk:
    """A desk as a machine of its own: what it keeps beside its profile lies in that folder and goes with it."""
    return open_desk(profile, PASSPHRASE, clock=clock(), state=profile / "state")


def build(folder: Path) -> None:
    """Make the three profiles, enrolled and closed."""
    post = folder / "post"
    post.mkdir(parents=True)
    hq = new_desk(folder / "hq", "hq")
    trust = hq.trust()
    assert trust is not None
    for name in ("vn", "hcm"):
        desk = new_desk(folder / name, OFFICES[name], practice_root=trust.root_fingerprint())
        enrolled(hq, desk, post)
        desk.close()
    hq.close()
    for each in post.iterdir():
        each.unlink()


@dataclass(slots=True)
class Trio:
    """The three desks, open, and the ways between them."""

    folder: Path
    hq: Desk
    vn: Desk
    hcm: Desk

    @classmethod
    def open(cls, folder: Path) -> Trio:
        return cls(folder, *(open_machine(folder / name) for name in OFFICES))

    @property
    def post(self) -> Path:
        return self.folder / "post"

    @property
    def desks(self) -> tuple[Desk, Desk, Desk]:
        return self.hq, self.vn, self.hcm

    def close(self) -> None:
        for desk in self.desks:
            desk.close()

    def company(self, **values: Any) -> str:
        """A company that headquarters adds for both offices and that they have received."""
        given = {"name_ja": "練習株式会社", "name_en": "Practice Co", **values}
        made = records.add_record(self.hq, "company", given, channel=COUNTRY)
        for desk in (self.vn, self.hcm):
            self.carry(self.hq, desk)
        return made.id

    def send(self, sender: Desk, to: Desk | str, **how: Any) -> list[Path]:
        """What one desk exports for another's office."""
        office = to if isinstance(to, str) else to.office
        return [each.path for each in exchange.export(sender, [office], self.post, **how)]

    def carry(self, sender: Desk, receiver: Desk) -> ImportReport:
        """Export, and import over there."""
        return take(receiver, self.send(sender, receiver))

    def exchange(self) -> None:
        """Both offices report, headquarters answers: afterwards all hold the same."""
        for desk in (self.vn, self.hcm):
            self.carry(desk, self.hq)
        for desk in (self.vn, self.hcm):
            self.carry(self.hq, desk)


def take(desk: Desk, paths: Sequence[Path]) -> ImportReport:
    """Import without the copy that is made before: tests need none."""
    return exchange.import_files(desk, paths, has_backup=False)


def dump(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, the search index included."""
    with desk.store.reading() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).scalars()
        return {
            name: sorted(map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)
            for name in sorted(tables)
            if name != "search"
        }


def shown(desk: Desk, covered: Callable[[str], bool] = bool) -> dict[tuple[str, str, str], Any]:
    """(kind, channel, id) → what is shown and searched, its heads by the names of desks, what awaits a decision."""
    found: dict[tuple[str, str, str], Any] = {}
    with desk.store.reading() as connection:
        names = Names(connection)
        conflicts: dict[int, list[str]] = {}
        for record, register in connection.exec_driver_sql("SELECT record, register FROM conflict ORDER BY register"):
            conflicts.setdefault(record, []).append(register)
        heads = {
            key: (record_id, heads, made_n, made_log)
            for key, record_id, heads, made_n, made_log in connection.exec_driver_sql(
                "SELECT key, id, heads, made_n, made_log FROM record"
            )
        }
        # How many tokens the search index has of a record.
        tokens = dict(map(tuple, connection.exec_driver_sql("SELECT id, sz FROM search_docsize")))
        for kind in desk.store.tables:
            for row in connection.exec_driver_sql(f"SELECT * FROM shown_{kind}").mappings():
                values = dict(row)
                key, channel = values.pop("_record"), names.channel_names[values.pop("_channel")]
                if not covered(channel):
                    continue
                record_id, raw, made_n, made_log = heads[key]
                by_name = {
                    register: sorted((names.logs[log].desk, n) for log, n in each)
                    for register, each in _decode_heads(raw).items()
                }
                made = (made_n, names.logs[made_log].desk) if made_log is not None else None
                found[kind, channel, record_id] = (values, by_name, made, conflicts.get(key, []), tokens.get(key))
    return found


def rows_of(desk: Desk, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a statement finds in a desk's database."""
    with desk.store.reading() as connection:
        return list(map(tuple, connection.exec_driver_sql(statement, values)))


def _decode_heads(raw: bytes) -> dict[str, list[tuple[int, int]]]:
    return msgspec.json.decode(raw, type=dict[str, list[tuple[int, int]]])
