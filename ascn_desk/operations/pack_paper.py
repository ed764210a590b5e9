"""The paper that a pack is printed on: its size, a margin for binding, DRAFT behind the text.

A record that says nothing of it means the usual paper: A4, unbound, no watermark. What is usual is not kept, so such a
record looks the same whenever it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ascn_desk.base.errors import UsageError
from ascn_desk.briefing import grid
from ascn_desk.domain.vocabularies import PaperSize

_ON_THE_GRID: Mapping[PaperSize, grid.Paper] = {PaperSize.A4: "A4", PaperSize.LETTER: "Letter"}


@dataclass(frozen=True, slots=True)
class PackPaper:
    """``size`` is a code of :class:`PaperSize`; one of a newer version is held as it is."""

    size: str = PaperSize.A4.value
    bound: bool = False
    draft: bool = False

    @property
    def on_the_grid(self) -> grid.Paper:
        """The size as the layout has it.

        Errors: UsageError ``bad-choice``.
        """
        found = next((each for each in PaperSize if each.value == self.size), None)
        if found is None:
            choices = ", ".join(each.value for each in PaperSize)
            raise UsageError("bad-choice", field="paper", value=self.size, choices=choices)
        return _ON_THE_GRID[found]

    def unusual(self) -> list[str]:
        """What tells it from the usual paper: a pack on another is another pack, under a number of its own."""
        said = {"paper": self.size if self.size != PaperSize.A4 else "", "bound": self.bound, "draft": self.draft}
        return [f"{name}:{value}" for name, value in said.items() if value]


USUAL = PackPaper()


def stored_paper(paper: PackPaper) -> dict[str, str | bool | None]:
    """The fields in which records keep it."""
    size = paper.size if paper.size != PaperSize.A4 else None
    return {"paper": size, "bound": paper.bound or None, "draft": paper.draft or None}


def read_paper(values: Mapping[str, object]) -> PackPaper:
    """The paper, from the fields of a record."""
    size = values.get("paper")
    return PackPaper(
        size=str(size) if size else PaperSize.A4.value,
        bound=values.get("bound") is True,
        draft=values.get("draft") is True,
    )
