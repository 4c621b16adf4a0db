"""`python -m derive` is `derive`."""

from derive.cli import run

if __name__ == "__main__":
    run()
