r"""Checks of shapes, (m × n)(n × q) = m × q, claim nothing of numbers; products of numbers do."""

import pytest

import derive

DEFINED = "$n$ examples lie in the rows of $X$, and $Y = X W$.\n\n"


def verdicts(line: str) -> list[str]:
    return [one.verdict for one in derive.verify(DEFINED + line).claims][1:]


@pytest.mark.parametrize(
    "check",
    [
        r"$(m \times n)(n \times q) = m \times q$",
        r"$(N × d)(d × h) = N × h$",
        r"$[N × d] · [d × h] = [N × h]$",
        r"$N \times h = (N \times d)(d \times h)$",
        r"$(d \times N)^\top (d \times h) = N \times h$",
        r"$(a \times b)(b \times c)(c \times d) = (a \times c)(c \times d) = a \times d$",
        r"$m \times n \cdot n \times q = m \times q$",
        r"$(m \times (n + 1))((n + 1) \times q) = m \times q$",
        r"$(2 \times 3)(3 \times 4) = 2 \times 4$",
        "(N x d)(d x h) = (N x h)",
    ],
)
def test_a_check_of_shapes_claims_nothing(check):
    assert set(verdicts(check)) == {"no claim"}


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (r"$(2 \times 3)(3 \times 4) = 6 \times 12$", "holds"),
        (r"$(2 \times 3)(3 \times 4) = 3 \times 4$", "wrong"),
        (r"$(2 \times 3)(4 \times 5) = 2 \times 5$", "wrong"),
        (r"$2 \times 3 \cdot 3 \times 4 = 2 \times 4$", "wrong"),
        (r"$2 \times 4 = 3 \times 4$", "wrong"),
    ],
)
def test_products_of_numbers_are_judged(line, verdict):
    assert verdicts(line) == [verdict]
