"""Reports for the tests of what verifying puts out: verdicts put on any sheet, with a seed."""

import random

from derive.teaching.verifying.reporting.checked_sheet import rows
from derive.teaching.verifying.reporting.report import FINDINGS, Claim, Report
from derive.teaching.written.documents import Document
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread

VERDICTS = ("wrong", "follows", "right value, wrong line", "mislabelled", "right again")


def reported(text, name="sheet.md", seed=1, loud=0.3, inferred=("x is the input",)):
    """A report with every sign of a sheet as a claim; a share of them with verdicts to remark."""
    document, draw = Document(text), random.Random(seed)
    claims, roots = [], []
    for piece in document.pieces():
        formula = read(piece.text, piece.start)
        if isinstance(formula, Unread):
            place = document.place(piece.start)
            claims.append(
                Claim(piece.start, piece.end, *place, "unread", piece.text, "", message="strange")
            )
            continue
        for chain in rows(formula.statements):
            operands = list(zip(chain.relations, chain.operands, chain.operands[1:]))
            for sign, left, right in operands:
                verdict = draw.choice(VERDICTS) if draw.random() < loud else "holds"
                if verdict == "follows" and not roots:
                    verdict = "wrong"
                source = [text[one.start : one.end] if one else "" for one in (left, right)]
                marked = verdict in FINDINGS or verdict == "follows"
                claims.append(
                    Claim(
                        sign.start,
                        sign.end,
                        *document.place(sign.start),
                        verdict,
                        *source,
                        expected="a_1 = 0.5" if marked else None,
                        slip="digit_dropped" if verdict == "wrong" else None,
                        root=roots[-1] if verdict == "follows" else None,
                        message="δ₁ = Wᵀδ₂ ∘ σ′(z₁) <b> & $x$ #f" if verdict in FINDINGS else "",
                    )
                )
                if verdict == "wrong":
                    roots.append(len(claims) - 1)
    return Report(name, text, tuple(claims), inferred)
