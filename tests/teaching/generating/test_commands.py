"""The commands about recipes: new, again, stress, list; and the codes at the foot of sheets."""

import builtins
import sys
from pathlib import Path

import pytest

from derive.cli import main
from derive.errors import DeriveError
from derive.resources import recipes
from derive.teaching.generating.codes import Code, decoded
from derive.teaching.generating.making import Job, make
from derive.teaching.generating.recipe import LETTERS, loads, read
from derive.teaching.generating.stress import report, stress

TANH = recipes()["tanh-2-2-1"]


def test_a_code_tells_every_misprint():
    code = str(Code("K3QX7", 7, 12))
    assert decoded(code.lower()) == Code("K3QX7", 7, 12)
    wrong = {code[:at] + sign + code[at + 1 :] for at in range(len(code)) for sign in LETTERS}
    wrong |= {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)}
    for one in wrong - {code}:
        with pytest.raises(DeriveError):
            decoded(one)


def test_a_sheet_comes_back_by_its_code(tmp_path, capsys):
    made = make(Job(TANH.read_text("utf-8"), "tanh-2-2-1", 7), 3)
    assert main(["again", made.row["code"], "-o", str(tmp_path)]) == 0
    found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert found == made.files
    assert len(capsys.readouterr().out.splitlines()) == len(found)


def test_a_recipe_of_ones_own_is_found_by_its_digest(tmp_path, monkeypatch, capsys):
    text = TANH.read_text("utf-8").replace("two tanh units", "mine")
    own = tmp_path / "mine.toml"
    own.write_text(text, "utf-8")
    code = str(Code(read(own).digest, 1, 1))
    assert main(["again", code, "-o", str(tmp_path / "out")]) == 2
    assert "name its file with --recipe" in capsys.readouterr().err
    assert main(["again", code, "--recipe", str(own), "-o", str(tmp_path / "out")]) == 0
    monkeypatch.chdir(tmp_path)
    assert main(["again", code, "-o", "there"]) == 0
    assert main(["again", code, "--recipe", "nowhere", "-o", "there"]) == 2


def test_a_style_beside_the_recipe_is_found(tmp_path, monkeypatch):
    """Wherever the command runs; a variant's own file finds it too, from where it lies."""
    style = tmp_path / "course" / "mine"
    style.mkdir(parents=True)
    letters = '[notation.letters]\nactivation = "q"\noutput = "q"\n'
    (style / "style.toml").write_text(f'base = "exam"\ndigits = 3\n{letters}', "utf-8")
    own = tmp_path / "course" / "own.toml"
    own.write_text(TANH.read_text("utf-8").replace('"exam"', '"mine"'), "utf-8")
    for place in ("elsewhere", "elsewhere/deeper"):
        (tmp_path / place).mkdir()
        monkeypatch.chdir(tmp_path / place)
        assert main(["generate", str(own), "-n", "2", "-o", "out", "--format", "md"]) == 0
        (sheet,) = Path("out").glob("own-0002-solution.md")
        assert "q^" in sheet.read_text("utf-8")
        assert main(["solve", "out/own-0002.toml", "-o", "again", "--format", "md"]) == 0
        assert Path("again", sheet.name).read_bytes() == sheet.read_bytes()
        code = make(Job(own.read_text("utf-8"), "own", 1, ("md",), folder=str(own.parent)), 2)
        asked = ["again", code.row["code"], "--recipe", str(own), "--format", "md", "-o", "back"]
        assert main(asked) == 0
        assert Path("back", sheet.name).read_bytes() == sheet.read_bytes()


def test_a_comment_changes_no_digest():
    text = TANH.read_text("utf-8")
    assert loads("# more\n" + text, "a.toml").digest == loads(text, "b.toml").digest
    assert loads(text.replace("0.9", "0.8"), "a.toml").digest != loads(text, "a.toml").digest


