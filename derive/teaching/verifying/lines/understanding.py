"""A statement under one understanding: where on the sheet it stands, and what its names are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from derive.calculus.term_shapes import Matrix
from derive.teaching.exercise import Exercise
from derive.teaching.verifying.lines.chain import BAD, ChainJudge
from derive.teaching.verifying.lines.operands import (
    Operand,
    Place,
    Sheet,
    agree,
    read_operand,
    valued,
)
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.lines.world import MINUS, SHARE
from derive.teaching.verifying.naming.factors import PATH
from derive.teaching.verifying.naming.notation import ANY, Ref, Sizes
from derive.teaching.verifying.statements.printed import Rounding
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.writing.shape import Shape


@dataclass(frozen=True)
class Reading:
    """A statement under one understanding: where it stands, its operands, its verdicts."""

    place: Place | None
    operands: list[Operand]
    verdicts: list[Judged]
    judge: ChainJudge | None = None

    @property
    def bad(self) -> float:
        """How much is against this understanding."""
        troubled = any(one.trouble is not None for one in self.operands)
        return sum(
            (one.verdict in BAD)
            - 0.01 * (one.verdict == "follows")
            + 0.5 * (one.verdict == "right again")
            + 0.6 * (one.why in ("unknown", "no_value") and not troubled)
            for one in self.verdicts
        )


def sizes_of(shape: Shape, exercise: Exercise) -> Sizes:
    """What of a network reading names takes."""
    network = shape.network
    shapes = tuple(network.weights_shape(layer) for layer in range(1, network.depth + 1))
    units = tuple(network.width(layer) for layer in range(network.depth + 1))
    several = shape.examples + shape.queries > 1
    equal = frozenset(
        layer
        for layer, one in enumerate(exercise.b, start=1)
        if one and len({entry.value for entry in one}) == 1
    )
    if not any(units[layer] > 1 for layer in equal):
        equal = frozenset()  # nothing is shared
    batches = {len(part.examples) for part in shape.parts}
    examples = batches.pop() if len(batches) == 1 else 0
    return Sizes(network.depth, network.count_from, shapes, several, units, examples, equal)


def with_new(statement: Statement, operands: list[Operand]) -> list[Operand] | None:
    """The same with the first name being the updated parameter: W = W - η ∂L/∂W."""
    ref, named = operands[0].ref, operands[0].names.refs
    if not all(one.key.startswith(("W.", "b.")) for one in named.values()):
        return None
    if ref is None and not _is_row(operands[0]):
        return None
    first = read_operand(statement.operands[0], operands[0].names)
    for key, one in named.items():
        first.names.refs[key] = replace(one, key=f"new.{one.key}")
    if ref is not None:
        first.ref = replace(ref, key=f"new.{ref.key}")
    return [first, *operands[1:]]


def _is_row(one: Operand) -> bool:
    """Whether this is several entries in brackets, all of them quantities: (w_{21}, w_{22})."""
    match one.node:
        case tree.Group("(" | "[", items) if len(items) > 1:
            return len(one.names.refs) == len(items) and one.known
    return False


def updates(statement: Statement, operands: list[Operand]) -> bool:
    """Whether the chain says itself that it is an update."""
    if statement.signs[0].sign == "←":
        return True
    ref = operands[0].ref
    return any(
        ref in one.names.refs.values() and isinstance(statement.operands[n], tree.Sum)
        for n, one in enumerate(operands)
        if n
    )


def repeats_data(
    statement: Statement, operands: list[Operand], place: Place | None, verdicts: list[Judged]
) -> bool:
    """Whether this only repeats a given number, and rightly; one for all biases of a layer, too."""
    first = operands[0]
    if len(verdicts) != 1 or first.ref is None or place is None:
        return False
    if first.ref.key.startswith("b.") and _is_shared(operands[1], place):
        return True
    if verdicts[0].verdict in BAD or not is_printed(statement.operands[1]):
        return False
    try:
        name = place.world.name(first.ref.key, place.example_of(first.ref))
    except Missing:
        return False
    return name in place.world.given


def _is_shared(number: Operand, place: Place) -> bool:
    """Whether every bias of some layer is this number."""
    said = valued(number, place, Sheet(Rounding(plain=True)), False)
    refs = [Ref(f"b.{layer}", ANY) for layer in range(1, place.world.graph.depth + 1)]
    told = [place.value(one, False)[0] for one in refs if not place.lacks(one)]
    return said is not None and any(
        type(one) is Matrix and all(agree(entry, said[0]) for entry in one.entries())
        for one in told
    )


def quantity_of(reading: Reading, at: int) -> str | None:
    """What the line is about, by its name in answer keys: the first name left of the sign."""
    for one in reading.operands[: at + 2]:
        if one.ref is not None and not one.ref.key.startswith(("in.", PATH)):
            return one.ref.key.removeprefix(MINUS).removeprefix(SHARE)
    return None
