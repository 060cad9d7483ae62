"""What all tests share: the option --long and the folder of real data that is not part of the repository."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run what takes minutes or downloads packages")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "long: takes minutes or downloads packages; runs with --long only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="runs with --long only"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real texts by others: ZONGJIE_SHARED, else ``shared`` beside the repository."""
    folder = Path(os.environ.get("ZONGJIE_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        reason = f"no folder of real data at {folder}; ZONGJIE_SHARED may name it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
