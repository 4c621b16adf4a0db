"""Marking: what students made of an exercise is calculated here by plain arithmetic."""

import csv
from functools import cache
from io import StringIO
from math import tanh

import pytest

from derive.cli import main
from derive.errors import DeriveError
from derive.resources import exercises, recipes
from derive.teaching.exporting.exporters import exported
from derive.teaching.generating.wrong_answers import wrong_answers
from derive.teaching.marking.answers_file import read_answers
from derive.teaching.marking.mark import mark
from derive.teaching.marking.marker import Marker
from derive.teaching.marking.summary import summary
from derive.teaching.marking.variants import of_folder
from derive.teaching.solve import solve
from derive.writing.language import languages
from derive.writing.notation import style

EXERCISES = sorted(exercises())
WORDS = style("lecture", "en").words


@cache
def marker(name, digits=None):
    return Marker(solve(exercises()[name], digits=digits))


def right(name, digits=None):
    """The printed answers by name, as the table of answers has them."""
    table = exported("csv", marker(name, digits).solution).decode()
    header, row = csv.reader(StringIO(table))
    found = dict(zip(header, row, strict=True))
    del found["variant"]
    return found


def verdicts(name, given, digits=None):
    one = marker(name, digits)
    return dict(zip(one.names, one.mark([given.get(n, "") for n in one.names]), strict=True))


def kinds(name, given, digits=None):
    return {box: one.kind for box, one in verdicts(name, given, digits).items()}


# One student --------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", EXERCISES)
def test_the_printed_answers_are_right_and_none_are_missing(name):
    assert set(kinds(name, right(name)).values()) <= {"right"}
    assert set(kinds(name, {}).values()) <= {"missing"}


@pytest.mark.parametrize("name", EXERCISES)
def test_a_slip_is_known_where_it_is_made(name):
    """Every answer of its own, when a slip of a formula leads to it, is named after a slip."""
    one = marker(name)
    found = wrong_answers(one.solution)
    answers = right(name)
    tried = 0
    for part, known in found.items():
        several = len(found) > 1
        for key, wrong in known.items():
            box = f"{part}/{key}" if several else key
            if box not in answers or isinstance(wrong[0].value, list):
                continue
            texts = {f"{other.value:.14g}": other.slip for other in wrong[:6]}
            for text, slip in texts.items():
                (verdict,) = [v for b, v in verdicts(name, {box: text}).items() if b == box]
                if verdict.kind == "right":
                    continue  # the slip is not to be seen in the printed digits
                tried += 1
                assert verdict.kind == "slip"
                same = [o.slip for o in wrong if abs(o.value - float(text)) < 0.01]
                assert verdict.slip == slip or verdict.slip in same
    assert tried or name not in ("two-tanh-units", "worksheet-folded", "relu-paths")


def backprop(W1, b1, w2, b2, x, y, rate, z2=None):
    """A 2-2-1 net with tanh and squared error; `z2` is what somebody takes it for."""
    z1 = [sum(w * a for w, a in zip(row, x)) + b for row, b in zip(W1, b1)]
    a1 = [tanh(z) for z in z1]
    if z2 is None:
        z2 = sum(w * a for w, a in zip(w2, a1)) + b2
    a2 = tanh(z2)
    d2 = 2 * (a2 - y) * (1 - a2 * a2)
    d1 = [w * d2 * (1 - a * a) for w, a in zip(w2, a1)]
    found = {"z.2[1]": z2, "a.2[1]": a2, "loss": (a2 - y) ** 2, "delta.2[1]": d2}
    found |= {"grad.b.2[1]": d2, "new.b.2[1]": b2 - rate * d2}
    for i in range(2):
        found[f"z.1[{i + 1}]"], found[f"a.1[{i + 1}]"] = z1[i], a1[i]
        found[f"delta.1[{i + 1}]"] = found[f"grad.b.1[{i + 1}]"] = d1[i]
        found[f"new.b.1[{i + 1}]"] = b1[i] - rate * d1[i]
        found[f"grad.W.2[1,{i + 1}]"] = d2 * a1[i]
        found[f"new.W.2[1,{i + 1}]"] = w2[i] - rate * d2 * a1[i]
        for j in range(2):
            found[f"grad.W.1[{i + 1},{j + 1}]"] = d1[i] * x[j]
            found[f"new.W.1[{i + 1},{j + 1}]"] = W1[i][j] - rate * d1[i] * x[j]
    return found


