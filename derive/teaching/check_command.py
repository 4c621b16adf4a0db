"""The command `derive check`: what it prints."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from derive.errors import DeriveError


def run(options: argparse.Namespace) -> int:
    """Prints the verdict; answers 0 where the formula holds, else 1."""
    from derive.teaching.check import check
    from derive.teaching.check_words import told

    answer = check(
        _formula(options.formula),
        slope_of=options.slope_of,
        gradient_of=options.gradient_of,
        layers=options.layers,
        wrt=options.wrt,
        given=dict(_pairs(options.given, "--given")) or None,
        shapes={name: _shape(size) for name, size in _pairs(options.shape, "--shape")} or None,
        activation=options.activation,
        output=options.output,
        loss=options.loss,
        product=options.product,
    )
    print(told(answer))
    return 0 if answer.holds else 1


def _formula(text: str) -> str:
    """The argument, or what stands on the standard input."""
    if text != "-":
        return text
    import sys

    return sys.stdin.buffer.read(100_000).decode("utf-8", "replace").strip()


def _pairs(texts: Iterable[str], option: str) -> Iterable[tuple[str, str]]:
    for text in texts:
        name, sign, value = text.rpartition("=")
        if not sign or not name.strip() or not value.strip():
            raise DeriveError(f'{option}: expected NAME=VALUE, found "{text[:40]}"')
        yield name.strip(), value.strip()


def _shape(text: str) -> tuple[int, ...]:
    sizes = text.lower().replace("×", "x").split("x")
    if len(sizes) > 2 or not all(one.isascii() and one.isdigit() and len(one) < 5 for one in sizes):
        raise DeriveError(f'--shape: expected rows and columns such as 2x3, found "{text[:40]}"')
    return tuple(map(int, sizes))
