"""Filters, order and pages change the results in place, with their address, history, title, focus and place."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.pages import PHONE, Tabs, box, goto, status, until

INSPECTIONS = "/?q=巡检"


@pytest.fixture
def results(odd_tab: Tabs) -> Page:
    """The 37 hits of a query, ten to a page."""
    return goto(odd_tab(), INSPECTIONS)


def choice(page: Page, label: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(f"^{label} "))


def total(page: Page, count: int) -> None:
    expect(page.locator(".total")).to_contain_text(f"共 {count} 条")
    expect(page.locator("#results")).not_to_have_attribute("aria-busy", "true")


def asked(page: Page) -> list[tuple[str, str]]:
    """The parameters of the address that say something."""
    usual = {("sort", "relevance"), ("group", "0"), ("per_page", "10")}
    return [pair for pair in parse_qsl(urlsplit(page.url).query) if pair not in usual]


def mark(page: Page) -> None:
    """Leave something that is gone once the page is loaded anew."""
    page.evaluate("document.body.dataset.mark = 'here'")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("document.body.dataset.mark === 'here'"))


def test_a_box_narrows_in_place_and_says_so(results: Page) -> None:
    mark(results)
    choice(results, "教育").check()
    total(results, 12)
    assert is_marked(results)
    assert asked(results) == [("q", "巡检"), ("domain", "教育")]
    expect(choice(results, "教育")).to_be_focused()
    expect(choice(results, "教育")).to_be_checked()
    expect(status(results)).to_have_text("第 1–10 条，共 12 条")
    expect(results.get_by_role("list", name="已选的筛选条件")).to_contain_text("教育")
    choice(results, "教育").uncheck()
    total(results, 37)
    assert asked(results) == [("q", "巡检")]


def test_it_says_and_does_what_a_page_without_a_script_does(results: Page, odd_tab: Tabs) -> None:
    choice(results, "工程技术").check()
    total(results, 13)
    results.get_by_label("每页").select_option("20")
    expect(results.get_by_role("article")).to_have_count(13)
    plain = goto(odd_tab(java_script_enabled=False), results.url)
    for part in ("title", "#results", ".site"):
        ours, theirs = (page.locator(part).text_content() for page in (results, plain))
        assert re.sub("用时.* 毫秒", "", ours or "") == re.sub("用时.* 毫秒", "", theirs or "")
    assert box(results).input_value() == box(plain).input_value()


def test_back_and_forward_bring_everything_back(results: Page) -> None:
    mark(results)
    choice(results, "教育").check()
    total(results, 12)
    results.get_by_label("排序").select_option("newest")
    expect(results).to_have_url(re.compile("sort=newest"))
    total(results, 12)
    results.go_back()
    expect(results.get_by_label("排序")).to_have_value("relevance")
    expect(results.get_by_label("排序")).to_be_focused()
    results.go_back()
    total(results, 37)
    expect(choice(results, "教育")).not_to_be_checked()
    expect(status(results)).to_have_text("第 1–10 条，共 37 条")
    results.go_forward()
    total(results, 12)
    expect(choice(results, "教育")).to_be_checked()
    results.go_forward()
    expect(results.get_by_label("排序")).to_have_value("newest")
    assert is_marked(results)


def test_the_box_the_title_and_the_other_language_belong_to_what_is_shown(results: Page) -> None:
    mark(results)
    box(results).fill("修剪")
    box(results).press("Enter")
    total(results, 4)
    expect(results).to_have_title("修剪 - 总结检索")
    results.go_back()
    total(results, 37)
    expect(results).to_have_title("巡检 - 总结检索")
    expect(box(results)).to_have_value("巡检")
    choice(results, "教育").check()
    total(results, 12)
    assert is_marked(results)
    results.get_by_role("link", name="English").click()
    expect(results.locator(".total")).to_contain_text("of 12")


def test_what_the_form_carries_unseen_follows_too(odd_tab: Tabs) -> None:
    page = goto(odd_tab(), "/?q=修剪&group=1")
    page.get_by_role("link", name="内容相近").click()
    expect(page.get_by_role("article")).to_have_count(2)
    box(page).fill("玫瑰")
    box(page).press("Enter")
    expect(page).to_have_title("玫瑰 - 总结检索")
    assert dict(asked(page))["near"].startswith("garden-"), "as the form without a script would"
    page.go_back()
    page.go_back()
    expect(page.get_by_role("article")).to_have_count(3)
    box(page).press("Enter")
    expect(page.get_by_role("article")).to_have_count(3)
    assert "near" not in dict(asked(page))


def test_chips_and_pages_are_followed_in_place(results: Page) -> None:
    mark(results)
    choice(results, "教育").check()
    total(results, 12)
    results.get_by_role("link", name=re.compile("^去掉")).click()
    total(results, 37)
    expect(results.locator("#found")).to_be_focused()
    results.get_by_role("link", name="下一页").click()
    expect(results).to_have_title("巡检（第2页） - 总结检索")
    expect(results.locator("#found")).to_be_focused()
    assert results.evaluate("scrollY") == 0
    expect(status(results)).to_have_text("第 11–20 条，共 37 条")
    assert is_marked(results)


def test_the_place_is_kept_and_brought_back(results: Page) -> None:
    results.set_viewport_size({"width": 1280, "height": 400})
    control = choice(results, "2015年")
    control.scroll_into_view_if_needed()
    before = control.bounding_box()
    control.check()
    total(results, 3)
    assert control.bounding_box() == pytest.approx(before, abs=1), "it stays under the pointer"
    results.get_by_role("link", name="全部清除").click()
    total(results, 37)
    results.evaluate("scrollTo(0, 700)")
    until(results, "history.state && history.state.top === 700")
    results.get_by_role("link", name="下一页").evaluate("one => one.click()")
    expect(status(results)).to_have_text("第 11–20 条，共 37 条")
    total(results, 37)
    assert results.evaluate("scrollY") == 0
    results.go_back()
    expect(status(results)).to_have_text("第 1–10 条，共 37 条")
    assert results.evaluate("scrollY") == 700


def test_one_who_comes_back_from_a_document_is_where_he_was(results: Page) -> None:
    results.get_by_role("link", name="下一页").click()
    expect(results).to_have_title(re.compile("第2页"))
    hit = results.get_by_role("article").nth(7).get_by_role("heading").get_by_role("link")
    hit.scroll_into_view_if_needed()
    place = results.evaluate("scrollY")
    hit.click()
    expect(results).to_have_url(re.compile("/documents/"))
    results.go_back()
    expect(results).to_have_title(re.compile("第2页"))
    assert place > 0
    assert results.evaluate("scrollY") == place
    results.go_back()
    expect(status(results)).to_have_text("第 1–10 条，共 37 条")


def test_what_is_unfolded_stays_so(odd_tab: Tabs) -> None:
    page = goto(odd_tab(viewport=PHONE), INSPECTIONS)
    page.get_by_text("筛选", exact=True).click()
    page.get_by_text(re.compile("^更多年份")).click()
    choice(page, "2010年").check()
    total(page, 4)
    expect(choice(page, "2010年")).to_be_visible()
    expect(choice(page, "工程技术")).to_be_visible()


def test_there_is_nothing_to_apply_with_a_script(results: Page, odd_tab: Tabs) -> None:
    expect(results.get_by_role("button", name=re.compile("应用"))).to_have_count(0)
    plain = goto(odd_tab(java_script_enabled=False), INSPECTIONS)
    expect(plain.get_by_role("button", name=re.compile("应用"))).to_have_count(2)


@pytest.mark.parametrize("modifier", ["Control", "Shift"])
def test_a_link_that_is_opened_elsewhere_is_left_alone(results: Page, modifier: str) -> None:
    with results.context.expect_page() as opened:
        results.get_by_role("link", name="下一页").click(modifiers=[modifier])
    expect(opened.value).to_have_title(re.compile("第2页"))
    assert asked(results) == [("q", "巡检")]


def test_a_link_within_the_page_loads_nothing(results: Page) -> None:
    results.locator("#found").evaluate("one => { one.dataset.mark = 'here'; }")
    results.get_by_role("link", name="跳过筛选，到搜索结果").press("Enter")
    expect(results).to_have_url(re.compile("#found$"))
    results.go_back()
    choice(results, "教育").focus()
    expect(results.locator("#found")).to_have_attribute("data-mark", "here")
    choice(results, "教育").check()
    total(results, 12)
    expect(results.locator("#found")).not_to_have_attribute("data-mark", "here")


# ---- a slow or failing server ----


SEARCH = re.compile(r"/\?q=")


def hold(page: Page) -> list[Route]:
    """The next request for results, once it is there, which is never answered; later ones are."""
    held: list[Route] = []

    def handle(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route(SEARCH, handle)
    return held


def test_while_it_waits_nothing_moves_and_only_the_last_request_counts(results: Page) -> None:
    aborted: list[str] = []
    results.on("requestfailed", lambda request: aborted.append(request.url))
    where = choice(results, "安全生产").bounding_box()
    held = hold(results)
    choice(results, "教育").check()
    expect(results.locator("#results")).to_have_attribute("aria-busy", "true")
    assert choice(results, "安全生产").bounding_box() == where
    expect(results.get_by_role("article")).to_have_count(10)
    choice(results, "安全生产").check()
    total(results, 24)
    assert [route.request.url for route in held] == aborted
    assert asked(results) == [("q", "巡检"), ("domain", "安全生产"), ("domain", "教育")]
    results.go_back()
    total(results, 37)


def test_going_back_while_it_waits_shows_what_the_address_says(results: Page) -> None:
    choice(results, "教育").check()
    total(results, 12)
    hold(results)
    choice(results, "工程技术").check()
    expect(results.locator("#results")).to_have_attribute("aria-busy", "true")
    results.go_back()
    total(results, 37)
    expect(choice(results, "工程技术")).not_to_be_checked()
    assert asked(results) == [("q", "巡检")]


def test_going_back_and_forth_while_it_waits_ends_where_it_began(results: Page) -> None:
    choice(results, "教育").check()
    total(results, 12)
    hold(results)
    results.go_back()
    expect(results.locator("#results")).to_have_attribute("aria-busy", "true")
    results.go_forward()
    total(results, 12)
    expect(choice(results, "教育")).to_be_checked()
    assert asked(results) == [("q", "巡检"), ("domain", "教育")]


@pytest.mark.parametrize("status_code", [500, None], ids=["error", "no connection"])
def test_whatever_fails_becomes_a_normal_navigation(
    odd_tab: Tabs, results: Page, status_code: int | None
) -> None:
    odd_tab.complaints.expected.append("Failed to load resource")
    failed = 0

    def fail_once(route: Route) -> None:
        nonlocal failed
        if failed:
            route.continue_()
        elif status_code:
            failed += 1
            route.fulfill(status=status_code, body="")
        else:
            failed += 1
            route.abort()

    results.route(re.compile("domain="), fail_once)
    mark(results)
    choice(results, "教育").check()
    total(results, 12)
    assert failed == 1
    assert not is_marked(results)
