"""What a network is made of: one page a file, listed at import; a page is an `Operation`.

A page says how its output is made from its inputs, and what its output's gradient gives to the
gradient of each input. Nothing here knows a particular network, activation or loss.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from derive.calculus.operations.page import Application, Operation

OPERATIONS: dict[str, Operation] = {}
for _module in sorted(iter_modules(__path__), key=lambda found: found.name):
    if _module.name != "page":
        _page: Operation = import_module(f"{__name__}.{_module.name}").PAGE
        OPERATIONS[_page.name] = _page

__all__ = ["OPERATIONS", "Application", "Operation"]
