"""What the known slips come to in every box."""

from __future__ import annotations

from typing import Any

from derive.teaching.exporting.asked import Asked, Box, asked
from derive.teaching.generating.wrong_answers import WrongAnswer, wrong_answers
from derive.teaching.solve import Solution


def slips(solution: Solution) -> list[list[tuple[WrongAnswer, float]]]:
    """Of every box the slips that are known for it, each with its number there; the likeliest
    first. Of a part with several models or steps, those of the first one are known.
    """
    found = wrong_answers(solution)
    result = []
    for one in asked(solution.shape):
        first = one.run == one.part.runs[0]
        known = found[one.part.id].get(_key(one, one.boxes[0]), ()) if first else ()
        for place in range(len(one.boxes)):
            result.append([(wrong, _entry(wrong.value, place)) for wrong in known])
    return result


def _key(one: Asked, box: Box) -> str:
    """What wrong answers call a quantity: by its example only where a part has several."""
    several = len(one.part.examples) + len(one.part.queries) > 1
    stem = box.name.rpartition(one.key)[0].rstrip("/").rpartition("/")[2]
    return f"{stem}/{one.key}" if several and stem.startswith(("example.", "query.")) else one.key


def _entry(value: Any, place: int) -> float:
    """One entry of a number, a list or a list of rows."""
    if not isinstance(value, list):
        return float(value)
    flat = [entry for row in value for entry in (row if isinstance(row, list) else [row])]
    return float(flat[place])
