"""The details of the room: root and registry, a desk, a forked log, a change that waits."""

from __future__ import annotations

from ascn_desk.base.words import t
from ascn_desk.operations.trust_closing import Branch, Fork
from ascn_desk.operations.trust_overview import DeskLine, TrustOverview
from ascn_desk.operations.trust_papers import Paper
from ascn_desk.ui.parts import Banner, ButtonKind, HashWords, Mark, SectionHeading, Shape, Tone
from ascn_desk.ui.screens import telling
from ascn_desk.ui.screens.trust.change_question import fill_with_change
from ascn_desk.ui.screens.trust.detail import Detail, Doing
from ascn_desk.ui.screens.trust.reading import TrustState
from ascn_desk.ui.screens.trust.wording import (
    channel_words,
    channels_words,
    desk_letters,
    expiry_mark,
    short_desk,
    signers_words,
    state_mark,
)

_SHORT_IDENTITY = 12
_MOST_BRANCHES = 9
SIDES = "sides"
"""What a button asks for to see the branches of a fork."""


def root_detail(state: TrustState, overview: TrustOverview) -> Detail:
    """Whom this desk trusts, and until when."""
    detail = Detail(t("Root and registry"))
    for warned in overview.warnings:
        detail.column.addWidget(Banner(Tone.WARNING, warned.message, name=f"trust-{warned.code}"))
    if overview.is_headquarters:
        detail.tell(t("The root says who signs registries; the registry says which desks there are and where their "
                      "logs end. An expiry only warns: nobody is locked out by it."))  # fmt: skip
    else:
        detail.tell(t("This desk trusts what these keys signed. An expiry only warns: work goes on, and headquarters "
                      "sends newer documents with its next file."))  # fmt: skip
    detail.show_pairs(
        [
            (t("Version"), str(overview.root_version)),
            (t("In force"), expiry_mark(overview.root_expires, state.today)),
            (t("Keys that sign"), signers_words(overview.root_signers)),
        ],
        heading=t("Root"),
    )
    detail.show_pairs(
        [
            (t("Version"), str(overview.registry_version)),
            (t("In force"), expiry_mark(overview.registry_expires, state.today)),
            (t("Keys that sign"), signers_words(overview.registry_signers)),
        ],
        heading=t("Registry"),
    )
    detail.column.addWidget(SectionHeading(t("Twelve words of the root"), line=True))
    detail.tell(t("They stay, whatever keys change. A new desk asks for three of them, told by telephone."))
    detail.column.addWidget(HashWords(overview.words, columns=4, name="trust-words"))
    if not overview.is_headquarters:
        detail.column.addStretch(1)
        return detail
    doings = [Doing("renew", t("Renew the registry"), "N", icon="refresh-cw"),
              Doing("renew-root", t("Renew the root"), "R", ButtonKind.QUIET)]  # fmt: skip
    if any(each.code == "count-near-limit" for each in overview.warnings):
        doings.append(Doing("raise", t("Raise the count"), "U", ButtonKind.QUIET))
    detail.offer(doings)
    return detail


def desk_detail(state: TrustState, line: DeskLine, *, may_close: bool) -> Detail:
    """A desk of the registry."""
    own = t("this desk") if line.is_own else ""
    detail = Detail(telling.office_words(line.office, line.office_name), state_mark(line))
    if line.successor is not None:
        detail.tell(t("Closed; the office goes on with desk {desk}.", desk=short_desk(line.successor)))
    detail.show_pairs(
        [
            (t("Letters of the desk"), " ".join(filter(None, (desk_letters(line.desk), f"({own})" if own else "")))),
            (t("Name"), line.name),
            (t("Registered on"), telling.time_words(line.since, state.today)),
            (t("Writes"), channels_words(line.writes, state.names, state.office)),
            (t("Reads"), channels_words(line.reads, state.names, state.office)),
            (t("Last file to it"), telling.time_words(line.last_sent or "", state.today)),
        ]
    )
    if line.ends:
        ends = [
            (channel_words(channel, state.names, state.office), t("at number {n}", n=n) if n else t("at nothing"))
            for channel, n in line.ends
        ]
        detail.show_pairs(ends, heading=t("Its logs end"), name_width=260)
    if may_close and line.state == "active" and not line.is_own:
        detail.tell(t("Close a desk that is lost or stolen. What it wrote up to its end counts for ever; what comes "
                      "later does not, and it is sent nothing any more."))  # fmt: skip
        detail.offer([Doing("close", t("Close this desk"), "C", ButtonKind.DANGER, "ban"),
                      Doing("readable", t("What it could read"), "V", ButtonKind.QUIET, "eye")])  # fmt: skip
    elif may_close and not line.is_own:
        detail.offer([Doing("readable", t("What it could read"), "V", ButtonKind.QUIET, "eye")])
    else:
        detail.column.addStretch(1)
    return detail


