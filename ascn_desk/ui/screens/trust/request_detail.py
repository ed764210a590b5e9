"""The request of a desk: who asks, what to compare by telephone, and which countries its office covers."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout

from ascn_desk.base.words import t
from ascn_desk.operations.trust_papers import Paper
from ascn_desk.ui import theme
from ascn_desk.ui.parts import Banner, ButtonKind, CheckBox, Mark, SectionHeading, Shape, Tone
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.trust.detail import Detail, Doing
from ascn_desk.ui.screens.trust.reading import TrustState
from ascn_desk.ui.screens.trust.wording import desk_letters, short_desk

_COLUMNS = 3


class RequestDetail(Detail):
    """What a request asks for, and its answer."""

    def __init__(self, state: TrustState, paper: Paper) -> None:
        info = paper.request
        assert info is not None
        if paper.is_registered:
            mark = Mark(Shape.CHECK, Tone.SUCCESS, t("Registered already; its starter can be written again"))
        else:
            mark = Mark(Shape.BARS, Tone.WARNING, t("Waits for an answer"))
        super().__init__(t("Request of {office}", office=telling.office_words(info.office, info.office_name)), mark)
        self.tell(t("Telephone that office by a number that you know, not one from the file: did they ask, and do they "
                    "read out the same letters of the desk?"))  # fmt: skip
        self.show_pairs(
            [
                (t("Letters of the desk"), desk_letters(info.desk)),
                (t("Name"), info.name),
                (t("Made"), telling.time_words(info.created, state.today)),
                (t("Goes on for"), short_desk(info.previous) if info.previous else ""),
                (t("File"), paper.path.name),
            ]
        )
        if info.previous:
            self.column.addWidget(
                Banner(Tone.INFO, t("New keys: the desk before it is closed in the same step, where its own logs end."),
                       name="request-rotation")
            )  # fmt: skip
        if info.is_practice:
            self.column.addWidget(Banner(Tone.INFO, t("This is a practice desk."), name="request-practice"))
        self._boxes: dict[str, CheckBox] = {}
        self._offer_countries(state)
        self.offer([Doing("approve", t("Approve"), "A", ButtonKind.PRIMARY, "badge-check"),
                    Doing("drop", t("Take it away"), "Del", ButtonKind.QUIET)])  # fmt: skip

    def countries(self) -> tuple[str, ...]:
        """The codes of the countries that the office covers beside its own."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def _offer_countries(self, state: TrustState) -> None:
        self.column.addWidget(SectionHeading(t("Further countries that the office covers"), line=True))
        self.tell(t("Its own country goes without saying. Of each further one it reads and writes the cases."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(4))
        for number, (code, name) in enumerate(state.countries):
            box = self._boxes[code] = CheckBox(name, name=f"country-{code}")
            grid.addWidget(box, number // _COLUMNS, number % _COLUMNS)
        grid.setColumnStretch(_COLUMNS, 1)
        self.column.addLayout(grid)
