"""Terms as one line of plain text: W2ᵀ δ2 ∘ a1 ∘ (1 - a1)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_value import substituted

SUM, SIGNED, PRODUCT, POWER, ATOM = range(5)
_BETWEEN = {"": " ", "·": " ", "∘": " ∘ ", "*": " * ", "×": " × ", "⊗": " ⊗ "}
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def plain(term: Term, letters: Mapping[str, str]) -> str:
    """The text of a term; `letters` say what its names are called.

    >>> half = tm.Add((tm.Constant(Fraction(1)), tm.Variable("a 1")), (1, -1))
    >>> plain(tm.Multiply((tm.Variable("a 1"), half), ("", "∘")), {"a 1": "a1"})
    'a1 ∘ (1 - a1)'
    """
    return _put(term, letters)[0]


def _put(term: Term, letters: Mapping[str, str]) -> tuple[str, int]:
    """The text, and how strongly it holds together."""
    match term:
        case tm.Constant(value):
            if value.denominator == 1:
                return str(value), ATOM if value >= 0 else SIGNED
            return str(value), PRODUCT
        case tm.Variable(key):
            return letters.get(key, key.removeprefix("#").removeprefix("the ")), ATOM
        case tm.Add(terms, signs):
            return _sum(terms, signs, letters)
        case tm.Multiply(factors, signs):
            parts = [_within(factors[0], PRODUCT, letters)]
            for one, sign in zip(factors[1:], signs[1:], strict=True):
                # a ∘ (b ∘ c) needs no brackets
                nested = isinstance(one, tm.Multiply) and sign == "∘" and "·" not in one.signs
                parts.append(_BETWEEN[sign] + _within(one, PRODUCT if nested else POWER, letters))
            return "".join(parts), PRODUCT
        case tm.Divide(top, bottom):
            above, below = _within(top, PRODUCT, letters), _within(bottom, POWER, letters)
            return f"{above} / {below}", PRODUCT
        case tm.Power(base, exponent):
            raised, strength = _put(exponent, letters)
            # in braces: z^(n - 1) would be read as z of layer n - 1
            raised = raised if strength >= ATOM else f"{{{raised}}}"
            return f"{_within(base, ATOM, letters)}^{raised}", POWER
        case tm.Call("pi", ()):
            return "π", ATOM
        case tm.Call("exp", (tm.Constant(value),)) if value == 1:
            return "e", ATOM
        case tm.Call(function, arguments):
            name = "sum" if function == "total" else function.replace(" ", "_")
            return f"{name}({', '.join(plain(one, letters) for one in arguments)})", ATOM
        case tm.Slope(function, argument):
            return f"{function.replace(' ', '_')}'({plain(argument, letters)})", ATOM
        case tm.Turned(inner):
            return f"{_within(inner, ATOM, letters)}ᵀ", ATOM
        case tm.Entry(matrix, indices):
            inside = ",".join(plain(one, letters) for one in indices)
            return f"{_within(matrix, ATOM, letters)}_{{{inside}}}", ATOM
        case tm.Rate(body, by):
            return f"∂({plain(body, letters)})/∂{letters.get(by, by)}", PRODUCT
        case tm.Choice(rows):
            return _choice(rows, letters), SUM
        case tm.Total(index, _, _, body, product):
            sign = "∏" if product else "Σ"
            return f"{sign}_{index.removeprefix('#')} {_within(body, POWER, letters)}", PRODUCT
        case tm.Put(body, key, argument):
            return _put(substituted(body, {key: argument}), letters)
        case tm.Rows(lines):
            said = [", ".join(plain(one, letters) for one in line) for line in lines]
            return f"[{'; '.join(said)}]", ATOM
    raise TypeError(f"no plain text for {type(term).__name__}")


def _sum(
    terms: tuple[Term, ...], signs: tuple[int, ...], letters: Mapping[str, str]
) -> tuple[str, int]:
    text = "" if signs[0] > 0 else "-"
    text += _within(terms[0], PRODUCT, letters)
    for one, sign in zip(terms[1:], signs[1:], strict=True):
        if isinstance(one, tm.Multiply) and one.factors[0] == tm.Constant(Fraction(0)):
            continue  # a zero that only lends its shape
        text += (" + " if sign > 0 else " - ") + _within(one, PRODUCT, letters)
    return text, SIGNED if len(terms) == 1 else SUM


def _choice(
    rows: tuple[tuple[tuple[tm.Compare, ...], Term], ...], letters: Mapping[str, str]
) -> str:
    parts = []
    for conditions, one in rows:
        said = " and ".join(
            f"{plain(c.left, letters)} {c.sign} {plain(c.right, letters)}" for c in conditions
        )
        parts.append(f"{plain(one, letters)} if {said}" if said else plain(one, letters))
    return " else ".join(parts)


def _within(term: Term, least: int, letters: Mapping[str, str]) -> str:
    text, strength = _put(term, letters)
    return text if strength >= least else f"({text})"
