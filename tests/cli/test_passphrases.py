"""At a terminal the passphrase is asked for, unseen; so are three of the twelve words."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ascn_desk.base.clock import FixedClock
from ascn_desk.operations import enrolment, profiles
from tests.cli.conftest import NOW, PASSPHRASE


def typed_at(arguments: list[object], answer: Callable[[str], str | None]) -> tuple[int, str]:
    """Run the program at a terminal of its own; ``answer`` gets each question and gives what is typed."""
    terminal, its_end = pty.openpty()
    command = [sys.executable, "-m", "ascn_desk", "--lang", "en", *map(str, arguments)]
    # Without a controlling terminal the passphrase is read from standard input, which is one.
    child = subprocess.Popen(command, stdin=its_end, stdout=its_end, stderr=its_end, start_new_session=True)
    os.close(its_end)
    shown, asked = "", 0
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece.decode()
        question = shown[asked:]
        if question.endswith(": "):
            asked = len(shown)
            if (typed := answer(question)) is not None:
                os.write(terminal, f"{typed}\n".encode())
    os.close(terminal)
    return child.wait(30), shown


def test_a_new_passphrase_is_typed_twice_the_same(tmp_path: Path) -> None:
    init = ["init", "--office", "emb-th", "--officer", "x", "--profile", tmp_path / "p"]
    answers = iter(["long enough 1", "long enough 2", "long enough 1", "long enough 1", "long enough 1"])
    code, shown = typed_at(init, lambda question: next(answers))
    assert code == 2 and "The two passphrases differ" in shown
    code, shown = typed_at(init, lambda question: next(answers))
    assert code == 0 and "long enough" not in shown
    code, shown = typed_at(["list", "tag", "--profile", tmp_path / "p"], lambda question: next(answers))
    assert code == 0 and "Nothing found." in shown


def test_three_of_the_twelve_words_are_asked_for(desks: Path, tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    profile, request, starter = tmp_path / "new", tmp_path / "r", tmp_path / "s.ascn"
    desk = profiles.create_desk(profile, "emb-la", "x", "X", PASSPHRASE, clock=clock)
    hq = profiles.open_desk(desks / "hq", PASSPHRASE, clock=clock)
    enrolment.make_request(desk, request)
    words = enrolment.approve(hq, request, starter).words
    for each in (desk, hq):
        each.close()

    def say(question: str) -> str:
        return words[int(re.findall("[0-9]+", question)[-1]) - 1]

    accept = ["enrol", "accept", starter, "--profile", profile, "--passphrase-file", desks / "passphrase"]
    code, shown = typed_at(accept, lambda question: "wrong")
    assert code == 1 and shown.count("of the twelve") == 3
    code, shown = typed_at(accept, say)
    assert code == 0 and "Accepted." in shown
