"""Linear regression by several steps of descent: numbers below, or raised, that count steps."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS

RAISED = {"w": "w^{{({0})}}", "b": "b^{{({0})}}"}
BELOW = {"w": "w_{0}", "b": "b_{0}"}
INPUTS, TARGETS, RATE = (1.0, 2.0, 4.0), (2.0, 2.5, 5.0), 0.02


def regression(
    names: Mapping[str, str] = BELOW,
    slip: str = "",
    formulas: bool = True,
    error: str = "e",
    is_plain: bool = False,
) -> tuple[str, dict[str, int]]:
    """Two steps of the mean squared error over three points, to four decimals, and the line of
    each result; a slip is a number that is added to a result and goes on."""
    lines = ["x_1 = 1, x_2 = 2, x_3 = 4, y_1 = 2, y_2 = 2.5, y_3 = 5, "
             f"{names['w'].format(0)} = 0.5, {names['b'].format(0)} = 0.1, "
             "\\eta = 0.02"]  # fmt: skip
    lines.append("\\hat y_i = w x_i + b")
    lines.append("L = \\frac13 \\sum_{i=1}^3 (\\hat y_i - y_i)^2")
    w, b = 0.5, 0.1
    at: dict[str, int] = {}

    def told(name: str, formula: str, numbers: str, value: float) -> float:
        value = round(value + (0.3 if slip == f"{step} {name}" else 0.0), 4)
        at[f"{step} {name}"] = 2 * len(lines) + 1
        put_in = f" = {formula} = {numbers}" if formulas else ""
        lines.append(f"{name}{put_in} = {value:.4f}")
        return value

    for step in (1, 2):
        lines.append(f"## Iteration {step}")
        old, new = ({name: to.format(step - 1 + more) for name, to in names.items()}
                    for more in (0, 1))  # fmt: skip
        out = [told(f"\\hat y_{i}", f"{old['w']} x_{i} + {old['b']}",
                    f"{w:.4f} \\cdot {x:g} + {b:.4f}", w * x + b)
               for i, x in enumerate(INPUTS, 1)]  # fmt: skip
        off = [told(f"{error}_{i}", f"\\hat y_{i} - y_{i}", f"{y:.4f} - {t:g}", y - t)
               for i, (y, t) in enumerate(zip(out, TARGETS, strict=True), 1)]  # fmt: skip
        squares = " + ".join(f"({one:.4f})^2" for one in off)
        told("L", f"\\frac{{{error}_1^2 + {error}_2^2 + {error}_3^2}}{{3}}",
             f"\\frac{{{squares}}}{{3}}", sum(one * one for one in off) / 3)  # fmt: skip
        by_w = sum(one * x for one, x in zip(off, INPUTS, strict=True))
        parts = " + ".join(f"({one:.4f}) \\cdot {x:g}" for one, x in zip(off, INPUTS, strict=True))
        half = slip == f"{step} half"
        dw = told("\\frac{\\partial L}{\\partial w}",
                  f"\\frac23 ({error}_1 x_1 + {error}_2 x_2 + {error}_3 x_3)",
                  f"\\frac23 ({parts})", 2 * by_w / 3)  # fmt: skip
        parts = " + ".join(f"({one:.4f})" for one in off)
        db = told("\\frac{\\partial L}{\\partial b}",
                  f"\\frac{{{1 if half else 2}}}{{3}} ({error}_1 + {error}_2 + {error}_3)",
                  f"\\frac{{{1 if half else 2}}}{{3}} ({parts})",
                  (1 if half else 2) * sum(off) / 3)  # fmt: skip
        w, b = (told(new["w"], f"{old['w']} - \\eta \\frac{{\\partial L}}{{\\partial w}}",
                     f"{w:.4f} - 0.02 \\cdot ({dw:.4f})", w - RATE * dw),
                told(new["b"], f"{old['b']} - \\eta \\frac{{\\partial L}}{{\\partial b}}",
                     f"{b:.4f} - 0.02 \\cdot ({db:.4f})", b - RATE * db))  # fmt: skip
    if is_plain:
        return plain("\n\n".join(lines)), at
    return "\n\n".join(one if one.startswith("#") else f"${one}$" for one in lines), at


def plain(text: str) -> str:
    """The same without marks, on a sheet of results."""
    for old, new in (("\\frac{\\partial L}{\\partial w}", "dL/dw"), ("\\hat y_", "yhat"),
                     ("\\frac{\\partial L}{\\partial b}", "dL/db"), ("\\eta", "eta"),
                     ("yhati = w x_i + b", "yhati = w*xi + b"), ("_", "")):  # fmt: skip
        text = text.replace(old, new)
    told = "L = \\frac13 \\sum{i=1}^3 (yhati - yi)^2"
    return text.replace(told, "mean squared error over the 3 points")


def found(sheet: str) -> list[int]:
    return [one.line for one in derive.verify(sheet).claims if one.verdict in FINDINGS]


@pytest.mark.parametrize(
    ("names", "error", "formulas"),
    [(BELOW, "e", True), (BELOW, "r", False), (RAISED, "r", True), (RAISED, "e", False)],
)
def test_steps_may_be_counted_below_or_raised(
    names: Mapping[str, str], error: str, formulas: bool
) -> None:
    sheet, _ = regression(names, error=error, formulas=formulas)
    assert found(sheet) == []


def test_steps_may_be_counted_in_plain_text() -> None:
    sheet, at = regression(formulas=False, is_plain=True)
    assert found(sheet) == []
    wrong = sheet.replace("w2 = ", "w2 = 1")
    assert found(wrong) == [at["2 w_2"]]


@pytest.mark.parametrize(
    ("names", "slip"),
    [(BELOW, "1 \\hat y_2"), (RAISED, "1 L"), (RAISED, "2 \\hat y_1"), (BELOW, "2 L"),
     (BELOW, "2 \\frac{\\partial L}{\\partial w}")],
)  # fmt: skip
def test_a_slip_of_either_step_is_found_once(names: Mapping[str, str], slip: str) -> None:
    sheet, at = regression(names, slip)
    assert found(sheet) == [at[slip]]


@pytest.mark.parametrize("names", [BELOW, RAISED])
def test_a_factor_that_is_lost_in_the_second_step_is_found(names: Mapping[str, str]) -> None:
    sheet, at = regression(names, "2 half")
    assert found(sheet) == [at["2 \\frac{\\partial L}{\\partial b}"]]


@pytest.mark.parametrize("name", ["1 \\hat y_1", "1 w_1", "2 \\hat y_3", "2 b_2"])
def test_a_slip_among_results_alone_is_found(name: str) -> None:
    sheet, at = regression(slip=name, formulas=False)
    assert at[name] in found(sheet)


def test_old_weights_in_a_later_step_are_found() -> None:
    sheet, at = regression()
    line = sheet.split("\n")[at["2 \\hat y_2"] - 1]
    wrong = line.split(" = ")[0] + " = w_0 x_2 + b_0 = 0.5000 \\cdot 2 + 0.1000 = 1.1000$"
    assert at["2 \\hat y_2"] in found(sheet.replace(line, wrong))


def test_given_weights_with_numbers_are_several() -> None:
    sheet = (
        "$x_1 = 2$, $x_2 = 3$, $w_0 = 0.5$, $w_1 = 0.2$, $w_2 = -0.1$, $t = 1$, $\\eta = 0.1$\n\n"
        "$z = w_0 + w_1 x_1 + w_2 x_2 = 0.6$\n\n$y = \\sigma(z) = 0.6457$"
    )
    assert found(sheet) == []
    assert found(sheet.replace("= 0.6$", "= 0.9$")) == [3]
