"""From nothing to files: the command in a new process, against `import sympy` in another.

    python bench/cold.py [--pairs 15]

Every round starts each process once, one after the other.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from interleave import milliseconds, ratio, rounds


def started(arguments: list[str], folder: str) -> Any:
    """A call that runs a process to its end and fails where it fails."""

    def run() -> None:
        subprocess.run(arguments, cwd=folder, check=True, stdout=subprocess.DEVNULL)

    return run


def command() -> list[str]:
    """The installed script beside this Python, or the module."""
    script = Path(sys.executable).with_name("derive")
    return [str(script)] if script.exists() else [sys.executable, "-m", "derive"]


def main() -> None:
    """Runs everything and prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15)
    options = parser.parse_args()
    python, derive = [sys.executable, "-c"], command()
    with tempfile.TemporaryDirectory() as folder:
        for peers, below in (
            (
                {
                    "import sympy": [*python, "import sympy"],
                    "solve two-tanh-units": [*derive, "solve", "two-tanh-units", "-o", "out"],
                    "solve lecture-softmax": [*derive, "solve", "lecture-softmax", "-o", "out"],
                },
                "import sympy",
            ),
            (
                {
                    "bare python": [*python, "pass"],
                    "derive --help": [*derive, "--help"],
                    "derive list": [*derive, "list"],
                },
                "bare python",
            ),
        ):
            calls = {name: started(arguments, folder) for name, arguments in peers.items()}
            for call in calls.values():
                call()  # files into the disk cache, modules compiled
            times = rounds(calls, options.pairs)
            for name in peers:
                print(f"{name:22} {milliseconds(times[name])}; x {ratio(times, name, below):.2f}")


if __name__ == "__main__":
    main()
