"""Root and registry from the command line: keys, changes that several people sign, closing desks, ruling forks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ascn_desk.base.errors import UsageError
from ascn_desk.base.words import t
from ascn_desk.cli import forks, telling_trust, trust_shapes
from ascn_desk.cli.arguments import Given, existing
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.passphrases import new_passphrase
from ascn_desk.cli.signing import signing_of
from ascn_desk.operations import (
    enrolment,
    trust_care,
    trust_changes,
    trust_closing,
    trust_readable,
    trust_root,
    trust_takeover,
)
from ascn_desk.operations.trust_changes import TrustChanged
from ascn_desk.operations.trust_root import RoleWish
from ascn_desk.sync.key_files import Purpose


def show(call: Call) -> Answer:
    """Show root and registry as held, and warn."""
    held = enrolment.trust_show(call.desk)
    warned = trust_care.warnings(call.desk)
    return Answer(
        shape={**held, "warnings": trust_shapes.warnings(warned)}, words=telling_trust.trust(held, warned, call.room)
    )


def new_key(call: Call) -> Answer:
    """Make a key file."""
    given = call.given
    file = given.path("key-passphrase-file") if given.flag("key-passphrase-file") else None
    passphrase = new_passphrase(file, t("New passphrase for this key: "), is_own=False)
    purpose: Purpose = "root" if given.one("for") == "root" else "registry"
    made = trust_root.make_key(given.path("file"), purpose, passphrase, call.profile)
    return Answer(
        shape=trust_shapes.key(made),
        words=t(
            "Key {key} lies in {path}. Its public half: {public}", key=made.key, path=made.path, public=made.public
        ),
    )


def key(call: Call) -> Answer:
    """Say which key a file holds."""
    held = trust_root.look_at_key(call.given.path("file"))
    words = {
        "root": t("{path} holds the root key {key}.", path=held.path, key=held.key),
        "registry": t("{path} holds the registry key {key}.", path=held.path, key=held.key),
    }
    return Answer(shape=trust_shapes.key(held), words=words[held.purpose])


def change_root(call: Call) -> Answer:
    """Make the next version of the root."""
    given = call.given
    root, registry = (
        RoleWish(add=given.all(f"add-{role}"), remove=given.all(f"remove-{role}"), threshold=_threshold(given, role))
        for role in ("root", "registry")
    )
    signing = signing_of(given)
    return _changed(trust_root.change_root(call.desk, signing, root=root, registry=registry))


def close(call: Call) -> Answer:
    """Close a desk."""
    given = call.given
    named: dict[str, str] = {}
    for text in given.all("end"):
        channel, equals, position = text.partition("=")
        if not equals or channel in named:
            raise UsageError("bad-end", value=text)
        named[channel] = position
    signing = signing_of(given)
    done = trust_closing.close_desk(call.desk, given.one("desk"), named, signing)
    return Answer(shape=trust_shapes.closed(done), words=telling_trust.closed(done, call.room))


def readable(call: Call) -> Answer:
    """List all records that a desk could read."""
    told = trust_readable.readable(call.desk, call.given.one("desk"))
    return Answer(shape=trust_shapes.readable(told), words=telling_trust.readable(told, call.room))


def rule(call: Call) -> Answer:
    """Say which branch stays."""
    given = call.given
    signing = signing_of(given)
    return _changed(
        trust_closing.rule_fork(call.desk, given.one("desk"), given.one("channel"), given.maybe("keep"), signing)
    )


def renew(call: Call) -> Answer:
    """Make the registry expire later."""
    return _changed(trust_care.renew(call.desk, signing_of(call.given)))


def raise_count(call: Call) -> Answer:
    """Raise the count."""
    wanted = call.given.number("count", 0, 1) if call.given.maybe("count") is not None else None
    return _changed(trust_care.raise_count(call.desk, wanted, signing_of(call.given)))


def inspect(call: Call) -> Answer:
    """Say what a prepared change says."""
    return _changed(trust_changes.look_at_change(call.desk, call.given.file("file")))


def take_over(call: Call) -> Answer:
    """Put this desk into the place of a headquarters that is lost."""
    files = [existing(each) for each in call.given.all("files")]
    done = trust_takeover.take_over(call.desk, files, signing_of(call.given))
    return Answer(
        shape={
            "desk": done.desk,
            "entries": done.entries,
            "words": list(done.words),
            **trust_shapes.changed(done.change),
        },
        words=telling_trust.taken_over(done),
    )


def sign(call: Call) -> Answer:
    """Sign a prepared change."""
    given = call.given
    out = given.path("out") if given.flag("out") else None
    signing = replace(signing_of(given), prepare=None)
    return _changed(trust_changes.sign_in_file(call.desk, given.file("file"), signing, out))


def apply(call: Call) -> Answer:
    """Put a change into effect."""
    return _changed(trust_changes.apply_change(call.desk, call.given.file("file")))


def _changed(done: TrustChanged) -> Answer:
    return Answer(shape=trust_shapes.changed(done), words=telling_trust.changed(done))


def _threshold(given: Given, role: str) -> int | None:
    name = f"{role}-threshold"
    return given.number(name, 0, 1) if given.maybe(name) is not None else None


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "trust show": show,
    "trust new-key": new_key,
    "trust key": key,
    "trust change-root": change_root,
    "trust close": close,
    "trust readable": readable,
    "trust forks": forks.listing,
    "trust rule": rule,
    "trust renew": renew,
    "trust raise-count": raise_count,
    "trust inspect": inspect,
    "trust sign": sign,
    "trust apply": apply,
    "trust take-over": take_over,
}
