"""Galloping search: the loop that all walks over sorted lists share."""

from __future__ import annotations

from indexer.compiled import Numbers, kernel

__all__ = ["gallop"]


@kernel
def gallop(numbers: Numbers, place: int, end: int, target: int) -> int:
    """The first place from ``place`` on whose number is at least ``target``, or ``end``."""
    if place >= end or numbers[place] >= target:
        return place
    step = 1
    while place + step < end and numbers[place + step] < target:
        step <<= 1
    low, high = place + (step >> 1) + 1, min(place + step, end)
    while low < high:
        middle = (low + high) >> 1
        if numbers[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low
