"""A number that is only tried: for w = 0.31 the loss is another."""

import math

import pytest

import derive

X, W, B, T = 2, 0.3, 0.1, 1
TRIED = {
    "For": "For $w = {w}$ we get $z = {z}$, $a = {a}$, $L = {loss}$.",
    "with": "The same with $w = {w}$:\n\n$$z = {w} \\cdot 2 + 0.1 = {z}$$\n\n$$L = {loss}$$",
    "für": "Für $w = {w}$ ist $z = {z}$ und $L = {loss}$.",
}


def unit(w):
    z = w * X + B
    a = 1 / (1 + math.exp(-z))
    return {"w": w, "z": f"{z:.2f}", "a": f"{a:.4f}", "loss": f"{(a - T) ** 2 / 2:.4f}"}


def sheet(words, changed=None):
    more, less = unit(W + 0.01), unit(round(W - 0.01, 2))
    less |= changed or {}
    now = unit(W)
    a = float(now["a"])
    slope = f"{(a - T) * a * (1 - a) * X:.4f}"
    quotient = f"{(float(more['loss']) - float(unit(0.29)['loss'])) / 0.02:.3f}"
    return rf"""A unit $a = \sigma(z)$, $z = w x + b$, $L = \frac12 (a - t)^2$ with $x = 2$,
$w = 0.3$, $b = 0.1$, $t = 1$.

$z = 0.7$, $a = {now["a"]}$, $L = {now["loss"]}$

$\frac{{\partial L}}{{\partial w}} = (a - t) a (1 - a) x = {slope}$

Now a difference quotient with $\epsilon = 0.01$.

{words.format(**more)}

{words.format(**less)}

So $\frac{{{more["loss"]} - {unit(0.29)["loss"]}}}{{0.02}} = {quotient}$.

With $\eta = 0.5$: $w = 0.3 - 0.5 \cdot ({slope}) = {W - 0.5 * float(slope):.4f}$.
"""


@pytest.mark.parametrize("words", TRIED.values(), ids=TRIED)
def test_what_follows_from_a_number_that_is_tried_is_right(words):
    assert derive.verify(sheet(words)).holds


@pytest.mark.parametrize("words", TRIED.values(), ids=TRIED)
@pytest.mark.parametrize("slip", [{"z": "0.86"}, {"loss": "0.0656"}])
def test_a_slip_in_a_trial_is_found(words, slip):
    (found, *more) = derive.verify(sheet(words, slip)).findings
    assert found.right == next(iter(slip.values()))
    assert {one.verdict for one in more} <= {"follows", "right again"}


def test_a_number_that_is_told_otherwise_is_no_trial():
    (found,) = derive.verify(
        sheet("So $w = {w}$ and $z = 0.7$.").replace("w = 0.29", "w = 0.3")
    ).findings
    assert found.left == "w"


CENTRAL = r"""A unit $a = \sigma(z)$, $z = w x + b$, $L = \frac12 (a - t)^2$ with $x = 2$,
$w = 0.3$, $b = 0.1$, $t = 1$. So $z = 0.7$, $a = 0.6682$. Central differences, $\epsilon = 0.01$:

- $w + \epsilon = 0.31$: $z = 0.72$, $L^+ \approx {more}$
- $w - \epsilon = 0.29$: $z = 0.68$, $L^- \approx {less}$

$$\frac{{L^+ - L^-}}{{2 \epsilon}} = \frac{{{more} - {less}}}{{0.02}} = {slope}$$
"""


def test_a_parameter_is_moved_by_an_epsilon():
    more, less = (float(unit(w)["loss"]) for w in (0.31, 0.29))
    slope = f"{(more - less) / 0.02:.3f}"
    text = CENTRAL.format(more=f"{more:.4f}", less=f"{less:.4f}", slope=slope)
    report = derive.verify(text)
    assert report.holds
    assert report.summary["holds as shown"] + report.summary["holds"] >= 7
    for right, wrong, line in (("z = 0.68", "z = 0.62", 5), ("{0.02}", "{0.01}", 7)):
        (found, *_) = derive.verify(text.replace(right, wrong)).findings
        assert found.line == line
