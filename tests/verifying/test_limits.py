"""What is nearly so in a limit defines nothing and is not disproved: p ≈ (1 + z/T)/K."""

import pytest

import derive

SHEET = r"""
Scores $s_i$, soft labels $q_i$ with $\sum_i q_i = 1$, temperature $T$:

$$p_i = \frac{e^{s_i/T}}{\sum_n e^{s_n/T}}, \qquad C = -\sum_i q_i \log p_i$$

For large $T$ we have $p_i \approx \frac{1}{N} (1 + \frac{s_i}{T})$ and
$q_i \approx \frac{1}{N} (1 + \frac{r_i}{T})$, and for small $x$ also $\tanh x \approx x$.

$$\frac{\partial C}{\partial s_j} = \frac{1}{T} (p_j - q_j)$$

$$\frac{\partial C}{\partial s_j} \approx \frac{1}{N T^2} (s_j - r_j)$$

$$\frac{\partial C}{\partial T} = \frac{1}{T^2} \sum_i (q_i - p_i) s_i$$

With $\sinh x \approx x$ we get $\frac{d}{dx} \sinh x \approx 1$.
"""


def verdicts(text):
    return {one.line: one.verdict for one in derive.verify(text).claims}


def test_right_lines_hold():
    found = verdicts(SHEET)
    assert derive.verify(SHEET).holds
    assert found[9] == found[13] == "holds"
    assert found[11] == found[7] == "no claim"


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        (r"\frac{1}{T} (p_j - q_j)", "p_j - q_j", 9),
        (r"\frac{1}{T} (p_j - q_j)", r"\frac{1}{T} (q_j - p_j)", 9),
        (r"\sum_i (q_i - p_i)", r"\sum_i (p_i - q_i)", 13),
        (r"\frac{1}{T^2} \sum_i", r"\frac{1}{T} \sum_i", 13),
    ],
)
def test_a_slip_is_found_at_its_line(right, slip, line):
    assert right in SHEET
    found = derive.verify(SHEET.replace(right, slip)).findings
    assert [(one.line, one.verdict) for one in found] == [(line, "wrong")]
