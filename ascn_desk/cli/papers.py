"""Sheets from the command line: sheet export, sheet template."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.base.words import t
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.typed_values import asked, kind_named
from ascn_desk.operations import sheets


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
    "sheet export": sheet_export,
    "sheet template": sheet_template,
}
