r"""Sheets as students write them, worked out by a solver of our own that knows nothing of derive.

A small network is drawn with a seed, solved with fractions (activations by mpmath), and written in
one of several notations. Results are rounded to 2 to 6 decimals and carried on rounded or in full.
At one quantity the student may slip; all that comes after is worked out from the wrong value.

    student = Student(random.Random(3))
    sheet = student.sheet()                    # right
    sheet = student.sheet(slip="z.1")          # one entry of z.1 is wrong, and carried on
    student.toml                               # the exercise that it belongs to
"""

from dataclasses import dataclass
from fractions import Fraction

import mpmath

BITS = 200


def number(value):
    with mpmath.workprec(BITS):
        return mpmath.mpf(value.numerator) / value.denominator


def fraction(value):
    sign, mantissa, exponent, _ = value._mpf_
    made = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return -made if sign else made


def _with(function):
    def apply(z):
        with mpmath.workprec(BITS):
            return fraction(+function(number(z)))

    return apply


ACTIVATIONS = {
    "sigmoid": (_with(lambda z: 1 / (1 + mpmath.exp(-z))), lambda z, a: a * (1 - a)),
    "tanh": (_with(mpmath.tanh), lambda z, a: 1 - a * a),
    "relu": (lambda z: max(z, Fraction(0)), lambda z, a: Fraction(int(z > 0))),
    "identity": (lambda z: z, lambda z, a: Fraction(1)),
}
LOSSES = {
    "half squared error": (
        lambda a, t: sum((x - y) ** 2 for x, y in zip(a, t)) / 2,
        lambda a, t: [x - y for x, y in zip(a, t)],
    ),
    "squared error": (
        lambda a, t: sum((x - y) ** 2 for x, y in zip(a, t)),
        lambda a, t: [2 * (x - y) for x, y in zip(a, t)],
    ),
}


def rounded(value, digits):
    scale = Fraction(10) ** digits
    shown = (abs(value) * scale + Fraction(1, 2)).__floor__() / scale
    return shown if value > 0 else -shown


@dataclass(frozen=True)
class Notation:
    """How a student writes: the letters, the mark of a layer, the product, the environment."""

    z: str
    a: str
    x: str
    target: str
    output: str
    delta: str
    loss: str
    weight: str
    bias: str
    mark: str
    matrix: str
    hadamard: str
    transpose: str
    gradient: str

    def named(self, letter, layer):
        return letter + self.mark.format(layer)


NOTATIONS = {
    "superscript": Notation(
        "z", "a", "x", "y", r"\hat{y}", r"\delta", "L", "W", "b", "^{{({})}}", "pmatrix",
        r"\odot", r"^\top", r"\frac{{\partial L}}{{\partial {}}}",
    ),
    "bracket": Notation(
        "z", "a", "x", "y", r"\hat{y}", r"\delta", "J", "W", "b", "^{{[{}]}}", "bmatrix",
        r"\circ", "^T", r"\frac{{\partial J}}{{\partial {}}}",
    ),
    "subscript": Notation(
        r"\mathbf{z}", r"\mathbf{h}", r"\mathbf{x}", r"\mathbf{t}", r"\mathbf{y}",
        r"\boldsymbol{\delta}", "E", r"\mathbf{W}", r"\mathbf{b}", "_{}", "pmatrix",
        r"\odot", r"^{{\top}}", r"\frac{{\partial E}}{{\partial {}}}",
    ),
}  # fmt: skip


@dataclass
class Sheet:
    """A student's sheet; where the slip stands, if there is one: its line and what it spoils."""

    text: str
    slip: str | None = None
    slip_start: int | None = None
    slip_end: int | None = None


