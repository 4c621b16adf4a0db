"""Words that are one name in a formula: functions under their usual aliases, and plain names."""

from __future__ import annotations

import re

from derive.calculus.activations import ACTIVATIONS
from derive.teaching.written.letters import ELSE, GREEK, IF

# functions of one number, under every usual name; the value is the name that `calculus` knows
ELEMENTARY = {
    "exp": "exp", "log": "log", "ln": "log", "sinh": "sinh", "cosh": "cosh", "sech": "sech",
    "coth": "coth", "csch": "csch", "sin": "sin", "cos": "cos", "tan": "tan", "cot": "cot",
    "arctan": "atan", "atan": "atan", "sqrt": "sqrt", "erf": "erf", "abs": "abs", "sign": "sign",
    "sgn": "sign", "sgm": "sigmoid", "heaviside": "step", "step": "step", "max": "max",
    "min": "min", "normcdf": "normcdf", "normpdf": "normpdf", "arcsinh": "asinh", "asinh": "asinh",
    "artanh": "atanh", "arctanh": "atanh", "atanh": "atanh", "logit": "logit", "maximum": "max",
    "minimum": "min",
}  # fmt: skip
# usual other names of activations; their own names come from the table
ALIASES = {
    "logistic": "sigmoid", "sigm": "sigmoid", "expit": "sigmoid", "linear": "identity",
    "rectifier": "relu", "lrelu": "leaky relu", "swish": "silu", "id": "identity",
    "sigmoidal": "sigmoid", "logsig": "sigmoid", "tansig": "tanh", "smax": "softmax",
}  # fmt: skip
ACTIVATION_WORDS = {name.replace(" ", ""): name for name in ACTIVATIONS} | ALIASES
STEPS = ("H", "Theta")  # letters of the Heaviside function
# functions of whole matrices
MATRIX_WORDS = {"diag": "diag", "trace": "trace", "mean": "mean", "ones": "ones",
                "sumall": "total", "norm": "norm"}  # fmt: skip
# words only where brackets follow, or where they stand upright; else letters in a product
CALLED = {"tr": "trace", "norm": "norm", "sig": "sigmoid"}
# functions of several arguments, as code has them
CODE_WORDS = {"ifelse": "ifelse", "pow": "pow", "power": "pow", "dot": "matmul",
              "matmul": "matmul", "multiply": "multiply", "outer": "outer",
              "transpose": "transpose"}  # fmt: skip
FUNCTION_WORDS = ELEMENTARY | ACTIVATION_WORDS | MATRIX_WORDS | CODE_WORDS

# what a parameter is after a step, and before it, in the languages of courses
NEW_WORDS = frozenset(("new", "neu", "updated", "nouveau", "nouv", "nuevo", "novo", "nuovo"))
OLD_WORDS = frozenset(("old", "alt", "ancien", "viejo", "antigo", "vecchio"))

NAMES = [
    *sorted(NEW_WORDS | OLD_WORDS),
    "loss",
    "cost",
    "error",
    "err",
    "target",
    "output",
    "input",
    "out",
    "net",
    "pre",
    "act",
    "grad",
    "label",
    "total",
    "hat",
    "bar",
    "tilde",
    "const",
    "and",
    "in",
    "sum",
    "prod",
    "MSE",
    "SSE",
    "SSR",
    "RSS",
    "BCE",
    "NLL",
    "nll",
    "mse",
    "bce",
    "sse",
]

# of these, what has its number straight behind it: net1, err3
LOSS_WORDS = frozenset(("loss", "cost", "error"))
LOSS_INITIALS = frozenset(("MSE", "SSE", "SSR", "RSS", "BCE", "NLL"))
NUMBERED = frozenset(("net", "out", "err", "error", "target", "input", "output", "loss"))

WORDS: dict[str, str] = {
    **{name: name for name in (*NAMES, *GREEK, *IF, *ELSE)},
    **{name.casefold(): name for name in GREEK if name.islower()},
    **FUNCTION_WORDS,
}
# words that are letters in a product more often than words
for _short in ("in", "id", "se", "si", "caso", "contrario", "act", "pre", "norm", "xi"):
    WORDS.pop(_short, None)


_INPUT = re.compile(r"(?<![_{A-Za-z])in(?=_?(?:[A-Za-z]?\d|\{))")


def word_there(run: str, text: str, start: int, end: int) -> str | None:
    """The word that letters are before brackets, tr(W); and in1 is the input of a unit."""
    if run == "in" and _INPUT.match(text, start):
        return "input"
    return CALLED.get(run.casefold()) if text[end : end + 1] == "(" else None


# what is raised, and an index behind it
_LOWERED_AGAIN = re.compile(r"\^(?:\{[^{}]{1,12}\}|\([^()]{1,8}\)|\[[^\[\]]{1,8}\]|\w) ?_")


def ends_in_name(run: str, text: str, end: int) -> bool:
    """Whether the last letter of an index has its own: o_io_j, w_ijx_j, p_ie^x, d_kw^2_{kj}; not
    w_ih_1."""
    if len(run) not in (2, 3) or run.casefold() in WORDS:
        return False
    sign, behind = text[end : end + 1], text[end + 1 : end + 2]
    if sign == "^":
        return run[-1] == "e" or _LOWERED_AGAIN.match(text, end) is not None
    return sign == "_" and not behind.isdigit()


def is_condition(words: str) -> bool:
    """Whether upright words are a condition: "if", "if z > 0", "otherwise"; not "For unit 1"."""
    first, *rest = words.split() or [""]
    return first.casefold() in (*IF, *ELSE) and (not rest or any(one in words for one in "<>=≤≥≠"))
