"""The receipt of a bundle: the same half page twice, one to send back and one to keep, with a line to cut between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Built, Fact, PackFrame
from ascn_desk.briefing.page import Draw, Pack, draw_header, footer_text
from ascn_desk.briefing.palette import INK, RULE, TEXT_3
from ascn_desk.briefing.paragraph import set_text
from ascn_desk.briefing.parts.balance import Amount, Balance
from ascn_desk.briefing.parts.block import Block, draw_blocks
from ascn_desk.briefing.parts.facts import Facts
from ascn_desk.briefing.parts.opener import Opener
from ascn_desk.briefing.parts.seal import Seal
from ascn_desk.briefing.say import NOTHING, Speaker, Words, day_words, fixed, weekday_words
from ascn_desk.briefing.sections import arranged
from ascn_desk.briefing.sheet import Sheet

_LOW_HALF = 400.0


@dataclass(frozen=True)
class Receipt:
    """What arrived with a bundle, and what became of it.

    Shapes: ``arrived`` = ``counted`` + ``known`` + ``kept``: entries newly shown, those that were here before, and
            those kept that do not count yet. ``is_whole`` is false where a part was held back; its entries are among
            ``known``. ``number`` is None for an update meant for anyone, which has none.
    Units:  ``at`` is UTC.
    """

    office: Words
    number: int | None
    at: datetime
    arrived: int
    counted: int
    known: int
    kept: int
    is_whole: bool
    differences: int
    facts: tuple[Fact, ...] = ()
    receiver: Words = NOTHING


@dataclass(frozen=True)
class _Halves:
    """Where things stand in the two halves of a page.

    Shapes: ``cut`` is where it is cut; ``raised`` how far the upper and the lower half begin above their usual place;
            ``foot`` the rule over the foot from there, ``air`` the room over it; ``cut_words`` the part of the width at
            which the words on the cut line stand.
    """

    cut: float
    foot: float
    raised: tuple[float, float] = (0.0, 0.0)
    air: float = 4.0
    cut_words: float = 0.5

    @classmethod
    def of(cls, paper_height: float) -> _Halves:
        """Half of Letter is 25 lower than half of A4, and must hold the same lines."""
        cut = paper_height / 2
        if cut > _LOW_HALF:
            return cls(cut, cut - 33.0)
        # The upper half keeps off the upper edge of the paper and the lower one off the lower edge, where printers
        # do not reach; so both come near the cut line, and a long foot would run into words in its middle.
        return cls(cut, cut - 14.0, raised=(14.0, 19.0), air=2.0, cut_words=0.82)


def build_receipt(content: Receipt, frame: PackFrame) -> Built:
    """Print a receipt; in both languages on a page each.

    Errors: none for any content; what cannot be printed as given is in the warnings of the result.
    """
    pack = Pack(frame, content.office, is_cut=True)
    for lang in pack.speaker.languages:
        speaker = Speaker(lang)
        pack.add(speaker.one(content.office), _page(content, frame, speaker), "none")
    return pack.build()


def _page(content: Receipt, frame: PackFrame, speaker: Speaker) -> Draw:
    def draw(sheet: Sheet) -> None:
        halves = _Halves.of(sheet.grid.height)
        upper, lower = halves.raised
        for begins, copy in ((-upper, fixed("to be sent back")), (halves.cut - lower, fixed("to be kept"))):
            _draw_half(sheet.lowered(begins), halves, content, frame, speaker, copy)
        _draw_cut(sheet, halves, speaker)

    return draw


def _draw_half(
    sheet: Sheet, halves: _Halves, content: Receipt, frame: PackFrame, speaker: Speaker, copy: Words
) -> None:
    lang = speaker.first
    title = Words(f"{frame.title.of('en')} – {copy.of('en')}", f"{frame.title.of('ja')}　{copy.of('ja')}")
    draw_header(sheet, frame, speaker, title)
    sign = f"No. {content.number}" if content.number is not None else speaker.one(fixed("Update"))
    when = ((lang, _instant(content.at, frame.utc_offset_minutes).of(lang)),)
    opener = Opener(sign, content.office, speaker.one(fixed("Received with thanks")), when, _lead(content))
    top = opener.draw(sheet, speaker)
    blocks = arranged(frame.sections, _blocks(content, frame, speaker, sheet.grid.main_width))
    draw_blocks(sheet, blocks, top, halves.foot - halves.air)
    _draw_foot(sheet, halves.foot, frame, speaker)


def _blocks(content: Receipt, frame: PackFrame, speaker: Speaker, width: float) -> list[Block]:
    known = fixed("as before") if content.is_whole else fixed("as before, or held back")
    amounts = (
        Amount(fixed("arrived"), content.arrived),
        Amount(fixed("newly taken in"), content.counted),
        Amount(known, content.known),
        Amount(fixed("kept, not yet counting"), content.kept),
    )
    balance = Balance(speaker, amounts, width)
    facts = Facts(speaker, content.facts, width, keep=len(content.facts))
    seal = Seal(speaker, content.receiver, Words(frame.printed_by, frame.printed_by), width)
    adds_up = fixed("the left is the sum of the right")
    return [
        Block(speaker, fixed("What arrived"), balance, note=adds_up, name="balance"),
        Block(speaker, fixed("The bundle"), facts, name="bundle"),
        Block(speaker, fixed("Receipt"), seal, name="receipt"),
    ]


def _lead(content: Receipt) -> Words:
    if not content.is_whole:
        return fixed("The signature is right, but a part was held back. It is wanted once more.")
    if content.kept:
        return fixed("The signature is right. {n} entries are kept and do not count yet.", n=content.kept)
    if content.differences:
        return fixed("The signature is right, everything has its place. Differing values: {n}.", n=content.differences)
    return fixed("The signature is right, and everything has its place.")


def _instant(at: datetime, offset_minutes: int) -> Words:
    local = at.astimezone(timezone(timedelta(minutes=offset_minutes)))
    day, name = day_words(local.date()), weekday_words(local.date())
    clock = f"{local.hour:02d}:{local.minute:02d}"
    return Words(f"{name.en}, {day.en}, {clock}", f"{day.ja}（{name.ja}）{clock}")


def _draw_foot(sheet: Sheet, y: float, frame: PackFrame, speaker: Speaker) -> None:
    grid = sheet.grid
    sheet.line(grid.left, y, grid.right, y, 0.4, RULE)
    for number, words in enumerate(footer_text(frame, speaker)):
        setting = set_text(words, styles.small(speaker.first), grid.frame_width, 1)
        sheet.write(setting, grid.left, y + 5.0 + 11.0 * number)


def _draw_cut(sheet: Sheet, halves: _Halves, speaker: Speaker) -> None:
    words = set_text(speaker.one(fixed("cut here")), styles.small(speaker.first).but(colour=TEXT_3))
    y, middle = halves.cut, sheet.grid.width * halves.cut_words
    room = words.width / 2 + 6
    sheet.line(0, y, middle - room, y, 0.5, INK, dashed=True)
    sheet.line(middle + room, y, sheet.grid.width, y, 0.5, INK, dashed=True)
    sheet.write(words, middle, y - 5.5, "centre")
