"""The query language as people read it, with examples to try: shown by the help page and the first page.

The query module of ``indexer`` decides what the language is; a test asks the engine every example given here.
Everything is said in the language of the request, so it is made for each.
"""

from dataclasses import dataclass

from indexer import SearchRequest
from webui.language import gettext as _
from webui.urls import search_url

__all__ = ["Example", "Topic", "examples", "guide_topics"]


@dataclass(frozen=True, slots=True)
class Example:
    """A query, and what it finds."""

    query: str
    meaning: str

    @property
    def url(self) -> str:
        """The search for it."""
        return search_url(SearchRequest(query=self.query))


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing the language can do. ``name`` is its anchor on the help page."""

    name: str
    title: str
    text: str
    examples: tuple[Example, ...]


def examples() -> tuple[Example, ...]:
    """The searches that the first page offers to try."""
    return (
        Example("问题 整改", _("两个词都出现的段落；太少时放宽")),
        Example("安全生产 隐患排查", _("按行业找做法")),
        Example("“下一步”", _("引号里的字一个不差")),
        Example("标题:党建", _("只在标题里找")),
        Example("培训 -考试", _("排除一个词")),
        Example("年份:[2019 TO 2024] 管理", _("限定年份")),
    )


def guide_topics() -> tuple[Topic, ...]:
    """The topics of the help page, in reading order."""
    return (
        _words(),
        _exact(),
        _logic(),
        _fields(),
        _patterns(),
        _relaxing(),
        _synonyms(),
        _forms(),
    )


def _words() -> Topic:
    return Topic(
        "words",
        _("几个词一起搜"),
        _(
            "词与词之间用空格隔开，每个词都要出现（太少时放宽，见下）。一串不带空格的字，只要原文里连着出现，或者拆成的词都出现，"
            "就算找到；连着出现的排在前面。"
        ),
        (
            Example("设备 检修", _("同时谈到“设备”和“检修”的段落")),
            Example("安全生产责任", _("连着写的“安全生产责任”排在前面")),
        ),
    )


def _exact() -> Topic:
    return Topic(
        "exact",
        _("一字不差"),
        _('用引号（"…" 或 “…”）括起来，只找与引号里完全相同的字句。'),
        (Example("“薄弱环节”", _("只找“薄弱环节”这四个字连在一起的地方")),),
    )


def _logic() -> Topic:
    return Topic(
        "logic",
        _("并且、或者、排除"),
        _("AND、OR、NOT 要大写；词前加减号也表示排除；用括号分组。"),
        (
            Example("培训 OR 学习", _("有其中一个就行")),
            Example("(培训 OR 学习) AND 考核", _("括号里的先算")),
            Example("教学 -考试", _("谈教学而没有“考试”")),
            Example("教学 NOT 考试", _("与上一条相同")),
        ),
    )


def _fields() -> Topic:
    return Topic(
        "fields",
        _("只在某一处找"),
        _(
            "在词前写明范围和冒号：标题、合集、正文、体裁、领域、章节、年份，"
            "或者 title、collection、text、genre、domain、section、year；两种写法意思一样。年份可以写成一段。"
        ),
        (
            Example("标题:总结", _("标题里有“总结”")),
            Example("title:总结", _("与上一条相同")),
            Example("正文:培训 章节:存在问题", _("“存在问题”章节的正文里有“培训”")),
            Example("领域:教育 家长", _("教育领域里谈到家长")),
            Example("年份:2023", _("写的是 2023 年")),
            Example("year:[2019 TO 2023]", _("2019 年到 2023 年")),
        ),
    )


def _patterns() -> Topic:
    return Topic(
        "patterns",
        _("前缀、通配与相近写法"),
        _(
            "星号代表任意几个字，可以放在词尾或词中；词后加波浪号，找写法相近的词。问号和其他标点都按原文看待，不支持正则表达式。"
            "结果太少、又像是打错了字时，页面会问“您是不是要找”，换不换由您。"
        ),
        (
            Example("管理*", _("以“管理”开头的词")),
            Example("教*质量", _("以“教”开头、以“质量”结尾的词")),
            Example("BIM~", _("与 BIM 相近的写法")),
        ),
    )


def _relaxing() -> Topic:
    return Topic(
        "relaxing",
        _("整句提问，找到太少时"),
        _(
            "可以直接输入一个问题，或者粘贴一段话。含有全部词的段落不满一页时，会放宽：先略去“请问”“怎样”这类虚词，"
            "再看含有大部分词的，最后看含有较少见的词的段落；页面上会写明怎样放宽的，并可以只看含有全部词的段落。"
            "带有引号、减号、范围、AND、OR、NOT、星号或波浪号的查询不放宽。"
        ),
        (Example("怎样减少设备故障？", _("“怎样”不必出现；谈设备故障的段落排在前面")),),
    )


def _synonyms() -> Topic:
    return Topic(
        "synonyms",
        _("近义词"),
        _(
            "单独输入的词，也会找到近义词表里与它相近的说法，排在原词后面；页面上会写明多找了哪些词，并可以只查找输入的词。"
            "加了引号、减号、星号或波浪号的词不扩展。近义词表是一个文本文件，由管理员增删，改完即生效。"
        ),
        (
            Example("问题", _("也找“不足”“短板”")),
            Example("“问题”", _("只找“问题”")),
        ),
    )


def _forms() -> Topic:
    return Topic(
        "forms",
        _("写法不同也能找到"),
        _(
            "繁体与简体、全角与半角、大写与小写都看作同一个字；上面的符号也都可以用全角输入。结果里显示的始终是作者的原文。"
        ),
        (
            Example("安全生產", _("与“安全生产”相同")),
            Example("（培训　OR　学习）", _("全角括号和空格")),
        ),
    )
