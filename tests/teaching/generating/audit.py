"""What no variant of any recipe may have, found by readers that know nothing of derive.

The sums of each sheet are done again from its print (`arithmetic`), carried in full and as shown;
every value of its key is held against automatic differentiation (`oracle`), printed ones to their
digits; the conditions on what comes out are looked at there too; typical slips are made in NumPy
(`by_hand`) and must show. `bench/audit_recipes.py` does it for 1,000 variants of every recipe.
"""

import json
import re
import tomllib
from dataclasses import replace
from decimal import Decimal

import arithmetic
import audit_values
import mpmath
import oracle

from derive.teaching.exercise import loads
from derive.teaching.generating.exercise_text import exercise_text
from derive.teaching.generating.mistake import planted
from derive.teaching.generating.sheet import sheet
from derive.teaching.generating.variant import variant
from derive.teaching.solve import solve

NEVER = {
    "minus zero": r"-0(?:\.0+)?(?![\d.])",
    "two signs": r"[+-]\s*[+-]",
    "a minus that is not bracketed": r"(?:\\cdot|\\odot|\\circ|\\times)\s*-",
    "a minus after a function": r"\\(?:sin|cos|tanh|ln|exp|log|sigma|max)\s*-",
    "a power of a number with a minus": r"(?<![\d\w)}.\s] )-\d[\d.]*\^(?!\{\(|\\circ)",
    "a factor 1": r"(?<![\d.^{_(])\b1 \\cdot (?=[\d(])",
    "a lost name": r"\bNone\b|\bnan\b|\binf\b",
}
# the same in the spelling of Typst
NEVER_TYPST = {
    "minus zero": r"(?<![\w\\])-0(?:\.0+)?(?![\d.])",
    "two signs": r"[+-] [+-](?=[\d.])",
    "a minus that is not bracketed": r"(?:dot|compose|times) -",
}
MATHS = re.compile(r"^\$\$$(.*?)^\$\$$|(?<!\\)\$([^$\n]+)\$", re.MULTILINE | re.DOTALL)
# results that are no sums: a case of a slope, a vector with a 1 on top, a given weight
COPIED = re.compile(
    r"\\begin\{cases\}|^\\tilde|"
    r"^\\frac\{d [^=]*= \\?[\w\\{}]+(?:_\{\w+\})?(?:\^\{?[\w()]+\}?)? = -?[\d.]+$"
)
POINTS = ("0.17", "0.41", "-0.33")


def made(recipe, seed, number):
    """A variant, its solution, and the file that gives it back."""
    found = variant(recipe, seed, number)
    return found, sheet(found), exercise_text(found.exercise, found.frame, "x")


def numbers_of(text):
    """What tells a variant from others: all but its title, its story and its foot."""
    raw = tomllib.loads(text, parse_float=Decimal)
    told = ("title", "story", "footer", "style")
    return json.dumps({k: v for k, v in raw.items() if k not in told}, default=str, sort_keys=True)


def faults(recipe, found, solved, text):
    """Everything that is wrong with a variant, in words."""
    told = []
    for kind in ("question", "solution"):
        told += [f"{one} in the {kind}" for one in never(solved, kind)]
    told += sums(solved)
    told += derivations(solved)
    if not recipe.slips:
        shown = solve(replace(found.exercise), carry="shown")
        told += [f"shown: {one}" for one in sums(shown)]
    else:
        told += mistakes(recipe, found, solved)
    told += audit_values.faults(recipe, solved, text)
    if re.search(r"-0(?:\.0+)?(?![\d.])", solved.json()):
        told.append("minus zero in the key")
    back = loads(text, f"{found.exercise.name}.toml")
    for one in ("W", "b", "examples", "queries", "parts", "network", "title", "story"):
        if getattr(back, one) != getattr(found.exercise, one):
            told.append(f"the file does not give {one} back")
    return told


def never(solved, kind):
    markdown = solved.markdown(kind)
    for display, inline in MATHS.findall(markdown):
        for what, one in NEVER.items():
            hit = re.search(one, display or inline)
            if hit:
                yield f"{what}: {(display or inline)[max(0, hit.start() - 20) : hit.end() + 20]!r}"
    whole = solved.typst(kind)
    for formula in re.findall(r"(?<!\\)\$([^$]+)\$", whole[whole.index("#align(center") :]):
        for what, one in NEVER_TYPST.items():
            if re.search(one, formula):
                yield f"{what} in Typst: {formula!r}"


