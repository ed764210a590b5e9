"""Mutation testing: which small faults in the readers and the merge would no test notice?

    python tools/mutate.py [MODULE …] [--near] [--out FILE]

Each mutant is one changed operator, constant or condition. It lies in a copy of the tree; the nearest tests run
against it in a process of their own, and for what they let live the slower ones too. A run that takes four times the
processor time of the unchanged module, and 20 s at least, counts as noticed too; how many went that way is told. Ends
with one line a module and every survivor; exit 1 if fewer than 85 in 100 were killed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
VECTORS = ("tests/vectors/test_hostile.py", "tests/vectors/test_good.py")
MODULES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ascn_desk/domain/merge.py": (
        ("tests/domain/test_merge.py",),
        ("tests/oracle/test_plain_merge.py", "tests/oracle/test_store_in_any_order.py"),
    ),
    "ascn_desk/sync/archive.py": (("tests/sync/test_archive.py",), ("tests/sync/test_bundle.py", *VECTORS)),
    "ascn_desk/sync/envelope.py": (("tests/sync/test_envelope.py",), ("tests/sync/test_request.py", *VECTORS)),
    "ascn_desk/sync/entry_line.py": (("tests/sync/test_entry_line.py",), ("tests/sync/test_segment.py", *VECTORS)),
    "ascn_desk/sync/outer.py": (("tests/sync/test_outer.py",), ("tests/sync/test_bundle.py", *VECTORS)),
    "ascn_desk/sync/segment.py": (
        ("tests/sync/test_segment_limits.py", "tests/sync/test_segment.py", "tests/sync/test_segment_parts.py"),
        ("tests/sync/test_admission.py", *VECTORS),
    ),
}
"""Module → its nearest tests, and those that run where these let a mutant live."""
TIMES, LEAST_SECONDS = 4, 20
"""A run may take so many times the processor time of the unchanged one; a busy machine does not count against it."""
LEAST_KILLED = 0.85

_COMPARE = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_BINARY = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Mod: ast.Mult, ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.RShift: ast.LShift, ast.LShift: ast.RShift,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change: where, what it was, and the whole changed source."""

    line: int
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module's source."""
    tree = ast.parse(source)
    said = {id(inner) for each in _annotations(tree) for inner in ast.walk(each)}
    for place, node in enumerate(ast.walk(tree)):
        for change in _changes(node) if id(node) not in said else ():
            mutated = copy.deepcopy(tree)
            target = next(each for at, each in enumerate(ast.walk(mutated)) if at == place)
            before = ast.unparse(target)
            if not _apply(mutated, target, change):
                continue
            yield Mutant(getattr(node, "lineno", 0), f"{before[:60]}  →  {change}", ast.unparse(mutated))


def _annotations(tree: ast.AST) -> Iterator[ast.expr]:
    """What is said of types: nothing runs there."""
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if isinstance(found := getattr(node, name, None), ast.expr):
                yield found


def _changes(node: ast.AST) -> list[str]:
    match node:
        case ast.Compare():
            return [f"compare {place}" for place, op in enumerate(node.ops) if type(op) in _COMPARE]
        case ast.BoolOp():
            return ["and/or"]
        case ast.BinOp() if type(node.op) in _BINARY:
            return ["operator"]
        case ast.UnaryOp(op=ast.Not()):
            return ["no not"]
        case ast.If() | ast.While() | ast.IfExp():
            return ["condition true", "condition false"] if not isinstance(node, ast.While) else ["condition false"]
        case ast.Constant(value=bool()):
            return ["other"]
        case ast.Constant(value=int()):
            return ["one more", "one less"]
        case ast.Raise():
            return ["no raise"]
        case ast.Return(value=value) if value is not None and not isinstance(value, ast.Constant):
            return ["return None"]
        case _:
            return []


