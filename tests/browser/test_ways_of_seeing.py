"""Dark, on paper, without motion, with the system's own colours."""

import re
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import Tabs, box, goto

RESULTS = "/?q=存在问题"


def brightness(page: Page) -> float:
    """Of the ground of the page, from 0 to 1."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / (3 * 255)


def printed(page: Page) -> str:
    """The text on the sheets that the page is printed to."""
    sheets = pypdfium2.PdfDocument(page.pdf())
    try:
        return "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets)
    finally:
        sheets.close()


def shown(page: Page, selector: str) -> str:
    return "".join((page.locator(selector).text_content() or "").split())


@pytest.mark.parametrize(("scheme", "least", "most"), [("light", 0.9, 1.0), ("dark", 0.0, 0.2)])
def test_the_ground_follows_the_system(tab: Tabs, scheme: str, least: float, most: float) -> None:
    page = goto(tab(color_scheme=scheme), RESULTS)
    assert least <= brightness(page) <= most
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    assert not least <= brightness(page) <= most


def test_results_are_printed_with_their_texts_and_without_controls(page: Page) -> None:
    goto(page, RESULTS)
    text = printed(page)
    for heading in page.get_by_role("article").get_by_role("heading").all_inner_texts():
        assert "".join(heading.split()) in text
    for left_out in ("搜索", "下一页", "排序"):
        assert left_out not in text.replace("搜索结果", "")


def test_a_document_is_printed_whole_from_a_dark_screen(tab: Tabs) -> None:
    page = goto(tab(color_scheme="dark"), RESULTS)
    page.get_by_role("article").first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/documents/"))
    body = shown(page, "main .body")
    assert body in printed(page)
    page.emulate_media(media="print")
    assert brightness(page) > 0.9
    for left_out in ("header", "footer", "aside"):
        expect(page.locator(left_out).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="阅读全篇").click()
    expect(page).to_have_url(re.compile("/parts/"))
    assert shown(page, "main .body") in printed(page)


@pytest.mark.parametrize(("motion", "duration"), [("reduce", 0), ("no-preference", 0.12)])
def test_nothing_moves_for_those_who_do_not_want_it(tab: Tabs, motion: str, duration: float) -> None:
    page = goto(tab(reduced_motion=motion), RESULTS)
    durations = page.evaluate("""() => [...document.querySelectorAll("*")].map((one) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
        return [parseFloat(transitionDuration), animationName, scrollBehavior];
    })""")
    assert max(seconds for seconds, _, _ in durations) == duration
    assert {(name, scroll) for _, name, scroll in durations} == {("none", "auto")}


def test_in_forced_colours_the_chosen_suggestion_is_told_apart(
    tab: Tabs, shot: Callable[[Page, str], None]
) -> None:
    page = goto(tab(forced_colors="active"), "/")
    box(page).press_sequentially("gongzuo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    widths = page.get_by_role("option").evaluate_all(
        "rows => rows.map((row) => parseFloat(getComputedStyle(row).outlineWidth) * (getComputedStyle(row).outlineStyle !== 'none'))"
    )
    assert widths[0] > 0
    assert set(widths[1:]) == {0}
    shot(page, "forced-colours")