def digits_of(solved):
    shape = solved.shape
    kind = shape.kind if shape.kind != "exact" else "decimals"
    return arithmetic.Digits(shape.digits, kind, shape.carry)


def own(solved):
    """Whether the network has functions that are formulas of somebody's own."""
    return any(one.activation not in (*oracle.ENTRYWISE, "softmax")
               for one in solved.shape.network.layers)  # fmt: skip


def sums(solved):
    """Printed lines that their printed digits contradict, and results that nobody could check."""
    if own(solved):
        return []  # no numbers are asked there; see `derivations`
    read = arithmetic.read(solved.markdown(), digits_of(solved))
    told = [f"false: {claim.text}" for claim in read.claims if not claim.holds]
    told += [f"unread: {one}" for one in read.unread if not COPIED.search(one)]
    if len(read.claims) < 2 * solved.shape.network.depth:
        told.append(f"only {len(read.claims)} lines were read")
    return told


def mistakes(recipe, found, solved):
    """A planted mistake makes one line false, and none of the corrected sheet."""
    both = planted(recipe, found, solved)
    digits = digits_of(solved)
    wrong = arithmetic.read(both.wrong.text("md", "mistaken"), digits).claims
    right = arithmetic.read(both.right.text("md", "corrected"), digits).claims
    told = [f"false: {claim.text}" for claim in right if not claim.holds]
    count = sum(not claim.holds for claim in wrong)
    if count != 1:
        told.append(f"{both.slip} at {both.at}: {count} lines are false")
    return told


def derivations(solved):
    """Lines of a derived slope that differ from the derivative of the formula, at some points."""
    if not own(solved):
        return []
    (formula,) = {one.activation for one in solved.shape.network.layers}
    told, lines = [], 0
    plain = arithmetic.Digits(99)
    functions = arithmetic.FUNCTIONS | {
        "sin": arithmetic.monotone(mpmath.sin),
        "cos": arithmetic.monotone(mpmath.cos),
        "exp": arithmetic.monotone(mpmath.exp),
    }
    whole = solved.markdown()
    named = re.search(r"Here \$(\w+) = f\(z\)\$", whole)  # the value of the function by its name
    for display in arithmetic.displays(whole):
        for chain in arithmetic.chains(display):
            if chain[0] not in ("f(z)", "f'(z)"):
                continue
            for point in POINTS:
                try:
                    known = value(formula, point)
                except ValueError:
                    continue  # outside the domain of a logarithm
                right = slope(formula, point) if chain[0] == "f'(z)" else known
                for line in chain[1:]:
                    at = re.sub(r"(?<![a-zA-Z\\])z(?![a-zA-Z])", f"({point})", line)
                    if named:
                        at = re.sub(rf"(?<![a-zA-Z\\]){named[1]}(?![a-zA-Z])", f"({known})", at)
                    at = re.sub(r"\\frac\{d\}\{d \([^)]*\)\}.*", "", at)
                    if at.count(point) != line.count("z"):
                        continue  # still holds a derivative
                    try:
                        got = arithmetic.Reader(arithmetic.tokens(at), plain, functions).whole()
                    except arithmetic.Unread as error:
                        told.append(f"unread: {line} ({error})")
                        continue
                    lines += 1
                    middle = (got.interval.low + got.interval.high) / 2
                    middle = mpmath.mpf(middle.numerator) / middle.denominator
                    if abs(middle - mpmath.mpf(right)) > 1e-9 * (1 + abs(mpmath.mpf(right))):
                        told.append(f"false: {chain[0]} = {line}")
    if lines < 2:
        told.append("no derivation was read")
    return told


def value(formula, point):
    with mpmath.workdps(40):
        found = oracle.formula(formula, mpmath.mpf(point), oracle._mp())
    if not isinstance(found, mpmath.mpf):
        raise ValueError("not real")
    return mpmath.nstr(found, 30)


def slope(formula, point):
    with mpmath.workdps(40):
        h, at, m = mpmath.mpf("1e-15"), mpmath.mpf(point), oracle._mp()
        up, down = (oracle.formula(formula, at + d, m) for d in (h, -h))
        if not isinstance(up, mpmath.mpf):
            raise ValueError("not real")
        return mpmath.nstr((up - down) / (2 * h), 30)
