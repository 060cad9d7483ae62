"""The search box as a combobox: what it offers, how one takes it, and that it waits for input methods."""

import re

import pytest
from playwright.sync_api import CDPSession, Locator, Page, Request, Route, expect

from tests.browser.pages import Tabs, axe, box, goto, status

SUGGEST = re.compile("/api/v1/suggest")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name=re.compile("输入建议|Suggestions")).get_by_role("option")


def offer(page: Page, typed: str) -> Locator:
    """Type something and wait for what is offered."""
    box(page).press_sequentially(typed)
    expect(options(page).first).to_be_visible()
    return options(page)


def active(page: Page) -> str:
    """The text of the option that assistive technology is told of; empty where there is none."""
    name = box(page).get_attribute("aria-activedescendant")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.count() == bool(name)
    if not name:
        return ""
    assert chosen.get_attribute("id") == name
    return chosen.locator(".what").inner_text()


def asks(page: Page) -> list[str]:
    """The addresses of suggestions that are asked for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if SUGGEST.search(request.url):
            asked.append(request.url)

    page.on("request", note)
    return asked


@pytest.fixture
def start(page: Page) -> Page:
    return goto(page, "/")


@pytest.fixture
def clocked(page: Page) -> Page:
    """The first page, where time passes only when a test says so."""
    page.clock.install(time="2025-01-01T00:00:00Z")
    goto(page, "/")
    page.clock.pause_at("2025-01-01T01:00:00Z")  # until then it runs by itself
    return page


# ---- with the keyboard ----


def test_arrows_choose_and_enter_searches(start: Page) -> None:
    found = offer(start, "gongzuo")
    expect(box(start)).to_have_attribute("aria-expanded", "true")
    assert active(start) == "", "nothing is chosen by itself"
    texts = found.locator(".what").all_inner_texts()
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp"):
        start.keyboard.press(key)
        walked.append(active(start))
    assert walked == [texts[0], texts[1], texts[0], "", texts[-1]]
    expect(box(start)).to_have_value("gongzuo")
    expect(box(start)).to_be_focused()
    axe(start)
    start.keyboard.press("ArrowDown")
    start.keyboard.press("ArrowDown")
    start.keyboard.press("Enter")
    expect(start).to_have_title(f"{texts[0]} - 总结检索")


def test_enter_searches_what_is_typed_where_nothing_is_chosen(start: Page) -> None:
    offer(start, "zongjie")
    start.keyboard.press("Enter")
    expect(start).to_have_title("zongjie - 总结检索")


def test_typing_on_takes_the_choice_back(start: Page) -> None:
    offer(start, "gong")
    start.keyboard.press("ArrowDown")
    assert active(start)
    start.keyboard.type("z")
    assert active(start) == ""
    start.keyboard.press("Enter")
    expect(start).to_have_title("gongz - 总结检索")


def test_escape_closes_and_the_next_one_empties(start: Page) -> None:
    offer(start, "gongzuo")
    start.keyboard.press("ArrowDown")
    start.keyboard.press("Escape")
    expect(options(start)).to_have_count(0)
    expect(box(start)).to_have_attribute("aria-expanded", "false")
    expect(box(start)).to_have_value("gongzuo")
    assert active(start) == ""
    start.keyboard.press("ArrowDown")
    expect(options(start).first).to_be_visible()
    start.keyboard.press("Escape")
    start.keyboard.press("Escape")
    expect(box(start)).to_have_value("")


def test_tab_leaves_without_choosing(start: Page) -> None:
    offer(start, "gongzuo")
    start.keyboard.press("ArrowDown")
    start.keyboard.press("Tab")
    expect(start.get_by_role("button", name="搜索")).to_be_focused()
    expect(options(start)).to_have_count(0)
    expect(box(start)).to_have_value("gongzuo")


def test_home_and_end_stay_in_the_text(start: Page) -> None:
    offer(start, "gongzuo")
    for key, caret in (("Home", 0), ("End", 7)):
        start.keyboard.press("ArrowDown")
        start.keyboard.press(key)
        assert box(start).evaluate("one => one.selectionStart") == caret
        assert active(start) == ""
    expect(options(start).first).to_be_visible()


# ---- by hand ----


def test_a_click_searches(start: Page) -> None:
    found = offer(start, "gongzuo")
    text = found.nth(2).locator(".what").inner_text()
    found.nth(2).hover()
    assert active(start) == "", "a pointer that rests on the list chooses nothing"
    found.nth(2).click()
    expect(start).to_have_title(f"{text} - 总结检索")


def test_a_tap_searches(tab: Tabs) -> None:
    page = goto(tab(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 700}), "/")
    found = offer(page, "gongzuo")
    text = found.nth(1).locator(".what").inner_text()
    found.nth(1).tap()
    expect(page).to_have_title(f"{text} - 总结检索")


def test_a_click_elsewhere_closes(start: Page) -> None:
    offer(start, "gongzuo")
    start.locator("h1").click()
    expect(options(start)).to_have_count(0)
    expect(box(start)).to_have_value("gongzuo")


# ---- an input method ----


@pytest.fixture
def method(clocked: Page) -> CDPSession:
    """What an input method does, done by the browser itself: real composition events."""
    return clocked.context.new_cdp_session(clocked)


def compose(method: CDPSession, letters: str) -> None:
    method.send(
        "Input.imeSetComposition",
        {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
    )


def test_nothing_is_asked_while_an_input_method_composes(clocked: Page, method: CDPSession) -> None:
    asked = asks(clocked)
    clocked.evaluate("""() => {
        window.composed = [];
        for (const kind of ["compositionstart", "compositionend"]) {
            addEventListener(kind, (event) => composed.push(kind));
        }
    }""")
    box(clocked).focus()
    for letters in ("z", "zo", "zong", "zong j", "zong jie"):
        compose(method, letters)
        clocked.clock.run_for(1000)
    expect(box(clocked)).to_have_value("zong jie")
    assert asked == []
    method.send("Input.insertText", {"text": "总结"})
    expect(box(clocked)).to_have_value("总结")
    clocked.clock.run_for(119)
    assert asked == []
    clocked.clock.run_for(1)
    expect(options(clocked).first).to_be_visible()
    assert [address.partition("?")[2] for address in asked] == ["q=%E6%80%BB%E7%BB%93"]
    assert clocked.evaluate("composed") == ["compositionstart", "compositionend"]


def test_its_keys_are_its_own(clocked: Page, method: CDPSession) -> None:
    """Arrows and Enter choose among its characters; Safari sends the Enter that ends it as key 229."""
    box(clocked).press_sequentially("gong")
    clocked.clock.run_for(120)
    expect(options(clocked).first).to_be_visible()
    compose(method, "zuo")
    expect(options(clocked)).to_have_count(0)
    for key in ("ArrowDown", "Enter"):
        method.send(
            "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229}
        )
    clocked.clock.run_for(1000)
    expect(options(clocked)).to_have_count(0)
    method.send("Input.insertText", {"text": "作"})
    clocked.clock.run_for(120)
    expect(options(clocked).first).to_be_visible()
    clocked.keyboard.press("ArrowDown")
    chosen = active(clocked)
    method.send(
        "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229}
    )
    assert active(clocked) == chosen
    expect(box(clocked)).to_have_value("gong作")


# ---- when it asks, and what it says ----


def test_it_asks_once_when_typing_pauses_and_speaks_once_when_it_rests(clocked: Page) -> None:
    asked = asks(clocked)
    for letter in "gongzuo":
        clocked.keyboard.type(letter)
        clocked.clock.run_for(100)
    assert asked == []
    clocked.clock.run_for(20)
    expect(options(clocked)).to_have_count(8)
    assert len(asked) == 1
    clocked.clock.run_for(500)
    expect(status(clocked)).to_have_text("")
    clocked.keyboard.press("ArrowDown")
    clocked.clock.run_for(100)
    expect(status(clocked)).to_have_text("有 8 条建议，可用上下键选择")


def test_an_answer_that_comes_late_is_not_waited_for(start: Page) -> None:
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    start.route(SUGGEST, hold_the_first)
    aborted: list[str] = []
    start.on("requestfailed", lambda request: aborted.append(request.url))
    with start.expect_request(SUGGEST):
        box(start).press_sequentially("anquan")
    box(start).fill("")
    found = offer(start, "wenti")
    assert all("问题" in text for text in found.locator(".typed").all_inner_texts())
    assert aborted == [route.request.url for route in held]


@pytest.mark.parametrize("status_code", [500, None], ids=["error", "no connection"])
def test_errors_are_silent(tab: Tabs, start: Page, status_code: int | None) -> None:
    tab.complaints.expected.append("Failed to load resource")
    offer(start, "gong")

    def fail(route: Route) -> None:
        if status_code:
            route.fulfill(status=status_code, body="<b>no</b>")
        else:
            route.abort()

    start.route(SUGGEST, fail)
    box(start).press_sequentially("zuo")
    expect(options(start)).to_have_count(0)
    expect(box(start)).to_have_value("gongzuo")
    start.keyboard.press("Enter")
    expect(start).to_have_title("gongzuo - 总结检索")


def test_nothing_is_asked_for_a_long_text(clocked: Page) -> None:
    asked = asks(clocked)
    clocked.keyboard.insert_text("工作总结" * 20)
    clocked.clock.run_for(1000)
    expect(options(clocked)).to_have_count(0)
    assert asked == []


def test_what_is_typed_is_marked_and_the_kind_is_said(start: Page) -> None:
    found = offer(start, "学校")
    first = found.first
    assert first.locator(".typed").all_inner_texts() == ["学校"]
    assert {kind.strip() for kind in found.locator("small").all_inner_texts()} <= {"标题", "小标题", "常用词"}
    expect(first.locator(".what")).to_have_attribute("lang", "zh-CN")


@pytest.mark.parametrize("address", ["/?q=安全", "/help", "/stats", "/nothing"])
def test_every_page_suggests(tab: Tabs, page: Page, address: str) -> None:
    tab.complaints.expected.append("Failed to load resource.*404")
    goto(page, f"{address}{'&' if '?' in address else '?'}lang=en", 404 if address == "/nothing" else 200)
    box(page).fill("")
    found = offer(page, "gongzuo")
    assert {kind.strip() for kind in found.locator("small").all_inner_texts()} <= {
        "Title",
        "Heading",
        "Frequent word",
    }
    text = found.first.locator(".what").inner_text()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile(f"^{re.escape(text)} - "))
    expect(page.get_by_role("article").first).to_be_visible()
    assert "lang=en" in page.url