GIVEN = ([[0.3, -0.1], [0.2, 0.4]], [0.1, -0.2], [0.5, -0.3], 0.2, [0.5, -0.2], 1.0, 0.1)


@pytest.mark.parametrize("digits", [3, 4, 6])
def test_what_follows_from_a_mistake_is_not_marked_down_again(digits):
    name = "two-tanh-units"
    own = {box: f"{value:.{digits}f}" for box, value in backprop(*GIVEN).items()}
    assert set(kinds(name, own, digits).values()) == {"right"}
    wrong = {box: f"{v:.{digits}f}" for box, v in backprop(*GIVEN, z2=0.91).items()}
    found = kinds(name, wrong, digits)
    first = [box for box, kind in found.items() if kind not in ("right", "follows")]
    assert first == ["z.2[1]"]
    assert found["a.2[1]"] == found["delta.1[1]"] == found["new.W.1[2,1]"] == "follows"
    assert found["z.1[1]"] == found["a.1[2]"] == "right"


def test_what_neither_follows_nor_is_known_is_wrong():
    given = right("two-tanh-units", 4) | {"a.2[1]": "0.9", "delta.2[1]": "7.77"}
    found = kinds("two-tanh-units", given, 4)
    assert found["a.2[1]"] == found["delta.2[1]"] == "wrong"


def test_a_near_miss_does_not_follow():
    given = right("two-tanh-units", 4)
    given["a.2[1]"] = "0.3674"  # two units of the last place off, all before it right
    assert kinds("two-tanh-units", given, 4)["a.2[1]"] == "wrong"


@pytest.mark.parametrize(
    ("box", "text", "slip"),
    [
        ("loss", "4.003769125", "point"),
        ("loss", "0.403769125", "digit_dropped"),
        ("loss", "0.4003796125", "digits_exchanged"),
        ("z.1[1]", "-0.18", "neuron"),
        ("delta.1[1]", "-0.5474139573567998", "slope_missing"),
    ],
)
def test_slips_by_name(box, text, slip):
    assert verdicts("two-tanh-units", {box: text})[box] == ("slip", slip, box.partition("[")[0])


# Many students ------------------------------------------------------------------------------------
def written(tmp_path, rows, delimiter=",", encoding="utf-8"):
    path = tmp_path / "answers.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8")]
)
def test_a_course_is_marked(tmp_path, delimiter, encoding):
    answers = right("worksheet-folded")
    given = answers | {"1/loss": "0,3879", "1/label": "1", "2/new.W.2[1,1]": ""}
    rows = [["student", "variant", *answers], ["=cmd()", "", *answers.values()]]
    rows += [["Zoë", "worksheet-folded", *given.values()], [""] * len(rows[0])]
    path = written(tmp_path, rows, delimiter, encoding)
    marked = mark(read_answers(path), lambda name: marker("worksheet-folded"), WORDS)
    header, first, second = csv.DictReader(StringIO(marked.table)).reader
    table = [dict(zip(header, row, strict=True)) for row in (first, second)]
    assert [row["points"] for row in table] == ["16", "14"]
    assert {row["of"] for row in table} == {"16"}
    assert table[0]["student"] == "'=cmd()"
    assert table[1]["1/loss"] == "right"
    assert table[1]["1/label"] == "wrong"
    assert table[1]["2/new.W.2[1,1]"] == "missing"
    assert table[1]["first slip"].startswith("1/label: ")


@pytest.mark.parametrize("language", sorted(languages()))
def test_the_summary_counts(tmp_path, language):
    words = style("lecture", language).words
    answers = right("two-tanh-units")
    given = answers | {"delta.1[1]": "-0.5474139573567998"}
    rows = [["student", *answers], ["a", *answers.values()], ["b", *given.values()]]
    marked = mark(
        read_answers(written(tmp_path, rows)), lambda name: marker("two-tanh-units"), words
    )
    told = summary(marked.tally, "a_b", words)
    assert words["slip"]["slope_missing"] in told
    assert r"a\_b" in told
    assert "27.5" in told  # of 28, on average
    for kind in ("right", "follows", "slip", "wrong", "missing"):
        assert words["marking"][kind] in told


def test_an_empty_course_is_no_mistake(tmp_path):
    path = written(tmp_path, [["student", "variant", "loss"]])
    marked = mark(read_answers(path), lambda name: marker("two-tanh-units"), WORDS)
    assert marked.tally.students == 0
    assert "0 students" in summary(marked.tally, "none", WORDS)


