"""Care for the desk from the command line: check, rebuild, backup, restore, journal, reference update."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from ascn_desk.base.words import t
from ascn_desk.cli import receiving_shapes, shapes, telling, telling_receiving, trust_shapes
from ascn_desk.cli.call import MACHINE, Answer, Call, Lines
from ascn_desk.cli.output import json_line
from ascn_desk.cli.passphrases import passphrase
from ascn_desk.operations import over_claims, reference_data, trust_care, upkeep, waiting
from ascn_desk.operations.over_claims import Claim


def check(call: Call) -> Answer:
    """Check database and files."""
    found = upkeep.check(call.desk)
    # What expires is told beside what is wrong: it keeps nobody from working.
    warned = trust_care.warnings(call.desk)
    # No fault of this machine either: somebody has to ask that office.
    claimed = over_claims.claims(call.desk)
    # Nor is what waits: it is kept, and counts once what it waits for has come.
    held = waiting.waiting(call.desk)
    said = [telling.findings(found, call.room), *(each.message for each in warned), *map(_claim_words, claimed)]
    if held:
        said.append(telling_receiving.waiting(held))
    return Answer(
        shape={
            **shapes.findings(found),
            "warnings": trust_shapes.warnings(warned),
            "claims": [dataclasses.asdict(each) for each in claimed],
            "waiting": receiving_shapes.waiting(held),
        },
        words="\n".join(said),
        code=MACHINE if found else 0,
    )


def _claim_words(each: Claim) -> str:
    return t(
        "Desk {desk} claims in entry {n} of {kind} {id} ({channel}) to have seen entry {seen_n} of desk {seen_desk}, "
        "which does not exist. “history” shows what it replaced; ask that office, and close the desk if it was no "
        "mistake.",
        **dataclasses.asdict(each),
    )


def rebuild(call: Call) -> Answer:
    """Compute anew all that is shown."""
    records, entries = upkeep.rebuild(call.desk)
    return Answer(
        shape={"records": records, "entries": entries},
        words=t("Computed anew: {records} records from {entries} entries.", records=records, entries=entries),
    )


def backup(call: Call) -> Answer:
    """Write a backup and verify it."""
    out = call.given.path("out") if call.given.flag("out") else None
    written = upkeep.backup(call.desk, out)
    return Answer(shape={"file": str(written)}, words=t("Backup: {path}", path=written))


def restore(call: Call) -> Answer:
    """Set up the profile again from a backup."""
    file = call.given.file("file")
    upkeep.restore(call.profile, file, passphrase(call.given.common.passphrase_file))
    desk = call.desk
    return Answer(
        shape={"profile": str(call.profile), "desk": desk.desk, "office": desk.office},
        words=t("Restored: {path}", path=call.profile),
    )


def reference(call: Call) -> Answer:
    """Take in the edition of the reference data that this program ships."""
    done = reference_data.update_reference(call.desk)
    return Answer(
        shape={"edition": done.edition, "created": done.created, "updated": done.updated, "kept": done.kept},
        words=t(
            "Edition {edition}: {created} made, {updated} changed; {kept} values that people had changed were kept.",
            edition=done.edition,
            created=done.created,
            updated=done.updated,
            kept=done.kept,
        ),
    )


def journal(call: Call) -> Lines:
    """Print the journal: the same lines for people and programs."""
    given = call.given
    for entry in upkeep.journal(call.desk, after=given.number("after", 0), all=given.flag("all")):
        shape = dict(entry)
        yield Answer(shape=shape, words=json_line(shape))


RUNNERS: Mapping[str, Callable[[Call], Answer | Lines]] = {
    "check": check,
    "rebuild": rebuild,
    "backup": backup,
    "restore": restore,
    "journal": journal,
    "reference update": reference,
}
