"""What came in, from the command line: bundles, set-aside, take-back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.cli import receiving_shapes as shapes
from ascn_desk.cli import telling_receiving as telling
from ascn_desk.cli.call import Answer, Call
from ascn_desk.operations import bundle_chains, setting_aside, waiting


def bundles(call: Call) -> Answer:
    """List the bundles that were imported."""
    found, numbered = setting_aside.bundles(call.desk), bundle_chains.chains(call.desk)
    held = waiting.waiting(call.desk)
    parts = [telling.bundles(found, call.room), telling.chains(numbered, call.room), telling.waiting(held)]
    return Answer(shape=shapes.bundles(found, numbered, held), words="\n\n".join(filter(None, parts)))


def set_aside(call: Call) -> Answer:
    """Undo the import of a bundle."""
    is_rehearsal = call.given.flag("dry-run")
    done = setting_aside.set_aside(call.desk, call.given.one("bundle"), is_rehearsal=is_rehearsal)
    return Answer(shape=shapes.turned(done), words=telling.set_aside(done, is_rehearsal=is_rehearsal))


def take_back(call: Call) -> Answer:
    """Let a bundle count again."""
    is_rehearsal = call.given.flag("dry-run")
    done = setting_aside.take_back(call.desk, call.given.one("bundle"), is_rehearsal=is_rehearsal)
    return Answer(shape=shapes.turned(done), words=telling.taken_back(done, is_rehearsal=is_rehearsal))


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "bundles": bundles,
    "set-aside": set_aside,
    "take-back": take_back,
}
