"""Factors of a chain rule between what a network works out: ∂a/∂z, ∂z/∂W, and whole paths ∂o/∂h."""

from __future__ import annotations

from derive.teaching.verifying.naming.notation import ANY, Ref, Sizes

PATH = "path."  # then what is derived with its layer, and by what: path.a.3.a.1


def factor(what: Ref, by: Ref, sizes: Sizes) -> Ref | None:
    """What the derivative of one quantity by another is; None where that is not said."""
    found = _of_one_layer(what, by)
    return _path(what, by, sizes) if found is None else found


def _path(what: Ref, by: Ref, sizes: Sizes) -> Ref | None:
    """The derivative of one unit by another, or by a parameter, through all layers between."""
    (made, _, layer), (source, _, below) = what.key.partition("."), by.key.partition(".")
    below = below or "0"
    if made not in ("z", "a") or source not in ("x", "z", "a", "W", "b") or not layer.isdigit():
        return None
    if (
        int(below) > int(layer)
        or (what.key == by.key)
        or (int(below) == int(layer) and made == "z")
    ):
        return None
    if source in ("x", "a") and below == layer:
        return None
    unit = what.entry[:1] or ((0,) if sizes.units[int(layer)] == 1 else ())
    places = by.entry if source == "W" else by.entry[:1]
    if not places and source != "W" and sizes.units[int(below)] == 1:
        places = (0,)
    if not unit or not places:
        return None
    example = what.example if what.example != ANY else by.example
    return Ref(f"{PATH}{made}.{layer}.{source}.{below}", example, (*unit, *places))


def _of_one_layer(what: Ref, by: Ref) -> Ref | None:
    """Of a by its z: the slope; of z by what it is made of: weights or inputs."""
    (made, _, layer), (source, _, below) = what.key.partition("."), by.key.partition(".")
    example = what.example if what.example != ANY else by.example
    if (made, source) == ("a", "z") and layer == below:
        return Ref(f"slope.{layer}", example, what.entry or by.entry)
    if made != "z" or not layer.isdigit():
        return None
    earlier = int(below) if source == "a" and below else 0
    if source in ("a", "x") and earlier == int(layer) - 1:
        if what.entry or by.entry:
            row = what.entry[0] if what.entry else 0
            return Ref(f"in.W.{layer}", ANY, (row, by.entry[0] if by.entry else 0))
        return Ref(f"W.{layer}", ANY, ())
    if source == "W" and layer == below and by.entry:
        return Ref(f"in.a.{int(layer) - 1}", example, by.entry)
    return None
