"""The numbers of a variant: its key, what it prints, and what a recipe promises of both.

Every value of the key has its counterpart by automatic differentiation; one without is a fault.
"""

import re
import tomllib
from decimal import Decimal
from fractions import Fraction

import arithmetic
import by_hand
import numpy as np
import oracle

NEAR = 1e-9
# what the documentation says is usual
USUAL = {
    "slope_least": 0.03, "output_margin": 0.01, "kink_distance": 0.05, "dead_units": 0,
    "class_margin": 0.03, "delta_least": 0.001, "answer_most": 1000, "not_zero": True,
    "distinct": True, "no_tie": 0.001, "loss_falls": True, "slips_show": True,
}  # fmt: skip
ASKED = {
    "forward": r"z\.|a\.", "loss": r"loss$", "backward": r"delta\.|grad\.[Wb]\.\d+$",
    "update": r"new\.[Wb]\.\d+$", "forward again": r"new\.(?:z\.|a\.|loss$)",
}  # fmt: skip


def flat(value):
    return [entry for one in value for entry in flat(one)] if isinstance(value, list) else [value]


def faults(recipe, solved, text):
    raw = tomllib.loads(text, parse_float=Decimal)
    told = []
    left = {}
    W, b, _ = oracle.given(raw | {"example": []})
    bounds = USUAL | {k: v for k, v in recipe.data.get("conditions", {}).items()}
    for part, asked in zip(solved.key["parts"], raw["part"], strict=True):
        start = asked.get("parameters", "given")
        start = start[0] if isinstance(start, list) else start
        world = World(raw, asked, *left.get(start, (W, b)), part)
        left[part["id"]] = world.new or (world.W, world.b)
        told += [f"part {part['id']}: {one}" for one in key(part, world)]
        told += [f"part {part['id']}: {one}" for one in printed(part, world, solved.shape)]
        told += [f"part {part['id']}: {one}" for one in promises(part, world, solved, bounds)]
        if not world.queries_only and bounds["slips_show"] is not False:
            told += [f"part {part['id']}: {one}" for one in unseen(part, world, solved.shape)]
    return told


def numbers_of(part, kind):
    """The examples or queries that a part has values of."""
    return [one["index"] for one in part[kind]]


class World:
    """One part worked out: `values` by the names of the key, those of examples as `1/z.2`."""

    def __init__(self, raw, asked, W, b, part):
        self.raw, self.asked, self.W, self.b, self.new = raw, asked, W, b, None
        spec = self.spec = raw["network"]
        self.queries_only = set(asked["ask"]) <= {"classify", "derive"}
        examples = [(one["x"], one.get("t")) for one in raw.get("example", [])]
        self.examples = [(n, *examples[n - 1]) for n in numbers_of(part, "examples")]
        self.values = {}
        formula = any(one["activation"] not in (*oracle.ENTRYWISE, "softmax")
                      for one in spec["layer"])  # fmt: skip
        if set(asked["ask"]) == {"derive"} or formula:
            return
        self.pairs = [(x, t) for _, x, t in self.examples if t is not None]
        if self.examples and len(self.pairs) == len(self.examples):
            found = oracle.gradients(spec, W, b, self.pairs)
            for (n, *_), one in zip(self.examples, found.pop("examples"), strict=True):
                self.put(f"{n}/", one)
            self.put("", found)
        else:
            for n, x, _ in self.examples:
                self.put(f"{n}/", oracle.values(spec, W, b, x))
        for n in numbers_of(part, "queries"):
            one = raw["query"][n - 1]
            self.put(f"query {n}/", oracle.values(spec, W, b, one["x"], one.get("t")))
        if "update" in asked["ask"]:
            self.update()

    def put(self, before, found):
        self.values |= {before + name: value for name, value in found.items()}

    def update(self):
        rate = self.raw["numbers"]["learning_rate"]
        self.new = oracle.step(self.spec, self.W, self.b, self.pairs, rate)
        for kind, parameters in zip("Wb", self.new, strict=True):
            for layer, one in enumerate(parameters, start=1):
                if one is not None:
                    self.values[f"new.{kind}.{layer}"] = one
        losses = []
        for n, x, t in self.examples:
            after = oracle.values(self.spec, *self.new, x, t)
            losses.append(after["loss"])
            self.put(f"{n}/", {f"new.{name}": value for name, value in after.items()})
        share = len(losses) if self.spec.get("reduction", "sum") == "mean" else 1
        self.values["new.loss"] = sum(losses) / share
        self.values["fell"] = self.values["new.loss"] < self.values["loss"]

    def label(self, output):
        names = self.spec.get("classes")
        if len(output) > 1:
            at = output.index(max(output))
            return names[at] if names else at + 1
        high = output[0] >= float(self.spec.get("threshold", 0.5))
        return names[int(high)] if names else int(high)

    def value(self, name):
        """The value of a name of the key; KeyError where there is none."""
        single = re.fullmatch(r"((?:grad|new)\.[Wb]\.\d+)\[(\d+)(?:,(\d+))?\]", name)
        if single:
            row, column = self.spec.get("count_from", [1, 1])
            whole = self.values[single[1]]
            if single[3] is None:
                return whole[int(single[2]) - 1]
            return whole[int(single[2]) - row][int(single[3]) - column]
        if name.startswith("shape."):
            one = (self.W if name[6] == "W" else self.b)[int(name[8:]) - 1]
            return [len(one), len(one[0]) if name[6] == "W" else 1]
        if name.endswith("label"):
            return self.label(self.values[f"{name[:-5]}output"])
        return self.values[name]


