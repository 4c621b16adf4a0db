"""Published and hand-worked numbers, fact by fact, against the answer keys."""

import json
import math
from pathlib import Path

import pytest

import derive

FACTS = sorted((Path(__file__).parent.parent / "facts").glob("*.json"))
CLOSE = 1e-11
INDEXED = ("examples", "queries")


def facts_of(path):
    """(where, key, fact) for every fact of a file; what no part asks for is left out."""
    for part, groups in json.loads(path.read_text("utf-8"))["parts"].items():
        yield from _of_run((part, None), groups)
        for run in groups.get("runs", ()):
            yield from _of_run((part, run["parameters"]), run)


def _of_run(where, groups):
    for group in INDEXED:
        for index, values in groups.get(group, {}).items():
            for key, fact in values.items():
                yield (*where, group, int(index)), key, fact
    for key, fact in groups.get("values", {}).items():
        yield (*where, "values", None), key, fact


def found(key, where):
    part, model, group, index = where
    here = next(one for one in key["parts"] if one["id"] == part)
    if model is not None:
        here = next(run for run in here["runs"] if run["parameters"] == model)
    if group == "values":
        return here["values"]
    return next(one["values"] for one in here[group] if one["index"] == index)


def same(value, fact):
    if isinstance(fact, bool) or isinstance(value, bool):
        return value is fact
    if isinstance(fact, int | float):
        near = isinstance(value, int | float) and math.isclose(value, fact, rel_tol=CLOSE)
        return near and (value == 0) == (fact == 0)
    if isinstance(fact, list):
        return isinstance(value, list) and len(value) == len(fact) and all(map(same, value, fact))
    if isinstance(fact, dict):
        return isinstance(value, dict) and all(same(value.get(k), v) for k, v in fact.items())
    return value == fact


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_every_fact_is_in_the_key(path):
    key = derive.solve(path.stem).key
    assert key["exercise"] == path.stem
    facts = list(facts_of(path))
    assert len(facts) > 5
    wrong = []
    for where, name, fact in facts:
        values = found(key, where)
        if name not in values:
            wrong.append((where, name, "missing"))
        elif not same(values[name], fact):
            wrong.append((where, name, fact, values[name]))
    assert not wrong


def test_there_are_facts():
    assert len(FACTS) >= 7


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_the_key_is_plain_json(path):
    """No NaN, no infinity, no minus zero; it survives being written and read."""
    key = derive.solve(path.stem).key
    text = json.dumps(key, allow_nan=False)
    assert json.loads(text) == key

    def numbers(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for one in value:
                yield from numbers(one)
        elif isinstance(value, float):
            yield value

    values = list(numbers(key))
    assert values
    assert all(math.copysign(1, one) > 0 for one in values if one == 0)
    assert all(float(f"{one:.12g}") == one for one in values)
    # integers are written as integers
    assert not [one for one in values if one == int(one) and abs(one) < 1e6]
