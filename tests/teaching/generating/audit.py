"""What no variant of any recipe may have, found by readers that know nothing of derive.

The sums of each sheet are done again from its print (`arithmetic`), its key is held against
automatic differentiation (`oracle`), typical wrong answers against it; `bench/audit_recipes.py`
does it for 1,000 variants of every recipe.
"""

import re
import tomllib
from decimal import Decimal

import arithmetic
import oracle

from derive.teaching.exercise import loads
from derive.teaching.generating.exercise_text import exercise_text
from derive.teaching.generating.sheet import sheet
from derive.teaching.generating.variant import variant
from derive.teaching.generating.wrong_answers import wrong_answers

NEVER = {
    "minus zero": r"-0(?:\.0+)?(?![\d.])",
    "two signs in a row": r"[+-]\s+[+-]\s",
    "a minus that is not bracketed": r"(?:\\cdot|[+-]) -(?=[\d\\.])",
    "a factor 1": r"(?<![\d.^{_(])\b1 \\cdot (?=[\d(])",
    "a lost name": r"\bNone\b|\bnan\b|\binf\b",
}
NEAR = 1e-9
# parts of the key that the oracle knows
SHARED = ("z.", "a.", "delta.", "loss", "output", "grad.W.", "grad.b.")


def flat(value):
    return [entry for one in value for entry in flat(one)] if isinstance(value, list) else [value]


def made(recipe, seed, number):
    """A variant, its solution, and the file that gives it back."""
    found = variant(recipe, seed, number)
    return found, sheet(found), exercise_text(found.exercise, found.frame, "x")


def faults(found, solved, text):
    """Everything that is wrong with a variant, in words."""
    told = []
    for kind in ("question", "solution"):
        whole = solved.markdown(kind).replace(solved.stamp, "")
        told += [f"{what} in the {kind}" for what, one in NEVER.items() if re.search(one, whole)]
    told += sums(solved)
    told += keys(solved, text)
    told += doubled(solved) + still(solved)
    if loads(text, f"{found.exercise.name}.toml").W != found.exercise.W:
        told.append("the file does not give the exercise back")
    return told


def sums(solved):
    """Printed lines that their printed digits contradict."""
    shape = solved.shape
    digits = arithmetic.Digits(shape.digits, shape.kind if shape.kind != "exact" else "decimals")
    if any("z" in one.activation and one.activation not in oracle.ENTRYWISE
           for one in shape.network.layers):  # fmt: skip
        return []  # functions of one's own are not in the reader's table
    sheet_read = arithmetic.read(solved.markdown(), digits)
    return [f"false: {claim.text}" for claim in sheet_read.claims if not claim.holds]


def keys(solved, text):
    """Values of the key that automatic differentiation contradicts."""
    raw = tomllib.loads(text, parse_float=Decimal)
    spec = raw["network"]
    W, b, examples = oracle.given({**raw, "example": [{"t": None} | e for e in raw["example"]]})
    part = solved.key["parts"][0]
    if not part.get("examples") or any("derive" in one["ask"] for one in solved.key["parts"]):
        return []
    if any(t is None for _, t in examples):
        found = {"examples": [oracle.values(spec, W, b, x) for x, _ in examples]}
    else:
        found = oracle.gradients(spec, W, b, examples)
    told = []
    for one in part["examples"]:
        told += differing(one["values"], found["examples"][one["index"] - 1])
    return told + differing(part["values"], found)


def differing(ours, theirs):
    return [
        f"{key}: {ours[key]} is {theirs[key]}"
        for key in ours
        if key.startswith(SHARED)
        and key in theirs
        and any(
            abs(a - b) > NEAR * (1 + abs(b))
            for a, b in zip(flat(ours[key]), flat(theirs[key]), strict=True)
        )
    ]


def still(solved):
    """Units that hardly learn: saturated ones, and layers of which all units are dead."""
    told = []
    for part in solved.key["parts"]:
        for one in part["examples"]:
            slopes = {key: value for key, value in one["values"].items() if key[:6] == "slope."}
            for key, values in slopes.items():
                layer = solved.shape.network.layers[int(key[6:]) - 1]
                curved = layer.activation in ("sigmoid", "tanh")
                if not any(values) or (curved and min(map(abs, values)) < 0.02):
                    told.append(f"{key} is {values}")
    return told


def doubled(solved):
    """Asked answers that equal, as shown, what a slip in their own formula makes of them."""
    told = []
    for part_id, wrong in wrong_answers(solved).items():
        part = solved.values[part_id]
        for key, answers in wrong.items():
            right = part["values"].get(key)
            if right is None or not key.startswith(("grad.W", "grad.b", "new.")):
                continue
            if any(name.startswith(f"{key}[") for name in part["values"]):
                continue  # single weights are asked, and the whole matrix is printed nowhere
            unit = 10.0**-(solved.shape.digits)
            for one in answers:
                same = all(
                    abs(a - b) < unit * (abs(a) if solved.shape.kind == "significant" else 1) / 2
                    for a, b in zip(flat(right), flat(one.value), strict=True)
                )
                if same and one.at == key:
                    told.append(f"{key} looks like the slip {one.slip}")
    return told
