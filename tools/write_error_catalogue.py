"""Write docs/errors.md: every error a person or a program may meet. A test fails while it is not current.

The codes are found in the source, where they are raised, so the page cannot name one that does not exist:

- a *giver* is a class of errors, the class of a field's problem, or a function that hands a parameter on to a giver
- what stands in the place of a giver's code is read: a literal, either side of a condition, a list that a name was
  looked up in, or the beginning of a text whose end is a field's type
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ascn_desk.base import errors
from ascn_desk.base.words import error_sentences
from ascn_desk.domain.fields import FieldType

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ascn_desk"
PAGE = ROOT / "docs" / "errors.md"

_PROBLEM = "Problem"
"""A field's problem: (field, code, data). Saving turns it into a CorrectableError."""


@dataclass(slots=True)
class Use:
    """Where one code is raised, and with which exit codes."""

    modules: set[str] = field(default_factory=set)
    exits: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Giver:
    """Something called with a code: at which place, under which name, and what exit code follows."""

    place: int
    name: str
    exits: frozenset[int]


def codes_in_use(package: Path = PACKAGE) -> dict[str, Use]:
    """Every code raised in a package, sorted, with where."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(package.rglob("*.py"))}
    own = {_dotted(path, package): _givers(tree) for path, tree in trees.items()}
    uses: dict[str, Use] = {}
    for path, tree in trees.items():
        module = path.relative_to(package).as_posix()
        givers = _imported(tree, own) | own[_dotted(path, package)]
        for call, scope in _calls(tree):
            giver = givers.get(_called(call))
            if giver is None:
                continue
            for code in _texts(_argument(call, giver), scope, tree):
                use = uses.setdefault(code, Use())
                use.modules.add(module)
                use.exits |= giver.exits
    return dict(sorted(uses.items()))


def catalogue() -> str:
    """The page."""
    uses, sentences = codes_in_use(), error_sentences()
    lines = [
        "# Errors",
        "",
        "Written by `tools/write_error_catalogue.py`; do not edit. Every error has a code that stays for ever, and one",
        "sentence in each language: what is wrong, where, and what to do. `{name}` stands for data of the error.",
        'A command prints `{"error": {"code", "message", "data"}}` and ends with the exit code: 1 refused or',
        "incomplete, 2 wrong usage, 3 the machine (disk, lock, damage).",
        "",
        f"{len(uses)} codes.",
        "",
        "| code | exit | sentences | raised in |",
        "|---|---|---|---|",
    ]
    for code, use in uses.items():
        en, ja = sentences.get(code, ("", ""))
        exits = " or ".join(map(str, sorted(use.exits)))
        modules = ", ".join(f"`{module}`" for module in sorted(use.modules))
        lines.append(f"| `{code}` | {exits} | {_cell(en)}<br>{_cell(ja)} | {modules} |")
    return "\n".join(lines) + "\n"


def _cell(sentence: str) -> str:
    return sentence.replace("|", "\\|").replace("\n", " ")


def _error_classes() -> dict[str, _Giver]:
    found = {_PROBLEM: _Giver(1, "code", frozenset({1}))}
    for name, each in vars(errors).items():
        if isinstance(each, type) and issubclass(each, errors.DeskError) and each is not errors.CancelledError:
            found[name] = _Giver(0, "code", frozenset({_exit(each)}))
    return found


def _exit(error: type[errors.DeskError]) -> int:
    if issubclass(error, errors.MachineError):
        return 3
    return 2 if issubclass(error, errors.UsageError) else 1


def _givers(tree: ast.Module) -> dict[str, _Giver]:
    """The classes of errors, and the functions of this module that hand a parameter of theirs on as a code."""
    givers = _error_classes()
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    growing = True
    while growing:
        growing = False
        for function in functions:
            names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
            for call in (each for each in ast.walk(function) if isinstance(each, ast.Call)):
                giver = givers.get(_called(call))
                given = _argument(call, giver) if giver else None
                if giver and isinstance(given, ast.Name) and given.id in names and function.name not in givers:
                    givers[function.name] = _Giver(names.index(given.id), given.id, giver.exits)
                    growing = True
    return givers


def _dotted(path: Path, package: Path) -> str:
    return ".".join(path.relative_to(package.parent).with_suffix("").parts)


def _imported(tree: ast.Module, own: Mapping[str, Mapping[str, _Giver]]) -> dict[str, _Giver]:
    """The givers that a module takes from others by name."""
    found: dict[str, _Giver] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            givers = own.get(node.module or "", {})
            found |= {each.asname or each.name: givers[each.name] for each in node.names if each.name in givers}
    return found


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Every call with the innermost function that it stands in."""

    def below(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield child, scope
            yield from below(child, child if isinstance(child, ast.FunctionDef) else scope)

    return below(tree, tree)


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _argument(call: ast.Call, giver: _Giver) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == giver.name:
            return keyword.value
    return call.args[giver.place] if giver.place < len(call.args) else None


def _texts(expression: ast.expr | None, scope: ast.AST, tree: ast.Module) -> Iterator[str]:
    """The codes that an expression may be."""
    match expression:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp():
            yield from _texts(expression.body, scope, tree)
            yield from _texts(expression.orelse, scope, tree)
        case ast.BoolOp():
            for each in expression.values:
                yield from _texts(each, scope, tree)
        case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), ast.FormattedValue()]):
            yield from (beginning + each.value for each in FieldType)
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Name(id=name)), args=[_, *others]):
            yield from _values_of(name, tree)
            for each in others:
                yield from _texts(each, scope, tree)
        case ast.Subscript(value=ast.Name(id=name)):
            yield from _values_of(name, tree)
        case ast.Name(id=name):
            yield from _assigned(name, scope, tree)


def _assigned(name: str, scope: ast.AST, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(scope):
        if name in _targets(node):
            yield from _texts(getattr(node, "value", None), scope, tree)


def _values_of(name: str, tree: ast.Module) -> Iterator[str]:
    """The texts that a table of the module has as values."""
    for node in tree.body:
        value = getattr(node, "value", None)
        if name in _targets(node) and isinstance(value, ast.Dict):
            for each in value.values:
                yield from _texts(each, tree, tree)


def _targets(node: ast.AST) -> list[str]:
    """The names that a statement assigns to."""
    match node:
        case ast.Assign(targets=targets):
            return [each.id for each in targets if isinstance(each, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


if __name__ == "__main__":
    PAGE.write_text(catalogue(), encoding="utf-8", newline="\n")
