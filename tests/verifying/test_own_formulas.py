"""Every symbolic line of our own sheets is understood and holds; with one fault it does not."""

from random import Random

import pytest
from verifying.formula_mutants import mutants
from verifying.own_claims import EXERCISES, claims, context, sheet

import derive
from derive.calculus.network import Layer, Network
from derive.teaching.showing import UNITS
from derive.teaching.verifying.symbolic.formulas import SheetContext, formula_claim, letters_of
from derive.writing.notation import style, styles

BY_STYLE = pytest.mark.parametrize("look", sorted(styles()))


@BY_STYLE
@pytest.mark.parametrize(("name", "path"), EXERCISES, ids=[name for name, _ in EXERCISES])
def test_every_symbolic_line_holds(name, path, look):
    known = context(path, look)
    met = 0
    for format_name in ("md", "tex") if look == "boxed" else ("md",):
        text = sheet(path, look, format_name)
        for source, left, sign, right, condition, prose in claims(text, known.letters):
            answer = formula_claim(left, sign, right, known, condition=condition, prose=prose)
            assert answer.holds, (source[left.start : right.end], answer)
            met += 1
    assert met > 2


def shown_networks():
    """What `show` derives, with the network that its formulas are about."""
    pair = Network(UNITS, "cross-entropy", (Layer(UNITS + 1, "softmax", (0,)),))
    yield {"pair": ("softmax", "cross-entropy")}, pair
    layers = tuple(
        Layer(UNITS + n % 2, "tanh" if n < 3 else "softmax", (n - 1,)) for n in range(1, 4)
    )
    asked = {"layers": 3, "loss": "cross-entropy", "hidden": "tanh", "output": "softmax"}
    yield asked, Network(UNITS, "cross-entropy", layers)


@BY_STYLE
@pytest.mark.parametrize(("asked", "network"), list(shown_networks()), ids=["pair", "layers"])
def test_what_is_shown_without_an_exercise_holds(look, asked, network):
    known = SheetContext(network, letters_of(style(look).notation, network), unit_targets=True)
    found = list(claims(derive.show(**asked, style_name=look).markdown(), known.letters))
    assert len(found) > 5
    for source, left, sign, right, condition, prose in found:
        answer = formula_claim(left, sign, right, known, condition=condition, prose=prose)
        assert answer.holds, (source[left.start : right.end], answer)


@pytest.mark.parametrize("look", ["boxed", "worksheet"])
def test_no_fault_passes(look):
    random = Random(look)
    tried = rejected = 0
    for name, path in EXERCISES:
        marks = context(path, look).examples
        known = context(path, look, batches=(marks,))
        text = sheet(path, look, "md")
        for source, left, sign, right, condition, prose in claims(text, known.letters):
            made = list(mutants(right))
            kind, wrong = made[random.randrange(len(made))]
            answer = formula_claim(left, sign, wrong, known, condition=condition, prose=prose)
            told = name, kind, source[left.start : right.end]
            assert not answer.holds, told
            tried += 1
            rejected += answer.holds is False
    assert tried > 300
    assert rejected > 0.7 * tried  # the rest names a layer or an example that is not there


@pytest.mark.parametrize("name", [r"\operatorname{sp}", r"\mathrm{soft}", "r"])
def test_a_function_may_have_a_word_for_its_letter(name):
    sheet = rf"""For ${name}(x) = \ln(1 + e^x)$ we have ${name}'(x) = \frac{{e^x}}{{1 + e^x}}$
and $\ln \sigma(x) = -{name}(-x)$."""
    report = derive.verify(sheet)
    assert report.holds
    assert report.summary == {"holds": 3}
    (found,) = derive.verify(sheet.replace(r"{e^x}{1", r"{1}{1")).findings
    assert found.line == 1
