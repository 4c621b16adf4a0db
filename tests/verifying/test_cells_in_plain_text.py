"""Tables of plain text whose cells are formulas, and one number for a name of a whole layer."""

import math

import pytest

import derive

FINE = ("holds", "holds as shown", "no claim", "follows", "right again")
EXERCISE = """\
title = "T"
style = "lecture"
part = [ { ask = ["forward", "loss", "backward", "update"] } ]
example = [ { x = [1, 2], t = [1, 0] } ]

[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "tanh" }, { units = 2, activation = "tanh" } ]

[numbers]
learning_rate = 0.2
W.1 = [[0.2, 0.2], [0.2, 0.2]]
b.1 = [0.1, 0.1]
W.2 = [[0.3, 0.3], [0.3, 0.3]]
b.2 = [0, 0]
"""
H = round(math.tanh(0.7), 4)
NET = round(0.6 * H, 4)
O = round(math.tanh(NET), 4)  # noqa: E741
SLOPE = round(1 - O**2, 4)
D = [round((O - t) * SLOPE, 4) for t in (1, 0)]
E = round(0.3 * sum(D), 4)
D1 = round(E * round(1 - H**2, 4), 4)
SHEET = f"""\
All units of a layer are alike, so one number stands for both.

| layer | net | out | slope |
|---|---|---|---|
| 1 | 0.2·1 + 0.2·2 + 0.1 = 0.7 | tanh(0.7) = {H} | 1 − {H}² = {1 - H**2:.4f} |
| 2 | 0.3·{H} + 0.3·{H} = {NET} | tanh({NET}) = {O} | 1 − {O}² = {SLOPE} |

Neuron 1, t = 1, and neuron 2, t = 0:

| unit | delta2 |
|---|---|
| first | δ_1 = ({O} − 1)·{SLOPE} = {D[0]} |
| second | δ_2 = ({O} − 0)·{SLOPE} = {D[1]} |

delta1 = 0.3·({D[0]} + {D[1]})·{1 - H**2:.4f} = {D1} (both neurons)

| weight | new |
|---|---|
| into the first output | 0.3 − 0.2·({D[0]})·{H} = {0.3 - 0.2 * D[0] * H:.4f} |
"""


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    path = tmp_path_factory.mktemp("cells") / "alike.toml"
    path.write_text(EXERCISE)
    return str(path)


def wrong(text, exercise):
    claims = derive.verify(text, exercise=exercise).claims
    return {one.line for one in claims if one.verdict not in FINE}


def test_a_right_sheet_holds_and_its_cells_are_claims(exercise):
    report = derive.verify(SHEET, exercise=exercise)
    assert report.holds
    assert {one.line for one in report.claims} == {5, 6, 8, 12, 13, 15, 19}
    assert {one.quantity for one in report.claims if one.line == 15} == {"delta.1"}


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        ("0.2·2 + 0.1 = 0.7", "0.2·2 + 0.1 = 0.6", 5),
        (f"tanh({NET}) = {O}", f"tanh({NET}) = {O + 0.1:.4f}", 6),
        ("neuron 2, t = 0", "neuron 2, t = 1", 8),
        (f"δ_1 = ({O} − 1)·{SLOPE} = {D[0]}", f"δ_1 = {O} − 1 = {O - 1:.4f}", 12),
        (f"= {D1} (both", f"= {D1 + 0.3:.4f} (both", 15),
        (f"{0.3 - 0.2 * D[0] * H:.4f} |", f"{0.3 + 0.2 * D[0] * H:.4f} |", 19),
    ],
)
def test_a_slip_is_found_at_its_line(right, slip, line, exercise):
    assert SHEET.count(right) == 1
    assert wrong(SHEET.replace(right, slip), exercise) == {line}
