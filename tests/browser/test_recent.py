"""Recent searches: kept in the browser, shown on the first page and in the empty box, erased when one wants."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import Tabs, axe, box, fits, goto, ready, status

BLOCKED = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("The user denied access.", "SecurityError"); },
});"""


def recent(page: Page) -> Locator:
    return page.get_by_role("region", name="最近的搜索")


def searched(page: Page, *queries: str) -> Page:
    """The first page after some searches."""
    for query in queries:
        goto(page, f"/?q={query}")
    return goto(page, "/")


def kept(page: Page) -> object:
    return json.loads(page.evaluate("localStorage.getItem('zongjie.recent')") or "null")


def test_nothing_is_shown_where_nothing_was_searched(page: Page) -> None:
    goto(page, "/")
    expect(recent(page)).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_they_are_shown_newest_first_each_once_and_lead_back(page: Page) -> None:
    searched(page, "安全", "培训", " 安全 ", "")
    links = recent(page).get_by_role("link")
    expect(links).to_have_text(["安全", "培训"])
    expect(recent(page)).to_contain_text("只保存在这个浏览器里")
    axe(page)
    links.nth(1).click()
    expect(page).to_have_title("培训 - 总结检索")
    page.get_by_role("link", name="总结检索").click()
    expect(links).to_have_text(["培训", "安全"])


def test_at_most_ten_are_kept_and_no_pasted_page(page: Page) -> None:
    searched(page, *(f"安全{number}" for number in range(12)), "长" * 201)
    expect(recent(page).get_by_role("link")).to_have_text([f"安全{number}" for number in range(11, 1, -1)])


def test_what_is_found_in_place_is_kept_too(page: Page) -> None:
    goto(page, "/?q=安全")
    box(page).fill("培训")
    box(page).press("Enter")
    expect(page).to_have_title("培训 - 总结检索")
    assert kept(page) == ["培训", "安全"]


def test_each_can_be_erased_and_the_keyboard_stays_near(page: Page) -> None:
    searched(page, "安全", "培训", "问题")
    recent(page).get_by_role("button", name="删除“培训”").click()
    expect(recent(page).get_by_role("link")).to_have_text(["问题", "安全"])
    expect(status(page)).to_have_text("已删除")
    expect(recent(page).get_by_role("button", name="删除“安全”")).to_be_focused()
    page.keyboard.press("Enter")
    expect(recent(page).get_by_role("button", name="删除“问题”")).to_be_focused()
    page.keyboard.press("Enter")
    expect(recent(page)).to_have_count(0)
    expect(box(page)).to_be_focused()
    assert kept(page) == []


def test_all_can_be_erased(page: Page) -> None:
    searched(page, "安全", "培训")
    recent(page).get_by_role("button", name="全部删除").click()
    expect(recent(page)).to_have_count(0)
    searched(page)
    expect(recent(page)).to_have_count(0)
    assert kept(page) is None


def test_they_can_be_unwanted_and_wanted_again(page: Page) -> None:
    searched(page, "安全")
    recent(page).get_by_role("button", name="不再记录").click()
    expect(recent(page)).to_contain_text("不记录最近的搜索。")
    expect(recent(page).get_by_role("button", name="重新记录")).to_be_focused()
    searched(page, "培训")
    assert kept(page) is None
    axe(page)
    recent(page).get_by_role("button", name="重新记录").click()
    expect(recent(page)).to_have_count(0)
    searched(page, "问题")
    expect(recent(page).get_by_role("link")).to_have_text(["问题"])


def test_the_empty_box_offers_them(page: Page) -> None:
    searched(page, "安全", "培训")
    options = page.get_by_role("option")
    expect(options).to_have_count(0)  # the page itself puts the keyboard there; nobody has asked yet
    box(page).click()
    expect(options.locator(".what")).to_have_text(["培训", "安全"])
    expect(options.first).to_contain_text("最近搜过")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_title("安全 - 总结检索")
    ready(page)
    box(page).fill("")
    expect(options.locator(".what")).to_have_text(["安全", "培训"])


@pytest.mark.parametrize("stored", ["no JSON", '{"0": "安全"}', "7", '["安全", 7, null, ""]'])
def test_what_something_else_left_there_does_no_harm(page: Page, stored: str) -> None:
    goto(page, "/")
    page.evaluate("stored => localStorage.setItem('zongjie.recent', stored)", stored)
    searched(page, "培训")
    assert (
        recent(page).get_by_role("link").all_inner_texts() == ["培训", "安全"][: 1 + stored.startswith("[")]
    )


def test_where_nothing_may_be_kept_all_works_without(tab: Tabs) -> None:
    page = tab()
    page.add_init_script(BLOCKED)
    searched(page, "安全")
    expect(recent(page)).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(0)
    box(page).press_sequentially("gongzuo")
    expect(page.get_by_role("option").first).to_be_visible()


def test_a_long_one_fits_on_a_phone(tab: Tabs) -> None:
    page = tab(viewport={"width": 320, "height": 640})
    searched(page, "安全生产" * 30, "x" * 150)
    fits(page)
    box(page).click()
    expect(page.get_by_role("option")).to_have_count(2)
    fits(page)
