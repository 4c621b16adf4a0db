r"""Units told of any unit: net_j = \sum_i w_{ij} o_i and o_j = \varphi(net_j), as encyclopedias and
books have them.

One letter, o, is of the units of every layer there: what goes in, what comes out, and what stands
behind. Here is read what a sheet calls these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from derive.teaching.verifying.lines.readings import index_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import Written, nodes, whole_names, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node

DELTAS = frozenset(("delta", "varepsilon", "epsilon", "e", "d", "beta"))
UNITS = frozenset("abchijklmnopqrsuv") | {"ell"}  # letters that count units


@dataclass(frozen=True)
class AnyUnit:
    """`net` is what goes into a unit and `out` what comes out, `weight` leads between them, with
    the unit that it comes from first where it is `forward`; `bias` is added, `input` is what a
    weight is multiplied with under a letter of its own. `example` is the letter that stands with
    all of them: o_{pj}. `bare` and `target` are what comes out of the last units, told without a
    letter, and what it should be. `sums` and `function` are the formulas of both, for a unit
    `letters[1]` behind the units `letters[0]`, and for a unit `applied`."""

    net: str
    weight: str
    forward: bool
    sums: Node
    letters: tuple[str, str]
    function: Node
    applied: str = ""
    out: str = ""
    bias: str = ""
    input: str = ""
    example: str = ""
    loss: str = ""
    measured: Node | None = None
    target: str = ""
    bare: str = ""
    deltas: frozenset[str] = frozenset()

    @property
    def of_units(self) -> frozenset[str]:
        """The letters of what each unit has one of."""
        found = {self.net, self.out, self.bias, self.input, self.target, *self.deltas}
        return frozenset(found - {""})

    def units(self, name: Written) -> tuple[str, ...]:
        """The letters for the units that a name is of."""
        found = _letters(name)
        stands = len(found) > 1 and self.example and name.letter != self.weight
        return found[1:] if stands and found[0] == self.example else found

    def weighted(self, name: Written) -> tuple[str, str] | None:
        """The unit that a weight comes from, and the one that it leads to."""
        found = self.units(name)
        if len(found) != 2 or name.letter not in (self.weight, self.input):
            return None
        return (found[0], found[1]) if self.forward else (found[1], found[0])


def any_unit(chains: list[Statement]) -> AnyUnit | None:
    """How a sheet tells of any unit; None where it does not."""
    inner = [made for one in chains for made in _arguments(one)]
    for told in (made for one in (*chains, *inner) for made in _sums(one)):
        for one in chains:
            made = _with_function(told, one)
            if made is not None:
                return _with_loss(made, chains)
    return None


def _arguments(one: Statement) -> Iterator[Statement]:
    r"""What goes into a unit, where it is told within its function: \varphi(net_j) = \varphi(\sum_k
    w_{kj} o_k)."""
    for at, (left, right) in enumerate(pairwise(one.operands)):
        match left, right:
            case (
                tree.Product((tree.Name(first), tree.Group("(", (net,))), ("", "")),
                tree.Product((tree.Name(then), tree.Group("(", (formula,))), ("", "")),
            ) if first == then:
                yield Statement((net, formula), one.signs[at : at + 1])


def _sums(one: Statement) -> Iterator[AnyUnit]:
    r"""What net_j = \sum_i w_{ij} o_i + b_j says."""
    name = written(one.operands[0])
    if one.continued or name is None or len(one.operands) < 2:
        return
    unit, formula = _letters(name), one.operands[1]
    terms = formula.terms if isinstance(formula, tree.Sum) else (formula,)
    sums = [term for term in terms if isinstance(term, tree.Big) and term.kind == "sum"]
    if not 1 <= len(unit) <= 2 or len(sums) != 1 or not isinstance(sums[0].body, tree.Product):
        return
    found = [part for one in sums[0].body.factors if (part := written(one)) is not None]
    before, to, example = index_of(sums[0]), unit[-1], unit[0] if len(unit) == 2 else ""
    rest = [written(term) for term in terms if term is not sums[0]]
    bias = rest[0].letter if len(rest) == 1 and rest[0] is not None else ""
    if len(found) != 2 or len(sums[0].body.factors) != 2 or len(rest) != bool(bias):
        return
    for weight, inner in (found, found[::-1]):
        two, other = _letters(weight), _letters(inner)
        alone = other == ((example, before) if example else (before,))
        if {*two} == {before, to} and len(two) == 2 and (alone or other == two):
            yield AnyUnit(name.letter, weight.letter, two[0] == before, formula, (before, to),
                          formula, "", inner.letter, bias,
                          inner.letter if other == two else "", example)  # fmt: skip
            return


def _with_function(told: AnyUnit, one: Statement) -> AnyUnit | None:
    r"""The same with o_j = \varphi(net_j), where that is of the units before, too."""
    name = written(one.operands[0])
    if one.continued or one.condition is not None or name is None or len(one.operands) < 2:
        return None
    unit = told.units(name)
    inside = [inner for inner in whole_names(one.operands[1]) if inner.letter == told.net]
    if len(unit) != 1 or not inside or any(told.units(found) != unit for found in inside):
        return None
    if (name.letter != told.out and not told.input) or name.letter in (told.net, *LOSSES):
        return None
    if any(isinstance(node, tree.Derivative | tree.Big) for node in nodes(one.operands[1])):
        return None
    return replace(told, function=one.operands[1], out=name.letter, applied=unit[0])


def _with_loss(told: AnyUnit, chains: list[Statement]) -> AnyUnit | None:
    """The same with the loss that is derived, and with what its names are."""
    every = [node for one in chains for node in nodes(one.operands)]
    derived = [one for one in every if isinstance(one, tree.Derivative) and one.what is not None]
    losses = {name.letter for one in derived if one.what is not None
              and (name := written(one.what)) is not None and name.letter in LOSSES}  # fmt: skip
    names = [name for one in chains for node in one.operands for name in whole_names(node)]
    own = {told.net, told.out, told.weight}
    if len(losses) != 1 or any(name.marks and name.letter in own for name in names):
        return None
    deltas = {name.letter for name in names if name.letter in DELTAS - own
              and len(told.units(name)) == 1}  # fmt: skip
    told = replace(told, loss=losses.pop(), deltas=frozenset(deltas))
    for one in chains:
        name = written(one.operands[0])
        if name is not None and name.letter == told.loss and not one.continued and one.signs:
            made = _with_targets(told, one.operands[1])
            if made is not None:
                return made
    return told


def _with_targets(told: AnyUnit, formula: Node) -> AnyUnit | None:
    r"""The same with what 1/2 \sum_k (t_k - o_k)^2, or 1/2 (t - y)^2, says."""
    if any(isinstance(one, tree.Derivative) for one in nodes(formula)):
        return None
    names = [one for one in whole_names(formula) if one.letter not in ("log", "ln")]
    outer = {one.letter for one in names if told.units(one)}
    if outer and all(len(told.units(one)) == 1 for one in names if _letters(one)):
        targets = outer - {told.out}
        if told.out in outer and len(targets) == 1:
            return replace(told, measured=formula, target=targets.pop())
        return None
    plain = {one.letter for one in names if one.plain}
    bare = [one for one in (told.out, "y", "o", "out") if one in plain]
    if len(plain) == 2 and all(one.plain for one in names) and bare:
        return replace(told, measured=formula, bare=bare[0], target=(plain - {bare[0]}).pop())
    return None


def _letters(name: Written) -> tuple[str, ...]:
    """The letters of a name with no more than these on it."""
    found = tuple(one.text for one in name.indices if isinstance(one, tree.Name))
    simple = len(found) == len(name.indices) and not (name.marks or name.primes)
    return found if simple and set(found) <= UNITS else ()
