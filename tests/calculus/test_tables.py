"""Every row of every table, and every page: a new row is held against differences by itself."""

from dataclasses import replace
from fractions import Fraction
from functools import cache, partial
from itertools import product

import mpmath
import oracle
import pytest
import sympy
from sympy import KroneckerDelta, exp

from derive.calculus import rules, scalar
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.engine import backward, batch
from derive.calculus.exact import Exact
from derive.calculus.expression import Cases, Jacobian, Named, Slope
from derive.calculus.functions import A, N, T, Z, definition
from derive.calculus.graph import build, function_of
from derive.calculus.indexed import TARGETS, As, I, J, loss_slope_formula, pair, softmax_jacobian
from derive.calculus.losses import LOSSES
from derive.calculus.network import Layer, Network
from derive.calculus.numeric import reader
from derive.calculus.operations import OPERATIONS
from derive.calculus.output_form import slope_formula, slope_in_output
from derive.calculus.scalar import differentiate
from derive.writing.notation import style, styles

DPS, STEP = 60, mpmath.mpf(10) ** -20
CLOSE = mpmath.mpf(10) ** -30
ENTRYWISE = [name for name, row in ACTIVATIONS.items() if row.entrywise]
FORMULAS = ("z^3/4", "sin(z)*z", "cos(z)", "2^z", "exp(-z^2)", "z/(1+z^2)", "log(1+z^2)", "erf(z)",
            "sqrt(1+z^2)", "tanh(z)^2", "1/(1+exp(-z))^2", "z if z > 0 else z/4", "max(z, z^2)",
            "min(z, 1)", "abs(z)", "(3+z)^z", "exp(1)*z", "exp(exp(z)/9)", "log(2)*z")  # fmt: skip
# an exponential inside of a function that is not rational
INSIDE = ("(1+exp(z))^(1/2)", "sqrt(1+exp(-z))", "sin(exp(z))", "tanh(exp(z))", "erf(exp(-z))")
EVERY = (*ENTRYWISE, *FORMULAS, *INSIDE)


@pytest.fixture(autouse=True)
def _precision():
    with mpmath.workdps(DPS):
        yield


def close(a, b):
    return abs(a - b) <= CLOSE * (1 + abs(a) + abs(b))


def difference(f, x):
    return (f(x + STEP) - f(x - STEP)) / (2 * STEP)


HOLDS = {">": lambda x: x > 0, ">=": lambda x: x >= 0, "<": lambda x: x < 0, "<=": lambda x: x <= 0}


def number(e, at):
    """The value of a scalar expression by SymPy and mpmath, with the cases decided here."""

    def decided(e):
        if isinstance(e, Cases):
            then, left, comparison, right, otherwise = e.args
            branch = then if HOLDS[comparison.name](number(left - right, at)) else otherwise
            return decided(branch)
        return e.func(*map(decided, e.args)) if e.args else e

    values = {symbol: sympy.Float(mpmath.nstr(x, DPS), DPS) for symbol, x in at.items()}
    return mpmath.mpf(str(sympy.N(decided(e).xreplace(values), DPS)))


def layer(name):
    return Layer(1, name, (0,), slope=Fraction(1, 10), alpha=Fraction(3, 2))


def forward(name, z):
    """The oracle's own definition: nothing of the table is believed."""
    row = {"activation": name, "slope": "1/10", "alpha": "3/2"}
    return oracle.activate(row, [z], oracle._mp())[0]


def slope_at(name, z):
    formula, symbols = slope_formula(function_of(layer(name)))
    assert set(symbols) == formula.free_symbols
    return number(formula, {Z: z, A: forward(name, z)})


# Activations --------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", EVERY)
def test_a_definition_is_the_known_function(name):
    row = ACTIVATIONS.get(name, ACTIVATIONS["identity"])
    for probe in row.probes:
        z = mpmath.mpf(probe)
        assert close(number(definition(function_of(layer(name))), {Z: z}), forward(name, z))


@pytest.mark.parametrize("name", EVERY)
def test_a_slope_is_the_difference_quotient(name):
    row = ACTIVATIONS.get(name, ACTIVATIONS["identity"])
    assert len(row.probes) >= 3
    for probe in row.probes:
        z = mpmath.mpf(probe)
        assert close(slope_at(name, z), difference(lambda z: forward(name, z), z)), probe


