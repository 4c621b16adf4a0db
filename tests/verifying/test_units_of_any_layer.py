"""Derivations about units of any layer, in which one letter stands for all of them."""

import pytest

import derive

WRONG = {"wrong", "mislabelled", "right value, wrong line"}


def wrong(text):
    return [one.line for one in derive.verify(text).claims if one.verdict in WRONG]


def not_held(text):
    return [one.line for one in derive.verify(text).claims if not one.verdict.startswith("holds")]


# the weight from unit i into unit j has i first
ENCYCLOPEDIA = r"""
A unit with the logistic function: $net_j = \sum_{i=1}^n w_{ij} o_i$, $o_j = \varphi(net_j)$
The error of one output is $E = \frac12 (t - y)^2$.
$$\frac{\partial E}{\partial w_{ij}} = \frac{\partial E}{\partial o_j} \frac{\partial o_j}{\partial net_j} \frac{\partial net_j}{\partial w_{ij}}$$
$$\frac{\partial net_j}{\partial w_{ij}} = \frac{\partial}{\partial w_{ij}} \left(\sum_{k=1}^n w_{kj} o_k\right) = o_i$$
$$\frac{\partial o_j}{\partial net_j} = o_j (1 - o_j)$$
Behind an output unit: $\frac{\partial E}{\partial o_j} = \frac{\partial E}{\partial y} = y - t$
$$\frac{\partial E}{\partial o_j} = \sum_{\ell \in L} \left(\frac{\partial E}{\partial net_\ell} \frac{\partial net_\ell}{\partial o_j}\right) = \sum_{\ell \in L} \frac{\partial E}{\partial net_\ell} w_{j\ell}$$
$$\frac{\partial E}{\partial w_{ij}} = o_i \delta_j$$
$$\delta_j = \frac{\partial E}{\partial o_j} \frac{\partial o_j}{\partial net_j} = \begin{cases} (o_j - t_j) o_j (1 - o_j) & \text{output} \\ o_j (1 - o_j) \sum_{\ell \in L} w_{j\ell} \delta_\ell & \text{inner} \end{cases}$$
$$\Delta w_{ij} = -\eta \frac{\partial E}{\partial w_{ij}} = -\eta o_i \delta_j$$
"""  # noqa: E501

# patterns p, any function, deltas that fall
PATTERNS = r"""
$net_{pj} = \sum_i w_{ji} o_{pi}$ and $o_{pj} = f_j(net_{pj})$
$E_p = \frac12 \sum_j (t_{pj} - o_{pj})^2$
$\frac{\partial}{\partial w_{ji}} \sum_k w_{jk} o_{pk} = o_{pi}$
$\delta_{pj} = -\frac{\partial E_p}{\partial net_{pj}}$
$-\frac{\partial E_p}{\partial w_{ji}} = \delta_{pj} o_{pi}$
$\frac{\partial E_p}{\partial o_{pj}} = -(t_{pj} - o_{pj})$
$\sum_k \frac{\partial E_p}{\partial net_{pk}} w_{kj} = -\sum_k \delta_{pk} w_{kj}$
$\delta_{pj} = f_j'(net_{pj}) \sum_k \delta_{pk} w_{kj}$
"""

# what a weight is multiplied with has both letters, and nothing says what deltas are
TEXTBOOK = r"""
$net_j = \sum_i w_{ji} x_{ji}$, $o_j = \sigma(net_j)$
$E_d = \frac12 \sum_{k \in outputs} (t_k - o_k)^2$
$\frac{\partial E_d}{\partial net_j} = -(t_j - o_j) o_j (1 - o_j)$
$\frac{\partial E_d}{\partial net_j} = \sum_{k \in D} \frac{\partial E_d}{\partial net_k} \frac{\partial net_k}{\partial net_j}
= \sum_{k \in D} -\delta_k \frac{\partial net_k}{\partial net_j}
= \sum_{k \in D} -\delta_k w_{kj} o_j (1 - o_j)$
$\delta_j = o_j (1 - o_j) \sum_{k \in D} \delta_k w_{kj}$
$\Delta w_{ji} = \eta \delta_j x_{ji}$
"""  # noqa: E501

# the rule alone, behind what its letters are
RULE_ALONE = r"""
$a_j = \sum_i w_{ji} z_i$ and $z_j = h(a_j)$
$\delta_j = \frac{\partial E_n}{\partial a_j}$
$\frac{\partial E_n}{\partial w_{ji}} = \delta_j z_i$
$\delta_j = h'(a_j) \sum_k w_{kj} \delta_k$
"""

