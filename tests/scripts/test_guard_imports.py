"""Imports point one way (ARCHITECTURE.md), each library has its place, and nothing is imported late."""

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import indexer

ROOT = Path(__file__).parents[2]

TIERS = (
    {"bits", "compiled", "errors", "messages", "model", "offers", "settings", "trie"},
    {"documents", "classify", "analysis", "records", "requests"},
    {"query", "highlight", "hits"},
    {"engines"},
    {"assist", "index", "relaxing", "unfound"},
    {"prepare", "remote", "report", "build", "judging", "setup_kernels", "watch"},
    {"service"},
    {"opening"},
    {"relevance"},
    {"__init__"},
    {"cli", "commands", "console", "outlining"},
)
"""The parts of the package ``indexer``, lowest first: each may import its own tier and those before it."""

HOME = {
    "flask": ("webui",),
    "httpx": ("indexer.remote",),
    "whoosh": (
        *("indexer.query", "indexer.highlight", "indexer.engines"),
        "indexer.relevance.whoosh_stock",
    ),
}
"""Libraries that only these may import: the tree of a query is Whoosh's, and marking walks it too; stock Whoosh
is compared with."""


def name_of(path: Path) -> str:
    """The dotted name of a module file."""
    dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return dotted.removesuffix(".__init__")


MODULES = {name_of(path): path for folder in ("indexer", "webui") for path in (ROOT / folder).rglob("*.py")}
SCRIPTS = {name_of(path): path for path in (ROOT / "scripts").rglob("*.py")}

MEASURING = {
    f"scripts.benches.{name}" for name in ("ours_bare", "prepare", "plain_text", "typed", "word_units")
}
"""Modules of the benchmark that measure a part by itself, which has no public name."""


def imports(path: Path) -> Iterator[tuple[str, str | None]]:
    """What a module imports: (module, name) for ``from … import``, (module, None) for ``import``."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, None
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written out in full, not relative"
            for alias in node.names:
                yield str(node.module), alias.name


def targets(path: Path) -> set[str]:
    """The modules of this repository that a module imports."""
    found = set()
    for module, name in imports(path):
        inner = f"{module}.{name}"
        if inner in MODULES or module in MODULES:
            found.add(inner if inner in MODULES else module)
    return found


def tier(module: str) -> int:
    """The place of a module of ``indexer`` among the tiers."""
    part = [*module.split("."), "__init__"][1]
    for place, parts in enumerate(TIERS):
        if part in parts:
            return place
    raise AssertionError(
        f"{module}: give it a place in TIERS of {Path(__file__).name} and in ARCHITECTURE.md"
    )


def test_the_modules_are_found() -> None:
    assert {"indexer", "indexer.model", "webui"} <= MODULES.keys()


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name.startswith("indexer")))
def test_imports_point_downwards(module: str) -> None:
    for target in targets(MODULES[module]):
        if target.startswith("indexer"):
            assert tier(target) <= tier(module), f"{module} imports {target}, which stands above it"
        else:
            assert module == "indexer.commands", (
                f"{module} imports {target}: only the command starts the web application"
            )


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module: targets(path) - {module} for module, path in MODULES.items()}
    list(graphlib.TopologicalSorter(graph).static_order())


@pytest.mark.parametrize(
    "module", sorted({name for name in MODULES if name.startswith("webui")} | SCRIPTS.keys() - MEASURING)
)
def test_the_page_and_the_scripts_use_public_names_only(module: str) -> None:
    path = MODULES.get(module) or SCRIPTS[module]
    for imported, name in imports(path):
        if imported.partition(".")[0] == "indexer":
            assert imported == "indexer", f"{module} imports from {imported}: take it from indexer itself"
            assert name in indexer.__all__, f"{module} imports {name}, which indexer does not make public"


@pytest.mark.parametrize("library", sorted(HOME))
def test_a_library_stays_in_its_place(library: str) -> None:
    users = {
        module
        for module, path in MODULES.items()
        for imported, _ in imports(path)
        if imported.partition(".")[0] == library
    }
    strays = {user for user in users if not any(f"{user}.".startswith(f"{home}.") for home in HOME[library])}
    assert users, f"nobody imports {library}: this guard looks at the wrong files"
    assert not strays, f"{library} is imported outside {' and '.join(HOME[library])}"


@pytest.mark.parametrize("module", sorted(MODULES.keys() | SCRIPTS.keys()))
def test_nothing_is_imported_inside_a_function(module: str) -> None:
    path = MODULES.get(module) or SCRIPTS[module]
    late = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not late


def test_public_names_are_complete_and_sorted() -> None:
    public = {
        name
        for name, value in vars(indexer).items()
        if not name.startswith("_") and f"indexer.{name}" not in MODULES and name != "annotations"
    }
    assert set(indexer.__all__) == public
    assert list(indexer.__all__) == sorted(
        indexer.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
    )


def test_the_contract_is_public() -> None:
    promised = {"build_index", "open_index", "ZongjieError", "DocumentError", "IndexMissing", "IndexOutdated"}
    promised |= {"IndexDamaged", "IndexLocked", "EngineUnreachable", "PassageNotFound", "BadRequest"}
    assert promised <= set(indexer.__all__)
