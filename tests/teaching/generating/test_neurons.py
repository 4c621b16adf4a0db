"""Neurons in another order: the same network, told in another way."""

import pytest

from derive.errors import DeriveError
from derive.teaching.generating.frame import frame
from derive.teaching.generating.recipe import loads
from derive.teaching.solve import solve

RECIPE = """
example = [ {{ x = [0.5, -0.7], t = [1] }} ]
part = [ {{ ask = ["forward", "loss", "backward", "update"] }} ]
[network]
inputs = 2
loss = "half squared error"
product = "{product}"
fold_bias = {folded}
layer = [ {{ units = 3, activation = "tanh" }}, {{ units = 1, activation = "sigmoid" }} ]
[numbers]
learning_rate = 0.5
{numbers}
[variants]
neurons = [1]
"""
PLAIN = "W.1 = [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]\nb.1 = [1, 2, 3]\nW.2 = [[7, 8, 9]]\nb.2 = [4]"
TURNED = (
    "W.1 = [[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]\nb.1 = [1, 2, 3]\nW.2 = [[7], [8], [9]]\nb.2 = [4]"
)
FOLDED = "W.1 = [[1, 0.1, 0.2], [2, 0.3, 0.4], [3, 0.5, 0.6]]\nW.2 = [[4, 7, 8, 9]]"
KINDS = [("W x", "false", PLAIN), ("W^T x", "false", TURNED), ("W x", "true", FOLDED)]


def recipe(kind):
    product, folded, numbers = kind
    return loads(RECIPE.format(product=product, folded=folded, numbers=numbers), "exam.toml")


@pytest.mark.parametrize("kind", KINDS, ids=[f"{p}, folded {f}" for p, f, _ in KINDS])
def test_every_order_is_the_same_network(kind):
    made = frame(recipe(kind), 0)
    assert made.count == 6
    exercises = [made.filled(made.leaves(number), "x") for number in range(6)]
    assert len({repr(one.W) for one in exercises}) == 6
    keys = [solve(one).key["parts"][0] for one in exercises]
    # the output does not see the order; the hidden units are the same ones, elsewhere
    assert len({one["values"]["loss"] for one in keys}) == 1
    hidden = [one["examples"][0]["values"] for one in keys]
    assert len({tuple(one["z.1"]) for one in hidden}) == 6
    assert len({tuple(sorted(one["z.1"])) for one in hidden}) == 1
    assert len({tuple(sorted(one["delta.1"])) for one in hidden}) == 1


WRONG = [
    (PLAIN.replace("0.1", "{ one_of = [0.1, 0.7] }"), "[1]", "are drawn"),
    (PLAIN, "[2]", "must be a hidden layer"),
    (PLAIN, "[1, 1]", "shares its weights"),
    (PLAIN, '["a"]', "expected a list of layers"),
    ("W = 0.1\nb = 0", "[1]", "two units with the same weights"),
]


@pytest.mark.parametrize(("numbers", "layers", "told"), WRONG, ids=[told for *_, told in WRONG])
def test_what_cannot_change_places_is_told(numbers, layers, told):
    text = RECIPE.format(product="W x", folded="false", numbers=numbers)
    with pytest.raises(DeriveError, match=told):
        frame(loads(text.replace("neurons = [1]", f"neurons = {layers}"), "exam.toml"), 0)
