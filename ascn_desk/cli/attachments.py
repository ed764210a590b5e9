"""Attachments from the command line: attach, attachment save."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.base.words import t
from ascn_desk.cli import shapes
from ascn_desk.cli.call import Answer, Call
from ascn_desk.operations import attachments


def attach(call: Call) -> Answer:
    """Add a file to a record."""
    given = call.given
    done = attachments.attach(
        call.desk,
        given.one("kind"),
        given.one("id"),
        given.file("file"),
        channel=given.maybe("channel"),
        name=given.maybe("name"),
        note=given.maybe("note"),
    )
    saved = done.saved
    shape = shapes.saved(saved) | {"sha256": done.sha256, "size": done.size}
    return Answer(shape=shape, words=t("Attached: {id}", id=saved.id))


def save(call: Call) -> Answer:
    """Write out what an attachment holds."""
    given = call.given
    target = attachments.save_attachment(call.desk, given.one("id"), given.path("out"), given.maybe("channel"))
    return Answer(shape={"file": str(target)}, words=t("Written: {path}", path=target))


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {"attach": attach, "attachment save": save}
