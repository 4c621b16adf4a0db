"""Φ and φ of the normal distribution, where a sheet explains them or writes a GELU by them.

They are read as the functions that they are; in what a sheet says otherwise of its φ, it is that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.naming.function_letters import applied
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.piece import Piece

Sheet = list[tuple[Found, Piece]]

_WHOLE = (r"(?:standard |gau(?:ss|ß)\w* |the )normal\w*|\b(?:normal(?:e|en)?) (?:distribution|cdf|"
          r"cumulative|density|law|verteilung)|normalverteil|gau(?:ss|ß)\w*[ -](?:distribution|cdf|"
          r"cumulative|verteil|error|integral)|\b(?:cdf)\b|cumulative distribution|"
          r"verteilungsfunktion|répartition|loi normale")  # fmt: skip
_NEAR = re.compile(
    rf"(?:{_WHOLE})[^.\n]{{0,80}}(?:\b(?:phi)\b|φ|ϕ)|(?:\b(?:phi)\b|φ)[^.\n]{{0,80}}(?:{_WHOLE})",
)
_GELU = re.compile(r"\b(?:gelus?)\b|gaussian error linear")
_DENSITY = re.compile(r"\b(?:density|pdf|bell curve|dichte\w*|densité)\b|glockenkurve")
DENSITIES = ("phi", "varphi")


def with_normal_letters(found: Sheet, text: str) -> Sheet:
    """What a sheet says with these letters as the functions they are."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    operands = tuple(node for one in chains for node in one.operands)
    met = {one.text for one in nodes(operands) if isinstance(one, tree.Name)}
    if "Phi" not in met or not _is_function(operands):
        return found
    prose = text.lower()
    if not (_GELU.search(prose) or _NEAR.search(prose)):
        return found
    letters = {"Phi": "normcdf"}
    densities = met & {*DENSITIES}
    said = _DENSITY.search(prose) or _GELU.search(prose) or _is_slope(chains)
    if len(densities) == 1 and said and not _is_defined(chains, *densities):
        letters |= dict.fromkeys(densities, "normpdf")
    return [
        (replace(one, operands=_renamed(one.operands, letters))
         if isinstance(one, Statement) else one, piece)
        for one, piece in found
    ]  # fmt: skip


def _is_function(operands: tuple[Any, ...]) -> bool:
    """Whether Φ stands before one thing in brackets somewhere, and nothing is written on it."""
    scripted = any(isinstance(one, tree.Scripted) and isinstance(one.base, tree.Name)
                   and one.base.text == "Phi" and (one.lower or one.upper)
                   for one in nodes(operands))  # fmt: skip
    return not scripted and any(name.letter == "Phi" for name, _ in applied(operands))


def _is_slope(chains: Iterable[Statement]) -> bool:
    """Whether a line says that φ is Φ'."""
    for one in chains:
        primed = [name for node in one.operands for name in map(written, nodes(node))
                  if name is not None and name.letter == "Phi" and name.primes == 1]  # fmt: skip
        if primed and any(_of(node) in DENSITIES for node in one.operands):
            return True
    return False


def _is_defined(chains: Iterable[Statement], letter: str) -> bool:
    """Whether a line says that φ is a formula without an exponential function, or a primed one."""
    for one in chains:
        if _of(one.operands[0]) == letter and len(one.operands) > 1:
            names = {name.text for node in one.operands[1:] for name in nodes(node)
                     if isinstance(name, tree.Name)}  # fmt: skip
            if names and not names & {"e", "exp", "Phi", *DENSITIES}:
                return True
    return False


def _of(node: Any) -> str:
    """The letter of a name, or of a name that is applied."""
    match node:
        case tree.Product((tree.Name(letter), tree.Group()), _):
            return letter
    name = written(node)
    return name.letter if name is not None and not name.primes else ""


def _renamed(node: Any, letters: dict[str, str]) -> Any:
    if isinstance(node, tree.Name):
        return replace(node, text=letters.get(node.text, node.text))
    return mapped(node, lambda one: _renamed(one, letters))
