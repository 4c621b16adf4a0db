"""Activations: a table, one row each. A row holds a definition; every derivative is derived.

To add one, add a row: `derive list`, the exercise reader, the engine, the sheets and the tests
find it here. `value` is a formula in z (see `formula`), `probes` are the points that tests try,
`constants` the names that a layer of an exercise file may set.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.errors import DeriveError, nearest


@dataclass(frozen=True)
class Activation:
    """One row: the definition as a formula, and what prints and tests need to know of it."""

    name: str
    value: str
    constants: tuple[str, ...] = ()
    probes: tuple[str, ...] = ("-2.3", "-0.7", "0.4", "1.9")
    kinks: tuple[str, ...] = ()
    entrywise: bool = True


ACTIVATIONS: dict[str, Activation] = {
    row.name: row
    for row in (
        Activation("identity", "z"),
        Activation("sigmoid", "1/(1+exp(-z))"),
        Activation("tanh", "2/(1+exp(-2*z))-1"),
        Activation("relu", "z if z > 0 else 0", kinks=("0",)),
        Activation("leaky relu", "z if z > 0 else slope*z", constants=("slope",), kinks=("0",)),
        Activation("elu", "z if z > 0 else alpha*(exp(z)-1)", constants=("alpha",), kinks=("0",)),
        Activation("softplus", "log(1+exp(z))"),
        Activation("silu", "z/(1+exp(-z))"),
        Activation("gelu", "z/2*(1+erf(z/sqrt(2)))"),
        Activation("gelu tanh", "z/2*(1+tanh(sqrt(2/pi)*(z+44715/1000000*z^3)))"),
        Activation("softmax", "exp(z_i)/sum_k exp(z_k)", entrywise=False),
    )
}


def activation(name: str) -> Activation:
    """The row of a name; a formula in z is a row of its own, made on the spot.

    >>> activation("tanh").value
    '2/(1+exp(-2*z))-1'
    >>> activation("z^3").value
    'z^3'
    >>> activation("sigmoyd")
    Traceback (most recent call last):
    derive.errors.DeriveError: unknown activation "sigmoyd": did you mean "sigmoid"?
    """
    row = ACTIVATIONS.get(name)
    if row is not None:
        return row
    if not holds_z(name):
        raise DeriveError(f'unknown activation "{name}": {nearest(name, ACTIVATIONS)}')
    return Activation(name, name)


def holds_z(text: str) -> bool:
    """Whether `z` stands in the text as a name of its own: then it is meant as a formula."""
    for place, letter in enumerate(text):
        if letter == "z":
            before = text[place - 1] if place else " "
            after = text[place + 1] if place + 1 < len(text) else " "
            if not (before.isalpha() or after.isalpha() or before == "_" or after == "_"):
                return True
    return False
