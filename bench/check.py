"""A single formula check, reading included: medians over right and wrong formulas, warm and cold.

python bench/check.py            # math-verify takes part where it is installed
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

import derive

RIGHT = [
    ("y(1-y)", "sigmoid"),
    (r"\frac{e^{-x}}{(1+e^{-x})^2}", "sigmoid"),
    (r"\sigma'(z) = \sigma(z)(1-\sigma(z))", "sigmoid"),
    (r"1-\tanh^2 x", "tanh"),
    ("1 if z > 0 else 0", "relu"),
    (r"\begin{cases} 1 & z > 0 \\ \alpha & z \le 0 \end{cases}", "leaky relu"),
    (r"\frac{e^x}{1+e^x}", "softplus"),
    ("y + σ(z)(1-y)", "silu"),
    (r"\frac12(1+\operatorname{erf}(z/\sqrt2)) + \frac{z}{\sqrt{2\pi}}e^{-z^2/2}", "gelu"),
    ("(2x - x^2)e^{-x}", "x^2 e^{-x}"),
]
WRONG = [
    ("y(1+y)", "sigmoid"),
    (r"\frac{e^{-x}}{1+e^{-x}}", "sigmoid"),
    (r"1+\tanh^2 x", "tanh"),
    ("1 if z < 0 else 0", "relu"),
    ("σ(z)(1-σ(z))", "softplus"),
    ("y + σ(z)(1+y)", "silu"),
    ("2x e^{-x}", "x^2 e^{-x}"),
]
# what math-verify can be asked: two written formulas
PAIRS = [
    (r"\frac{e^{-x}}{(1+e^{-x})^2}", r"\frac{1}{1+e^{-x}}(1-\frac{1}{1+e^{-x}})", "1/(1+e^{-x})"),
    (r"1-\tanh^2(x)", r"\frac{4}{(e^x+e^{-x})^2}", "tanh(x)"),
    (r"(2x-x^2)e^{-x}", r"x e^{-x}(2-x)", "x^2 e^{-x}"),
    (r"\frac{2x}{1+x^2}", r"\frac{1}{1+x^2}", "ln(1+x^2)"),
]
ROUNDS = 40


def timed(call) -> float:
    """The median of some calls, in milliseconds."""
    call()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return median(times)


def table(name: str, rows: list[tuple[str, str]], holds: bool) -> None:
    found = []
    for text, of in rows:
        assert derive.check(text, slope_of=of).holds is holds, text
        found.append(timed(lambda text=text, of=of: derive.check(text, slope_of=of)))
    print(f"{name}: median {median(found):.2f} ms, from {min(found):.2f} to {max(found):.2f} ms")


def against_math_verify() -> None:
    try:
        from math_verify import parse, verify
    except ImportError:
        print("math-verify is not installed: pip install math-verify")
        return
    ours, theirs = [], []
    for one, other, of in PAIRS:
        ours.append(timed(lambda one=one, of=of: derive.check(one, slope_of=of)))
        theirs.append(timed(lambda a=one, b=other: verify(parse(f"${a}$"), parse(f"${b}$"))))
    print(f"math-verify: median {median(theirs):.1f} ms; {median(theirs) / median(ours):.0f} times")


def cold() -> None:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        command = [sys.executable, "-m", "derive", "check", "y(1-y)", "--slope-of", "sigmoid"]
        subprocess.run(command, check=True, capture_output=True)
        times.append((time.perf_counter() - start) * 1e3)
    print(f"the command in a new process: {median(times):.0f} ms")


if __name__ == "__main__":
    table("right formulas", RIGHT, True)
    table("wrong formulas", WRONG, False)
    network = {"layers": 2, "activation": "sigmoid"}
    text = "δ1 = W2^T δ2 ∘ a1(1-a1)"
    print(f"a network's delta: {timed(lambda: derive.check(text, **network)):.1f} ms")
    against_math_verify()
    cold()
