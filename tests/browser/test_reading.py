"""Reading a text: what was found is walked through, and what one wants is copied or saved as it stands."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import PHONE, Tabs, axe, fits, goto, status

STORY = "/documents/story-2?q=点检"
SECTION = "推行设备点检。\n每班两次，\n有记录。"


@pytest.fixture
def reader(odd_tab: Tabs) -> Page:
    """A document, in a browser that lets its page write the clipboard."""
    page = odd_tab(permissions=["clipboard-read", "clipboard-write"])
    return goto(page, STORY)


def copied(page: Page) -> str:
    expect(status(page)).to_have_text("已复制")
    expect(page.get_by_text("已复制").first).to_be_visible()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_section_is_copied_as_it_stands(reader: Page) -> None:
    axe(reader)
    reader.get_by_role("button", name="复制本节").click()
    assert copied(reader) == SECTION


def test_a_part_is_copied_whole(reader: Page) -> None:
    reader.get_by_role("button", name="复制本篇").click()
    text = copied(reader)
    assert text.startswith("车间工作总结篇一\n")
    for paragraph in (
        "一年来，车间稳步推进各项工作。",
        *SECTION.split("\n"),
        "月底评比点检质量。",
        "培训人人过关。",
    ):
        assert paragraph in text
    assert "备件周转偏慢" not in text, "that is the next part's"


@pytest.mark.parametrize("name", ["复制本节", "复制本篇"])
def test_the_source_comes_along_where_it_is_wanted(reader: Page, name: str) -> None:
    reader.get_by_role("checkbox", name="附出处").check()
    reader.get_by_role("button", name=name).click()
    text = copied(reader)
    assert "车间工作总结(大全2篇)" in text.rpartition("\n\n")[2]
    address = re.search(r"http://127\.0\.0\.1:\d+/\S+", text)
    assert address
    goto(reader, address[0])
    expect(reader.locator("h1")).to_have_text("车间工作总结篇一")


def test_it_copies_over_plain_http_too(odd_tab: Tabs) -> None:
    """There browsers have no clipboard for scripts; what was copied is pasted to see it."""
    page = odd_tab()
    page.add_init_script("delete Navigator.prototype.clipboard;")
    goto(page, STORY)
    page.get_by_role("button", name="复制本节").click()
    expect(status(page)).to_have_text("已复制")
    expect(page.get_by_role("button", name="复制本节")).to_be_focused()
    page.get_by_label("搜索词").fill("")
    page.keyboard.press("Control+V")
    expect(page.get_by_label("搜索词")).to_have_value(SECTION.replace("\n", " "))


def test_a_browser_that_refuses_is_said(odd_tab: Tabs) -> None:
    page = odd_tab()
    page.add_init_script(
        """Clipboard.prototype.write = () => Promise.reject(new DOMException("", "NotAllowedError"));"""
    )
    goto(page, STORY)
    page.get_by_role("button", name="复制本节").click()
    expect(status(page)).to_have_text("没能复制，请选中文字后复制")


def test_the_text_is_saved_under_a_name_one_can_read(reader: Page, tmp_path: Path) -> None:
    with reader.expect_download() as saved:
        reader.get_by_role("link", name=re.compile("下载全文")).click()
    assert saved.value.suggested_filename == "车间工作总结篇一.txt"
    saved.value.save_as(tmp_path / "text")
    assert "推行设备点检。" in (tmp_path / "text").read_text("utf-8")


def test_marks_are_walked_through_by_keyboard(reader: Page) -> None:
    on = reader.get_by_role("button", name="下一处")
    reader.set_viewport_size({"width": 600, "height": 260})
    goto(reader, "/parts/story-2?q=点检")
    count = reader.locator("main .body mark").count()
    assert count >= 2
    on.focus()
    for number in [*range(1, count + 1), 1]:
        reader.keyboard.press("Enter")
        expect(status(reader)).to_have_text(f"第 {number} 处，共 {count} 处")
        expect(reader.locator("mark.shown")).to_have_count(1)
        expect(reader.locator("mark.shown")).to_be_in_viewport()
        expect(reader.locator("mark.shown")).to_have_attribute("id", f"mark-{number}")
    reader.get_by_role("button", name="上一处").click()
    expect(status(reader)).to_have_text(f"第 {count} 处，共 {count} 处")
    expect(on).to_be_visible()
    axe(reader)


def test_without_a_script_the_first_mark_is_a_link(odd_tab: Tabs) -> None:
    page = goto(odd_tab(java_script_enabled=False, viewport=PHONE), "/parts/story-2?q=点检")
    expect(page.get_by_role("button", name=re.compile("复制|一处"))).to_have_count(0)
    page.get_by_role("link", name="第一处").click()
    expect(page.locator("#mark-1")).to_be_in_viewport()
    fits(page)
