"""How the states of a case are shown: shape, colour, word."""

from __future__ import annotations

from ascn_desk.base.words import language, t
from ascn_desk.domain.vocabularies import CaseStatus, code_word
from ascn_desk.ui.parts import Mark, Shape, Tone

_MARKS = {
    CaseStatus.NEW: (Shape.RING, Tone.INFO),
    CaseStatus.IN_PROGRESS: (Shape.HALF, Tone.INFO),
    CaseStatus.WAITING: (Shape.BARS, Tone.WARNING),
    CaseStatus.ASKED_HQ: (Shape.UP, Tone.CONFLICT),
    CaseStatus.SOLVED: (Shape.CHECK, Tone.SUCCESS),
    CaseStatus.PARTLY: (Shape.QUARTER, Tone.SUCCESS),
    CaseStatus.NOT_SOLVED: (Shape.CROSS, Tone.ERROR),
    CaseStatus.WITHDRAWN: (Shape.SLASH, Tone.NEUTRAL),
    CaseStatus.OUT_OF_SCOPE: (Shape.DASH, Tone.NEUTRAL),
}


def status_mark(code: str | None, *, short: bool = False) -> Mark:
    """The mark of a status; a code of a newer version is shown as it is. ``short`` fits the column of a list."""
    code = code or CaseStatus.NEW.value
    try:
        status = CaseStatus(code)
    except ValueError:
        return Mark(Shape.DOT, Tone.NEUTRAL, code)
    shape, tone = _MARKS[status]
    word = t("Waiting") if short and status is CaseStatus.WAITING else code_word(CaseStatus, code, language())
    if short and status is CaseStatus.ASKED_HQ:
        word = t("Asked HQ")
    return Mark(shape, tone, word)


def short_reference(reference: str, *, whole: bool = False) -> str:
    """The last part of a case's number, which is enough among cases of one office."""
    return reference if whole else reference.rpartition("-")[2]
