"""A single formula check, reading included: medians over right and wrong formulas, warm and cold.

python bench/check.py            # math-verify takes part where it is installed
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

from check_pairs import PAIRS

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
    """Forty pairs, the same for both; how many each answers rightly, and how long it takes."""
    ours = [timed(lambda a=one, f=of: derive.check(a, slope_of=f)) for one, of, _, _ in PAIRS]
    right = sum(derive.check(one, slope_of=of).holds is truth for one, of, _, truth in PAIRS)
    print(f"forty pairs, derive: {right} right, median {median(ours):.2f} ms")
    try:
        from math_verify import parse, verify
    except ImportError:
        print("math-verify is not installed: pip install math-verify")
        return

    def asked(one: str, other: str) -> bool:
        return bool(verify(parse(f"${other}$"), parse(f"${one}$")))

    theirs, wrong = [], []
    for one, _, other, truth in PAIRS:
        if asked(one, other) is not truth:
            wrong.append(one)
        start = time.perf_counter()  # the second time it is warm
        asked(one, other)
        theirs.append((time.perf_counter() - start) * 1e3)
    print(f"forty pairs, math-verify: {len(PAIRS) - len(wrong)} right, "
          f"median {median(theirs):.1f} ms, mean {sum(theirs) / len(theirs):.1f} ms")  # fmt: skip
    print(f"times faster: median {median(theirs) / median(ours):.0f}, "
          f"in all {sum(theirs) / sum(ours):.0f}")  # fmt: skip
    for one in wrong:
        print(f"  math-verify is wrong about {one}")


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
