"""Words between statements, slices, verbatim text, matrices that are free, and what is too deep."""

from __future__ import annotations

import pytest

import derive


def verdicts(text):
    return [one.verdict for one in derive.verify(text).claims]


# words between two statements --------------------------------------------------------------------
@pytest.mark.parametrize(
    "between",
    [r"\quad\text{and}\quad", r"\mbox{ and }", r"\text{ where }", r"\quad\text{with }",
     r"\ \text{also}\ ", r", \quad\text{wobei}\quad", r"\text{ und }", r"\text{ mit }",
     r"\mathrm{and}", r"\textrm{ so that }", r"\text{ and hence }"],
)  # fmt: skip
@pytest.mark.parametrize(("result", "verdict"), [("7", "wrong"), ("6", "holds")])
def test_words_part_two_statements(between, result, verdict):
    assert verdicts(f"$$2+2=4 {between} 3+3={result}$$") == ["holds", verdict]


def test_three_statements():
    text = r"$2+2=4 \text{ and } 3+3=7 \text{ and } 1+1=2$"
    assert verdicts(text) == ["holds", "wrong", "holds"]


def test_conditions_stay_conditions():
    softmax = r"With $p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$: "
    for behind in (r" \text{ where } i=j$", "$ for $i=j$", "$, if $i = j$."):
        text = softmax + r"$\frac{\partial p_i}{\partial z_j} = p_i(1-p_i)" + behind
        assert verdicts(text)[:2] == ["holds", "holds"]
        text = softmax + r"$\frac{\partial p_i}{\partial z_j} = p_i(1+p_i)" + behind
        assert verdicts(text)[:2] == ["holds", "wrong"]


# environments ------------------------------------------------------------------------------------
ROWS = [
    r"$$\begin{aligned}[t] 2+2&=4\\ 3+3&=7\end{aligned}$$",
    r"$$\begin{aligned}[b] 2+2&=4\\ 3+3&=7\end{aligned}$$",
    "\\begin{flalign}\n&2+2=4&\\\\\n&3+3=7&\n\\end{flalign}",
    "\\begin{flalign*}\n2+2&=4&&\\\\\n3+3&=7\n\\end{flalign*}",
    "\\begin{dmath}\n2+2=4\n\\end{dmath}\n\\begin{dmath*}\n3+3=7\n\\end{dmath*}",
]


@pytest.mark.parametrize("text", ROWS)
def test_rows_of_such_environments_are_read(text):
    assert verdicts(text) == ["holds", "wrong"]


VERBATIM = [
    "\\begin{verbatim}\n$3+3=7$\n\\[1=2\\]\n\\end{verbatim}",
    "\\begin{lstlisting}[language=Python]\n# $3+3=7$\n\\end{lstlisting}",
    "\\begin{minted}{python}\n$3+3=7$\n\\end{minted}",
    r"\verb|$3+3=7$|",
    r"\lstinline!$3+3=7$!",
]


@pytest.mark.parametrize("text", VERBATIM)
def test_what_is_printed_as_it_stands_is_no_claim(text):
    whole = f"\\documentclass{{article}}\n\\begin{{document}}\n{text}\n$1+1=3$\n\\end{{document}}"
    (claim,) = derive.verify(whole).claims
    assert (claim.verdict, claim.offset) == ("wrong", whole.index("=3$"))


# names and brackets ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "right"),
    [(r"$x=\begin{bmatrix}1\\-1\end{bmatrix}$, $\langle x,x\rangle = 2$", True),
     (r"$x=\begin{bmatrix}1\\-1\end{bmatrix}$, $\langle x,x\rangle = 3$", False),
     (r"$x=(1,2), y=(3,4)$, $\langle x, y\rangle = 11$", True),
     (r"$x=(1,2), y=(3,4)$, $\langle x, y\rangle = 12$", False),
     (r"$X_{:,1} = \begin{pmatrix}1\\2\end{pmatrix}$, $X_{:,1}^T X_{:,1} = 5$", True),
     (r"$X_{:,1} = \begin{pmatrix}1\\2\end{pmatrix}$, $X_{:,1}^T X_{:,1} = 6$", False),
     (r"$x=(0.5\ \ {-0.3})$, $2x=(1\ \ {-0.6})$", True),
     (r"$x=(0.5\ \ {-0.3})$, $2x=(1\ \ {-0.7})$", False)],
)  # fmt: skip
def test_brackets_and_slices(text, right):
    report = derive.verify(text)
    assert report.holds is right
    assert "unread" not in [one.verdict for one in report.claims]


def test_slices_are_names():
    assert verdicts("$G_{n,:} = H_{n,:}$") == ["no claim"]


