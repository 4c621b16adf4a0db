r"""A sheet's own commands are put in where they are used, within bounds."""

import time

import pytest
from verifying.harness import exercise, judged, own_sheet

import derive

DEFINED = r"""
$\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}\newcommand{\w}{w_{1}}$
\def\half{\frac{1}{2}} \DeclareMathOperator{\relu}{ReLU} \newcommand\bold[1]{\mathbf{#1}}
\newcommand{\mult}[2][2]{#1 \cdot #2} \def\slope#1#2{\pd{#1}{#2}}

$x = 2$, $\w = 0.5$, $t = 3$, $\eta = 0.1$

$$z = \w x = 0.5 \cdot 2 = 1, \quad a = \relu(z) = 1, \quad L = \half (a - t)^2 = 2$$
"""


def verdicts(line: str) -> list[str]:
    report = derive.verify(DEFINED + line)
    last = line.count("\n") + DEFINED.count("\n")
    return [one.verdict for one in report.claims if one.line > last]


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (r"$$\pd{L}{a} = a - t = -2$$", 0),
        (r"$$\pd{L}{a} = t - a = -2$$", 1),
        (r"$$\pd Lz = \pd{L}{a} \pd{a}{z} = -2$$", 0),
        (r"$$\slope{L}{\w} = \slope{L}{z} x = -2 \cdot 2 = -4$$", 0),
        (r"$$\slope{L}{\w} = \slope{L}{z} x = -2 \cdot 2 = -5$$", 1),
        (r"$$\bold{z} = \half + \half = 1$$", 0),
        (r"$$\mult{3} = 6, \quad \mult[4]{3} = 12$$", 0),
        (r"$$\mult{3} = 6, \quad \mult[4]{3} = 11$$", 1),
    ],
)
def test_commands_are_put_in(line: str, wrong: int) -> None:
    found = verdicts(line)
    assert found and "unread" not in found
    assert found.count("wrong") == wrong


def test_what_is_known_keeps_its_meaning() -> None:
    report = derive.verify(
        r"\renewcommand{\dfrac}[2]{\closefraction{\rule{0pt}{2.6ex}#1}{#2}} $\dfrac{1}{2} = 0.5$"
    )
    assert [one.verdict for one in report.claims] == ["holds as shown"]


def test_commands_in_our_own_preamble_change_nothing() -> None:
    text = own_sheet("silu-gelu", "notes", "tex", "shown").text
    assert "unread" not in judged(text, exercise("silu-gelu"), "sheet.tex").summary


def test_the_last_definition_counts_and_places_are_those_of_the_sheet() -> None:
    report = derive.verify("$\\def\\a{3}$ $\\renewcommand{\\a}{2}$\n\n$\\a + \\a = 5$")
    (one,) = report.findings
    assert (one.line, one.column, one.left) == (3, 10, r"\a + \a")


@pytest.mark.parametrize(
    "text",
    [
        r"\def\a{\a\a} $\a = 2$",
        r"\newcommand{\b}[1]{\b{#1 #1}} $\b{1} = 2$",
        r"\def\a{\b\b\b\b}\def\b{\c\c\c\c}\def\c{\d\d\d\d}\def\d{\e\e\e\e}\def\e{\f\f\f\f}"
        r"\def\f{\g\g\g\g}\def\g{1111} $\a = 2$",
        "".join(rf"\def\a{chr(97 + n % 26)}{{1}}" for n in range(5000)) + "$1 = 1$",
        r"\newcommand{\a}[9]{#1#2#3#4#5#6#7#8#9} $\a = 1$ $\a{$ $\a{1}$",
        r"\newcommand{\a}{" + "{" * 5000 + r"} $\a = 1$",
        r"\def\a#1{#1#1}$" + r"\a{" * 300 + "1" + "}" * 300 + " = 1$",
    ],
)
def test_hostile_definitions_are_bounded(text: str) -> None:
    start = time.process_time()
    derive.verify(text)
    assert time.process_time() - start < 20
