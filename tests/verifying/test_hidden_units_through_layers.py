"""Hidden units numbered through two hidden layers, net_h3 of the second, and weights as well."""

from math import exp
from pathlib import Path

import pytest

import derive

EXERCISE = """title = "three layers"
example = [{ x = [1, -0.5], t = [1] }]
part = [{ ask = ["forward", "loss", "backward", "update"] }]

[network]
inputs = 2
loss = "half squared error"
layer = [
    { units = 2, activation = "sigmoid" },
    { units = 2, activation = "sigmoid" },
    { units = 1, activation = "sigmoid" },
]

[numbers]
W.1 = [[0.4, 0.6], [-0.3, 0.8]]
b.1 = [0.2, -0.1]
W.2 = [[0.9, -0.7], [0.35, 0.15]]
b.2 = [0.05, -0.4]
W.3 = [[1.2, -0.55]]
b.3 = [0.3]
learning_rate = 0.5
"""
FORMULAS = {
    "net_h1": "w1*i1 + w2*i2 + b_h1",
    "net_h2": "w3*i1 + w4*i2 + b_h2",
    "out_h1": "sigmoid(net_h1)",
    "out_h2": "sigmoid(net_h2)",
    "net_h3": "w5*out_h1 + w6*out_h2 + b_h3",
    "net_h4": "w7*out_h1 + w8*out_h2 + b_h4",
    "out_h3": "sigmoid(net_h3)",
    "out_h4": "sigmoid(net_h4)",
    "net_o1": "w9*out_h3 + w10*out_h4 + b_o1",
    "out_o1": "sigmoid(net_o1)",
    "delta_o1": "(out_o1 - target_o1)*out_o1*(1 - out_o1)",
    "delta_h4": "delta_o1*w10*out_h4*(1 - out_h4)",
    "delta_h1": "(delta_h3*w5 + delta_h4*w7)*out_h1*(1 - out_h1)",
    "dE/dw10": "delta_o1*out_h4",
    "dE/dw9": "delta_o1*out_h3",
    "w9_new": "w9 - eta*dE/dw9",
    "w10_new": "w10 - eta*dE/dw10",
}


def results() -> dict[str, float]:
    """What these come to, but for the formulas of the sheet."""

    def sigmoid(z: float) -> float:
        return 1 / (1 + exp(-z))

    net = {"h1": 0.4 * 1 - 0.6 * 0.5 + 0.2, "h2": -0.3 * 1 - 0.8 * 0.5 - 0.1}
    out = {one: sigmoid(value) for one, value in net.items()}
    net["h3"] = 0.9 * out["h1"] - 0.7 * out["h2"] + 0.05
    net["h4"] = 0.35 * out["h1"] + 0.15 * out["h2"] - 0.4
    out |= {one: sigmoid(net[one]) for one in ("h3", "h4")}
    net["o1"] = 1.2 * out["h3"] - 0.55 * out["h4"] + 0.3
    out["o1"] = sigmoid(net["o1"])
    delta = {"o1": (out["o1"] - 1) * out["o1"] * (1 - out["o1"])}
    delta["h3"] = delta["o1"] * 1.2 * out["h3"] * (1 - out["h3"])
    delta["h4"] = delta["o1"] * -0.55 * out["h4"] * (1 - out["h4"])
    back = delta["h3"] * 0.9 + delta["h4"] * 0.35
    delta["h1"] = back * out["h1"] * (1 - out["h1"])
    known = {f"net_{one}": value for one, value in net.items()}
    known |= {f"out_{one}": value for one, value in out.items()}
    known |= {f"delta_{one}": value for one, value in delta.items()}
    known["dE/dw10"] = delta["o1"] * out["h4"]
    known["dE/dw9"] = delta["o1"] * out["h3"]
    known["w9_new"] = 1.2 - 0.5 * known["dE/dw9"]
    return known | {"w10_new": -0.55 - 0.5 * known["dE/dw10"]}


KNOWN = results()
SHEET = "".join(f"{one} = {FORMULAS[one]} = {KNOWN[one]:.5f}\n" for one in FORMULAS)
ALONE = "".join(f"{one} = {KNOWN[one]:.5f}\n" for one in FORMULAS)


@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    path = tmp_path / "layers.toml"
    path.write_text(EXERCISE)
    return path


@pytest.mark.parametrize("sheet", [SHEET, ALONE])
def test_right_sheets_hold(sheet: str, exercise: Path) -> None:
    report = derive.verify(sheet, exercise=exercise)
    assert report.holds
    assert not any(one.verdict == "no claim" for one in report.claims)


@pytest.mark.parametrize(
    ("right", "wrong", "name"),
    [
        ("w5*out_h1 + w6", "w6*out_h1 + w5", "net_h3"),
        ("w10*out_h4*(1", "w9*out_h4*(1", "delta_h4"),
        ("delta_o1*out_h4 ", "delta_o1*out_h3 ", "dE/dw10"),
        ("w10 - eta", "w10 + eta", "w10_new"),
        (f"{KNOWN['net_h4']:.5f}", f"{KNOWN['net_h3']:.5f}", "net_h4"),
    ],
)
def test_slips_are_found(right: str, wrong: str, name: str, exercise: Path) -> None:
    assert right in SHEET
    found = derive.verify(SHEET.replace(right, wrong), exercise=exercise).findings
    assert found[0].line == list(FORMULAS).index(name) + 1


@pytest.mark.parametrize("name", ["net_h4", "delta_h1", "dE/dw10", "w10_new"])
def test_slips_of_results_alone_are_found(name: str, exercise: Path) -> None:
    right = f"{name} = {KNOWN[name]:.5f}"
    found = derive.verify(ALONE.replace(right, f"{name} = 0.31416"), exercise=exercise).findings
    assert found[0].line == list(FORMULAS).index(name) + 1
