"""Terms of a sheet spelled as exercise files write formulas: (a-t)^2/2 if abs(a-t) <= 1 else ..."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derive.calculus import term as tm

_FUNCTIONS = frozenset(("exp", "log", "tanh", "sin", "cos", "sqrt", "erf", "abs", "max", "min"))
_WRITTEN_OUT = {
    "sigmoid": "(1/(1 + exp(-({0}))))",
    "cosh": "((exp({0}) + exp(-({0})))/2)",
    "sinh": "((exp({0}) - exp(-({0})))/2)",
}
_SIGNS = {"<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}
_OTHERWISE = {"<": (">", ">="), "<=": (">", ">="), ">": ("<", "<="), ">=": ("<", "<=")}


def spelled(term: Any, letters: Mapping[str, str]) -> str | None:
    """A term whose names have these letters in exercise files; None for what they cannot hold."""
    text = _inside(term, letters)
    if text is None:
        return None
    return text[1:-1] if text[0] == "(" and _closes_at_end(text) else text


def _closes_at_end(text: str) -> bool:
    """Whether the first bracket closes at the end."""
    level = 0
    for place, sign in enumerate(text):
        level += (sign == "(") - (sign == ")")
        if not level:
            return place == len(text) - 1
    return False


def _inside(term: Any, letters: Mapping[str, str]) -> str | None:
    """The same with brackets around what needs them within a formula."""
    match term:
        case tm.Constant(constant):
            return str(constant) if constant.denominator == 1 and constant >= 0 else f"({constant})"
        case tm.Variable(key):
            return letters.get(key)
        case tm.Add(terms, signs):
            inner = [_inside(one, letters) for one in terms]
            told = "".join((" + " if sign > 0 else " - ") + (one or "")
                           for one, sign in zip(inner, signs, strict=True))  # fmt: skip
            told = told.removeprefix(" + ").replace(" - ", "-", 1 if signs[0] < 0 else 0)
            return None if None in inner else f"({told})"
        case tm.Multiply(factors, _):
            inner = [_inside(one, letters) for one in factors]
            return None if None in inner else "*".join(one for one in inner if one)
        case tm.Divide(top, bottom):
            above, below = _inside(top, letters), _inside(bottom, letters)
            return None if above is None or below is None else f"({above}/({below}))"
        case tm.Power(base, exponent):
            below, above = _inside(base, letters), _inside(exponent, letters)
            return None if above is None or below is None else f"(({below})^({above}))"
        case tm.Call(name, arguments) if name in _FUNCTIONS:
            inner = [_inside(one, letters) for one in arguments]
            return None if None in inner else f"{name}({', '.join(one for one in inner if one)})"
        case tm.Call(name, (argument,)) if name in _WRITTEN_OUT:
            within = _inside(argument, letters)
            return None if within is None else _WRITTEN_OUT[name].format(within)
        case tm.Choice(((conditions, one), (others, other))):
            return _chosen(conditions, one, others, other, letters)
    return None


def _chosen(
    conditions: tuple[tm.Compare, ...], one: Any, others: tuple[tm.Compare, ...], other: Any,
    letters: Mapping[str, str],
) -> str | None:  # fmt: skip
    """Two cases, of which the second holds wherever the first does not."""
    if len(conditions) != 1 or len(others) > 1:
        return None
    (first,) = conditions
    sign = _SIGNS.get(first.sign)
    sides = [_inside(node, letters) for node in (one, first.left, first.right, other)]
    if sign is None or None in sides:
        return None
    if others:
        (second,) = others
        alike = (second.left, second.right) == (first.left, first.right)
        if not alike or _SIGNS.get(second.sign) not in _OTHERWISE[sign]:
            return None
    return f"({sides[0]} if {sides[1]} {sign} {sides[2]} else {sides[3]})"