HEAD = "student,variant,loss,a.2[1]\n"
BAD = {
    "no columns": ("", ["row 1", "student"]),
    "another first row": ("name,loss\n", ["row 1", '"student"']),
    "a column twice": ("student,loss,loss\n", ["row 1", '"loss"', "twice"]),
    "no student": (HEAD + ",,1,2\n", ["row 2", '"student"']),
    "a row too short": (HEAD + "a,,1\n", ["row 2", "3 cells", "4"]),
    "no number": (HEAD + "a,,1,2\nb,,x,2\n", ["row 3", '"loss"', '"x"', "no number"]),
    "no such answer": ("student,los\na,1\n", ["row 2", '"los"', '"loss"']),
    "no such variant": (HEAD + "a,other,1,2\n", ["row 2", '"variant"', '"other"']),
    "a long cell": (HEAD + f"a,,{'1' * 300},2\n", ["row 2", '"loss"']),
    "a quote that stays open": (HEAD + 'a,,"1,2\n', ["row 2"]),
    "no text": (b"\xff\xfe\x00", ["UTF-8"]),
    "a zero byte": (HEAD + "a,,1\0,2\n", ["characters"]),
    "not finite": (HEAD + "a,,nan,2\n", ["row 2", '"loss"']),
    "a huge power": (HEAD + "a,,1e9999,2\n", ["row 2", '"loss"']),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_gives_one_line(case, tmp_path, capsys):
    content, words = BAD[case]
    path = tmp_path / "answers.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["mark", "two-tanh-units", str(path), "-o", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "answers.csv" in told
    for word in words:
        assert word in told
    assert not (tmp_path / "out").exists()


def test_a_missing_file(tmp_path, capsys):
    assert main(["mark", "two-tanh-units", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


def lines(path):
    return StringIO(path.read_text("utf-8"))


# From a recipe to marks ---------------------------------------------------------------------------
def test_a_recipe_is_generated_and_marked(tmp_path, capsys):
    out = tmp_path / "exam"
    made = ["generate", "one-neuron", "-n", "4", "--seed", "7", "--format", "csv", "-o", str(out)]
    assert main(made) == 0
    header, *rows = csv.reader(lines(out / "one-neuron.csv"))
    codes = [row["code"] for row in csv.DictReader(lines(out / "index.csv"))]
    names = [rows[0][0], codes[1], "3", rows[3][0]]
    given = [["s", name, *row[1:]] for name, row in zip(names, rows, strict=True)]
    path = written(tmp_path, [["student", *header], *given])
    assert main(["mark", "one-neuron", str(path), "--seed", "7", "-o", str(tmp_path)]) == 0
    marked = list(csv.DictReader(lines(tmp_path / "answers-marked.csv")))
    assert [row["points"] for row in marked] == [row["of"] for row in marked]
    assert len({row["variant"] for row in marked}) == 4
    # the same from the folder, by the names of its files
    path = written(tmp_path, [["student", *header], *[["s", *row] for row in rows]])
    assert main(["mark", str(out), str(path), "-o", str(tmp_path)]) == 0
    capsys.readouterr()
    for name, said in {"9x": '"9x"', "0": "variants from 1"}.items():
        path = written(tmp_path, [["student", *header], ["s", name, *rows[0][1:]]])
        assert main(["mark", "one-neuron", str(path), "--seed", "7", "-o", str(tmp_path)]) == 2
        assert said in capsys.readouterr().err


def test_a_code_of_another_recipe_is_refused(tmp_path, capsys):
    assert {"one-neuron", "mean-batch"} <= set(recipes())
    out = tmp_path / "exam"
    main(["generate", "mean-batch", "-n", "1", "--format", "csv", "-o", str(out)])
    code = next(csv.DictReader(lines(out / "index.csv")))["code"]
    path = written(tmp_path, [["student", "variant", "loss"], ["s", code, "1"]])
    capsys.readouterr()
    assert main(["mark", "one-neuron", str(path), "--seed", "0", "-o", str(tmp_path)]) == 2
    assert "another recipe" in capsys.readouterr().err


def test_a_folder_without_variants_is_refused(tmp_path):
    with pytest.raises(DeriveError, match="no exercises"):
        of_folder(tmp_path, {})
