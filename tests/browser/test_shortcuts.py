"""The key "/" goes to the search box, and to nobody's text."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import box, goto


@pytest.mark.parametrize("address", ["/?q=安全", "/help", "/stats"])
def test_slash_goes_to_the_box_and_selects_what_it_holds(page: Page, address: str) -> None:
    goto(page, address)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("培训")
    expect(box(page)).to_have_value("培训")


def test_it_is_text_where_somebody_types(page: Page) -> None:
    goto(page, "/")
    box(page).press_sequentially("a/b")
    expect(box(page)).to_have_value("a/b")


def test_it_works_from_a_checkbox_and_not_in_a_list(page: Page) -> None:
    goto(page, "/?q=安全")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.get_by_label("排序").focus()
    page.keyboard.press("/")
    expect(page.get_by_label("排序")).to_be_focused()


@pytest.mark.parametrize("key", ["Control+/", "Alt+/", "Meta+/"])
def test_with_another_key_it_is_the_browsers(page: Page, key: str) -> None:
    goto(page, "/help")
    page.keyboard.press(key)
    expect(box(page)).not_to_be_focused()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_can_be_turned_off_and_on(page: Page, language: str) -> None:
    goto(page, f"/help?lang={language}")
    switch = page.get_by_role("checkbox", name=re.compile("(用|Use the) ."))
    expect(switch).to_be_checked()
    switch.uncheck()
    goto(page, "/?q=安全")
    page.keyboard.press("/")
    expect(box(page)).not_to_be_focused()
    goto(page, f"/help?lang={language}")
    expect(switch).not_to_be_checked()
    switch.check()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
