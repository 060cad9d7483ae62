"""Where nothing is found the page says so, and leads on."""

from tests.webui.material import Page, parameters, texts


def test_nothing_found_says_what_was_searched_and_offers_ways_on(page: Page) -> None:
    found = page("/?q=“巡检次序” 飞船 巡检&domain=教育&year=2011")
    assert "没有找到 “巡检次序” 飞船 巡检" in " ".join(texts(found, "//h2"))
    ways = {
        node.text_content(): parameters(node.get("href"))
        for node in found.xpath("//section[@class='empty']//li/a")
    }
    assert ways["去掉所有筛选条件"] == [("q", "“巡检次序” 飞船 巡检")]
    assert ways["去掉“领域：教育”"] == [("q", "“巡检次序” 飞船 巡检"), ("year", "2011")]
    assert ways["不用引号，放宽为词语匹配"] == [
        ("q", "巡检次序 飞船 巡检"),
        ("domain", "教育"),
        ("year", "2011"),
    ]
    assert ways["只搜“巡检”"] == [("q", "巡检"), ("domain", "教育"), ("year", "2011")]
    assert "只搜“飞船”" not in ways, "no passage has it"
    assert "全部段落里都没有“巡检次序”、“飞船”。" in found.text_content()
    assert "/help" in found.xpath("//section[@class='empty']//@href")
    assert found.xpath("//input[@name='domain'][@checked]"), "the filter can be taken off where it stands"
