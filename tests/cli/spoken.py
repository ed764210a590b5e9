"""Every English text that the commands say, found in their source and their declarations."""

from __future__ import annotations

import ast
from pathlib import Path

from ascn_desk.cli.declared import COMMANDS, COMMON

PACKAGE = Path(__file__).resolve().parents[2] / "ascn_desk" / "cli"


def spoken_texts() -> list[str]:
    """In the order of their places, each once."""
    found = [*_declared()]
    for path in sorted(PACKAGE.rglob("*.py")):
        found += _literals(ast.parse(path.read_text(encoding="utf-8")))
    return list(dict.fromkeys(found))


def _declared() -> list[str]:
    texts = [option.words for option in COMMON]
    for command in COMMANDS:
        texts += [command.words, command.more]
        texts += [each.words for each in (*command.arguments, *command.options)]
    return [text for text in texts if text]


def _literals(tree: ast.AST) -> list[str]:
    return [
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("t", "text")
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]