@pytest.mark.parametrize("name", [name for name in ENTRYWISE if ACTIVATIONS[name].kinks])
def test_a_slope_on_both_sides_of_a_kink(name):
    for kink in map(mpmath.mpf, ACTIVATIONS[name].kinks):
        sides = []
        for z in (kink - mpmath.mpf("1e-6"), kink + mpmath.mpf("1e-6")):
            sides.append(slope_at(name, z))
            assert close(sides[-1], difference(lambda z: forward(name, z), z))
        # at the kink it is the slope of the branch that does not hold its condition strictly
        assert close(slope_at(name, kink), slope_at(name, kink - mpmath.mpf("1e-40")))
    if name == "relu":
        assert slope_at(name, mpmath.mpf(0)) == 0


@pytest.mark.parametrize("name", [name for name in ENTRYWISE if not ACTIVATIONS[name].kinks])
def test_a_row_without_kinks_has_none(name):
    cases = definition(function_of(layer(name)))
    assert not cases.has(Cases)


@pytest.mark.parametrize("name", EVERY)
def test_every_line_of_a_slope_is_the_line_above(name):
    """The derivation itself: with derivatives still to be done taken by differences."""
    function = function_of(layer(name))
    lines = slope_in_output(function).lines
    assert lines[0].rules == ("definition",)
    for probe in ACTIVATIONS.get(name, ACTIVATIONS["identity"]).probes:
        z = mpmath.mpf(probe)
        at = {Z: z, A: forward(name, z)}
        expected = difference(lambda z: forward(name, z), z)
        for line in lines:
            value = with_differences(line.value, at)
            assert abs(value - expected) < mpmath.mpf(10) ** -25 * (1 + abs(expected)), line


def with_differences(e, at):
    """The value of a line whose `Diff` nodes are difference quotients."""
    names = {}

    def replaced(e):
        if type(e).__name__ == "Diff":
            f, v = e.args
            name = sympy.Symbol(f"d{len(names)}")
            names[name] = difference(lambda x: number(f, {**at, v: x}), at[v])
            return name
        return e.func(*map(replaced, e.args)) if e.args else e

    line = replaced(e)
    return number(line, {**at, **names})


LITERATURE = {
    "sigmoid": A * (1 - A),
    "tanh": 1 - A**2,
    "softplus": 1 - exp(-A),
    "identity": sympy.Integer(1),
}


@pytest.mark.parametrize("name", LITERATURE)
def test_slopes_known_from_the_literature(name):
    derivation = slope_in_output(function_of(layer(name)))
    assert sympy.expand(derivation.last - LITERATURE[name]) == 0
    assert len(derivation.lines) > 1


@pytest.mark.parametrize("alpha", [Fraction(1), Fraction(2), Fraction(1, 3)])
def test_the_slope_of_elu_below_zero_is_its_output_and_alpha(alpha):
    last = slope_in_output(function_of(Layer(1, "elu", (0,), alpha=alpha))).last
    assert isinstance(last, Cases)
    assert last.args[0] == 1
    below = sympy.Rational(alpha.numerator, alpha.denominator) + A
    assert sympy.expand(last.args[4] - below) == 0


def test_a_slope_that_the_output_does_not_tell_stays_in_z():
    for name in ("silu", "gelu", "gelu tanh"):
        assert slope_formula(function_of(layer(name)))[0].free_symbols == {Z}


