"""Examples that are numbered without a raised bracket: x(1), x(2), or x^1, x^2, which are vectors.

They are read as x^{(1)} and x^{(2)}, and so are all names that the sheet tells in this way for one
of these examples: y(2) = 0, z(1) = 0.3. Where parameters have such numbers, layers or steps do, and
where x(t - 1) stands, steps in time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.stated.data import BIASES, WEIGHTS
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece

FEWEST = 2  # examples, and entries of each
COUNTERS = frozenset("ijkmnpqs")


@dataclass(frozen=True)
class Told:
    """The letter of a name with the number of an example beside it, or above."""

    letter: str
    is_raised: bool
    number: int


def with_numbered_examples(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with these numbers in raised brackets."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    told = [(name, one) for one in chains if (name := _told(one.operands[0])) is not None]
    for is_raised in (False, True):
        names = [name for name, _ in told if name.is_raised == is_raised]
        most = max(_examples((name, one) for name, one in told if name.is_raised == is_raised))
        beyond = any(one.letter in WEIGHTS | BIASES or not 1 <= one.number <= most for one in names)
        if most < FEWEST or beyond or (not is_raised and _has_steps(chains)):
            continue
        letters = frozenset(one.letter for one in names)
        return [
            (replace(one, operands=_marked(one.operands, letters, is_raised)), piece)
            if isinstance(one, Statement) else (one, piece)
            for one, piece in found
        ]  # fmt: skip
    return found


def _told(node: Any) -> Told | None:
    """The name that a line is about, if the last thing that stands there is such a number."""
    match node:
        case tree.Scripted(tree.Name(letter), (), (tree.Number(text),), 0) if text.isdigit():
            return Told(letter, True, int(text))
        case tree.Product((*others, name, group), signs) if not any(signs) and len(others) < 2:
            letter, number = _letter(name), _counted(group)
            if letter and number.isdigit() and all(map(_is_d, others)):
                return Told(letter, False, int(number))
    return None


def _examples(told: Iterable[tuple[Told, Statement]]) -> Iterable[int]:
    """How many examples each letter has that is given as vectors of one length."""
    given: dict[str, dict[int, int]] = {}
    for name, one in told:
        rows = entries(one.operands[1]) if len(one.operands) == 2 else None
        if rows and 1 in (len(rows), len(rows[0])):
            given.setdefault(name.letter, {}).setdefault(name.number, len(rows) * len(rows[0]))
    yield 0
    for lengths in given.values():
        alike = len(set(lengths.values())) == 1 and min(lengths.values()) >= FEWEST
        if alike and lengths.keys() == set(range(1, len(lengths) + 1)):
            yield len(lengths)


def _has_steps(chains: Iterable[Statement]) -> bool:
    """Whether a bracket behind a letter says when, x(t) or h(t - 1)."""
    for node in nodes(tuple(one.operands for one in chains)):
        match node:
            case tree.Product(factors, signs):
                for name, group, sign in zip(factors, factors[1:], signs[1:], strict=False):
                    if not sign and _letter(name) and _is_time(group):
                        return True
    return False


def _is_time(node: Any) -> bool:
    match node:
        case tree.Group("(", (tree.Sum((tree.Name(letter), tree.Number("1"))),)):
            return letter in COUNTERS | {"t"}
        case tree.Group("(", (tree.Name("t"),)):
            return True
    return False


def _marked(node: Any, letters: frozenset[str], is_raised: bool) -> Any:
    """The node with the numbers of examples as marks of their names."""
    match node:
        case tree.Scripted(tree.Name(letter), (), (tree.Number() as number,), primes) if (
            is_raised and letter in letters
        ):
            mark = tree.Mark("(", number, number.start, node.end)
            return tree.Scripted(node.base, (), (mark,), primes, node.start, node.end)
        case tree.Product(factors, signs) if not is_raised:
            kept: list[Any] = []
            between: list[str] = []
            for factor, sign in zip(factors, signs, strict=True):
                counted = _counted(factor) if kept and not sign else ""
                if counted and _letter(kept[-1]) in letters:
                    kept[-1] = _with_mark(kept[-1], factor)
                else:
                    kept.append(_marked(factor, letters, is_raised))
                    between.append(sign)
            if len(kept) == 1:
                return kept[0]
            return replace(node, factors=tuple(kept), signs=tuple(between))
    return mapped(node, lambda inner: _marked(inner, letters, is_raised))


def _with_mark(name: Any, group: Any) -> Any:
    """A name with what stands in brackets behind it as a mark, that of a derivative too."""
    if isinstance(name, tree.Partial):
        return replace(name, inner=_with_mark(name.inner, group), end=group.end)
    mark = tree.Mark("(", group.items[0], group.start, group.end)
    if isinstance(name, tree.Scripted):
        return replace(name, upper=(*name.upper, mark), end=group.end)
    return tree.Scripted(name, (), (mark,), 0, name.start, group.end)


def _counted(node: Any) -> str:
    """The number of an example in brackets, or the letter that counts them."""
    match node:
        case tree.Group("(", (tree.Number(text),)) if text.isdigit():
            return text
        case tree.Group("(", (tree.Name(text),)) if text in COUNTERS:
            return text
    return ""


def _letter(node: Any) -> str:
    """The letter of a name without anything raised on it."""
    match node:
        case tree.Name(text):
            return text
        case tree.Scripted(tree.Name(text), _, (), 0):
            return text
        case tree.Partial(inner):
            return _letter(inner)
    return ""


def _is_d(node: Any) -> bool:
    return isinstance(node, tree.Name) and node.text in ("d", "Delta")
