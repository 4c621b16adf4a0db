"""Functions with arguments parted by semicolons, or with too few or too many: never a crash."""

import pytest

import derive

RIGHT = """$u_1 = \\max(0; 0{,}75) = 0{,}75$ and $u_2 = \\max(0; -0{,}25) = 0$.

$s = \\max\\{0{,}2; 0{,}75; 0{,}5\\} = 0{,}75$, $i = \\min(0{,}2; 0{,}75) = 0{,}2$.
"""


def test_semicolons_part_arguments_beside_decimal_commas() -> None:
    assert derive.verify(RIGHT).holds
    for right, wrong in (("= 0{,}75$ and", "= 0{,}57$ and"), ("= 0{,}2$", "= 0{,}75$")):
        (found,) = derive.verify(RIGHT.replace(right, wrong)).findings
        assert found.verdict == "wrong"


def test_of_a_matrix_alone_its_greatest_entry() -> None:
    matrix = "\\begin{pmatrix} 0.4 & 3 \\\\ 2 & 1 \\end{pmatrix}"
    assert derive.verify(f"$m = \\max({matrix}) = 3$").holds
    assert not derive.verify(f"$m = \\max({matrix}) = 2$").holds


@pytest.mark.parametrize(
    "function",
    ["\\max", "\\min", "abs", "sign", "step", "softmax", "diag", "mean", "norm", "relu", "np.dot",
     "\\exp", "\\log_2", "pow", "ReLU"],
)  # fmt: skip
@pytest.mark.parametrize(
    "arguments", ["", "z_1", "0; z_1", "0, z_1, 1", "z", "0; z", "W, z", "1, 2; 3", "[1, 2], [3]"]
)
def test_any_number_of_arguments_gets_an_answer(function: str, arguments: str) -> None:
    text = f"$h_1 = {function}({arguments}) = 0.5$, $\\partial h_1/\\partial z_1 = {function}'(0)$"
    for exercise in (None, "leaky-relu"):
        derive.verify(text, exercise=exercise)
