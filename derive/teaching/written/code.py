"""Formulas typed as code: np.exp(-z), W2.T @ d2, np.where(z > 0, 1, 0), or copied with their $."""

from __future__ import annotations

import re
from collections.abc import Callable

from derive.calculus import term as tm
from derive.calculus.term import Term

_LIBRARY = (
    r"(?:np|numpy|jnp|math|Math|torch|tf|scipy|special|scipy\.special|tf\.math|nn)\.(?:linalg\.)?"
)
# what is written, and what is read in its place; never longer, so that all places stay
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\A\s*(?:lambda\s+\w+\s*:|return\b)", ""),
        (r"\A\s*(?:\$\$|\$|\\\(|\\\[)", ""),
        (r"(?:\$\$|\$|\\\)|\\\])[\s.,;]*\Z", ""),
        (rf"(?<![\w.]){_LIBRARY}where(?=\s*\()", "ifelse"),
        (rf"(?<![\w.]){_LIBRARY}(?=[A-Za-z])", ""),
        (r"(?<![\w.])(?:scipy\.)?(?:stats\.)?norm\.(cdf|pdf)(?=\s*\()", r"norm\1"),
        (r"\.astype\(\s*[\w.]+\s*\)", ""),
        (r"\.dot(?=\s*\()", "·"),
        (r",\s*keepdims\s*=\s*True", ""),
        (r",\s*(?:axis|dim)\s*=\s*(?=[01]\s*[,)])", ","),
        (r"log1p\(", "log(1+"),
        (r"(?<!\w)grad_(?=[A-Za-z])", "grad "),
        (r"\|\|", r"\\|"),
        (r"@", "·"),
        (r"\.\*(?!\*)", "∘"),
        (r"\./", "/"),
        (r"(?<![\w\\])(?:learning_rate|lr)(?!\w)", "η"),
    )
)
_ANY = re.compile(
    r"[.@$]|\\[(\[]|\|\||lambda|return|lr|learning_rate|log1p|grad_|axis|dim|keepdims"
)


def plainly(text: str) -> str:
    """The text with the spellings of code put as in a formula; every place stays the same.

    >>> plainly("1 - np.tanh(z)**2")
    '1 -    tanh(z)**2'
    """
    if not _ANY.search(text):
        return text
    for pattern, plain in _SPELLINGS:
        text = pattern.sub(lambda found, plain=plain: _as_long(found, plain), text)  # type: ignore[misc]
    return text


def _as_long(found: re.Match[str], plain: str) -> str:
    return found.expand(plain).rjust(len(found.group()))


def _chosen(condition: Term, then: Term, otherwise: Term) -> Term | None:
    match condition:
        case tm.Choice(((conditions, _), ((), _))):
            return tm.Choice(((conditions, then), ((), otherwise)))
    return None


# functions of several arguments that only put a formula together; None: not of these arguments
COMBINED: dict[str, tuple[int, Callable[..., Term | None]]] = {
    "ifelse": (3, _chosen),
    "pow": (2, tm.Power),
    "matmul": (2, lambda a, b: tm.Multiply((a, b), ("", "·"))),
    "multiply": (2, lambda a, b: tm.Multiply((a, b), ("", "∘"))),
    "outer": (2, lambda a, b: tm.Multiply((a, b), ("", "⊗"))),
    "transpose": (1, tm.Turned),
}
