"""Everything works without a script: the whole way from the first page to a text and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PHONE, Tabs, box, fits, goto


@pytest.fixture(params=[{}, {"viewport": PHONE}], ids=["wide", "phone"])
def plain(tab: Tabs, request: pytest.FixtureRequest) -> Page:
    return tab(java_script_enabled=False, **request.param)


def test_the_whole_way(plain: Page) -> None:
    goto(plain, "/")
    fits(plain)
    box(plain).fill("安全 问题")
    plain.keyboard.press("Enter")
    expect(plain).to_have_title("安全 问题 - 总结检索")
    found = int((plain.locator(".total").text_content() or "").split("共 ")[1].split(" 条")[0])
    fits(plain)
    if plain.viewport_size == PHONE:
        plain.get_by_text("筛选", exact=True).click()
    plain.get_by_role("checkbox").first.check()
    plain.get_by_role("button", name="应用筛选").click()
    expect(plain.get_by_role("list", name="已选的筛选条件")).to_be_visible()
    narrowed = int((plain.locator(".total").text_content() or "").split("共 ")[1].split(" 条")[0])
    assert narrowed < found
    plain.get_by_role("link", name=re.compile("^去掉")).click()
    expect(plain.locator(".total")).to_contain_text(f"共 {found} 条")
    plain.get_by_label("每页").select_option("20")
    plain.get_by_role("button", name="应用", exact=True).click()
    expect(plain).to_have_url(re.compile("per_page=20"))
    goto(plain, "/?q=工作")
    plain.get_by_role("link", name="下一页").click()
    expect(plain).to_have_title("工作（第2页） - 总结检索")
    hit = plain.get_by_role("article").first.get_by_role("heading").get_by_role("link")
    title = hit.inner_text()
    hit.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(title)
    expect(plain.locator("main mark").first).to_be_visible()
    fits(plain)
    plain.get_by_role("link", name="阅读全篇").click()
    expect(plain).to_have_url(re.compile("/parts/"))
    fits(plain)
    plain.get_by_role("link", name=re.compile("回到搜索结果")).click()
    expect(plain).to_have_title("工作（第2页） - 总结检索")


def test_nothing_that_needs_a_script_is_shown(plain: Page) -> None:
    goto(plain, "/")
    assert plain.get_by_role("button").all_inner_texts() == ["搜索"]
    expect(plain.locator("#recent")).to_be_hidden()
    goto(plain, "/help")
    expect(plain.get_by_role("checkbox")).to_have_count(0)


def test_the_language_and_the_guide(plain: Page) -> None:
    goto(plain, "/?q=安全")
    plain.get_by_role("link", name="English").click()
    expect(plain.locator("html")).to_have_attribute("lang", "en")
    expect(box(plain)).to_have_value("安全")
    plain.get_by_role("link", name="Help").click()
    fits(plain)
    plain.get_by_role("link", name="Statistics").click()
    fits(plain)
