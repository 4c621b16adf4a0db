"""Printed numbers against printed numbers, and what is left of a small negative one when cut."""

import pytest

import derive


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in derive.verify(text).claims]


@pytest.mark.parametrize(
    ("line", "last"),
    [
        ("$0.2749 = 0.27$", "holds as shown"),  # cut
        ("$0.2751 = 0.28$", "holds as shown"),  # rounded
        ("$0.275 = 0.28 = 0.3$", "holds as shown"),
        ("$-0.1367 = -0.13$", "holds as shown"),
        ("$0.3 = 0.30$", "holds as shown"),
        ("$0.27 = 0.28$", "wrong"),
        ("$0.4862 = 0.487$", "wrong"),
        ("$-0.5 = 0.5$", "wrong"),
        (r"$(0.31, 0.42)^T = (0.31, 0.43)^T$", "wrong"),
        (r"$0.5 \cdot 0.2 + 0.17 = 0.27 = 0.28$", "wrong"),
    ],
)
def test_of_two_decimals_one_is_the_other_to_its_digits(line: str, last: str) -> None:
    assert verdicts(line)[-1] == last


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("$0.0408 < 0.0409$", True),
        ("$0.0409 < 0.0408$", False),
        ("$0.48 > 0.5$", False),  # a class by its threshold
        ("$0.52 > 0.5$", True),
        (r"$0.5 \geq 0.5$", True),
        (r"$-0.2 \le -0.3$", False),
        (r"$0.5 \neq 0.5$", False),
        (r"$0.5 \neq 0.6$", True),
        (r"$L_{\text{new}} = 0.3107 < 0.3106$", False),
        (r"$0.5 \cdot 0.21 < 0.11$", True),  # worked out: what digits leave open is not accused
        (r"$0.5 \cdot 0.8 < 0.11$", False),
    ],
)
def test_numbers_are_compared_as_they_are_printed(line: str, holds: bool) -> None:
    assert (verdicts(line)[-1] != "wrong") is holds


@pytest.mark.parametrize("product", [r"-0.0123 \cdot 0.7", r"(-0.09)(0.05)", r"0.02 \cdot 0.3"])
def test_what_is_nearly_zero_is_cut_to_zero(product: str) -> None:
    assert derive.verify(f"${product} = 0.00$").holds


def test_what_is_not_nearly_zero_is_not_cut_to_zero() -> None:
    assert not derive.verify(r"$-0.0323 \cdot 0.7 = 0.00$").holds


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        (r"$\sum_{k=1}^{3} k^2 = 14$", True),
        (r"$\sum_{k=1}^{3} k^2 = 13$", False),
        (r"$\sum_{i=1}^{4} i^3 = 100$", True),
        (r"$\sum_{i=1}^{4} (i^3 - 1) = 95$", False),
        (r"$\sum_{n=0}^{3} 2^n = 15$", True),
        (r"$\sum_{n=0}^{3} 2^n = 16$", False),
        ("sum_{k=1}^4 k^2 = 31", False),
    ],
)
def test_sums_of_powers_of_the_index(line: str, holds: bool) -> None:
    (found,) = derive.verify(line).claims
    assert found.verdict == ("holds" if holds else "wrong")


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        (r"$12\,000 + 1 = 12\,001$", True),
        (r"$12\,000 + 1 = 12\,002$", False),
        (r"$3 \cdot 1~500 = 4~500$", True),
        ("$1\u202f250 \\cdot 2 = 2\u202f600$", False),
        (r"$2\,500.5 - 1\,000 = 1\,500.5$", True),
        (r"$2\,x = 4$", True),  # no thousands
    ],
)
def test_thousands_stand_apart(line: str, holds: bool) -> None:
    assert derive.verify(line).holds is holds


def test_findings_have_a_length() -> None:
    right, wrong = derive.verify("$2 + 2 = 4$"), derive.verify("$2 + 2 = 5$")
    assert not right.findings
    assert len(wrong.findings) == 1 and wrong.findings[0].verdict == "wrong"
