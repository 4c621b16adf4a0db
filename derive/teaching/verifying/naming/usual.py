"""What letters usually mean on sheets, and which meanings there are."""

from __future__ import annotations

USUAL = {
    "W": ("W",), "w": ("W", "numbered"), "Theta": ("W",), "theta": ("W",), "b": ("b", "shared"),
    "B": ("b",),
    "z": ("z",), "Z": ("z",), "net": ("z",), "u": ("z",), "s": ("z",), "v": ("z",),
    "alpha": ("rate", "z"), "a": ("a", "z"), "A": ("a",), "h": ("a",), "H": ("a",), "o": ("a",),
    "out": ("a",), "beta": ("a", "W", "b"), "x": ("x", "a"), "X": ("x", "a"),
    "input": ("x", "z"), "i": ("x",), "hat y": ("output",), "hat Y": ("output",),
    "y": ("t", "a"), "Y": ("t",),
    "output": ("output",), "p": ("output",), "t": ("t",), "T": ("t",), "target": ("t",),
    "delta": ("delta", "minus.delta"), "err": ("minus.delta", "delta"),
    "g": ("delta",), "Delta": ("delta", "change.W"),
    "L": ("loss",), "E": ("loss",), "J": ("loss",),
    "C": ("loss",), "ell": ("loss",), "loss": ("loss",), "eta": ("rate",), "lambda": ("rate",),
    "epsilon": ("rate", "delta"), "tilde x": ("with one",), "tilde h": ("with one",),
    "tilde a": ("with one",), "tilde beta": ("with one",), "tilde z": ("with one",),
    "tilde y": ("with one",), "MSE": ("loss",), "SSE": ("loss",), "BCE": ("loss",),
}  # fmt: skip
CLEAR = {"hat y": ("output", "a"), "hat Y": ("output", "a"), "L": ("loss",), "J": ("loss",),
         "ell": ("loss",), "loss": ("loss",), "MSE": ("loss",),
         "delta": ("delta", "minus.delta", "grad.a", "minus.grad.a", "grad.W", "grad.b"),
         }  # fmt: skip
OWN_DELTAS = ("dh", "da", "do", "dy", "dout", "dH", "dY")  # called by what comes out
USUAL |= dict.fromkeys(OWN_DELTAS, ("delta", "grad.a"))
CLEAR |= dict.fromkeys(OWN_DELTAS, CLEAR["delta"][:4])
OF_UNITS = ("x", "t", "z", "a", "output", "delta", "minus.delta", "slope", "grad.a")
CLEAR |= dict.fromkeys(("h", "H", "o", "out"), OF_UNITS)
SELDOM = {"c": ("b",), "d": ("t",)}  # usual only where a number of the letter fits
ROLES = ("x", "t", "W", "b", "z", "a", "output", "delta", "loss", "rate", "with one", "joined")
LATER = ("minus.delta", "grad.W", "grad.b", "grad.a", "minus.grad.a", "slope", "numbered", "shared",
         "change.W", "change.b", "minus.change.W", "minus.change.b")  # fmt: skip
VECTORS = frozenset(
    (
        "x",
        "t",
        "z",
        "a",
        "output",
        "b",
        "joined",
        "delta",
        "minus.delta",
        "minus.grad.a",
        "grad.a",
        "grad.b",
    )
)
OF_LAYERS = frozenset(
    ("W", "b", "numbered", "shared", "z", "delta", "minus.delta")
)  # not of inputs
COUNTED = frozenset("mMnNK")  # letters for how many there are
SOURCES = ("[", "(", "<", "langle", "raised", "lowered", "unit", "through", "onward", "bare",
           "apart", "toward")  # fmt: skip
BRACKETS = SOURCES[:4]
UNITS_ON = SOURCES[7:]  # where units are numbered through layers
MARKED = SOURCES[:6]  # where the layer is a number