def test_the_softmax_jacobian_line_by_line():
    n = 3
    z = [mpmath.mpf(x) for x in ("0.3", "-1.1", "0.8")]

    def softmax(z):
        return oracle.activate({"activation": "softmax"}, z, oracle._mp())

    a = softmax(z)
    for i, j in product(range(n), repeat=2):
        up = [x + STEP * (k == j) for k, x in enumerate(z)]
        down = [x - STEP * (k == j) for k, x in enumerate(z)]
        expected = (softmax(up)[i] - softmax(down)[i]) / (2 * STEP)
        case = "equal" if i == j else "different"
        for kind in (case, "any"):
            last = softmax_jacobian(kind).last
            delta = sympy.Integer(int(i == j))
            at = {As[I]: a[i], As[J]: a[j]}
            free = last.xreplace({KroneckerDelta(I, J): delta})
            names = {one: sympy.Symbol(f"n{k}") for k, one in enumerate(at)}
            value = number(free.xreplace(names), {names[one]: x for one, x in at.items()})
            assert close(value, expected), (i, j, kind)
    assert sympy.expand(softmax_jacobian("equal").last - As[I] * (1 - As[I])) == 0
    assert sympy.expand(softmax_jacobian("different").last + As[I] * As[J]) == 0
    for case in ("equal", "different", "any"):
        used = {name for line in softmax_jacobian(case).lines for name in line.rules}
        assert {"quotient", "output"} <= used


# Losses -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("outputs", [1, 3])
def test_the_slope_of_a_loss_is_the_difference_quotient(name, outputs):
    probes = LOSSES[name].probes
    assert len(probes) >= 3
    a = [mpmath.mpf(p[0]) for p in probes][:outputs]
    t = [mpmath.mpf(p[1]) for p in probes][:outputs]
    formula = loss_slope_formula(name)
    for i in range(outputs):

        def loss(x, i=i):
            return oracle.LOSSES[name]([*a[:i], x, *a[i + 1 :]], t, oracle._mp())

        value = number(formula, {A: a[i], T: t[i], N: mpmath.mpf(outputs)})
        assert close(value, difference(loss, a[i]))


# Pairs --------------------------------------------------------------------------------------------
TARGET_SETS = (("0.2", "0.5", "0.3"), ("0", "1", "0"), ("0.4", "0.9", "0.1"))
COLLAPSES = {
    ("softmax", "cross-entropy"): A * TARGETS - T,
    ("sigmoid", "binary cross-entropy"): A - T,
    ("sigmoid", "cross-entropy"): A * T - T,
}
PAIRS = sorted(product(ACTIVATIONS, LOSSES))


def output_deltas(name, loss, z, t):
    """The delta of each output by differences of the oracle's loss."""
    m = oracle._mp()
    row = {"activation": name, "slope": "1/10", "alpha": "3/2"}
    found = []
    for i in range(len(z)):

        def value(x, i=i):
            return oracle.LOSSES[loss](oracle.activate(row, [*z[:i], x, *z[i + 1 :]], m), t, m)

        found.append(difference(value, z[i]))
    return found


@pytest.mark.parametrize(("name", "loss"), PAIRS)
def test_the_derived_output_delta_is_the_difference_quotient(name, loss):
    probes = ("0.4", "1.9", "0.7") if "entropy" in loss else ("-0.7", "0.4", "1.9")
    if loss == "binary cross-entropy" and name not in ("sigmoid", "softmax"):
        probes = ("0.4", "0.25", "0.7")  # outputs below 1
    z = [mpmath.mpf(p) for p in probes]
    row = {"activation": name, "slope": "1/10", "alpha": "3/2"}
    a = oracle.activate(row, z, oracle._mp())
    network = Network(2, loss, (replace(layer(name), units=3),))
    graph = build(network)
    last = backward(graph).deltas[1].last
    for targets in TARGET_SETS:
        t = [mpmath.mpf(x) for x in targets]
        expected = output_deltas(name, loss, z, t)
        found = delta_by_hand(name, loss, z, a, t)
        assert all(map(close, found, expected))
        # and the engine's own last line, in its exact numbers
        exact = Exact()
        values = {
            graph.quantity("preactivation", 1): column(probes, exact),
            graph.target: column(targets, exact),
        }
        z_name, a_name = graph.quantity("preactivation", 1), graph.output
        made = graph.made_by[a_name]
        values[a_name] = reader(made.page.forward(made))(values, exact)
        for (one,), there in zip(reader(last)(values, exact), expected, strict=True):
            middle = one.ball.mid() if hasattr(one, "ball") else None
            here = mpmath.mpf(middle.str(40, radius=False)) if middle is not None else None
            here = mpmath.mpf(int(one.p)) / int(one.q) if here is None else here
            assert abs(here - there) < mpmath.mpf(10) ** -25 * (1 + abs(there)), z_name


