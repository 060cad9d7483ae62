"""Times engines side by side: in one process, question by question, each as often first as any other."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from typing import Any

from scripts.benches.place import Place
from scripts.benches.rival import Ask, rival

__all__ = ["PASSES", "contest"]

PASSES = 3


@dataclass(slots=True)
class _Contender:
    name: str
    ask: Ask
    questions: list[str]
    times: list[list[float]]
    totals: list[int]


def contest(place: Place, passes: int, *entries: list[Any]) -> dict[str, Any]:
    """Times all questions of all entries: engine, kind of question, list of questions, their least length.

    Every pass asks every question once; no engine keeps results. Garbage is not collected meanwhile, for
    none of them. Returns by engine the milliseconds of each pass and the totals, in the questions' order.
    """
    contenders = [_contender(place, passes, *entry) for entry in entries]
    for one in contenders:
        one.ask(one.questions[0])  # loads what is loaded once: compiled code, dictionaries
    gc.collect()
    gc.freeze()
    gc.disable()
    for number in range(passes):
        for question in range(max(len(one.questions) for one in contenders)):
            first = (number + question) % len(contenders)
            for one in contenders[first:] + contenders[:first]:
                if question < len(one.questions):
                    _time(one, number, question)
    gc.enable()
    return {one.name: {"times": one.times, "totals": one.totals} for one in contenders}


def _contender(place: Place, passes: int, engine: str, kind: str, asked: str, shortest: int) -> _Contender:
    questions = [text for text in place.asked(asked) if len(text) >= shortest]
    ask = rival(engine).open(place)[kind]
    return _Contender(engine, ask, questions, [[] for _ in range(passes)], [0] * len(questions))


def _time(one: _Contender, number: int, question: int) -> None:
    text = one.questions[question]
    started = time.perf_counter()
    total = one.ask(text)
    one.times[number].append((time.perf_counter() - started) * 1000)
    one.totals[question] = total
