"""docs/commands.md tells of every command exactly as it is declared."""

from __future__ import annotations

from pathlib import Path

from ascn_desk.cli.declared import COMMANDS, COMMON
from ascn_desk.cli.helping import usage

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_command_stands_on_the_page_as_help_shows_it() -> None:
    shown = PAGE.replace("\\|", "|")
    assert [usage(each) for each in COMMANDS if f"`{usage(each)}`" not in shown] == []


def test_every_common_option_stands_on_the_page() -> None:
    assert [each.name for each in COMMON if f"--{each.name}" not in PAGE] == []