def fork_detail(state: TrustState, fork: Fork) -> Detail:
    """A log of two branches or more, side by side."""
    mark = (Mark(Shape.CHECK, Tone.SUCCESS, t("Ruled")) if fork.is_ruled
            else Mark(Shape.DIAMOND, Tone.CONFLICT, t("Not ruled yet")))  # fmt: skip
    office = telling.office_words(fork.office, state.names.get(fork.office, fork.office))
    detail = Detail(t("Forked log of {office}", office=office), mark)
    detail.tell(t("One machine became two, and both wrote the same numbers. Nothing is lost: every branch is kept. "
                  "Talk with that office, and say which branch stays, as a rule that of the machine in use. What "
                  "stands only in another is written again by the office, under new keys."))  # fmt: skip
    shared = t("up to number {n}", n=fork.shared[0]) if fork.shared[0] else t("nothing")
    detail.show_pairs(
        [
            (t("Letters of the desk"), desk_letters(fork.desk)),
            (t("Channel"), channel_words(fork.channel, state.names, state.office)),
            (t("The branches share"), shared),
        ]
    )
    for number, branch in enumerate(fork.branches, start=1):
        detail.show_pairs(_branch_pairs(branch), heading=t("Branch {n}", n=number))
    sides = Doing(SIDES, t("See them side by side"), "B", ButtonKind.SECONDARY, "git-compare")
    if fork.is_ruled:
        detail.offer([sides])
    elif was_ruled(fork):
        detail.tell(t("Which branch stays was said before; more of another came since."))
        detail.offer([Doing("keep-0", t("Rule again"), "1", ButtonKind.PRIMARY, "gavel"), sides])
    else:
        detail.offer([sides, *(Doing(f"keep-{n}", t("Keep branch {n}", n=n), str(n), icon="gavel")
                               for n in range(1, min(len(fork.branches), _MOST_BRANCHES) + 1))])  # fmt: skip
    return detail


def was_ruled(fork: Fork) -> bool:
    """Whether it was said already which branch stays."""
    return fork.end is not None and fork.end.identity is not None


def change_detail(paper: Paper) -> Detail:
    """A change that waits for a signature, or for being put into effect."""
    change = paper.change
    assert change is not None
    if change.missing:
        mark = Mark(Shape.BARS, Tone.WARNING, t("Waits for a signature"))
    else:
        mark = Mark(Shape.CHECK, Tone.SUCCESS, t("Signed by enough people"))
    detail = Detail(t("Change that waits"), mark)
    detail.tell(t("Read what it says before you sign. It takes effect once enough people signed, and goes to the "
                  "offices with the next files."))  # fmt: skip
    fill_with_change(detail.column, change, with_effect=False)
    first = (Doing("sign", t("Sign it"), "S", ButtonKind.PRIMARY, "pencil-line") if change.missing
             else Doing("sign", t("Put it into effect"), "S", ButtonKind.PRIMARY, "check"))  # fmt: skip
    detail.offer([first, Doing("copy", t("Copy it for the next person"), "W", icon="save"),
                  Doing("drop", t("Take it away"), "Del", ButtonKind.QUIET)])  # fmt: skip
    return detail


def problem_detail(paper: Paper, sentence: str) -> Detail:
    """A paper of which nothing can come any more."""
    detail = Detail(paper.path.name)
    detail.column.addWidget(Banner(Tone.WARNING, sentence, name="paper-problem"))
    detail.offer([Doing("drop", t("Take it away"), "Del")])
    return detail


def _branch_pairs(branch: Branch) -> list[tuple[str, str | Mark]]:
    counts = (Mark(Shape.CHECK, Tone.SUCCESS, t("counts here")) if branch.counts
              else Mark(Shape.DASH, Tone.NEUTRAL, t("does not count")))  # fmt: skip
    return [
        (t("State"), counts),
        (t("Holds"), telling.entries_words(branch.entries)),
        (t("Last number"), str(branch.number)),
        (t("Last segment"), branch.identity[:_SHORT_IDENTITY]),
    ]
