"""The paper itself: header with the handling grade, footer with number and version, watermark.

The same inputs give the same bytes: nothing here asks for the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from ascn_desk.briefing import styles
from ascn_desk.briefing.content import Built, Marking, PackFrame, PackWarning, WarningCode
from ascn_desk.briefing.grid import Grid, grid_for
from ascn_desk.briefing.ink import Ink
from ascn_desk.briefing.kept import KeptPage, KeptPages, key_of
from ascn_desk.briefing.palette import INK, RULE, TEXT_3, WATERMARK
from ascn_desk.briefing.paragraph import Style, line_width, set_text
from ascn_desk.briefing.press import About, printed
from ascn_desk.briefing.say import NOTHING, Speaker, Words, day_words, fixed, printed_words
from ascn_desk.briefing.sheet import Sheet
from ascn_desk.briefing.units import Run

Draw = Callable[[Sheet], None]
Furniture = Literal["all", "marking", "none"]
"""What stands around a page's content: header and footer; in the header the marking alone; or what the page draws."""

_MARKING_TOP = 28.0
_MARKING_HEIGHT = 18.0
_MARKING_PADDING = 7.0
_HEADER_BASELINE = 41.0
_FOOTER_BASELINE = 14.0
_FOOTER_SECOND = 25.0
DRAFT = "DRAFT"
"""What stands behind the text of a pack that is not final, the same in every language."""
_WATERMARK_SIZE, _WATERMARK_IN_HALF = 150.0, 88.0


@dataclass(frozen=True)
class _Page:
    """``drawn`` instead of ``draw`` where it was drawn before; ``head`` is drawn below either."""

    draw: Draw | None
    title: str
    furniture: Furniture = "all"
    head: Draw | None = None
    drawn: Ink | None = None


class Pack:
    """A pack being put together: pages in order, then the file. ``kept`` has pages that were drawn before."""

    def __init__(
        self, frame: PackFrame, subject: Words, kept: KeptPages | None = None, *, is_cut: bool = False
    ) -> None:
        """``is_cut``: its pages are cut in the middle, and each half must say what it is."""
        self.frame = frame
        self._kept, self._is_cut = kept, is_cut
        self.speaker = Speaker(frame.language)
        self.grid: Grid = grid_for(frame.paper, frame.bound)
        self._subject = subject
        self._pages: list[_Page] = []

    def add(self, title: str, draw: Draw, furniture: Furniture = "all", head: Draw | None = None) -> None:
        """Add a page; `title` is its place in the outline, `head` is drawn first."""
        self._pages.append(_Page(draw, title, furniture, head))

    def part(
        self, drawn_from: object, make: Callable[[Pack], object], head: Callable[[bool], Draw] | None = None
    ) -> None:
        """Add the pages that ``make`` adds to a pack of its own, as they were kept if they were drawn before.

        Shapes: ``drawn_from`` is all that they are made of, in records that tell by ``repr`` all that they hold; of the
                frame they get no more than goes for every pack. ``head`` draws, of the first page or of one after it,
                what may change from pack to pack.
        """
        alone = Pack(_for_every_pack(self.frame), NOTHING)
        key = key_of(drawn_from, alone.frame) if self._kept is not None else b""
        pages = self._kept.get(key) if self._kept is not None else None
        if pages is None:
            make(alone)
            pages = tuple(
                KeptPage(page.title, _drawn(page, self.grid, self._kept, has_head=head is None))
                for page in alone._pages
            )
            if self._kept is not None:
                self._kept.put(key, pages)
        for number, page in enumerate(pages):
            self._pages.append(_Page(None, page.title, head=head(number == 0) if head else None, drawn=page.ink))

    @property
    def pages(self) -> int:
        """How many pages it has so far."""
        return len(self._pages)

    def build(self) -> Built:
        """Print all pages."""
        speaker, frame = self.speaker, self.frame
        about = About(
            title=f"{speaker.one(frame.title)} {speaker.one(self._subject)}".strip(),
            author=speaker.one(frame.office),
            subject=f"{frame.pack_number} · {frame.version}",
            keywords=speaker.joined(frame.marking.grade, ", "),
            lang=speaker.first,
        )
        warnings: dict[tuple[object, ...], PackWarning] = {}

        def pages() -> Iterator[tuple[str, list[Ink]]]:
            for number, page in enumerate(self._pages, start=1):
                inks = self._drawn(page, number)
                for code, data in (each for ink in inks for each in ink.warnings):
                    # Pages that are kept know no marking, so they tell of contact data whatever it is.
                    if code == "contact-data-public" and not frame.marking.is_public:
                        continue
                    known: WarningCode = code  # type: ignore[assignment]
                    warnings.setdefault((code, number, *sorted(data.items())), PackWarning(known, number, data))
                yield page.title, inks

        pdf = printed(about, self.grid, pages())
        return Built(pdf, len(self._pages), tuple(warnings.values()))

    def _drawn(self, page: _Page, number: int) -> list[Ink]:
        """What stands on a page: below, its content, and what stands around it."""
        frame, speaker = self.frame, self.speaker
        below = Ink()
        sheet = Sheet(below, self.grid, number)
        if frame.draft:
            _draw_watermark(sheet, is_cut=self._is_cut)
        if page.furniture != "none":
            title = frame.title if page.furniture == "all" else NOTHING
            draw_header(sheet, frame, speaker, title)
        if page.head is not None:
            page.head(sheet)
        body = page.drawn or _drawn(page, self.grid, self._kept, number, has_head=False)
        above = Ink()
        if page.furniture != "none":
            draw_footer(Sheet(above, self.grid, number), frame, speaker, len(self._pages))
        return [below, body, above]