class Student:
    """A network with numbers, and a person's way of writing."""

    def __init__(self, draw):
        self.draw = draw
        depth = draw.choice([1, 2, 2, 2, 3])
        widths = [draw.randint(2, 3) for _ in range(depth)] + [draw.randint(1, 2)]
        self.widths = widths
        self.activations = [draw.choice(["sigmoid", "tanh", "relu"]) for _ in range(depth - 1)]
        self.activations.append(draw.choice(["sigmoid", "tanh", "identity"]))
        self.loss = draw.choice(list(LOSSES))
        self.rate = Fraction(draw.choice(["0.1", "0.5", "0.25", "1"]))
        self.W = [
            [[self._drawn() for _ in range(widths[k])] for _ in range(widths[k + 1])]
            for k in range(depth)
        ]
        self.b = [[self._drawn() for _ in range(widths[k + 1])] for k in range(depth)]
        self.x = [self._drawn() for _ in range(widths[0])]
        self.t = [Fraction(draw.choice(["0", "1", "0.5"])) for _ in range(widths[-1])]
        self.digits = draw.randint(2, 6)
        self.carry = draw.choice(["rounded", "full"])
        self.notation = draw.choice(list(NOTATIONS))
        self.latex = draw.random() < 0.3
        self.depth = depth

    def _drawn(self):
        return Fraction(self.draw.choice([k for k in range(-9, 10) if k]), 10)

    @property
    def toml(self):
        """The exercise file."""

        def row(values):
            return "[" + ", ".join(str(float(one)) for one in values) + "]"

        layers = ", ".join(
            f'{{ units = {n}, activation = "{f}" }}'
            for n, f in zip(self.widths[1:], self.activations)
        )
        lines = [
            'title = "A student"', 'style = "lecture"',
            f"example = [ {{ x = {row(self.x)}, t = {row(self.t)} }} ]",
            'part = [ { id = "a", ask = ["forward", "loss", "backward", "update"] } ]',
            "[network]", f"inputs = {self.widths[0]}", f'loss = "{self.loss}"',
            f"layer = [ {layers} ]", "[numbers]", f"learning_rate = {float(self.rate)}",
        ]  # fmt: skip
        for k, (W, b) in enumerate(zip(self.W, self.b), 1):
            lines += [f"W.{k} = [{', '.join(map(row, W))}]", f"b.{k} = {row(b)}"]
        return "\n".join(lines) + "\n"

    @property
    def quantities(self):
        """Everything that can be slipped at, in the order of the sheet."""
        found = []
        for k in range(1, self.depth + 1):
            found += [f"z.{k}", f"a.{k}"]
        found.append("loss")
        for k in range(self.depth, 0, -1):
            found += [f"delta.{k}", f"grad.W.{k}", f"grad.b.{k}"]
        for k in range(1, self.depth + 1):
            found += [f"new.W.{k}", f"new.b.{k}"]
        return found

    def sheet(self, slip=None):
        """The sheet, right but for the slip."""
        return _Writing(self, slip).sheet()