# in German, with thresholds, in plain text
GERMAN = """
Netzeingabe: net_j = Σ_i o_i w_ij
Ausgabe: o_j = f(net_j)
E = ½ Σ_k (t_k - o_k)²
δ_j = -∂E/∂net_j
∂E/∂w_ij = -δ_j o_i
Ausgabeschicht: δ_j = f'(net_j) (t_j - o_j)
Verdeckte Schicht: δ_j = f'(net_j) Σ_k δ_k w_jk
"""

# what goes in is only told within its function
WITHIN = r"""
$$o_j = \varphi(net_j) = \varphi\left(\sum_{k=1}^n w_{kj} o_k\right)$$
$$\frac{\partial net_j}{\partial w_{ij}} = o_i$$
$$\delta_j = \frac{\partial E}{\partial net_j}$$
$$\frac{\partial E}{\partial o_j} = \sum_{\ell} \delta_\ell w_{j\ell}$$
"""


@pytest.mark.parametrize("text", [ENCYCLOPEDIA, PATTERNS, TEXTBOOK, RULE_ALONE, GERMAN, WITHIN])
def test_right_derivations_hold(text):
    assert wrong(text) == []
    # what a loss of bare letters is is said; a name with two letters may be an entry of anything
    assert len(not_held(text)) <= 4


@pytest.mark.parametrize(
    ("text", "right", "slipped", "line"),
    [
        (ENCYCLOPEDIA, "o_k\\right) = o_i", "o_k\\right) = w_{ij}", 5),
        (ENCYCLOPEDIA, "= o_j (1 - o_j)$$", "= o_j (1 + o_j)$$", 6),
        (ENCYCLOPEDIA, "= y - t$", "= t - y$", 7),
        (ENCYCLOPEDIA, r"_\ell} w_{j\ell}$$", r"_\ell} w_{\ell j}$$", 8),
        (ENCYCLOPEDIA, r"= o_i \delta_j$$" + "\n$$\\delta", r"= o_j \delta_i$$" + "\n$$\\delta", 9),
        (ENCYCLOPEDIA, "(o_j - t_j) o_j (1", "(o_j - t_j) (1", 10),
        (ENCYCLOPEDIA, r"w_{j\ell} \delta", r"w_{\ell j} \delta", 10),
        (ENCYCLOPEDIA, r"= -\eta o_i", r"= \eta o_i", 11),
        (PATTERNS, "o_{pk} = o_{pi}", "o_{pk} = o_{pj}", 4),
        (PATTERNS, r"= \delta_{pj} o_{pi}", r"= \delta_{pi} o_{pj}", 6),
        (PATTERNS, "= -(t_{pj}", "= (t_{pj}", 7),
        (PATTERNS, "w_{kj} = -", "w_{kj} = ", 8),
        (PATTERNS, r"\delta_{pk} w_{kj}$" + "\n" + "", r"\delta_{pk} w_{jk}$" + "\n", 8),
        (TEXTBOOK, r"-\delta_k w_{kj} o_j (1 - o_j)", r"-\delta_k w_{kj} o_k (1 - o_k)", 7),
        (TEXTBOOK, r"\delta_j = o_j (1 - o_j)", r"\delta_j = (1 - o_j)", 8),
        (RULE_ALONE, r"w_{kj} \delta_k", r"w_{jk} \delta_k", 5),
        (RULE_ALONE, "h'(a_j)", "h(a_j)", 5),
        (RULE_ALONE, "h'(a_j)", "h'(z_j)", 5),
        (GERMAN, "-δ_j o_i", "δ_j o_i", 6),
        (GERMAN, "δ_k w_jk", "δ_k w_kj", 8),
        (WITHIN, r"w_{j\ell}", r"w_{\ell j}", 5),
        (WITHIN, r"w_{ij}} = o_i", r"w_{ij}} = o_j", 3),
    ],
)
def test_slips_are_found_where_they_are(text, right, slipped, line):
    assert right in text
    assert wrong(text.replace(right, slipped, 1)) == [line]


def test_units_of_layers_with_letters_of_their_own_are_as_before():
    sheet = r"""
$s_j = \sum_i w_{ji} x_i$, $h_j = \tanh(s_j)$, $y_k = \sum_j v_{kj} h_j$
$E = \frac12 \sum_k (y_k - t_k)^2$
$\frac{\partial E}{\partial v_{kj}} = (y_k - t_k) h_j$
"""
    assert wrong(sheet) == []
    assert wrong(sheet.replace("(y_k - t_k) h_j", "(t_k - y_k) h_j")) == [4]
