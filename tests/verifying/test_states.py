"""Names that a rule renews step by step: a velocity, a moving mean. The numbers are worked out."""

import pytest

import derive

RULES = {
    "momentum": ("v ← μ·v − η·g", "w ← w + v"),
    "descent": ("v ← μ·v + g", "w ← w − η·v"),
}


def run(kind, slip=None):
    """Three steps for w x with x = 2, t = 3; `slip` is the step in which a sign is wrong."""
    w, v, lines = 0.5, 0.0, []
    for step in (1, 2, 3):
        g = round((2 * w - 3) * 2, 4)
        sign = "-" if kind == "momentum" else "+"
        factor = "0.05·" if kind == "momentum" else ""
        shown = {"-": "+", "+": "-"}[sign] if slip == step else sign
        change = (0.05 if kind == "momentum" else 1) * g
        new = round(0.9 * v + (change if shown == "+" else -change), 4)
        old = v if v >= 0 else f"({v})"
        lines += [f"**Step {step}**", "", f"- g = {g}"]
        lines += [f"- v = 0.9·{old} {shown} {factor}({g}) = {new}"]
        v = new
        after = round(w + v if kind == "momentum" else w - 0.05 * v, 4)
        add = f"+ ({v})" if kind == "momentum" else f"- 0.05·({v})"
        lines += [f"- w = {w} {add} = {after}", ""]
        w = after
    first, second = RULES[kind]
    return f"""A neuron predicts ŷ = w·x; the gradient of the loss is called g. The rule is

    {first}
    {second}

with μ = 0.9, η = 0.05, and we start at w = 0.5, v = 0.

""" + "\n".join(lines)


@pytest.mark.parametrize("kind", RULES)
def test_right_steps_hold(kind):
    assert derive.verify(run(kind)).holds


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize("step", [2, 3])
def test_a_rule_that_is_put_in_wrongly_is_found(kind, step):
    sheet = run(kind, step)
    line = [at for at, text in enumerate(sheet.splitlines(), 1) if text.startswith("- v")][step - 1]
    assert [one.line for one in derive.verify(sheet).findings][:1] == [line]
