"""An exercise solved: every quantity calculated and checked, ready to be told and marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from flint import fmpq

from derive.calculus.agree import check_network
from derive.calculus.digits import Policy, show
from derive.calculus.exact import Exact
from derive.calculus.expression import Rate
from derive.calculus.graph import of_example
from derive.calculus.numeric import COMPARISONS, reader
from derive.calculus.plan import Quantity, renewed
from derive.calculus.tangents import check_gradients
from derive.calculus.work import calculate, recheck
from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, Typed, read
from derive.teaching.facts import facts
from derive.teaching.key import answer_key
from derive.teaching.shaping import shape_of
from derive.writing.document import Document
from derive.writing.holes import Choice, Numbers, Slot
from derive.writing.notation import Style, style
from derive.writing.printing import document, printed
from derive.writing.shape import PartShape, Run, Shape, run_plan

Matrix = list[list[Any]]


@dataclass(frozen=True)
class Solution:
    """A solved exercise: `key` is the answer key, `markdown()` and `latex()` are its sheets."""

    exercise: Exercise
    shape: Shape
    style: Style
    exact: Exact
    runs: dict[str, dict[Any, Matrix]]
    policy: Callable[[Quantity], Policy]
    shown: dict[str, dict[Any, list[list[str]]]]

    @cached_property
    def facts(self) -> dict[tuple[str, str], Any]:
        """What the numbers decide: labels, whether the loss fell, kinks, ties."""
        return facts(self.exercise, self.shape, self.runs, self.exact)

    @cached_property
    def key(self) -> dict[str, Any]:
        """The answer key as the contract has it, ready for JSON."""
        return answer_key(self)

    @property
    def values(self) -> dict[str, dict[str, Any]]:
        """The values of each part by its id: per part, and in them "examples" and "queries"."""
        return {part["id"]: part for part in self.key["parts"]}

    def document(self, sheet: str = "solution") -> Document:
        """The sheet as a value, "question" or "solution"."""
        return document(self.shape, self.style, sheet)

    def text(self, format: str, sheet: str = "solution") -> str:
        """The sheet in a format by name."""
        return printed(self.shape, self.style, sheet, format).filled(self.numbers)

    def markdown(self, sheet: str = "solution", *, github: bool = False) -> str:
        """The sheet as Markdown: portable, or for GitHub."""
        return self.text("github" if github else "md", sheet)

    def latex(self, sheet: str = "solution") -> str:
        """The sheet as a LaTeX document."""
        return self.text("tex", sheet)

    @cached_property
    def numbers(self) -> Numbers:
        """What holes ask for."""
        given = {
            name: [[entry.text for entry in row] for row in matrix]
            for name, matrix in _typed(self.exercise, self.shape).items()
        }
        shown = self.shown

        def text(slot: Slot) -> str:
            found = shown.get(slot.run, given).get(slot.name) or given[slot.name]
            return found[slot.row][slot.column]

        def holds(choice: Choice) -> bool:
            values = self.runs[choice.run]
            difference = self.exact.add(
                [
                    reader(choice.left)(values, self.exact),
                    self.exact.multiply(fmpq(-1), reader(choice.right)(values, self.exact)),
                ]
            )
            return bool(COMPARISONS[choice.comparison](self.exact.sign(difference)))

        return Numbers(text, self.facts, holds)


def _shown(
    shape: Shape, runs: dict[str, dict[Any, Matrix]], exact: Exact, policy: Any
) -> dict[str, dict[Any, list[list[str]]]]:
    """Every calculated number as it is printed, by run and quantity.

    Raises DeriveError, naming the quantity, where digits stay undecided.
    """
    shown: dict[str, dict[Any, list[list[str]]]] = {}
    for part in shape.parts:
        plan = run_plan(shape, part)
        for run in part.runs:
            values = runs[run.id]
            texts = shown[run.id] = {}
            for one in plan:
                if one.name in values:
                    texts[one.name] = _texts(one, values[one.name], policy, exact)
            left: Any = values.get(_LEFT, ())  # parameters that an earlier update left
            for name in left:
                key = f"new.{'W' if name.role == 'weights' else 'b'}.{name.layer}"
                texts[name] = _texts(Quantity(key, name, None), values[name], policy, exact)
    return shown


def _texts(one: Quantity, matrix: Matrix, policy: Any, exact: Exact) -> list[list[str]]:
    rule = policy(one)
    try:
        return [[show(entry, rule, exact) for entry in row] for row in matrix]
    except DeriveError as error:
        raise DeriveError(error.message, key=one.key) from None


WIDTHS = (3, 5, 7, 9, 11, 13, 16, 20, 26)


def _fitted(shape: Shape, shown: dict[str, dict[Any, list[list[str]]]]) -> Shape:
    """The shape with the width that its numbers need, in steps: sheets of a step share a print."""
    longest = max(
        (
            len(text)
            for texts in shown.values()
            for matrix in texts.values()
            for row in matrix
            for text in row
        ),
        default=1,
    )
    return replace(shape, shown_width=next((w for w in WIDTHS if w >= longest), longest))


_LEFT = "left by an earlier update"


def solve(
    exercise: Exercise | str | Path,
    *,
    style_name: str | None = None,
    digits: int | None = None,
    kind: str | None = None,
    mode: str | None = None,
    carry: str | None = None,
    check: bool = True,
) -> Solution:
    """Solves an exercise file (a path, the name of a shipped exercise, or a value read before).

    Raises DeriveError for bad input, naming file and key; CheckError where a check of ours fails.
    """
    if not isinstance(exercise, Exercise):
        path = Path(exercise)
        exercise = read(path)
    try:
        look = style(style_name or exercise.style)
        shape = shape_of(exercise, look, digits, kind, mode, carry)
        if check:
            check_network(shape.network, shape.unit_targets)
        return _calculated(exercise, shape, look, check)
    except DeriveError as error:
        raise error.at(file=exercise.name) from None


def _calculated(exercise: Exercise, shape: Shape, look: Style, check: bool) -> Solution:
    exact = Exact()
    runs: dict[str, dict[Any, Matrix]] = {}
    policy = _policy(shape)
    left: dict[str, dict[Any, Matrix]] = {}
    for part in shape.parts:
        plan = run_plan(shape, part)
        for run in part.runs:
            values = _start(exercise, shape, part, run, runs, left)
            calculate(plan, values, exact, policy)
            runs[run.id] = values
            if check:
                _check(shape, part, plan, values, policy)
            if part.wants("update"):
                left[part.id] = _updated(shape, values)
    shown = _shown(shape, runs, exact, policy)
    return Solution(exercise, _fitted(shape, shown), look, exact, runs, policy, shown)


def _check(
    shape: Shape, part: PartShape, plan: Any, values: dict[Any, Matrix], policy: Any
) -> None:
    """The numbers of a run against their formulas in doubles, and gradients along tangents."""
    named = {name: matrix for name, matrix in values.items() if name != _LEFT}
    recheck(plan, named, policy)
    if shape.carry == "full" and part.wants("backward", "derivative", "update"):
        examples = tuple(shape.example(n) for n in part.examples)
        check_gradients(shape.graph, examples, named)


def _policy(shape: Shape) -> Callable[[Quantity], Policy]:
    per = dict(shape.per)
    usual = Policy(shape.digits, shape.kind, shape.mode, shape.carry)
    special = {
        key: Policy(count, shape.kind, shape.mode, shape.carry) for key, count in per.items()
    }

    def policy(one: Quantity) -> Policy:
        return special.get(one.key, usual) if special else usual

    return policy


def _start(
    exercise: Exercise,
    shape: Shape,
    part: PartShape,
    run: Run,
    runs: dict[str, dict[Any, Matrix]],
    left: dict[str, dict[Any, Matrix]],
) -> dict[Any, Matrix]:
    """Given numbers, and the parameters that this run begins with."""
    values: dict[Any, Any] = {
        name: [[_number(entry) for entry in row] for row in matrix]
        for name, matrix in _typed(exercise, shape).items()
    }
    if Rate() in values:
        values[Rate()] = values[Rate()][0][0]
    parameters: dict[Any, Matrix] = {}
    if run.step > 1:
        parameters = _updated(shape, runs[Run(part.id, run.parameters, run.step - 1).id])
    elif run.parameters != "given":
        parameters = left[run.parameters]
    values |= parameters
    values[_LEFT] = tuple(parameters)
    return values


def _updated(shape: Shape, values: dict[Any, Matrix]) -> dict[Any, Matrix]:
    """The parameters after the update, under the names that they had before it."""
    names = [
        shape.graph.quantity(role, layer)
        for layer in range(1, shape.graph.depth + 1)
        for role in ("weights", "bias")
        if shape.graph.has(role, layer)
    ]
    return {name: values[renewed(name)] for name in names}


def _number(typed: Typed) -> Any:
    return fmpq(typed.value.numerator, typed.value.denominator)


def _typed(exercise: Exercise, shape: Shape) -> dict[Any, list[list[Typed]]]:
    """Every given number as typed, by the name of its quantity."""
    graph = shape.graph
    found: dict[Any, list[list[Typed]]] = {}
    for layer in range(1, graph.depth + 1):
        found[graph.quantity("weights", layer)] = [list(row) for row in exercise.W[layer - 1]]
        bias = exercise.b[layer - 1]
        if bias is not None:
            found[graph.quantity("bias", layer)] = [[entry] for entry in bias]
    x0 = graph.quantity("activation", 0)
    for kind, given in (("example", exercise.examples), ("query", exercise.queries)):
        for n, one in enumerate(given, start=1):
            index = shape.index(kind, n)
            found[of_example(x0, index)] = [[entry] for entry in one.x]
            if one.t is not None:
                found[of_example(graph.target, index)] = [[entry] for entry in one.t]
    if exercise.learning_rate is not None:
        found[Rate()] = [[exercise.learning_rate]]
    return found
