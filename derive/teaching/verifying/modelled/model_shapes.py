"""The shapes of the names of a model, by all that the sheet says of them."""

from __future__ import annotations

from typing import TypeAlias

from derive.calculus.term import Add, Multiply, Term, Variable
from derive.teaching.verifying.modelled.lengths import NUMBER, Length, Shape
from derive.teaching.verifying.modelled.lettering import ACCENTS, BY_LETTER
from derive.teaching.verifying.modelled.model import Model, names_in
from derive.teaching.verifying.modelled.shapes import LYING, Shapes
from derive.teaching.written.names import NotUnderstood
from derive.teaching.written.network_names import LOSSES

Units: TypeAlias = dict[str, Length]  # how many units a layer has, by their letter
NUMBERS = frozenset(("eta", "alpha", "lambda", "epsilon", "mu", "gamma", "beta"))
TARGETS = frozenset(("t", "y", "d", "T", "Y"))


def shapes_of(model: Model, more: tuple[Term, ...] = (), added: str = LYING) -> Shapes:
    """The shapes of all names, as far as definitions and these further terms tell them; `added` is
    that of a column or a row which is added to a matrix."""
    units: Units = {}
    beside = _beside_products(model)
    found = Shapes(lambda key: None, added, beside)
    found.of = lambda key: _defined(model, units, found, key)
    lengths: Units = {}
    keys = model.behind(names_in(more)) | _readable(model)
    for key in sorted(keys):
        if model.definition(key) is None:
            shape = _told(model, key, units, lengths)
            if key in beside and shape is not None and shape[1] is None and shape[0] is not None:
                found.is_spread = True
                shape = (None, shape[0]) if added == LYING else shape
            if shape is None:
                found.open_.add(key)
            else:
                found.known[key] = shape
    for _ in range(3):
        before = len(found.open_)
        for key in sorted(keys):
            found.scope = {}
            _defined(model, units, found, key)
        if len(found.open_) == before:
            break
    for term in more:
        found.scope = {}
        found.shape(term)
    for key in sorted(found.open_):
        found.known[key] = NUMBER
    found.open_.clear()
    found.found.clear()
    found.entrywise = 0
    return found


def _readable(model: Model) -> frozenset[str]:
    """All that is defined in a way that is understood, and what stands behind it."""
    found: frozenset[str] = frozenset()
    for key in model.said.forms:
        try:
            found |= model.behind(frozenset((key,)))
        except NotUnderstood:
            continue
    return found


def _beside_products(model: Model) -> frozenset[str]:
    """The small letters that are added to products of matrices: b in X W + b."""
    found = set()
    for key in model.said.forms:
        try:
            body = model.definition(key)
        except NotUnderstood:
            continue
        terms = body.terms if isinstance(body, Add) else ()
        if any(isinstance(one, Multiply) and _of_matrices(one) for one in terms):
            found |= {one.key for one in terms if isinstance(one, Variable)
                      and one.key[0].islower()}  # fmt: skip
    return frozenset(found)


def _of_matrices(product: Multiply) -> bool:
    names = [one.key for one in product.factors if isinstance(one, Variable)]
    return len(names) > 1 and all(one[0].isupper() for one in names)


def _defined(model: Model, units_of: Units, shapes: Shapes, key: str) -> Shape | None:
    body = model.definition(key)
    if body is None:
        return shapes.known.get(key)
    if key in shapes.known:
        return shapes.known[key]
    if key in shapes.found:
        return shapes.found[key]
    letters = model.letters_of(key)
    units = key.partition(BY_LETTER)[2]
    outer = shapes.scope
    axes = [_axis(units_of, units, at) for at in range(len(letters))]
    shapes.scope = {f"#{one}": axis for one, axis in zip(letters, axes, strict=True)}
    result: Shape | None = None
    if letters:
        shapes.known[key] = (axes[0], axes[1] if len(axes) > 1 else None)
        shapes.shape(body)
        result = shapes.known[key]
    else:
        shapes.known[key] = NUMBER  # while it is worked out
        try:
            result = shapes.shape(body)
        finally:
            del shapes.known[key]
        shapes.found[key] = result
        if result is not None and not shapes.open_:
            shapes.known[key] = result
    shapes.scope = outer
    return result


def _axis(lengths: Units, units: str, at: int) -> Length:
    if at < len(units):
        return lengths.setdefault(units[at], Length())
    return Length()


def _told(model: Model, key: str, units_of: Units, lengths: Units) -> Shape | None:
    """The shape of a free name, by its indices, by what is said, by its look."""
    units = key.partition(BY_LETTER)[2]
    if units:
        axes = [units_of.setdefault(one, Length()) for one in units]
        return (axes[0], axes[1] if len(axes) > 1 else None)
    said, letters = model.said, model.said.lettering
    if key in said.shapes:
        parts_ = said.shapes[key]
        axes_ = [None if one == "1" else lengths.setdefault(one, Length()) for one in parts_]
        return (*axes_, None, None)[:2]  # type: ignore[return-value]
    if key in letters.columns:
        return (Length(), Length())
    for count in (2, 1):
        if (key, count) in letters.indexed:
            return (Length(), Length() if count == 2 else None)
    letter = key.split(" ")[-1] if key.split(" ")[0] in ACCENTS else key.split(" ")[0]
    is_loss = letter in LOSSES and key not in said.derived  # not the matrix C of dL/dC
    if key in said.counts or key in said.dividing or letter in NUMBERS or is_loss:
        return NUMBER
    if any(key in shape for shape in said.shapes.values()):
        return NUMBER
    if letter[:1].isupper() and (len(letter) == 1 or letter in ("Theta", "Delta", "Phi")):
        return NUMBER if letter == "N" else (Length(), Length())
    if key in letters.bold or key in letters.turned:
        return (Length(), None)
    return None


def targets(terms: tuple[Term, Term], model: Model, shapes: Shapes) -> frozenset[str]:
    """Columns with the letters of targets, on which these terms stand."""
    shapes.scope = {}
    found = set()
    for key in model.behind(names_in(terms)):
        base = key.partition(BY_LETTER)[0]
        shape = shapes.shape(Variable(key)) if base.partition(" ")[0] in TARGETS else None
        if shape is not None and shape[0] is not None and shape[1] is None:
            found.add(base)
    return frozenset(found)


def side_by_side(shapes: Shapes, terms: tuple[Term, Term]) -> bool:
    """Whether matrices of one shape stand side by side, which is no entrywise product."""
    shapes.entrywise = 0
    shapes.scope = {}
    shapes.shape(terms[1])
    return bool(shapes.entrywise)
