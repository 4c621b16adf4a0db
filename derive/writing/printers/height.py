"""How high a formula stands, in lines of text: an estimate that decides where pages may break."""

from __future__ import annotations

from derive.writing.printers.pieces import GRID, TALL, Node, Piece, holds


def height(piece: Piece) -> float:
    """The lines that a piece takes.

    >>> from derive.writing.printers.pieces import fraction, grid
    >>> height("1"), height(fraction("1", "2")), height(grid([["1"], ["2"], ["3"]], "brackets"))
    (1.0, 1.8, 3.0)
    """
    if not isinstance(piece, Node) or not holds(piece, TALL):
        return 1.0
    parts = piece.parts
    if piece.kind == "grid":
        return float(sum(max(map(height, line)) for line in parts[0]))
    if piece.kind == "fraction":
        # without a matrix in it, a fraction's own parts are as low as in a line
        high = height(parts[0]) + height(parts[1])
        return high if holds(piece, GRID) else 1.8 * max(1.0, 0.5 * high)
    if piece.kind == "total":
        return 2.2
    within = parts if piece.kind == "row" else [one for one in parts if isinstance(one, Node)]
    return max(map(height, within), default=1.0)
