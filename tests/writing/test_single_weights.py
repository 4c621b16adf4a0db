"""Single weights of a batch: each example's chain ends in its number, and the batch in theirs."""

import math
import re
from functools import reduce

import arithmetic
import pytest

from derive.teaching.solve import solve
from derive.writing.notation import styles

TEXT = """
title = "Single weights of a batch"
example = [ {{ x = [1, 2], t = [1] }}, {{ x = [0, 1], t = [0] }}, {{ x = [2, -1], t = [1] }} ]
part = [ {{ ask = ["forward", "derivative", "update"], weights = {weights} }} ]
[network]
inputs = 2
reduction = "{reduction}"
loss = "half squared error"
layer = [ {{ units = 2, activation = "tanh" }}, {{ units = 2, activation = "relu" }},
          {{ units = 1, activation = "sigmoid" }} ]
[numbers]
learning_rate = 0.5
W.1 = [[0.4, -0.2], [0.3, 0.5]]
b.1 = [0, 0.1]
W.2 = [[0.5, -0.4], [0.2, 0.1]]
b.2 = [0.2, 0]
W.3 = [[0.5, -0.4]]
b.3 = [0.2]
"""
# one path, one path without an input, two paths
WEIGHTS = ["W.2[1,1]", "b.2[2]", "W.1[2,1]"]


@pytest.fixture(scope="module", params=["sum", "mean"])
def batch(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("batch") / "batch.toml"
    path.write_text(TEXT.format(weights=WEIGHTS, reduction=request.param).replace("'", '"'))
    return path, request.param


def chains(sheet):
    """Every chain of equalities, rows joined, that begins with a derivative by one weight."""
    found = []
    for one in arithmetic.displays(sheet):
        whole = " ".join(re.sub(r"\\(?:begin|end)\{aligned\}|\\\\\n|&", "", one).split())
        if re.match(r"\\frac\{\\partial L[^=]*\\partial [wb]_\{\d+\}\^\{\(\d\)\}\} = ", whole):
            found.append(whole)
    return found


def test_each_example_and_the_batch_end_in_their_numbers(batch):
    path, reduction = batch
    sheet = solve(path, style_name="exam")
    shown = sheet.key["parts"][0]["shown"]
    wanted = []
    for weight in WEIGHTS:
        examples = [shown[f"example.{n}"][f"grad.{weight}"] for n in (1, 2, 3)]
        wanted += [*examples, shown[f"grad.{weight}"]]
    found = chains(sheet.markdown())
    assert [one.rsplit("= ", 1)[1] for one in found] == wanted
    for one in found[3::4]:
        assert one.count(r"\frac{1}{3} ") == (2 if reduction == "mean" else 0)
        assert one.count(" + ") == 4  # by name and in numbers


@pytest.mark.parametrize("style", sorted(styles()))
def test_every_sum_is_right(batch, style):
    path, _ = batch
    sheet = solve(path, style_name=style)
    digits = arithmetic.Digits(sheet.shape.digits, sheet.shape.kind, "full")
    claims = arithmetic.read(sheet.markdown(), digits, {}).claims
    assert claims
    assert [one.text for one in claims if not one.holds] == []


def product(left, right):
    columns = list(zip(*right, strict=True))
    return [
        [sum(map(float.__mul__, row, column)) for column in columns]
        for row in [[float(entry) for entry in row] for row in left]
    ]


def test_the_key_has_each_example_with_its_own_path(batch):
    path, reduction = batch
    (part,) = solve(path).key["parts"]
    assert not any(key.startswith("path.") for key in part["values"])
    for weight in WEIGHTS:
        own = []
        for one in part["examples"]:
            factors = [step["value"] for step in one["values"][f"path.{weight}"]]
            if isinstance(factors[0], list):
                factors = [[[float(entry) for entry in row] for row in one] for one in factors]
                [[value]] = reduce(product, factors)
            else:
                value = math.prod(factors)
            own.append(one["values"][f"grad.{weight}"])
            assert own[-1] == pytest.approx(value, rel=1e-9)
        whole = sum(own) / (3 if reduction == "mean" else 1)
        assert part["values"][f"grad.{weight}"] == pytest.approx(whole, rel=1e-9)
        # and this is the entry of the gradient by all weights of the layer
        kind, layer, place = re.fullmatch(r"([Wb])\.(\d)\[([\d,]+)\]", weight).groups()
        entry = part["values"][f"grad.{kind}.{layer}"]
        for at in place.split(","):
            entry = entry[int(at) - 1]
        assert entry == pytest.approx(whole, rel=1e-9)


def test_a_question_has_a_blank_for_every_factor_of_its_answer(batch):
    path, _ = batch
    sheet = solve(path, style_name="worksheet")
    asked = re.findall(r"Multiply: .*\n\n\$\$\n(.*)\n", sheet.markdown("question"))
    told = re.findall(r"Multiply: .*\n\n\$\$\n(.*)\n", sheet.markdown())
    assert asked
    for question, answer in zip(asked, told, strict=True):
        assert question.count(r"\cdot") == answer.count(r"\cdot")
