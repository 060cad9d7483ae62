"""Answers are made by so many threads at once, first come, first served."""

from collections.abc import Iterable, Iterator
from threading import Barrier, Thread
from typing import Any

import pytest

from webui.turns import Turns, in_turns


def waiting(turns: Turns, number: int) -> None:
    """Comes back once so many threads wait."""
    while len(turns._waiting) < number:
        pass


def test_never_more_at_once_than_there_are_turns() -> None:
    turns, inside, most = Turns(3), list[int](), list[int]()
    together = Barrier(4)

    def work(number: int) -> None:
        with turns:
            inside.append(number)
            most.append(len(inside))
            if number < 3:
                together.wait(30)  # three are in at once; then all others follow
            inside.remove(number)

    threads = [Thread(target=work, args=[number]) for number in range(40)]
    for number, thread in enumerate(threads):
        thread.start()
        waiting(turns, number - 2)
    together.wait(30)
    for thread in threads:
        thread.join()
    assert max(most) == 3
    assert len(most) == 40


def test_whoever_waits_longest_is_next() -> None:
    turns, order = Turns(1), list[int]()

    def work(number: int) -> None:
        with turns:
            order.append(number)

    with turns:
        threads = [Thread(target=work, args=[number]) for number in range(12)]
        for number, thread in enumerate(threads):
            thread.start()
            waiting(turns, number + 1)
        assert order == []
    for thread in threads:
        thread.join()
    assert order == list(range(12))


def test_an_error_gives_the_turn_back() -> None:
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns:
            raise ZeroDivisionError
    with turns:
        assert turns._free == 0
    assert turns._free == 1


def test_what_is_streamed_takes_no_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)

    def stream(number: int) -> Iterator[bytes]:
        yield from [b"%d" % number] * 2

    def app(environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ARG001
        return stream(environ["number"])

    answer: Any = in_turns(app)
    streams = [iter(answer({"number": number}, None)) for number in range(4)]
    assert [next(one) for one in streams * 2] == [b"0", b"1", b"2", b"3"] * 2
