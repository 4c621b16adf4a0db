"""Lengths of shapes: 1, or open until another is said to be the same."""

from __future__ import annotations

from typing import TypeAlias

SIZES = (3, 2, 4, 5, 6)  # as numbers, for different lengths


class Length:
    """A length that is not 1; the same as another, once that is said."""

    __slots__ = ("same",)

    def __init__(self) -> None:
        self.same: Length | None = None


def end(one: Length) -> Length:
    while one.same is not None:
        one = one.same
    return one


Axis: TypeAlias = Length | None  # None is the length 1
Shape: TypeAlias = tuple[Axis, Axis]
NUMBER: Shape = (None, None)


class Misfit(Exception):
    """Shapes that do not fit together."""


def alike(a: Axis, b: Axis) -> None:
    """Says that two lengths are the same."""
    if a is None or b is None:
        if a is not b:
            raise Misfit
        return
    first, second = end(a), end(b)
    if first is not second:
        second.same = first


def same(a: Shape, b: Shape) -> Shape:
    if NUMBER in (a, b):
        return b if a == NUMBER else a
    alike(a[0], b[0])
    alike(a[1], b[1])
    return a


def joined(a: Shape, b: Shape) -> Shape:
    """The shape of a sum, with a column or a row added to each of a matrix."""
    for first, second in ((a, b), (b, a)):
        if first[1] is None and first[0] is not None and second[1] is not None and second[0]:
            alike(first[0], second[0])
            return second
        if first[0] is None and second[0] is not None and second[1] is not None:
            alike(first[1], second[1])
            return second
    return same(a, b)


def is_same(a: Shape, b: Shape) -> bool:
    return all((x is None and y is None) or (x is not None and y is not None and end(x) is end(y))
               for x, y in zip(a, b, strict=True))  # fmt: skip


def of_rate(what: Shape | None, by: Shape | None) -> Shape | None:
    """The shape of a derivative; None where it has more than two axes."""
    if what is None or by is None:
        return None
    if what == NUMBER:
        return by
    if by == NUMBER:
        return what
    return (what[0], by[0]) if what[1] is None and by[1] is None else None