def column(texts, exact):
    return [[exact.number(*Fraction(text).as_integer_ratio())] for text in texts]


def delta_by_hand(name, loss, z, a, t):
    """What the pair says where it collapses, else Jacobian and slope of the loss, multiplied."""
    n = len(z)
    function = function_of(layer(name))
    found = pair(function, loss)
    if found.delta is not None:
        total = sum(t)
        return [
            number(found.delta, {A: a[i], T: t[i], TARGETS: total, N: mpmath.mpf(n)})
            for i in range(n)
        ]
    by_output = [
        number(loss_slope_formula(loss), {A: a[i], T: t[i], N: mpmath.mpf(n)}) for i in range(n)
    ]
    if name == "softmax":
        return [sum(by_output[k] * a[k] * ((k == i) - a[i]) for k in range(n)) for i in range(n)]
    return [by_output[i] * slope_at(name, z[i]) for i in range(n)]


@pytest.mark.parametrize(("name", "loss"), PAIRS)
def test_pairs_collapse_where_algebra_says_so_and_nowhere_else(name, loss):
    delta = pair(function_of(layer(name)), loss).delta
    if (name, loss) in COLLAPSES:
        assert sympy.expand(delta - COLLAPSES[name, loss]) == 0
    else:
        # a denominator that stays, or none that could go: the product is not shorter
        assert delta is None or sympy.fraction(sympy.together(delta))[1].free_symbols <= {N}
        assert name != "softmax" or delta is None


def test_a_collapse_needs_no_list_of_names():
    """A formula of one's own that is the sigmoid collapses like the sigmoid."""
    own = function_of(layer("1/(1+exp(-z))"))
    assert sympy.expand(pair(own, "binary cross-entropy").delta - (A - T)) == 0


def test_known_targets_shorten_softmax_with_cross_entropy():
    network = Network(2, "cross-entropy", (Layer(3, "softmax", (0,)),))
    lines = {unit: backward(build(network, unit)).deltas[1] for unit in (False, True)}
    rules_used = {unit: [line.rules[0] for line in lines[unit].lines] for unit in lines}
    assert "unit targets" in rules_used[True]
    assert "unit targets" not in rules_used[False]
    assert "collapse" in rules_used[True]
    assert "collapse" in rules_used[False]


# Operations ---------------------------------------------------------------------------------------
APPLICATIONS = [
    (name, number_) for name, page in OPERATIONS.items() for number_ in range(len(page.example()))
]


@pytest.mark.parametrize(("name", "number_"), APPLICATIONS)
def test_a_pull_back_is_the_difference_quotient(name, number_):
    """gradient of <g, output> by each input, for a fixed matrix g."""
    page = OPERATIONS[name]
    one = page.example()[number_]
    assert page.forward.__doc__
    assert page.pull_back.__doc__
    assert one.page is page
    field = Mp()
    values = {source: matrix_for(source, shift) for shift, source in enumerate(one.inputs)}
    output = reader(page.forward(one))(values, field)
    assert [len(output), len(output[0])] == [int(side) for side in one.output.shape]
    gradient = Named("any", 9, 0, *one.output.shape)
    g = matrix_for(gradient, 7)
    values[gradient], values[one.output] = g, output
    for slot, source in enumerate(one.inputs):
        expected = [
            [
                difference(
                    lambda x, i=i, j=j, source=source: inner(
                        g, reader(page.forward(one))(moved(values, source, i, j, x), field)
                    ),
                    values[source][i][j],
                )
                for j in range(len(row))
            ]
            for i, row in enumerate(values[source])
        ]
        formula = page.pull_back(one, slot, gradient)
        assert tuple(formula.shape) == tuple(source.shape)
        for node in formula.atoms(Jacobian):
            values[node] = reader(page.jacobian(one, slot))(values, field)
        for node in formula.atoms(Slope):
            f = partial(forward, node.args[0].name)
            values[node] = [[difference(f, e) for e in row] for row in values[node.args[1]]]
        found = reader(formula)(values, field)
        for p, q in zip(found, expected, strict=True):
            assert all(map(close, p, q))


