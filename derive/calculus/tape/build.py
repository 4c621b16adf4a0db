"""A plan made into a tape: matrices become places, formulas become steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sympy import Add, Integer, Mul, Pow, Rational, Symbol, cos, erf, exp, log, sin, tanh

from derive.calculus import expression as ex
from derive.calculus.functions import A, N, T, Z, definition, loss_parts
from derive.calculus.plan import Quantity
from derive.calculus.readers import reader
from derive.calculus.tape import steps
from derive.calculus.tape.recorder import Recorder, Terms
from derive.calculus.tape.steps import ONE, ZERO
from derive.calculus.tape.tape import Places, Segment, Tape

NAMES = (ex.Named, ex.Partial, ex.Slope, ex.Jacobian, ex.Single)
FUNCTIONS = {one: one.__name__ for one in (exp, log, tanh, erf, sin, cos)}


def tape(plan: Iterable[Quantity]) -> Tape:
    """The tape of a plan; its steps are in the plan's order."""
    builder = Builder()
    segments: list[Segment] = []
    start = 0
    for one in plan:
        builder.to.steps = []
        places = builder.to.fresh(builder.matrix(one.formula))
        builder.to.known[one.name] = places
        segments.append(Segment(one, tuple(builder.to.steps), places, start))
        start += len(segments[-1].entries)
    constants = tuple((place, p, q) for (p, q), place in builder.to.constants.items())
    return Tape(builder.to.size, constants, tuple(builder.to.inputs), tuple(segments))


