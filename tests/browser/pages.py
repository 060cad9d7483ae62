"""Tabs of a browser that note every complaint, and looks at a whole page."""

import re
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Request,
    expect,
)

__all__ = ["PHONE", "Complaints", "Tabs", "axe", "box", "fits", "goto", "ready", "status", "until"]

PHONE = {"width": 320, "height": 640}
"""The narrowest screen that WCAG 2.2 asks for (1.4.10, at a usual height)."""

_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass
class Complaints:
    """What went wrong in the tabs of a test: errors, dialogs, requests to elsewhere, breaches of the policy.

    ``expected`` are patterns of what the test brings about on purpose.
    """

    address: str
    said: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Note what is said on any page of ``context``."""
        context.add_init_script(_REPORT_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.said.append(f"error: {error.error}"))
        context.on("request", self._request)
        context.on("dialog", self._dialog)

    def unexpected(self) -> list[str]:
        """What no pattern of ``expected`` tells."""
        return [said for said in self.said if not any(re.search(one, said) for one in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.said.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(f"{self.address}/"):
            self.said.append(f"request: {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()


class Tabs:
    """Opens tabs at a site, each in a context of its own: no history, storage or cache is shared."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.complaints = Complaints(address)
        self._browser, self._contexts = browser, list[BrowserContext]()

    def __call__(self, **options: Any) -> Page:
        """A blank tab; ``options`` are Playwright's of a context."""
        usual = {"viewport": {"width": 1280, "height": 800}, "locale": "zh-CN", "reduced_motion": "reduce"}
        context = self._browser.new_context(base_url=self.complaints.address, **(usual | options))
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        self.complaints.watch(context)
        return context.new_page()

    def close(self) -> None:
        """Close all, and fail if any complained."""
        for context in self._contexts:
            context.close()
        said = self.complaints.unexpected()
        assert not said, "\n".join(said)


def goto(page: Page, address: str, status: int = 200) -> Page:
    """The page at an address of its site, which must answer with ``status``."""
    response = page.goto(address)
    assert response
    assert response.status == status, address
    return page


def box(page: Page) -> Locator:
    """The search box, in either language."""
    return page.get_by_label(re.compile("^(搜索词|Search for)$"))


def ready(page: Page) -> None:
    """Wait for the scripts of a page that something led to; ``goto`` does so by itself."""
    expect(box(page)).to_have_role("combobox")


def status(page: Page) -> Locator:
    """What the page says to those who do not see it."""
    return page.get_by_role("status")


def until(page: Page, condition: str) -> None:
    """Wait until a condition (JavaScript) holds on the page; Playwright's own way would need eval in it."""
    page.evaluate(f"""() => new Promise((resolve) => {{
        const look = () => (({condition}) ? resolve() : requestAnimationFrame(look));
        look();
    }})""")


def axe(page: Page) -> None:
    """No violation of WCAG 2.2, level AA, that axe-core knows to find."""
    page.wait_for_load_state()  # and with it the styles
    options = {"runOnly": {"type": "tag", "values": _STANDARDS}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options)
    assert not found.violations_count, f"{page.url}: {found.generate_report()}"


def fits(page: Page) -> None:
    """The page is no wider than its window, so that nobody scrolls sideways."""
    page.wait_for_load_state()  # and with it the styles
    wide, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window, f"{page.url} is {wide} pixels wide in a window of {window}"