def key(part, world):
    """Values of the key that automatic differentiation contradicts, or does not know."""
    if not world.values:
        return
    assert "runs" not in part, "a part of several runs: compare each"
    whole = {}
    for kind, before in (("examples", ""), ("queries", "query ")):
        for one in part[kind]:
            whole |= {f"{before}{one['index']}/{k}": v for k, v in one["values"].items()}
    for name, ours in (whole | part["values"]).items():
        if name.startswith("path."):
            product = np.prod([float(one["value"]) for one in ours])
            theirs = world.value(f"grad.{name[5:]}")
            if abs(product - theirs) > NEAR:
                yield f"the factors of {name} come to {product}, not {theirs}"
            continue
        try:
            theirs = world.value(name)
        except KeyError:
            yield f"{name} was compared with nothing"
            continue
        if isinstance(theirs, str | bool) or isinstance(ours, str | bool):
            if ours != theirs:
                yield f"{name}: {ours} is {theirs}"
        elif len(flat(ours)) != len(flat(theirs)) or any(
            abs(a - b) > NEAR * (1 + abs(b)) for a, b in zip(flat(ours), flat(theirs), strict=True)
        ):
            yield f"{name}: {ours} is {theirs}"


def shown(part):
    """The printed texts by name; those of one of several examples as `example.1/z.2`."""
    for name, texts in part["shown"].items():
        if isinstance(texts, dict):
            yield from ((f"{name}/{own}", text) for own, text in texts.items())
        else:
            yield name, texts


def each_printed(part, world, shape):
    """Every printed entry: its name, its text, what it is by automatic differentiation."""
    for name, texts in shown(part):
        place, _, own = name.rpartition("/")
        place = place.replace("example.", "").replace("query.", "query ")
        tried = [f"{place}/{own}"] if place else [name, "1/" + name, "query 1/" + name]
        for one in tried:
            try:
                theirs = world.value(one)
            except KeyError:
                continue
            for at, (text, value) in enumerate(zip(flat(texts), flat(theirs), strict=True)):
                yield name, at, text, value
            break
        else:
            yield name, 0, None, None


def unit_of(text, shape):
    """What one in the last place of a printed number is worth, 0 where it is exact."""
    mantissa, _, exponent = text.lstrip("-").partition("e")
    if "/" in text:
        return 0
    kind = "significant" if shape.kind == "significant" else "decimals"
    found = arithmetic.unit(mantissa, arithmetic.Digits(shape.digits, kind))
    return float(found * Fraction(10) ** int(exponent or 0))


def printed(part, world, shape):
    """Printed values that differ from what they are by more than their rounding."""
    if not world.values:
        return
    for name, _, text, value in each_printed(part, world, shape):
        if text is None:
            yield f"printed {name} was compared with nothing"
            continue
        number = Fraction(text) if "/" in text else Fraction(Decimal(text))
        if abs(float(number) - value) > unit_of(text, shape) / 2 + NEAR * (1 + abs(value)):
            yield f"printed {name}: {text} is {value}"