class Builder:
    """Expressions made into steps; `to` keeps their places."""

    def __init__(self) -> None:
        self.to = Recorder()

    # matrices -----------------------------------------------------------------------------------
    def matrix(self, e: Any) -> Places:
        """The places of the entries of a matrix expression."""
        if isinstance(e, NAMES):
            return self.to.name(e)
        if isinstance(e, ex.Apply) and e.args[0].name == "softmax":
            return self._softmax(self.matrix(e.args[1]))
        if isinstance(e, ex.LossOf):
            return ((self._loss(e),),)
        if isinstance(e, ex.MatMul | ex.MatAdd | ex.Scale):
            return tuple(tuple(self.to.total(terms) for terms in row) for row in self.terms(e))
        if isinstance(e, ex.HadamardProduct):
            parts = [self.matrix(part) for part in e.args]
            return tuple(
                tuple(self.to.total([entries]) for entries in zip(*rows, strict=True))
                for rows in zip(*parts, strict=True)
            )
        if isinstance(e, ex.Apply):
            formula = definition(e.args[0])
            return tuple((self.scalar(formula, {Z: z}),) for (z,) in self.matrix(e.args[1]))
        if isinstance(e, ex.Entrywise):
            return self._entrywise(e)
        if isinstance(e, ex.OnlyEntry):
            number = self.scalar(e.args[0], {})
            return tuple((number if i == e.args[1] else ZERO,) for i in range(int(e.args[2])))
        if isinstance(e, ex.Stack):
            return tuple(row for part in e.args for row in self.matrix(part))
        return self._rearranged(e)

    def _rearranged(self, e: Any) -> Places:
        inner = self.matrix(e.args[0])
        if isinstance(e, ex.Transpose):
            return tuple(zip(*inner, strict=True))
        if isinstance(e, ex.Tail):
            return inner[1:]
        if isinstance(e, ex.Prepend):
            return ((ONE,), *inner)
        if isinstance(e, ex.Block):
            return inner[int(e.args[1]) : int(e.args[2])]
        if isinstance(e, ex.Total):
            return ((self.to.total([(row[0],) for row in inner]),),)
        if isinstance(e, ex.WithoutBias):
            return tuple(row[1:] for row in inner) if e.args[1].name == "W x" else inner[1:]
        if isinstance(e, ex.Diagonal):
            count = range(len(inner))
            return tuple(tuple(inner[i][0] if i == j else ZERO for j in count) for i in count)
        raise TypeError(f"no steps for {type(e).__name__}: add them in tape/build")

    def terms(self, e: Any) -> list[list[Terms]]:
        """Every entry as a sum of products of places."""
        if isinstance(e, ex.MatAdd):
            parts = [self.terms(part) for part in e.args]
            return [
                [
                    [term for terms in entries for term in terms]
                    for entries in zip(*rows, strict=True)
                ]
                for rows in zip(*parts, strict=True)
            ]
        if isinstance(e, ex.MatMul):
            right = self.matrix(e.args[-1])
            for part in reversed(e.args[1:-1]):
                rows = self._products(self.matrix(part), right)
                right = tuple(tuple(self.to.total(terms) for terms in row) for row in rows)
            return self._products(self.matrix(e.args[0]), right)
        if isinstance(e, ex.Scale):
            front = self.scalar(e.args[0], {})
            return [[[(front, entry)] for entry in row] for row in self.matrix(e.args[1])]
        return [[[(place,)] for place in row] for row in self.matrix(e)]

    def _products(self, left: Places, right: Places) -> list[list[Terms]]:
        columns = list(zip(*right, strict=True))
        return [[list(zip(row, column, strict=True)) for column in columns] for row in left]

    def _softmax(self, z: Places) -> Places:
        exponentials = [self.scalar(exp(Z), {Z: row[0]}) for row in z]
        total = self.to.total([(one,) for one in exponentials])
        return tuple((self.to.quotient(one, total),) for one in exponentials)

    def _loss(self, e: Any) -> int:
        factor, term = loss_parts(e.args[0].name)
        output, target = self.matrix(e.args[1]), self.matrix(e.args[2])
        terms: Terms = [
            (self.scalar(term, {A: a[0], T: t[0]}),) for a, t in zip(output, target, strict=True)
        ]
        return self.to.total(
            [(self.to.number(factor.xreplace({N: Integer(len(output))})), self.to.total(terms))]
        )

    def _entrywise(self, e: Any) -> Places:
        formula, symbols = e.args[0], list(e.args[1])
        vectors = [self.matrix(vector) for vector in e.args[2]]
        return tuple(
            (
                self.scalar(
                    formula,
                    {
                        symbol: vector[0 if len(vector) == 1 else i][0]
                        for symbol, vector in zip(symbols, vectors, strict=True)
                    },
                ),
            )
            for i in range(int(e.shape[0]))
        )

    # scalars ------------------------------------------------------------------------------------
    def scalar(self, e: Any, names: dict[Any, int]) -> int:
        """The place of a scalar formula; `names` are the places of its symbols."""
        if isinstance(e, Rational):
            return self.to.number(e)
        if isinstance(e, Symbol):
            return names[e]
        if isinstance(e, ex.Rate):
            return self.to.name(e)[0][0]
        if isinstance(e, ex.Entry):
            return self.matrix(e.args[0])[int(e.args[1])][int(e.args[2])]
        if isinstance(e, Add | ex.Terms):
            return self.to.total([self._product(part, names) for part in e.args])
        if isinstance(e, Mul | ex.Factors):
            return self.to.total([self._product(e, names)])
        if isinstance(e, Pow) and isinstance(e.exp, Integer):
            out = self.to.new()
            if e.exp < 0:
                below = self.scalar(Pow(e.base, -e.exp), names)
                return self.to.quotient(ONE, below)
            base = self.scalar(e.base, names)
            self.to.steps.append(steps.power(out, base, int(e.exp)))
            return out
        if type(e) in FUNCTIONS:
            argument, out = self.scalar(e.args[0], names), self.to.new()
            self.to.steps.append(steps.function(out, FUNCTIONS[type(e)], argument))
            return out
        return self._read(e, names)

    def _product(self, e: Any, names: dict[Any, int]) -> tuple[int, ...]:
        """The places of the factors of a term."""
        if not isinstance(e, Mul | ex.Factors):
            return (self.scalar(e, names),)
        if any(isinstance(part, log) for part in e.args):
            return (self._read(e, names),)
        below = [
            one for one in e.args if isinstance(one, Pow) and one.exp.is_Rational and one.exp < 0
        ]
        above = tuple(self.scalar(one, names) for one in e.args if one not in below)
        if not below:
            return above
        place = self.to.total([above])
        for one in below:
            place = self.to.quotient(place, self.scalar(Pow(one.base, -one.exp), names))
        return (place,)

    def _read(self, e: Any, names: dict[Any, int]) -> int:
        """A formula that is not a fixed row of steps: its reader chooses as it goes."""
        places: dict[Any, Any] = {s: names[s] for s in e.free_symbols if s in names}
        for name in e.atoms(*NAMES):
            places[name] = self.matrix(name)
        for rate in e.atoms(ex.Rate):
            places[rate] = self.to.name(rate)[0][0]
        out = self.to.new()
        self.to.steps.append(steps.read(out, reader(e), places))
        return out
