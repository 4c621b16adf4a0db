"""Verifying a sheet, reading included: solutions of the shipped exercises, warm, and each copy.

python bench/verify.py                 # the bar: a sheet of 200 relations in under 1 s, warm
python bench/verify.py --profile       # the functions with the most time of their own
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from derive.resources import exercises
from derive.teaching.exercise import read
from derive.teaching.solve import solve
from derive.teaching.verifying.reporting.annotate import TARGETS, annotated
from derive.teaching.verifying.verify import verify
from derive.writing.notation import style

# about 100, 150, 200 and 250 relations
SHEETS = (
    ("two-tanh-units", "boxed"),
    ("relu-paths", "lecture"),
    ("four-layers", "boxed"),
    ("lecture-softmax", "exam"),
)
ROUNDS = 7


def timed(call) -> tuple[float, float]:
    """The first call, and the median of those after it, in milliseconds."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    return times[0], median(times[1:])


def sheet(name: str, look: str) -> tuple[str, object]:
    path = exercises()[name]
    return solve(path, style_name=look).text("md", "solution"), read(path)


def rows() -> None:
    print(f"{'sheet':<30}{'relations':>10}{'first':>10}{'warm':>10}{'200 of them':>13}")
    for name, look in SHEETS:
        text, exercise = sheet(name, look)
        count = len(verify(text, exercise).claims)
        first, warm = timed(lambda text=text, exercise=exercise: verify(text, exercise))
        each = warm / count * 200
        print(f"{name + ' ' + look:<30}{count:>10}{first:>7.0f} ms{warm:>7.0f} ms{each:>10.0f} ms")


def copies() -> None:
    text, exercise = sheet(*SHEETS[2])
    report, look = verify(text, exercise), style("lecture")
    for target in TARGETS:
        first, warm = timed(lambda target=target: annotated(report, target, look))
        print(f"the copy as {target}: first {first:.0f} ms, then {warm:.0f} ms")


def cold() -> None:
    times = []
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "sheet.md"
        path.write_text(sheet(*SHEETS[0])[0], encoding="utf-8")
        command = [sys.executable, "-m", "derive", "verify", str(path), "--exercise", SHEETS[0][0]]
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run(command, check=False, capture_output=True)
            times.append((time.perf_counter() - start) * 1e3)
    print(f"the command in a new process: {median(times):.0f} ms")


def profiled() -> None:
    text, exercise = sheet(*SHEETS[2])
    verify(text, exercise)
    profile = cProfile.Profile()
    profile.runcall(verify, text, exercise)
    pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--profile", action="store_true")
    if options.parse_args().profile:
        profiled()
    else:
        rows()
        copies()
        cold()
