"""Texts that mean harm: whatever they hold shows as text, runs nothing, loads nothing and breaks no page."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from indexer import build_index
from tests.browser.pages import PHONE, Tabs, box, fits, goto, ready
from tests.serving import served
from tests.support import write_lines

MARKUP = """<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>'"&lt;b&gt;{{7*7}}${alert(4)}"""
BREAKOUT = "</title></textarea></template></script><script>alert(5)</script>-->"
TURNED = "\u2067右起\u202e反转"
"""Turns whatever follows around: an isolate and an override in it, neither of them ended."""
LONG = "w" * 10_000
SHORT = (
    "<img src=x onerror=alert(7)>",
    "<b onclick=alert(8)>粗</b>标题",
    "</ul></form><script>alert(9)</script>",
)
"""Short enough to be suggested."""
TYPED = ("img src", "<b onclick", "ul form")


def record(number: int, text: str) -> dict[str, object]:
    """A passage that says ``text`` wherever it can say anything."""
    return {
        "id": f"{number}-{text[:200]}",
        "title": f"{text}标题{number}",
        "collection": f"合集{number}{text}",
        "heading": [f"{text}小标题{number}", f"下级{text}"],
        "genre": [f"体裁{text}"],
        "domain": [f"领域{text}"],
        "section": f"章节{text}",
        "period": text,
        "organisation": text,
        "author": text,
        "text": f"敌意第{number}条。\n{text}\n后面还有一句。",
    }


RECORDS = [record(number, text) for number, text in enumerate((MARKUP, BREAKOUT, TURNED, LONG))]
SUGGESTED = [{"title": text, "text": "另一条。"} for text in SHORT]
FILE = "<img src=x onerror=alert(6)>.txt"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / FILE).write_text("敌意文件总结\n\n一、存在问题\n\n文件名里有标记。\n", "utf-8")
    report = build_index(
        [write_lines(folder / "a.jsonl", [*RECORDS, *SUGGESTED]), folder / FILE], folder / "index"
    )
    assert not report.skipped
    with served(folder / "index") as address:
        yield address


@pytest.fixture(params=["wide", "phone"])
def shown(browser: Browser, hostile_site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    tabs = Tabs(browser, hostile_site)
    tabs.complaints.expected.append("Failed to load resource.*404.*/nothing")
    yield tabs(viewport=PHONE) if request.param == "phone" else tabs()
    tabs.close()


def harmless(page: Page) -> None:
    """Nothing on the page is markup of a text, and it fits its window."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.locator("script").count() == 1
    assert page.locator("body :is(img, iframe, object, b, style, base, [onerror], [onload])").count() == 0
    fits(page)


def test_every_page_shows_it_as_text(shown: Page) -> None:
    goto(shown, "/?q=敌意")
    harmless(shown)
    seen = "".join(shown.locator("main").all_text_contents())
    assert all(text in seen for text in (MARKUP, BREAKOUT, TURNED, LONG))
    for address in ("/", "/?q=敌意&sort=longest&group=1", "/stats", "/nothing?q=" + quote(MARKUP)):
        goto(shown, address, 404 if "nothing" in address else 200)
        harmless(shown)
    for one in RECORDS:
        for kind in ("documents", "parts"):
            goto(shown, f"/{kind}/{quote(str(one['id']), safe='')}?q=敌意 后面")
            harmless(shown)
            assert str(one["title"]) in (shown.locator("h1").text_content() or "")
            assert str(one["text"]).split("\n")[1] in "".join(shown.locator("main").all_text_contents())


@pytest.mark.parametrize(
    "text", [MARKUP, BREAKOUT, TURNED, LONG], ids=["markup", "breakout", "turned", "long"]
)
def test_a_query_is_shown_as_text_and_kept_as_one(shown: Page, text: str) -> None:
    goto(shown, f"/?q={quote(text)}")
    expect(box(shown)).to_have_value(text)
    assert shown.title().startswith(text)
    harmless(shown)
    goto(shown, "/")
    harmless(shown)
    if len(text) <= 200:
        link = shown.locator("#recent").get_by_role("link")
        assert link.text_content() == text
        box(shown).click()
        option = shown.get_by_role("option")
        assert option.locator(".what").text_content() == text
        what, kind = option.locator(".what").bounding_box(), option.locator("small").bounding_box()
        assert what
        assert kind
        assert what["x"] + what["width"] <= kind["x"], "it turns nothing around but itself"
        harmless(shown)
        link.evaluate("one => one.click()")
        expect(shown).to_have_title(re.compile("^" + re.escape(" ".join(text.split()))))


@pytest.mark.parametrize(("typed", "text"), list(zip(TYPED, SHORT, strict=True)))
def test_suggestions_are_text(shown: Page, typed: str, text: str) -> None:
    goto(shown, "/")
    box(shown).press_sequentially(typed)
    option = shown.get_by_role("option").filter(has=shown.locator("small", has_text=re.compile("^标题$")))
    expect(option.locator(".what")).to_have_text(text)
    harmless(shown)
    shown.keyboard.press("ArrowDown")
    shown.keyboard.press("Enter")
    expect(shown).to_have_title(f"{text} - 总结检索")
    ready(shown)
    harmless(shown)


def test_filters_are_text_and_hold_in_place(shown: Page) -> None:
    goto(shown, "/?q=敌意")
    harmless(shown)
    for facet in ("genre", "domain", "section"):
        boxes = shown.locator(f"input[name={facet}]")
        assert boxes.count() >= 4
    for text in (MARKUP, BREAKOUT, TURNED, LONG):
        choice = shown.get_by_role("checkbox", name=f"领域{text[:50]}")
        choice.evaluate("one => one.click()")
        expect(shown.locator("#results")).not_to_have_attribute("aria-busy", "true")
        expect(choice).to_be_checked()
        harmless(shown)
    chips = shown.locator(".chip.filter")
    expect(chips).to_have_count(4)
    shown_texts = "".join(chips.all_text_contents())
    assert all(text in shown_texts for text in (MARKUP, BREAKOUT, TURNED, LONG))
    chips.first.evaluate("one => one.click()")
    expect(chips).to_have_count(3)
    harmless(shown)


BESIDE = """parts => parts.map((part) => part.getBoundingClientRect()).every((box, at, boxes) =>
    !at || boxes[at - 1].right <= box.left + 1 || boxes[at - 1].bottom <= box.top + 1)"""
"""Whether each of some elements stands right of the one before, or below it."""


def test_turned_texts_turn_nothing_else(shown: Page) -> None:
    """What stands before and after such a text keeps its place: every one is isolated from its line."""
    goto(shown, f"/?q=敌意&domain={quote('领域' + TURNED)}")
    hit = shown.get_by_role("article")
    expect(hit).to_have_count(1)
    assert hit.locator(".path span").count() == 2
    assert hit.locator(".path span").evaluate_all(BESIDE)
    shown.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    label = shown.locator("label", has_text=f"领域{TURNED}")
    assert label.locator("> *").evaluate_all(BESIDE)
    room = shown.locator(".chip.filter").evaluate(
        "one => one.getBoundingClientRect().right - one.lastElementChild.getBoundingClientRect().right"
    )
    assert room > 20, "the cross stands at the end"


def test_a_file_name_is_text(shown: Page) -> None:
    goto(shown, "/?q=敌意文件")
    shown.get_by_role("link", name=re.compile("敌意文件总结")).first.click()
    expect(shown.get_by_text(FILE).first).to_be_visible()
    harmless(shown)
