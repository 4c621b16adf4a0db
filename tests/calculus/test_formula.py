"""Formulas: what the grammar reads, what it refuses, and that it never does anything else."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.formula import (
    Binary,
    Call,
    Choice,
    Name,
    Negative,
    Node,
    Num,
    parse,
)
from derive.errors import FormulaError


def shown(node: Node) -> str:
    """The tree with every bracket written, so that a table can say what was understood."""
    match node:
        case Num(value):
            return str(value)
        case Name(name):
            return name
        case Negative(argument):
            return f"[-{shown(argument)}]"
        case Call(function, arguments):
            return f"{function}({','.join(map(shown, arguments))})"
        case Binary(operator, left, right):
            return f"[{shown(left)}{operator}{shown(right)}]"
        case Choice(then, left, comparison, right, otherwise):
            condition = f"{shown(left)}{comparison}{shown(right)}"
            return f"[{shown(then)} if {condition} else {shown(otherwise)}]"


UNDERSTOOD = {
    "z": "z",
    " z ": "z",
    "pi": "pi",
    "3": "3",
    "0.10": "1/10",
    ".5": "1/2",
    "2.": "2",
    "1e-3": "1/1000",
    "1.5E+2": "150",
    "-z": "[-z]",
    "--z": "[-[-z]]",
    "-z^2": "[-[z^2]]",
    "(-z)^2": "[[-z]^2]",
    "2^-z": "[2^[-z]]",
    "2^-z*3": "[[2^[-z]]*3]",
    "2^-z^2": "[2^[-[z^2]]]",
    "z**2": "[z^2]",
    "2^3^2": "[2^[3^2]]",
    "1-2-3": "[[1-2]-3]",
    "1/2/3": "[[1/2]/3]",
    "1+2*z^3": "[1+[2*[z^3]]]",
    "-z*2": "[[-z]*2]",
    "2*-z": "[2*[-z]]",
    "z - -1": "[z-[-1]]",
    "(1+z)*2": "[[1+z]*2]",
    "ln(z)": "log(z)",
    "max(z,0,1)": "max(z,0,1)",
    "min(0.1*z, z)": "min([1/10*z],z)",
    "abs(z)": "abs(z)",
    "z if z > 0 else 0": "[z if z>0 else 0]",
    "z if z>=1 else z^2 if z<0 else 1": "[z if z>=1 else [[z^2] if z<0 else 1]]",
    "2*(z if z <= 0 else 1)+1": "[[2*[z if z<=0 else 1]]+1]",
    "-1 if z + 1 < 2*z else 1": "[[-1] if [z+1]<[2*z] else 1]",
    "exp(z if z > 0 else 1)": "exp([z if z>0 else 1])",
    "z\n+ 1": "[z+1]",
    "z^64": "[z^64]",
    "z^(-64)": "[z^[-64]]",
    "(1+z+z^2)^64": "[[[1+z]+[z^2]]^64]",
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_understood(text: str) -> None:
    assert shown(parse(text, ("z",))) == UNDERSTOOD[text]


def test_numbers_are_exact() -> None:
    assert parse("0.1", ()) == Num(Fraction(1, 10))
    assert parse("1e300", ()) == Num(Fraction(10**300))


@pytest.mark.parametrize("row", [row for row in ACTIVATIONS.values() if row.entrywise], ids=str)
def test_every_activation_is_a_formula(row: object) -> None:
    parse(row.value, ("z", *row.constants))  # type: ignore[attr-defined]


REFUSED = {
    "": "found the end at character 1, expected a number, a name",
    "2z": 'missing "*" at character 2: write "2*z"',
    "2 exp(z)": 'missing "*" at character 3: write "2*exp"',
    "2e": "at character 2",
    "z z": 'missing "*" at character 3: write "z*z"',
    "z(2)": 'missing "*" at character 2: write "z*("',
    "(z)(z)": 'missing "*" at character 4: write ")*("',
    "(z": 'found the end at character 3, expected an operator or ")"',
    "z)": 'found ")" at character 2, expected an operator or the end',
    "z+": "found the end at character 3",
    "*z": 'found "*" at character 1',
    "+z": 'found "+" at character 1',
    "z++z": 'found "+" at character 3',
    "zz + x": 'unknown name "zz" at character 1: did you mean "z"?',
    "z+x": 'unknown name "x" at character 3: known: "z", "pi"',
    "__import__('os')": 'found "\'" at character 12',
    "__import__(z)": 'unknown function "__import__" at character 1: known: "exp"',
    "expp(z)": 'unknown function "expp" at character 1: did you mean "exp"?',
    "exp z": 'found "z" at character 5, expected "(" after exp',
    "exp()": 'found ")" at character 5',
    "exp(z,z)": "exp at character 1 takes one argument, found 2",
    "max(z)": "max at character 1 takes two or more arguments, found 1",
    "z > 0": 'found ">" at character 3, expected an operator or the end of the formula: a comp',
    "z if z": "found the end at character 7, expected a comparison",
    "z if z > 0": 'expected an operator or "else"',
    "z if 0 < z < 1 else 0": 'found "<" at character 12, expected an operator or "else"',
    "z else 1": 'found "else" at character 3',
    "z = 0": 'found "=" at character 3',
    "z; 1": 'found ";" at character 2',
    "z.real": 'found "." at character 2',
    "z[0]": 'found "[" at character 2',
    "2·z": 'found "·" at character 2: write "*"',
    "\u22121": 'at character 1: write "-"',
    "z\x00": "found U+0000 at character 2",
    "\ud800": "found U+D800 at character 1",
    "z^65": "a constant exponent is at most 64 in magnitude, found a larger one after character 2",
    "z^-65": "at most 64",
    "z**(8*9)": "at most 64",
    "z^sqrt(10^40)": "at most 64",
    "2^10^300": "at most 64",
    "z^exp(exp(exp(9)))": "at most 64",
    "z^(1/0)": "the exponent after character 2 has no value",
    "z^log(0)": "has no value",
    "((z^64)^64)^64": "powers of powers",
    "1" * 41: "a number has at most 40 digits, found 41 at character 1",
    "z+1e301": 'the exponent of a number is at most 300 in magnitude, found "301" at character 3',
    "1e-" + "9" * 1900: "at most 300",
    "(" * 41 + "z" + ")" * 41: "nested deeper than 40 levels at character 41",
    "-" * 100 + "z": "nested deeper than 40",
    "^".join("z" * 60): "nested deeper than 40",
    "+".join("1" * 300): "at most 400 numbers, names and operators",
    "z" * 2001: "at most 2000 characters, found 2001",
    "q" * 100: 'unknown name "' + "q" * 37 + '..." at character 1',
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text)[:30])
def test_refused(text: str) -> None:
    with pytest.raises(FormulaError) as raised:
        parse(text, ("z",))
    assert REFUSED[text] in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


PIECES = [*"z0123456789.+-*/^(),<>= ", "**", "exp(", "max(", " if ", " else ", "pi", "e5", "x", "²"]


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        tree = parse(text, ("z",))
    except FormulaError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert shown(tree)


LEAVES = st.one_of(st.integers(0, 99).map(lambda value: Num(Fraction(value))), st.just(Name("z")))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(Negative, inner),
        st.builds(lambda argument: Call("exp", (argument,)), inner),
        st.builds(Choice, inner, inner, st.sampled_from([">", "<="]), inner, inner),
    ),
    max_leaves=12,
)


def written(node: Node) -> str:
    """The formula of a tree, every operand in parentheses."""
    match node:
        case Negative(argument):
            return f"-({written(argument)})"
        case Binary(operator, left, right):
            return f"({written(left)}){operator}({written(right)})"
        case Call(function, arguments):
            return f"{function}({written(arguments[0])})"
        case Choice(then, left, comparison, right, otherwise):
            condition = f"({written(left)}) {comparison} ({written(right)})"
            return f"({written(then)}) if {condition} else ({written(otherwise)})"
    return shown(node)


@settings(deadline=None)
@given(TREES)
def test_written_then_read_back_is_the_same(tree: Node) -> None:
    assert parse(written(tree), ("z",)) == tree


def test_a_long_chain_stays_walkable() -> None:
    chain = parse("+".join("z" * 200), ("z",))
    assert chain == parse("+".join("z" * 200), ("z",))
    assert math.isfinite(len(repr(chain)))
