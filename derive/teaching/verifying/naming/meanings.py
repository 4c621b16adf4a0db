"""The meanings that a letter can have, by its usual ones and by what its numbers could be."""

from __future__ import annotations

from collections.abc import Iterator

from derive.teaching.verifying.lines.world import SHARE
from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.lettered import LAYERED, lettered
from derive.teaching.verifying.naming.notation import ALL, Letter, Ref, Sizes, Slots
from derive.teaching.verifying.naming.usual import LATER, MARKED, ROLES


def existing(slots: Slots, meaning: Letter, example: str, sizes: Sizes) -> Ref | None:
    """What a name stands for under a meaning, where the network has that."""
    ref = lettered(slots, meaning, example, sizes)
    return ref if ref is None or sizes.holds(ref) else None


def meanings(
    usual: tuple[str, ...], told: list[Evidence], sizes: Sizes, where: tuple[str, ...],
    zero: tuple[str, ...],
) -> Iterator[Letter]:  # fmt: skip
    """Every meaning that its numbers, or what is usual, allow."""
    possible = {key.removeprefix("new.").removeprefix(SHARE).rpartition(".")[0] or key
                for one in told for key, _, _, _ in one.fits}  # fmt: skip
    turns = {turned for one in told for _, _, _, turned in one.fits}
    count = sizes.examples if sizes.examples > 1 else -1
    batches = any(at == ALL for one in told for _, at, _, _ in one.fits)
    batches = batches or any(count in one.shape and min(one.shape) > 1 for one in told)
    for role in (*ROLES, *LATER):
        plain = {"output": "a", "numbered": "W"}.get(role, role)
        if role not in usual and plain not in possible:
            continue
        sources: list[int | str] = [""]
        if role in LAYERED:
            fixed = range(0 if role == "with one" else 1, sizes.depth + 1)
            sources = [*where, *fixed]
        for source in sources:
            for batch in (False, True) if batches else (False,):
                for turned in (False, True) if True in turns or role == "W" else (False,):
                    yield Letter(role, source, batch, turned)
                    if role in ("W", "a", "z", "delta", "b") and source in MARKED:
                        yield Letter(role, source, batch, turned, 1)
                    if role in ("W", "a", "z", "delta", "b") and source in zero:
                        yield Letter(role, source, batch, turned, -1)
