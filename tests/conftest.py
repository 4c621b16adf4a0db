"""Lets every test module import what stands beside this file: `oracle`, `arithmetic`, `pages`."""

import gc
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def pytest_collection_finish(session):
    """What was collected stays to the end: it need not be looked through again and again."""
    gc.collect()
    gc.freeze()