def test_a_recipe_is_tried(tmp_path, capsys):
    assert main(["stress", "one-neuron", "-n", "30", "-o", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "30 variants" in told
    assert "duplicates: 0" in told
    assert "grad.W.1" in told
    picture = (tmp_path / "one-neuron-stress.svg").read_text("utf-8")
    assert picture.count("<path") + picture.count("<polygon") > 20
    assert "difficulty" in picture


def test_guessing_is_noticed():
    text = TANH.read_text("utf-8").replace("b = {", "b = 0.1\nc = {")
    fixed = loads("\n".join(one for one in text.splitlines() if one[:3] != "c ="), "fixed.toml")
    found = stress(fixed, 20, 1)
    assert found.duplicates == 0
    assert min(found.efforts) <= max(found.efforts)
    assert all(0 < one.share <= 1 for one in found.answers)
    assert report(found).startswith("fixed: 20 variants")


STARTS = [
    [],
    ["--layers", "3,2", "--output", "softmax", "--loss", "cross-entropy"],
    ["--exact"],
    ["--inputs", "1", "--layers", "1", "--examples", "2", "--ask", "forward,loss"],
]


@pytest.mark.parametrize("flags", STARTS, ids=" ".join)
def test_a_started_recipe_has_variants(flags, tmp_path, capsys):
    path = tmp_path / "exam.toml"
    assert main(["new", str(path), "--title", 'An "exam"', *flags]) == 0
    assert main(["generate", str(path), "-n", "3", "-o", str(tmp_path / "out")]) == 0
    assert "3 variants" in capsys.readouterr().out
    assert main(["new", str(path), *flags]) == 2
    assert "--force" in capsys.readouterr().err


def test_a_recipe_is_started_by_questions(tmp_path, monkeypatch):
    answers = iter(["Mine", "3", "2,2", "", "softmax", "cross-entropy", "notes"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(builtins, "input", lambda question: next(answers))
    assert main(["new", str(tmp_path / "exam.toml")]) == 0
    text = (tmp_path / "exam.toml").read_text("utf-8")
    assert 'title = "Mine"' in text
    assert "inputs = 3" in text
    assert 'activation = "tanh"' in text


def test_what_is_no_answer_is_asked_again(tmp_path, monkeypatch, capsys):
    answers = iter(["Mine", "many", "3", "exam", "2,2", "tahn", "tanh", "", "", "exma", "exam"])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(builtins, "input", lambda question: next(answers))
    assert main(["new", str(tmp_path / "exam.toml")]) == 0
    told = capsys.readouterr().out.splitlines()
    hints = ('found "many"', 'found "exam"', 'did you mean "tanh"', 'did you mean "exam"')
    for line, hint in zip(told, hints):
        assert hint in line
    assert "units = 2" in (tmp_path / "exam.toml").read_text("utf-8")


WRONG = [
    (["--style", "exma"], 'did you mean "exam"?'),
    (["--layers", "2,x"], "expected units such as 2,1"),
    (["--hidden", "tahn"], 'did you mean "tanh"?'),
    (["--loss", "cross entropy"], 'did you mean "cross-entropy"?'),
    (["--ask", "forwad"], 'did you mean "forward"?'),
]


@pytest.mark.parametrize(("flags", "told"), WRONG, ids=[told for _, told in WRONG])
def test_a_wrong_start_is_told(flags, told, tmp_path, capsys):
    assert main(["new", str(tmp_path / "exam.toml"), *flags]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "exam.toml").exists()


@pytest.mark.parametrize("command", ["generate", "stress"])
def test_an_unknown_recipe_is_told(command, capsys):
    assert main([command, "tanh-2-2"]) == 2
    assert 'did you mean "tanh-2-2-1"?' in capsys.readouterr().err


def test_recipes_are_listed(capsys):
    assert main(["list", "recipes"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in recipes())


def test_every_other_file_of_recipes_is_small():
    assert all(Path(path).stat().st_size < 4000 for path in recipes().values())
