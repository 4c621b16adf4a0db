"""Typical wrong answers, worked out again by hand from the right ones."""

import pytest

import derive
from derive.resources import exercises
from derive.teaching.exercise import read
from derive.teaching.generating.wrong_answers import wrong_answers

EXERCISE = read(exercises()["two-tanh-units"])
SOLVED = derive.solve("two-tanh-units")
(PART,) = SOLVED.key["parts"]
OWN, ONE = PART["values"], PART["examples"][0]["values"]
WRONG = wrong_answers(SOLVED)[PART["id"]]
W1, W2 = ([[float(entry.value) for entry in row] for row in W] for W in EXERCISE.W)
B1 = [float(entry.value) for entry in EXERCISE.b[0]]
X = [float(entry.value) for entry in EXERCISE.examples[0].x]
RATE = float(EXERCISE.learning_rate.value)


def answers(key, slip, at):
    return [one.value for one in WRONG[key] if one.slip == slip and one.at == at]


def near(value):
    return pytest.approx(value, rel=1e-8)


def test_a_slope_that_is_missing_spoils_what_follows():
    (wrong,) = answers("delta.1", "slope_missing", "delta.1")
    by_hand = [W2[0][j] * ONE["delta.2"][0] for j in range(2)]
    assert wrong == near(by_hand)
    (gradient,) = answers("grad.W.1", "slope_missing", "delta.1")
    assert [entry for row in gradient for entry in row] == near([d * x for d in by_hand for x in X])
    (new,) = answers("new.b.1", "slope_missing", "delta.1")
    assert new == near([b - RATE * d for b, d in zip(B1, by_hand)])


def test_a_bias_that_is_forgotten():
    (wrong,) = answers("z.1", "bias", "z.1")
    assert wrong == near([z - b for z, b in zip(ONE["z.1"], B1)])


def test_a_step_in_the_wrong_direction():
    up = [[w + RATE * g for w, g in zip(*rows)] for rows in zip(W1, OWN["grad.W.1"])]
    found = answers("new.W.1", "sign", "new.W.1")
    assert any([e for row in one for e in row] == near([e for r in up for e in r]) for one in found)


def test_a_transpose_that_is_missing():
    turned = [sum(W1[j][i] * X[j] for j in range(2)) + B1[i] for i in range(2)]
    assert any(one == near(turned) for one in answers("z.1", "transpose", "z.1"))


@pytest.mark.parametrize("name", sorted(exercises()))
def test_no_wrong_answer_is_the_right_one(name):
    solved = derive.solve(name)
    for part in solved.key["parts"]:
        for key, found in wrong_answers(solved)[part["id"]].items():
            right = part["values"].get(key)
            for one in found:
                assert one.slip
                assert one.value != right
                if isinstance(right, list):
                    assert len(one.value) == len(right)


def test_slips_near_to_the_answer_come_first():
    assert WRONG["new.W.1"][0].at == "new.W.1"
    assert WRONG["z.2"][-1].at == "z.1"
