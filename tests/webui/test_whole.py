"""The part page: a whole part to read, marked, with the passage that the reader comes from."""

from itertools import pairwise

from tests.webui.material import Page, texts


def test_a_part_is_whole_with_each_heading_once(page: Page) -> None:
    shown = page("/parts/story-3?q=点检")
    assert texts(shown, "//h1") == ["车间工作总结篇一"]
    body = shown.xpath("//div[@class='body']")[0]
    assert [(node.tag, node.text_content()) for node in body.xpath(".//h2 | .//h3 | .//p")] == [
        ("p", "一年来，车间稳步推进各项工作。"),
        ("h2", "主要做法"),
        ("h3", "点检到位"),
        ("p", "推行设备点检。"),
        ("p", "每班两次，"),
        ("p", "有记录。"),
        ("p", "月底评比点检质量。"),
        ("h3", "培训到人"),
        ("p", "培训人人过关。"),
    ]
    assert texts(body, "./section[@id='here']") == ["月底评比点检质量。"]
    assert texts(body, ".//mark") == ["点检", "点检"]
    assert shown.xpath("//a[.='回到所在段落']/@href") == ["/documents/story-3?q=点检"]


def test_an_introduction_is_a_part_of_its_own(page: Page) -> None:
    assert texts(page("/parts/story-0"), "//div[@class='body']//p") == ["这是两篇车间总结。"]


def test_the_outline_leads_to_places_on_the_page(page: Page) -> None:
    shown = page("/parts/story-3?q=点检")
    links = shown.xpath("//nav[@class='outline']//a/@href")
    assert links == ["#section-1", "#section-2", "#here", "#section-4"]
    assert [f"#{name}" for name in shown.xpath("//div[@class='body']/section/@id")] == links
    assert texts(shown, "//nav[@class='outline']//a[@aria-current='location']") == ["点检到位（续 1）"]
    assert not page("/parts/story-5").xpath("//nav[@class='outline']")


def test_marks_are_numbered_through_the_part(page: Page) -> None:
    shown = page("/parts/story-3?q=点检")
    assert shown.xpath("//mark/@id") == ["mark-1", "mark-2"]
    assert texts(shown, "//nav[@class='marks']/span") == ["共 2 处"]


def test_the_section_that_is_copied_is_the_one_the_reader_comes_from(page: Page) -> None:
    assert texts(page("/parts/story-3"), "//*[@data-section]//p") == ["月底评比点检质量。"]


def test_headings_never_skip_a_level(page: Page) -> None:
    for passage in ("story-3", "inspection-1", "hostile"):
        levels = [
            int(heading.tag[1])
            for heading in page(f"/parts/{passage}").xpath("//h1|//h2|//h3|//h4|//h5|//h6")
        ]
        assert levels[0] == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_in_english_the_text_stays_chinese(page: Page) -> None:
    shown = page("/parts/story-3?lang=en")
    assert shown.xpath("//div[@class='body']/@lang") == ["zh-CN"]
    assert shown.xpath("//a[.='Back to the passage']/@href") == ["/documents/story-3?lang=en"]
