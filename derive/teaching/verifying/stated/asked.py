"""The parts of the exercise that a sheet states: what could be asked of its network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.teaching.verifying.stated.network import Structure


def asked(one: Structure, passes: int, singly: bool) -> Iterator[dict[str, Any]]:
    """What could be asked: all examples together; `singly` each alone too, and one by one."""
    ask = ["forward"]
    count = len(one.examples)
    if all(t is not None for _, t in one.examples):
        ask += ["loss", "backward", *(["update"] if one.rate is not None else [])]
    more = {"steps": passes} if passes > 1 and "update" in ask else {}
    yield {"id": "all", "ask": ask, "examples": list(range(1, count + 1)), **more}
    models = ["given"]
    if "update" in ask:
        models.append("all")
    if singly:
        for at in range(1, count + 1):
            yield {"id": f"one {at}", "ask": ask, "examples": [at]}
            if "update" in ask:
                models.append(f"one {at}")
    if singly and "update" in ask:
        for at in range(2, max(count, passes) + 1 if count > 1 else 2):  # again from the first on
            before = "one 1" if at == 2 else f"then {at - 1}"
            here = [(at - 1) % count + 1]
            yield {"id": f"then {at}", "ask": ask, "examples": here, "parameters": before}
    if one.queries:
        yield {"id": "query", "ask": ["classify"], "queries": list(range(1, len(one.queries) + 1)),
               "parameters": models}  # fmt: skip
