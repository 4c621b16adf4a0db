"""A second pass with the new weights: under the same names, or where all names have a prime."""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS

X, T, RATE = (0.6, 1.4), 1.0, 0.5


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def found(sheet: str) -> list[int]:
    return [one.line for one in derive.verify(sheet).claims if one.verdict in FINDINGS]


def two_passes(heading: str, new: str = "{0}'", prime: str = "", bare: bool = False) -> str:
    """One sigmoid unit and one step, to four decimals; the units of the second pass may have the
    `prime`, and may be worked out of `bare` numbers."""
    w1, w2, b = 0.3, -0.7, 0.2
    z = round(w1 * X[0] + w2 * X[1] + b, 4)
    y = round(sigma(z), 4)
    d = round((y - T) * y * (1 - y), 4)
    n1, n2, nb = (round(old - RATE * d * x, 4) for old, x in ((w1, X[0]), (w2, X[1]), (b, 1)))
    nz = round(n1 * X[0] + n2 * X[1] + nb, 4)
    ny = round(sigma(nz), 4)
    m1, m2, mb = (new.format(one) for one in ("w_1", "w_2", "b"))
    formula = "" if bare else f"{m1} x_1 + {m2} x_2 + {mb} = "
    of = f"z{prime}"
    return f"""$x_1 = 0.6, x_2 = 1.4, w_1 = 0.3, w_2 = -0.7, b = 0.2, t = 1, \\eta = 0.5$

$z = w_1 x_1 + w_2 x_2 + b = {z:.4f}$

$y = \\sigma(z) = {y:.4f}$

$L = \\frac12 (y - t)^2 = {(y - T) ** 2 / 2:.4f}$

$\\delta = (y - t) y (1 - y) = {d:.4f}$

${m1} = w_1 - \\eta \\delta x_1 = {n1:.4f}$

${m2} = w_2 - \\eta \\delta x_2 = {n2:.4f}$

${mb} = b - \\eta \\delta = {nb:.4f}$

## {heading}

$z{prime} = {formula}{n1:.4f} \\cdot 0.6 + ({n2:.4f}) \\cdot 1.4 + {nb:.4f} = {nz:.4f}$

$y{prime} = \\sigma({of}) = \\sigma({nz:.4f}) = {ny:.4f}$

$L{prime} = \\frac12 (y{prime} - t)^2 = {(ny - T) ** 2 / 2:.4f}$"""


HEADINGS = ["Second forward pass with the new weights", "Step 2", "Deuxième passe avant",
            "Zweiter Durchgang mit den neuen Gewichten", "Segundo paso hacia adelante"]  # fmt: skip


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("new", ["{0}'", "{0}^{{new}}", "{0}^{{\\text{{neu}}}}"])
def test_a_second_pass_may_have_the_same_names(heading: str, new: str) -> None:
    assert found(two_passes(heading, new)) == []


@pytest.mark.parametrize("bare", [False, True])
def test_a_second_pass_may_have_primes_on_all_names(bare: bool) -> None:
    assert found(two_passes("With the new weights", prime="'", bare=bare)) == []


@pytest.mark.parametrize("prime", ["", "'"])
def test_a_slip_in_a_second_pass_is_found(prime: str) -> None:
    sheet = two_passes("Second forward pass with the new weights", prime=prime)
    lines = sheet.split("\n")
    assert found(sheet.replace("x_2 + b' =", "x_2 - b' =")) == [19]
    assert found(sheet.replace("w_2' x_2 + b' =", "w_1' x_2 + b' =")) == [19]
    y = lines[20].rsplit("= ", 1)[1]
    assert found(sheet.replace(lines[20], lines[20].replace(y, "0.7100$"))) == [21]


def test_a_prime_on_a_slope_is_no_second_pass() -> None:
    sheet = two_passes("More").partition("## More")[0] + "$y' = y (1 - y) = "
    y = sigma(-0.6)
    assert found(f"{sheet}{y * (1 - y):.4f}$") == []


def momentum(name: str, slip: float = 0.0) -> str:
    """Three steps with a memory; a slip is in the second velocity."""
    w, v, lines = -0.6, 0.0, []
    n = name.format
    for k in range(3):
        y = round(w * 2, 4)
        g = round((y - 1) * 2, 4)
        new = round(0.5 * v - 0.1 * g + (slip if k == 1 else 0), 4)
        lines += [f"## Iteration {k + 1}", f"$y{n(k)} = w{n(k)} x = {y:.4f}$",
                  f"$g{n(k)} = (y{n(k)} - t) x = ({y:.4f} - 1) \\cdot 2 = {g:.4f}$",
                  f"$v{n(k + 1)} = \\mu v{n(k)} - \\eta g{n(k)} = 0.5 \\cdot {v:.4f} "
                  f"- 0.1 \\cdot ({g:.4f}) = {new:.4f}$"]  # fmt: skip
        w, v, old = round(w + new, 4), new, w
        lines.append(f"$w{n(k + 1)} = w{n(k)} + v{n(k + 1)} = {old:.4f} + {v:.4f} = {w:.4f}$")
    given = f"$x = 2$, $t = 1$, $w{n(0)} = -0.6$, $\\eta = 0.1$, $\\mu = 0.5$, $v{n(0)} = 0$"
    return "\n\n".join([given, "$L = \\frac12 (w x - t)^2$", *lines])


@pytest.mark.parametrize("name", ["_{0}", "^{{({0})}}"])
def test_steps_with_a_memory_are_no_layers(name: str) -> None:
    assert found(momentum(name)) == []
    assert found(momentum(name, 0.05)) == [21]


TWO_POINTS = """$x_1^{(1)} = 0.4$, $x_2^{(1)} = 1.5$, $x_1^{(2)} = 2$, $x_2^{(2)} = -1$,
$w_1 = 0.6$, $w_2 = 0.3$, $b = -0.5$, $t^{(1)} = 1$, $t^{(2)} = 0$. The output is a sigmoid,
$L = -\\sum_{i=1}^2 [t^{(i)} \\ln p^{(i)} + (1 - t^{(i)}) \\ln(1 - p^{(i)})]$.

$z^{(1)} = w_1 x_1^{(1)} + w_2 x_2^{(1)} + b = 0.6 \\cdot 0.4 + 0.3 \\cdot 1.5 - 0.5 = 0.1900$

$p^{(1)} = \\sigma(0.1900) = 0.5474$

$z^{(2)} = w_1 x_1^{(2)} + w_2 x_2^{(2)} + b = 0.6 \\cdot 2 + 0.3 \\cdot (-1) - 0.5 = 0.4000$

$p^{(2)} = \\sigma(0.4000) = 0.5987$"""


def test_the_inputs_of_another_example_are_found() -> None:
    assert found(TWO_POINTS) == []
    first, other = TWO_POINTS.split("\n")[4], TWO_POINTS.split("\n")[8]
    wrong = TWO_POINTS.replace(first, other.replace("z^{(2)}", "z^{(1)}"))
    assert found(wrong) == [5]
