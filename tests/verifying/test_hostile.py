r"""Sheets from strangers: whatever they hold, an answer comes in bounded time, and no code is run.

Markup that does not close, nesting, towers of powers, macros, `\input`, `\write18`, NUL, bytes that
are no text. Every report is then put out in every way, where the same text must stay text.
"""

import signal
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from harness import exercise, judged

from derive.errors import DeriveError
from derive.teaching.verifying.reporting.annotate import annotated
from derive.teaching.verifying.reporting.report import VERDICTS
from derive.teaching.verifying.reporting.terminal import Look, told
from derive.teaching.written.documents import MOST_CHARACTERS, decoded
from derive.writing.notation import style

LOOK = style("lecture")
SECONDS = 60  # far more than any of these takes: it only ends what would not end


@contextmanager
def bounded():
    """Ends what hangs."""

    def stop(*_):
        raise TimeoutError(f"longer than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def survived(text, name="sheet.md"):
    """Judges a text and puts it out in every way that needs no typesetting."""
    with bounded():
        report = judged(text, exercise("two-tanh-units"), name)
        for one in report.claims:
            assert one.verdict in VERDICTS
            assert 0 <= one.offset <= one.end <= len(text)
            assert one.root is None or 0 <= one.root < len(report.claims)
        out = told(report, LOOK.words, Look())
        assert "\x1b" not in out
        assert "\x00" not in out
        for target in ("md", "tex", "html"):
            annotated(report, target, LOOK)
    return report


DEEP = 10_000
HOSTILE = {
    "braces": "$a = {{{{{ 1$ and $b = 1}}}}}$",
    "open braces": "$$\na = " + "{" * DEEP + "1\n$$",
    "braces, closed": "$$\na = " + "{" * DEEP + "1" + "}" * DEEP + "\n$$",
    "brackets": "$$\na = " + "(" * DEEP + "1" + ")" * DEEP + "\n$$",
    "fractions": "$$\na = " + r"\frac{1}{" * DEEP + "1" + "}" * DEEP + "\n$$",
    "lefts": "$$\na = " + r"\left(" * DEEP + "1" + r"\right)" * DEEP + "\n$$",
    "minuses": "$$\na = " + "-" * DEEP + "1 = 2\n$$",
    "powers of powers": "$$\na = " + "2^{" * 90 + "2" + "}" * 90 + " = 1\n$$",
    "tower": "$9^{9^{9^9}} = 1$",
    "tower, typed": "$9**9**9**9 = 1$ and $9^9^9^9 = 2$",
    "tower of sums": "$(1 + 1)^{(9 + 9)^{99}} = 3$",
    "tower in names": "$z^{(1)} = 9^{9^{9^9}} = 0.27$",
    "huge number": "$a = " + "9" * 5000 + " = 1$",
    "huge exponent": "$a = 1e999999999 = 1$ and $b = 1e-999999999 = 0$ and $10^{999999999} = 1$",
    "exponentials": "$" + "e^{" * 40 + "9" + "}" * 40 + " = 1$",
    "division by zero": r"$a = \frac{1}{0} = \frac{0}{0}$ and $\ln 0 = 1$ and $\sqrt{-1} = 1$",
    "long sum": "$" + " + ".join(["0.1"] * 4000) + " = 400$",
    "long chain": "$a " + "= 1 " * 3000 + "$",
    "wide matrix": r"$A = \begin{pmatrix} " + " & ".join(["0.5"] * 3000) + r" \end{pmatrix}$",
    "tall matrix": r"$A = \begin{pmatrix} " + r" \\ ".join(["0.5"] * 3000) + r" \end{pmatrix}$",
    "ragged matrix": r"$A = \begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}"
    r" = \begin{matrix} \end{matrix}$",
    "environments": "".join(r"\begin{aligned}" for _ in range(2000)) + " a = 1",
    "ends": "".join(r"\end{align}" for _ in range(2000)),
    "dollars": "$" * 20_000,
    "many formulas": "$a=1$ " * 2000,
    "macros": r"\def\a{\a\a}\newcommand{\b}[1]{\b{#1}} $\a = \b{1} = 2$",
    "input": r"$\input{/etc/passwd} = 1$ \include{x} $a = \write18{id} = 2$ \immediate\write18{id}",
    "catcodes": r"\catcode`\$=12 $a = 1$ \csname input\endcsname{/etc/passwd}",
    "python": "$__import__('os').system('id') = 1$ and $a = (lambda: 1)() = 2$",
    "template": "<< 7 * 7 >> <% for x in y %> {{ 7 * 7 }} $a << 1 = 2 >>$ <# x #>",
    "html": "<script>alert(1)</script> $a < b = \"><img src=x onerror=alert(1)> = 1$",
    "typst": '#read("/etc/passwd") $#read("/etc/passwd") = 1$ #range(1000000000)',
    "nul": "$a = 1\x00 = 2$ \x00\x00 $\x00$",
    "controls": "".join(chr(k) for k in range(32)) + "$a = \x1b[2J\x07 1 = 3$",
    "right to left": "$a \u202e= 1\u202c = 2$ \u2066 $x\u200b = 1$",
    "combining": "$" + "a" + "\u0301" * 5000 + " = 1$",
    "mathematical": "$\U0001d416 = ½ = ² = ₂ = √2 = ∑ = ∫ = ∞$",
    "private": "$a = 1$ \U000f0000 \U000f0001 \ue000 $b = 2$",
    "fences": "```math\na = 1\n" * 300,
    "comments": "<!-- $a = 1$ " * 300,
    "signs": "$= = = \\approx \\ne < > \\le$ and $=$ and $a =$ and $= b$",
    "labels": "$$\n" + "\\text{" * 400 + "\n$$",
    "nothing": "",
    "spaces": " \n\t" * 5000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_sheet_is_answered(name):
    for ending in ("md", "tex"):
        survived(HOSTILE[name], f"sheet.{ending}")


def test_a_tower_of_powers_is_not_worked_out():
    """Neither right nor wrong can be known: it is left unread, and what follows is read."""
    report = survived("$a = 9^{9^{9^9}}$ and then $1 + 1 = 3$")
    assert [one.verdict for one in report.claims if one.left == "1 + 1"] == ["wrong"]


def test_reading_goes_on_behind_what_is_not_understood():
    report = survived(r"First $\frac{1 = 2$, then $2 \cdot 3 = 7$.")
    assert [one.verdict for one in report.claims][-1] == "wrong"
    assert "unread" in report.summary


def test_a_sheet_that_is_larger_than_any_is_refused_in_one_line():
    with bounded(), pytest.raises(DeriveError) as caught:
        judged("$a = 1$ " * (5_000_000 // 8), exercise("two-tanh-units"), "sheet.md")
    assert str(MOST_CHARACTERS) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_large_sheet_without_formulas_is_answered():
    assert survived("words " * (MOST_CHARACTERS // 6)).claims == ()


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_bytes_that_are_no_text(data):
    survived(decoded(data))
    survived(f"$${decoded(data)}$$")


_PARTS = r"""
$ $$ \[ \] \( \) { } ( ) [ ] ^ _ & \\ = \approx < \le + - \cdot \odot \frac \sqrt \boxed \quad
\begin{pmatrix} \end{pmatrix} \begin{aligned} \end{aligned} \begin{cases} \end{cases} \underbrace
\left( \right) \sum_{k=1}^{2} \partial \sigma' \tanh \delta^{(2)} W^{(1)} x z_1^{(1)} h 0.5 -0.18
0.27 2 1e9 \text{if} % # ``` <!-- --> | ' , : ; \top T \leftarrow \eta e \ln é 日 \
"""
PARTS = st.sampled_from([*_PARTS.split(), "\n", "\n\n", " ", "\x00", "```math\n"])


@given(st.lists(PARTS, max_size=60).map("".join))
@example(r"\partial\leftarrow\leftarrow")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_heap_of_parts_is_answered(text):
    survived(text)
    survived(f"$$\n{text}\n$$")


@given(st.lists(PARTS, max_size=20).map("".join), st.integers(0, 5000))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_right_sheet_with_something_put_in(parts, place):
    survived(f"{RIGHT[:place]}{parts}{RIGHT[place:]}")


RIGHT = r"""
$$
W^{(1)} = \begin{pmatrix} 0.3 & -0.1 \\ 0.2 & 0.4 \end{pmatrix}
$$
and $x = \begin{pmatrix} 0.5 \\ -0.2 \end{pmatrix}$ give
\begin{align}
z^{(1)} &= W^{(1)} x + b^{(1)} \\
        &= \begin{pmatrix} 0.27 \\ -0.18 \end{pmatrix} \\
h^{(1)} &= \tanh(z^{(1)}) = \begin{pmatrix} 0.2636 \\ -0.1781 \end{pmatrix}
\end{align}
"""
