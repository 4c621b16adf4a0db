"""Lets every test module import what stands beside this file: `oracle`, `arithmetic`, `pages`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
