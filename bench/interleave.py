"""Peers measured in one run, turn by turn, so that a busy machine slows all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any


def seconds(work: Callable[[], Any]) -> float:
    """How long one call takes."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def rounds(peers: dict[str, Callable[[], Any]], repeats: int) -> dict[str, list[float]]:
    """The times of every peer: each is called once a round, the order turns with every round."""
    times: dict[str, list[float]] = {name: [] for name in peers}
    names = list(peers)
    for turn in range(repeats):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            times[name].append(seconds(peers[name]))
    return times


def ratio(times: dict[str, list[float]], above: str, below: str) -> float:
    """The median over the rounds of one peer's time over another's."""
    return median(a / b for a, b in zip(times[above], times[below], strict=True))


def milliseconds(times: list[float]) -> str:
    """The median in ms, and from where to where the times went."""
    low, middle, high = (1000 * one for one in (min(times), median(times), max(times)))
    return f"{middle:9.2f} ms  ({low:.2f} to {high:.2f})"
