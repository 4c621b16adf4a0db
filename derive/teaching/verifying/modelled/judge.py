"""A formula of a sheet without data, decided in the model that the sheet defines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.verifying.modelled import claimed
from derive.teaching.verifying.modelled.alike import alike
from derive.teaching.verifying.modelled.applied import of_one_number
from derive.teaching.verifying.modelled.core import POSITIVE
from derive.teaching.verifying.modelled.descent import claimed_by_step, with_factors
from derive.teaching.verifying.modelled.forms import is_no_slope
from derive.teaching.verifying.modelled.last_layer import goes_beyond
from derive.teaching.verifying.modelled.lengths import Misfit
from derive.teaching.verifying.modelled.model import Model
from derive.teaching.verifying.modelled.model_shapes import shapes_of, side_by_side, targets
from derive.teaching.verifying.modelled.names import NO_PATH, ModelNames
from derive.teaching.verifying.modelled.of_units import OfUnits
from derive.teaching.verifying.modelled.patterns import Patterns
from derive.teaching.verifying.modelled.prepared_sides import prepared
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.modelled.shapes import ADDED, Shapes
from derive.teaching.verifying.modelled.spent import Spent
from derive.teaching.verifying.modelled.supposing import Supposing
from derive.teaching.verifying.modelled.told import ENTRYWISE, NOTHING, OTHERWISE, TURNED, Told
from derive.teaching.verifying.modelled.upright import upright
from derive.teaching.verifying.running.readings import UNVALUED
from derive.teaching.verifying.symbolic.judging import indices_said
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood, nodes, without_place
from derive.teaching.written.tree import Node

SEEDS = range(4)
SIGNS = range(POSITIVE), range(-POSITIVE, 0)  # where a free number is above 0, or below
MOST_NODES = 400  # in a claim
MOST_NUMBERS = 4  # names that are given numbers, on a sheet of letters
OPEN = ("softplus", "sigmoid", "tanh")  # what f may be where nothing is said of it
SAID = ("i = j", "i ≠ j")


@dataclass
class Judge:
    """What the sheet says, and what was made of it."""

    told: Said
    whole: frozenset[str] = frozenset()
    cores: dict[Any, Any] = field(default_factory=dict)
    upright: list[tuple[int, bool | None]] | None = None
    spent: Spent = field(default_factory=Spent)
    function: str = ""  # what f is, where that is known
    units: OfUnits | None = None  # decides what is left open, where a sheet is about any unit
    patterns: Patterns | None = None  # which all losses are added up of

    @property
    def has_layers(self) -> bool:
        """Whether the letters of units stand for one layer each."""
        return bool(self.told.lettering.order) or self.units is not None

    def holds(self, left: Node, right: Node, condition: Node | None, prose: str) -> bool | None:
        """The same in a word; on a sheet of numbers nothing is called wrong by letters alone."""
        found = self.claim(left, right, condition, prose).holds
        return None if found is False and len(self.told.numbered) > MOST_NUMBERS else found

    def claim(
        self, left: Node, right: Node, condition: Node | None, prose: str,
        supposing: Supposing | None = None,
    ) -> Told:  # fmt: skip
        """Whether both sides are equal: in the model of the sheet's letters, or by layers."""
        if self.patterns is not None:
            same = self.patterns.compared(left, right)
            left, right = self.patterns.sides(left, right)
            if not same:
                alone = self._by_letters(left, right, condition, prose, None)
                return Told(False) if same is False and alone.holds else NOTHING
        found = self._by_letters(left, right, condition, prose, supposing)
        known = self.units is None or (found.holds and not self.units.tells_of_step(left))
        if supposing is not None or self.units is None or known:
            return found
        if condition is not None and not isinstance(condition, tree.Words):
            return found
        told = self.units.claim(left, right)
        return told if told.holds is not None else found

    def _by_letters(
        self, left: Node, right: Node, condition: Node | None, prose: str,
        supposing: Supposing | None,
    ) -> Told:  # fmt: skip
        """Whether both sides are equal whatever the free names are; of a step, what it claims."""
        step = claimed_by_step(left, right, self.told)
        if step is not None:
            return self._of_step(*step, condition, prose, supposing)
        left, right = self.told.examples.with_its_loss(left, right)
        first, second = prepared(left, self.told), prepared(right, self.told)
        if len(nodes((left, right))) > MOST_NODES or claimed.is_open((first, second), self.told):
            return NOTHING
        answers = []
        for model in self._models(left.start, supposing or Supposing(), (first, second)):
            found = self._in(model, first, second, condition, prose)
            if found.holds and model.open_function in (OPEN[0], self.function):
                return found
            if found.why == NO_PATH:
                continue
            answers.append(found)
            if model.open_function != OPEN[0] and found.holds is not False:
                break  # right of one function, and wrong of another
        if answers and all(one.holds is False for one in answers):
            told = self._at_any(first, second, condition, prose, claimed.of_numbers)
            return told if told.holds else answers[0]
        unknown = supposing is None and all(one.holds is None for one in answers)
        told = self._at_any(first, second, condition, prose) if unknown else NOTHING
        otherwise = told.holds is None and any(one.why == OTHERWISE for one in answers)
        if otherwise and self.told.steps and self.told.steps.count_all((left, right), prose):
            return Told(False)
        return Told(None, OTHERWISE) if otherwise else told

    def _of_step(
        self, slope: Node, formula: Node, condition: Node | None, prose: str,
        supposing: Supposing | None,
    ) -> Told:  # fmt: skip
        """What a step of descent claims; a factor may be a part of its rate."""
        if without_place(slope) == without_place(formula):
            return Told(True)
        told = self.claim(slope, formula, condition, prose, supposing)
        if told.holds is False:
            for one in with_factors(formula):
                if self.claim(slope, one, condition, prose, supposing).holds:
                    return NOTHING
        return told

    def leaves_open(self, left: Node, right: Node, condition: Node | None, prose: str) -> bool:
        """Whether both sides are equal if other names are held fixed than usual."""
        return self.claim(left, right, condition, prose).why == OTHERWISE

    def _at_any(
        self, left: Node, right: Node, condition: Node | None, prose: str,
        by: Callable[[Node, Node, Model], frozenset[str]] = claimed.derived_by,
    ) -> Told:  # fmt: skip
        """The same where what is derived by cannot be worked out, but may be any number."""
        told = []
        for first in (True, False):
            free = by(left, right, Model(self.told, left.start, first))
            if free:
                single = dict.fromkeys(free if by is claimed.of_numbers else (), ())
                said = replace(self.told, shapes={**self.told.shapes, **single})
                model = Model(said, left.start, first, free=free)
                told.append(self._in(model, left, right, condition, prose))
        return max(told, key=lambda one: (one.holds is not None, bool(one.holds)), default=NOTHING)

    def _models(self, at: int, supposing: Supposing, sides: tuple[Node, Node]) -> Iterator[Model]:
        several = any(len(one) > 1 and is_no_slope(one[0]) for one in self.told.forms.values())
        free = of_one_number(sides, self.told.functions)
        beyond = goes_beyond(sides, self.told.forms, self.told.lettering.order)
        open_ = (self.function,) if self.function else OPEN
        for function in open_ if self.has_open_function else OPEN[:1]:
            for first in (True, False) if several or self.told.functions else (True,):
                key = at if several or self.told.functions else 0, first, function, free, beyond
                if supposing:
                    yield Model(self.told, at, first, function, supposing, free, beyond)
                    continue
                if key not in self.cores:
                    self.cores[key] = Model(self.told, at, first, function, Supposing(),
                                            free, beyond)  # fmt: skip
                yield self.cores[key]

    @property
    def has_open_function(self) -> bool:
        return bool(self.told.called - self.told.functions.keys())

    def _in(
        self, model: Model, left: Node, right: Node, condition: Node | None, prose: str
    ) -> Told:
        """Whether both sides are equal in a model; an added b may stand or lie."""
        told = NOTHING
        for added in ADDED:
            told, open_ = self._with(model, left, right, condition, prose, added)
            if told.holds or not open_:
                return told
        return told

    def _with(
        self, model: Model, left: Node, right: Node, condition: Node | None, prose: str, added: str
    ) -> tuple[Told, bool]:
        """The answer with what is added to a matrix shaped so, and whether anything is."""
        try:
            terms = model.term(left), model.term(right)
            meaning = Meaning(ModelNames(model))
            where = meaning.conditions(condition) if condition is not None else ()
            if not claimed.says_something(terms, model) or claimed.has_many_sums(terms, model):
                return NOTHING, False
            shapes = shapes_of(model, terms, added)
            return self._shaped(model, terms, where, prose, shapes, left.start), shapes.is_spread
        except NotUnderstood as why:
            return Told(None, NO_PATH if why.reason == NO_PATH else ""), False
        except (*UNVALUED, Misfit):
            return NOTHING, False

    def _shaped(
        self, model: Model, terms: tuple[Term, Term], where: tuple[tm.Compare, ...], prose: str,
        shapes: Shapes, start: int,
    ) -> Told:  # fmt: skip
        try:
            claim = model, terms, where, prose, shapes
            answer = self._alike(*claim)
            summed = self.whole | targets(terms, model, shapes)  # one-hot: that needs no word
            if answer.holds is False and summed != self.whole and self._alike(*claim, summed).holds:
                return Told(True)
            open_ = answer.holds is False and not where and not indices_said(prose)
            # which of the cases i = j and i ≠ j is meant may have been said before
            if open_ and any(self._alike(model, terms, (), one, shapes).holds for one in SAID):
                return NOTHING
            signs = SIGNS if answer.holds is False and model.free else ()  # x > 0, as well
            if any(self._alike(*claim, seeds=one).holds for one in signs):
                return NOTHING
            if answer.holds is False and self._alike(*claim, direct=True).holds:
                return Told(None, OTHERWISE)  # others are held fixed: dy/dW = h of y = W h
            if answer.holds is False and not claimed.known(terms[1], terms[0], model):
                return NOTHING
            if answer.why == TURNED and not self._is_upright(start):
                return NOTHING
            if answer.holds and self.told.circled and side_by_side(shapes, terms):
                return Told(False, ENTRYWISE)
            return answer
        except (*UNVALUED, NotUnderstood, Misfit):
            return NOTHING

    def _is_upright(self, but: int) -> bool:
        """Whether derivatives by matrices are shaped like these, by most of what else is said."""
        if self.upright is None:
            self.upright = [(left.start, upright(self.told, left, right, self._alike))
                            for left, right in self.told.pairs]  # fmt: skip
        found = [told for start, told in self.upright if start != but]
        return found.count(True) > found.count(False)

    def _alike(
        self, model: Model, terms: tuple[Term, Term], where: tuple[tm.Compare, ...], prose: str,
        shapes: Shapes, whole: frozenset[str] | None = None, seeds: range = SEEDS,
        direct: bool = False,
    ) -> Told:  # fmt: skip
        whole = whole or self.whole
        return alike(model, terms, where, prose, shapes, whole, self.spent, seeds, direct)
