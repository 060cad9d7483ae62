"""The example with JavaScript's ``fetch``: a page of another origin, which the server lets in."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, expect

from indexer import build_index, open_index
from tests.browser.pages import Tabs, axe, fits
from tests.serving import served

ROOT = Path(__file__).parents[2]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def example_pages() -> Iterator[str]:
    """The origin of a server of the examples, which is not that of the API."""
    handler = functools.partial(Quiet, directory=str(ROOT / "docs" / "examples"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def test_a_page_of_ones_own_searches(browser: Browser, tmp_path: Path) -> None:
    build_index([ROOT / "corpus"], tmp_path)
    with open_index(tmp_path) as index:
        found = index.search("安全生产")
    with example_pages() as origin, served(tmp_path, cors=origin) as address:
        tabs = Tabs(browser, origin)
        tabs.complaints.expected += [f"^request: {address}/api/", r"\b414\b", r"/favicon\.ico"]
        page = tabs()
        page.goto(f"/fetch.html?server={address}")
        page.get_by_role("searchbox").fill("安全生产")
        page.get_by_role("button").click()
        expect(page.get_by_role("status")).to_contain_text(f"共 {found.total} 条")
        assert page.locator("li > a").all_inner_texts() == [hit.title for hit in found.hits]
        assert set(page.locator("li mark").all_inner_texts()) <= {"安全生产", "安全", "生产"}
        axe(page)
        fits(page)
        parts = page.evaluate(
            """async () => {
                const { marked } = await import("/fetch.js");
                return marked("😀巡检😀记录", [[1, 3], [4, 5]]).map((one) => one.textContent ?? one);
            }"""
        )
        assert parts == ["😀", "巡检", "😀", "记", "录"]
        page.get_by_role("searchbox").fill("x" * 40_000)
        page.get_by_role("button").click()
        expect(page.get_by_role("status")).to_contain_text("地址太长")
        assert page.locator("li").count() == 0
        tabs.close()


def test_a_page_that_is_not_named_reads_nothing(browser: Browser, tmp_path: Path) -> None:
    build_index([ROOT / "corpus"], tmp_path)
    with example_pages() as origin, served(tmp_path, cors="https://a.example") as address:
        tabs = Tabs(browser, origin)
        tabs.complaints.expected += [f"^request: {address}/api/", "CORS", r"ERR_FAILED", r"/favicon\.ico"]
        page = tabs()
        page.goto(f"/fetch.html?server={address}")
        page.get_by_role("searchbox").fill("安全生产")
        page.get_by_role("button").click()
        expect(page.get_by_role("status")).to_have_text("Failed to fetch")
        tabs.close()
