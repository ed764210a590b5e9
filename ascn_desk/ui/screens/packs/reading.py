"""What the room of packs asks of the operations and of the layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from ascn_desk.base.words import language
from ascn_desk.briefing.grid import grid_for
from ascn_desk.briefing.kept import KeptPages
from ascn_desk.briefing.read_back import PagePicture, outline, page_picture
from ascn_desk.operations import pack_definitions, pack_issue, pack_library
from ascn_desk.operations.desk import Desk
from ascn_desk.operations.pack_definitions import PackRequest
from ascn_desk.operations.pack_files import PackFiles
from ascn_desk.operations.pack_letters import checked_letters
from ascn_desk.operations.pack_templates import PACK_TEMPLATES, template_named
from ascn_desk.operations.packs import GatheredPack
from ascn_desk.operations.views import BuiltPack, Choice, Row
from ascn_desk.operations.views.pack_library import IssuedPack, IssueLine, RenewedPack

_LAYING_OUT = Lock()
"""The layout registers fonts as it goes: one pack at a time."""


@dataclass(frozen=True, slots=True)
class Library:
    """What was issued, ``total`` of them here; own templates."""

    total: int
    lines: tuple[IssueLine, ...]
    definitions: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A pack as it would be issued: the paper, its number and marking, the least marking that its content allows.

    ``pages_of``: section → the page where it stands, as far as the outline of the file tells.
    """

    built: BuiltPack
    number: str
    marking: str
    least_marking: str
    pages_of: Mapping[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Template:
    """A template as the builder offers it; ``sections`` are (name, words)."""

    name: str
    words: str
    takes: tuple[str, ...]
    most: int
    least: int
    sections: tuple[tuple[str, str], ...]


def templates() -> tuple[Template, ...]:
    """Every template that can be printed, in the current language."""
    return tuple(
        Template(
            each.name,
            pack_library.template_words(each.template.value),
            each.takes,
            each.most,
            each.least,
            tuple((name, each.section_words(name).of(language())) for name in each.section_names),
        )
        for each in PACK_TEMPLATES
    )


def is_known(template: str) -> bool:
    """Whether this version prints a template, by its name or the code in records: another desk's may be newer."""
    return any(template in (each.name, each.template.value) for each in PACK_TEMPLATES)


def library(desk: Desk, text: str) -> Library:
    """The list of what was issued, and the own templates."""
    total, lines = pack_library.issues(desk, text)
    return Library(total, lines, pack_definitions.definitions(desk))


def offered(desk: Desk, template: str, text: str) -> tuple[Choice, ...]:
    """Records to make a pack of."""
    return pack_library.offered_records(desk, template, text)


def gathered(desk: Desk, request: PackRequest) -> GatheredPack:
    """All that the pack needs, read in one go."""
    return pack_issue.gathered_pack(desk, request)


def laid_out(pack: GatheredPack, kept: KeptPages | None = None) -> Preview:
    """The paper; it needs no database. Pages that were ``kept`` are not drawn again, and new ones are kept."""
    began = monotonic()
    with _LAYING_OUT:
        built = pack.printed(kept)
    frame = pack.frame
    first: dict[str, int] = {}
    for title, page in outline(built.pdf):
        first.setdefault(title, page)
    chosen = template_named(pack.chosen.name)
    pages_of: dict[str, int] = {}
    for name in chosen.section_names:
        words = chosen.section_words(name)
        found = [first[each] for each in (words.ja, words.en) if each in first]
        if found:
            pages_of[name] = found[0]
    marking = frame.marking.code
    return Preview(built, frame.pack_number, marking, pack.records.grade.value, pages_of, monotonic() - began)


def page_size(built: BuiltPack) -> tuple[float, float]:
    """How wide and high its pages are, in points."""
    grid = grid_for(built.frame.paper, built.frame.bound)
    return grid.width, grid.height


def picture(pdf: bytes, page: int, scale: float) -> PagePicture:
    """A page in pixels."""
    return page_picture(pdf, page, scale)


def check_letters(built: BuiltPack) -> None:
    """See that a pack may leave the house. Errors: CorrectableError ``letters-without-font``."""
    checked_letters(built)


def issue(desk: Desk, request: PackRequest, for_whom: str) -> IssuedPack:
    """Issue a pack; it is kept on record."""
    with _LAYING_OUT:
        return pack_issue.issue_pack(desk, request, for_whom)


def reissue(desk: Desk, issued: str) -> BuiltPack:
    """An issued pack again, to the last byte."""
    with _LAYING_OUT:
        return pack_issue.reissue_pack(desk, issued)


def renew(desk: Desk, issued: str) -> RenewedPack:
    """An issued pack as of today, and what changed."""
    with _LAYING_OUT:
        return pack_issue.renew_pack(desk, issued)


def request_of(desk: Desk, issued: str) -> PackRequest:
    """What an issued pack was asked for, as of today."""
    return pack_issue.issued_request(desk, issued)


def names_of(desk: Desk, places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What the records of a pack are called."""
    return pack_library.names_of_records(desk, places)


def save_definition(desk: Desk, title: str, request: PackRequest) -> str:
    """Keep an own template; its id."""
    return pack_definitions.save_definition(desk, title, request).id


def check(files: PackFiles) -> PackFiles:
    """See that a pack can be written there."""
    files.check()
    return files


def write(built: BuiltPack, files: PackFiles) -> PackFiles:
    """Write the files of a pack."""
    files.write(built)
    return files
