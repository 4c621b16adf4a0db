"""The reader of written mathematics: what is read, where it stands, and what is refused in time."""

import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from derive.teaching.written import tree
from derive.teaching.written.read import MOST_CHARACTERS, read
from derive.teaching.written.reading import Formula, Unread


def shown(node):
    """A tree in one line, so that a test can say what it expects."""
    match node:
        case None:
            return "-"
        case tree.Number(text):
            return text
        case tree.Name(text):
            return "".join(f"{accent}:" for accent in node.accents) + text
        case tree.Words(text):
            return f"'{text}'"
        case tree.Mark(bracket, inner):
            return f"{bracket}{shown(inner)}"
        case tree.Scripted(base, lower, upper, primes):
            low = "_" + ",".join(map(shown, lower)) if lower else ""
            high = "^" + ",".join(map(shown, upper)) if upper else ""
            return f"{shown(base)}{chr(39) * primes}{low}{high}"
        case tree.Transposed(inner):
            return f"{shown(inner)}.T"
        case tree.Sum(terms, signs):
            return "(" + " ".join(s + shown(t) for s, t in zip(signs, terms)) + ")"
        case tree.Product(factors, signs):
            return "<" + " ".join(s + shown(f) for s, f in zip(signs, factors)) + ">"
        case tree.Over(top, bottom):
            return f"{{{shown(top)}/{shown(bottom)}}}"
        case tree.Derivative(kind, what, by, order):
            return f"{kind}{order if order > 1 else ''}({shown(what)};{shown(by)})"
        case tree.Group(bracket, items):
            return bracket + ", ".join(map(shown, items))
        case tree.Bars(kind, inner):
            return f"{kind}:{shown(inner)}"
        case tree.At(base, where):
            return f"{shown(base)}|{shown(where)}"
        case tree.Matrix(rows):
            return "[" + "; ".join(", ".join(map(shown, row)) for row in rows) + "]"
        case tree.Cases(rows):
            return "{" + "; ".join(f"{shown(a)} if {shown(b)}" for a, b in rows) + "}"
        case tree.Big(kind, lower, upper, body):
            return f"{kind}[{shown(lower)};{shown(upper)}]{shown(body)}"
        case tree.Root(inner):
            return f"root:{shown(inner)}"
        case tree.Chain(operands, relations):
            text = shown(operands[0])
            for relation, operand in zip(relations, operands[1:]):
                text += f" {relation.sign} {shown(operand)}"
            return text + (f" when {shown(node.condition)}" if node.condition else "")
    raise TypeError(type(node))


def said(text):
    formula = read(text)
    assert isinstance(formula, Formula), formula
    return " ;; ".join(map(shown, formula.statements))


