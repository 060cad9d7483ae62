"""Modules and functions stay short: when one grows past its limit, a concept is missing."""

import ast
from pathlib import Path

import pytest

MODULE_LINES = 300
FUNCTION_LINES = 50

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("indexer", "webui", "scripts")
    for path in (ROOT / folder).rglob("*.py")
)


SCRIPTS = sorted((ROOT / "webui" / "static").glob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_scripts_of_the_pages_are_short(script: Path) -> None:
    assert script.read_text("utf-8").count("\n") <= MODULE_LINES


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_are_short(module: str) -> None:
    source = (ROOT / module).read_text("utf-8")
    assert source.count("\n") <= MODULE_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= FUNCTION_LINES, f"{module}:{node.lineno}: {node.name} has {lines} lines"
