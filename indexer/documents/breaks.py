"""Whether a short line without punctuation was broken off from the paragraph below it, by a page break.

"近年来我们学校的面貌 / 日新月异，…" and "工作中的不足 / 考核流于形式，…" look alike. What tells them apart
is how the first line ends and the second begins, how the first one opens, and a word that the break
divides. Each sign counts some points; measured on breaks made at random in real paragraphs, two
points find three of four, and one in fifty headings is lost.
"""

from __future__ import annotations

import re

from indexer.analysis import word_ends

__all__ = ["SURE", "break_score"]

SURE = 2
"""From so many points on, a line is broken off."""

_DECISIVE = 4
_CONTINUES = frozenset("（(，、。；：！？!?,;:）)”’」』》】%％℃的了着们吗呢吧是")
"""No paragraph begins so."""

_ENDS_PHRASE = re.compile(r"[中时時后後上下里内间前][，,]")
"""Nor so: "工作 / 中，我们…"."""

_HANGS = frozenset(
    "的了着们是和与及或在把被于为要不个该这很并又也还且但而若每各其我你他她它您就都让使将从由從與還這個"
)
"""Hardly a heading ends so."""

_SELDOM_LAST = frozenset("时時中员業业司有一大部成发代到后以前面公心强多很年月三十二四五六七八九两兩")
_SELDOM_FIRST = frozenset(
    "要时來来好后出定化工部学產产业员性度率個代理人发程月和强生多长技动案式期位表有都也不才已未及与和"
)
_OPENS = re.compile(
    r"我们(?!的|[是怎如]|[为该要]什)|我(?!们|[校院局县市镇村厂矿司部科班组所站段区乡国]的)|本人|公司(?!的|制|治)|大家|今[年天]|去年"
    r"|现在|近年来|近几年|一年来(?!的)|作为|针对|为了|为(?![什何民群职师客病学了])|此[次外]|这|那|随着|因|虽|如果|所以|但|而|其"
    r"|目前(?!存|的)|通过|根据|按照|截至|截止|由于|对|经过|在|首先|每(?![天日月周])|未来|当(?![好家])|同时|另外|他|她|它|全年|自|从|把|将|于|并"
    r"|与此|该|以|据|要|有"
)
"""How a running paragraph opens, and seldom a heading."""

_HEADS = re.compile(
    r"(?:方向|不足|情[况況]|状况|概[况貌]|简况|问题|成[效果绩就]|计划|规划|工作|安排|打算|做法|打法|办法|方法|措施|举措|职责|职能|管理|短板"
    r"|弱项|建[设议]|思[路考]|设想|体会|心得|感[言想悟]|启示|收获|分析|讲话|发言|[激奖]励|改[革进]|标准|机制|制度|方案|反思|差距|困难"
    r"|重点|之处|经验|[亮特优]点|优势|目标|任务|原[因则]|背景|概述|对策|意[见义]|要求|工程|效[果益]|结果|结语|结束语|作用|保障|现状|形势"
    r"|趋势|展望|[总小]结|评价|环节|内容|过程|步骤|变化|剖析|提升|范围|记录)(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)]?)?$"
)
"""What headings end with."""

_WINDOW = 8
"""Characters on either side of a break that are looked at for a word across it."""


def break_score(line: str, below: str) -> int:
    """How much speaks for it that ``line`` and ``below`` are one sentence; neither may be empty.

    ``line`` ends without punctuation.
    """
    if below[0] in _CONTINUES or _ENDS_PHRASE.match(below) or _divides_word(line, below):
        return _DECISIVE
    score = 2 * (line[-1] in _HANGS) or int(line[-1] in _SELDOM_LAST)
    score += below[0] in _SELDOM_FIRST
    score += bool(_OPENS.match(line))
    return score - 2 * bool(_HEADS.search(line))


def _divides_word(line: str, below: str) -> bool:
    """Whether a word, or a number, reaches from the end of one line into the next."""
    if line[-1].isdigit() and below[0].isdigit():
        return True
    left = line[-_WINDOW:]
    return len(left) not in word_ends(left + below[:_WINDOW])
