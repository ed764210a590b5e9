"""Many packs from the command line: packs every."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ascn_desk.base.words import t
from ascn_desk.cli.call import Answer, Call
from ascn_desk.cli.output import progress
from ascn_desk.cli.packs import paper_of
from ascn_desk.domain.dates import parse_day
from ascn_desk.operations.pack_batch import BatchFile, build_every


def every(call: Call) -> Answer:
    """Print a template for every city, country or company."""
    given = call.given
    day = given.maybe("as-of")
    made = list(
        build_every(
            call.desk,
            given.one("template"),
            given.path("out"),
            language=given.maybe("language") or call.lang,
            marking=given.maybe("marking"),
            as_of=parse_day(day, call.today) if day else None,
            redaction=given.maybe("redaction") or "internal",
            country=given.maybe("country"),
            progress=progress(),
            paper=paper_of(call),
        )
    )
    printed = [each for each in made if each.path is not None]
    lines = [
        t("{files} files with {pages} pages: {path}", files=len(printed), pages=sum(each.pages for each in printed),
          path=given.path("out"))
    ]  # fmt: skip
    lines += [f"  {each.record}: {each.problem}" for each in made if each.problem]
    shape = {"files": [_shape(each) for each in made], "pages": sum(each.pages for each in printed)}
    return Answer(shape=shape, words="\n".join(lines))


def _shape(made: BatchFile) -> dict[str, object]:
    return {
        "record": made.record,
        "file": str(made.path) if made.path is not None else None,
        "pages": made.pages,
        "warnings": [{"code": code, "page": page, "message": message} for code, page, message in made.warnings],
        "problem": made.problem or None,
    }


RUNNERS: Mapping[str, Callable[[Call], Answer]] = {"packs every": every}
