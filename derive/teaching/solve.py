"""An exercise solved: every quantity calculated and checked, ready to be told and marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
from derive.writing.render import compiled
from derive.writing.shape import PartShape, Run, Shape, run_plan
from derive.writing.tell.given import GIVEN_RUN
from derive.writing.tell.sheets import question, solution

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
        return (question if sheet == "question" else solution)(self.shape, self.style)

    def text(self, format: str, sheet: str = "solution") -> str:
        """The sheet in a format by name."""
        printed = compiled(self.document(sheet), self.shape, self.style, format)
        return printed.filled(self.numbers)

    def markdown(self, sheet: str = "solution", *, github: bool = False) -> str:
        """The sheet as Markdown: portable, or for GitHub."""
        return self.text("github" if github else "md", sheet)

    def latex(self, sheet: str = "solution") -> str:
        """The sheet as a LaTeX document."""
        return self.text("tex", sheet)

    @cached_property
    def numbers(self) -> Numbers:
        """What holes ask for."""
        shown: dict[Slot, str] = {}
        given = _typed(self.exercise, self.shape)
        by_name = _policies(self)

        def text(slot: Slot) -> str:
            known = shown.get(slot)
            if known is None:
                known = shown[slot] = self._shown(slot, given, by_name)
            return known

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

    def _shown(self, slot: Slot, given: dict[Any, Any], policies: dict[Any, Policy]) -> str:
        """A number as typed where it was typed, else under its policy."""
        typed = given.get(slot.name)
        if typed is not None and (slot.run == GIVEN_RUN or self._is_given(slot)):
            return str(typed[slot.row][slot.column].text)
        number = self.runs[slot.run][slot.name][slot.row][slot.column]
        policy = policies.get(slot.name)
        if policy is None:  # weights that an earlier part or step left
            policy = policies.get(renewed(slot.name), self.policy(_UNNAMED))
        return show(number, policy, self.exact)

    def _is_given(self, slot: Slot) -> bool:
        return slot.name not in self.runs[slot.run].get(_LEFT, ())


_LEFT = "left by an earlier update"
_UNNAMED = Quantity("", None, None)


def _policies(solved: Solution) -> dict[Any, Policy]:
    return {
        one.name: solved.policy(one)
        for part in solved.shape.parts
        for one in run_plan(solved.shape, part)
    }


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
    return Solution(exercise, shape, look, exact, runs, policy)


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
