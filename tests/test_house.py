"""The laws of the house that a program can check: imports, lengths, and what is banned."""

import ast
import re
from pathlib import Path

import pytest

import derive

PACKAGE = Path(derive.__file__).parent
TESTS = Path(__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in FILES}
ROOMS = ("calculus", "writing", "teaching")
ABOVE = {
    "calculus": {"writing", "teaching", "cli", "arguments", "listing"},
    "writing": {"teaching", "cli", "arguments", "listing"},
    "teaching": {"cli", "arguments", "listing"},
    "errors": {*ROOMS, "cli", "arguments", "listing", "resources"},
    "resources": {*ROOMS, "cli", "arguments", "listing"},
}
MOST_LINES = 250


def by_file(test):
    """The test for every file, all in one: there are hundreds, and each takes no time."""

    def of_all():
        for path in FILES:
            test(path)

    of_all.__name__, of_all.__doc__ = test.__name__, test.__doc__
    return of_all


def place(path):
    return path.relative_to(PACKAGE)


def imports(tree):
    """Every module of derive that a file imports, at its top or inside of a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide where a thing comes from"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_are_files():
    assert len(FILES) > 40
    assert {place(path).parts[0] for path in FILES} >= set(ROOMS)


@by_file
def test_imports_run_one_way(path):
    room = place(path).parts[0].removesuffix(".py")
    for module in imports(TREES[path]):
        parts = module.split(".")
        if parts[0] == "derive" and len(parts) > 1:
            assert parts[1] not in ABOVE.get(room, set()), f"{place(path)} imports {module}"


@by_file
def test_calculus_knows_no_templates_and_no_files(path):
    if place(path).parts[0] == "calculus":
        names = {module.split(".")[0] for module in imports(TREES[path])}
        outside = {"jinja2", "pathlib", "os", "io", "json", "tomllib", "msgspec", "shutil"}
        assert not names & outside, place(path)


@by_file
def test_no_file_is_long(path):
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES, place(path)


BANNED = {"eval", "exec", "compile", "__import__", "sympify", "parse_expr", "S"}
BANNED_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "imp"}


@by_file
def test_nothing_can_start_programs(path):
    """Data become numbers and trees only; nothing typed by a user is ever run."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None)
            called = name or getattr(node.func, "attr", None)
            is_method = isinstance(node.func, ast.Attribute)
            if called in BANNED and not (called == "compile" and is_method):
                assert called == "sympify", f"{place(path)}:{node.lineno} calls {called}"
                # sympify of a number or an expression; never of a text
                assert place(path).as_posix() == "calculus/expression.py", place(path)
                assert not any(isinstance(getattr(one, "value", 0), str) for one in node.args)
            if called in {"system", "popen"}:
                pytest.fail(f"{place(path)}:{node.lineno} starts a shell")
            for keyword in node.keywords:
                shell = keyword.arg == "shell" and getattr(keyword.value, "value", True)
                assert not shell, f"{place(path)}:{node.lineno}"
    modules = {module.split(".")[0] for module in imports(TREES[path])}
    assert not modules & BANNED_MODULES, place(path)


def test_tests_run_no_text_either():
    for path in sorted(TESTS.rglob("*.py")):
        called = [
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        ]
        assert not {"eval", "exec", "sympify", "parse_expr"} & set(called), path


# the finisher for LaTeX speaks to it
PRINTERS = ("writing/printers/", "writing/typeset_latex.py")
COMMAND = re.compile(r"\\[a-zA-Z]{2,}")


def docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


@by_file
def test_glyphs_are_the_last_thing(path):
    """TeX stands in printers, templates and the file that runs LaTeX, nowhere else."""
    if place(path).as_posix().startswith(PRINTERS):
        return
    told = {id(one) for one in docstrings(TREES[path])}
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            assert not COMMAND.search(node.value), f"{place(path)}:{node.lineno}: {node.value!r}"


@by_file
def test_every_file_says_what_it_is_for(path):
    assert not TREES[path].body or ast.get_docstring(TREES[path]), place(path)


OURS = {
    node.name: node
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.ClassDef)
}


@by_file
def test_nothing_of_ours_is_subclassed_but_errors_and_expressions(path):
    """A concrete class of ours stays as it is; exceptions and SymPy's expressions may be kinds."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ClassDef):
            for base in node.bases:
                name = getattr(base, "id", getattr(base, "attr", ""))
                if name in OURS and not name.endswith("Error") and not name.startswith("_"):
                    kinds = {getattr(b, "id", getattr(b, "attr", "")) for b in OURS[name].bases}
                    assert kinds & {"Protocol", "Basic", "Expr", "MatrixExpr", "Struct"}, node.name
