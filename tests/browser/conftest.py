"""A real browser over a real server: pages that fail their test when anything on them complains.

The browser is Debian's Chromium, which ``scripts/test`` installs where it may. Playwright keeps an event loop
running in its thread as long as it is started, so it ends with the last test of this folder.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from indexer import build_index
from tests.browser.pages import Tabs
from tests.serving import served
from tests.support import write_lines
from tests.webui.material import records

ROOT = Path(__file__).parents[2]
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
HOW = "no browser; scripts/test installs one as root, or: apt-get install chromium fonts-noto-cjk"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the test is skipped, in CI it fails."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW)
        pytest.skip(HOW)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the sample texts of the repository: what the product looks like."""
    index = tmp_path_factory.mktemp("samples") / "index"
    build_index([ROOT / "corpus"], index)
    with served(index) as address:
        yield address


@pytest.fixture(scope="package")
def odd_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the material of the page's other tests: known counts, odd and hostile texts."""
    folder = tmp_path_factory.mktemp("odd")
    build_index([write_lines(folder / "passages.jsonl", records())], folder / "index")
    with served(folder / "index") as address:
        yield address


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Tabs]:
    """Opens tabs at ``site``."""
    tabs = Tabs(browser, site)
    yield tabs
    tabs.close()


@pytest.fixture
def odd_tab(browser: Browser, odd_site: str) -> Iterator[Tabs]:
    """Opens tabs at ``odd_site``."""
    tabs = Tabs(browser, odd_site)
    yield tabs
    tabs.close()


@pytest.fixture
def page(tab: Tabs) -> Page:
    """A tab at ``site`` as most people have it."""
    return tab()


@pytest.fixture(scope="session")
def shot() -> Callable[[Page, str], None]:
    """Keeps a picture of a page under a name, for people to look at: var/screenshots/NAME.png."""
    folder = ROOT / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{name}.png")

    return take