def _apply(tree: ast.AST, node: ast.AST, change: str) -> bool:
    match node, change.split()[0]:
        case ast.Compare(), "compare":
            place = int(change.split()[1])
            node.ops[place] = _COMPARE[type(node.ops[place])]()
        case ast.BoolOp(), _:
            node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        case ast.BinOp(), _:
            if any(isinstance(side, ast.Constant | ast.JoinedStr) and not isinstance(getattr(side, "value", 0), int)
                   for side in (node.left, node.right)):  # fmt: skip
                return False
            node.op = _BINARY[type(node.op)]()
        case ast.UnaryOp(), _:
            return _replace(tree, node, node.operand)
        case (ast.If() | ast.While() | ast.IfExp()), "condition":
            node.test = ast.Constant(change.endswith("true"))
        case ast.Constant(value=bool()), _:
            node.value = not node.value
        case ast.Constant(value=int()), "one":
            node.value += 1 if change.endswith("more") else -1  # type: ignore[operator]
        case ast.Raise(), _:
            return _replace(tree, node, ast.Pass())
        case ast.Return(), _:
            node.value = None
    return True


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> bool:
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
                return True
            if isinstance(value, list) and any(each is old for each in value):
                value[[each is old for each in value].index(True)] = new
                return True
    return False


class Run(NamedTuple):
    """How the tests ended: whether they failed, whether for want of time, and the processor time that they took."""

    is_failed: bool
    is_late: bool
    seconds: float


def run(copy_of: Path, tests: tuple[str, ...], limit: int | None = None) -> Run:
    """Run some tests on the copy, with at most so many seconds of the processor."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os.chdir(copy_of)
        sys.path[:0] = [str(copy_of)]
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        import pytest

        options = ["-x", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--assert=plain", f"--rootdir={copy_of}"]
        os._exit(int(pytest.main([*options, *tests])) != 0)
    # What waits for something that never comes takes no processor time.
    until = time.monotonic() + 20 * (limit or 3_600)
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            is_late = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
            return Run(status != 0, is_late, used.ru_utime + used.ru_stime)
        if time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
        time.sleep(0.02)


def judge(copy_of: Path, module: str, report: list[str], *, is_near: bool) -> tuple[int, int, int]:
    """(killed, of these by time, all) mutants of one module; each survivor gets its line in the report."""
    path = copy_of / module
    source = path.read_text(encoding="utf-8")
    killed = late = total = 0
    path.write_text(ast.unparse(ast.parse(source)), encoding="utf-8")
    rounds = []
    for tests in MODULES[module][: 1 if is_near else None]:
        unchanged = run(copy_of, tests)
        if unchanged.is_failed:
            raise SystemExit(f"{module}: the tests fail without any change: {' '.join(tests)}")
        rounds.append((tests, max(LEAST_SECONDS, round(TIMES * unchanged.seconds))))
    try:
        for mutant in mutants(source):
            path.write_text(mutant.source, encoding="utf-8")
            total += 1
            for tests, limit in rounds:
                done = run(copy_of, tests, limit)
                if done.is_failed:
                    killed += 1
                    late += done.is_late
                    break
            else:
                report.append(f"  {module}:{mutant.line}  {mutant.change}")
                print(report[-1], flush=True)
    finally:
        path.write_text(source, encoding="utf-8")
    return killed, late, total


def main() -> int:
    """Judge some modules, or all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="*", default=list(MODULES))
    parser.add_argument("--near", action="store_true", help="only the nearest tests: a quick look")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    # What every run needs is brought in once; nothing of the product, which the mutants change.
    sys.dont_write_bytecode = True
    for name in ("pytest", "hypothesis", "msgspec", "cryptography.hazmat.primitives.asymmetric.ed25519", "sqlalchemy",
                 "sqlcipher3", "pyrage", "zstandard", "tuf.api.metadata", "nacl.bindings"):  # fmt: skip
        importlib.import_module(name)
    sys.path[:] = [each for each in sys.path if Path(each or ".").resolve() not in (ROOT, ROOT / "tools")]
    report: list[str] = []
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        copy_of = Path(folder)
        for name in ("ascn_desk", "tests", "resources"):
            shutil.copytree(ROOT / name, copy_of / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", copy_of)
        for module in options.modules:
            killed, late, total = judge(copy_of, module, report, is_near=options.near)
            figures.append((killed, total))
            report.append(f"{module}: {killed} of {total} killed ({killed / total:.0%}), {late} of these by time")
            print(report[-1], flush=True)
    if options.out:
        options.out.write_text("\n".join(report) + "\n", encoding="utf-8")
    killed, total = (sum(each) for each in zip(*figures, strict=True))
    return 0 if killed >= LEAST_KILLED * total else 1


if __name__ == "__main__":
    sys.exit(main())
