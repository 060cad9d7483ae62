"""The passages and queries that are measured: real ones where they are at hand, generated ones otherwise."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.benches.place import Place

__all__ = ["Corpus", "find_corpus", "generated_corpus", "generated_text", "lay_out", "literal_runs"]

GENERATED = 5_200
"""Passages of a generated corpus."""

QUERIES = 500

_DOING = "加强 推进 落实 完善 提高 组织 检查 改进 总结 研究 开展 促进 规范 整理 学习 建立 深化 优化 创新 协调".split()
_THINGS = (
    "安全生产 教学管理 设备检修 项目建设 服务质量 队伍作风 制度体系 技术培训 环境卫生 信息系统 财务核算 档案资料 "
    "应急预案 宣传工作 科研课题 群众意见 工程进度 成本控制 合同审核 绩效考核 课堂实践 医疗护理 农田水利 电力线路"
).split()
_ENDS = "取得实效 仍有不足 有待处理 成效明显 进展顺利 责任到人 按期完成 得到好评 缺少记录 需要改进".split()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages (id, title, heading, text) and queries; ``origin`` says where they come from."""

    origin: str
    passages: Sequence[dict[str, str]]
    queries: Sequence[str]
    real: bool


def find_corpus(shared: Path) -> Corpus:
    """The real corpus in the folder ``shared``, or a generated one where there is none."""
    passages, queries = shared / "bench" / "laws-passages.jsonl.xz", shared / "bench" / "queries.json"
    if not (passages.is_file() and queries.is_file()):
        return generated_corpus(GENERATED)
    with lzma.open(passages, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return Corpus(passages.name, found, json.loads(queries.read_text("utf-8")), real=True)


def generated_corpus(size: int, *, seed: int = 1) -> Corpus:
    """``size`` passages of made-up sentences, and queries of one to four of their words."""
    dice = random.Random(seed)
    passages = [
        {
            "id": str(number),
            "title": f"{_pick(dice, _THINGS)}工作总结",
            "heading": f"{_pick(dice, _DOING)}{_pick(dice, _THINGS)}",
            "text": "\n".join(_sentences(dice, dice.randint(3, 12))),
        }
        for number in range(size)
    ]
    queries = [
        " ".join(dice.choice((_pick(dice, _DOING), _pick(dice, _THINGS))) for _ in range(dice.randint(1, 4)))
        for _ in range(QUERIES)
    ]
    return Corpus(f"generated, seed {seed}", passages, queries, real=False)


def generated_text(size: int, *, seed: int = 1) -> str:
    """A plain text of made-up parts, headings and sentences that takes about ``size`` bytes in UTF-8."""
    dice = random.Random(seed)
    lines, filled, part = [f"{_pick(dice, _THINGS)}工作总结"], 0, 0
    while filled < size:
        part += 1
        piece = [f"{_pick(dice, _THINGS)}工作总结 篇{part}"]
        for number in "一二三四五六":
            piece.append(f"{number}、{_pick(dice, _DOING)}{_pick(dice, _THINGS)}")
            piece += ["".join(_sentences(dice, dice.randint(2, 6))) for _ in range(dice.randint(2, 5))]
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


def literal_runs(texts: Sequence[str], number: int, *, seed: int = 7) -> list[str]:
    """Runs of 2 to 10 characters cut out of the texts, none twice, each within one line."""
    dice = random.Random(seed)
    runs: dict[str, None] = {}
    while len(runs) < number:
        line = dice.choice(dice.choice(texts).split("\n"))
        length = dice.randint(2, 10)
        if len(line) > length:
            start = dice.randrange(len(line) - length + 1)
            run = line[start : start + length]
            if run == run.strip() and "\0" not in run:
                runs[run] = None
    return list(runs)


def lay_out(corpus: Corpus, place: Place) -> None:
    """Writes the corpus as JSON lines, a file a copy, and the queries. From the second copy on ids are new."""
    place.path("corpus").mkdir(parents=True)
    for copy in range(place.copies):
        mark = f"-{copy}" if copy else ""
        path = place.path("corpus") / f"{copy:02}.jsonl"
        path.write_text(_json_lines(corpus.passages, mark), "utf-8")
    place.save("queries", corpus.queries)


def _json_lines(passages: Iterable[dict[str, str]], mark: str) -> str:
    return "".join(
        json.dumps({**passage, "id": passage["id"] + mark}, ensure_ascii=False) + "\n" for passage in passages
    )
