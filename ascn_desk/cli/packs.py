"""Packs from the command line: pack, packs list, packs reissue, packs renew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ascn_desk.base.errors import UsageError
from ascn_desk.base.words import t
from ascn_desk.cli import shapes
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.passphrases import from_file
from ascn_desk.cli.tables import Column, table
from ascn_desk.cli.telling import instant_words, register_name
from ascn_desk.cli.typed_values import place_of
from ascn_desk.domain.dates import parse_day
from ascn_desk.operations import pack_issue, pack_library
from ascn_desk.operations.pack_definitions import PackRequest, definition_named
from ascn_desk.operations.pack_files import PackFiles
from ascn_desk.operations.pack_letters import checked_letters
from ascn_desk.operations.pack_paper import USUAL, PackPaper
from ascn_desk.operations.pack_templates import template_named
from ascn_desk.operations.views import BuiltPack
from ascn_desk.operations.views.pack_library import IssueLine, PageChange, RenewedPack


def pack(call: Call) -> Answer:
    """Print a briefing pack."""
    files = _files(call)
    request = _request(call)
    if not call.given.flag("issue"):
        return _printed(pack_issue.preview_pack(call.desk, request), files)
    issued = pack_issue.issue_pack(call.desk, request, call.given.maybe("for") or "")
    more = {"number": issued.number, "issue": issued.id}
    return _printed(issued.built, files, more, [t("Issued as {number}.", number=issued.number)])


def listing(call: Call) -> Answer:
    """List what was issued."""
    total, lines = pack_library.issues(call.desk, " ".join(call.given.all("text")))
    shape = {"total": total, "packs": [_line_shape(each) for each in lines]}
    return Answer(shape=shape, words=_listed(call, lines))


def reissue(call: Call) -> Answer:
    """Print an issued pack again."""
    files = _files(call)
    issue = pack_library.issue_named(call.desk, call.given.one("issued"))
    return _printed(pack_issue.reissue_pack(call.desk, issue), files)


def renew(call: Call) -> Answer:
    """Print an issued pack as of today."""
    files = _files(call)
    issue = pack_library.issue_named(call.desk, call.given.one("issued"))
    renewed = pack_issue.renew_pack(call.desk, issue)
    more: dict[str, object] = {
        "number": renewed.number,
        "changes": None if renewed.changes is None else [_change_shape(each) for each in renewed.changes],
    }
    if renewed.changes is None:
        more["why"] = renewed.why_not
    if not call.given.flag("issue"):
        checked_letters(renewed.built)
    built = renewed.built
    if call.given.flag("issue"):
        request = pack_issue.issued_request(call.desk, issue)
        issued = pack_issue.issue_pack(call.desk, request, call.given.maybe("for") or "")
        built, more["issue"], more["number"] = issued.built, issued.id, issued.number
    return _printed(built, files, more, _told(renewed))


def _request(call: Call) -> PackRequest:
    given = call.given
    definition, template = given.maybe("definition"), given.maybe("template")
    if definition is None and template is None:
        raise UsageError("argument-needed", command="pack", name="TEMPLATE")
    if definition is None and not given.all("record") and template_named(template or "").least:
        raise UsageError("option-needed", command="pack", option="--record", shown="KIND:ID")
    day = given.maybe("as-of")
    asked: dict[str, object] = {
        "template": template,
        "records": tuple(_place(each) for each in given.all("record")),
        "sections": given.all("section"),
        "language": given.maybe("language"),
        "marking": given.maybe("marking"),
        "as_of": parse_day(day, call.today) if day else None,
        "redaction": given.maybe("redaction"),
    }
    base = PackRequest(template="", language=call.lang)
    if definition is not None:
        base = definition_named(call.desk, definition)
    asked["paper"] = paper_of(call, base.paper)
    return replace(base, **{name: value for name, value in asked.items() if value})  # type: ignore[arg-type]


def paper_of(call: Call, base: PackPaper = USUAL) -> PackPaper:
    """The paper that is asked for; what is not given is as it was."""
    given = call.given
    return PackPaper(
        size=given.maybe("paper") or base.size,
        bound=given.flag("bound") or base.bound,
        draft=given.flag("draft") or base.draft,
    )


def _place(text: str) -> tuple[str, str]:
    """What is printed: ``KIND:ID``, or ``bundle:`` with a bundle's id or office and number."""
    kind, _, named = text.partition(":")
    return (kind, named) if kind == "bundle" and named else place_of(text)


