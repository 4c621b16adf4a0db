"""The input that biases multiply, x_0 = 1, and biases that are called weights of index 0, W_0."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.stated.data import BIASES, INPUTS, WEIGHTS, Stated


def told_apart(told: Iterable[Stated]) -> list[Stated]:
    """The data without x_0 = 1 beside other inputs, and with W_0 beside a matrix W as a bias; where
    other layers have biases, v_0 beside v_1 is one too."""
    told = list(told)
    inputs = {one.slots.letter for one in told if one.slots.letter in INPUTS
              and one.slots.lowered and one.slots.lowered != (0,)}  # fmt: skip
    told = [one for one in told if not (one.slots.letter in inputs and _is_one(one))]
    weights = [one for one in told if one.slots.letter in WEIGHTS and not one.slots.lowered]
    wholes = {_layer(one.slots) for one in weights if one.slots.raised or not one.is_number}
    if any(one.slots.letter in BIASES for one in told):
        counted = {_layer(one.slots) for one in told if one.is_number and one.slots.lowered == (1,)
                   and one.slots.letter not in {*INPUTS, *BIASES}}  # fmt: skip
        return [_as_bias(one) if one.slots.lowered == (0,) and _layer(one.slots) in counted else one
                for one in told]  # fmt: skip
    return [_as_bias(one) if one.slots.lowered == (0,) and _layer(one.slots) in wholes else one
            for one in told]  # fmt: skip


def _is_one(one: Stated) -> bool:
    return one.slots.lowered == (0,) and one.rows == (("1",),)


def _layer(slots: Slots) -> Slots:
    return replace(slots, lowered=())


def _as_bias(one: Stated) -> Stated:
    """As b; by its own letter where several have one: w_0 beside w, v_0 beside v."""
    slots = one.slots
    letter = "b" if slots.marks or slots.raised else f"b {slots.letter}"
    return replace(one, slots=replace(slots, letter=letter, lowered=()))
