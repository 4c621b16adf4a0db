"""What numbers tell of weights: a gradient in their place is a slip, not what the letter means."""

import derive
from derive.resources import exercises

# the step of the exercise: σ(0.2) = 0.549834, δ2 = (-0.113937, 0.134370), so that the gradient by
# W2 has the rows -0.062647 and 0.073881, and W1 becomes 0.1 - 0.000506 where an input is 1
SHEET = r"""
The weights after the step:

$$W^{[1]} = \begin{pmatrix} 0.09949 & 0.09949 & 0.1 & 0.1 & 0.1 \\ 0.09949 & 0.09949 & 0.1 & 0.1 & 0.1 \\ 0.09949 & 0.09949 & 0.1 & 0.1 & 0.1 \end{pmatrix}$$

$$W^{[2]} = \begin{pmatrix} -0.062647 & -0.062647 & -0.062647 \\ 0.073881 & 0.073881 & 0.073881 \end{pmatrix}$$

$$b^{[2]} = \begin{pmatrix} 0.1139 \\ -0.1344 \end{pmatrix}$$
"""  # noqa: E501


def test_gradients_in_the_place_of_weights_are_wrong_and_the_right_weights_hold() -> None:
    report = derive.verify(SHEET, exercise=exercises()["lecture-sigmoid"])
    assert [one.line for one in report.findings] == [6]
    assert [one.verdict for one in report.claims if one.line == 4] == ["holds as shown"]
