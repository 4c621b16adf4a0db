"""Slopes as people type them: code, Unicode, copied with their dollars; each with its value."""

import mpmath as m

E, T = m.exp, m.tanh


def s(z):
    return 1 / (1 + E(-z))


def sigmoid(z):
    return E(-z) / (1 + E(-z)) ** 2


def tanh(z):
    return 4 / (E(z) + E(-z)) ** 2


def step(z):
    return m.mpf(1) if z > 0 else m.mpf(0)


def leaky(z):
    return m.mpf(1) if z > 0 else m.mpf(1) / 100


def gelu(z):
    return (1 + m.erf(z / m.sqrt(2))) / 2 + z * E(-z * z / 2) / m.sqrt(2 * m.pi)


def silu(z):
    return s(z) + z * sigmoid(z)


SLOPES = {
    "sigmoid": (sigmoid, [
        "np.exp(-z)/(1+np.exp(-z))**2", "sigma(z)*(1-sigma(z))", "sigmoid(x) * (1 - sigmoid(x))",
        "math.exp(-x)/(1+math.exp(-x))**2", "exp(-z)/pow(1+exp(-z),2)", "σ(z)(1−σ(z))",
        "[1+e^(-x)]^(-2) e^(-x)", "e^(-x)/(1+e^(-x))^2", "e⁻ᶻ/(1+e⁻ᶻ)²", "$y(1-y)$",
        "$$ y (1 - y) $$", r"\(y(1-y)\)", "y × (1 − y)", "y⋅(1-y).", "out*(1-out)",
        r"\frac14 \operatorname{sech}^2 \frac x2", "sig(x)*(1-sig(x))", r"(e^{x/2}+e^{-x/2})^{-2}",
        r"-(1+e^{-x})^{-2}\cdot(-e^{-x})", r"\tfrac{1}{2+2\cosh x}", "out_{h1}(1-out_{h1})",
        "lambda z: np.exp(-z)/(1+np.exp(-z))**2", "return y * (1 - y)", "σ(z)σ(−z)",
        "expit(z)*expit(-z)", "dσ/dz = σ(z)(1-σ(z))", "np.multiply(y, 1 - y)", "y .* (1 - y)",
    ]),
    "tanh": (tanh, [
        "1-np.tanh(z)**2", "1 / np.cosh(z)**2", "sech^2 z", "1 − tanh²(z)", "1.0 - a*a",
        "4/(exp(z)+exp(-z))**2", "1 - torch.tanh(x)**2", "tanh'(x) = 1 - tanh²(x)",
        "1 - np.power(np.tanh(z), 2)",
    ]),
    "relu": (step, [
        "np.where(z>0, 1, 0)", "(z > 0).astype(float)", "(z>0)*1.0", "H(z)", "Θ(z)",
        r"\left\{\begin{array}{ll}1 & z>0\\ 0 & z\le 0\end{array}\right.",
        r"\left\{\begin{array}{rl}0 & \text{if } z<0\\ 1 & \text{if } z>0\end{array}\right.",
        r"\mathbb{1}_{\{z>0\}}", r"\mathbb{I}(z>0)", r"\mathbf{1}_{z>0}", r"\chi_{z>0}",
        "1 for z > 0 and 0 for z < 0", r"\frac12\left(1+\frac{|z|}{z}\right)",
        r"\begin{cases}0 & z<0\\ 1 & z>0 \text{ and } z>-1\end{cases}",
        "0 if z<=0 else 1", "np.maximum(0, np.sign(z))", "1 for x>0, 0 otherwise",
    ]),
    "leaky relu": (leaky, ["np.where(z > 0, 1, 0.01)", "0.01 if x<0 else 1"]),
    "gelu": (gelu, [
        "0.5*(1+math.erf(z/math.sqrt(2))) + z*np.exp(-0.5*z**2)/np.sqrt(2*np.pi)",
        "norm.cdf(z) + z*norm.pdf(z)",
    ]),
    "silu": (silu, ["σ(z) + zσ'(z)", r"\sigma(z)\left[1+z\left(1-\sigma(z)\right)\right]",
                    "y/z + y(1-y/z)", "x*sigmoid(x)*(1-sigmoid(x)) + sigmoid(x)",
                    "swish(z)+sigmoid(z)*(1-swish(z))"]),
    "softplus": (s, ["1/(1+np.exp(-z))", "expit(x)", "½(1+tanh(z/2))", "1/(1+e**(-z))"]),
}  # fmt: skip
RIGHT = [(text, of, slope) for of, (slope, texts) in SLOPES.items() for text in texts]
WRONG = [
    ("np.exp(-z)/(1+np.exp(-z))", "sigmoid", lambda z: E(-z) / (1 + E(-z))),
    ("np.exp(z)/(1+np.exp(-z))**2", "sigmoid", lambda z: E(z) / (1 + E(-z)) ** 2),
    (r"\left\{\begin{array}{ll}0 & z>0\\ 1 & z\le 0\end{array}\right.", "relu",
     lambda z: 1 - step(z)),
    (r"\mathbb{I}(z<0)", "relu", lambda z: 1 - step(z)),
    ("1 if z > 0 and z < 2 else 0", "relu", lambda z: step(z) * step(2 - z)),
    ("σ(z) - zσ'(z)", "silu", lambda z: s(z) - z * sigmoid(z)),
    (r"\frac12 \operatorname{sech}^2 \frac x2", "sigmoid", lambda z: 2 * sigmoid(z)),
    ("e^(-x)/(1+e^(-x))^3", "sigmoid", lambda z: E(-z) / (1 + E(-z)) ** 3),
    ("[1+e^(-x)]^(-2) e^(x)", "sigmoid", lambda z: E(z) / (1 + E(-z)) ** 2),
    ("e⁻ᶻ/(1-e⁻ᶻ)²", "sigmoid", lambda z: E(-z) / (1 - E(-z)) ** 2),
    ("exp(-z)/pow(1+exp(-z),3)", "sigmoid", lambda z: E(-z) / (1 + E(-z)) ** 3),
    ("$y(1+y)$", "sigmoid", lambda z: s(z) * (1 + s(z))),
    ("σ(z)σ(z)", "sigmoid", lambda z: s(z) ** 2),
    ("lambda z: np.exp(-z)", "sigmoid", lambda z: E(-z)),
    ("1-np.tanh(z)", "tanh", lambda z: 1 - T(z)),
    ("1-np.tanh(z**2)", "tanh", lambda z: 1 - T(z * z)),
    ("1/np.cosh(z)", "tanh", lambda z: 1 / m.cosh(z)),
    ("np.where(z>0, 0, 1)", "relu", lambda z: 1 - step(z)),
    ("np.where(z>0, z, 0)", "relu", lambda z: z * step(z)),
    ("H(-z)", "relu", lambda z: step(-z)),
    ("np.sign(z)", "relu", m.sign),
    ("np.where(z > 0, 1, -0.01)", "leaky relu", lambda z: step(z) - (1 - step(z)) / 100),
    ("norm.cdf(z) + norm.pdf(z)", "gelu",
     lambda z: (1 + m.erf(z / m.sqrt(2))) / 2 + E(-z * z / 2) / m.sqrt(2 * m.pi)),
    ("norm.cdf(z) + z*norm.cdf(z)", "gelu", lambda z: (1 + z) * (1 + m.erf(z / m.sqrt(2))) / 2),
    ("np.log1p(np.exp(z))", "softplus", lambda z: m.log(1 + E(z))),
    ("1/(1+e**z)", "softplus", lambda z: 1 / (1 + E(z))),
]  # fmt: skip
