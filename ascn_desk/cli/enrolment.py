"""Setting up and enrolling from the command line: init, enrol request, inspect, approve, prepare, accept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from ascn_desk.base.errors import UsageError
from ascn_desk.base.words import t
from ascn_desk.cli import shapes, telling_exchange, telling_trust, trust_shapes
from ascn_desk.cli.arguments import Given
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.passphrases import answered, from_file, is_terminal, new_passphrase
from ascn_desk.cli.signing import signing_of
from ascn_desk.domain.channels import HEADQUARTERS_OFFICE
from ascn_desk.operations import enrolment, profiles
from ascn_desk.operations.trust_changes import Signing


def init(call: Call) -> Answer:
    """Set up a desk."""
    given = call.given
    roots = int(given.maybe("roots") or 3)
    root_dir = given.path("root-dir") if given.flag("root-dir") else None
    is_guarded = given.one("office") == HEADQUARTERS_OFFICE and roots > 1
    if is_guarded and root_dir is None:
        raise UsageError("root-dir-needed")
    secret = new_passphrase(given.common.passphrase_file, t("New passphrase for this desk: "))
    desk = profiles.create_desk(
        call.profile,
        given.one("office"),
        given.one("officer"),
        given.maybe("name") or given.one("officer"),
        secret,
        clock=call.clock,
        language=call.lang,
        roots=roots,
        root_dir=root_dir,
        root_passphrases=_root_passphrases(given, roots) if is_guarded else (),
    )
    call.keep(desk)
    return Answer(
        shape={"desk": desk.desk, "office": desk.office},
        words=t(
            "This is now desk {desk} of {office}, in {path}.", desk=desk.desk, office=desk.office, path=call.profile
        ),
    )


def _root_passphrases(given: Given, count: int) -> list[str]:
    """A passphrase for each root key: from as many files, else typed."""
    files = [Path(each).expanduser() for each in given.all("root-passphrase-file")]
    if files and len(files) != count:
        raise UsageError("root-passphrases", count=len(files), needed=count)
    if files:
        return [from_file(file) for file in files]
    return [
        new_passphrase(None, t("New passphrase for root key {number}: ", number=number), is_own=False)
        for number in range(1, count + 1)
    ]


def request(call: Call) -> Answer:
    """Write the request of this desk."""
    out = call.given.path("out")
    desk = call.desk
    enrolment.make_request(desk, out)
    return Answer(
        shape={"desk": desk.desk, "file": str(out)},
        words=t("Send this request to headquarters: {path}", path=out),
    )


def approve(call: Call) -> Answer:
    """Register the desk of a request."""
    file = call.given.file("file")
    signing = signing_of(call.given)
    done = enrolment.approve(
        call.desk, file, call.given.path("out"), signing, call.given.all("country")
    )
    return Answer(shape=shapes.approval(done), words=telling_exchange.approval(done))


def accept(call: Call) -> Answer:
    """Accept the starter bundle: the twelve words as given, or three that are asked for."""
    given = call.given
    starter = given.file("file")
    typed = " ".join(given.all("words")).split()
    if typed and len(typed) != 12:
        raise UsageError("twelve-words", count=len(typed))
    if typed:
        words = dict(enumerate(typed, 1))
    elif is_terminal():
        asked = enrolment.inspect_starter(call.desk, starter).asked
        words = {place: answered(t("Word {place} of the twelve: ", place=place)) for place in asked}
    else:
        raise UsageError("twelve-words", count=0)
    done = enrolment.accept(call.desk, starter, words)
    return Answer(
        shape=shapes.accepted(done),
        words=t("Accepted. {office} now holds {entries} entries.", office=done.office, entries=done.entries),
    )


def inspect(call: Call) -> Answer:
    """Say who asks, and what registering that desk would change."""
    file = call.given.file("file")
    asks = enrolment.read_request(call.desk, file)
    done = enrolment.register(call.desk, file, Signing(is_rehearsal=True))
    return Answer(
        shape={
            "desk": asks.desk,
            "office": asks.office,
            "name": asks.name,
            "created": asks.created,
            "previous": asks.previous,
            **trust_shapes.changed(done),
        },
        words=f"{telling_trust.request(asks, call.room)}\n\n{telling_trust.changed(done)}",
    )


def prepare(call: Call) -> Answer:
    """Write the change that registers the desk of a request, for the next person to sign."""
    file = call.given.file("file")
    signing = replace(signing_of(call.given), prepare=call.given.path("out"))
    done = enrolment.register(call.desk, file, signing, call.given.all("country"))
    return Answer(shape=trust_shapes.changed(done), words=telling_trust.changed(done))


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "init": init,
    "enrol request": request,
    "enrol inspect": inspect,
    "enrol approve": approve,
    "enrol prepare": prepare,
    "enrol accept": accept,
}
