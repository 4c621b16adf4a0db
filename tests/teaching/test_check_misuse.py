"""What `derive check` cannot answer is told in one clear line, never with a traceback."""

import subprocess
import sys
import time

import pytest

import derive
from derive.errors import DeriveError

SLOPE = {"slope_of": "sigmoid"}
VECTOR = {"gradient_of": "x^T x", "wrt": "x", "shapes": {"x": (3, 1)}}
NETWORK = {"layers": 2, "activation": "sigmoid"}
MISUSED = [  # formula, question, what the line says
    ("", SLOPE, "formula"), ("   ", SLOPE, "formula"), (None, SLOPE, "formula"),
    (b"y", SLOPE, "formula"), ("y", {}, "say what"), ("y", {**SLOPE, "layers": 2}, "say what"),
    ("y", {"slope_of": 5}, "slope_of"), ("y", {"slope_of": ""}, "slope_of"),
    ("y", {"slope_of": "sigmod"}, "sigmoid"), ("y", {**SLOPE, "wrt": 5}, "wrt"),
    ("y", {**SLOPE, "wrt": ""}, "wrt"), ("y", {**SLOPE, "given": [1]}, "given"),
    ("y", {**SLOPE, "given": {5: 1}}, "given"), ("y", {**SLOPE, "given": {"a": None}}, "given a"),
    ("y", {**SLOPE, "given": {"a": "1e9999999"}}, "given a"),
    ("y", {**SLOPE, "given": {"a": "1/0"}}, "given a"),
    ("y", {**SLOPE, "given": {"a": float("nan")}}, "given a"),
    ("2x", {"gradient_of": "x^2"}, "wrt"), ("2x", {"gradient_of": 5, "wrt": "x"}, "gradient_of"),
    ("2x", {**VECTOR, "wrt": "q"}, "holds no"), ("2x", {**VECTOR, "shapes": {"x": None}}, "shape"),
    ("2x", {**VECTOR, "shapes": [("x", 3)]}, "shapes"),
    ("2x", {**VECTOR, "shapes": {5: 3}}, "shapes"),
    ("2x", {**VECTOR, "shapes": {"x": (3, 1, 1)}}, "shape of x"),
    ("2x", {**VECTOR, "shapes": {"x": (3.0, 1)}}, "shape of x"),
    ("2x", {**VECTOR, "shapes": {"x": (True, 1)}}, "shape of x"),
    ("2x", {**VECTOR, "shapes": {"x": (10**9, 1)}}, "at most"),
    ("2x", {**VECTOR, "given": {"sum(t)": 1}}, "sum"),
    ("2x", {**VECTOR, "loss": "cross-entropy"}, "loss"),
    ("2q", VECTOR, "not known"), ("2x", {**VECTOR, "gradient_of": "x^T x x"}, "fit"),
    ("δ2 = a2", {"layers": 0}, "layers"), ("δ2 = a2", {"layers": 2.0}, "layers"),
    ("δ2 = a2", {"layers": "2"}, "layers"), ("δ2 = a2", {"layers": True}, "layers"),
    ("δ2 = a2", {"layers": 10**6}, "layers"), ("δ2 = a2", {**NETWORK, "loss": 5}, "loss"),
    ("δ2 = a2", {**NETWORK, "loss": "cross entropie"}, "cross-entropy"),
    ("δ2 = a2", {**NETWORK, "activation": "sigmod"}, "sigmoid"),
    ("δ2 = a2", {**NETWORK, "activation": ""}, "activation"),
    ("δ2 = a2", {**NETWORK, "product": "xW"}, "product"), ("W2^T δ2", NETWORK, "left side"),
    ("δ2 =", NETWORK, "beside"), ("δ9 = a2", NETWORK, "δ9"),
    ("1.2.3", SLOPE, "character 4"), ("y\0(1-y)", SLOPE, "U+0000"), ("\ud800", SLOPE, "U+D800"),
    ("__import__('os').system('true')", SLOPE, "character 1"),
    (r"\input{/etc/passwd}", SLOPE, "cannot be read"), (r"\write18{true}", SLOPE, "cannot be read"),
    ("(" * 10_000 + "z" + ")" * 10_000, SLOPE, "characters"), ("-" * 10_000 + "z", SLOPE, "deep"),
    ("1", {"slope_of": "ln(-1-z^2)"}, "no point"), ("1", {"slope_of": "1/0*z"}, "no point"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "question", "said"), MISUSED)
def test_misuse_is_told_in_one_line(formula, question, said):
    start = time.process_time()
    with pytest.raises(DeriveError) as told:
        derive.check(formula, **question)
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 250
    assert time.process_time() - start < 10


def test_the_command_ends_with_2():
    command = [sys.executable, "-m", "derive", "check", "y(1-y", "--slope-of", "sigmoid"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
