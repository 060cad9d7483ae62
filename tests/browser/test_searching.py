"""Typing a query and reading what it finds."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.pages import axe, box, fits, goto


def test_a_typed_query_is_answered_with_marks(page: Page, shot: Callable[[Page, str], None]) -> None:
    goto(page, "/")
    shot(page, "landing")
    box(page).fill("存在问题")
    page.keyboard.press("Enter")
    expect(page).to_have_title("存在问题 - 总结检索")
    hits = page.get_by_role("article")
    assert hits.count() == 10
    assert set(hits.locator("mark").all_inner_texts()) >= {"存在", "问题"}
    axe(page)
    fits(page)
    shot(page, "results")
