"""Gradients of scalar formulas by vectors and matrices, right ones and subtly wrong ones.

Each row of a family: the formula, and the same in NumPy, written by hand. The tests hold the NumPy
form against autograd's gradient of the NumPy loss.
"""

import autograd.numpy as np


def sg(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    return np.exp(z) / np.sum(np.exp(z), axis=0)


VECTOR = {"W": (2, 3), "x": (3, 1), "t": (2, 1), "b": (2, 1)}
BATCH = {"W": (2, 3), "X": (3, 4), "Y": (2, 4), "b": (2, 1)}

# scalar formula, its NumPy form of a namespace v, by what, shapes, right rows, wrong rows
FAMILIES = [
    ("sum((W*x - t)^2)", lambda v: np.sum((v.W @ v.x - v.t) ** 2), "W", VECTOR, [
        ("2(Wx - t)x^T", lambda v: 2 * (v.W @ v.x - v.t) @ v.x.T),
        (r"2(\mathbf{W}\mathbf{x}-\mathbf{t})\,\mathbf{x}^\top", lambda v: 2 * (v.W @ v.x - v.t) @ v.x.T),
        (r"\frac{\partial L}{\partial W} = 2 W x x^T - 2 t x^{\intercal}", lambda v: 2 * v.W @ v.x @ v.x.T - 2 * v.t @ v.x.T),
        ("∇_W L = -2(t - W*x)*x.T", lambda v: -2 * (v.t - v.W @ v.x) @ v.x.T),
        (r"2\,(Wx-t) \otimes x", lambda v: 2 * (v.W @ v.x - v.t) @ v.x.T),
        (r"2\left(x(Wx-t)^T\right)^T", lambda v: 2 * (v.W @ v.x - v.t) @ v.x.T),
    ], [
        ("(Wx - t)x^T", lambda v: (v.W @ v.x - v.t) @ v.x.T),
        ("2(Wx + t)x^T", lambda v: 2 * (v.W @ v.x + v.t) @ v.x.T),
        ("2x(Wx - t)^T", lambda v: 2 * v.x @ (v.W @ v.x - v.t).T),
        ("2(t - Wx)x^T", lambda v: 2 * (v.t - v.W @ v.x) @ v.x.T),
        ("2(Wx - t)^T x", None),
        ("2(Wx - t) x", None),
        ("2 x^T (Wx - t)", None),
        ("2 W^T(Wx - t)", lambda v: 2 * v.W.T @ (v.W @ v.x - v.t)),
        ("2 W x x^T", lambda v: 2 * v.W @ v.x @ v.x.T),
    ]),
    ("sum((W*x - t)^2)", lambda v: np.sum((v.W @ v.x - v.t) ** 2), "x", VECTOR, [
        ("2W^T(Wx - t)", lambda v: 2 * v.W.T @ (v.W @ v.x - v.t)),
        ("2(W^T W x - W^T t)", lambda v: 2 * (v.W.T @ v.W @ v.x - v.W.T @ v.t)),
        (r"2\left((Wx-t)^T W\right)^T", lambda v: 2 * v.W.T @ (v.W @ v.x - v.t)),
    ], [
        ("2W(Wx - t)", None),
        ("W^T(Wx - t)", lambda v: v.W.T @ (v.W @ v.x - v.t)),
        ("2(Wx - t)W^T", None),
        ("2(Wx - t)^T W", lambda v: 2 * (v.W @ v.x - v.t).T @ v.W),
        ("2W^T(Wx) - t", None),
        ("2(W^T W x - t)", None),
    ]),
    (r"\frac12\|Wx+b-t\|^2", lambda v: np.sum((v.W @ v.x + v.b - v.t) ** 2) / 2, "b", VECTOR, [
        ("Wx + b - t", lambda v: v.W @ v.x + v.b - v.t),
        ("∂L/∂b = (Wx + b) - t", lambda v: v.W @ v.x + v.b - v.t),
    ], [
        ("(Wx + b - t)x^T", lambda v: (v.W @ v.x + v.b - v.t) @ v.x.T),
        ("2(Wx + b - t)", lambda v: 2 * (v.W @ v.x + v.b - v.t)),
        ("Wx - t", lambda v: v.W @ v.x - v.t),
        ("(Wx + b - t)^T", lambda v: (v.W @ v.x + v.b - v.t).T),
        ("t - Wx - b", lambda v: v.t - v.W @ v.x - v.b),
        ("∂L/∂b = W^T(Wx + b - t)", lambda v: v.W.T @ (v.W @ v.x + v.b - v.t)),
    ]),
    ("1/2 sum((tanh(W x + b) - t)^2)", lambda v: np.sum((np.tanh(v.W @ v.x + v.b) - v.t) ** 2) / 2, "W", VECTOR, [
        ("((tanh(Wx+b) - t) ∘ (1 - tanh(Wx+b)^2)) x^T", lambda v: ((np.tanh(v.W @ v.x + v.b) - v.t) * (1 - np.tanh(v.W @ v.x + v.b) ** 2)) @ v.x.T),
        (r"(\tanh(Wx+b) - t) \odot (1 - \tanh^2(Wx+b))\, x^T", lambda v: ((np.tanh(v.W @ v.x + v.b) - v.t) * (1 - np.tanh(v.W @ v.x + v.b) ** 2)) @ v.x.T),
        (r"\operatorname{diag}(1 - \tanh^2(Wx+b))(\tanh(Wx+b) - t) x^T", lambda v: ((np.tanh(v.W @ v.x + v.b) - v.t) * (1 - np.tanh(v.W @ v.x + v.b) ** 2)) @ v.x.T),
    ], [
        ("(tanh(Wx+b) - t) x^T", lambda v: (np.tanh(v.W @ v.x + v.b) - v.t) @ v.x.T),
        ("((tanh(Wx+b) - t) ∘ (1 + tanh(Wx+b)^2)) x^T", lambda v: ((np.tanh(v.W @ v.x + v.b) - v.t) * (1 + np.tanh(v.W @ v.x + v.b) ** 2)) @ v.x.T),
        ("((tanh(Wx+b) - t) · (1 - tanh(Wx+b)^2)) x^T", None),
        ("((tanh(Wx) - t) ∘ (1 - tanh(Wx)^2)) x^T", lambda v: ((np.tanh(v.W @ v.x) - v.t) * (1 - np.tanh(v.W @ v.x) ** 2)) @ v.x.T),
        ("((Wx + b - t) ∘ (1 - tanh(Wx+b)^2)) x^T", lambda v: ((v.W @ v.x + v.b - v.t) * (1 - np.tanh(v.W @ v.x + v.b) ** 2)) @ v.x.T),
    ]),
    ("-sum(t*log(σ(W x)) + (1-t)*log(1-σ(W x)))", lambda v: -np.sum(v.t * np.log(sg(v.W @ v.x)) + (1 - v.t) * np.log(1 - sg(v.W @ v.x))), "W", VECTOR, [
        ("(σ(Wx) - t)x^T", lambda v: (sg(v.W @ v.x) - v.t) @ v.x.T),
        ("∂L/∂W = (sigmoid(W*x) - t)*x^T", lambda v: (sg(v.W @ v.x) - v.t) @ v.x.T),
    ], [
        ("(t - σ(Wx))x^T", lambda v: (v.t - sg(v.W @ v.x)) @ v.x.T),
        ("((σ(Wx) - t) ∘ σ(Wx)(1-σ(Wx))) x^T", lambda v: ((sg(v.W @ v.x) - v.t) * sg(v.W @ v.x) * (1 - sg(v.W @ v.x))) @ v.x.T),
        ("(σ(Wx) - t)W^T", None),
        ("x(σ(Wx) - t)^T", lambda v: v.x @ (sg(v.W @ v.x) - v.t).T),
    ]),
    ("-sum(t*log(softmax(W x)))", lambda v: -np.sum(v.t * np.log(softmax(v.W @ v.x))), "W", VECTOR, [
        ("(softmax(Wx) sum(t) - t) x^T", lambda v: (softmax(v.W @ v.x) * np.sum(v.t) - v.t) @ v.x.T),
    ], [
        ("(softmax(Wx) - t) x^T", lambda v: (softmax(v.W @ v.x) - v.t) @ v.x.T),
        ("(t - softmax(Wx) sum(t)) x^T", lambda v: (v.t - softmax(v.W @ v.x) * np.sum(v.t)) @ v.x.T),
    ]),
    ("sum((W*X + b - Y)^2)", lambda v: np.sum((v.W @ v.X + v.b - v.Y) ** 2), "W", BATCH, [
        ("2(WX + b - Y)X^T", lambda v: 2 * (v.W @ v.X + v.b - v.Y) @ v.X.T),
        (r"\nabla_W L = 2\left(WX + b - Y\right)X^\top", lambda v: 2 * (v.W @ v.X + v.b - v.Y) @ v.X.T),
    ], [
        ("2X^T(WX + b - Y)", None),
        ("2(WX + b - Y)X", None),
        ("2X(WX + b - Y)^T", lambda v: 2 * v.X @ (v.W @ v.X + v.b - v.Y).T),
        ("(2/4)(WX + b - Y)X^T", lambda v: (v.W @ v.X + v.b - v.Y) @ v.X.T / 2),
        ("2(WX - Y)X^T", lambda v: 2 * (v.W @ v.X - v.Y) @ v.X.T),
    ]),
    ("t^T W x", lambda v: np.sum(v.t.T @ v.W @ v.x), "W", VECTOR, [
        ("t x^T", lambda v: v.t @ v.x.T), ("(x t^T)^T", lambda v: v.t @ v.x.T),
    ], [
        ("x t^T", lambda v: v.x @ v.t.T), ("t^T x", None), ("t x", None), ("W", lambda v: v.W),
    ]),
    ("x^T A x", lambda v: np.sum(v.x.T @ v.A @ v.x), "x", {"A": (3, 3), "x": (3, 1)}, [
        ("(A + A^T)x", lambda v: (v.A + v.A.T) @ v.x), ("Ax + A^T x", lambda v: v.A @ v.x + v.A.T @ v.x),
    ], [
        ("2Ax", lambda v: 2 * v.A @ v.x), ("Ax", lambda v: v.A @ v.x), ("2A^T x", lambda v: 2 * v.A.T @ v.x),
        ("(A - A^T)x", lambda v: (v.A - v.A.T) @ v.x), ("x^T(A + A^T)", lambda v: v.x.T @ (v.A + v.A.T)),
    ]),
    ("trace(W^T W)", lambda v: np.sum(v.W * v.W), "W", VECTOR, [
        ("2W", lambda v: 2 * v.W), ("W + W", lambda v: 2 * v.W),
    ], [
        ("W", lambda v: v.W), ("2W^T", lambda v: 2 * v.W.T), ("2W^T W", lambda v: 2 * v.W.T @ v.W),
    ]),
    (r"\operatorname{tr}(A B A^T)", lambda v: np.trace(v.A @ v.B @ v.A.T), "A", {"A": (2, 3), "B": (3, 3)}, [
        ("A(B+B^T)", lambda v: v.A @ (v.B + v.B.T)), ("A B' + A B", lambda v: v.A @ v.B.T + v.A @ v.B),
        (r"\mathbf{A}\left(\mathbf{B}+\mathbf{B}^{\mathsf T}\right)", lambda v: v.A @ (v.B + v.B.T)),
    ], [
        ("2AB", lambda v: 2 * v.A @ v.B), ("(B+B^T)A", None), ("A(B - B^T)", lambda v: v.A @ (v.B - v.B.T)),
    ]),
    ("tr(A^T A)", lambda v: np.sum(v.A**2), "A", {"A": (2, 3)}, [
        ("2A", lambda v: 2 * v.A),
    ], [
        ("2A^T", lambda v: 2 * v.A.T), ("A", lambda v: v.A),
    ]),
    (r"\|x\|_1", lambda v: np.sum(np.abs(v.x)), "x", {"x": (3, 1)}, [
        ("sign(x)", lambda v: np.sign(v.x)), ("x/|x|", lambda v: np.sign(v.x)),
    ], [
        ("2x", lambda v: 2 * v.x), ("x/norm(x)", lambda v: v.x / np.sqrt(np.sum(v.x**2))),
    ]),
    ("norm(x)", lambda v: np.sqrt(np.sum(v.x**2)), "x", {"x": (3, 1)}, [
        ("x/np.linalg.norm(x)", lambda v: v.x / np.sqrt(np.sum(v.x**2))),
        (r"\frac{\vec{x}}{\|\vec{x}\|_2}", lambda v: v.x / np.sqrt(np.sum(v.x**2))),
    ], [
        (r"\frac{x}{\|x\|^2}", lambda v: v.x / np.sum(v.x**2)), ("2x", lambda v: 2 * v.x),
    ]),
    (r"\log\sum_i e^{x_i}", lambda v: np.log(np.sum(np.exp(v.x))), "x", {"x": (3, 1)}, [
        (r"\frac{\partial L}{\partial x_i} = \frac{e^{x_i}}{\sum_k e^{x_k}}", lambda v: softmax(v.x)),
        (r"\frac{\partial L}{\partial x_j} = \sum_i \delta_{ij} \frac{e^{x_i}}{\sum_i e^{x_i}}", lambda v: softmax(v.x)),
    ], [
        (r"\frac{\partial L}{\partial x_i} = \frac{e^{x_i}}{\sum_k e^{x_i}}", lambda v: np.ones((3, 1)) / 3),
    ]),
    ("sum((W X + b - Y)^2)", lambda v: np.sum((v.W @ v.X + v.b - v.Y) ** 2), "b", BATCH, [
        ("2 np.sum(W @ X + b - Y, axis=1, keepdims=True)", lambda v: 2 * np.sum(v.W @ v.X + v.b - v.Y, axis=1, keepdims=True)),
    ], [
        ("2 np.mean(W @ X + b - Y, axis=1)", lambda v: 2 * np.mean(v.W @ v.X + v.b - v.Y, axis=1, keepdims=True)),
        ("2 np.sum(W @ X + b - Y, axis=0)", lambda v: 2 * np.sum(v.W @ v.X + v.b - v.Y, axis=0, keepdims=True)),
    ]),
    ("sum(relu(W x))", lambda v: np.sum(np.maximum(v.W @ v.x, 0)), "W", VECTOR, [
        ("H(Wx) x^T", lambda v: (v.W @ v.x > 0) * 1.0 @ v.x.T),
    ], [
        ("relu(Wx) x^T", lambda v: np.maximum(v.W @ v.x, 0) @ v.x.T),
    ]),
    ("(1 - a w x)^2", lambda v: np.sum((1 - v.a * v.w * v.x) ** 2), "w", {"a": (1, 1), "w": (1, 1), "x": (1, 1)}, [
        ("-2 a x (1 - a w x)", lambda v: -2 * v.a * v.x * (1 - v.a * v.w * v.x)),
        (r"\frac{dL}{dw} = 2ax(awx - 1)", lambda v: 2 * v.a * v.x * (v.a * v.w * v.x - 1)),
    ], [
        ("2 a x (1 - a w x)", lambda v: 2 * v.a * v.x * (1 - v.a * v.w * v.x)),
        ("-2 a (1 - a w x)", lambda v: -2 * v.a * (1 - v.a * v.w * v.x)),
        ("-2(1 - a w x)", lambda v: -2 * (1 - v.a * v.w * v.x)),
        ("-a x (1 - a w x)", lambda v: -v.a * v.x * (1 - v.a * v.w * v.x)),
    ]),
]  # fmt: skip
