"""The timeline of a case as it is drawn: an icon or a state's shape, and whether each item has gone out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ascn_desk.base.clock import instant_from, local_date
from ascn_desk.base.words import language, t
from ascn_desk.domain.dates import show_day
from ascn_desk.operations.attachments import ListedFile
from ascn_desk.operations.views import TimelineItem as Happened
from ascn_desk.ui.parts import Mark, Shape, TimelineItem, Tone
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.cases.marks import status_mark

_ICONS = {
    "made": "file-plus", "log_entry": "message-square", "edit": "pencil", "attachment": "paperclip",
    "follow_up": "list-checks",
}  # fmt: skip
_LOG_ICONS = {
    "phone": "phone", "mail": "mail", "visit": "building", "meeting": "users", "video": "monitor",
    "letter": "file-text", "event": "calendar-days", "web": "globe", "telegram": "scroll-text",
    "conversation": "message-square", "site-visit": "map-pin", "note": "notebook-pen", "support": "handshake",
}  # fmt: skip
_TRAVEL_ICONS = {"unsent": "arrow-up", "sent": "send", "received": "check", "from-outside": "download"}


def drawn_items(items: Sequence[Happened], today: date, files: Sequence[ListedFile] = ()) -> list[TimelineItem]:
    """The items as the part draws them, in the order given; their ids are their places. ``files``: its attachments."""
    held = {each.id: each for each in files}
    return [_drawn(str(place), item, today, held) for place, item in enumerate(items)]


def day_of(at: str) -> date | None:
    """The day that an instant or a day falls on, where this desk stands; None for what is neither."""
    try:
        return local_date(instant_from(at)) if "T" in at else date.fromisoformat(at)
    except ValueError:
        return None


def short_day(at: str, today: date) -> str:
    """A day without its weekday, as a narrow column shows it."""
    day = day_of(at)
    return at if day is None else show_day(day, language(), today).partition("(")[0]


def travel_words(travel: str | None) -> str:
    """Whether an entry has gone to headquarters, in words."""
    match travel:
        case "unsent":
            return t("unsent")
        case "sent":
            return t("sent, not yet confirmed")
        case "received":
            return t("received by headquarters")
        case _:
            return ""


def file_words(file: ListedFile) -> str:
    """How large an attachment is, and that it is still to come where it is."""
    words = telling.size_words(file.size) if file.size is not None else ""
    return ", ".join(filter(None, (words, "" if file.is_here else t("still to come"))))


def _drawn(row_id: str, item: Happened, today: date, files: Mapping[str, ListedFile]) -> TimelineItem:
    words = travel_words(item.travel)
    meta = (" ・ " if language() == "ja" else " · ").join(part for part in (words, item.meta) if part)
    mark = None
    icon = _ICONS.get(item.sort, "circle-dot")
    if item.sort == "status":
        mark = Mark(status_mark(item.state).shape, status_mark(item.state).tone)
    elif item.sort == "conflict":
        mark = Mark(Shape.DIAMOND, Tone.CONFLICT)
    elif item.sort == "log_entry":
        icon = _LOG_ICONS.get(item.state or "", icon)
    lines = list(item.lines)
    file = files.get(item.record[1]) if item.record is not None else None
    if file is not None:
        lines.insert(0, file_words(file))
    body = "\n".join(lines)
    return TimelineItem(
        id=row_id, when=short_day(item.at, today), title=item.title, icon=icon, mark=mark, meta=meta,
        meta_icon="" if not words else _TRAVEL_ICONS.get(item.travel or "", ""),
        body=body if item.sort == "log_entry" else "", note="" if item.sort == "log_entry" else body,
        tone=Tone.SUCCESS if item.travel == "received" else None, strong=item.sort in ("log_entry", "follow_up"),
    )  # fmt: skip
