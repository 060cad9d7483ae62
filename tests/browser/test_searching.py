"""Typing a query and reading what it finds."""

from playwright.sync_api import Page, expect

from tests.browser.pages import axe, box, fits, goto


def test_a_typed_query_is_answered_with_marks(page: Page) -> None:
    goto(page, "/")
    box(page).fill("存在问题")
    page.keyboard.press("Enter")
    expect(page).to_have_title("存在问题 - 总结检索")
    hits = page.get_by_role("article")
    expect(hits).to_have_count(10)
    assert set(hits.locator("mark").all_inner_texts()) >= {"存在", "问题"}
    axe(page)
    fits(page)
