"""Functions and what they are applied to: σ(z), tanh² x, f'(z), log p_k, softmax(z)_i."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.term import Term
from derive.calculus.term_functions import EXTREMES, MATRICES
from derive.teaching.written import tree
from derive.teaching.written.code import COMBINED
from derive.teaching.written.names import OWN, UNKNOWN, NotUnderstood, Written, nodes, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from derive.teaching.written.meaning import Meaning

INNER = "@"  # the number that a function is of, where its slope is derived again


def applied(meaning: Meaning, name: Written, function: str, *arguments: Term) -> Term:
    """The function's value, with the power, the prime and the base written at its name."""
    if function == OWN:
        result: Term = meaning.names.own(name, arguments)
    elif name.primes:
        if name.primes > 2 or len(arguments) != 1 or function in COMBINED:
            raise NotUnderstood("a derivative of higher order", name.node)
        result = tm.Slope(function, arguments[0])
        if name.primes == 2:
            again = tm.Rate(tm.Slope(function, tm.Variable(INNER)), INNER)
            result = tm.Put(again, INNER, arguments[0])
    elif function in ("total", "mean") and len(arguments) == 2:
        result = _along(name, function, *arguments)
    elif function in COMBINED:
        result = _combined(name, function, arguments)
    elif len(arguments) > 1 and function not in EXTREMES:
        result = tm.Call(function, (_column(name, function, arguments),))
    else:
        result = tm.Call(function, arguments)
    if function == "log" and name.indices:
        base = name.node.lower[0] if isinstance(name.node, tree.Scripted) else name.indices[0]
        result = tm.Divide(result, tm.Call("log", (meaning.term(base),)))
    for one in name.raised:
        if isinstance(one, tree.Sum):
            raise NotUnderstood("an inverse, or a power: write it out", name.node)
        result = meaning.raised(result, one)
    return result


def _along(name: Written, function: str, matrix: Term, axis: Term) -> Term:
    """The sum or mean along an axis, as code counts them: 0 goes down, 1 goes across."""
    if axis not in (tm.Constant(Fraction(0)), tm.Constant(Fraction(1))):
        raise NotUnderstood("other arguments are expected", name.node)
    return tm.Call(f"{function} {'down' if axis.value == 0 else 'across'}", (matrix,))


def _column(name: Written, function: str, arguments: tuple[Term, ...]) -> Term:
    """The entries of what a function takes whole: softmax(z_1, z_2). f(w, x) is none here."""
    if function not in MATRICES:
        own = name.letter not in FUNCTION_WORDS
        raise NotUnderstood(UNKNOWN if own else "other arguments are expected", name.node)
    return tm.Rows(tuple((one,) for one in arguments))


def _combined(name: Written, function: str, arguments: tuple[Term, ...]) -> Term:
    """What a function of code makes of its arguments."""
    count, made = COMBINED[function]
    found = made(*arguments) if len(arguments) == count else None
    if found is None:
        raise NotUnderstood("other arguments are expected", name.node)
    return found


def is_of_several(name: Written, following: Node) -> bool:
    """Whether a letter stands before a list of plain letters, g(w, x): no product says that."""
    if not name.plain or not isinstance(following, tree.Group) or following.bracket != "(":
        return False
    inner = [written(one) for one in following.items]
    return len(inner) > 1 and all(one is not None and one.plain for one in inner)


