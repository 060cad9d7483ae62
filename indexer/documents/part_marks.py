"""What title lines of parts look like: "…工作总结篇一", "第三篇：…", and less sure ones, "工作总结（一）".

A line of the first kind says itself that it heads a part. One of the second kind may as well head a
section, number a plan or name a file, so other lines and the collection's title must speak for it (parts).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.documents.numbering import number_value

__all__ = ["PartMark", "announced_parts", "find_likely_mark", "find_part_mark", "is_kind_of_text"]

_LONGEST = 80
_VALUE = r"([一二三四五六七八九十百]{1,5}|\d{1,3})"
_MARK = rf"(?:精选|优秀|通用|推荐)?(?:第[ ]?{_VALUE}[ ]?篇|篇[ ]?{_VALUE})"
_REMARK = r"(?:[ ]?[（(【\[][^（）()【】\[\]]{1,20}[）)】\]])?"
"""What may follow a mark: "…篇一(优秀)"."""

_AT_END = re.compile(rf"(.{{0,70}}?)[（(【\[]?{_MARK}[】\])）]?{_REMARK}[：:]?$")
_AT_START = re.compile(rf"()(?:[【\[（(]{_MARK}[】\]）)]|{_MARK}(?=[：:、 \t\u3000]))")
_LIKELY = (
    re.compile(rf"(.{{2,70}}?)[ ]?[（(]{_VALUE}[）)]{_REMARK}[：:]?$"),  # 工作总结（一）
    re.compile(rf"(.{{2,70}}?)(?<!\d)[ ]?{_VALUE}{_REMARK}[：:]?$"),  # 工作总结1, 工作总结范文一
    re.compile(rf"((?:范|例|样)文|范例|示例|模板){_VALUE}[：:、 \t\u3000]"),  # 范文一：工作总结
)
_LED_BY_MARK = re.compile(rf"第{_VALUE}篇(.{{2,70}})$")  # 第一篇总结
_SENTENCE = re.compile(r"[。！？；]")
_KIND = re.compile(
    r"(?:总结|小结|報告|报告|總結|计划|規劃|规划|方案|体会|心得|感悟|述职|述廉|汇报|讲话|讲话稿|发言|发言稿|演讲稿"
    r"|材料|范文|例文|样文|范例|示例|模板)$"
)
_ANNOUNCED = re.compile(rf"{_VALUE}[ ]?篇")


@dataclass(frozen=True, slots=True)
class PartMark:
    """What a line says about the part it heads: the part's number, and the words it has in common."""

    ordinal: int
    stem: str


def find_part_mark(text: str) -> PartMark | None:
    """The mark of a part, with 篇, in a line that could be a part's title, or None."""
    if len(text) > _LONGEST or "篇" not in text or not _could_be_title(line := text.strip()):
        return None
    found = _AT_END.match(line) or _AT_START.match(line)
    if not found:
        return None
    stem, *numbers = found.groups()
    return PartMark(number_value(next(filter(None, numbers))), stem.strip())


def find_likely_mark(text: str) -> PartMark | None:
    """The number of a line that is a part's title if lines with the same stem are, or None."""
    if len(text) > _LONGEST or not _could_be_title(line := text.strip()):
        return None
    for pattern in _LIKELY:
        if found := pattern.match(line):
            return PartMark(number_value(found[2]), found[1].strip())
    led = _LED_BY_MARK.match(line)
    return PartMark(number_value(led[1]), led[2].strip()) if led else None


def announced_parts(title: str) -> int | None:
    """How many parts a collection's title says it has, as in "…(大全6篇)"; None where it does not."""
    found = _ANNOUNCED.search(title)
    return number_value(found[1]) if found else None


def is_kind_of_text(stem: str) -> bool:
    """Whether the words before a number name a kind of text: "教学工作总结" does, "存在问题" does not."""
    return bool(_KIND.search(stem))


def _could_be_title(line: str) -> bool:
    return 0 < len(line) <= _LONGEST and not _SENTENCE.search(line)
