"""Letters, functions and signs that every dialect must be able to write, with their widths in em.

Widths are estimates, on the large side: they decide where lines are broken.
"""

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi chi "
    "psi omega ell Gamma Delta Theta Lambda Sigma Phi Psi Omega"
)
GREEK = frozenset(_GREEK.split())
ACCENTS = {"hat": 0.0, "tilde": 0.0, "overline": 0.1, "bar": 0.65, "vec": 0.65}
ACCENTS |= dict.fromkeys(("dot", "ddot", "check", "breve", "acute", "grave"), 0.65)
OPERATORS = {"tanh": 2.2, "ln": 1.2, "log": 0.65, "sin": 0.65, "cos": 0.65}
# signs that are no plain characters, and their widths in em
SIGNS = {
    "dot": 0.75,
    "circ": 1.0,
    "odot": 1.2,
    "partial": 0.65,
    "dots": 1.2,
    "vertical dots": 0.4,
    "diagonal dots": 1.2,
    "low dots": 0.65,
    "less": 0.65,
    "greater": 1.4,
    "at least": 0.65,
    "at most": 0.65,
    "left angle": 0.65,
    "right angle": 0.65,
    "big open": 1.15,
    "big close": 1.15,
    "quad": 1.0,
    "top": 0.65,
    "times": 1.2,
    "nabla": 0.9,
    "infinity": 1.0,
    "product": 1.5,
    "plus minus": 1.3,
    "minus plus": 1.3,
    "approximately": 1.4,
    "similar": 1.4,
    "not equal": 1.4,
    "becomes": 1.6,
    "proportional": 1.4,
    "element": 1.2,
    "prime": 0.3,
    "bar": 0.4,
    "double bar": 0.6,
}
