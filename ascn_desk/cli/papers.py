"""Paper and sheets from the command line: pack, sheet export, sheet template."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.base.files import write_atomic
from ascn_desk.base.words import t
from ascn_desk.cli import shapes
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.typed_values import asked, kind_named, place_of
from ascn_desk.domain.dates import parse_day
from ascn_desk.operations import packs, sheets


def pack(call: Call) -> Answer:
    """Print a briefing pack."""
    given = call.given
    out = given.path("out")
    records = [place_of(each) for each in given.all("record")]
    day = given.maybe("as-of")
    built = packs.build_pack(
        call.desk,
        given.one("template"),
        records,
        language=given.maybe("language") or call.lang,
        marking=given.maybe("marking"),
        as_of=parse_day(day, call.today) if day else None,
        redaction=given.maybe("redaction") or "internal",
    )
    write_atomic(out, built.pdf)
    lines = [t("{pages} pages: {path}", pages=built.pages, path=out)]
    lines += [f"  {message}" for _, _, message in built.warnings]
    return Answer(shape=shapes.pack(built, out), words="\n".join(lines))


def sheet_export(call: Call) -> Answer:
    """Write the records of a kind as an Excel file."""
    given = call.given
    kind = kind_named(given.one("kind"))
    out = given.path("out")
    rows = sheets.export_sheet(call.desk, kind.name, out, where=asked(kind, given.all("where"), call.today))
    return Answer(
        shape={"file": str(out), "rows": rows}, words=t("{rows} rows: {path}", rows=rows, path=out)
    )


def sheet_template(call: Call) -> Answer:
    """Write an empty Excel form for a kind."""
    kind = kind_named(call.given.one("kind"))
    out = call.given.path("out")
    sheets.template(call.desk, kind.name, out)
    return Answer(shape={"file": str(out), "rows": 0}, words=t("Form: {path}", path=out))


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {
    "pack": pack,
    "sheet export": sheet_export,
    "sheet template": sheet_template,
}
