"""Plain sheets with in1 and out1 for units, dy and dh1 for deltas, and data side by side."""

import math

import pytest

import derive

FINE = ("holds", "holds as shown", "no claim", "follows", "right again")


def sigma(z):
    return 1 / (1 + math.exp(-z))


EXERCISE = """\
title = "T"
style = "lecture"
part = [ {{ ask = ["forward", "loss", "backward", "update"] }} ]
example = [ {{ x = [1, 2], t = [1] }} ]

[network]
inputs = 2
loss = "{loss}"
layer = [ {{ units = 2, activation = "{hidden}" }}, {{ units = 1, activation = "{output}" }} ]

[numbers]
learning_rate = 0.5
W.1 = [[0.4, 0.1], [-0.3, 0.2]]
b.1 = [0.1, -0.4]
W.2 = [[0.5, -0.7]]
b.2 = [0.2]
"""
DATA = "x1=1 x2=2 t=1\nw1=0.4 w2=0.1 (b=0.1) w3=-0.3 w4=0.2 (b=-0.4) w5=0.5 w6=-0.7 (b=0.2)\n\n"


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    folder = tmp_path_factory.mktemp("deltas")

    def judged(text, **kinds):
        path = folder / "exercise.toml"
        path.write_text(EXERCISE.format(**kinds))
        return derive.verify(text, exercise=str(path))

    return judged


def wrong(report):
    return {one.line for one in report.claims if one.verdict not in FINE}


# the slope is in them ---------------------------------------------------------------------------
RELU = {"loss": "half squared error", "hidden": "relu", "output": "identity"}
OFF = (
    DATA
    + """\
in1 = 0.4*1+0.1*2+0.1 = 0.7     out1 = 0.7
in2 = -0.3*1+0.2*2-0.4 = -0.3   out2 = 0
y = 0.5*0.7-0.7*0+0.2 = 0.55

dy = 0.55-1 = -0.45
dout1 = dy*w5*1 = -0.45*0.5*1 = -0.225
dout2 = dy*w6*0 = -0.45*(-0.7)*0 = 0

w1 = 0.4-0.5*(-0.225)*1 = 0.5125
w3 = -0.3-0.5*0*1 = -0.3
"""
)


def test_deltas_by_the_output_of_their_unit(judge):
    report = judge(OFF, **RELU)
    assert report.holds
    kinds = {one.left: one.quantity for one in report.claims if one.left.isalnum()}
    assert kinds["in2"] == "z.1" and kinds["out1"] == "a.1" and kinds["x2"] == "x"
    assert kinds["dy"] in ("delta.2", "grad.a.2")  # the output is linear
    assert kinds["dout2"] == "delta.1" and kinds["w6"] == "W.2"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ([("dy*w6*0 = -0.45*(-0.7)*0 = 0", "dy*w6*1 = -0.45*(-0.7)*1 = 0.315"),
          ("-0.3-0.5*0*1 = -0.3", "-0.3-0.5*0.315*1 = -0.4575")], 10),
        ([("in2 = -0.3*1+0.2*2-0.4 = -0.3", "in2 = -0.3*1-0.2*2-0.4 = -1.1")], 5),
        ([("dout1 = dy*w5*1 = -0.45*0.5*1", "dout1 = dy*w6*1 = -0.45*(-0.7)*1"),
          ("= -0.225\n", "= 0.315\n"), ("(-0.225)*1 = 0.5125", "0.315*1 = 0.2425")], 9),
    ],
)  # fmt: skip
def test_a_slip_is_found_at_its_line(changes, line, judge):
    text = OFF
    for right, slip in changes:
        assert text.count(right) == 1
        text = text.replace(right, slip)
    assert wrong(judge(text, **RELU)) == {line}


# the slope comes later --------------------------------------------------------------------------
H = [round(sigma(0.7), 4), round(sigma(-0.3), 4)]
NET = round(0.5 * H[0] - 0.7 * H[1] + 0.2, 4)


def later(y, d, behind):
    """A sheet with derivatives by what comes out, the slope `behind` them."""
    return (
        DATA
        + f"""\
z1 = 0.4*1+0.1*2+0.1 = 0.7
z2 = -0.3*1+0.2*2-0.4 = -0.3
h1 = sigmoid(0.7) = {H[0]}
h2 = sigmoid(-0.3) = {H[1]}
y = {y}

dy = {y} - 1 = {d:.4f}
{behind}
"""
    )


def test_the_slope_comes_later(judge):
    kinds = {"loss": "half squared error", "hidden": "sigmoid", "output": "identity"}
    d = NET - 1
    g = [d * 0.5, d * -0.7]
    s = [one * (1 - one) for one in H]
    beside = "\n".join(
        f"dh{j + 1} = dy*w{5 + j} = {g[j]:.4f}\ndz{j + 1} = dh{j + 1}*{H[j]}*(1-{H[j]})"
        f" = {g[j] * s[j]:.4f}"
        for j in (0, 1)
    )
    alone = "\n".join(
        f"dh{j + 1} = dy*w{5 + j} = {g[j]:.4f}\ndw{2 * j + 1} = {g[j]:.4f}*{H[j]}*(1-{H[j]})*1"
        f" = {g[j] * s[j]:.4f}"
        for j in (0, 1)
    )
    for behind in (beside, alone):
        assert judge(later(NET, d, behind), **kinds).holds
    text = later(NET, d, alone)
    slip = text.replace(f"dh2 = dy*w6 = {g[1]:.4f}", f"dh2 = dy*w6 = {-g[1]:.4f}")
    assert slip != text and min(wrong(judge(slip, **kinds))) == 13


def test_an_output_with_a_slope(judge):
    y = round(sigma(NET), 4)
    for loss, slope in (("half squared error", y * (1 - y)), ("binary cross-entropy", 1)):
        kinds = {"loss": loss, "hidden": "sigmoid", "output": "sigmoid"}
        put = f"*{y}*(1-{y})" if slope != 1 else ""
        d = (y - 1) * slope
        lines = "\n".join(
            f"dh{j + 1} = ({y}-1){put}*({w})*{H[j]}*(1-{H[j]}) = {d * w * H[j] * (1 - H[j]):.4f}"
            for j, w in enumerate((0.5, -0.7))
        )
        text = later(y, y - 1, lines).replace("\ny = ", f"\ny = sigmoid({NET}) = ")
        assert judge(text, **kinds).holds, loss
        slip = text.replace(f"*(-0.7)*{H[1]}*(1-{H[1]})", "*(-0.7)").rpartition(" = ")[0]
        slip += f" = {d * -0.7:.4f}\n"
        assert wrong(judge(slip, **kinds)) == {12}, loss