# sizes -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "verdict"),
    [(r"$e^{-100000}=0.000$", "holds as shown"), (r"$e^{-100000}=0.001$", "wrong"),
     (r"$1-e^{-100000}=1.000$", "holds as shown"), (r"$e^{100000}=5$", "wrong"),
     (r"$\frac{1}{1+e^{100000}} = 0.0000$", "holds as shown"), (r"$e^{e^{13}}=2$", "wrong"),
     (r"$\ln(e^{99999})=99998$", "wrong"), (f"${'2^-' * 95}1 = 2$", "wrong")],
)  # fmt: skip
def test_numbers_far_out_have_a_value(text, verdict):
    assert verdicts(text) == [verdict]


DEEP = ["1/", r"\sin ", "9^", "2^-", r"\sqrt", "-", r"\ln\exp ", r"\frac1", "f'", "W^T", "1-1/"]


@pytest.mark.parametrize("count", [90, 250, 500])
@pytest.mark.parametrize("part", DEEP)
def test_what_is_too_deep_is_one_unread_formula(part, count):
    text = f"$1+1=3$\n\n${part * count}1 = 2$\n\n$2+2=5$"
    found = derive.verify(text).claims
    assert [found[0].verdict, found[-1].verdict] == ["wrong", "wrong"]
    assert len(found) == 3
    if count == 500 and part in DEEP[:5]:
        assert (found[1].verdict, found[1].line, found[1].column) == ("unread", 3, 2)


LONG = [f"${'(' * 10_000}{')' * 10_000} = 2$", f"${'1+' * 12_000}1=2$", f"\\({'1+' * 12_000}1=2\\)"]


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("after", ["", "\n\n$1+1=3$"])
def test_what_is_too_long_is_one_unread_formula(text, after):
    found = derive.verify(text + after).claims
    assert [one.verdict for one in found] == ["unread", "wrong"][: 1 + bool(after)]
    assert (found[0].line, found[0].column) == (1, 2 if text[0] == "$" else 3)


def test_a_price_in_a_long_line_is_none():
    assert verdicts("It costs 5$ " + "and so on " * 3_000 + "\n\n$1+1=3$") == ["wrong"]


# matrices without data ---------------------------------------------------------------------------
NEVER = [
    r"W^T\delta = \delta W^T", "AB = BA", "(AB)^T = A^TB^T", "A^T = A", "A^TA = AA^T",
    r"\mathbf{x}\mathbf{y}^T = \mathbf{y}\mathbf{x}^T", r"\delta W = W\delta", r"A\odot B = AB",
    "XW + b = WX + b", "Wx = xW", "x^TAx = x A x^T", r"\vec a\vec b^T = \vec b\vec a^T",
]  # fmt: skip
TRUE = ["(AB)^T = B^TA^T", "A+B = B+A", "A(BC)=(AB)C", "(A+B)D = AD+BD", "x^Ty=y^Tx", "2A=A+A",
        "(A^T)^T=A", r"A\odot B=B\odot A", "(Wx)^T = x^TW^T", "ab=ba", "wx+b=xw+b"]  # fmt: skip


@pytest.mark.parametrize("formula", NEVER)
def test_what_holds_of_numbers_only_is_not_said_to_hold(formula):
    (verdict,) = verdicts(f"${formula}$")
    assert verdict in ("wrong", "no claim")
    if formula in NEVER[:5]:
        assert verdict == "wrong"


@pytest.mark.parametrize("formula", TRUE)
def test_what_holds_of_matrices_holds(formula):
    assert verdicts(f"${formula}$") == ["holds"]


def test_what_is_supposed_is_not_wrong():
    assert verdicts("Suppose that $A^T = A$.") == ["no claim"]


# what is told ------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["$5>7$", r"$5 \ge 7$", "$3 < 2$"])
def test_no_line_is_called_right_that_is_not(text):
    (claim,) = derive.verify(text).claims
    assert (claim.verdict, claim.expected) == ("wrong", None)


@pytest.mark.parametrize("text", [r"$\tanh(0.5)=0.9$", r"$\ln 0.5=-0.9$", r"$\tanh(0.5)=0.93$"])
def test_no_slip_is_told_from_one_digit(text):
    (claim,) = derive.verify(text).claims
    assert (claim.verdict, claim.slip) == ("wrong", None)


def test_a_known_function_is_what_everybody_knows() -> None:
    for line, verdict in ((r"1 + e^{-z}", "holds"), (r"1 - e^{-z}", "wrong")):
        claims = derive.verify(rf"$\sigma(z) = \frac{{1}}{{{line}}}$").claims
        assert [one.verdict for one in claims] == [verdict]


@pytest.mark.parametrize(
    "claim", ["$10^{400} = 10^{401}$", "$123456789 = 123456790$", "$1/3 = 0.3333333334$"]
)
def test_what_is_far_out_or_nearly_right_is_wrong(claim):
    assert [one.verdict for one in derive.verify(claim).claims] == ["wrong"]