def _drawn(page: _Page, grid: Grid, kept: KeptPages | None, number: int = 0, *, has_head: bool) -> Ink:
    ink = Ink()
    for draw in (page.head if has_head else None, page.draw):
        if draw is not None:
            draw(Sheet(ink, grid, number, kept))
    return ink


def _for_every_pack(frame: PackFrame) -> PackFrame:
    """The frame without what only one pack has, or what stands around its pages."""
    return replace(
        frame,
        title=NOTHING,
        marking=Marking("", NOTHING),
        pack_number="",
        version=0,
        office=NOTHING,
        printed_at=datetime.min.replace(tzinfo=UTC),
        printed_by="",
        sections=(),
    )


def _draw_watermark(sheet: Sheet, *, is_cut: bool) -> None:
    size = _WATERMARK_IN_HALF if is_cut else _WATERMARK_SIZE
    style = Style(size, size, "en", bold=True, colour=WATERMARK)
    for part in (0.25, 0.75) if is_cut else (0.5,):
        sheet.turned(sheet.grid.width / 2, sheet.grid.height * part, 55, DRAFT, style)


def draw_header(sheet: Sheet, frame: PackFrame, speaker: Speaker, title: Words) -> None:
    """The marking with its limits at the right, and what the paper is at the left."""
    grid = sheet.grid
    grade = frame.marking.grade
    shown = (
        grade.of("ja") if frame.language == "ja" or not grade.en else f"{grade.of('ja')} {grade.en.upper()}"
    )
    # The grade is always in Japanese first, so that nobody in the ministry has to translate it.
    style = styles.marking("en" if speaker.first == "en" else "ja")
    width = line_width(shown, style) + 2 * _MARKING_PADDING
    left = grid.right - width
    sheet.box(left, _MARKING_TOP, width, _MARKING_HEIGHT, stroke=INK, line=0.9)
    sheet.text(left + _MARKING_PADDING, _MARKING_TOP + 12.4, shown, style)
    room = left - 8
    if frame.marking.limits:
        between = "・" if speaker.first == "ja" else " · "
        limits = between.join(speaker.one(limit) for limit in frame.marking.limits)
        setting = set_text(limits, styles.small(speaker.first), grid.frame_width * 0.45, 1)
        sheet.write(setting, left - 8, _HEADER_BASELINE - 8.25, "right")
        room -= setting.width + 16
    named = set_text(speaker.joined(title, "　"), styles.small(speaker.first), max(60.0, room - grid.left), 1)
    sheet.write(named, grid.left, _HEADER_BASELINE - 8.25)


def draw_footer(sheet: Sheet, frame: PackFrame, speaker: Speaker, total: int) -> None:
    """Number, version, day and office; below, when and by whom it was printed; at the right the page."""
    grid = sheet.grid
    sheet.line(grid.left, grid.footer, grid.right, grid.footer, 0.4, RULE)
    first, second = grid.footer + _FOOTER_BASELINE, grid.footer + _FOOTER_SECOND
    small = styles.small(speaker.first)
    page = set_text(
        (Run(str(sheet.number), bold=True, colour=INK), Run(f"/{total}")),
        Style(9, 12, speaker.first, colour=TEXT_3),
    )
    sheet.write(page, grid.right, first - 9, "right")
    room = grid.frame_width - page.width - 16
    upper, lower = footer_text(frame, speaker)
    sheet.write(set_text(upper, small, room, 1), grid.left, first - 8.25)
    sheet.write(set_text(lower, small, room, 1), grid.left, second - 8.25)


def footer_text(frame: PackFrame, speaker: Speaker) -> tuple[str, str]:
    """The two lines of the footer."""
    version = fixed("version {n}", n=frame.version)
    as_of = fixed("as of {day}", day=day_words(frame.as_of))
    printed = printed_words(frame.printed_at, frame.utc_offset_minutes, frame.printed_by)
    if speaker.first == "en":
        return (
            " · ".join((frame.pack_number, version.en, as_of.en, frame.office.of("en"))),
            printed.en,
        )
    upper = f"{frame.pack_number}　{version.ja}　　{as_of.ja}　　{frame.office.of('ja')}"
    lower = printed.ja
    if frame.language == "both" and frame.office.en:
        lower = f"{printed.ja}　　{frame.office.en}, {version.en}"
    return upper, lower
