"""Made-up passages, queries and plain texts, where no real ones are at hand or a size must be exact."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

__all__ = ["generated_passages", "generated_queries", "generated_text"]

_DOING, _THINGS, _ENDS = (
    words.split()
    for words in (
        "加强 推进 落实 完善 提高 组织 检查 改进 总结 研究 开展 促进 规范 整理 学习 建立 深化 优化 创新",
        "安全生产 教学管理 设备检修 项目建设 服务质量 队伍作风 制度体系 技术培训 环境卫生 信息系统 财务核算",
        "取得实效 仍有不足 有待处理 成效明显 进展顺利 责任到人 按期完成 得到好评 缺少记录 需要改进",
    )
)


def generated_passages(number: int, *, seed: int = 1) -> list[dict[str, str]]:
    """So many passages: id, title, heading, text."""
    dice = random.Random(seed)
    return [
        {
            "id": str(place),
            "title": f"{_pick(dice, _THINGS)}工作总结",
            "heading": f"{_pick(dice, _DOING)}{_pick(dice, _THINGS)}",
            "text": "\n".join(_sentences(dice, dice.randint(3, 12))),
        }
        for place in range(number)
    ]


def generated_queries(number: int, *, seed: int = 1) -> list[str]:
    """So many queries of one to four words of those passages."""
    dice = random.Random(seed)
    return [
        " ".join(_pick(dice, dice.choice((_DOING, _THINGS))) for _ in range(dice.randint(1, 4)))
        for _ in range(number)
    ]


def generated_text(size: int, *, seed: int = 1) -> str:
    """A plain text of parts, headings and paragraphs that takes about ``size`` bytes in UTF-8."""
    dice = random.Random(seed)
    lines, filled, part = [f"{_pick(dice, _THINGS)}工作总结"], 0, 0
    while filled < size:
        part += 1
        piece = ["", f"{_pick(dice, _THINGS)}工作总结 篇{part}", ""]
        for number in "一二三四五六":
            piece.append(f"{number}、{_pick(dice, _DOING)}{_pick(dice, _THINGS)}")
            piece.append(f"（{dice.choice('一二三')}）{_pick(dice, _DOING)}{_pick(dice, _THINGS)}")
            piece += [
                f"　　{''.join(_sentences(dice, dice.randint(1, 6)))}" for _ in range(dice.randint(2, 5))
            ]
        filled += sum(len(line.encode()) + 1 for line in piece)
        lines += piece
    return "\n".join(lines) + "\n"


def _sentences(dice: random.Random, number: int) -> Iterator[str]:
    for _ in range(number):
        clauses = [f"{_pick(dice, _DOING)}{_pick(dice, _THINGS)}" for _ in range(dice.randint(1, 3))]
        yield f"{dice.randint(2001, 2024)}年，{'，'.join(clauses)}，{_pick(dice, _ENDS)}。"


def _pick(dice: random.Random, words: Sequence[str]) -> str:
    """One of the words, the first ones far more often, as it is in real texts."""
    return words[min(int(dice.paretovariate(0.7)) - 1, len(words) - 1)]