def _files(call: Call) -> PackFiles:
    """The files that are asked for. Errors: of the password and of places where nothing can be written."""
    file = _path(call, "password-file")
    password = from_file(file) if file is not None else None
    files = PackFiles(call.given.path("out"), _path(call, "text"), _path(call, "xlsx"), password)
    files.check()
    return files


def _path(call: Call, option: str) -> Path | None:
    named = call.given.maybe(option)
    return Path(named).expanduser() if named is not None else None


def _printed(
    built: BuiltPack, files: PackFiles, more: Mapping[str, object] | None = None, told: Iterable[str] = ()
) -> Answer:
    files.write(built)
    lines = [t("{pages} pages: {path}", pages=built.pages, path=files.out), *told]
    lines += [f"  {message}" for _, _, message in built.warnings]
    return Answer(shape=shapes.pack(built, files.out) | dict(more or {}), words="\n".join(lines))


def _told(renewed: RenewedPack) -> list[str]:
    """What changed, in words."""
    if renewed.changes is None:
        return [t("What changed cannot be told: {why}", why=renewed.why_not)]
    lines: list[str] = []
    for each in renewed.changed:
        lines.append(page_words(each))
        lines += [f"  - {line}" for line in each.gone] + [f"  + {line}" for line in each.added]
    return lines or [t("Nothing changed since it was issued.")]


def page_words(change: PageChange) -> str:
    """Which page changed, and how."""
    match change.state:
        case "added":
            return t("Page {page} is new.", page=change.now)
        case "gone":
            return t("The former page {page} is gone.", page=change.before)
        case _:
            return t("Page {page} changed.", page=change.now)


def _listed(call: Call, lines: Iterable[IssueLine]) -> str:
    columns = [
        Column(head=register_name(pack_issue.KIND, "number"), is_whole=True),
        Column(head=t("Issued")),
        Column(head=t("Pack")),
        Column(head=t("About")),
        Column(head=register_name(pack_issue.KIND, "for_whom")),
        Column(head=register_name(pack_issue.KIND, "pages"), is_number=True),
        Column(head=register_name(pack_issue.KIND, "printed_by")),
    ]
    rows = [
        (
            each.number,
            instant_words(each.printed_at),
            each.template,
            each.subject,
            each.for_whom,
            str(each.pages),
            each.printed_by,
        )
        for each in lines
    ]
    return table(columns, rows, call.room) if rows else t("No pack was issued yet.")


def _line_shape(line: IssueLine) -> dict[str, object]:
    return {
        "id": line.id,
        "channel": line.channel,
        "number": line.number,
        "template": line.template_code,
        "for": line.for_whom,
        "at": line.printed_at,
        "by": line.printed_by,
        "as_of": line.as_of,
        "language": line.language,
        "marking": line.marking,
        "redaction": line.redaction,
        "pages": line.pages,
        "sha256": line.sha256,
        "definition": line.definition or None,
        "paper": line.paper,
        "bound": line.bound,
        "draft": line.draft,
    }


def _change_shape(change: PageChange) -> dict[str, object]:
    return {
        "state": change.state,
        "before": change.before,
        "now": change.now,
        "gone": list(change.gone),
        "added": list(change.added),
    }


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "pack": pack,
    "packs list": listing,
    "packs reissue": reissue,
    "packs renew": renew,
}