def promises(part, world, solved, bounds):
    """What the conditions of the recipe rule out, looked at in values that are not ours."""
    if not world.values:
        return
    values, layers = world.values, world.spec["layer"]
    dead = [np.zeros(layer["units"]) for layer in layers]
    seen = [place for place in [*(f"{n}/" for n, *_ in world.examples), "query 1/"]
            if f"{place}z.1" in values]  # fmt: skip
    examples = [place for place in seen if not place.startswith("query")]
    for place in seen:
        for at, layer in enumerate(layers, start=1):
            name, z, a = layer["activation"], values[f"{place}z.{at}"], values[f"{place}a.{at}"]
            if name in ("sigmoid", "tanh"):
                slopes = by_hand.SLOPES[name](np.array(a))
                if min(slopes) < bounds["slope_least"] and place in examples:
                    yield f"{place}z.{at} is saturated: {z}"
            if name == "relu" and place in examples:
                dead[at - 1] += np.array(z) > 0
                if min(map(abs, z)) < bounds["kink_distance"]:
                    yield f"{place}z.{at} is near its kink: {z}"
        if layers[-1]["activation"] in ("sigmoid", "softmax") and not (
            bounds["output_margin"] <= min(a) <= max(a) <= 1 - bounds["output_margin"]
        ):
            yield f"{place}output is nearly 0 or 1: {a}"
        if "classify" in part["ask"] and (place in examples) == (not part["queries"]):
            top = sorted(a)[-2:]
            near = top[1] - top[0] if len(top) > 1 else a[0] - 0.5
            if abs(near) < bounds["class_margin"]:
                yield f"{place}output is on the border: {a}"
    for at, layer in enumerate(layers):
        if layer["activation"] == "relu" and examples and sum(dead[at] == 0) > bounds["dead_units"]:
            yield f"layer {at + 1} has dead units"
    if {"backward", "derivative"} & set(part["ask"]):
        for place in examples:
            for at in range(1, len(layers) + 1):
                if max(map(abs, values[f"{place}delta.{at}"])) < bounds["delta_least"]:
                    yield f"{place}delta.{at} vanishes"
    updated = "update" in part["ask"] and not part_of_weights(world)
    if updated and bounds["loss_falls"] and not values["fell"]:
        yield "the loss does not fall"
    yield from answers(part, world, solved.shape, bounds)


def part_of_weights(world):
    return "weights" in world.asked


def asked_for(name, world):
    """Whether a printed name is an answer."""
    own = name.rpartition("/")[2]
    if part_of_weights(world):
        return "[" in own
    return any(re.match(ASKED[ask], own) for ask in world.asked["ask"] if ask in ASKED)


def answers(part, world, shape, bounds):
    """Asked answers that are 0, too large, on a tie, or twice the same in one matrix."""
    groups = {}
    for name, _, text, value in each_printed(part, world, shape):
        if text is None or not asked_for(name, world):
            continue
        kind = name.partition(".")[0] if "[" in name else name
        groups.setdefault(kind, []).append(text)
        unit = unit_of(text, shape)
        if abs(value) > bounds["answer_most"]:
            yield f"{name} is large: {text}"
        if bounds["not_zero"] and float(Fraction(text)) == 0:
            yield f"{name} is 0"
        if unit and bounds["no_tie"] and abs(abs(value) / unit % 1 - 0.5) < 0.0009:
            yield f"{name} is on a tie: {value}"
    for name, texts in groups.items():
        if bounds["distinct"] and len(set(texts)) < len(texts) and not name.startswith("a"):
            yield f"{name} has an entry twice: {texts}"


def unseen(part, world, shape):
    """Slips that leave the answer in which they are made as it is printed."""
    if not {"backward", "derivative", "update"} & set(part["ask"]):
        return
    net = by_hand.Net.of(world.spec, world.W, world.b, world.pairs)
    rate = float(world.raw["numbers"].get("learning_rate", 0))
    updated = "update" in world.asked["ask"]
    for slip, at in by_hand.slips(net):
        if not updated and slip in ("uphill", "gradient for parameter", "new weights"):
            continue
        wrong = by_hand.worked(net, rate, slip, at)
        where = first(slip, at, part, world)
        if where and all(alike(name, wrong, part, world, shape) for name in where):
            yield f"{slip} (layer {at}) does not show in {', '.join(where)}"


def first(slip, at, part, world):
    """The printed answers where a slip is seen first."""
    names = [name for name, _ in shown(part) if asked_for(name, world)]
    kinds = {"no bias": rf"z\.{at}$", "uphill": r"new\.", "gradient for parameter": r"new\."}
    begin = kinds.get(slip, rf"delta\.{at}$")
    found = [name for name in names if re.match(begin, name.rpartition("/")[2])]
    if not found and slip not in kinds:  # deltas are not asked: the single weights of that layer
        found = [name for name in names if re.match(rf"grad\.[Wb]\.{at}\[", name)]
    return found


def alike(name, wrong, part, world, shape):
    """Whether a wrong answer prints as the right one in every entry."""
    place, _, own = name.rpartition("/")
    n = place.replace("example.", "") or str(world.examples[0][0])
    single = re.fullmatch(r"(.*)\[(\d+),(\d+)\]", own)

    entries = wrong.get(f"{n}/{own}", wrong.get(single[1] if single else own))
    if single:
        row, column = world.spec.get("count_from", [1, 1])
        entries = entries[int(single[2]) - row][int(single[3]) - column]
    texts = flat([dict(shown(part))[name]])
    return all(
        abs(float(Fraction(text)) - b) <= (unit_of(text, shape) or 10.0**-shape.digits) / 2
        for text, b in zip(texts, np.ravel(entries).tolist(), strict=True)
    )
