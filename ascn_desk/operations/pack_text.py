"""A pack as plain text, page by page, for those who cannot read a PDF: what stands on the paper, read back from it."""

from __future__ import annotations

from ascn_desk.base.words import t
from ascn_desk.briefing.read_back import page_lines, page_margins
from ascn_desk.operations.views import BuiltPack


def pack_text(built: BuiltPack) -> str:
    """All words of a pack: its marking and number first, then each page under its number.

    Nothing is taken from the records: whoever reads it has what the paper says, neither more nor less.
    """
    head, foot = page_margins(built.pdf)
    blocks = ["\n".join([*head, *foot])]
    for number, lines in enumerate(page_lines(built.pdf), 1):
        blocks.append("\n".join([t("— Page {page} of {pages} —", page=number, pages=built.pages), *lines]))
    return "\n\n".join(blocks) + "\n"
