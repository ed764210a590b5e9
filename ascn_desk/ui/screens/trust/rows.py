"""The rows of the room: root and registry, what waits, forks, and every desk of the registry."""

from __future__ import annotations

from dataclasses import dataclass

from ascn_desk.base.words import t
from ascn_desk.operations.trust_closing import Fork
from ascn_desk.operations.trust_overview import DeskLine, TrustOverview
from ascn_desk.operations.trust_papers import Paper
from ascn_desk.ui.parts import Cell, Shape, Tone
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.trust.reading import TrustState
from ascn_desk.ui.screens.trust.wording import expiry_mark, short_desk, state_mark

ROOT = "root"


@dataclass(frozen=True, slots=True)
class TrustRow:
    """A row: what it is about, and how it is drawn; without any of the three it is root and registry."""

    id: str
    cell: Cell
    desk: DeskLine | None = None
    fork: Fork | None = None
    paper: Paper | None = None


def rows_of(state: TrustState, overview: TrustOverview) -> list[TrustRow]:
    """What waits for somebody stands before the desks."""
    rows = [_root(state, overview)]
    rows += [_paper(each) for each in state.papers]
    rows += [_fork(state, each) for each in overview.forks if not each.is_ruled]
    rows += [_desk(each) for each in overview.desks]
    rows += [_fork(state, each) for each in overview.forks if each.is_ruled]
    return rows


def fork_id(fork: Fork) -> str:
    """The id of the row of a forked log."""
    return f"fork:{fork.desk}|{fork.channel}"


def _root(state: TrustState, overview: TrustOverview) -> TrustRow:
    first = min(overview.root_expires, overview.registry_expires)
    mark = expiry_mark(first, state.today)
    return TrustRow(ROOT, Cell(t("Root and registry"), tone=mark.tone, shape=mark.shape, below=mark.word))


def _paper(paper: Paper) -> TrustRow:
    row_id = f"paper:{paper.path}"
    if paper.request is not None:
        office = telling.office_words(paper.request.office, paper.request.office_name)
        below = t("registered; its starter") if paper.is_registered else t("asks to be registered")
        return TrustRow(row_id, Cell(office, tone=Tone.WARNING, shape=Shape.BARS, below=below), paper=paper)
    if paper.change is not None:
        needed = sum(each.needed for each in paper.change.missing)
        below = t("ready to be put into effect")
        if needed:
            below = t("1 more signature needed") if needed == 1 else t("{n} more signatures needed", n=needed)
        return TrustRow(row_id, Cell(t("Change that waits"), tone=Tone.WARNING, shape=Shape.BARS, below=below),
                        paper=paper)  # fmt: skip
    below = t("nothing can come of it any more")
    return TrustRow(row_id, Cell(paper.path.name, tone=Tone.NEUTRAL, shape=Shape.DASH, below=below), paper=paper)


def _fork(state: TrustState, fork: Fork) -> TrustRow:
    office = telling.office_words(fork.office, state.names.get(fork.office, fork.office))
    below = t("forked log, ruled") if fork.is_ruled else t("forked log: to be ruled")
    tone, shape = (Tone.NEUTRAL, Shape.CHECK) if fork.is_ruled else (Tone.CONFLICT, Shape.DIAMOND)
    return TrustRow(fork_id(fork), Cell(office, tone=tone, shape=shape, below=below), fork=fork)


def _desk(line: DeskLine) -> TrustRow:
    mark = state_mark(line)
    told = (short_desk(line.desk), mark.word, t("this desk") if line.is_own else "")
    return TrustRow(
        f"desk:{line.desk}",
        Cell(telling.office_words(line.office, line.office_name), tone=mark.tone, shape=mark.shape,
             below=t(", ").join(filter(None, told))),
        desk=line,
    )  # fmt: skip
