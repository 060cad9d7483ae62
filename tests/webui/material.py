"""The passages these tests search, written for them, and ways to read a page."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml import html

Page = Callable[..., html.HtmlElement]
"""Gets an address that must answer 200 (or the given status), as a parsed page: the fixture ``page``."""

HOSTILE = "<script>alert(1)</script>&\"'><b>"
"""Stands in every text field of one passage, and is found by the word 敌意."""

ODD_IDS = (
    ".",
    "..",
    "...",
    "/",
    "/front",
    "back/",
    "a//b",
    "a/./b",
    "../../up",
    "a?b=c#d&e",
    "100%",
    "%2F",
    "%2e%2e",
    "back\\slash",
    "plus+and blank",
    "line\nbreak",
    "tab\tand;semicolon",
    "编号\u202e一",
    "😀",
    HOSTILE,
)

INSPECTIONS = 37
"""Passages about 巡检: four pages of ten."""


def story() -> Iterator[dict[str, object]]:
    """A collection of an introduction and two parts; the second section of part 1 comes in two pieces."""
    page = {"collection": "车间工作总结(大全2篇)", "genre": ["工作总结"], "domain": ["企业管理"]}
    yield page | {
        "id": "story-0",
        "title": page["collection"],
        "section": "引言",
        "text": "这是两篇车间总结。",
    }
    first = page | {"title": "车间工作总结篇一", "part": 1}
    told = {"period": "2022年度", "organisation": "机修车间", "author": "林木生"}
    yield first | told | {"id": "story-1", "section": "基本情况", "text": "一年来，车间稳步推进各项工作。"}
    yield first | {
        "id": "story-2",
        "heading": ["主要做法", "点检到位"],
        "section": "主要做法",
        "text": "推行设备点检。\n\n每班两次，\n有记录。",
    }
    yield first | {
        "id": "story-3",
        "heading": ["主要做法", "点检到位"],
        "section": "主要做法",
        "text": "月底评比点检质量。",
    }
    yield first | {
        "id": "story-4",
        "heading": ["主要做法", "培训到人"],
        "section": "主要做法",
        "text": "培训人人过关。",
    }
    yield page | {
        "id": "story-5",
        "title": "车间工作总结篇二",
        "part": 2,
        "heading": ["存在问题"],
        "section": "存在问题",
        "text": "备件周转偏慢。",
    }


def inspections() -> Iterator[dict[str, object]]:
    for number in range(INSPECTIONS):
        yield {
            "id": f"inspection-{number}",
            "title": f"第{number}号线路巡检工作总结",
            "genre": ["工作总结"] if number % 3 else ["述职报告"],
            "domain": [["工程技术", "安全生产", "教育"][number % 3]],
            "section": ["主要做法", "存在问题"][number % 2],
            "year": 2010 + number % 12,
            "heading": ["线路巡检"],
            "text": f"本年度完成线路巡检{number}次，发现缺陷并及时消除。",
        }


GARDENS = (
    ("社区花圃", "春天补种了草皮，夏天每天清早浇水，秋天把枯枝和落叶堆成肥料。"),
    ("校园苗圃", "学生按班级认领花坛，挂上名牌，开学典礼时一起展出。"),
    ("厂区绿地", "灌溉改用喷头，用水比去年少了三成；病虫害由专业公司防治。"),
)


def gardens() -> Iterator[dict[str, object]]:
    """Three texts about the same thing, of three authors; the last one was printed twice."""
    for number, (place, rest) in enumerate((*GARDENS, GARDENS[-1])):
        yield {
            "id": f"garden-{number}",
            "title": f"{place}养护总结{number}",
            "collection": f"养护合集{number}",
            "genre": ["工作总结"],
            "domain": ["行政后勤"],
            "section": "主要做法",
            "heading": ["苗木修剪"],
            "text": f"{place}的冬青和玫瑰由园丁修剪。{rest}",
        }


def odd() -> Iterator[dict[str, object]]:
    for number, odd_id in enumerate(ODD_IDS):
        yield {
            "id": odd_id,
            "title": f"怪异编号{number}",
            "collection": "怪异合集",
            "text": f"怪异{number}。",
        }
    yield {
        "id": "hostile",
        "title": f"敌意标题{HOSTILE}",
        "collection": f"敌意合集{HOSTILE}",
        "heading": [f"敌意小标题{HOSTILE}"],
        "genre": [f"敌意体裁{HOSTILE}"],
        "domain": [f"敌意领域{HOSTILE}"],
        "section": f"敌意章节{HOSTILE}",
        "text": f"敌意正文{HOSTILE}<img src=x onerror=alert(1)>。\n{'很' * 10_000}",
    }


def records() -> list[dict[str, object]]:
    """All of them, as the lines of one source."""
    return [*story(), *inspections(), *gardens(), *odd()]


def texts(page: html.HtmlElement, path: str) -> list[str]:
    """The texts of the elements at ``path``, white space made single."""
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]


def parameters(address: str) -> list[tuple[str, str]]:
    """The parameters of an address, in their order."""
    return parse_qsl(urlsplit(address).query)


def submitted(
    page: html.HtmlElement, changes: Mapping[str, str] = {}, box: tuple[str, str] | None = None
) -> str:
    """The address that a browser goes to when the search form is sent, without a script.

    ``changes`` are fields set before, ``box`` is a checkbox that is clicked before.
    """
    sent = []
    for field in page.xpath("//form[@role='search']//input | //*[@form='search'][@name]"):
        name, value = field.get("name"), field.get("value", "")
        if field.tag == "select":
            value = field.xpath("string(option[@selected]/@value)") or field.xpath("string(option[1]/@value)")
        if field.get("type") == "checkbox" and ((name, value) == box) == bool(
            field.get("checked") is not None
        ):
            continue
        sent.append((name, changes.get(name, value)))
    return "/?" + urlencode(sent)
