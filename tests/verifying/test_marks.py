"""Points: credit for what is right and for what follows, none for a trivial start."""

from fractions import Fraction

import pytest

from derive.errors import DeriveError
from derive.teaching.verifying.reporting.marks import marks, numbers, points_file
from derive.teaching.verifying.reporting.report import VERDICTS, Claim, Report

Z, A, D = "z.1", "a.1", "delta.1"


def claim(quantity, verdict, right="0.52", root=None):
    return Claim(0, 1, 1, 1, verdict, "q", right, root=root, quantity=quantity)


def earned(*claims, points=None):
    made = marks(Report("s.md", "", claims), points or {Z: Fraction(2), A: Fraction(1)})
    return {one.quantity: (one.points, one.reason) for one in made.entries}


def test_what_is_right_earns_everything():
    found = earned(claim(Z, "holds"), claim(A, "holds as shown"))
    assert found == {Z: (2, ""), A: (1, "")}


def test_what_follows_is_credited_and_what_is_wrong_is_not():
    found = earned(claim(Z, "wrong"), claim(A, "follows", root=0))
    assert found == {Z: (0, "wrong"), A: (1, "follows")}


@pytest.mark.parametrize("trivial", ["0", "0.00", r"\begin{pmatrix} 0 \\ 0 \end{pmatrix}"])
def test_an_early_zero_buys_nothing(trivial):
    found = earned(claim(Z, "wrong", trivial), claim(A, "follows", "0.5", root=0))
    assert found == {Z: (0, "wrong"), A: (0, "trivial")}


def test_zeros_that_follow_buy_nothing():
    found = earned(claim(Z, "wrong", "1"), claim(A, "follows", "0", root=0))
    assert found[A] == (0, "trivial")


def test_the_answer_copied_buys_nothing():
    """A value of another quantity, taken over and not worked out; short ones may be chance."""
    later = claim("new.b.1", "holds", "0.5731")
    found = earned(claim(Z, "wrong", "0.5731"), claim(A, "follows", "0.6", root=0), later)
    assert found[A] == (0, "trivial")
    chance = claim("new.b.1", "holds", "0.5")
    found = earned(claim(Z, "wrong", "0.5"), claim(A, "follows", "0.6", root=0), chance)
    assert found[A] == (1, "follows")


def test_half_of_the_points_for_right_values_in_wrong_lines_and_under_wrong_names():
    found = earned(claim(Z, "right value, wrong line"), claim(A, "mislabelled"))
    assert found == {Z: (1, "wrong"), A: (Fraction(1, 2), "wrong")}


def test_what_is_not_there_or_not_read_earns_nothing():
    assert earned(claim(A, "unread")) == {Z: (0, "missing"), A: (0, "unread")}
    assert earned(claim(A, "no claim"))[A] == (0, "missing")


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_earns_between_nothing_and_everything(verdict):
    made = marks(Report("s.md", "", (claim(Z, verdict),)), {Z: Fraction(3)})
    assert 0 <= made.points <= made.most == 3
    assert made.values()["quantities"][Z]["most"] == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.5", [Fraction(1, 2)]),
        ("-3", [-3]),
        (r"\begin{pmatrix} 1 & -2 \\ 0.5 & 4 \end{pmatrix}", [1, -2, Fraction(1, 2), 4]),
        (r"\boxed{(1, 2)}", [1, 2]),
        ("x + 1", []),
        ("9^{9^{9}}", []),
        ("{" * 5000, []),
    ],
)
def test_the_numbers_of_a_result(text, expected):
    assert list(numbers(text)) == expected


def test_a_file_of_points(tmp_path):
    path = tmp_path / "points.toml"
    path.write_text('[points]\n"z.1" = 2\nloss = 0.5\n"a.1" = "1/3"\n', encoding="utf-8")
    assert points_file(path) == {"z.1": 2, "loss": Fraction(1, 2), "a.1": Fraction(1, 3)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "points: expected a table"),
        ("points = 3", "points: expected a table"),
        ("[points]\nloss = -1", "points.loss: expected a number from 0"),
        ("[points]\nloss = true", "points.loss: expected a number"),
        ('[points]\nloss = "1/0"', "points.loss: expected a number"),
        ("[points]\nloss = 1e999", "points.loss: expected a number"),
        ("[points]\nloss = [1]", "points.loss: expected a number"),
        ("[points\n", "not a TOML file"),
        ("x = " + "[" * 3000, "not a TOML file"),
        ("#" * 200_000, "larger than"),
    ],
)
def test_a_faulty_file_of_points_is_told_in_one_line(tmp_path, text, told):
    path = tmp_path / "points.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DeriveError) as caught:
        points_file(path)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)[:200]


def test_a_file_of_points_that_is_not_there(tmp_path):
    with pytest.raises(DeriveError, match="cannot be read: No such file"):
        points_file(tmp_path / "none.toml")