class _Writing:
    """One sheet while it is worked out and written."""

    def __init__(self, student, slip):
        self.student, self.slip = student, slip
        self.n = NOTATIONS[student.notation]
        self.lines = []
        self.found = Sheet("", slip)
        self.used = {}

    # numbers as they are written
    def shown(self, value):
        value = rounded(value, self.student.digits)
        text = f"{float(abs(value)):.{self.student.digits}f}"
        return ("-" if value < 0 else "") + text

    def given(self, value):
        return f"{float(value):g}"

    def matrix(self, rows, shown):
        body = r" \\ ".join(" & ".join(shown(one) for one in row) for row in rows)
        return rf"\begin{{{self.n.matrix}}} {body} \end{{{self.n.matrix}}}"

    def column(self, values, shown=None):
        shown = shown or self.shown
        return shown(values[0]) if len(values) == 1 else self.matrix([[v] for v in values], shown)

    # working out
    def settled(self, key, rows):
        """The values that go on: as worked out, or as printed, and wrong where the slip is."""
        student = self.student
        wrong = key == self.slip
        out = [list(row) for row in rows]
        if wrong:
            k, j = student.draw.randrange(len(out)), student.draw.randrange(len(out[0]))
            unit = Fraction(1, 10**student.digits)
            right = rounded(out[k][j], student.digits)
            choices = [right + d * unit * student.draw.randint(3, 60) for d in (1, -1)]
            choices += [-right] if abs(right) > 3 * unit else []
            choices += [2 * right] if abs(right) > 3 * unit else []
            out[k][j] = student.draw.choice(choices)
        if student.carry == "rounded":
            out = [[rounded(one, student.digits) for one in row] for row in out]
        return out

    def display(self, chain, key=None):
        body = " = ".join(chain)
        opening, closing = ("\\[\n", "\n\\]") if self.student.latex else ("$$\n", "\n$$")
        text = "\n".join(self.lines)
        start = len(text) + 1 + len(opening)
        if key is not None and key == self.slip:
            self.found.slip_start, self.found.slip_end = start, start + len(body)
        self.lines.append(f"{opening}{body}{closing}")

    def say(self, words):
        self.lines.append(f"\n{words}\n")

    def sheet(self):
        s, n = self.student, self.n
        if s.latex:
            self.lines.append("\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}")
        self.say("Given:")
        self.display([n.x, self.column(s.x, self.given)])
        self.display([n.target, self.column(s.t, self.given)])
        for k in range(1, s.depth + 1):
            self.display([n.named(n.weight, k), self.matrix(s.W[k - 1], self.given)])
            self.display([n.named(n.bias, k), self.column(s.b[k - 1], self.given)])
        self.forward()
        self.backward()
        self.update()
        if s.latex:
            self.lines.append("\\end{document}\n")
        self.found.text = "\n".join(self.lines)
        return self.found

    def forward(self):
        s, n = self.student, self.n
        self.say("Forward pass:")
        self.a, self.z = [s.x], [None]
        for k in range(1, s.depth + 1):
            W, b, before = s.W[k - 1], s.b[k - 1], self.a[-1]
            raw = [sum(w * v for w, v in zip(row, before)) + c for row, c in zip(W, b)]
            z = [row[0] for row in self.settled(f"z.{k}", [[v] for v in raw])]
            below = n.x if k == 1 else n.named(n.a, k - 1)
            shown = self.given if k == 1 else self.shown
            chain = [
                n.named(n.z, k),
                f"{n.named(n.weight, k)} {below} + {n.named(n.bias, k)}",
                f"{self.matrix(W, self.given)} {self.column(before, shown)}"
                f" + {self.column(b, self.given)}",
                self.column(z),
            ]
            self.display(chain, f"z.{k}")
            act = ACTIVATIONS[s.activations[k - 1]][0]
            a = [row[0] for row in self.settled(f"a.{k}", [[act(v)] for v in z])]
            self.display([n.named(n.a, k), self.column(a)], f"a.{k}")
            self.z.append(z)
            self.a.append(a)
        value = LOSSES[s.loss][0]
        ((loss,),) = self.settled("loss", [[value(self.a[-1], s.t)]])
        self.display([n.loss, self.shown(loss)], "loss")

    def backward(self):
        s, n = self.student, self.n
        self.say("Backward pass:")
        self.dW, self.db = {}, {}
        delta = None
        for k in range(s.depth, 0, -1):
            slope = ACTIVATIONS[s.activations[k - 1]][1]
            slopes = [slope(z, a) for z, a in zip(self.z[k], self.a[k])]
            if k == s.depth:
                into = LOSSES[s.loss][1](self.a[-1], s.t)
                formula = None
            else:
                W = s.W[k]
                into = [sum(W[i][j] * delta[i] for i in range(len(W))) for j in range(len(W[0]))]
                formula = self.transposed(n.named(n.weight, k + 1)) + f" {n.named(n.delta, k + 1)}"
            raw = [[g * d] for g, d in zip(into, slopes)]
            delta = [row[0] for row in self.settled(f"delta.{k}", raw)]
            chain = [n.named(n.delta, k), n.gradient.format(n.named(n.z, k)), self.column(delta)]
            if formula and s.draw.random() < 0.5:
                name = s.activations[k - 1]
                prime = {"sigmoid": r"\sigma'", "tanh": r"\tanh'", "relu": r"\mathrm{ReLU}'"}[name]
                chain.insert(2, f"{formula} {n.hadamard} {prime}({n.named(n.z, k)})")
            self.display(chain, f"delta.{k}")
            before = self.a[k - 1]
            dW = self.settled(f"grad.W.{k}", [[d * v for v in before] for d in delta])
            below = n.x if k == 1 else n.named(n.a, k - 1)
            self.display(
                [n.gradient.format(n.named(n.weight, k)),
                 f"{n.named(n.delta, k)} {self.transposed(below)}", self.matrix(dW, self.shown)],
                f"grad.W.{k}",
            )  # fmt: skip
            db = [row[0] for row in self.settled(f"grad.b.{k}", [[d] for d in delta])]
            self.display(
                [n.gradient.format(n.named(n.bias, k)), n.named(n.delta, k), self.column(db)],
                f"grad.b.{k}",
            )
            self.dW[k], self.db[k] = dW, db

    def transposed(self, name):
        mark = self.n.transpose.format()
        return f"({name}){mark}" if "^" in name or "_" in name else f"{name}{mark}"

    def update(self):
        s, n = self.student, self.n
        self.say(f"Update with the learning rate $\\eta = {self.given(s.rate)}$:")
        for k in range(1, s.depth + 1):
            for letter, key, old, grad in (
                (n.weight, "W", s.W[k - 1], self.dW[k]),
                (n.bias, "b", [[v] for v in s.b[k - 1]], [[v] for v in self.db[k]]),
            ):
                raw = [[w - s.rate * g for w, g in zip(p, q)] for p, q in zip(old, grad)]
                new = self.settled(f"new.{key}.{k}", raw)
                name = n.named(letter, k)
                shown = (
                    self.matrix(new, self.shown)
                    if key == "W"
                    else self.column([row[0] for row in new])
                )
                self.display(
                    [self.new(letter, k), f"{name} - \\eta {n.gradient.format(name)}", shown],
                    f"new.{key}.{k}",
                )

    def new(self, letter, k):
        mark = self.n.mark.format(k)
        if mark.startswith("^"):
            return f"{letter}{mark}_{{\\text{{new}}}}"
        return f"{letter}{mark}^{{\\text{{new}}}}"
