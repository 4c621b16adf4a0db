"""Letters of the writer's own, beside an exercise: usual for a quantity, and none of it."""

import math

import pytest
from verifying.two_silu_units import EXERCISE

import derive


def sigma(z):
    return 1 / (1 + math.exp(-z))


Z = 0.5 - 0.4 * 0.5 + 0.1, 0.2 + 0.6 * 0.5 - 0.2
S = [round(sigma(z), 6) for z in Z]
A = [z * s for z, s in zip(Z, S, strict=True)]
OUT = 0.8 * A[0] + 0.5 * A[1] + 0.2
SLOPES = [s + z * s * (1 - s) for z, s in zip(Z, S, strict=True)]

O1 = round(OUT, 4)


def sheet(value=None, slope=r"s + z s (1 - s)"):
    lines = []
    for at, (z, s, a, d) in enumerate(zip(Z, S, A, SLOPES, strict=True), start=1):
        shown = s if value is None or at == 1 else value
        lines.append(
            rf"- unit {at}: $z_{at} = {z:g}$, $s = \frac{{1}}{{1+e^{{-{z:g}}}}} = {shown:.6f}$, "
            rf"$a_{at} = z_{at} \sigma(z_{at}) = {a:.6f}$, slope "
            rf"${s:.6f} + {z:g} \cdot {s:.6f} \cdot (1 - {s:.6f}) = {d:.6f}$"
        )
    last = rf"$o = 0.8 \cdot {A[0]:.6f} + 0.5 \cdot {A[1]:.6f} + 0.2 = {OUT:.6f}$"
    return "\n".join([*lines, "", last, "", rf"$\delta_o = {OUT:.6f} - 1 = {OUT - 1:.6f}$"])


@pytest.fixture(name="exercise")
def _exercise(tmp_path):
    path = tmp_path / "units.toml"
    path.write_text(EXERCISE)
    return str(path)


def test_a_helper_of_the_writers_own_is_no_quantity(exercise):
    report = derive.verify(sheet(), exercise=exercise)
    assert report.holds and "unread" not in report.summary


def test_its_values_are_judged_all_the_same(exercise):
    report = derive.verify(sheet(value=0.654), exercise=exercise)
    assert [one.line for one in report.findings] == [2]


def test_sigma_is_the_sigmoid_beside_its_own_argument(exercise):
    slip = sheet().replace(r"a_1 = z_1 \sigma(z_1)", r"a_1 = z_2 \sigma(z_1)")
    assert {one.line for one in derive.verify(slip, exercise=exercise).findings} == {1}


IN_TURN = f"""\
Unit **A**: δ = {O1:.4f} - 1 = {O1 - 1:.4f}
Unit **B**: δ = ({O1 - 1:.4f})·0.8·{SLOPES[0]:.6f} = {(O1 - 1) * 0.8 * SLOPES[0]:.4f}
Unit **C**: δ = ({O1 - 1:.4f})·0.5·{SLOPES[1]:.6f} = {(O1 - 1) * 0.5 * SLOPES[1]:.4f}
"""


def test_a_bare_letter_is_that_of_several_units_in_turn(exercise):
    assert derive.verify(IN_TURN, exercise=exercise).holds
    slip = IN_TURN.replace(f"{(O1 - 1) * 0.5 * SLOPES[1]:.4f}", "-0.4321")
    assert [one.line for one in derive.verify(slip, exercise=exercise).findings] == [3]