FORMULAS = [
    # layers, examples, indices, accents
    (r"\mathbf{W}^{[2]}", "W^[2"),
    (r"W^{(l+1)}", "W^((+l +1)"),
    (r"z^{(1)}_1", "z_1^(1"),
    (r"x^{[0](1)}", "x^[0,(1"),
    (r"x^{<2>}", "x^<2"),
    (r"w_{11}^{new}", "w_11^new"),
    (r"w_{ij}", "w_<i j>"),
    ("δ_ij", "delta_<i j>"),
    (r"\hat{\mathbf{y}} - \hat y", "(+hat:y -hat:y)"),
    ("ŷ − y", "(+hat:y -y)"),
    (r"\vec{x}'", "vec:x'"),
    ("W2 a1", "<W_2 a_1>"),
    ("W₂ᵀδ₂ ⊙ σ′(z₁)", "<W_2.T delta_2 ∘sigma' (z_1>"),
    # transposition
    (r"(W^{(2)})^T \delta", "<(W^(2.T delta>"),
    (r"W^{(2)\top}", "W^(2.T"),
    (r"h^{(1)^\top}", "h^(1.T"),
    (r"W^{[2]}{}^\intercal", "W^[2.T"),
    ("A1.T", "A_1.T"),
    # products and powers
    ("0.3(0.5)+(-0.1)(-0.2)", "(+<0.3 (0.5> +<((-0.1) ((-0.2)>)"),
    (r"a \cdot -0.5", "<a ·(-0.5)>"),
    ("x^2 y", "<x^2 y>"),
    ("-x^2", "(-x^2)"),
    ("2e^{-x}", "<2 e^(-x)>"),
    ("exp(-z)**2", "<exp ((-z)^2>"),
    ("a/b c", "<a /b c>"),
    (r"\frac12 x", "<{1/2} x>"),
    (r"\dfrac{a}{b}", "{a/b}"),
    ("x²·½", "<x^2 ·{1/2}>"),
    # functions
    (r"\tanh^2 x", "<tanh^2 x>"),
    (r"\operatorname{softmax}(z)_i", "<softmax (z_i>"),
    (r"\text{ReLU}(z)", "<relu (z>"),
    (r"\log p_k", "<log p_k>"),
    (r"\sqrt{2\pi}", "root:<2 pi>"),
    (r"\left|x\right|", "abs:x"),
    (r"\|x\|_2^2", "norm:x_2^2"),
    # derivatives
    (r"\frac{\partial L}{\partial W^{(1)}}", "partial(L;W^(1)"),
    (r"\frac{dL}{dw}", "d(L;w)"),
    ("∂L/∂W2", "partial(L;W_2)"),
    ("dL/dw_1 x", "<d(L;w_1) x>"),
    (r"\frac{d}{dz}\tanh(z)", "d(<tanh (z>;z)"),
    (r"\frac{\partial^2 L}{\partial w^2}", "partial2(L;w^2)"),
    (r"\nabla_{W} L", "nabla(L;W)"),
    (r"\left.\frac{dL}{dw}\right|_{w=2}", "(d(L;w)|w = 2"),
    # sums, matrices, cases
    (r"\sum_{k=1}^{K} t_k \log p_k", "sum[k = 1;K]<t_k log p_k>"),
    (r"\sum_k a_k + 1", "(+sum[k;-]a_k +1)"),
    (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "[1, 2; 3, 4]"),
    (r"\begin{bmatrix} 0.1 \ -0.2 \\ 0.1 \ 0.3 \end{bmatrix}", "[0.1, (-0.2); 0.1, 0.3]"),
    (r"\begin{pmatrix}1 -2\\3 4\end{pmatrix}", "[1, (-2); 3, 4]"),
    (r"\begin{array}{cc}1&2\end{array}", "[1, 2]"),
    ("[1, 2; 3, 4]", "[1, 2; 3, 4]"),
    (r"\begin{cases}1&x>0\\0&\text{otherwise}\end{cases}", "{1 if x > 0; 0 if -}"),
    ("1 if z > 0 else 0", "{1 if z > 0; 0 if -}"),
    ("1 for z>0, 0 otherwise", "{1 if z > 0; 0 if -}"),
    (r"x \text{ if } z > 0", "x when z > 0"),
    # what changes nothing
    (r"\boxed{\color{red} 0.25}", "0.25"),
    (r"\underbrace{p - t}_{\delta}", "(+p -t)"),
    (r"\bigl(\,a\;\bigr)\!b", "<(a b>"),
    (r"\cancel{x} + \textcolor{blue}{y}", "(+x +y)"),
    (r"\color[rgb]{1,0,0} x = 2", "x = 2"),
    (r"\phantom{-}0.3 + \hphantom{0}2", "(+0.3 +2)"),
    (r"a=b \tag{3}", "a = b"),
    (r"a \overset{(1)}{=} b", "a = b"),
    (r"a \stackrel{!}{\approx} b", "a ≈ b"),
    (r"\mathrm{softmax}\begin{pmatrix} 1 \\ 2 \end{pmatrix}", "<softmax [1; 2]>"),
    (r"\tanh\begin{bmatrix} 1 & 2 \end{bmatrix}", "<tanh [1, 2]>"),
    (r"\begin{pmatrix} 0.1 \quad 0.2 \\ 3 \quad 4 \end{pmatrix}", "[0.1, 0.2; 3, 4]"),
    ("0.3(0.5)", "<0.3 (0.5>"),
    (r"\text{Hence } a = b", "a = b"),
    (r"a = b && \text{(chain rule)} \\ &= c", "a = b = c"),
    (r"a &= b \\ &\quad + c \\ &= d", "a = (+b +c) = d"),
    (r"a = 2 \cdot (b \\ &\quad + c)", "a = <2 ·((+b +c)>"),
    (r"a = b + \\ c", "a = (+b +c)"),
    (r"a_i = b \text{ if } i = j", "a_i = b when i = j"),
    # chains and statements
    ("a = b ≈ c", "a = b ≈ c"),
    (r"a = b \Rightarrow c = d", "a = b ;; c = d"),
    ("a = 1, b = 2", "a = 1 ;; b = 2"),
    (r"a = 1 \quad b = 2", "a = 1 ;; b = 2"),
    (r"W \leftarrow W - \eta g", "W ← (+W -<eta g>)"),
    (r"\begin{aligned} z &= Wx \\ &= 2 \\ &= 3 \end{aligned}", "z = <W x> = 2 = 3"),
    ("= 0.5", "- = 0.5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_what_is_read(text, expected):
    assert said(text) == expected


def test_digits_stay_as_they_are_printed():
    (chain,) = read("z = 0.270000").statements
    assert (chain.operands[1].text, chain.operands[1].decimals) == ("0.270000", 6)


def test_every_node_knows_its_place():
    text = "  δ1 = W2^T δ2 ∘ a1(1-a1)"
    (chain,) = read(text, 100).statements
    left, right = chain.operands
    assert text[left.start - 100 : left.end - 100] == "δ1"
    assert text[right.start - 100 : right.end - 100] == "W2^T δ2 ∘ a1(1-a1)"
    assert text[chain.relations[0].start - 100] == "="
    last = right.factors[-1]
    assert text[last.start - 100 : last.end - 100] == "(1-a1)"


UNREAD = [
    ("y(1-y", 'expected ")"', 5),
    (r"\frac{a}{b", 'expected "}"', 10),
    ("a + ", "expected", 4),
    (r"a \foo b", "not understood", 2),
    (r"\input{/etc/passwd}", "expected", 7),
    (r"\write18{ls}", "not understood", 0),
    (r"\def\a{\a\a}", "not understood", 0),
    (r"\begin{tikzpicture}x\end{tikzpicture}", "not understood", None),
    (r"\begin{pmatrix}1\end{bmatrix}", "expected the end", None),
    ("a\0b", "stands in no formula", 1),
    ("a\udcffb", "stands in no formula", 1),
    ("__import__('os').system('ls')", "expected", 0),
    ("10000000!", "not understood", 8),
    ("9" * 5000, "too long a number", 0),
    ("1e99999", "too long a number", 0),
    ("", "expected a formula", 0),
]


@pytest.mark.parametrize(("text", "reason", "start"), UNREAD, ids=[row[0][:20] for row in UNREAD])
def test_what_is_not_read_says_where(text, reason, start):
    found = read(text)
    assert isinstance(found, Unread)
    assert reason in str(found)
    assert start is None or found.start == start


HOSTILE = {
    "parentheses": "(" * 9_000 + "x" + ")" * 9_000,
    "braces": "{" * 9_000 + "}" * 9_000,
    "fractions": r"\frac{1}{" * 900 + "x" + "}" * 900,
    "powers": "x" + "^{x" * 3_000 + "}" * 3_000,
    "tower": "9^{9^{9^{9}}}",
    "open brackets": r"\left(" * 3_000,
    "matrices": r"\begin{pmatrix}" * 1_000,
    "minus": "-" * 9_999 + "x",
    "bars": "|" * 9_999,
    "carets": "x" + "^" * 9_999,
    "marks": "x^{<" * 4_000,
    "raised": "ⁿ" * 9_999,
    "else": "x if x else " * 1_500 + "x",
    "if": " if ".join("x" * 3_000),
    "terms": "+".join("x" * 9_999),
    "roots": r"\sqrt" * 3_000 + "x",
    "hats": r"\hat" * 4_000 + "x",
    "texts": r"\text{" * 3_000,
    "differentials": "d" * 9_999,
    "slashes": "/".join(["dx"] * 5_000),
    "five megabytes": "x+" * 2_500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_takes_bounded_time(name):
    start = time.process_time()
    found = read(HOSTILE[name])
    assert time.process_time() - start < 20
    assert isinstance(found, Unread | Formula)
    if len(HOSTILE[name]) > MOST_CHARACTERS:
        assert "at most" in str(found)
        assert len(str(found)) < 200


PIECES = st.sampled_from(
    [
        r"\frac",
        r"{",
        r"}",
        r"(",
        r")",
        r"[",
        r"]",
        r"^",
        r"_",
        r"x",
        r"W",
        r"\delta",
        r"2",
        r"1.5",
        r"+",
        r"-",
        r"=",
        r"&",
        r"\\",
        r"\begin{pmatrix}",
        r"\end{pmatrix}",
        r"|",
        r"\|",
        r"'",
        r",",
        r"\begin{cases}",
        r"\end{cases}",
        r"\left(",
        r"\right)",
        r"\quad",
        r"T",
        r"\text{if}",
        r"if",
        r"else",
        r"\sum",
        r"\partial",
        r"d",
        r"/",
        r"\cdot",
        r"\nabla",
        r"\hat",
        r"<",
        r">",
        r"ᵀ",
        r"²",
        r"₁",
        r"σ",
        r"∘",
        r"\begin{aligned}",
        r"\end{aligned}",
        r"\end",
        r"\right",
        r"\left",
        r"^T",
        r"^{(2)}",
        r".",
        r"\,",
    ]
)


@settings(max_examples=400, deadline=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=40)
       | st.text(string.printable, max_size=60))  # fmt: skip
def test_anything_is_read_or_refused_with_a_place(text):
    found = read(text, 7)
    if isinstance(found, Unread):
        assert found.reason
        assert 7 <= found.start <= len(text) + 7
        return
    nodes = [operand for chain in found.statements for operand in chain.operands if operand]
    for node in nodes:
        assert 7 <= node.start <= node.end <= len(text) + 7
