"""What the known slips come to in every box."""

from __future__ import annotations

from typing import Any

from derive.teaching.exporting.asked import Asked, asked
from derive.teaching.generating.wrong_answers import Wrong, WrongAnswer, wrong_answers
from derive.teaching.solve import Solution


def slips(solution: Solution) -> list[list[tuple[WrongAnswer, float]]]:
    """Of every box the slips that are known for it, each with its number there; the likeliest
    first. Of a part with several models or steps, those of the first one are known.
    """
    found = wrong_answers(solution)
    result = []
    for one in asked(solution.shape):
        first = one.run == one.part.runs[0]
        known = _known(one, found[one.part.id]) if first else ()
        for place in range(len(one.boxes)):
            result.append([(wrong, _entry(wrong.value, place)) for wrong in known])
    return result


def _known(one: Asked, found: Wrong) -> tuple[WrongAnswer, ...]:
    """The wrong answers of a quantity, which are called by its example where there are several
    examples or queries."""
    place = one.boxes[0].name.rpartition(one.key)[0].rstrip("/").rpartition("/")[2]
    if place.startswith(("example.", "query.")) and f"{place}/{one.key}" in found:
        return found[f"{place}/{one.key}"]
    only = f"example.{one.part.examples[0]}/{one.key}" if one.part.examples else one.key
    return found.get(one.key) or found.get(only, ())


def _entry(value: Any, place: int) -> float:
    """One entry of a number, a list or a list of rows."""
    if not isinstance(value, list):
        return float(value)
    flat = [entry for row in value for entry in (row if isinstance(row, list) else [row])]
    return float(flat[place])
