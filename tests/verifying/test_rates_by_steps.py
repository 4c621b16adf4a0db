"""Units by letters beside inputs told in a sentence; a rate that only its steps say to be one."""

import math

import pytest

import derive


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


TOLD = {
    "en": ("Inputs", "target", "Final weights"),
    "es": ("Entradas", "objetivo", "Pesos resultantes"),
    "fr": ("Entrées", "cible", "Poids finaux"),
    "de": ("Eingaben", "Ziel", "Endgültige Gewichte"),
}


def sheet(rate: str, language: str, step: float | None = None, other: bool = False) -> str:
    """Inputs a and b, hidden c and d, output e; with `other` a step takes another unit's output."""
    inputs, target, final = TOLD[language]
    c, d = round(sigma(0.2 * 1 + 0.4 * 2 - 0.3), 4), round(sigma(0.5 * 1 - 0.1 * 2 + 0.1), 4)
    net = round(0.6 * c - 0.3 * d + 0.2, 4)
    e = round(sigma(net), 4)
    delta = round(e * (1 - e) * (1 - e), 4)
    taken = c if other else d
    changes = [round(0.4 * delta * one, 4) for one in (c, taken, 1)]
    return rf"""Sigmoid units, ${rate}=0.4$. {inputs} $a=1$, $b=2$, {target} $t_e=1$.

$w_{{ca}}=0.2$, $w_{{cb}}=0.4$, $w_{{c0}}=-0.3$, $w_{{da}}=0.5$, $w_{{db}}=-0.1$, $w_{{d0}}=0.1$,
$w_{{ec}}=0.6$, $w_{{ed}}=-0.3$, $w_{{e0}}=0.2$

$net_c = 0.2\cdot1+0.4\cdot2-0.3 = 0.7$, $o_c = {c}$

$net_d = 0.5\cdot1-0.1\cdot2+0.1 = 0.4$, $o_d = {d}$

$net_e = 0.6\cdot{c}-0.3\cdot{d}+0.2 = {net}$, $o_e = {e}$

$\delta_e = o_e(1-o_e)(t_e-o_e) = {delta}$

$\Delta w_{{ji}} = {rate}\,\delta_j x_{{ji}}$:

$\Delta w_{{ec}} = 0.4\cdot{delta}\cdot{c} = {changes[0]}$

$\Delta w_{{ed}} = 0.4\cdot{delta}\cdot{taken} = {changes[1]}$

$\Delta w_{{e0}} = {changes[2]}$

{final}: $w_{{ec}} = {0.6 + changes[0]:.4f}$, $w_{{ed}} = {-0.3 + changes[1]:.4f}$,
$w_{{e0}} = {step or 0.2 + changes[2]:.4f}$
"""


@pytest.mark.parametrize("rate", ["n", "r", "h", r"\eta"])
@pytest.mark.parametrize("language", TOLD)
def test_a_rate_of_any_letter_and_final_weights(rate: str, language: str) -> None:
    right = derive.verify(sheet(rate, language))
    assert right.holds
    assert "new.W.2" in {one.quantity for one in right.claims}


@pytest.mark.parametrize("rate", ["n", "r"])
def test_slips_of_such_a_sheet(rate: str) -> None:
    (found,) = derive.verify(sheet(rate, "en", other=True)).findings
    assert found.line == 18
    (found,) = derive.verify(sheet(rate, "es", step=0.31)).findings
    assert found.line == 23
