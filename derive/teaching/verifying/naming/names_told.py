"""What a sheet says of its names: each one with the values that it is equated to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.calculus.activations import ACTIVATIONS
from derive.teaching.verifying.naming.evidence import Evidence, Values
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.summed import in_sums
from derive.teaching.verifying.naming.weighted import by_formula
from derive.teaching.verifying.stated.data import is_worked_out
from derive.teaching.verifying.statements.printed import entries, whole_number
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

PLAIN = frozenset(("w", "W", "b"))  # these are parameters without being told
BY_FORMULA = 1.0  # the weight of what is defined only: u = 0.4 x_1 - 0.2 x_2


def evidence(found: Iterable[Statement], values: Values) -> Iterator[Evidence]:
    """Every name with each printed value of its chain."""
    seen: set[tuple[Slots, str]] = set()
    for one in found:
        results = [(rows, isinstance(node, tree.Group)) for node in one.operands
                   if (rows := entries(node)) is not None]  # fmt: skip
        if not results:
            yield from _defined(one, values)
            continue
        yield from in_sums(one, results[-1][0], values)
        for node in one.operands:
            inner = node.inner if isinstance(node, tree.Transposed) else node
            name = written(inner)
            slots = slots_of(name) if name is not None else None
            if slots is None:
                continue
            rows, flat = results[-1]
            told = (slots, str([[entry.value for entry in row] for row in rows]))
            if told in seen:
                continue
            seen.add(told)
            numbers = {entry.value for row in rows for entry in row}
            weight = sum(min(len(str(abs(one.numerator))), 4) for one in numbers) / 2
            told_too = frozenset(by_formula(one.operands[1:-1], values.matrices))
            fits = told_too | {*values.fits(rows)}
            yield Evidence(slots, fits, min(weight, 6.0),
                           (len(rows), len(rows[0])), len(one.operands) > 2,
                           is_worked_out(one), flat and len(rows[0]) > 1,
                           whole_number(rows), told_too,
                           any(map(is_applied, one.operands[1:])))  # fmt: skip


def is_applied(node: Node) -> bool:
    """Whether this is a function of something, and nothing else: tanh(n), σ(W x + b)."""
    match node:
        case tree.Product((tree.Name(letter), _), ("", "")):
            return letter == "sigma" or FUNCTION_WORDS.get(letter) in ACTIVATIONS
    return False


def _defined(one: Statement, values: Values) -> Iterator[Evidence]:
    """The name that a line of letters and given weights says how to work out."""
    name = written(one.operands[0])
    slots = slots_of(name) if name is not None else None
    formed = frozenset(by_formula(one.operands[1:], values.matrices))
    if slots is not None and formed:
        yield Evidence(slots, formed, BY_FORMULA, worked=True, computed=True, formed=formed)


def by_derivatives(found: Iterable[Statement], values: Values) -> dict[str, list[Evidence]]:
    """The letters of parameters that their derivatives tell, those of one layer only: what dJ/dv_1
    comes to says what v_1 is."""
    told: dict[str, list[Evidence]] = {}
    for one in found:
        first, rows = one.operands[0], entries(one.operands[-1])
        if not isinstance(first, tree.Derivative) or rows is None or len(rows) * len(rows[0]) > 1:
            continue
        name, what = written(first.by), written(first.what) if first.what is not None else None
        slots = slots_of(name) if name is not None and first.order == 1 else None
        if slots is None or what is None or what.letter not in LOSSES:
            continue
        fits = frozenset((key.removeprefix("grad."), 0, place, turned)
                         for key, _, place, turned in values.fits(rows)
                         if key.startswith(("grad.W.", "grad.b.")))  # fmt: skip
        figures = len(str(abs(rows[0][0].value.numerator)))
        told.setdefault(slots.letter, []).append(Evidence(slots, fits, min(figures, 4) / 2))
    layers = {letter: _layers_of_all(known) for letter, known in told.items()}
    between = {key for letter, keys in layers.items() for key in keys if key.startswith("W.")
               and all(_indices(one) == 2 for one in told[letter])}  # fmt: skip
    for letter, keys in layers.items():
        if all(_indices(one) < 2 for one in told[letter]):
            # an input of 1 gives both of a unit one derivative: beside w_{11}, β_1 is its bias
            layers[letter] = keys if len(keys) == 1 else keys - between
    return {letter: [_of_layer(one, key) for one in known] for letter, known in told.items()
            if len(layers[letter]) == 1 and letter not in PLAIN
            for key in layers[letter]}  # fmt: skip


def _indices(one: Evidence) -> int:
    """How many signs stand low at a name: two at w_{11}."""
    return len("".join(map(str, one.slots.lowered)))


def of_new_value(one: Evidence) -> Evidence:
    """What a marked name tells of its letter: the number of β^* is a new bias, so β is a bias."""
    new = all(key.startswith(("new.W.", "new.b.")) for key, *_ in one.fits)
    if not one.fits or not new or one.slots.new or len(one.slots.raised) != 1:
        return one
    return replace(one, slots=replace(one.slots, raised=(), new=True))


def _layers_of_all(known: list[Evidence]) -> set[str]:
    """The parameters that all these derivatives can be of."""
    layers = [{key for key, *_ in one.fits} for one in known if one.fits]  # but for a slip
    return set.intersection(*layers) if layers else set()


def _of_layer(one: Evidence, key: str) -> Evidence:
    return replace(one, fits=frozenset(fit for fit in one.fits if fit[0] == key))
