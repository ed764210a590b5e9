"""The story of three practice desks: headquarters, an embassy and a consulate general exchange cases by file.

Legend:
    post    the folder through which files travel; ``lost`` is where the courier left one
    say     prints a line as it happens

It calls operations only, as any face does, and holds what it tells to be true: where a figure is not as told,
it stops.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from ascn_desk.base.clock import FixedClock, local_date
from ascn_desk.base.errors import CorrectableError
from ascn_desk.base.files import machine_error, write_atomic
from ascn_desk.base.words import Language, t
from ascn_desk.cli import story_cases as typed
from ascn_desk.cli.story_cases import CONSULATE, EMBASSY, HEADQUARTERS, SHARED_CHANNEL
from ascn_desk.cli.telling import register_words
from ascn_desk.cli.telling_exchange import balance_items, decision
from ascn_desk.operations import (
    cases,
    conflicts,
    enrolment,
    exchange,
    fingerprints,
    lists,
    packs,
    profiles,
    records,
    sheets,
    views,
)
from ascn_desk.operations.desk import Desk

PASSPHRASE = "practice-desk"
OFFICERS = {HEADQUARTERS: ("mori", "Mori"), EMBASSY: ("sato", "Sato"), CONSULATE: ("ito", "Ito")}


@dataclass(slots=True)
class Story:
    """Three desks and the road between them. ``figures`` is what the command prints for programs."""

    folder: Path
    clock: FixedClock
    lang: Language
    say: Callable[[str], None]
    root: str | None = None
    desks: dict[str, Desk] = field(default_factory=dict)
    cases: dict[str, list[views.Saved]] = field(default_factory=dict)
    figures: dict[str, object] = field(default_factory=dict)

    def play(self) -> dict[str, object]:
        """Play all six steps; the desks are closed at the end, whatever happens."""
        try:
            self._set_up()
            self._work_apart()
            parcels = self._send()
            self._decide(parcels)
            self._return()
            self._print()
        finally:
            for desk in self.desks.values():
                desk.close()
        return self.figures

    # 1

    def _set_up(self) -> None:
        self._step(1, t("Headquarters makes root and registry and registers two desks"))
        for name in ("post", "lost", "papers"):
            (self.folder / name).mkdir(parents=True)
        write_atomic(self.folder / "passphrase.txt", f"{PASSPHRASE}\n".encode())
        self.say(t("Every desk of this story has the passphrase “{passphrase}”; it lies in {path}.",
                   passphrase=PASSPHRASE, path=self.folder / "passphrase.txt"))  # fmt: skip
        hq = self._make(HEADQUARTERS)
        self.root = str(enrolment.trust_show(hq)["fingerprint"])
        shipped = lists.list_records(hq, "city", limit=1).total
        self.say(t("Headquarters holds the shipped reference data: {cities} cities, {companies} companies and more.",
                   cities=shipped, companies=lists.list_records(hq, "company", limit=1).total))  # fmt: skip
        case = typed.shared_case()
        shared = cases.add_case(hq, case["company"], case["category"], case["summary"], city=case["city"],
                                channel=SHARED_CHANNEL)  # fmt: skip
        project = records.add_record(hq, "project", {k: v or None for k, v in typed.shared_project().items()},
                                     channel=SHARED_CHANNEL)  # fmt: skip
        self.cases[HEADQUARTERS] = [shared, project]
        self.say(t("It opens two records that both offices read: {case} and project {project}.",
                   case=shared.reference, project=project.id))  # fmt: skip
        for office in (EMBASSY, CONSULATE):
            self._enrol(office)

    def _make(self, office: str) -> Desk:
        officer, name = OFFICERS[office]
        desk = profiles.create_desk(
            self.folder / office,
            office,
            officer,
            name,
            PASSPHRASE,
            clock=self.clock,
            language=self.lang,
            roots=1,
            is_practice=True,
            practice_root=self.root,
        )
        self.desks[office] = desk
        return desk

    def _enrol(self, office: str) -> None:
        desk = self._make(office)
        request = self.folder / "post" / f"{office}.ascn-request"
        starter = self.folder / "post" / f"{office}-starter.ascn"
        enrolment.make_request(desk, request)
        done = enrolment.approve(self.desks[HEADQUARTERS], request, starter)
        asked = enrolment.inspect_starter(desk, starter).asked
        words = {place: done.words[place - 1] for place in asked}
        accepted = enrolment.accept(desk, starter, words)
        self.say(t("{office}: desk {desk} is registered (registry {registry}).", office=self._name(office),
                   desk=desk.desk, registry=done.registry))  # fmt: skip
        self.say("  " + t("Headquarters reads out: {words}", words=" ".join(done.words)))
        heard = ", ".join(f"{place} {word}" for place, word in words.items())
        self.say("  " + t("The officer types three of them: {words}", words=heard))
        self.say("  " + t("The starter bundle is accepted: {entries} entries.", entries=accepted.entries))

    # 2

    def _work_apart(self) -> None:
        self._later(days=1)
        self._step(2, t("Two offices work offline"))
        for office, calls in ((EMBASSY, typed.embassy_calls()), (CONSULATE, typed.consulate_calls())):
            self.cases[office] = [self._log(office, each) for each in calls]
        shared, project = self.cases[HEADQUARTERS]
        for office, priority in ((EMBASSY, "high"), (CONSULATE, "low")):
            records.set_fields(self.desks[office], "case", shared.id, {"priority": priority}, channel=SHARED_CHANNEL)
            self.say(t("{office} sets the priority of {case} to “{value}”.", office=self._name(office),
                       case=shared.reference, value=register_words("case", "priority", priority)))  # fmt: skip
        for office, name, value in (
            (EMBASSY, "next_step", t("Collect the published timetables")),
            (CONSULATE, "summary", t("The city publishes stops and lines; times are missing.")),
        ):
            records.set_fields(self.desks[office], "project", project.id, {name: value}, channel=SHARED_CHANNEL)
            self.say(t("{office} writes into another field of the shared project: “{value}”.",
                       office=self._name(office), value=value))  # fmt: skip

    def _log(self, office: str, call: typed.Call) -> views.Saved:
        desk = self.desks[office]
        today = local_date(self.clock.now())
        more: dict[str, str] = {"medium": call.medium}
        if call.next_action:
            more |= {"next_action": call.next_action, "next_due": _day(today, call.next_in_days)}
        done = cases.add_case(desk, call.company, call.category, call.summary, city=call.city, more=more)
        for text in call.log:
            self._later(minutes=20)
            cases.log_case(desk, done.id, text, medium=call.medium)
        if call.follow_up:
            due = {"what": call.follow_up, "due": _day(today, call.next_in_days), "of_kind": "case", "of_id": done.id}
            records.add_record(desk, "follow_up", due)
        self.say(t("{office} logs {reference}: {summary}", office=self._name(office), reference=done.reference,
                   summary=call.summary))  # fmt: skip
        self._later(minutes=30)
        return done

    # 3

    def _send(self) -> dict[str, Path]:
        self._later(days=1)
        self._step(3, t("Three bundles travel: one is lost, one comes twice, one is damaged"))
        first = self._export(EMBASSY, HEADQUARTERS, "lost")
        self.say("  " + t("The courier loses it."))
        self._later(days=1)
        self.cases[EMBASSY].append(self._log(EMBASSY, typed.later_embassy_call()))
        second = self._export(EMBASSY, HEADQUARTERS, "post")
        _hold(second.entries > first.entries, "the second bundle brings what the first held")
        self.say("  " + t("It holds everything since the last receipt, so what was lost is in it too."))
        twice = second.path.with_name(f"again-{second.path.name}")
        shutil.copyfile(second.path, twice)
        self.say("  " + t("The courier brings it twice."))
        whole = self._export(CONSULATE, HEADQUARTERS, "post")
        damaged = whole.path.with_name(f"damaged-{whole.path.name}")
        content = bytearray(whole.path.read_bytes())
        content[len(content) // 2] ^= 1
        damaged.write_bytes(content)
        self.say("  " + t("On its way one byte of a copy of it changes."))
        self.figures["lost"] = str(first.path)
        return {"embassy": second.path, "again": twice, "consulate": whole.path, "damaged": damaged}

    def _export(self, office: str, to: str, folder: str) -> views.ExportedFile:
        (file,) = exchange.export(self.desks[office], [to], self.folder / folder)
        said = t("{office} writes bundle no. {number} for {to}: {entries} entries, {size} bytes.",
                 office=self._name(office), number=file.number, to=self._name(to), entries=file.entries,
                 size=f"{file.size:,}")  # fmt: skip
        self.say(said)
        return file

    # 4

    def _decide(self, parcels: dict[str, Path]) -> None:
        self._later(days=1)
        self._step(4, t("Headquarters verifies, rehearses, imports and decides"))
        hq = self.desks[HEADQUARTERS]
        for path in parcels.values():
            file = exchange.verify(hq, path)
            if file.ok:
                said = t("all signatures fit, {entries} entries from {office}", entries=file.entries,
                         office=file.office_name)  # fmt: skip
            else:
                said = t("refused ({code}): {message}", code=file.code, message=file.message)
            self.say(f"{path.name}: {said}")
        refused = exchange.import_files(hq, [parcels["damaged"]])
        _hold(not refused.files[0].ok, "the damaged file is refused")
        good = [parcels["embassy"], parcels["consulate"]]
        rehearsed = exchange.rehearse(hq, good)
        self.say(t("Rehearsal, nothing changed: {balance}", balance=_balance(rehearsed)))
        done = exchange.import_files(hq, good)
        self.say(t("Import: {balance}", balance=_balance(done)))
        _hold(dict(rehearsed.balance) == dict(done.balance), "the rehearsal tells what the import does")
        _hold(sum(done.balance.values()) == 2 * done.balance["received"], "the balance accounts for every entry")
        again = exchange.import_files(hq, [parcels["again"]])
        _hold(again.files[0].is_known and again.files[0].new == 0, "the same bundle changes nothing")
        self.say(t("The bundle that came twice: {balance}", balance=_balance(again)))
        parallel = sorted({each.id for each in done.parallel})
        shown = records.show_record(hq, "project", parallel[0]).values
        project = shown.get(f"title_{self.lang}") or shown.get("title_en") or parallel[0]
        _hold(len(done.conflicts) == 1, "one conflict")
        _hold(len(parallel) == 1, "one parallel change")
        (conflict,) = conflicts.conflicts(hq)
        kept = next(each for each in conflict.heads if each.office == EMBASSY)
        values = " / ".join(
            f"{each.office_name} {each.by}: {register_words(conflict.kind, conflict.register, each.value)}"
            for each in conflict.heads
        )
        self.say(t("One conflict, in {title}: {values}", title=conflict.title, values=values))
        self.say(t("One parallel change, merged without asking: project {project}", project=project))
        self._later(hours=2)
        conflicts.resolve(hq, conflict.kind, conflict.id, conflict.register, channel=conflict.channel,
                          take=(kept.desk, kept.n), why=t("The seminar is already announced in Hanoi."))  # fmt: skip
        self.say(t("Headquarters takes the value of {office}.", office=kept.office_name))
        for office in (EMBASSY, CONSULATE):
            case = self.cases[office][0]
            cases.log_case(hq, case.id, t("Headquarters: noted, please go on."), channel=case.channel)
            self.say(t("Headquarters answers in {case}.", case=case.reference))
        self.figures |= {
            "refused": refused.files[0].code,
            "balance": dict(done.balance),
            "conflicts": len(done.conflicts),
            "parallel": len(parallel),
        }

    # 5

    def _return(self) -> None:
        self._later(days=1)
        self._step(5, t("The offices import the answers; all three hold the same"))
        told: list[views.Decision] = []
        for office in (EMBASSY, CONSULATE):
            file = self._export(HEADQUARTERS, office, "post")
            done = exchange.import_files(self.desks[office], [file.path])
            self.say(t("{office} imports: {balance}", office=self._name(office), balance=_balance(done)))
            for each in conflicts.decisions(self.desks[office]):
                told.append(each)
                self.say("  " + decision(each))
        _hold(len(told) == 1, "the one whose value was not kept is told")
        words: dict[str, tuple[str, ...]] = {}
        for channel in ("reference", SHARED_CHANNEL):
            read = {office: fingerprints.fingerprints(desk, channel)[0] for office, desk in self.desks.items()}
            _hold(len({each.words for each in read.values()}) == 1, f"the same six words in {channel}")
            words[channel] = read[HEADQUARTERS].words
            self.say(t("All three read the same six words for {channel}: {words}", channel=channel,
                       words=" ".join(words[channel])))  # fmt: skip
        self.figures |= {"told": told[0].office_name, "words": {name: list(each) for name, each in words.items()}}

    # 6

    def _print(self) -> None:
        self._step(6, t("The embassy prints a city brief and exports its cases"))
        embassy = self.desks[EMBASSY]
        pdf, workbook = self.folder / "papers" / "hanoi.pdf", self.folder / "papers" / "cases.xlsx"
        built = packs.build_pack(embassy, "city-brief", [("city", typed.PRINTED_CITY)], language=self.lang)
        write_atomic(pdf, built.pdf)
        _hold(built.pages == 2, "the city brief has two pages")
        rows = sheets.export_sheet(embassy, "case", workbook)
        self.say(t("City brief: {pages} pages. Cases: {rows} rows.", pages=built.pages, rows=rows))
        self.figures |= {
            "dir": str(self.folder),
            "desks": {office: str(self.folder / office) for office in self.desks},
            "cases": {office: len(self.cases[office]) for office in (EMBASSY, CONSULATE)},
            "pdf": str(pdf),
            "pages": built.pages,
            "workbook": str(workbook),
            "rows": rows,
            "passphrase_file": str(self.folder / "passphrase.txt"),
        }

    def _step(self, number: int, title: str) -> None:
        self.say(f"\n{number}  {title} ({local_date(self.clock.now()).isoformat()})")

    def _name(self, office: str) -> str:
        chosen = profiles.office_named(office)
        return chosen.name_ja if self.lang == "ja" else chosen.name_en

    def _later(self, **amount: float) -> None:
        self.clock.advance(**amount)


def new_folder(named: Path | None) -> Path:
    """The folder of the story, made: the one named, which must be empty, else a new one here.

    Errors: CorrectableError ``folder-not-empty``; MachineError ``cannot-write``.
    """
    if named is not None:
        if named.exists() and (not named.is_dir() or any(named.iterdir())):
            raise CorrectableError("folder-not-empty", path=str(named))
        folder = named
    else:
        tried = (Path.cwd() / f"ascn-desk-practice-{number}" for number in range(1, 10_000))
        folder = next(each for each in tried if not each.exists())
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise machine_error(error, folder) from error
    return folder.resolve()


def _balance(report: views.ImportReport) -> str:
    shown: Sequence[tuple[str, int]] = balance_items(report.balance)
    (_, received), *rest = shown
    parts = " + ".join(f"{word} {count}" for word, count in rest if count)
    return t("{received} entries received = {parts}", received=received, parts=parts or "0")


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()


def _hold(is_true: bool, what: str) -> None:
    if not is_true:
        raise RuntimeError(f"the story does not hold: {what}")
