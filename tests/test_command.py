"""The command as somebody uses it: in a process of its own, in an empty folder."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from derive import __version__
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.losses import LOSSES
from derive.resources import exercises
from derive.writing.language import languages
from derive.writing.notation import styles

DERIVE = [sys.executable, "-m", "derive"]
GOOD = """\
title = "Small"
example = [ { x = [0.5, -0.2], t = [1] } ]
part = [ { ask = ["forward", "loss", "backward", "update"] } ]
[network]
inputs = 2
loss = "squared error"
layer = [ { units = 2, activation = "tanh" }, { units = 1, activation = "sigmoid" } ]
[numbers]
learning_rate = 0.1
W.1 = [[0.3, -0.1], [0.2, 0.4]]
b.1 = [0.1, -0.2]
W.2 = [[0.5, -0.3]]
b.2 = [0.2]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.toml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def run(*arguments, **options):
    return subprocess.run(
        [*DERIVE, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **options,
    )


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


# What it writes -----------------------------------------------------------------------------------
def test_solve_writes_sheets_and_key(folder):
    done = run("solve", "good.toml")
    assert (done.returncode, done.stderr) == (0, "")
    expected = ["good-question.md", "good-question.tex", "good-solution.md", "good-solution.tex"]
    expected = sorted([*(f"out/{name}" for name in expected), "out/good.json"])
    assert sorted(done.stdout.split()) == expected
    assert files(folder) == ["good.toml", *expected]
    key = json.loads((folder / "out/good.json").read_text("utf-8"))
    assert list(key) == ["exercise", "title", "version", "style", "parts"]
    assert (key["exercise"], key["title"], key["version"]) == ("good", "Small", __version__)
    # 0.3 * 0.5 + 0.1 * 0.2 + 0.1 and 0.2 * 0.5 - 0.4 * 0.2 - 0.2
    assert key["parts"][0]["examples"][0]["values"]["z.1"] == [0.27, -0.18]
    assert "0.27" in (folder / "out/good-solution.md").read_text("utf-8")
    assert "0.27" not in (folder / "out/good-question.md").read_text("utf-8")


def test_one_format_one_sheet_another_folder(folder):
    done = run("solve", "good.toml", "--format", "github", "--sheet", "solution", "-o", "a/b")
    assert done.returncode == 0, done.stderr
    assert files(folder) == ["a/b/good-solution.github.md", "good.toml"]


def test_several_exercises_by_name(folder):
    done = run("solve", "two-tanh-units", "relu-paths", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert files(folder) == ["good.toml", "out/relu-paths.json", "out/two-tanh-units.json"]


def printed(part, key):
    """The strings of the first example, which stand by themselves where there is no other."""
    return part["shown"].get("example.1", part["shown"])[key]


@pytest.mark.parametrize("style", sorted(styles()))
def test_rounding_options(folder, style):
    options = ["--style", style, "--digits", "3", "--kind", "decimals", "--carry", "shown"]
    done = run("solve", "good.toml", *options, "--format", "json,md")
    assert done.returncode == 0, done.stderr
    (part,) = json.loads((folder / "out/good.json").read_text("utf-8"))["parts"]
    # tanh 0.27 = 0.26362..., tanh -0.18 = -0.17808...; carried on as shown
    assert part["examples"][0]["values"]["a.1"] == [0.264, -0.178]
    assert printed(part, "a.1") == ["0.264", "-0.178"]
    # 0.5 * 0.264 + 0.3 * 0.178 + 0.2 = 0.3854
    assert printed(part, "z.2") == ["0.385"]


def test_cut_and_half_even(folder):
    for mode, shown in (("cut", "0.26"), ("half-up", "0.26"), ("half-even", "0.26")):
        done = run("solve", "good.toml", "--mode", mode, "--digits", "2", "--kind", "decimals",
                   "--format", "json")  # fmt: skip
        assert done.returncode == 0, done.stderr
        (part,) = json.loads((folder / "out/good.json").read_text("utf-8"))["parts"]
        assert printed(part, "a.1")[0] == shown
        a = printed(part, "a.1")[1]  # tanh -0.18 = -0.17808...
        assert a == ("-0.17" if mode == "cut" else "-0.18")


def test_the_same_input_gives_the_same_bytes(folder):
    found = []
    for out in ("one", "two"):
        env = {**os.environ, "PYTHONHASHSEED": str(len(found) + 1)}
        done = run("solve", "good.toml", "lecture-softmax", "-o", out,
                   "--format", "md,github,tex,json", env=env)  # fmt: skip
        assert done.returncode == 0, done.stderr
        found.append({p.name: p.read_bytes() for p in (folder / out).iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) == 14


def test_an_older_result_is_replaced(folder):
    (folder / "out").mkdir()
    (folder / "out/good.json").write_text("old", encoding="utf-8")
    assert run("solve", "good.toml", "--format", "json").returncode == 0
    assert json.loads((folder / "out/good.json").read_text("utf-8"))["title"] == "Small"


def test_what_stands_round_a_sheet(folder):
    given = ["--title", "T 1", "--author", "A 2", "--course", "C 3", "--date", "D 4",
             "--footer", "F 5", "--space", "2", "--language", "de"]  # fmt: skip
    done = run("solve", "good.toml", *given, "--format", "md,tex")
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("good-question.md", "good-question.tex", "good-solution.tex"):
        text = (folder / "out" / name).read_text("utf-8")
        for one in ("T 1", "A 2", "C 3", "D 4", "F 5", "Gegeben"):
            assert one in text, (name, one)
    assert "<br><br>\n" in (folder / "out/good-question.md").read_text("utf-8")


def test_latex_without_a_preamble(folder):
    done = run("solve", "good.toml", "--body", "--format", "tex,json")
    assert (done.returncode, done.stderr) == (0, "")
    for name in ("good-question.tex", "good-solution.tex"):
        text = (folder / "out" / name).read_text("utf-8")
        assert r"\documentclass" not in text
        assert r"\begin{document}" not in text


def test_a_gallery(folder):
    done = run("gallery", "good.toml", "relu-paths", "--formats", "md", "-o", "hall")
    # a pipe hears of the two pages, and of nothing else
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["hall/index.md", "hall/index.html"]
    for style in styles():
        assert (folder / "hall" / style / "good-solution.md").is_file()
        assert (folder / "hall" / style / "relu-paths.json").is_file()


@pytest.mark.parametrize("wait", [0.7, 1.1, 1.6])
def test_ctrl_c_in_a_gallery_leaves_whole_exercises(folder, wait):
    process = subprocess.Popen(
        [*DERIVE, "gallery", "-o", "hall"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (process.returncode, err[-500:])
    assert (out, err) == ("", "derive: interrupted\n")
    found = [Path(name) for name in files(folder) if name.startswith("hall/")]
    assert not [path for path in found if any(part.startswith(".") for part in path.parts)]
    for path in found:
        ending = b"%%EOF" if path.suffix == ".pdf" else b"\n"
        assert (folder / path).read_bytes().endswith((ending, ending + b"\n"))


# Lists, single derivations, the schema ------------------------------------------------------------
def test_list_names_everything(folder):
    done = run("list")
    assert (done.returncode, done.stderr) == (0, "")
    words = done.stdout
    for name in [
        *exercises(),
        *styles(),
        *languages(),
        *ACTIVATIONS,
        *LOSSES,
        "md",
        "tex",
        "github",
        "typ",
        "json",
        "pdf",
    ]:
        assert name in words, name
    for what in ("exercises", "styles", "formats", "languages", "activations", "losses"):
        one = run("list", what)
        assert one.returncode == 0
        assert one.stdout.strip()
        assert one.stdout.strip().splitlines()[0].strip() in words
    assert files(folder) == ["good.toml"]


SHOWN = {
    "a formula": (["--activation", "z/(1+exp(-z))"], [r"\frac{z}{1 + e^{-z}}", "quotient"]),
    "a name": (["--activation", "sigmoid"], ["(1 - x)"]),
    "softmax": (["--activation", "softmax"], [r"\delta_{ij}"]),
    "a pair": (["--pair", "softmax", "cross-entropy"], [r"\mathbf{t}", "shortened"]),
    "layers": (["--layers", "3"], [r"\boldsymbol{\delta}^{[3]}", r"\boldsymbol{\delta}^{[1]}"]),
    "TeX": (["--layers", "2", "--format", "tex"], [r"\documentclass", r"\end{document}"]),
}


@pytest.mark.parametrize("case", SHOWN)
def test_show(folder, case):
    arguments, expected = SHOWN[case]
    done = run("show", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    for text in expected:
        assert text in done.stdout
    assert not [c for c in done.stdout if ord(c) < 32 and c != "\n"]
    assert files(folder) == ["good.toml"]


@pytest.mark.parametrize("style", sorted(styles()))
def test_show_in_every_style(folder, style):
    done = run("show", "--pair", "sigmoid", "binary cross-entropy", "--style", style)
    assert done.returncode == 0, done.stderr
    assert r"\hat{y} - y" in done.stdout or r"- \mathbf{" in done.stdout


def test_the_schema_accepts_every_shipped_exercise(folder):
    import tomllib

    import jsonschema

    done = run("schema")
    assert (done.returncode, done.stderr) == (0, "")
    schema = json.loads(done.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in exercises().values():
        validator.validate(tomllib.loads(path.read_text("utf-8")))
    assert not validator.is_valid({"titel": "x"})


CHECKED = {
    "right": (["y(1-y)", "--slope-of", "sigmoid"], 0, ["holds (proved)"]),
    "wrong": (["y(1+y)", "--slope-of", "sigmoid"], 1,
              ["does not hold", "at z = ", "right: y (1 - y)", "the slip: a wrong sign"]),
    "TeX": ([r"\sigma'(z) = \sigma(z)(1-\sigma(z))", "--slope-of", "sigmoid"], 0, ["holds"]),
    "a constant": (["1 if z > 0 else 0.2", "--slope-of", "leaky relu", "--given", "α=0.2"], 0,
                   ["holds"]),
    "a gradient": (["2(Wx-t)x^T", "--gradient-of", "sum((W*x - t)^2)", "--wrt", "W",
                    "--shape", "W=2x3", "--shape", "x=3", "--shape", "t=2"], 0, ["holds"]),
    "a network": (["δ1 = W2 δ2 ∘ a1(1-a1)", "--layers", "2", "--activation", "sigmoid"], 1,
                  ["shapes do not fit", "right: δ1 = W2ᵀ δ2 ∘ a1 ∘ (1 - a1)", "transpose"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CHECKED)
def test_check(folder, case):
    arguments, code, expected = CHECKED[case]
    done = run("check", *arguments)
    assert (done.returncode, done.stderr) == (code, "")
    for text in expected:
        assert text in done.stdout
    assert files(folder) == ["good.toml"]


UNCHECKED = {
    "unread": (["y(1-y", "--slope-of", "sigmoid"], "character 6"),
    "no question": (["y(1-y)"], "say what the formula should be"),
    "two questions": (["y", "--slope-of", "sigmoid", "--layers", "2"], "say what"),
    "unknown function": (["y", "--slope-of", "sigmoyd"], 'did you mean "sigmoid"'),
    "no number": (["y", "--slope-of", "a z", "--wrt", "z", "--given", "a=b"], "expected a number"),
    "no shape": (
        ["y", "--gradient-of", "W x", "--wrt", "W", "--shape", "W=ab"],
        "rows and columns",
    ),
    "no layers": (["δ1 = 1", "--layers", "0"], "from 1 to"),
    "a macro": ([r"\input{good.toml}", "--slope-of", "sigmoid"], "cannot be read"),
    "deep": (["(" * 9000, "--slope-of", "sigmoid"], "too deeply"),
    "long": (["y+" * 30_000 + "y", "--slope-of", "sigmoid"], "at most"),
}


@pytest.mark.parametrize("case", UNCHECKED)
def test_what_cannot_be_checked_is_said_in_one_line(folder, case):
    arguments, expected = UNCHECKED[case]
    done = run("check", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert expected in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert len(done.stderr) < 400


def test_check_reads_the_standard_input(folder):
    command = [sys.executable, "-m", "derive", "check", "-", "--slope-of", "tanh"]
    done = subprocess.run(command, input=b"1 - y\xff", capture_output=True, timeout=60)
    assert done.returncode == 2
    done = subprocess.run(command, input="1 − y²".encode(), capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr


LIGHT = (["--help"], ["--version"], ["list"], ["list", "losses"], ["solve", "--help"],
         ["list", "languages"], ["gallery", "--help"], ["show", "--help"],
         ["check", "--help"], ["schema", "--help"])  # fmt: skip


@pytest.mark.parametrize("arguments", LIGHT, ids=" ".join)
def test_help_and_lists_load_no_algebra(folder, arguments):
    program = (
        "import sys; from derive.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'sympy', 'flint', 'jinja2', 'msgspec', 'tqdm'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("heavy: []\n")
    assert len(done.stdout) > 20


def test_help_names_every_command(folder):
    words = run("--help").stdout
    for command in ("solve", "gallery", "list", "show", "schema"):
        assert command in words
        done = run(command, "--help")
        assert done.returncode == 0
        assert command in done.stdout
    assert __version__ in run("--version").stdout


# Bad input ----------------------------------------------------------------------------------------
def changed(*pairs):
    text = GOOD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


LOG_OF_ZERO = changed(
    ("squared error", "cross-entropy"),
    ('"sigmoid"', '"identity"'),
    ("W.2 = [[0.5, -0.3]]", "W.2 = [[0, 0]]"),
    ("b.2 = [0.2]", "b.2 = [0]"),
)
OVERFLOW = changed(
    ('"tanh"', '"exp(z^2)"'), ("W.1 = [[0.3, -0.1], [0.2, 0.4]]", "W.1 = [[1e8, 1e8], [1, 1]]")
)
FORMULA = 'activation = "tanh"'
BAD_FILES = {
    "not TOML": (b"[network\n", ["bad.toml", "TOML"]),
    "empty": (b"", ["bad.toml"]),
    "bytes": (b"\xff\xfe\x00", ["bad.toml", "UTF-8"]),
    "10 MB": (b"#" * 10_000_000, ["bad.toml", "1 MB"]),
    "style": (b'style = "boxd"\n' + GOOD.encode(), ["bad.toml", "boxd", "boxed"]),
    "activation": (changed(('"tanh"', '"tahn"')), ["network.layer[1].activation", '"tanh"']),
    "loss": (changed(("squared error", "sqared error")), ["network.loss", "squared error"]),
    "key": (changed(("units = 2", "unit = 2")), ["network.layer[1].unit", "units"]),
    "shape": (changed(("W.2 = [[0.5, -0.3]]", "W.2 = [[0.5], [-0.3]]")), ["numbers.W.2", "1 x 2"]),
    "width of x": (changed(("x = [0.5, -0.2]", "x = [0.5]")), ["example[1].x"]),
    "no target": (changed((", t = [1]", "")), ["example[1].t"]),
    "one softmax": (changed(('"sigmoid"', '"softmax"')), ["network.layer[2]", "softmax"]),
    "nan": (changed(("learning_rate = 0.1", "learning_rate = nan")), ["learning_rate", "nan"]),
    "infinity": (changed(("b.2 = [0.2]", "b.2 = [inf]")), ["numbers.b.2", "inf"]),
    "overflow": (OVERFLOW, ["bad.toml", "overflow"]),
    "log of 0": (LOG_OF_ZERO, ["bad.toml", "loss", "logarithm"]),
    "foreign name": (changed((FORMULA, 'activation = "z + system(z)"')), ["layer[1]", "system"]),
    "underscores": (changed((FORMULA, 'activation = "z.__class__"')), ["layer[1].activation"]),
    "import": (changed((FORMULA, 'activation = "__import__(z)"')), ["layer[1].activation"]),
    "deep formula": (
        changed((FORMULA, f'activation = "{"(" * 4000}z{")" * 4000}"')),
        ["layer[1].activation"],
    ),
    "deep signs": (changed((FORMULA, f'activation = "{"-" * 4000}z"')), ["layer[1].activation"]),
    "tower of powers": (changed((FORMULA, 'activation = "z^9^9^9^9"')), ["bad.toml"]),
    "huge constant": (changed((FORMULA, 'activation = "z*10^(10^9)"')), ["bad.toml"]),
    "root": (
        changed((FORMULA, 'activation = "sqrt(z-9)"')),
        ["bad.toml", "a.1", "square root"],
    ),
    "pole": (
        changed((FORMULA, 'activation = "1/(z-27/100)"')),
        ["bad.toml", "a.1", "division by zero"],
    ),
    "logarithm": (changed((FORMULA, 'activation = "log(z)"')), ["bad.toml", "a.1", "logarithm"]),
    "no such part": (
        changed(('"update"] }', '"update"], parameters = "q" }')),
        ["part[1].parameters", "q"],
    ),
    "control characters": (changed(("Small", "Sm\\u0002all")), ["title"]),
}


def refused(done, folder, expected, before):
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr[-2000:])
    assert done.stdout == ""
    assert done.stderr.startswith("derive: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 600
    assert done.stderr.isprintable() or done.stderr.rstrip("\n").isprintable()
    for text in expected:
        assert text in done.stderr, done.stderr
    assert files(folder) == before


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_told_in_one_line(folder, case):
    content, expected = BAD_FILES[case]
    content = content if isinstance(content, bytes) else content.encode("utf-8")
    (folder / "bad.toml").write_bytes(content)
    before = files(folder)
    refused(run("solve", "bad.toml"), folder, expected, before)


BAD_ARGUMENTS = {
    "no such file": (["solve", "missing.toml"], ["missing.toml", "no such file"]),
    "no such exercise": (["solve", "two-tanh-unit"], ["two-tanh-units"]),
    "a folder": (["solve", "folder.toml"], ["folder.toml", "folder"]),
    "style": (["solve", "good.toml", "--style", "lectur"], ["lectur", '"lecture"']),
    "format": (["solve", "good.toml", "--format", "mdd"], ["mdd", '"md"']),
    "no format": (["solve", "good.toml", "--format", ","], ["format"]),
    "out is a file": (["solve", "good.toml", "-o", "good.toml"], ["good.toml", "folder"]),
    "out below a file": (["solve", "good.toml", "-o", "good.toml/out"], ["good.toml"]),
    "list": (["list", "exercise"], ["exercises"]),
    "nothing to show": (["show"], ["--activation"]),
    "activation": (["show", "--activation", "sigmoyd"], ['"sigmoid"']),
    "formula": (["show", "--activation", "z+q"], ["q"]),
    "pair": (["show", "--pair", "softmax", "cross-entropi"], ['"cross-entropy"']),
    "show style": (["show", "--activation", "tanh", "--style", "boxd"], ['"boxed"']),
    "show format": (["show", "--activation", "tanh", "--format", "texx"], ['"tex"']),
    "a line break": (["solve", "a\nb.toml"], ["no such file"]),
    "language": (["solve", "good.toml", "--language", "xx"], ['"xx"', '"de"', '"en"']),
    "two lines": (["solve", "good.toml", "--author", "a\nb"], ["author", "one line"]),
    "an empty title": (["solve", "good.toml", "--title", ""], ["title", "characters"]),
    "a body of nothing": (["solve", "good.toml", "--body", "--format", "md"], ["--body", "tex"]),
    "show language": (["show", "--layers", "2", "--language", "xx"], ['"xx"', '"de"']),
    "gallery style": (["gallery", "good.toml", "--styles", "boxd"], ['"boxed"']),
    "gallery format": (["gallery", "good.toml", "--formats", "md,texx"], ['"tex"']),
    "gallery exercise": (["gallery", "relu-path"], ['"relu-paths"']),
    "gallery twice": (["gallery", "good.toml", "good.toml"], ['"good"', "two exercises"]),
    "gallery in a file": (["gallery", "good.toml", "-o", "good.toml"], ["good.toml"]),
}


@pytest.mark.parametrize("case", BAD_ARGUMENTS)
def test_bad_arguments_are_told_in_one_line(folder, case):
    arguments, expected = BAD_ARGUMENTS[case]
    (folder / "folder.toml").mkdir()
    before = files(folder)
    refused(run(*arguments), folder, expected, before)


USAGE = (["solve"], ["frobnicate"], ["solve", "good.toml", "--digits", "x"],
         ["solve", "good.toml", "--digits", "31"], ["show", "--layers", "0"],
         ["show", "--layers", "51"], ["solve", "good.toml", "--space", "41"],
         ["solve", "good.toml", "--space", "-1"],
         ["solve", "good.toml", "--carry", "some"], [])  # fmt: skip


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_wrong_usage(folder, arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("derive")
    assert "error" in done.stderr or done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert files(folder) == ["good.toml"]


def test_a_folder_that_cannot_be_written_to(folder):
    locked = folder / "locked"
    locked.mkdir(mode=0o500)
    if os.access(locked, os.W_OK):  # root may write anywhere but into the kernel's own folders
        locked = Path("/proc/self")
    done = run("solve", "good.toml", "-o", locked / "out")
    refused(done, folder, [str(locked)], ["good.toml"])


def test_one_bad_file_among_good_ones_leaves_whole_files(folder):
    (folder / "bad.toml").write_text("[", encoding="utf-8")
    done = run("solve", "good.toml", "bad.toml", "--format", "json")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    for name in files(folder):
        if name.startswith("out/"):
            json.loads((folder / name).read_text("utf-8"))


@pytest.mark.parametrize("wait", [0.35, 0.6, 0.9])
def test_ctrl_c_leaves_nothing_half_written(folder, wait):
    names = [*exercises(), *exercises()]
    process = subprocess.Popen(
        [*DERIVE, "solve", *names], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (process.returncode, err[-500:])
    assert err == "derive: interrupted\n"
    found = [name for name in files(folder) if name.startswith("out/")]
    assert not [name for name in found if Path(name).name.startswith(".")]
    assert set(found) >= set(out.split())
    for name in found:
        text = (folder / name).read_text("utf-8")
        assert text.endswith("\n")
        if name.endswith(".json"):
            json.loads(text)


def test_a_reader_that_goes_away(folder):
    """`derive list | head -1` ends without a word about pipes."""
    process = subprocess.Popen([*DERIVE, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert err == b""
