"""Units of equal weights: one name for all, layers by letters, one weight after the other."""

from math import exp

import pytest

import derive

FINE = ("holds", "holds as shown", "no claim", "follows", "right again")
EXERCISE = """\
title = "T"
style = "lecture"
part = [ { ask = ["forward", "backward", "update"] } ]
example = [ { x = [1, 0, 1], t = [1, 0, 1] } ]

[network]
inputs = 3
loss = "half squared error"
layer = [ { units = 2, activation = "sigmoid" }, { units = 3, activation = "sigmoid" } ]

[numbers]
learning_rate = 2
W = 0.2
b = 0
"""


def sigma(z):
    return 1 / (1 + exp(-z))


H = sigma(0.4)
O = sigma(2 * 0.2 * H)  # noqa: E741
D1, D2 = (1 - O) * O * (1 - O), -O * O * (1 - O)
DH = H * (1 - H) * 0.2 * (2 * D1 + D2)
SHEET = f"""\
All weights are 0.2, $\\eta = 2$, and $\\delta = -\\partial E/\\partial net$.

$net_h = 0.2 + 0.2 = 0.4$

$o_h = \\sigma(0.4) = {H:.4f}$

$net_k = 2 \\cdot 0.2 \\cdot {H:.4f} = {0.4 * H:.4f}$

$o_k = \\sigma({0.4 * H:.4f}) = {O:.4f}$

$\\delta_{{k1}} = \\delta_{{k3}} = (1 - {O:.4f}) \\cdot {O:.4f} \\cdot (1 - {O:.4f}) = {D1:.4f}$

$\\delta_{{k2}} = (0 - {O:.4f}) \\cdot {O:.4f} \\cdot (1 - {O:.4f}) = {D2:.4f}$

$\\delta_h = {H:.4f} \\cdot (1 - {H:.4f}) \\cdot 0.2 \\cdot (2 \\cdot {D1:.4f} {D2:.4f}) = {DH:.4f}$

- into output 1: $w_{{new}} = 0.2 + 2 \\cdot {D1:.4f} \\cdot {H:.4f} = {0.2 + 2 * D1 * H:.4f}$
- into output 2: $w_{{new}} = 0.2 - 2 \\cdot {-D2:.4f} \\cdot {H:.4f} = {0.2 + 2 * D2 * H:.4f}$
"""


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    path = tmp_path_factory.mktemp("equal") / "exercise.toml"
    path.write_text(EXERCISE)

    def judged(text):
        claims = derive.verify(text, exercise=str(path)).claims
        return {one.line for one in claims if one.verdict not in FINE}

    return judged


def test_one_name_stands_for_every_unit_of_its_layer(wrong):
    assert wrong(SHEET) == set()


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        ("net_h = 0.2 + 0.2 = 0.4$", "net_h = 0.2 + 0.2 + 0.2 = 0.6$", 3),
        (f"\\delta_{{k2}} = (0 - {O:.4f})", f"\\delta_{{k2}} = (1 - {O:.4f})", 13),
        (
            f"(1 - {O:.4f}) = {D1:.4f}",
            f"(1 + {O:.4f}) = {(1 - O) * O * (1 + O):.4f}",
            11,
        ),
        (
            f"0.2 - 2 \\cdot {-D2:.4f} \\cdot {H:.4f} = {0.2 + 2 * D2 * H:.4f}",
            f"0.2 + 2 \\cdot {-D2:.4f} \\cdot {H:.4f} = {0.2 - 2 * D2 * H:.4f}",
            18,
        ),
    ],
)
def test_a_slip_is_found_at_its_line(wrong, right, slip, line):
    assert right in SHEET
    assert line in wrong(SHEET.replace(right, slip, 1))


def test_two_units_are_equal_only_where_they_are(wrong):
    assert wrong(SHEET.replace("\\delta_{k1} = \\delta_{k3}", "\\delta_{k1} = \\delta_{k2}")) == {
        11
    }