class Mp:
    """Numbers of mpmath in the shape that readers ask for."""

    def number(self, p, q=1):
        return mpmath.mpf(p) / q

    def add(self, terms):
        return mpmath.fsum(terms)

    def dot(self, left, right):
        return mpmath.fsum(a * b for a, b in zip(left, right, strict=True))

    def multiply(self, a, b):
        return a * b

    def divide(self, a, b):
        return a / b

    def power(self, a, n):
        return a**n

    def function(self, name, a):
        return +mpmath.pi if name == "pi" else getattr(mpmath, name)(a)

    def sign(self, a):
        return (a > 0) - (a < 0)


def matrix_for(name, shift):
    rows, columns = (int(side) for side in name.shape)
    return [
        [mpmath.mpf(((5 * i + 3 * j + 7 * shift) % 11) - 5) / 7 + mpmath.mpf(1) / 9
         for j in range(columns)]
        for i in range(rows)
    ]  # fmt: skip


def moved(values, source, i, j, x):
    matrix = [list(row) for row in values[source]]
    matrix[i][j] = x
    return {**values, source: matrix}


def inner(g, output):
    return mpmath.fsum(
        a * b for p, q in zip(g, output, strict=True) for a, b in zip(p, q, strict=True)
    )


# Rules --------------------------------------------------------------------------------------------
TABLES = {"matrix": rules.RULES, "scalar": scalar.RULES, "tidy": scalar.TIDY}
RULES = [(table, rule.name) for table, several in TABLES.items() for rule in several]


@pytest.mark.parametrize(("table", "name"), RULES)
def test_a_rule_has_a_law_and_words_in_every_style(table, name):
    rule = next(one for one in TABLES[table] if one.name == name)
    assert rule.law.endswith(".")
    assert styles()
    for one in styles():
        words = style(one).words["rule"]
        assert name in words, f"no words for {name} in {one}"
        assert words[name]


def test_the_names_of_rules_are_their_own():
    for several in TABLES.values():
        names = [rule.name for rule in several]
        assert len(set(names)) == len(names)


NETWORKS = (
    Network(2, "half squared error", (Layer(3, "tanh", (0,)), Layer(2, "identity", (1,)))),
    Network(2, "cross-entropy", (Layer(3, "tanh", (0,)), Layer(2, "softmax", (1,)))),
    Network(2, "mean squared error", (Layer(3, "softmax", (0,)), Layer(2, "softmax", (1,)))),
    Network(2, "squared error", (Layer(2, "relu", (0,)), Layer(2, "silu", (0, 1))), True),
    Network(2, "squared error", (Layer(2, "elu", (0,)), Layer(2, "tanh", (1,))), True, "W^T x"),
    Network(2, "binary cross-entropy", (Layer(1, "sigmoid", (0,)),), reduction="mean"),
    Network(2, "squared error", (Layer(2, "z + 1", (0,)),)),
)  # fmt: skip


def derivations():
    for network, unit in product(NETWORKS, (False, True)):
        graph = build(network, unit)
        found = backward(graph)
        for table in (found.deltas, found.activations, found.weights, found.biases):
            yield from table.values()
        for number_ in range(1, graph.depth + 1):
            yield batch(graph, graph.quantity("weights", number_), (1, 2))
    for name in (*ENTRYWISE, *FORMULAS):
        yield differentiate(definition(function_of(layer(name))), Z)
        yield slope_in_output(function_of(layer(name)))
    for case in ("equal", "different", "any"):
        yield softmax_jacobian(case)
    for name, loss in PAIRS:
        yield pair(function_of(layer(name)), loss).derivation


@cache
def fired():
    return {name for one in derivations() for line in one.lines for name in line.rules}


@pytest.mark.parametrize(("table", "name"), RULES)
def test_no_rule_is_dead(table, name):
    assert name in fired()


@pytest.mark.parametrize("look", styles())
def test_every_name_in_a_derivation_has_words(look):
    assert set(style(look).words["rule"]) >= fired()


@pytest.mark.parametrize("look", styles())
def test_every_row_has_a_name_for_people(look):
    assert set(style(look).words["name"]) >= {*ACTIVATIONS, *LOSSES}
    for section, words in style(look).words.items():
        assert words, section
        assert all(isinstance(one, str) for one in words.values()), section
