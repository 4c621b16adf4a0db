"""Parameters told a second time where no network is known: new values under words that say so."""

import pytest

import derive

HEADINGS = [
    "## Update with learning rate 0.4\n\n",
    "**Neue Gewichte** (nach dem Lernschritt)\n\n",
    "After one step we have ",
    "## Gradient step\n\nThis gives\n\n",
    "The new weights are:\n\n",
]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize(
    "told", ["$w_1 = 0.52$, $w_2 = -0.34$", "| $w_1$ | $w_2$ |\n|---|---|\n| 0.52 | -0.34 |"]
)
def test_new_values_are_no_claim(heading: str, told: str) -> None:
    given = "# Exercise\n\nWeights $w_1 = 0.5$ and $w_2 = -0.3$.\n\n$g = 0.2 \\cdot 0.4 = 0.08$\n\n"
    assert derive.verify(f"{given}{heading}\n\n{told}").holds
    assert not derive.verify(f"{given}## So far\n\n{told}").holds


def test_a_list_of_its_entries_is_given_as_well() -> None:
    given = "# Exercise\n\nweights $v = (v_0, v_1) = (0.3, -1.1)$\n\n"
    assert derive.verify(f"{given}## Update\n\n$v = (0.4, -1.0)$").holds
    assert not derive.verify(f"{given}## Result\n\n$v = (0.4, -1.0)$").holds


def test_a_new_value_that_was_worked_out_stays() -> None:
    given = "Weight $w = 0.5$, $\\eta = 0.1$.\n\n## Update\n\n$w = 0.5 - 0.1 \\cdot 0.2 = 0.48$\n\n"
    assert derive.verify(f"{given}The new weight is $w = 0.48$.").holds
    (found,) = derive.verify(f"{given}The new weight is $w = 0.84$.").findings
    assert found.right == "0.84"
