"""Every code that is raised has its sentences, every sentence is raised, and the page of errors says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from ascn_desk.base.words import error_sentences
from tools.write_error_catalogue import PAGE, catalogue, codes_in_use


def test_every_code_that_is_raised_has_sentences() -> None:
    assert {code: use.modules for code, use in codes_in_use().items() if code not in error_sentences()} == {}


def test_every_sentence_belongs_to_a_code_that_is_raised() -> None:
    assert set(error_sentences()) - codes_in_use().keys() == set()


def test_the_page_is_current() -> None:
    """If not: python tools/write_error_catalogue.py."""
    assert PAGE.read_text(encoding="utf-8") == catalogue()


@pytest.mark.parametrize(
    ("source", "code", "exits"),
    [
        ("def f(): raise CorrectableError('plain', a=1)", "plain", {1}),
        ("def f(): raise UsageError(code='named')", "named", {2}),
        ("def f(x): raise MachineError('one' if x else 'two')", "two", {3}),
        ("_CODES = {5: 'from-table'}\ndef f(x):\n    name = _CODES.get(x) or 'other'\n    raise MachineError(name)",
         "from-table", {3}),
        ("def f(): yield Problem('a field', 'of-a-field', {})", "of-a-field", {1}),
        ("def g(why, code): return RefusedError(code)\ndef f(): raise g('why', 'handed-on')", "handed-on", {1}),
    ],
)  # fmt: skip
def test_a_code_is_found_where_it_is_raised(tmp_path: Path, source: str, code: str, exits: set[int]) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "module.py").write_text(source, encoding="utf-8")
    use = codes_in_use(package)[code]
    assert (use.modules, use.exits) == ({"module.py"}, exits)


def test_a_code_handed_to_a_function_of_another_module_is_found(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "first.py").write_text("def refusal(code): return RefusedError(code)", encoding="utf-8")
    (package / "second.py").write_text("from package.first import refusal\nraise refusal('far')", encoding="utf-8")
    assert codes_in_use(package)["far"].modules == {"second.py"}