def takes_argument(
    meaning: Meaning,
    name: Written,
    function: str,
    factors: list[Node],
    signs: list[str],
    place: int,
) -> tuple[Term, int]:
    """The function at the factors from `place`, and where the next factor starts."""
    core, wrappers = _unwrapped(factors[place])
    if isinstance(core, tree.Group | tree.Matrix):
        if isinstance(core, tree.Group) and _speaks_of_itself(name, core):
            return meaning.named(name), place
        items = core.items if isinstance(core, tree.Group) else (core,)
        if function == "total" and isinstance(core, tree.Matrix):
            items = (core,)
        elif function in EXTREMES and isinstance(core, tree.Matrix):
            items = _parted_by_semicolons(core)
        result = applied(meaning, name, function, *map(meaning.term, items))
        for wrapper in reversed(wrappers):
            if isinstance(wrapper, tree.Transposed):
                result = tm.Turned(result)
            else:
                result = meaning.dressed(result, wrapper)
        return result, place + 1
    # without brackets: what stands side by side, up to the next bracket or function
    end = place
    while end < len(factors) and (end == place or signs[end] == ""):
        one = factors[end]
        inner = written(one)
        if isinstance(_unwrapped(one)[0], tree.Group | tree.Matrix | tree.Big) and end > place:
            break
        beside = end + 1 < len(factors) and signs[end + 1] == ""
        then = factors[end + 1] if beside else None  # log σ(z): an own function by its brackets
        if inner is not None and meaning.names.function(inner, then) is not None:
            if end > place:
                break
            argument, end = meaning.factor(factors, signs, end)
            return applied(meaning, name, function, argument), end
        end += 1
        if isinstance(one, tree.Over | tree.Derivative):
            break
    part = tree.Product(
        tuple(factors[place:end]), ("", *signs[place + 1 : end]), factors[place].start,
        factors[end - 1].end,
    )  # fmt: skip
    argument = meaning.product(part)
    return applied(meaning, name, function, argument), end


def _parted_by_semicolons(arguments: tree.Matrix) -> tuple[Node, ...]:
    """What stands between semicolons, beside decimals with a comma: max(0; z). No row is meant."""
    alone = all(len(row) == 1 for row in arguments.rows)
    return tuple(row[0] for row in arguments.rows) if alone else (arguments,)


def _unwrapped(node: Node) -> tuple[Node, list[tree.Scripted | tree.Transposed]]:
    """What is in the middle of scripts and transpositions."""
    wrappers: list[tree.Scripted | tree.Transposed] = []
    while True:
        if isinstance(node, tree.Scripted) and not isinstance(node.base, tree.Name):
            wrappers.append(node)
            node = node.base
        elif isinstance(node, tree.Transposed):
            wrappers.append(node)
            node = node.inner
        else:
            return node, wrappers


def _speaks_of_itself(name: Written, group: tree.Group) -> bool:
    """σ(1 - σ), σ'(1 - 2σ): the letter stands inside without an argument, so a product is meant."""
    if name.letter in ACTIVATIONS:
        return False
    found = list(nodes(group))
    letters = sum(isinstance(one, tree.Name) and one.text == name.letter for one in found)
    called = 0
    for one in found:
        if isinstance(one, tree.Product):
            for left, right, sign in zip(one.factors, one.factors[1:], one.signs[1:], strict=False):
                inner = written(left)
                called += (
                    inner is not None
                    and inner.letter == name.letter
                    and sign == ""
                    and isinstance(_unwrapped(right)[0], tree.Group)
                )
    return letters > called


def differential(meaning: Meaning, name: Written, by: Node) -> Term | None:
    """dW, for the derivative of the loss by W; with a T, of that."""
    inner = by.inner if isinstance(by, tree.Transposed) else by
    if written(inner) is None:
        return None
    node = tree.Derivative("nabla", None, inner, 1, name.node.start, by.end)
    found = meaning.names.derivative(node, meaning)
    return tm.Turned(found) if found is not None and inner is not by else found


def normed(meaning: Meaning, bars: tree.Bars, node: tree.Scripted) -> Term:
    """A norm: the usual one, that of Frobenius too, or the sum of sizes; and its power."""
    kind = tuple(one.text if isinstance(one, tree.Name | tree.Number) else "" for one in node.lower)
    if kind not in ((), ("1",), ("2",), ("F",)) or node.primes:
        raise NotUnderstood("a norm that is not known here", node)
    inner = meaning.term(bars.inner)
    powers = list(node.upper)
    if kind == ("1",):
        result: Term = tm.Call("total", (tm.Call("abs", (inner,)),))
    elif powers and _two(powers[0]):  # no root to take
        result = tm.Call("total", (tm.Power(inner, tm.Constant(Fraction(2))),))
        powers = powers[1:]
    else:
        result = tm.Call("norm", (inner,))
    for one in powers:
        result = meaning.raised(result, one)
    return result


def _two(node: Node) -> bool:
    return isinstance(node, tree.Number) and node.text == "2"
